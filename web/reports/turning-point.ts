import type { FirmFacts } from '../../shared/facts.ts'
import type { Verdict } from '../../shared/report.ts'
import { withFact } from '../facts/paths.ts'

export const reaches = (verdict: Verdict): boolean => verdict === 'qualified' || verdict === 'review'

/**
 * The least whole number of units, up to the most that is tried, for which the condition holds; null where it never does.
 * The condition must not turn back once it holds.
 */
export function leastUnits(holds: (units: number) => boolean, most: number): number | null {
  let high = 1
  while (!holds(high)) {
    if (high >= most) return null
    high = Math.min(high * 4, most)
  }
  let low = Math.floor(high / 4)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/** The greatest or least amount of one open fact at which the verdict turns, where it turns only once; null otherwise. */
export function turningPoint(
  facts: FirmFacts,
  fact: string,
  judge: (facts: FirmFacts) => Verdict,
): { readonly at: number; readonly holdsAbove: boolean } | null {
  const good = (value: number) => reaches(judge(withFact(facts, fact, value)))
  const far = 1e12
  const [low, high] = [good(0.01), good(far)]
  if (low === high) return null
  const units = leastUnits((tried) => good(tried) === high, far)
  if (units === null) return null
  return { at: high ? units : units - 1, holdsAbove: high }
}
