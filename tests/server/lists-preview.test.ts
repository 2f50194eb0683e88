import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { judgedAtOnce } from '../../server/lists/tasks.ts'
import { reassessOutdated } from '../../server/reports/reassess.ts'
import type { Job } from '../../shared/api/jobs.ts'
import { addDays } from '../../shared/days.ts'
import { type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
const size = judgedAtOnce + 1

const recipe = (change: object = {}) => ({
  certification: 'hnte',
  asOf: addDays(today(), 1),
  scope: {},
  include: {
    ...{ reach: true, review: true, missingAtMost: 50, shortByAtMost: 2, distanceAtMost: null, scoreWithin: null, renewWithinDays: null },
  },
  ...change,
})
const ask = (session: Session, change: object = {}) => session.post('/api/v1/lists/preview', recipe(change))
const jobOf = async (session: Session, id: string) => session.get(`/api/v1/jobs/${id}`)

beforeAll(async () => {
  api = await startApi()
  bureau = await api.asBureau()
  await within(api.db, systemActor, (tx) =>
    tx.execute(sql`insert into firms (uscc, name, park_id, in_mainland)
      select lpad(n::text, 18, '0'), '示例企业' || n, case when n % 10 = 0 then 'rongqiao' end, true from generate_series(1, ${size}) n`),
  )
})

describe('the preview of a list for which many firms must be judged', () => {
  it('is made by a job whose result is what the request would have answered', async () => {
    const reply = await ask(bureau)
    expect([reply.statusCode, reply.json()]).toEqual([202, expect.objectContaining({ kind: 'list-preview', state: 'queued' })])
    const { id } = reply.json<Job>()
    expect(reply.headers['location']).toBe(`/api/v1/jobs/${id}`)
    await api.runJobs()
    const job = (await jobOf(bureau, id)).json<Job>()
    expect(job).toMatchObject({ state: 'done', progress: { done: size, total: size, stage: '评估' } })
    expect(job.result).toMatchObject({ counts: { assessed: size }, sentence: expect.stringContaining('国家高新技术企业') })

    // A part of the firms is answered at once, in the same shape.
    const small = await ask(bureau, { scope: { parks: ['rongqiao'] } })
    expect(small.statusCode).toBe(200)
    expect(Object.keys(small.json()).sort()).toEqual(Object.keys(job.result as object).sort())
    expect(small.json().counts.assessed).toBe(Math.floor(size / 10))
  })

  it('is nobody else’s, and a park gets its own firms at once', async () => {
    const { id } = (await ask(bureau)).json<Job>()
    await api.runJobs()
    expect((await jobOf(bureau, id)).statusCode).toBe(200)
    expect((await jobOf(await api.asBureau(), id)).statusCode).toBe(404)
    expect((await jobOf(await api.asAdmin(), id)).statusCode).toBe(404)
    expect((await ask(await api.asPark('rongqiao'))).json().counts.assessed).toBe(Math.floor(size / 10))
  })

  it('is made for the newest recipe only', async () => {
    const first = (await ask(bureau)).json<Job>()
    const second = (await ask(bureau, { asOf: addDays(today(), 2) })).json<Job>()
    await api.runJobs()
    expect((await jobOf(bureau, first.id)).json()).toMatchObject({ state: 'done', result: { mergedInto: second.id } })
    expect((await jobOf(bureau, second.id)).json()).toMatchObject({ state: 'done', result: { counts: { assessed: size } } })
  })

  it('is answered at once for today, once every result stands', async () => {
    expect((await ask(bureau, { asOf: today() })).statusCode).toBe(202)
    await api.runJobs()
    await reassessOutdated(api.db)
    const reply = await ask(bureau, { asOf: today() })
    expect([reply.statusCode, reply.json().counts?.assessed]).toEqual([200, size])
  })
})
