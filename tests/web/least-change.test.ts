import { describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../shared/facts.ts'
import { assessCertification } from '../../shared/rules/assess.ts'
import { withFact } from '../../web/facts/paths.ts'
import { leastChanges, turningPoint } from '../../web/reports/least-change.ts'
import { tryOut } from '../../web/reports/what-if.ts'

const year = '2025'

/** 56 points of the 60 that a tech-SME needs. */
const firm: FirmFacts = {
  asOf: '2026-09-18',
  profile: { industry: 'C3974', registeredOn: '2019-05-16', inMainland: true, booksLevied: true, productPolicy: 'permitted' },
  years: {
    [year]: {
      staffQuarterlyAvg: 86,
      techStaffQuarterlyAvg: 15,
      salesRevenue: 32_600_000,
      totalAssets: 41_000_000,
      costExpense: 29_050_000,
      rdTax: 1_450_000,
    },
  },
  ip: Array.from({ length: 3 }, () => ({ kind: 'utility-model', linkedToMainProduct: true, acquisition: 'self' })),
  titles: [],
  awards: [],
  institutions: [],
  standards: [],
  incidents: [],
  creditListings: [],
}

const reaches = (facts: FirmFacts) => ['qualified', 'review'].includes(assessCertification(facts, 'tech-sme').verdict)

describe('the smallest change', () => {
  it('starts from a firm that does not reach the pass mark', () => {
    expect(assessCertification(firm, 'tech-sme').score).toMatchObject({ min: 56, max: 56, pass: 60 })
  })

  it('offers one more right, three more science staff or more R&D, each enough by itself', () => {
    const changes = leastChanges(firm, 'tech-sme')
    expect(changes.find(({ added }) => added === 'software-copyright')).toMatchObject({ from: 3, to: 4 })
    expect(changes.find(({ fact }) => fact === `years.${year}.techStaffQuarterlyAvg`)).toMatchObject({ from: 15, to: 18 })
    expect(changes.find(({ fact }) => fact === `years.${year}.rdTax`)).toMatchObject({ to: 1_630_000 })
  })

  it('is enough as it stands and not enough by one unit less', () => {
    for (const { fact, to, added } of leastChanges(firm, 'tech-sme')) {
      if (added !== null) continue
      expect(reaches(withFact(firm, fact, to))).toBe(true)
      expect(reaches(withFact(firm, fact, to - 1))).toBe(false)
    }
  })

  it('has nothing to offer to a firm that is there already', () => {
    expect(leastChanges(withFact(firm, `years.${year}.rdTax`, 3_000_000), 'tech-sme')).toEqual([])
  })

  it('finds the one line on which an open figure decides', () => {
    const open = withFact(firm, `years.${year}.costExpense`, null)
    expect(turningPoint(open, 'tech-sme', `years.${year}.costExpense`)).toEqual({ at: 5_800_000, holdsAbove: false })
    expect(reaches(withFact(open, `years.${year}.costExpense`, 5_800_000))).toBe(true)
    expect(reaches(withFact(open, `years.${year}.costExpense`, 5_800_000.01))).toBe(false)
  })

  it('says what a trial change breaks elsewhere', () => {
    const qualified = withFact(firm, `years.${year}.rdTax`, 3_000_000)
    const { after, worse } = tryOut(qualified, { [`years.${year}.totalAssets`]: 200_000_001 })
    expect(after.assessments.find(({ certification }) => certification === 'tech-sme')?.verdict).toBe('unqualified')
    expect(worse).toContainEqual({ certification: 'tech-sme', verdict: 'unqualified' })
  })
})
