import { describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../shared/facts.ts'
import { warningsOf } from '../../shared/warnings.ts'

const asOf = '2026-06-15'
const codes = (facts: Partial<FirmFacts>) => warningsOf({ asOf, ...facts }).map(({ code }) => code)
const year = (figures: NonNullable<NonNullable<FirmFacts['years']>[string]>) => ({ years: { '2025': figures } })

describe('parts and wholes', () => {
  it.each([
    [{ techStaffQuarterlyAvg: 11, staffQuarterlyAvg: 10 }],
    [{ techStaffMonthlyAvg: 11, staffYearEnd: 10 }],
    [{ rdStaff: 11, staffYearEnd: 10 }],
    [{ mainBusinessRevenue: 100.01, operatingRevenue: 100 }],
    [{ mainProductRevenue: 100.01, mainBusinessRevenue: 100 }],
    [{ highTechIncome: 100.01, totalIncome: 100 }],
    [{ highTechMainProductIncome: 100.01, highTechIncome: 100 }],
    [{ rdHnteDomestic: 100.01, rdHnte: 100 }],
    [{ exportRevenue: 100.01, operatingRevenue: 100 }],
  ])('doubts %j', (figures) => {
    const [warning, ...rest] = warningsOf({ asOf, ...year(figures) })
    expect(rest).toEqual([])
    expect(warning).toMatchObject({ code: 'part-larger-than-whole', facts: Object.keys(figures).map((figure) => `years.2025.${figure}`) })
  })

  it('lets equal, zero and unknown ones be', () => {
    expect(codes(year({ techStaffQuarterlyAvg: 10, staffQuarterlyAvg: 10, rdHnteDomestic: 0, rdHnte: 0 }))).toEqual([])
    expect(codes(year({ highTechIncome: 100, totalIncome: null, rdHnteDomestic: 5 }))).toEqual([])
  })

  it('says the figures in 万元, and exactly where that would make them look alike', () => {
    const detail = (figures: object) => warningsOf({ asOf, ...year(figures) })[0]?.detail
    expect(detail({ rdExpense: 12_500_000, salesRevenue: 1_250_000 })).toBe(
      '2025 年研发费用（审计报告） 1,250 万元，大于销售收入 125 万元。可能是单位错了。',
    )
    expect(detail({ highTechIncome: 1_000_000.01, totalIncome: 1_000_000 })).toContain('1,000,000.01 元，大于总收入 1,000,000 元')
  })
})

describe('R&D above revenue', () => {
  it('is doubted in every calibre, by sales before operating revenue', () => {
    expect(codes(year({ rdTax: 2, rdHnte: 2, operatingRevenue: 1 }))).toEqual(['rd-above-revenue', 'rd-above-revenue'])
    expect(codes(year({ rdTax: 2, operatingRevenue: 1, salesRevenue: 2 }))).toEqual([])
    expect(codes(year({ rdTax: 2 }))).toEqual([])
  })
})

describe('staff from year to year', () => {
  it.each([
    [30, 90, []],
    [30, 91, ['staff-jump']],
    [90, 30, []],
    [91, 30, ['staff-jump']],
    [0, 0, []],
    [0, 1, ['staff-jump']],
  ])('%d then %d persons', (from, to, expected) => {
    expect(codes({ years: { '2024': { staffYearEnd: from }, '2025': { staffYearEnd: to } } })).toEqual(expected)
  })

  it('compares years that follow each other, in one calibre', () => {
    expect(codes({ years: { '2023': { staffYearEnd: 10 }, '2025': { staffYearEnd: 100 } } })).toEqual([])
    expect(codes({ years: { '2024': { staffYearEnd: 10 }, '2025': { staffMonthlyAvg: 100 } } })).toEqual([])
  })
})

describe('days', () => {
  it('doubts figures and rights older than the firm', () => {
    const profile = { registeredOn: '2025-03-01' }
    expect(codes({ profile, years: { '2024': { netProfit: 1 }, '2025': { netProfit: 1 } } })).toEqual(['figure-before-registration'])
    expect(codes({ profile, years: { '2024': { netProfit: null } } })).toEqual([])
    expect(codes({ profile, ip: [{ kind: 'invention-patent', grantedOn: '2024-01-01' }] })).toEqual(['right-before-registration'])
    expect(
      codes({ profile, ip: [{ kind: 'invention-patent', grantedOn: '2024-01-01', acquisition: 'transfer', acquiredOn: '2025-06-01' }] }),
    ).toEqual([])
  })

  it('doubts what is said to have happened after the day of judging', () => {
    expect(codes({ profile: { registeredOn: '2026-06-16' } })).toEqual(['future-date'])
    expect(codes({ profile: { registeredOn: asOf } })).toEqual([])
    expect(codes({ years: { '2027': { netProfit: 1 } } })).toEqual(['future-date'])
    expect(codes({ awards: [{ level: 'national', awardedOn: '2026-06-16' }] })).toEqual(['future-date'])
    expect(codes({ titles: [{ title: 'hnte', validFrom: '2024-01-01', validTo: '2027-01-01' }] })).toEqual([])
  })

  it('doubts an end before the beginning', () => {
    expect(codes({ titles: [{ title: 'hnte', validFrom: '2024-01-02', validTo: '2024-01-01' }] })).toEqual(['valid-to-before-from'])
    expect(codes({ creditListings: [{ list: 'abnormal', from: '2024-01-02', to: '2024-01-02' }] })).toEqual([])
  })
})

it('has no doubt about a firm of which nothing is known', () => {
  expect(warningsOf({ asOf })).toEqual([])
})

it('names an answer that the figures do not allow', () => {
  expect(warningsOf({ asOf, answers: { 'no-such-criterion': 1 } })).toMatchObject([
    { code: 'answer-out-of-range', facts: ['answers.no-such-criterion'] },
  ])
})
