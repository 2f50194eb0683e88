import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Queue, Submission } from '../../shared/api/submissions.ts'
import { today } from '../../server/clock.ts'
import { type Actor, sqlState, systemActor, within } from '../../server/db/context.ts'
import { submissions, submissionSteps } from '../../server/submissions/table.ts'
import { yearOf } from '../../shared/days.ts'
import { type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let park: Session
const last = yearOf(today()) - 1

beforeAll(async () => {
  api = await startApi()
  park = await api.asPark('rongqiao')
})

interface Sender {
  readonly id: string
  readonly name: string
  readonly company: Session
}

/** A firm of the park with one figure of the last year. */
async function sender(figures: object = { salesRevenue: 5_000_000 }): Promise<Sender> {
  const { id, name } = await api.makeFirm({ parkId: 'rongqiao' })
  const company = await api.asCompany(id)
  await enter({ id, name, company }, figures, 0)
  return { id, name, company }
}

const enter = ({ id, company }: Sender, figures: object, version: number) =>
  company.patch(`/api/v1/firms/${id}/figures/${last}`, { figures }, { 'if-match': `"v${version}"` })

async function read({ id }: Sender, session: Session = park): Promise<Submission> {
  const { items } = (await session.get(`/api/v1/firms/${id}/submissions`)).json() as { items: Submission[] }
  const found = items.find(({ year }) => year === last)
  if (!found) throw new Error('the last year is missing')
  return found
}

/** A step against what stands now, unless told what was read. */
async function step(of: Sender, kind: Submission['steps'][number]['step'], more: object = {}, readBefore?: Submission) {
  const { version, current } = readBefore ?? (await read(of))
  const isFirm = kind === 'submitted' || kind === 'withdrawn'
  return (isFirm ? of.company : park).put(
    `/api/v1/firms/${of.id}/submissions/${last}${isFirm ? '' : '/decision'}`,
    { step: kind, figuresVersion: current.version, ...more },
    { 'if-match': `"v${version}"` },
  )
}

const queued = async (state = 'submitted', session = park): Promise<Queue> =>
  (await session.get(`/api/v1/submissions?state=${state}`)).json()
const names = ({ items }: Queue) => items.map(({ name }) => name)

describe('the figures of a year on their way to the park', () => {
  it('go there, come back with reasons, are mended, sent again and confirmed, and every step is kept as it stood', async () => {
    const firm = await sender()
    expect(await read(firm)).toMatchObject({ state: 'draft', version: 0, steps: [], current: { version: 1 } })
    expect((await step(firm, 'submitted', { note: '审计后的数' })).statusCode).toBe(200)
    const { items } = await queued()
    expect(items.find(({ name }) => name === firm.name)).toMatchObject({ year: last, round: 1, note: '审计后的数', doubts: 0 })

    // What lies with the park is closed to the firm, and cannot be confirmed past the queue.
    expect((await enter(firm, { salesRevenue: 6_000_000 }, 1)).statusCode).toBe(409)
    const past = `/api/v1/firms/${firm.id}/figures/${last}/verification`
    expect((await park.put(past, { verified: true }, { 'if-match': '"v1"' })).statusCode).toBe(409)

    expect((await step(firm, 'returned')).statusCode).toBe(400)
    const returned = await step(firm, 'returned', { note: '和申报表对不上', reasons: { salesRevenue: '申报表是 560 万元' } })
    expect(returned.json()).toMatchObject({ state: 'returned', version: 2 })
    expect(names(await queued())).not.toContain(firm.name)
    expect(names(await queued('returned'))).toContain(firm.name)

    expect((await enter(firm, { salesRevenue: 5_600_000 }, 1)).statusCode).toBe(200)
    expect((await step(firm, 'submitted')).json()).toMatchObject({ state: 'submitted' })
    expect((await step(firm, 'confirmed')).statusCode).toBe(200)

    const { state, steps, current } = await read(firm, firm.company)
    expect(state).toBe('confirmed')
    expect(current).toMatchObject({ figures: { salesRevenue: 5_600_000 }, verifiedBy: expect.stringContaining('park') })
    expect(steps.map(({ step: kind, figures }) => [kind, figures.salesRevenue])).toEqual([
      ['submitted', 5_000_000],
      ['returned', 5_000_000],
      ['submitted', 5_600_000],
      ['confirmed', 5_600_000],
    ])
    expect(steps[1]).toMatchObject({ note: '和申报表对不上', reasons: { salesRevenue: '申报表是 560 万元' }, role: 'park' })
    const history = (await park.get(`/api/v1/firms/${firm.id}/history`)).json().items.map(({ action }: { action: string }) => action)
    expect(history).toEqual(expect.arrayContaining(['figures-submitted', 'figures-returned', 'figures-accepted', 'figures-verified']))
  })

  it('are the firm’s again as soon as a confirmed figure changes', async () => {
    const firm = await sender()
    await step(firm, 'submitted')
    await step(firm, 'confirmed')
    const { current } = await read(firm)
    expect((await step(firm, 'submitted')).statusCode).toBe(409)
    await enter(firm, { salesRevenue: 1 }, current.version)
    expect(await read(firm)).toMatchObject({ state: 'draft', current: { verifiedBy: null } })
    expect((await step(firm, 'submitted')).statusCode).toBe(200)
  })

  it('can be taken back while nobody has decided, and only then', async () => {
    const firm = await sender()
    expect((await step(firm, 'withdrawn')).statusCode).toBe(409)
    await step(firm, 'submitted')
    expect((await step(firm, 'withdrawn')).json()).toMatchObject({ state: 'draft' })
    expect(names(await queued())).not.toContain(firm.name)
    expect((await enter(firm, { salesRevenue: 2 }, 1)).statusCode).toBe(200)
    expect((await step(firm, 'confirmed')).statusCode).toBe(409)
  })

  it('are neither sent nor decided by somebody who has not seen what stands', async () => {
    const firm = await sender()
    const before = await read(firm)
    await enter(firm, { salesRevenue: 7 }, 1)
    const stale = await step(firm, 'submitted', {}, before)
    expect([stale.statusCode, stale.json().current.current.figures.salesRevenue]).toEqual([412, 7])
    const sent = await step(firm, 'submitted')
    expect(sent.statusCode).toBe(200)
    // Two of the park decide at once: one of them does.
    const seen = await read(firm)
    const decisions = await Promise.all([step(firm, 'confirmed', {}, seen), step(firm, 'returned', { note: '再看看' }, seen)])
    expect(decisions.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    const blind = await firm.company.put(`/api/v1/firms/${firm.id}/submissions/${last}`, { step: 'submitted', figuresVersion: 2 })
    expect(blind.statusCode).toBe(428)
  })

  it('are not sent empty, and not with doubts that nobody explains', async () => {
    const empty = await sender({})
    expect((await step(empty, 'submitted')).statusCode).toBe(409)
    const doubtful = await sender({ salesRevenue: 100, rdTax: 1_000_000 })
    const refused = await step(doubtful, 'submitted')
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, '/note'])
    expect((await step(doubtful, 'submitted', { note: '研发大于收入：产品未上市' })).statusCode).toBe(200)
    expect((await queued()).items.find(({ name }) => name === doubtful.name)).toMatchObject({ doubts: 1 })
  })

  it('are listed the longest waiting first, page by page, each once, with the counts of all', async () => {
    const firms = [await sender(), await sender(), await sender()]
    for (const firm of firms) await step(firm, 'submitted')
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Queue = (await park.get(`/api/v1/submissions?limit=2${cursor && `&cursor=${cursor}`}`)).json()
      expect(page.counts.submitted).toBeGreaterThanOrEqual(3)
      seen.push(...names(page))
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((name) => firms.some((firm) => firm.name === name))).toEqual(firms.map(({ name }) => name))
    expect((await park.get('/api/v1/submissions?cursor=x')).statusCode).toBe(400)
    expect(names(await queued('submitted', await api.asPark('jiangyin')))).toEqual([])
  })
})

describe('in the database', () => {
  it('no firm confirms or returns its own figures, and no step is changed or removed', async () => {
    const firm = await sender()
    await step(firm, 'submitted')
    const company: Actor = { ...systemActor, role: 'company', account: 'c', firmId: firm.id }
    const refusal = (work: Promise<unknown>) => work.then(() => undefined, sqlState)
    const own = eq(submissions.firmId, firm.id)
    expect(await refusal(within(api.db, company, (tx) => tx.update(submissions).set({ state: 'confirmed' }).where(own)))).toBe('42501')
    const forged = { firmId: firm.id, year: last, seq: 9, step: 'confirmed' as const, at: new Date(0), by: 'c', role: 'park', figures: {} }
    expect(await refusal(within(api.db, company, (tx) => tx.insert(submissionSteps).values(forged)))).toBe('42501')
    for (const actor of [company, systemActor]) {
      const steps = eq(submissionSteps.firmId, firm.id)
      expect(await within(api.db, actor, (tx) => tx.update(submissionSteps).set({ note: 'x' }).where(steps).returning())).toEqual([])
      expect(await within(api.db, actor, (tx) => tx.delete(submissionSteps).where(steps).returning())).toEqual([])
    }
  })
})
