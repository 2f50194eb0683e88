import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { firms } from '../../server/firms/table.ts'
import type { Library, LibraryEntries, LibraryEntry, LibraryRound } from '../../shared/api/libraries.ts'
import { addMonths, yearOf } from '../../shared/days.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
let park: Session
const at = '/api/v1/libraries/tech-sme'

beforeAll(async () => {
  api = await startApi()
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-libraries-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemo(api.db, { dataDir, today: today(), password: 'demo-password-of-tests' })
  bureau = await api.asBureau()
  park = await api.asPark('rongqiao')
})

const entriesOf = async (session: Session, query: string): Promise<LibraryEntries> =>
  (await session.get(`${at}/entries?limit=200&${query}`)).json()

const step = (session: Session, { firmId, version }: LibraryEntry, kind: string, reason = '按规定办理') =>
  session.post(`${at}/entries/${firmId}/events`, { kind, reason }, { 'if-match': `"v${version}"` })

describe('a library round', () => {
  let round: LibraryRound
  let candidates: LibraryEntries

  it('begins with the firms that the rule proposes: near the title, and not holding it', async () => {
    const opened = await bureau.post(`${at}/rounds`, { year: yearOf(today()), recommendUntil: null })
    expect(opened.statusCode, opened.body).toBe(201)
    round = opened.json()
    candidates = await entriesOf(bureau, 'state=proposed')
    expect(candidates.total).toBe(round.counts['proposed'])
    expect(candidates.total).toBeGreaterThan(10)
    expect(candidates.items.every(({ holds, verdict, shortBy }) => !holds && (verdict !== 'unqualified' || (shortBy ?? 9) <= 1))).toBe(true)
    expect((await bureau.post(`${at}/rounds`, { year: 2050, recommendUntil: null })).statusCode).toBe(409)
  })

  it('lets a park recommend its own firms only, and the bureau alone confirm', async () => {
    const own = await entriesOf(park, 'state=proposed')
    expect(own.items.every(({ parkId }) => parkId === 'rongqiao')).toBe(true)
    const [first, second, third] = own.items as [LibraryEntry, LibraryEntry, LibraryEntry]
    const recommended = await step(park, first, 'recommended')
    expect(recommended.json(), recommended.body).toMatchObject({ state: 'recommended', version: 2 })
    expect((await step(park, recommended.json(), 'confirmed')).statusCode).toBe(403)
    expect((await step(park, first, 'recommended')).statusCode).toBe(412)
    const foreign = candidates.items.find(({ parkId }) => parkId !== 'rongqiao') as LibraryEntry
    expect((await step(park, foreign, 'recommended')).statusCode).toBe(404)
    expect((await step(bureau, second, 'confirmed')).statusCode).toBe(409)
    const many = { kind: 'recommended', firmIds: [first.firmId, second.firmId, third.firmId, foreign.firmId], reason: '批量推荐' }
    expect((await park.post(`${at}/steps`, many)).json()).toEqual({ done: 2, passedOver: 2 })

    const refused = await bureau.post(`${at}/rounds/${round.id}/publication`, undefined, { 'if-match': `"v${round.version}"` })
    expect(refused.json()).toMatchObject({ status: 409, detail: '还有 3 家已推荐、未确认，请先逐家决定' })
  })

  it('is published with a number; what nobody recommended falls', async () => {
    const { items } = await entriesOf(bureau, 'state=recommended')
    await bureau.post(`${at}/steps`, { kind: 'confirmed', firmIds: items.map(({ firmId }) => firmId), reason: '会议确认' })
    const published = await bureau.post(`${at}/rounds/${round.id}/publication`, undefined, { 'if-match': `"v${round.version}"` })
    expect(published.json(), published.body).toMatchObject({
      number: `FQ-TECH-SME-${yearOf(today())}`,
      counts: { confirmed: 3, declined: candidates.total - 3 },
    })
    const library: Library = (await bureau.get(at)).json()
    expect(library.counts).toMatchObject({ proposed: 0, recommended: 0, confirmed: 3 })
    expect(Object.values(library.queues).reduce((sum, count) => sum + count, 0)).toBe(3)
    const csv = (await bureau.get(`${at}/export.csv`)).body
    for (const { name, uscc } of items) expect([csv.includes(name), csv.includes(uscc)]).toEqual([true, true])
  })

  it('keeps re-check, rename and removal as dated events with their reasons', async () => {
    const [entry] = (await entriesOf(bureau, 'state=confirmed')).items as [LibraryEntry]
    expect(entry.recheckOn).toBe(addMonths(today(), 12))
    await within(api.db, systemActor, (tx) => tx.update(firms).set({ name: '更名后的示例企业' }).where(eq(firms.id, entry.firmId)))
    const [renamed] = (await entriesOf(park, 'state=confirmed&due=renamed')).items as [LibraryEntry]
    expect(renamed).toMatchObject({ firmId: entry.firmId, name: '更名后的示例企业', enteredName: entry.name })
    const noted = await step(park, renamed, 'renamed', '市场监管变更登记')
    expect(noted.json()).toMatchObject({ enteredName: null })
    expect((await step(park, noted.json(), 'removed')).statusCode).toBe(403)
    const removed = await step(bureau, noted.json(), 'removed', '已迁出本市')
    expect(removed.json()).toMatchObject({ state: 'removed', leftOn: today(), recheckOn: null })
    const { items } = (await (await api.asCompany(entry.firmId)).get(`/api/v1/firms/${entry.firmId}/libraries`)).json()
    expect(items[0].events.map(({ kind, reason }: { kind: string; reason: string }) => [kind, reason])).toEqual([
      ['removed', '已迁出本市'],
      ['renamed', '市场监管变更登记'],
      ['confirmed', '会议确认'],
      expect.arrayContaining(['recommended']),
      ['proposed', '按入库规则自动提出'],
    ])
    expect(items[0].events[1]).toMatchObject({ before: entry.name, after: '更名后的示例企业' })
    const again = await (await api.asCompany(entry.firmId)).post(`${at}/entries`, { firmId: entry.firmId, reason: '已迁回' })
    expect(again.json(), again.body).toMatchObject({ state: 'proposed', origin: 'firm' })
  })

  it('sends firms without the high-tech status to the coaching queue', async () => {
    const { items } = (await bureau.get('/api/v1/firms?notHeld=hnte&limit=2')).json()
    const url = '/api/v1/libraries/tech-giant'
    for (const firm of items) {
      const { version } = (await bureau.post(`${url}/entries`, { firmId: firm.id, reason: '重点培育' })).json()
      await bureau.post(`${url}/entries/${firm.id}/events`, { kind: 'confirmed', reason: '同意' }, { 'if-match': `"v${version}"` })
    }
    const library: Library = (await bureau.get(url)).json()
    expect(library.queues).toMatchObject({ key: 2, reserve: 0, potential: 0 })
  })
})

