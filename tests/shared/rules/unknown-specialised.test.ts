import { describe, expect, it } from 'vitest'
import type { Certification } from '../../../shared/dictionary/certifications.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import { assessCertification } from '../../../shared/rules/assess.ts'
import { answerFaults } from '../../../shared/rules/answers.ts'
import { withFigures, withProfile } from './firms.ts'
import {
  champion,
  classOne,
  classTwo,
  held,
  innovative,
  lineOf,
  littleGiant,
  littleGiant63,
  specialised,
  specialised63,
  techGiant,
  transferred,
  withMarket,
} from './specialised-firms.ts'

const verdictOf = (facts: FirmFacts, certification: Certification) => assessCertification(facts, certification).verdict

describe('the firms that the tests start from', () => {
  it.each([
    ['innovative-sme', innovative],
    ['specialised-sme', specialised63],
    ['specialised-sme', specialised],
    ['little-giant', littleGiant63],
    ['little-giant', littleGiant],
    ['fujian-tech-giant', techGiant],
    ['champion', champion],
    ['fujian-champion', champion],
  ] as const)('qualify: %s', (certification, facts) => {
    const { verdict, missing, shortBy } = assessCertification(facts, certification)
    expect({ verdict, missing, shortBy }).toEqual({ verdict: 'qualified', missing: [], shortBy: 0 })
  })
})

describe('a denominator or a growth base of zero or less leaves it unknown', () => {
  const zero = { operatingRevenue: 0 }
  it.each([
    ['srdi26-main-share', 'specialised-sme', withFigures(specialised, zero)],
    ['srdi26-debt-ratio', 'specialised-sme', withFigures(specialised, { totalAssets: 0 })],
    ['srdi26-rd-ratio', 'specialised-sme', withFigures(specialised, zero, '2024')],
    ['srdi22-rd', 'specialised-sme', withFigures(specialised63, zero)],
    ['lg22-main-share', 'little-giant', withFigures(littleGiant63, { operatingRevenue: -1 })],
    ['lg22-growth', 'little-giant', withFigures(littleGiant63, { mainBusinessRevenue: 0 }, '2023')],
    ['lg22-growth', 'little-giant', withFigures(littleGiant63, { mainBusinessRevenue: -1 }, '2024')],
    ['lg26-growth', 'little-giant', withFigures(littleGiant, zero, '2023')],
    ['lg26-growth', 'little-giant', withFigures(littleGiant, { operatingRevenue: -1 }, '2023')],
    ['fjstg-main-product', 'fujian-tech-giant', withFigures(techGiant, zero)],
    ['fjstg-rd', 'fujian-tech-giant', withFigures(techGiant, zero, '2023')],
    ['fjstg-tech-staff', 'fujian-tech-giant', withFigures(techGiant, { staffYearEnd: 0 })],
  ] as const)('%s', (criterion, certification, facts) => {
    expect(lineOf(facts, certification, criterion).outcome).toBe('unknown')
  })

  it.each([
    ['innov-rd-intensity', 'innovative-sme', withFigures(innovative, zero), 20],
    ['innov-main-growth', 'innovative-sme', withFigures(innovative, { mainBusinessRevenue: -1 }, '2024'), 20],
    ['innov-debt-ratio', 'innovative-sme', withFigures(innovative, { totalAssets: 0 }), 10],
    ['srdi22-s-growth', 'specialised-sme', withFigures(specialised63, { mainBusinessRevenue: 0 }, '2024'), 10],
    ['srdi22-s-net-margin', 'specialised-sme', withFigures(specialised63, zero), 10],
    ['srdi22-s-rd-staff', 'specialised-sme', withFigures(specialised63, { staffYearEnd: 0 }), 5],
  ] as const)('%s leaves all its points open', (criterion, certification, facts, of) => {
    expect(lineOf(facts, certification, criterion)).toMatchObject({ outcome: 'unknown', points: { min: 0, max: of } })
  })

  it('shrinks to nothing and below without being unknown: only the base must be above zero', () => {
    expect(lineOf(withFigures(littleGiant, { operatingRevenue: -1 }), 'little-giant', 'lg26-growth').outcome).toBe('unmet')
    expect(lineOf(withFigures(littleGiant63, { mainBusinessRevenue: -1 }), 'little-giant', 'lg22-growth').outcome).toBe('unmet')
  })
})

