import type { Reading } from './readings.ts'
import { compareCompoundGrowth, compareGrowth, compareMeanGrowth, type Rational } from './exact.ts'
import type { Growth } from './ruleset.ts'

/** A rate of growth: the figures it is compared by, and as a fraction of 1 for showing. */
export interface Rate {
  readonly form: Growth['form']
  readonly v1: number
  readonly v2: number
  readonly v3: number
  readonly value: number
}

/** Whether a rate lies below, on or above a threshold, exactly. */
export function compareRate({ form, v1, v2, v3 }: Rate, threshold: Rational): -1 | 0 | 1 {
  if (form === 'yearly') return compareGrowth(v1, v2, threshold)
  return form === 'compound' ? compareCompoundGrowth(v1, v2, threshold) : compareMeanGrowth(v1, v2, v3, threshold)
}

/** The rate over figures of one scale, the earliest first; null where one is missing or a base is zero or less. */
export function rateOf(form: Growth['form'], readings: readonly Reading[]): Rate | null {
  for (const { value } of readings) if (value === null) return null
  const [v1, v2, v3] = [unitsOf(readings[0]), unitsOf(readings[1]), unitsOf(readings[2])]
  if (v1 <= 0 || (form === 'mean' && v2 <= 0)) return null
  return { form, v1, v2, v3, value: shown(form, v1, v2, v3) }
}

const unitsOf = (reading: Reading | undefined): number => reading?.value?.units ?? 0

function shown(form: Growth['form'], v1: number, v2: number, v3: number): number {
  if (form === 'yearly') return v2 / v1 - 1
  if (form === 'mean') return (v2 / v1 + v3 / v2) / 2 - 1
  return v2 <= 0 ? -1 : Math.sqrt(v2 / v1) - 1
}
