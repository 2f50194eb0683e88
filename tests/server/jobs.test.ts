import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor, within } from '../../server/db/context.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { defineTask, startJob } from '../../server/jobs/service.ts'
import { jobs } from '../../server/jobs/table.ts'
import { ProblemError } from '../../server/problems.ts'
import { startApi, type TestApi } from './support.ts'

let api: TestApi
const park: Actor = { ...systemActor, role: 'park', account: 'p', accountId: '00000000-0000-4000-8000-000000000001', parkId: 'rongqiao' }

const ran: unknown[] = []
const settled: string[] = []
let release = () => {}

defineTask<{ n: number }>('test-double', async ({ payload, actor, progress }) => {
  progress(1, 2, '正在计算')
  ran.push([payload.n, actor.parkId])
  return { doubled: payload.n * 2 }
})
defineTask('test-refuse', async () => {
  throw new ProblemError('conflict', { detail: '表格已经变了' })
})
defineTask('test-crash', async () => {
  throw new Error('secret internals')
})
defineTask('test-once', async () => undefined, { onFailure: async ({ sentence }) => void settled.push(sentence) })
defineTask('test-again', async () => 'at last', { attempts: 2 })
defineTask(
  'test-wait',
  ({ signal }) =>
    new Promise((resolve, reject) => {
      release = () => resolve('released')
      signal.addEventListener('abort', () => reject(new Error('aborted')))
    }),
)

let wake = () => {}
defineTask('test-nightly', () => new Promise<void>((resolve) => (wake = resolve)), { cron: '0 0 29 2 *' })

beforeAll(async () => {
  api = await startApi()
})

const start = (kind: string, payload: unknown = {}, key?: string) =>
  within(api.db, park, (tx) => startJob(tx, park, kind, payload, key ? { key } : {}))
const jobOf = async (id: string) => (await within(api.db, systemActor, (tx) => tx.select().from(jobs).where(eq(jobs.id, id))))[0]
const parts = () => ({ db: api.db, readDb: api.db, settings: api.config, ownerUrl: api.url, log: { error: () => {} } })

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50))
}

describe('a job', () => {
  it('runs in the name of who started it, and keeps its result', async () => {
    const id = await start('test-double', { n: 21 })
    expect(await jobOf(id)).toMatchObject({ state: 'queued', attempts: 0 })
    await api.runJobs()
    expect(await jobOf(id)).toMatchObject({
      state: 'done',
      result: { doubled: 42 },
      progress: { done: 1, total: 2, stage: '正在计算' },
      attempts: 1,
    })
    expect(ran).toEqual([[21, 'rongqiao']])
  })

  it('is not there when the transaction that wanted it failed', async () => {
    const before = ran.length
    await within(api.db, park, async (tx) => {
      await startJob(tx, park, 'test-double', { n: 1 })
      throw new Error('no')
    }).catch(() => {})
    await api.runJobs()
    expect(ran).toHaveLength(before)
  })

  it('says in words why it failed, and of its internals nothing', async () => {
    const [refused, crashed, unknown] = [await start('test-refuse'), await start('test-crash'), await start('test-nobody-knows')]
    await api.runJobs()
    expect(await jobOf(refused)).toMatchObject({ state: 'failed', error: '表格已经变了' })
    expect((await jobOf(crashed))?.error).toBe('系统出错了，没有完成')
    expect(await jobOf(unknown)).toMatchObject({ state: 'failed' })
  })

  it('merges with those of its key that have not begun', async () => {
    const [first, second] = [await start('test-double', { n: 1 }, 'same'), await start('test-double', { n: 2 }, 'same')]
    const before = ran.length
    await api.runJobs()
    expect(ran.slice(before)).toEqual([[2, 'rongqiao']])
    expect(await jobOf(first)).toMatchObject({ state: 'done', result: { mergedInto: second } })
    expect(await jobOf(second)).toMatchObject({ state: 'done', result: { doubled: 4 } })
  })

  it('is seen by its own people and the bureau, and is missing for others', async () => {
    const id = await start('test-double', { n: 3 })
    await api.runJobs()
    const ask = async (who: Promise<{ get(url: string): Promise<{ statusCode: number }> }>) =>
      (await (await who).get(`/api/v1/jobs/${id}`)).statusCode
    expect(await ask(api.asPark('rongqiao'))).toBe(200)
    expect(await ask(api.asBureau())).toBe(200)
    expect(await ask(api.asPark('jiangyin'))).toBe(404)
    expect(await ask(api.asCompany((await api.makeFirm({ parkId: 'rongqiao' })).id))).toBe(404)
  })

  it('tells its progress as events until its end', async () => {
    const id = await start('test-double', { n: 4 })
    const rongqiao = await api.asPark('rongqiao')
    const stream = rongqiao.get(`/api/v1/jobs/${id}/events`)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await api.runJobs()
    const reply = await stream
    expect(reply.headers['content-type']).toMatch(/^text\/event-stream/)
    expect(reply.headers['content-security-policy']).toBeDefined()
    const states = [...reply.body.matchAll(/^data: (.*)$/gm)].map(([, data]) => (JSON.parse(String(data)) as { state: string }).state)
    expect(states[0]).toBe('queued')
    expect(states.at(-1)).toBe('done')
    expect((await (await api.asPark('jiangyin')).get(`/api/v1/jobs/${id}/events`)).statusCode).toBe(404)
  })
})