describe('points that are still possible', () => {
  it('keep the points of the known half of R&D', () => {
    const facts = withFigures(specialised63, { operatingRevenue: null, rdExpense: 3_000_000 })
    expect(lineOf(facts, 'specialised-sme', 'srdi22-s-rd')).toMatchObject({ outcome: 'unknown', points: { min: 6, max: 10 } })
    const enough = withFigures(specialised63, { operatingRevenue: null, rdExpense: 5_000_000 })
    expect(lineOf(enough, 'specialised-sme', 'srdi22-s-rd')).toMatchObject({ outcome: 'met', points: { min: 10, max: 10 } })
  })

  it.each([
    [{ qualityAward: true, ownBrand: null, standardsContributor: false, managementSystemCertified: false }, 3, 5],
    [{ qualityAward: false, ownBrand: null, standardsContributor: false, managementSystemCertified: false }, 0, 3],
    [{ qualityAward: true, ownBrand: true, standardsContributor: null, managementSystemCertified: null }, 5, 5],
    [{ qualityAward: null, ownBrand: null, standardsContributor: null, managementSystemCertified: null }, 0, 5],
  ] as const)('of quality by the flags that are known: %j', (flags, min, max) => {
    expect(lineOf(withMarket(specialised63, flags), 'specialised-sme', 'srdi22-s-quality').points).toMatchObject({ min, max })
  })

  it('of the field never fall below five for the innovative', () => {
    expect(lineOf(withProfile(innovative, { strategicIndustry: null }), 'innovative-sme', 'innov-field')).toMatchObject({
      outcome: 'unknown',
      points: { min: 5, max: 10 },
      missing: ['profile.strategicIndustry'],
    })
  })

  it('run from the definite rights to the possible ones', () => {
    const facts: FirmFacts = { ...innovative, ip: [classTwo, { ...transferred, acquiredOn: null }] }
    expect(lineOf(facts, 'innovative-sme', 'innov-ip-class')).toMatchObject({
      outcome: 'unknown',
      points: { min: 5, max: 10 },
      missing: ['ip.1.acquiredOn'],
    })
    const unsaid: FirmFacts = { ...innovative, ip: [{ ...classOne, acquisition: null }] }
    expect(lineOf(unsaid, 'innovative-sme', 'innov-ip-class')).toMatchObject({ points: { min: 0, max: 15 } })
  })

  it('decide by their group: growth open, the rest known', () => {
    const facts = withFigures(innovative, { mainBusinessRevenue: null }, '2024')
    expect(verdictOf(facts, 'innovative-sme')).toBe('undetermined')
    expect(lineOf(facts, 'innovative-sme', 'innov-min-growth')).toMatchObject({
      outcome: 'unknown',
      missing: ['years.2024.mainBusinessRevenue'],
    })
    expect(lineOf(facts, 'innovative-sme', 'innov-min-innovation').outcome).toBe('met')
    expect(lineOf(facts, 'innovative-sme', 'innov-score-total').outcome).toBe('met')
  })
})

