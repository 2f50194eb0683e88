import { listing, market, profile } from '../dictionary/profile.ts'
import type { Indicator } from '../dictionary/indicator.ts'
import type { FirmFacts, Purpose } from '../facts.ts'
import { yearOf } from '../days.ts'
import { type Parameter, type ScalarFact, valueOn } from './ruleset.ts'
import { emptyMemo } from './slots.ts'

/** One firm on one day, as the rules look at it. */
export interface Case {
  readonly facts: FirmFacts
  readonly asOf: string
  readonly purpose: Purpose
  /** Y: the year of application. */
  readonly year: number
  /** The accounting years from the founding year to Y-1, at most three, the earliest first. */
  readonly accountingYears: readonly number[]
  /** Revised parameters to try out, by id; absent ones are taken by date. */
  readonly revised: Readonly<Record<string, unknown>> | undefined
  /** What was read of the facts already, by slot (see `slots.ts`): rule sets ask for much the same. */
  readonly memo: unknown[]
}

export function caseOf(facts: FirmFacts, purpose?: Purpose, revised?: Readonly<Record<string, unknown>>): Case {
  const year = yearOf(facts.asOf)
  const registeredOn = facts.profile?.registeredOn
  const first = registeredOn == null ? year - 3 : Math.max(year - 3, yearOf(registeredOn))
  const accountingYears: number[] = []
  for (let one = first; one < year; one++) accountingYears.push(one)
  return { facts, asOf: facts.asOf, purpose: purpose ?? facts.purpose ?? 'apply', year, accountingYears, revised, memo: emptyMemo() }
}

/** The same firm with other facts; what was read of the former ones is kept, for the caller to forget what differs. */
export const caseWith = (of: Case, facts: FirmFacts): Case => ({ ...caseOf(facts, of.purpose, of.revised), memo: of.memo.slice() })

/** The value of a parameter for this case: the revision under trial, else the one in force on the day. */
export const parameterValue = <T>(of: Case, parameter: Parameter<T>): T =>
  of.revised && parameter.id in of.revised ? (of.revised[parameter.id] as T) : valueOn(parameter, of.asOf).value

/** The same, for a parameter that is asked for over and over. */
export function parameterReader<T>(parameter: Parameter<T>): (of: Case) => T {
  const { history, id } = parameter
  const { value } = history[0]
  if (history.length > 1) return (of) => parameterValue(of, parameter)
  return (of) => (of.revised !== undefined && id in of.revised ? (of.revised[id] as T) : value)
}

const scalars: Readonly<Record<string, Readonly<Record<string, Indicator>>>> = { profile, market, listing }

/** The declaration of a single value by its dot path. */
export function scalarIndicator(fact: ScalarFact): Indicator {
  const [group = '', name = ''] = fact.split('.')
  const indicator = scalars[group]?.[name]
  if (!indicator) throw new Error(`no such fact: ${fact}`)
  return indicator
}

type Scalar = string | number | boolean | undefined

/** Reads a single value of the facts by its dot path, undefined where unknown. */
export function scalarReader(fact: ScalarFact): (of: Case) => Scalar {
  const [group, name] = fact.split('.') as ['profile' | 'market' | 'listing', string]
  return ({ facts }) => ((facts[group] as Readonly<Record<string, unknown>> | null | undefined)?.[name] ?? undefined) as Scalar
}
