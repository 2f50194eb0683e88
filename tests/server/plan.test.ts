import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import type { Flow, Overview, Scorecards } from '../../shared/api/overview.ts'
import type { CountedFirms, Doubling, IndicatorDetail } from '../../shared/api/plan.ts'
import type { Progress } from '../../shared/api/progress.ts'
import { yearOf } from '../../shared/days.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
const at = '/api/v1/plan/periods/2021-2025/indicators'

beforeAll(async () => {
  api = await startApi()
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-plan-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemo(api.db, { dataDir, today: today(), password: 'demo-password-of-tests' })
  bureau = await api.asBureau()
})

const firmsOf = async (key: string, query = ''): Promise<CountedFirms> => (await bureau.get(`${at}/${key}/firms${query}`)).json()

describe('an indicator', () => {
  it('is explained by as many firms as it counts, and follows a changed rule, which stays readable', async () => {
    const before: IndicatorDetail = (await bureau.get(`${at}/national_hte`)).json()
    const explained = await firmsOf('national_hte')
    expect(explained.count).toBe(before.now)
    expect(new Set(explained.items.map(({ firmId }) => firmId)).size).toBe(before.now)
    const smes = await firmsOf('tech_sme')

    const change = { counting: { by: 'titles', titles: ['hnte', 'tech-sme'], when: 'on-day' }, reason: '口径核定' }
    expect((await bureau.patch(`${at}/national_hte`, change)).statusCode).toBe(428)
    const changed = await bureau.patch(`${at}/national_hte`, change, { 'if-match': `"v${before.version}"` })
    expect(changed.statusCode, changed.body).toBe(200)
    const after: IndicatorDetail = changed.json()
    const both = new Set([...explained.items, ...smes.items].map(({ firmId }) => firmId))
    expect(after.now).toBe(both.size)
    expect(after.now).toBeGreaterThan(before.now ?? 0)
    expect(new Set((await firmsOf('national_hte')).items.map(({ firmId }) => firmId))).toEqual(both)
    expect(after.versions.map(({ reason }) => reason)).toEqual(['口径核定', '规划原文'])
    expect((await bureau.patch(`${at}/national_hte`, change, { 'if-match': `"v${before.version}"` })).statusCode).toBe(412)

    const back = { counting: before.counting, reason: '恢复' }
    expect((await bureau.patch(`${at}/national_hte`, back, { 'if-match': `"v${after.version}"` })).json().now).toBe(before.now)
  })

  it('counts no certificate whose days are not known, and says how many those are', async () => {
    const before = await firmsOf('little_giants')
    const firm = await api.makeFirm()
    await within(api.db, systemActor, (tx) =>
      tx.execute(sql`insert into titles (firm_id, title) values (${firm.id}::uuid, 'fujian-tech-giant')`),
    )
    expect(await firmsOf('little_giants')).toMatchObject({ count: before.count, undated: before.undated + 1 })
  })

  it('takes a value with its source beside the count, and gives it back when it is withdrawn', async () => {
    const value = { value: 205, source: '科技部公示', evidence: '国科火字〔2025〕1号' }
    const url = `${at}/national_hte/values/2025`
    expect((await bureau.put(url, { ...value, source: '' }, { 'if-match': '"v0"' })).statusCode).toBe(400)
    const entered: IndicatorDetail = (await bureau.put(url, value, { 'if-match': '"v0"' })).json()
    const year = entered.years.find((one) => one.year === 2025)
    expect(year?.entered).toMatchObject({ value: 205, source: '科技部公示', version: 1 })
    expect(year?.counted).not.toBe(205)
    expect((await bureau.put(url, value, { 'if-match': '"v0"' })).statusCode).toBe(412)
    expect((await bureau.put(`${at}/national_hte/values/2031`, value, { 'if-match': '"v0"' })).statusCode).toBe(400)
    const gone: IndicatorDetail = (await bureau.put(url, { ...value, value: null }, { 'if-match': '"v1"' })).json()
    expect(gone.years.find((one) => one.year === 2025)?.entered).toBeNull()
  })

  it('belongs to a period; the next one is entered as data, its targets still open', async () => {
    const made = await bureau.post('/api/v1/plan/periods', {
      name: '十五五',
      baseYear: 2025,
      targetYear: 2030,
      source: null,
      copyFrom: '2021-2025',
    })
    expect(made.json(), made.body).toMatchObject({ id: '2026-2030', name: '十五五' })
    const { items } = (await bureau.get('/api/v1/plan/periods/2026-2030/indicators')).json()
    expect(items).toHaveLength(12)
    expect(items[1]).toMatchObject({ key: 'national_hte', base: null, target: null })
    const overview: Overview = (await bureau.get('/api/v1/overview')).json()
    expect(overview.period?.id).toBe('2026-2030')
    expect((await (await api.asPark('jiangyin')).post('/api/v1/plan/periods', {})).statusCode).toBe(403)
  })
})

