import { describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../../shared/facts.ts'
import {
  assessmentOf,
  criterionOf,
  hnte,
  invention,
  rights,
  techSme,
  utilityModel,
  wan,
  withFigures,
  withProfile,
  withSeries,
} from './firms.ts'

type Side = readonly [what: string, criterion: string, met: FirmFacts, unmet: FirmFacts]

const fen = 0.01
const listed = (from: string, to: string | null): FirmFacts => ({ ...techSme, creditListings: [{ list: 'abnormal', from, to }] })
const incident = (facts: FirmFacts, on: string, major: boolean | null = true): FirmFacts => ({
  ...facts,
  incidents: [{ kind: 'safety', major, on }],
})
const award = (rank: number, awardedOn: string): FirmFacts => ({ ...techSme, awards: [{ level: 'national', rank, awardedOn }] })
const institution = (level: 'provincial' | 'city', recognisedOn = '2021-01-01'): FirmFacts => ({
  ...techSme,
  institutions: [{ level, recognisedOn }],
})
const standard = (draftingRank: number, publishedOn: string, level: 'industry' | 'group' = 'industry'): FirmFacts => ({
  ...techSme,
  standards: [{ level, draftingRank, publishedOn }],
})
const certificate = (validTo: string, revoked = false): FirmFacts => ({
  ...techSme,
  titles: [{ title: 'hnte', validFrom: '2023-01-01', validTo, revoked }],
})

/** R&D over three years against the tier of the latest sales, one fen apart. */
const rd = (latestSales: number, percent: number, less: number): FirmFacts => {
  const sales = [latestSales, latestSales, latestSales]
  const total = Math.round(latestSales * 3 * percent) / 100
  return withSeries(withSeries(hnte, 'salesRevenue', sales), 'rdHnte', [0, 0, Math.round((total - less) * 100) / 100])
}

const sides: readonly Side[] = [
  ['staff of 500', 'techsme-staff-cap', withFigures(techSme, { staffQuarterlyAvg: 500 }), withFigures(techSme, { staffQuarterlyAvg: 501 })],
  [
    'a staff average a millionth above',
    'techsme-staff-cap',
    withFigures(techSme, { staffQuarterlyAvg: 500 }),
    withFigures(techSme, { staffQuarterlyAvg: 500.000001 }),
  ],
  [
    'sales of 2亿',
    'techsme-sales-cap',
    withFigures(techSme, { salesRevenue: 200_000_000 }),
    withFigures(techSme, { salesRevenue: 200_000_000 + fen }),
  ],
  [
    'assets of 2亿',
    'techsme-assets-cap',
    withFigures(techSme, { totalAssets: 200_000_000 }),
    withFigures(techSme, { totalAssets: 200_000_000 + fen }),
  ],
  ['permitted and restricted products', 'techsme-product-not-prohibited', techSme, withProfile(techSme, { productPolicy: 'restricted' })],
  [
    'an industry beside an excluded one',
    'techsme-industry-not-excluded',
    withProfile(techSme, { industry: 'C17' }),
    withProfile(techSme, { industry: 'C1610' }),
  ],
  ['an incident before last year', 'techsme-no-major-incident', incident(techSme, '2024-12-31'), incident(techSme, '2025-01-01')],
  ['an incident that is not major', 'techsme-no-major-incident', incident(techSme, '2026-01-01', false), incident(techSme, '2026-01-01')],
  ['an incident after the day', 'techsme-no-major-incident', incident(techSme, '2026-06-16'), incident(techSme, '2026-06-15')],
  ['a listing that ended before last year', 'techsme-not-listed', listed('2023-01-01', '2024-12-31'), listed('2023-01-01', '2025-01-01')],
  ['a listing that begins after the day', 'techsme-not-listed', listed('2026-06-16', null), listed('2026-06-15', null)],
  ['the last day of a certificate', 'techsme-direct-hnte', certificate('2026-06-15'), certificate('2026-06-14')],
  ['a certificate and a revoked one', 'techsme-direct-hnte', certificate('2026-12-31'), certificate('2026-12-31', true)],
  ['third and fourth of an award', 'techsme-direct-national-award', award(3, '2024-01-08'), award(4, '2024-01-08')],
  ['the fifth anniversary of an award', 'techsme-direct-national-award', award(1, '2021-06-15'), award(1, '2021-06-14')],
  ['provincial and city institutions', 'techsme-direct-rd-institution', institution('provincial'), institution('city')],
  [
    'an institution recognised on the day and after it',
    'techsme-direct-rd-institution',
    institution('provincial', '2026-06-15'),
    institution('provincial', '2026-06-16'),
  ],
  ['industry and group standards', 'techsme-direct-standard', standard(5, '2024-01-01'), standard(5, '2024-01-01', 'group')],
  ['the fifth anniversary of a standard', 'techsme-direct-standard', standard(5, '2021-06-15'), standard(5, '2021-06-14')],
  [
    'science staff of 10 % for the veto',
    'techsme-staff-score-nonzero',
    withFigures(techSme, { techStaffQuarterlyAvg: 10 }),
    withFigures(techSme, { techStaffQuarterlyAvg: 9.999999 }),
  ],

  [
    'main products over half',
    'hnte-main-product-share',
    withFigures(hnte, { highTechMainProductIncome: wan(2800) + fen }),
    withFigures(hnte, { highTechMainProductIncome: wan(2800) }),
  ],
  [
    'science staff of 10 %',
    'hnte-tech-staff-ratio',
    withFigures(hnte, { techStaffMonthlyAvg: 10 }),
    withFigures(hnte, { techStaffMonthlyAvg: 9.999999 }),
  ],
  ['R&D of 5 % at sales of 5000万', 'hnte-rd-ratio', rd(50_000_000, 5, 0), rd(50_000_000, 5, fen)],
  ['R&D of 4 % at sales a fen above 5000万', 'hnte-rd-ratio', rd(50_000_001, 4, 0), rd(50_000_001, 4, 0.02)],
  ['R&D of 4 % at sales of 2亿', 'hnte-rd-ratio', rd(200_000_000, 4, 0), rd(200_000_000, 4, fen)],
  ['R&D of 3 % at sales above 2亿', 'hnte-rd-ratio', rd(200_000_100, 3, 0), rd(200_000_100, 3, fen)],
  [
    'domestic R&D of 60 %',
    'hnte-rd-domestic-share',
    withSeries(hnte, 'rdHnteDomestic', [wan(240), wan(240), wan(240)]),
    withSeries(hnte, 'rdHnteDomestic', [wan(240), wan(240), wan(240) - fen]),
  ],
  [
    'high-tech income of 60 %',
    'hnte-hightech-income-share',
    withFigures(hnte, { highTechIncome: wan(4800) }),
    withFigures(hnte, { highTechIncome: wan(4800) - fen }),
  ],
  ['an incident 366 days ago', 'hnte-no-major-incident', incident(hnte, '2025-06-30'), incident(hnte, '2025-07-01')],
  ['a linked right and one that is not', 'hnte-core-ip-owned', hnte, { ...hnte, ip: [{ ...invention, linkedToMainProduct: false }] }],
  [
    'a class II right used before',
    'hnte-core-ip-owned',
    { ...hnte, ip: [{ ...invention, usedForHnte: true }] },
    { ...hnte, ip: [{ ...utilityModel, usedForHnte: true }] },
  ],
  [
    'a right granted on the day and after it',
    'hnte-core-ip-owned',
    { ...hnte, ip: [{ ...invention, grantedOn: '2026-07-01' }] },
    { ...hnte, ip: [{ ...invention, grantedOn: '2026-07-02' }] },
  ],
  ['a field that fits and one that does not', 'hnte-tech-field', hnte, withProfile(hnte, { highTechFieldFit: 'none' })],
]

describe('every threshold, on both sides', () => {
  it.each(sides)('%s: %s', (_what, criterion, met, unmet) => {
    expect(criterionOf(met, criterion).outcome).toBe('met')
    expect(criterionOf(unmet, criterion).outcome).toBe('unmet')
  })
})

describe('bands of points, one unit apart', () => {
  it.each([
    ['techsme-score-tech-staff', 30, 20, 16],
    ['techsme-score-tech-staff', 25, 16, 12],
    ['techsme-score-tech-staff', 20, 12, 8],
    ['techsme-score-tech-staff', 15, 8, 4],
    ['techsme-score-tech-staff', 10, 4, 0],
  ])('%s: %d of 100 staff give %d points, a little less %d', (criterion, staff, points, below) => {
    expect(criterionOf(withFigures(techSme, { techStaffQuarterlyAvg: staff }), criterion).points?.max).toBe(points)
    expect(criterionOf(withFigures(techSme, { techStaffQuarterlyAvg: staff - 0.000001 }), criterion).points?.max).toBe(below)
  })

  it.each([
    ['techsme-score-rd-revenue', 6, 50, 40],
    ['techsme-score-rd-revenue', 5, 40, 30],
    ['techsme-score-rd-revenue', 4, 30, 20],
    ['techsme-score-rd-revenue', 3, 20, 10],
    ['techsme-score-rd-revenue', 2, 10, 0],
    ['techsme-score-rd-cost', 30, 50, 40],
    ['techsme-score-rd-cost', 25, 40, 30],
    ['techsme-score-rd-cost', 20, 30, 20],
    ['techsme-score-rd-cost', 15, 20, 10],
    ['techsme-score-rd-cost', 10, 10, 0],
  ])('%s: %d %% gives %d points, a fen less %d', (criterion, percent, points, below) => {
    const base = withFigures(techSme, { salesRevenue: 33_333_300, costExpense: 33_333_300 })
    const exact = 333_333 * percent
    expect(criterionOf(withFigures(base, { rdTax: exact }), criterion).points?.max).toBe(points)
    expect(criterionOf(withFigures(base, { rdTax: exact - fen }), criterion).points?.max).toBe(below)
  })

  it.each([
    [1, 0, 7, 8],
    [0, 5, 5, 6],
    [0, 4, 3, 4],
    [0, 3, 3, 4],
    [0, 2, 1, 2],
    [0, 1, 1, 2],
    [0, 0, 0, 0],
  ])('%d of class I and %d of class II leave %d–%d for the number of rights', (classOne, classTwo, min, max) => {
    const facts = { ...hnte, ip: rights(classOne, classTwo), answers: {} }
    expect(criterionOf(facts, 'hnte-ip-count').points).toMatchObject({ min, max })
  })

  it.each([
    [15, 25, 30],
    [14, 19, 24],
    [12, 19, 24],
    [11, 13, 18],
    [9, 13, 18],
    [8, 7, 12],
    [6, 7, 12],
    [5, 1, 6],
    [3, 1, 6],
    [2, 0, 0],
    [0, 0, 0],
  ])('%d conversions in three years leave %d–%d points', (items, min, max) => {
    const facts = { ...hnte, conversions: { '2023': 0, '2024': 0, '2025': items }, answers: {} }
    expect(criterionOf(facts, 'hnte-conversion').points).toMatchObject({ min, max })
  })

  it('passes tech-SMEs at exactly 60 points and not at 58', () => {
    const at = (techStaff: number, rdTax: number, ip: FirmFacts['ip']) =>
      assessmentOf({ ...withFigures(techSme, { techStaffQuarterlyAvg: techStaff, rdTax }), ip }, 'tech-sme')
    expect(at(10, wan(60), rights(0, 1))).toMatchObject({ verdict: 'qualified', score: { min: 60, max: 60 } })
    expect(at(15, wan(30), rights(1, 0))).toMatchObject({ verdict: 'unqualified', score: { min: 58, max: 58 }, shortBy: 1 })
  })

  it('does not pass HNTE at 70, but a millionth of a point above it', () => {
    // 8 + 8 + 8 + 6 + 30 + 6 + 4: the rest decides.
    const graded = (talent: number, institution: number) => ({
      ...hnte,
      answers: {
        ...hnte.answers,
        'hnte-mgmt-rd-system': 6,
        'hnte-mgmt-institution': institution,
        'hnte-mgmt-incentive': 4,
        'hnte-mgmt-talent': talent,
        'hnte-conversion': 25,
      },
    })
    expect(assessmentOf(graded(0, 5), 'hnte')).toMatchObject({ verdict: 'unqualified', score: { min: 70, max: 70 } })
    expect(assessmentOf(graded(0.000001, 5), 'hnte')).toMatchObject({ verdict: 'qualified', score: { min: 70.000001 } })
  })
})
