import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Certification } from '../../../shared/dictionary/certifications.ts'
import { FirmFacts } from '../../../shared/facts.ts'
import { assessCertification } from '../../../shared/rules/assess.ts'
import { withFigures, withProfile } from './firms.ts'
import {
  champion,
  classTwo,
  held,
  innovative,
  littleGiant,
  littleGiant63,
  specialised,
  specialised63,
  techGiant,
  withMarket,
} from './specialised-firms.ts'

const starts: readonly (readonly [Certification, FirmFacts])[] = [
  ['innovative-sme', innovative],
  ['specialised-sme', specialised63],
  ['specialised-sme', specialised],
  ['little-giant', littleGiant63],
  ['little-giant', littleGiant],
  ['fujian-tech-giant', techGiant],
  ['champion', champion],
  ['fujian-champion', champion],
]

type Change = (facts: FirmFacts) => FirmFacts

const figure = fc.constantFrom(
  'operatingRevenue' as const,
  'mainBusinessRevenue' as const,
  'rdExpense' as const,
  'totalAssets' as const,
  'totalLiabilities' as const,
)
const year = fc.constantFrom('2023', '2024', '2025')
const money = fc.oneof(fc.constantFrom(0, -1, 1_000_000, 49_999_999.99, 50_000_000, 100_000_000), fc.integer({ min: 1, max: 10 ** 9 }))

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(figure, year, money).map(
    ([name, of, value]): Change =>
      (facts) =>
        withFigures(facts, { [name]: value }, of),
  ),
  fc.constantFrom(0, 1.9, 3, 10).map(
    (yearsInNiche): Change =>
      (facts) =>
        withMarket(facts, { yearsInNiche }),
  ),
  fc.constantFrom(2, 10, 50).map(
    (nicheShare): Change =>
      (facts) =>
        withMarket(facts, { nicheShare }),
  ),
  fc.constantFrom('C3974', 'I6513', 'J66', 'K70').map(
    (industry): Change =>
      (facts) =>
        withProfile(facts, { industry }),
  ),
  fc.constantFrom('apply' as const, 'renew' as const).map((purpose): Change => (facts) => ({ ...facts, purpose })),
  fc.constant<Change>((facts) => ({ ...facts, ip: [classTwo] })),
  fc.constant<Change>((facts) => ({ ...facts, titles: [...(facts.titles ?? []), held('champion')] })),
  fc.constant<Change>((facts) => ({ ...facts, incidents: [{ kind: 'tax-evasion', on: '2025-01-01' }] })),
)

/** A firm that qualifies, changed in a few places. */
const changed = fc
  .tuple(fc.constantFrom(...starts), fc.array(change, { maxLength: 4 }))
  .map(([[certification, facts], changes]) => [certification, changes.reduce((firm, apply) => apply(firm), facts)] as const)

/** One fact less; not the kind of firm, which its industry stands in for. */
const hiding: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(figure, year).map(
    ([name, of]): Change =>
      (facts) =>
        withFigures(facts, { [name]: null }, of),
  ),
  fc
    .constantFrom('ip' as const, 'titles' as const, 'incidents' as const, 'awards' as const, 'institutions' as const, 'financing' as const)
    .map((list): Change => (facts) => ({ ...facts, [list]: null })),
  fc
    .constantFrom('yearsInNiche' as const, 'nicheShare' as const, 'platformScore' as const, 'makerChina' as const, 'globalRank' as const)
    .map(
      (name): Change =>
        (facts) =>
          withMarket(facts, { [name]: null }),
    ),
  fc.constantFrom('industry' as const, 'province' as const, 'legalPerson' as const, 'registeredOn' as const).map(
    (name): Change =>
      (facts) =>
        withProfile(facts, { [name]: null }),
  ),
  fc.constant<Change>((facts) => ({ ...facts, answers: {} })),
)

describe('over firms near the lines of 63号, 2号 and Fujian', () => {
  it('never lets less information decide otherwise', () => {
    fc.assert(
      fc.property(changed, hiding, ([certification, facts], hide) => {
        const full = assessCertification(facts, certification)
        const less = assessCertification(hide(facts), certification)
        if (less.verdict === 'qualified' || less.verdict === 'unqualified') expect(full.verdict).toBe(less.verdict)
        if (less.score && full.score) {
          expect(full.score.min).toBeGreaterThanOrEqual(less.score.min)
          expect(full.score.max).toBeLessThanOrEqual(less.score.max)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('states facts that the contract takes, and counts as short exactly the unqualified', () => {
    fc.assert(
      fc.property(changed, ([certification, facts]) => {
        expect(FirmFacts.safeParse(facts).success).toBe(true)
        const { verdict, shortBy, route } = assessCertification(facts, certification)
        expect(verdict === 'unqualified').toBe((shortBy ?? 0) > 0)
        if (verdict !== 'qualified' && verdict !== 'review') expect(route).toBe(null)
      }),
      { numRuns: 1000 },
    )
  })
})