describe('the doubling plan', () => {
  it('splits the target by place, and tells from applications what is still needed', async () => {
    const url = `${at}/national_hte/doubling`
    const before: Doubling = (await bureau.get(url)).json()
    const targets = { items: [{ place: 'park:rongqiao', value: 30 }] }
    const set = await bureau.put(`${at}/national_hte/targets/2025`, targets, { 'if-match': `"v${before.version}"` })
    expect(set.statusCode, set.body).toBe(200)
    expect(set.json().places.find(({ place }: { place: string }) => place === 'park:rongqiao').targets).toEqual({ '2025': 30 })
    expect(before.needed).toBe(Math.max(0, 200 - before.city.held + before.city.atRisk))

    const { items } = (await bureau.get('/api/v1/firms?limit=3')).json()
    const outcomes = ['passed', 'failed', null]
    for (const [i, firm] of items.entries()) {
      const application = {
        appliedOn: '2025-06-15',
        outcome: outcomes[i],
        decidedOn: outcomes[i] === null ? null : '2025-11-01',
        note: null,
      }
      const kept = await bureau.put(`/api/v1/firms/${firm.id}/applications/hnte/2025`, application, { 'if-match': '"v0"' })
      expect(kept.statusCode, kept.body).toBe(200)
    }
    const after: Doubling = (await bureau.get(url)).json()
    expect(after.city).toMatchObject({ applied: 1, passed: 1, failed: 1 })
    expect(after.passRate).toBe(0.5)
    expect(after.applicationsNeeded).toBe((before.needed ?? 0) * 2 - 1)
    const park: Doubling = (await (await api.asPark('rongqiao')).get(url)).json()
    expect(park.target).toBe(30)
    expect(park.places.every(({ place }) => place === 'park:rongqiao' || place.startsWith('town:'))).toBe(true)
  })
})

describe('the overview', () => {
  it('follows every firm from one year’s end to the next, and sets places side by side', async () => {
    const overview: Overview = (await bureau.get('/api/v1/overview')).json()
    const flow: Flow = (await bureau.get(`/api/v1/overview/flow?year=${yearOf(today())}`)).json()
    expect(flow.links.reduce((sum, { firms }) => sum + firms, 0)).toBe(overview.firms)
    expect(flow).toMatchObject({ isPartial: true, hasRecords: true })
    for (const by of ['park', 'town', 'industry']) {
      const cards: Scorecards = (await bureau.get(`/api/v1/overview/scorecards?by=${by}`)).json()
      const hnte = cards.items.reduce((sum, { held }) => sum + (held['hnte'] ?? 0), 0)
      expect([by, cards.items.reduce((sum, { firms }) => sum + firms, 0), hnte]).toEqual([
        by,
        overview.firms,
        overview.rungs.find(({ certification }) => certification === 'hnte')?.held,
      ])
    }
    const expiring = (await bureau.get('/api/v1/overview/expiring?title=hnte')).json()
    expect(expiring.months).toHaveLength(12)
    expect(expiring.items.filter(({ renewal }: { renewal: string }) => renewal === 'unqualified')).toHaveLength(expiring.atRisk)
  })

  it('answers from kept counts as it does from the register, and knows when they are outdated', async () => {
    const live: Overview = (await bureau.get('/api/v1/overview')).json()
    const count = async () => {
      const { startJob } = await import('../../server/jobs/service.ts')
      await within(api.db, systemActor, (tx) => startJob(tx, systemActor, 'overview-counts'))
      await api.runJobs()
    }
    await count()
    // As if the register were a large one.
    await within(api.db, systemActor, (tx) => tx.execute(sql`update overview_state set firms = 1000000`))
    const { countedAt, ...kept } = (await bureau.get('/api/v1/overview')).json() as Overview
    const { countedAt: liveAt, ...now } = live
    expect(kept).toEqual(now)
    const park = await api.asPark('jiangyin')
    const own: Overview = (await park.get('/api/v1/overview')).json()
    expect(own.firms).toBe(live.parks.find(({ parkId }) => parkId === 'jiangyin')?.firms)
    await api.makeFirm()
    expect((await bureau.get('/api/v1/overview')).json().firms).toBe(live.firms)
    await count()
    await within(api.db, systemActor, (tx) => tx.execute(sql`update overview_state set firms = 1000000`))
    const later: Overview = (await bureau.get('/api/v1/overview')).json()
    expect(later.firms).toBe(live.firms + 1)
    expect([liveAt <= countedAt, countedAt < later.countedAt]).toEqual([true, true])
  })
})

describe('the public page', () => {
  it('shows counts to everybody and keeps small ones back, so that no subtraction gives one away', async () => {
    const overview: Overview = (await bureau.get('/api/v1/overview')).json()
    const progress: Progress = (await api.anonymous.get('/api/v1/progress')).json()
    let hidden = 0
    for (const { certification, held } of progress.rungs) {
      const shown = progress.parks.map((park) => park.held[certification] ?? null)
      const real = overview.parks.map((park) => park.held[certification] ?? 0)
      for (const [i, value] of shown.entries()) {
        if (value !== null) expect([certification, value]).toEqual([certification, real[i]])
        if ((real[i] ?? 0) > 0 && (real[i] ?? 0) < 5) expect([certification, value]).toEqual([certification, null])
      }
      hidden += shown.filter((value) => value === null).length
      if (held !== null) expect(shown.filter((value) => value === null)).not.toHaveLength(1)
    }
    expect(hidden).toBeGreaterThan(0)
    const csv = (await api.anonymous.get('/api/v1/progress.csv')).body
    expect(csv).toContain('不足 5')
    expect(csv).not.toMatch(/有限公司|9135/)
  })
})