describe('a person', () => {
  it.each([
    ['srdi26-market', 'specialised-sme', specialised],
    ['lg22-governance', 'little-giant', littleGiant63],
    ['lg22-market', 'little-giant', littleGiant63],
    ['lg22-chain', 'little-giant', littleGiant63],
    ['lg22-domain', 'little-giant', littleGiant63],
    ['lg26-market', 'little-giant', littleGiant],
    ['lg26-domain', 'little-giant', littleGiant],
    ['fjstg-team', 'fujian-tech-giant', techGiant],
    ['fjstg-credit', 'fujian-tech-giant', techGiant],
    ['champ-share', 'champion', champion],
    ['champ-technology', 'champion', champion],
    ['fjchamp-share', 'fujian-champion', champion],
  ] as const)('leaves %s to review, confirms it or refuses it', (criterion, certification, facts) => {
    const answered = (answer: boolean | null): FirmFacts => ({ ...facts, answers: { ...facts.answers, [criterion]: answer } })
    expect(answerFaults(answered(true))).toEqual([])
    expect([null, true, false].map((answer) => verdictOf(answered(answer), certification))).toEqual(['review', 'qualified', 'unqualified'])
  })

  it('never repairs a number, nor data that is missing', () => {
    const poor = withMarket(littleGiant, { nicheShare: 9.99, domesticRank: 4 })
    expect(lineOf(poor, 'little-giant', 'lg26-market').outcome).toBe('unmet')
    const unsaid = withMarket(littleGiant, { nicheShare: 9.99, domesticRank: null })
    expect(lineOf(unsaid, 'little-giant', 'lg26-market')).toMatchObject({ outcome: 'unknown', missing: ['market.domesticRank'] })
    expect(lineOf(withMarket(champion, { globalRank: 4 }), 'champion', 'champ-share').outcome).toBe('unmet')
    expect(lineOf(withMarket(champion, { provincialRank: null }), 'fujian-champion', 'fjchamp-share').outcome).toBe('unknown')
  })

  it('decides whether five to ten years are those of a new product', () => {
    const after = (yearsInNiche: number, answers: FirmFacts['answers'] = {}) =>
      lineOf({ ...withMarket(champion, { yearsInNiche }), answers }, 'champion', 'champ-years').outcome
    expect([after(10), after(10, { 'champ-years': false }), after(9.99), after(5), after(4.99)]).toEqual([
      'met',
      'met',
      'review',
      'review',
      'unmet',
    ])
    expect([after(7, { 'champ-years': true }), after(7, { 'champ-years': false })]).toEqual(['met', 'unmet'])
  })

  it('decides whether another sector is fused with informatisation, in Fujian only', () => {
    const of = (profile: FirmFacts['profile'], answers: FirmFacts['answers'] = {}) =>
      lineOf({ ...withProfile(specialised63, profile), answers }, 'specialised-sme', 'base-fj-sector')
    expect(of({}).outcome).toBe('met')
    expect(of({ industry: 'I6513' }).outcome).toBe('review')
    expect(of({ industry: 'I6513' }, { 'base-fj-sector': false }).outcome).toBe('unmet')
    expect(of({ industry: null })).toMatchObject({ outcome: 'unknown', missing: ['profile.industry'] })
    expect(of({ province: '33', industry: 'I6513' }).outcome).toBe('not-applicable')
    expect(of({ province: null })).toMatchObject({ outcome: 'unknown', missing: ['profile.province'] })
    expect(assessCertification(specialised, 'specialised-sme').criteria.some(({ id }) => id === 'base-fj-sector')).toBe(false)
  })

  it('reads the two formulas of R&D where they disagree', () => {
    const rd = (software: boolean | null, revenue: readonly number[], spent: readonly number[]) =>
      lineOf(
        revenue.reduce<FirmFacts>(
          (facts, operatingRevenue, back) => withFigures(facts, { operatingRevenue, rdExpense: spent[back] ?? null }, String(2025 - back)),
          withProfile(techGiant, { softwareFirm: software, ...(software === null ? { industry: null } : {}) }),
        ),
        'fujian-tech-giant',
        'fjstg-rd',
      )
    const even = [1000, 1000, 1000]
    expect([rd(false, even, [30, 30, 30]).outcome, rd(false, even, [30, 30, 29.99]).outcome]).toEqual(['met', 'unmet'])
    expect([rd(true, even, [50, 50, 50]).outcome, rd(true, even, [50, 50, 49.99]).outcome]).toEqual(['met', 'unmet'])
    const uneven = [10000, 2000, 1000]
    expect(rd(false, uneven, [200, 100, 50]).outcome).toBe('review')
    expect(rd(null, even, [50, 50, 50]).outcome).toBe('met')
    expect(rd(null, even, [29.99, 29.99, 29.99]).outcome).toBe('unmet')
    expect(rd(null, even, [40, 40, 40])).toMatchObject({ outcome: 'unknown', missing: ['profile.softwareFirm', 'profile.industry'] })
    // Below 5 % by one formula only, above 3 % by both: the kind of firm still decides.
    expect(rd(null, uneven, [400, 140, 90]).outcome).toBe('unknown')
  })

  it('is asked of a sector that the size standard does not cover', () => {
    expect(lineOf(withProfile(specialised, { industry: 'J6610' }), 'specialised-sme', 'base-sme-size').outcome).toBe('review')
    expect(lineOf(withProfile(techGiant, { industry: 'K70' }), 'fujian-tech-giant', 'fjstg-sme').outcome).toBe('unknown')
  })
})

