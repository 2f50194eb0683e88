import type { Certification, Title } from '../dictionary/certifications.ts'
import type { Figure } from '../dictionary/figures.ts'
import type { Label } from '../dictionary/indicator.ts'
import type { ListName } from '../dictionary/lists.ts'
import type { Profile } from '../dictionary/profile.ts'
import type { Purpose } from '../facts.ts'
import type { Rational, Relation } from './exact.ts'

/**
 * What a rule set may say. A rule set is plain data, built by the small builders below: one object is judged, explained,
 * described and revised. Every walker of it (evaluate, missing, short-by, describe) is a switch over these kinds.
 */

// ——— law: dated parameters, kept apart from logic

/** `verified`: a source stating the figure was seen. `memory`: none was; shown as such. */
export type Source = 'verified' | 'memory'

export interface Dated<T> {
  /** First day on which the value applies. */
  readonly from: string
  readonly value: T
  readonly clause: string
  readonly source: Source
}

/** A threshold, band table or tier table by date. Values follow each other without gap, the earliest first. */
export interface Parameter<T> {
  readonly id: string
  readonly label: Label
  readonly history: readonly [Dated<T>, ...Dated<T>[]]
}

/** One tier: applies while the measure is at most `upTo` (yuan); the last has none. */
export interface Tier {
  readonly upTo: number | null
  readonly threshold: Rational
}

/** One band, the best first: the points it gives where the value satisfies the relation to `from`. */
export interface Band {
  readonly from: Rational
  readonly relation: '>=' | '>'
  readonly min: number
  readonly max: number
  /** "0 with review": the text leaves it open. */
  readonly review?: boolean
  readonly grade?: Label
}

// ——— periods

/** The accounting years: from the founding year to Y-1, at most three (readings: only HNTE shortens its periods). */
export type Span = 'accounting-years'

/** A time before the day of application, that day included. */
export type Window =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'months'; readonly months: number }
  /** From 1 January of Y less so many years. */
  | { readonly kind: 'calendar-years'; readonly yearsBack: number }

// ——— quantities

export type Quantity =
  | { readonly kind: 'figure'; readonly figure: Figure; readonly yearsBack: number }
  | { readonly kind: 'sum'; readonly figure: Figure; readonly over: Span }
  | { readonly kind: 'conversions'; readonly over: Span }
  | { readonly kind: 'years'; readonly over: Span }

// ——— items of lists; each is definite, possible (a needed member is absent) or excluded

export type ItemCondition =
  | { readonly kind: 'member-in'; readonly member: string; readonly values: readonly (string | boolean)[]; readonly whenAbsent?: boolean }
  | { readonly kind: 'at-most'; readonly member: string; readonly limit: number }
  | { readonly kind: 'not-after'; readonly member: string; readonly whenAbsent: boolean }
  | { readonly kind: 'within'; readonly member: string; readonly window: Window }
  | { readonly kind: 'overlaps'; readonly from: string; readonly to: string; readonly window: Window }
  | { readonly kind: 'one-of'; readonly of: readonly ItemCondition[] }

// ——— tests: facts in, truth value out

export type Test =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Test[] }
  | { readonly kind: 'criterion'; readonly id: string }
  | { readonly kind: 'amount'; readonly of: Quantity; readonly relation: Relation; readonly threshold: Parameter<Rational> }
  | {
      readonly kind: 'share'
      readonly part: Quantity
      readonly whole: Quantity
      readonly relation: Relation
      /** What a denominator of zero or less, or a period without a year, gives. */
      readonly undefinedIs: 'review' | 'unknown'
      readonly threshold: Parameter<Rational> | { readonly tiers: Parameter<readonly Tier[]>; readonly by: Quantity }
    }
  | { readonly kind: 'age'; readonly atLeastDays: Parameter<Rational> }
  | { readonly kind: 'known'; readonly fact: ProfileFact }
  | { readonly kind: 'choice'; readonly fact: ProfileFact; readonly outcomes: Readonly<Record<string, 'met' | 'unmet' | 'judged'>> }
  | { readonly kind: 'industry-outside'; readonly codes: Parameter<readonly string[]> }
  | { readonly kind: 'some'; readonly list: ListName; readonly where: readonly ItemCondition[] }
  | { readonly kind: 'none'; readonly list: ListName; readonly where: readonly ItemCondition[] }
  | { readonly kind: 'title-held'; readonly title: Title }
  | { readonly kind: 'score'; readonly relation: '>=' | '>'; readonly pass: Parameter<Rational> }
  | { readonly kind: 'points-above-zero'; readonly part: string }

export type ProfileFact = `profile.${keyof Profile & string}`

// ——— points: facts in, an interval of points out

