import type { IncentiveStatus } from '../api/incentives.ts'
import type { Certification } from '../dictionary/certifications.ts'
import type { FirmFacts } from '../facts.ts'
import type { Condition } from './conditions.ts'

/** An amount with how it was worked out. */
export interface Estimate {
  /** Yuan. */
  readonly amount: number
  readonly working: string
}

/** One incentive (惠企政策): plain data, with the conditions that a machine can check. */
export interface IncentiveRule {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly level: 'national' | 'province' | 'city' | 'county'
  readonly kind: 'tax' | 'money' | 'other'
  readonly status: IncentiveStatus
  /** Why it is not recommended, or what is still to be checked. */
  readonly caution?: string
  readonly conditions: readonly Condition[]
  /** As published; absent while not known: nothing is guessed. */
  readonly amountText?: string
  readonly formula?: string
  /** From the firm's own figures; null where one is missing. */
  readonly estimate?: (facts: FirmFacts) => Estimate | null
  readonly source: string
  readonly validFrom?: string
  readonly validTo?: string
  readonly steps?: readonly string[]
  /** Not together on the same income. */
  readonly excludes?: readonly string[]
  /** The rungs that it belongs to. */
  readonly certifications: readonly Certification[]
}
