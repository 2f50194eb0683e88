import { addMonths, yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'

/**
 * The facts of the next application year, for trying out: the same month and day a year later, the coming year's figures
 * and conversions copies of the last complete year's, lists as they are, a year more in the niche.
 */
export function nextYearFacts(facts: FirmFacts): FirmFacts {
  const last = yearOf(facts.asOf) - 1
  const [from, to] = [String(last), String(last + 1)]
  const { years, conversions, market } = facts
  return {
    ...facts,
    asOf: addMonths(facts.asOf, 12),
    ...(years?.[from] ? { years: { ...years, [to]: { ...years[from], ...years[to] } } } : {}),
    ...(conversions?.[from] != null ? { conversions: { ...conversions, [to]: conversions[to] ?? conversions[from] } } : {}),
    ...(market
      ? {
          market: {
            ...market,
            ...(market.yearsInNiche != null && { yearsInNiche: market.yearsInNiche + 1 }),
            platformScorePrevious: market.platformScore ?? null,
          },
        }
      : {}),
  }
}
