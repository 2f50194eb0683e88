import type { Reading } from './case.ts'
import { compareCompoundGrowth, compareGrowth, compareMeanGrowth, type Rational } from './exact.ts'
import type { Growth } from './ruleset.ts'

/** A rate of growth: compared exactly, and as a fraction of 1 for showing. */
export interface Rate {
  readonly compare: (threshold: Rational) => -1 | 0 | 1
  readonly value: number
}

/** The rate over figures of one scale, the earliest first; null where one is missing or a base is zero or less. */
export function rateOf(form: Growth['form'], readings: readonly Reading[]): Rate | null {
  const values: number[] = []
  for (const { value } of readings) {
    if (value === null) return null
    values.push(value.units)
  }
  const [v1 = 0, v2 = 0, v3 = 0] = values
  if (v1 <= 0) return null
  switch (form) {
    case 'yearly':
      return { compare: (threshold) => compareGrowth(v1, v2, threshold), value: v2 / v1 - 1 }
    case 'compound':
      return { compare: (threshold) => compareCompoundGrowth(v1, v2, threshold), value: v2 <= 0 ? -1 : Math.sqrt(v2 / v1) - 1 }
    case 'mean':
      if (v2 <= 0) return null
      return { compare: (threshold) => compareMeanGrowth(v1, v2, v3, threshold), value: (v2 / v1 + v3 / v2) / 2 - 1 }
  }
}