describe('a job whose process died', () => {
  it('has failed where it must not be repeated, and runs again where it may', async () => {
    const [once, again] = [await start('test-once'), await start('test-again')]
    await api.runJobs()
    // As a killed process leaves them.
    await within(api.db, systemActor, (tx) =>
      tx
        .update(jobs)
        .set({ state: 'running', instance: 77, finishedAt: null, result: null })
        .where(eq(jobs.createdBy, String(park.accountId))),
    )
    const runner = await startRunner(parts())
    await until(async () => (await jobOf(again))?.state === 'done')
    expect(await jobOf(once)).toMatchObject({ state: 'failed', error: '系统中途停止，没有完成，可以重做' })
    expect(settled).toEqual(['系统中途停止，没有完成，可以重做'])
    expect(await jobOf(again)).toMatchObject({ result: 'at last', attempts: 2 })
    await runner.stop()
  })

  it('does not wait for work that runs by itself, even where one job runs at once', async () => {
    const nightly = await start('test-nightly')
    const runner = await startRunner({ ...parts(), settings: { ...api.config, jobConcurrency: 1 } })
    await until(async () => (await jobOf(nightly))?.state === 'running')
    const waited = await start('test-double', { n: 4 })
    await until(async () => (await jobOf(waited))?.state === 'done')
    expect(await jobOf(nightly)).toMatchObject({ state: 'running' })
    wake()
    await until(async () => (await jobOf(nightly))?.state === 'done')
    await runner.stop()
  })

  it('is begun also where the task for it was lost with the process that had taken it, or failed with the database', async () => {
    const [taken, failed] = [await start('test-double', { n: 1 }), await start('test-double', { n: 2 })]
    const owner = postgres(api.url, { max: 1, onnotice: () => {} })
    await owner`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone' where payload ->> 'jobId' = ${taken}`
    await owner`update graphile_worker._private_jobs set attempts = max_attempts where payload ->> 'jobId' = ${failed}`
    await owner.end()
    const runner = await startRunner(parts())
    await until(async () => (await jobOf(taken))?.state === 'done' && (await jobOf(failed))?.state === 'done')
    await runner.stop()
  })

  it('is left alone while its process lives', async () => {
    const id = await start('test-wait')
    const runner = await startRunner(parts())
    await until(async () => (await jobOf(id))?.state === 'running')
    const second = await startRunner(parts())
    expect(await jobOf(id)).toMatchObject({ state: 'running' })
    await second.stop()
    release()
    await until(async () => (await jobOf(id))?.state === 'done')
    await runner.stop()
  })

  it('is told to stop when the server closes, and has failed then', async () => {
    const id = await start('test-wait')
    const runner = await startRunner(parts())
    await until(async () => (await jobOf(id))?.state === 'running')
    await runner.stop()
    expect(await jobOf(id)).toMatchObject({ state: 'failed', error: '系统中途停止，没有完成，可以重做' })
  })
})