export type PointsRule =
  /** A share banded; with data missing the whole range stays open. `undefinedIs`: what a denominator of zero or less gives. */
  | {
      readonly kind: 'share-bands'
      readonly part: Quantity
      readonly whole: Quantity
      readonly bands: Parameter<readonly Band[]>
      readonly undefinedIs: 'zero' | 'open'
      readonly noSpan?: 'zero-with-review'
    }
  /** The best of several options, each a criterion of its own. Never added. */
  | { readonly kind: 'best'; readonly options: readonly string[] }
  /** The first class with an item decides: bands over the count of its items. */
  | { readonly kind: 'count-bands'; readonly list: ListName; readonly classes: readonly CountClass[] }
  /** Mean yearly growth banded (195号 三(七) 4, with its special cases). */
  | { readonly kind: 'growth-bands'; readonly figure: Figure; readonly over: Span; readonly bands: Parameter<readonly Band[]> }
  /** Own research among the items or not: the better branch where any item is of it. */
  | {
      readonly kind: 'branch'
      readonly list: ListName
      readonly where: readonly ItemCondition[]
      readonly better: readonly ItemCondition[]
      readonly ranges: Parameter<{ readonly better: PointsRange; readonly other: PointsRange }>
    }
  /** A person's grade; open until answered. */
  | { readonly kind: 'judged' }

export interface CountClass {
  readonly where: readonly ItemCondition[]
  readonly bands: Parameter<readonly Band[]>
}

export interface PointsRange {
  readonly min: number
  readonly max: number
}

// ——— criteria and rule sets

interface CriterionBase {
  readonly id: string
  readonly name: Label
  readonly clause: string
  readonly source: Source
  readonly evidence?: readonly string[]
  /** What a person is asked where the facts do not decide. */
  readonly question?: Label
}

/** A condition; `direct` ones qualify by themselves; `aggregate` ones speak of the score. */
export interface TestCriterion extends CriterionBase {
  readonly kind: 'gate' | 'direct' | 'aggregate'
  readonly test: Test
}

/** A part of the score, or an option of one (reported, not added). */
export interface PointsCriterion extends CriterionBase {
  readonly kind: 'part' | 'option'
  readonly of: number
  readonly points: PointsRule
  /** Whether an answer may fix the points inside their range. */
  readonly answerable: boolean
  readonly block?: Label
  /** Grades offered in a self-assessment. Our own, not official. */
  readonly grades?: readonly { readonly label: Label; readonly points: number }[]
}

export type Criterion = TestCriterion | PointsCriterion

export type ScoreNode =
  { readonly kind: 'part'; readonly id: string } | { readonly kind: 'sum'; readonly of: readonly ScoreNode[]; readonly cap?: number }

export interface Ruleset {
  readonly id: string
  readonly certification: Certification
  readonly title: Label
  /** The documents it is read from. */
  readonly basis: readonly string[]
  readonly inForceFrom: string
  /** Last day, or null while it stands. */
  readonly inForceTo: string | null
  readonly purposes: readonly Purpose[]
  /** In the order of the official text. */
  readonly criteria: readonly Criterion[]
  readonly score: { readonly of: number; readonly pass: Parameter<Rational>; readonly tree: ScoreNode } | null
  /** The whole condition, over the criteria above. */
  readonly verdict: Test
  /** The group of alternative ways to qualify, where there is one: names the route. */
  readonly route: { readonly direct: readonly string[]; readonly score: Test } | null
}

// ——— builders

export const parameter = <T>(id: string, zh: string, en: string, ...history: [Dated<T>, ...Dated<T>[]]): Parameter<T> => ({
  id,
  label: { zh, en },
  history,
})

/** The value in force on a day; the first one also before its date, since the rule set's own interval decides there. */
export function valueOn<T>(parameter: Parameter<T>, day: string): Dated<T> {
  let found: Dated<T> = parameter.history[0]
  for (const dated of parameter.history) if (dated.from <= day) found = dated
  return found
}

export const all = (...of: Test[]): Test => ({ kind: 'all', of })
export const any = (...of: Test[]): Test => ({ kind: 'any', of })
export const criterion = (id: string): Test => ({ kind: 'criterion', id })
/** The figure of the fiscal year Y less so many: 1 is the last complete year. */
export const figure = (name: Figure, yearsBack = 1): Quantity => ({ kind: 'figure', figure: name, yearsBack })
export const sumOver = (name: Figure, over: Span): Quantity => ({ kind: 'sum', figure: name, over })
export const member = (name: string, values: readonly (string | boolean)[], whenAbsent?: boolean): ItemCondition => ({
  kind: 'member-in',
  member: name,
  values,
  ...(whenAbsent === undefined ? {} : { whenAbsent }),
})
export const isTrue = (fact: ProfileFact): Test => ({ kind: 'choice', fact, outcomes: { true: 'met', false: 'unmet' } })