describe('a renewal', () => {
  const renewing = (facts: FirmFacts): FirmFacts => ({ ...facts, purpose: 'renew' })

  it('asks the title all the same', () => {
    expect(lineOf({ ...renewing(specialised), titles: [] }, 'specialised-sme', 'srdi26-title').outcome).toBe('unmet')
    expect(lineOf({ ...renewing(littleGiant63), titles: [] }, 'little-giant', 'lg22-title').outcome).toBe('unmet')
  })

  it('takes the platform score of this year or the one before', () => {
    const scores = (platformScore: number | null, platformScorePrevious: number | null, purpose: 'apply' | 'renew') =>
      lineOf({ ...withMarket(specialised, { platformScore, platformScorePrevious }), purpose }, 'specialised-sme', 'srdi26-platform-score')
        .outcome
    expect([scores(49.9, 50, 'renew'), scores(50, 0, 'renew'), scores(49.9, 49.9, 'renew'), scores(49.9, null, 'renew')]).toEqual([
      'met',
      'met',
      'unmet',
      'unknown',
    ])
    expect([scores(49.9, 50, 'apply'), scores(null, 50, 'apply'), scores(null, 50, 'renew')]).toEqual(['unmet', 'unknown', 'met'])
  })

  it('of a champion is no new application for little giant', () => {
    const both: FirmFacts = { ...littleGiant63, titles: [held('specialised-sme'), held('champion')] }
    expect(lineOf(both, 'little-giant', 'lg-not-champion').outcome).toBe('unmet')
    expect(lineOf(renewing(both), 'little-giant', 'lg-not-champion').outcome).toBe('not-applicable')
    expect(lineOf({ ...renewing(littleGiant), asOf: '2027-06-15' }, 'little-giant', 'lg26-growth').outcome).toBe('not-applicable')
  })
})

describe('lists and flags that nobody has stated', () => {
  it.each([
    ['base-incidents-3y', 'specialised-sme', { ...specialised, incidents: null }, 'incidents'],
    ['base-incidents-3y', 'specialised-sme', { ...specialised, incidents: [{ kind: 'safety', on: '2025-01-01' }] }, 'incidents.0.major'],
    ['base-no-fraud-ban', 'specialised-sme', { ...specialised, incidents: [{ kind: 'fraud' }] }, 'incidents.0.on'],
    ['srdi26-title', 'specialised-sme', { ...specialised, titles: null }, 'titles'],
    ['srdi26-ip', 'specialised-sme', { ...specialised, ip: [{ ...classOne, inUse: null }] }, 'ip.0.inUse'],
    ['srdi26-scale', 'specialised-sme', { ...withFigures(specialised, { operatingRevenue: 1 }), financing: null }, 'financing'],
    ['lg-no-control-link', 'little-giant', withMarket(littleGiant63, { controlledByLittleGiant: null }), 'market.controlledByLittleGiant'],
    ['lg-no-group-duplicate', 'little-giant', withMarket(littleGiant, { sameGroupSimilarProduct: null }), 'market.sameGroupSimilarProduct'],
    [
      'lg22-certificate',
      'little-giant',
      withMarket(littleGiant63, { managementSystemCertified: null }),
      'market.managementSystemCertified',
    ],
    ['lg22-rd-tier', 'little-giant', withFigures(littleGiant63, { operatingRevenue: null }), 'years.2025.operatingRevenue'],
    ['fjstg-ip', 'fujian-tech-giant', { ...techGiant, ip: [{ ...classTwo, grantedOn: null }] }, 'ip.0.grantedOn'],
    ['fjstg-age', 'fujian-tech-giant', withProfile(techGiant, { registeredOn: null }), 'profile.registeredOn'],
  ] as readonly (readonly [string, Certification, FirmFacts, string])[])(
    'leave %s unknown (%s)',
    (criterion, certification, facts, fact) => {
      const { outcome, missing } = lineOf(facts, certification, criterion)
      expect([outcome, missing]).toEqual(['unknown', [fact]])
    },
  )

  it('does not count equity whose share is unknown, and says so', () => {
    const facts: FirmFacts = {
      ...withFigures(specialised, { operatingRevenue: 1 }),
      financing: [{ amount: 90_000_000, paidOn: '2025-05-01', qualifiedInstitution: true }],
    }
    expect(lineOf(facts, 'specialised-sme', 'srdi26-scale')).toMatchObject({ outcome: 'unmet', missing: ['financing.0.equityShare'] })
  })

  it('counts revenue of exactly the tier without asking for equity', () => {
    expect(lineOf({ ...specialised, financing: null }, 'specialised-sme', 'srdi26-scale').outcome).toBe('met')
  })

  it('never lets a preference decide', () => {
    expect(lineOf({ ...techGiant, titles: null }, 'fujian-tech-giant', 'fjstg-preference').outcome).toBe('unknown')
    expect(verdictOf({ ...techGiant, titles: null }, 'fujian-tech-giant')).toBe('qualified')
    expect(lineOf(champion, 'fujian-champion', 'fjchamp-new-product').outcome).toBe('review')
  })
})