describe('a segment', () => {
  it('gathers firms by its rule; they fall in and out by themselves and the history stays', async () => {
    const rule = {
      certification: 'hnte',
      verdicts: ['unqualified'],
      shortByAtMost: 1,
      unmet: [],
      holding: null,
      notHolding: 'hnte',
      parks: [],
      industries: [],
    }
    const made = await bureau.post('/api/v1/segments', { name: '差一项', rule, offers: ['申报培训'] })
    expect(made.statusCode, made.body).toBe(201)
    const segment = made.json()
    const overview = (await bureau.get('/api/v1/overview')).json()
    const { shortByOne } = overview.rungs.find(({ certification }: { certification: string }) => certification === 'hnte')
    expect(segment.members).toBe(shortByOne)
    const narrowed = await bureau.put(
      `/api/v1/segments/${segment.id}`,
      { name: '差一项', rule: { ...rule, parks: ['rongqiao'] }, offers: ['申报培训'] },
      { 'if-match': '"v1"' },
    )
    expect(narrowed.json().members + narrowed.json().left).toBe(shortByOne)
    expect(narrowed.json().members).toBeLessThan(shortByOne)
    const seen = (await park.get('/api/v1/segments')).json().items[0]
    expect(seen.members).toBe(narrowed.json().members)
    expect(seen.left).toBe(0)
  })
})
