import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FirmFacts } from '../../../shared/facts.ts'
import { isDay } from '../../../shared/days.ts'
import { assess } from '../../../shared/rules/assess.ts'
import { compareMeanGrowth, compareShare, percent, signOfSum } from '../../../shared/rules/exact.ts'
import { questionOf, questionsFor } from '../../../shared/rules/questions.ts'
import { firstRungs } from '../../../shared/rules/rulesets/first-rungs.ts'
import { firms } from './arbitrary.ts'

const valueAt = (facts: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((object, key) => (object as Record<string, unknown> | null | undefined)?.[key], facts)

/** The facts without what one dot path of the first two levels says. */
function hide(facts: FirmFacts, path: string): FirmFacts {
  const [head, second, third] = path.split('.') as [keyof FirmFacts, string?, string?]
  if (second === undefined) return { ...facts, [head]: null }
  const inner = (facts[head] ?? {}) as Record<string, Record<string, unknown> | null>
  return { ...facts, [head]: { ...inner, [second]: third === undefined ? null : { ...inner[second], [third]: null } } } as FirmFacts
}

const hasBaseOfZero = ({ years }: FirmFacts): boolean =>
  Object.values(years ?? {}).some((figures) => Object.values(figures ?? {}).some((value) => value !== null && value <= 0))

const hidden = [
  'years.2025.salesRevenue',
  'years.2025.staffQuarterlyAvg',
  'years.2024.rdHnte',
  'years.2025.totalIncome',
  'profile.industry',
  'profile.booksLevied',
  'profile.inMainland',
  'ip',
  'titles',
  'incidents',
  'conversions',
  'conversions.2024',
]

/** Proxies: hiding an exact figure lets a near one decide, which is another question, not less information. */
const withoutProxies = (facts: FirmFacts): FirmFacts => ({
  ...facts,
  years: Object.fromEntries(
    Object.entries(facts.years ?? {}).map(([year, figures]) => [
      year,
      {
        ...figures,
        operatingRevenue: null,
        staffMonthlyAvg: null,
        staffYearEnd: null,
        techStaffMonthlyAvg: null,
        rdExpense: null,
        totalAssets: figures?.totalAssets ?? null,
        totalLiabilities: null,
      },
    ]),
  ),
})

describe('over random firms', () => {
  it('takes them all: the generator speaks the contract', () => {
    fc.assert(
      fc.property(firms, (facts) => FirmFacts.safeParse(facts).success),
      { numRuns: 200 },
    )
  })

  it('never lets less information decide otherwise', () => {
    fc.assert(
      fc.property(firms.map(withoutProxies), fc.constantFrom(...hidden), (facts, path) => {
        const full = assess(facts)
        assess(hide(facts, path)).assessments.forEach(({ verdict, certification, score }, index) => {
          const known = full.assessments[index]!
          if (verdict === 'qualified' || verdict === 'unqualified')
            expect([path, certification, known.verdict]).toEqual([path, certification, verdict])
          if (score && known.score) {
            expect(known.score.min).toBeGreaterThanOrEqual(score.min)
            expect(known.score.max).toBeLessThanOrEqual(score.max)
          }
        })
      }),
      { numRuns: 1500 },
    )
  })

  it('names as missing only what nobody has said, and names something wherever data is what is wanting', () => {
    fc.assert(
      fc.property(firms, (facts) => {
        for (const { verdict, missing } of assess(facts).assessments) {
          // An industry code may be stated and yet be too short to decide.
          const unsaid = missing.filter((path) => path !== 'profile.industry' || facts.profile?.industry !== 'K70')
          for (const path of unsaid) expect([path, valueAt(facts, path) ?? null]).toEqual([path, null])
          // A ratio to zero or less is unknown for want of a base, not of a fact.
          if (verdict === 'undetermined' && !hasBaseOfZero(facts)) expect(missing.length).toBeGreaterThan(0)
          if (verdict === 'qualified' || verdict === 'unqualified') expect(missing).toEqual([])
        }
      }),
      { numRuns: 800 },
    )
  })

  it('counts as short exactly the unqualified', () => {
    fc.assert(
      fc.property(firms, (facts) =>
        assess(facts).assessments.every(({ verdict, shortBy }) => (verdict === 'unqualified') === (shortBy ?? 0) > 0),
      ),
      { numRuns: 800 },
    )
  })

  it('asks only what could still change a verdict', () => {
    fc.assert(
      fc.property(firms, (facts) => {
        const { next, remaining, report } = questionsFor(firstRungs, facts)
        const open = new Set(report.assessments.flatMap(({ missing }) => missing))
        expect(next === null).toBe(remaining === 0)
        for (const fact of next?.facts ?? []) expect(open.has(fact)).toBe(true)
        if (next && next.id !== 'opening') for (const fact of next.facts) expect(questionOf(fact)).toBe(next.id)
      }),
      { numRuns: 300 },
    )
  })
})

describe('comparisons', () => {
  const fen = fc.integer({ min: -(10 ** 15), max: 10 ** 15 })

  it('agree with whole-number arithmetic, on and beside every line', () => {
    fc.assert(
      fc.property(
        fen,
        fc.integer({ min: 1, max: 10 ** 15 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: -1, max: 1 }),
        (part, denominator, p, off) => {
          const onLine = Number((BigInt(denominator) * BigInt(p)) / 100n) + off
          for (const numerator of [part, onLine]) {
            const exact = BigInt(numerator) * 100n - BigInt(denominator) * BigInt(p)
            expect(compareShare({ units: numerator, scale: 100 }, { units: denominator, scale: 100 }, percent(p))).toBe(
              exact > 0n ? 1 : exact < 0n ? -1 : 0,
            )
          }
        },
      ),
    )
  })

  it('find a growth of exactly 15 % that doubles put one band too low', () => {
    expect(0.5 * (115 / 100 + 132.25 / 115) - 1).toBeLessThan(0.15)
    expect(compareMeanGrowth(10000, 11500, 13225, percent(15))).toBe(0)
  })

  it('do not lose a unit in sums of large products', () => {
    const big = 999_999_999_999_999
    expect(signOfSum([[big, big], [-1, big, big], [1]])).toBe(1)
  })

  it('know the days that exist', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true)
    expect(['2026-02-29', '2026-00-10', '2026-1-1', '1899-12-31', '2026-06-15T00:00'].some(isDay)).toBe(false)
  })
})
