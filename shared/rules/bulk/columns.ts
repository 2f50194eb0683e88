import type { Figure } from '../../dictionary/figures.ts'
import type { ListName } from '../../dictionary/lists.ts'
import type { Case } from '../case.ts'
import { type Reading, readFigure, readQuantity } from '../readings.ts'
import { type FactTest, judge } from '../judge.ts'
import { type Interval, pointsByFacts } from '../points.ts'
import type { ItemCondition, PointsRule, ScalarFact, Test } from '../ruleset.ts'
import { millionths } from '../score.ts'
import { type Sorted, sortItems } from '../items.ts'

/**
 * What of a firm a column holds. Figures are whole units (fen, millionths) with NaN for unknown, proxies already in place;
 * conditions that read lists, dates and choices are judged once, when the firm is put in, and kept as their truth values.
 */
export type Source =
  | { readonly kind: 'figure'; readonly figure: Figure; readonly yearsBack: number }
  | { readonly kind: 'conversions'; readonly yearsBack: number }
  | { readonly kind: 'scalar'; readonly fact: ScalarFact }
  | { readonly kind: 'financing'; readonly years: number }
  | { readonly kind: 'accounting-years' }
  /** Points given by a person, in millionths. */
  | { readonly kind: 'points-answer'; readonly id: string }
  /** A person's word: 2 review until given, 3 yes, 0 no. */
  | { readonly kind: 'flag-answer'; readonly id: string }
  | { readonly kind: 'truth'; readonly test: Test; readonly answerId: string }
  /** Sure items of a list; −1 where nobody stated it. */
  | { readonly kind: 'definite' | 'possible'; readonly list: ListName; readonly where: readonly ItemCondition[] }
  | {
      readonly kind: 'points'
      readonly member: 'min' | 'max' | 'open'
      readonly rule: Exclude<PointsRule, { kind: 'best' }>
      readonly of: number
    }

export type Column = Float64Array | Int32Array | Uint8Array | Int16Array

/** How wide a column must be. */
export function columnFor(source: Source, length: number): Column {
  switch (source.kind) {
    case 'figure':
    case 'conversions':
    case 'scalar':
    case 'financing':
    case 'points-answer':
      return new Float64Array(length)
    case 'points':
      return source.member === 'open' ? new Uint8Array(length) : new Int32Array(length)
    case 'definite':
    case 'possible':
      return new Int16Array(length)
    default:
      return new Uint8Array(length)
  }
}

const unitsOf = ({ value }: Reading): number => value?.units ?? NaN

export const open = { nothing: 0, data: 1, person: 2 } as const

/** What was worked out for a firm already, by the list or rule it came from: several columns tell of one thing. */
export type Memo = Map<object, Sorted | Interval>

function remembered<T extends Sorted | Interval>(memo: Memo, key: object, work: () => T): T {
  let found = memo.get(key) as T | undefined
  if (!found) memo.set(key, (found = work()))
  return found
}

/** The value of a column for one firm. */
export function read(of: Case, source: Source, memo: Memo): number {
  switch (source.kind) {
    case 'figure':
      return unitsOf(readFigure(of, source.figure, of.year - source.yearsBack))
    case 'conversions': {
      const items = of.facts.conversions?.[of.year - source.yearsBack]
      return items == null ? NaN : Math.round(items * 1e6)
    }
    case 'scalar':
    case 'financing':
      return unitsOf(readQuantity(of, source))
    case 'accounting-years':
      return of.accountingYears.length
    case 'points-answer': {
      const answer = of.facts.answers?.[source.id]
      return typeof answer === 'number' ? millionths(answer) : NaN
    }
    case 'flag-answer':
      return flagAnswer(of, source.id)
    case 'truth': {
      const answer = of.facts.answers?.[source.answerId]
      const { truth, notApplicable } = judge(of, source.test as FactTest, typeof answer === 'boolean' ? answer : null)
      return notApplicable ? 4 : truth
    }
    case 'definite':
    case 'possible': {
      const sorted = remembered(memo, source.where, () => sortItems(of, source.list, source.where))
      return sorted.stated ? sorted[source.kind] : -1
    }
    case 'points': {
      const { min, max, openFor } = remembered(memo, source.rule, () => pointsByFacts(of, source.rule, source.of))
      if (source.member === 'open') return min < max && openFor !== null ? open[openFor] : open.nothing
      return millionths(source.member === 'min' ? min : max)
    }
  }
}

function flagAnswer(of: Case, id: string): number {
  const answer = of.facts.answers?.[id]
  return typeof answer === 'boolean' ? (answer ? 3 : 0) : 2
}
