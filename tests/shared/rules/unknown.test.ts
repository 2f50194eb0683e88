import { describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../../shared/facts.ts'
import { assess } from '../../../shared/rules/assess.ts'
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

describe('unknown is not zero', () => {
  it('calls nothing failed before it is answered', () => {
    const { assessments, sizeClass } = assess({ asOf: '2026-06-15' })
    const judged = assessments.filter(({ verdict }) => verdict !== 'unavailable')
    expect(new Set(judged.map(({ verdict }) => verdict))).toEqual(new Set(['undetermined']))
    expect(judged.length).toBeGreaterThan(10)
    expect(assessments.flatMap(({ criteria }) => criteria).filter(({ outcome }) => outcome === 'unmet')).toEqual([])
    expect(sizeClass).toEqual({ class: null, sme: null })
  })

  it('tells an empty list from an absent one', () => {
    expect(criterionOf({ ...hnte, ip: [] }, 'hnte-core-ip-owned').outcome).toBe('unmet')
    expect(criterionOf({ ...hnte, ip: null }, 'hnte-core-ip-owned')).toMatchObject({ outcome: 'unknown', missing: ['ip'] })
    expect(criterionOf({ ...techSme, incidents: null }, 'techsme-no-major-incident')).toMatchObject({
      outcome: 'unknown',
      missing: ['incidents'],
    })
  })

  it('leaves a list item open for the member that would settle it, by its path', () => {
    const facts: FirmFacts = { ...hnte, ip: [{ kind: 'invention-patent', linkedToMainProduct: false }, { kind: 'utility-model' }] }
    expect(criterionOf(facts, 'hnte-core-ip-owned')).toMatchObject({ outcome: 'unknown', missing: ['ip.1.linkedToMainProduct'] })
  })

  it('spans what is still possible: one denominator missing keeps the points of the other option', () => {
    const facts = withFigures(techSme, { rdTax: wan(20), costExpense: null })
    expect(criterionOf(facts, 'techsme-score-rd')).toMatchObject({
      outcome: 'unknown',
      points: { min: 10, max: 50 },
      missing: ['years.2025.costExpense'],
    })
  })

  it('does not ask for what cannot change a score: the best option is reached already', () => {
    expect(criterionOf(withFigures(techSme, { costExpense: null }), 'techsme-score-rd')).toMatchObject({ outcome: 'met', missing: [] })
  })

  it('spans from the definite rights to the possible ones', () => {
    const facts: FirmFacts = { ...techSme, ip: [utilityModel, utilityModel, { ...invention, linkedToMainProduct: null }] }
    expect(criterionOf(facts, 'techsme-score-ip')).toMatchObject({
      outcome: 'unknown',
      points: { min: 12, max: 30 },
      missing: ['ip.2.linkedToMainProduct'],
    })
  })
})

describe('a proxy stands in, and says so', () => {
  it.each([
    ['techsme-sales-cap', 'salesRevenue', 'operatingRevenue'],
    ['techsme-staff-cap', 'staffQuarterlyAvg', 'staffMonthlyAvg'],
    ['techsme-staff-cap', 'staffQuarterlyAvg', 'staffYearEnd'],
    ['techsme-score-tech-staff', 'techStaffQuarterlyAvg', 'techStaffMonthlyAvg'],
    ['techsme-score-rd-revenue', 'rdTax', 'rdExpense'],
  ] as const)('%s by %s ⇐ %s', (criterion, exact, proxy) => {
    const value = techSme.years?.['2025']?.[exact] ?? null
    const facts = withFigures(techSme, { [exact]: null, [proxy]: value })
    expect(criterionOf(facts, criterion)).toMatchObject({ outcome: 'met', proxies: [`years.2025.${proxy}`] })
    expect(criterionOf(techSme, criterion).proxies).toEqual([])
  })

  it('derives net assets from assets and liabilities', () => {
    const derived = withSeries(
      withSeries(withSeries(hnte, 'netAssets', [null, null, null]), 'totalAssets', [200, 270, 364.5].map(wan)),
      'totalLiabilities',
      [100, 135, 182.25].map(wan),
    )
    expect(criterionOf(derived, 'hnte-growth-net-assets')).toMatchObject({ points: { min: 9, max: 10 } })
    expect(criterionOf(derived, 'hnte-growth-net-assets').proxies).toContain('years.2025.totalLiabilities')
  })

  it('never for total income or domestic R&D', () => {
    expect(criterionOf(withFigures(hnte, { totalIncome: null }), 'hnte-hightech-income-share').outcome).toBe('unknown')
    expect(criterionOf(withFigures(hnte, { rdHnteDomestic: null }), 'hnte-rd-domestic-share')).toMatchObject({
      outcome: 'unknown',
      missing: ['years.2025.rdHnteDomestic'],
    })
  })
})

describe('a denominator of zero', () => {
  it('leaves tech-SME staff to a person, with all points open', () => {
    expect(criterionOf(withFigures(techSme, { staffQuarterlyAvg: 0, techStaffQuarterlyAvg: 0 }), 'techsme-score-tech-staff')).toMatchObject(
      { outcome: 'review', points: { min: 0, max: 20 } },
    )
  })

  it('gives an R&D option 0 points, and review when neither is defined', () => {
    expect(criterionOf(withFigures(techSme, { salesRevenue: 0 }), 'techsme-score-rd').outcome).not.toBe('review')
    expect(criterionOf(withFigures(techSme, { salesRevenue: 0, costExpense: 0 }), 'techsme-score-rd')).toMatchObject({
      outcome: 'review',
      points: { min: 0, max: 0 },
    })
  })

  it('leaves an HNTE ratio to a person, and missing comes before undefined', () => {
    expect(criterionOf(withFigures(hnte, { highTechIncome: 0, highTechMainProductIncome: 0 }), 'hnte-main-product-share').outcome).toBe(
      'review',
    )
    expect(criterionOf(withFigures(hnte, { highTechIncome: 0, highTechMainProductIncome: null }), 'hnte-main-product-share').outcome).toBe(
      'unknown',
    )
  })
})

describe('young firms', () => {
  const founded = (year: number) => withProfile(hnte, { registeredOn: `${year}-01-05` })

  it('are summed over their own accounting years only', () => {
    const facts = withSeries(founded(2024), 'rdHnte', [0, wan(400), wan(400)])
    expect(criterionOf(facts, 'hnte-rd-ratio').value).toBeCloseTo(0.05, 10)
  })

  it('without an accounting year are left to a person', () => {
    expect(criterionOf(founded(2026), 'hnte-rd-ratio').outcome).toBe('review')
    expect(criterionOf({ ...founded(2026), answers: {} }, 'hnte-conversion')).toMatchObject({
      outcome: 'review',
      points: { min: 0, max: 0 },
    })
    expect(criterionOf(founded(2026), 'hnte-growth-sales')).toMatchObject({ outcome: 'unmet', points: { max: 0 } })
  })

  it('need three years while the day of registration is unknown', () => {
    const facts = withSeries(withProfile(hnte, { registeredOn: null }), 'rdHnte', [null, wan(400), wan(400)])
    expect(criterionOf(facts, 'hnte-rd-ratio')).toMatchObject({ outcome: 'unknown', missing: ['years.2023.rdHnte'] })
  })
})

describe('missing facts of a verdict', () => {
  it('are none where a known fact fails a gate for good', () => {
    const facts = withFigures(withProfile(techSme, { booksLevied: null }), { staffQuarterlyAvg: 612, rdTax: null })
    expect(assessmentOf(facts, 'tech-sme')).toMatchObject({ verdict: 'unqualified', missing: [] })
  })

  it('are none where the score passes already, whatever the direct routes', () => {
    expect(assessmentOf({ ...techSme, titles: null, awards: null }, 'tech-sme')).toMatchObject({ verdict: 'qualified', missing: [] })
  })

  it('name what is open, the figure that moves most first', () => {
    const facts = { ...withFigures(techSme, { rdTax: null, techStaffQuarterlyAvg: 16 }), ip: rights(0, 2) }
    const { verdict, missing } = assessmentOf(facts, 'tech-sme')
    expect(verdict).toBe('undetermined')
    expect(missing).toEqual(['years.2025.rdTax'])
  })

  it('put a fact that can fail everything before one part of the score', () => {
    const facts = withFigures(withProfile(techSme, { booksLevied: null }), { costExpense: null, rdTax: wan(20), techStaffQuarterlyAvg: 10 })
    expect(assessmentOf({ ...facts, ip: rights(0, 1) }, 'tech-sme').missing).toEqual(['profile.booksLevied', 'years.2025.costExpense'])
  })
})

describe('experts', () => {
  it('leave an unanswered gate to review until a person answers', () => {
    const probable = withProfile(hnte, { highTechFieldFit: 'probable' })
    const answered = (answer: boolean): FirmFacts => ({ ...probable, answers: { ...hnte.answers, 'hnte-tech-field': answer } })
    expect(assessmentOf(probable, 'hnte').verdict).toBe('review')
    expect(assessmentOf(answered(true), 'hnte').verdict).toBe('qualified')
    expect(assessmentOf(answered(false), 'hnte').verdict).toBe('unqualified')
  })

  it('span a range until they fix it', () => {
    expect(assessmentOf({ ...hnte, answers: {} }, 'hnte')).toMatchObject({ verdict: 'review', score: { min: 33, max: 80 } })
  })
})
