import type { Outcome, Verdict } from '../report.ts'

/** The four truth values in their order: unmet < unknown < review < met. All of is the least, any of the greatest. */
export const Truth = { unmet: 0, unknown: 1, review: 2, met: 3 } as const

export type Truth = (typeof Truth)[keyof typeof Truth]

export const outcomeOf: Readonly<Record<Truth, Exclude<Outcome, 'not-applicable'>>> = { 0: 'unmet', 1: 'unknown', 2: 'review', 3: 'met' }

export const verdictOf: Readonly<Record<Truth, Exclude<Verdict, 'unavailable'>>> = {
  0: 'unqualified',
  1: 'undetermined',
  2: 'review',
  3: 'qualified',
}

export const truthOf = (holds: boolean): Truth => (holds ? Truth.met : Truth.unmet)
