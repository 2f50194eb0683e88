import { figureIds, figures, type YearFigures } from '../dictionary/figures.ts'
import { addMonths, yearOf } from '../days.ts'
import type { FirmFacts } from '../facts.ts'

/** Yearly growth of figures, as a fraction of 1 (0.1 is 10 %); figures that are not named stay as they are. */
export type Growths = Readonly<Partial<Record<keyof YearFigures, number>>>

/**
 * The firm on the same day of the next year, if nothing is done: the new year's figures and conversions are copies of the
 * last complete year's, grown where rates are given; one more year in the niche; today's platform score is then last year's.
 */
export function projected(facts: FirmFacts, growths: Growths = {}): FirmFacts {
  const last = yearOf(facts.asOf) - 1
  const known = facts.years?.[last]
  const converted = facts.conversions?.[last]
  const { market } = facts
  return {
    ...facts,
    asOf: addMonths(facts.asOf, 12),
    ...(known ? { years: { ...facts.years, [last + 1]: grown(known, growths) } } : {}),
    ...(converted == null ? {} : { conversions: { ...facts.conversions, [last + 1]: converted } }),
    ...(market
      ? {
          market: {
            ...market,
            ...(market.yearsInNiche == null ? {} : { yearsInNiche: Math.round((market.yearsInNiche + 1) * 1e6) / 1e6 }),
            platformScorePrevious: market.platformScore ?? null,
          },
        }
      : {}),
  }
}

/** Money to the fen, people to the whole person. */
function grown(known: YearFigures, growths: Growths): YearFigures {
  return Object.fromEntries(
    figureIds.flatMap((figure) => {
      const value = known[figure]
      if (value == null) return []
      const rate = growths[figure] ?? 0
      const units = figures[figure].kind === 'people' ? 1 : 100
      return [[figure, rate === 0 ? value : Math.round(value * (1 + rate) * units) / units]]
    }),
  )
}
