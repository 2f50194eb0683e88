import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoFirms } from '../../seeds/demo/demo-firms.ts'
import { loadDemo } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import type { Overview } from '../../shared/api/overview.ts'
import { addDays } from '../../shared/days.ts'
import { assess } from '../../shared/rules/assess.ts'
import { afterFile, startApi, type TestApi } from './support.ts'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-overview-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemo(api.db, { dataDir, today: today(), password: 'demo-password-of-tests' })
})

/** The same counts, worked out from the facts of the sample firms. */
function expectedRung(certification: 'tech-sme' | 'hnte', parkId?: string) {
  const reports = demoFirms(today())
    .filter((firm) => parkId === undefined || firm.parkId === parkId)
    .map(({ facts }) => assess({ ...facts, asOf: today() }))
  const held = reports.flatMap((report) => report.held.filter((title) => title.certification === certification))
  const ending = held.filter(({ validTo }) => validTo !== null && validTo <= addDays(today(), 90))
  const judged = reports
    .filter((report) => !report.held.some((title) => title.certification === certification))
    .map(({ assessments }) => assessments.find((one) => one.certification === certification)!)
  const count = (verdict: string) => judged.filter((one) => one.verdict === verdict).length
  return {
    certification,
    held: held.length,
    expiringIn90Days: ending.length,
    expiringAtRisk: ending.filter(({ verdict }) => verdict === 'unqualified').length,
    qualified: count('qualified'),
    review: count('review'),
    undetermined: count('undetermined'),
    shortByOne: judged.filter(({ verdict, shortBy }) => verdict === 'unqualified' && shortBy === 1).length,
    unqualified: count('unqualified'),
  }
}

describe('the overview', () => {
  it('counts the city by rung, holders apart from results', async () => {
    const bureau = await api.asBureau()
    const overview: Overview = (await bureau.get('/api/v1/overview')).json()
    expect(overview).toMatchObject({ asOf: today(), firms: 60 })
    expect(overview.withFigures).toBeGreaterThan(30)
    for (const certification of ['tech-sme', 'hnte'] as const) {
      expect(overview.rungs.find((rung) => rung.certification === certification)).toEqual(expectedRung(certification))
    }
  })

  it('cuts it by park, the city outside the parks included', async () => {
    const bureau = await api.asBureau()
    const { parks }: Overview = (await bureau.get('/api/v1/overview')).json()
    expect(parks.map(({ parkId }) => parkId)).toEqual(['rongqiao', 'jiangyin', 'yuanhong', 'lanyuan', null])
    expect(parks.reduce((total, { firms }) => total + firms, 0)).toBe(60)
    const { held, qualified, shortByOne } = expectedRung('hnte', 'jiangyin')
    expect(parks[1]).toMatchObject({ qualified: { hnte: qualified }, shortByOne: { hnte: shortByOne } })
    expect(parks[1]?.held['hnte'] ?? 0).toBe(held)
  })

  it('shows a park itself and nothing of the others', async () => {
    const park = await api.asPark('jiangyin')
    const overview: Overview = (await park.get('/api/v1/overview')).json()
    const own = demoFirms(today()).filter(({ parkId }) => parkId === 'jiangyin').length
    expect(overview.firms).toBe(own)
    expect(overview.parks).toEqual([expect.objectContaining({ parkId: 'jiangyin', firms: own })])
    expect(overview.rungs.find(({ certification }) => certification === 'hnte')).toEqual(expectedRung('hnte', 'jiangyin'))
    expect(
      overview.indicators.every(({ now, years }) => [now, ...years.map(({ counted }) => counted)].every((count) => count === null)),
    ).toBe(true)
  })

  it('puts what the register counts beside the plan', async () => {
    const bureau = await api.asBureau()
    const { indicators }: Overview = (await bureau.get('/api/v1/overview')).json()
    expect(indicators).toHaveLength(12)
    expect(indicators[1]).toMatchObject({ key: 'national_hte', baseYear: 2020, base: 108, target: 200, now: expectedRung('hnte').held })
    expect(indicators[0]).toMatchObject({ key: 'rd_intensity', now: null })
  })

  it('is not for companies', async () => {
    const firm = await api.makeFirm()
    expect((await (await api.asCompany(firm.id)).get('/api/v1/overview')).statusCode).toBe(403)
  })
})
