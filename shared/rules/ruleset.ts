import type { Certification, Title } from '../dictionary/certifications.ts'
import type { Figure } from '../dictionary/figures.ts'
import type { Label } from '../dictionary/indicator.ts'
import type { ListName } from '../dictionary/lists.ts'
import type { Listing, Market, Profile } from '../dictionary/profile.ts'
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
  readonly relation: Relation
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
  /** A number of the profile, the market position or the listing plan. */
  | { readonly kind: 'scalar'; readonly fact: ScalarFact }
  /** New equity of qualified institutions, at most 30 % of the equity sold, paid in the fiscal years from Y-1 back. */
  | { readonly kind: 'financing'; readonly years: number }
  /** Of quantities of one unit. */
  | { readonly kind: 'plus' | 'mean' | 'least'; readonly of: readonly Quantity[] }

/**
 * A rate of growth up to Y-1. `yearly`: over the year before; `mean`: of the last two yearly rates (63号 附件4);
 * `compound`: over two years (2号, and 最近三年复合增长率 of the listing rules). A base of zero or less leaves it unknown.
 */
export interface Growth {
  readonly figure: Figure
  readonly form: 'yearly' | 'mean' | 'compound'
}

// ——— items of lists; each is definite, possible (a needed member is absent) or excluded

export type ItemCondition =
  | { readonly kind: 'member-in'; readonly member: string; readonly values: readonly (string | boolean)[]; readonly whenAbsent?: boolean }
  | { readonly kind: 'at-most'; readonly member: string; readonly limit: number; readonly whenAbsent?: boolean }
  | { readonly kind: 'not-after'; readonly member: string; readonly whenAbsent: boolean }
  | { readonly kind: 'within'; readonly member: string; readonly window: Window }
  | { readonly kind: 'overlaps'; readonly from: string; readonly to: string; readonly window: Window }
  /** At least so many months before the day of application; `strict`: more than that. */
  | { readonly kind: 'older-than'; readonly member: string; readonly months: number; readonly strict: boolean }
  /** A right obtained within the window: on its grant where filed by the firm, on its transfer otherwise (grant if undated). */
  | { readonly kind: 'obtained-within'; readonly window: Window }
  | { readonly kind: 'one-of' | 'all-of'; readonly of: readonly ItemCondition[] }

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
  | { readonly kind: 'growth'; readonly of: Growth; readonly relation: Relation; readonly threshold: Parameter<Rational> }
  /** The mean of the yearly ratios of the last fiscal years; every whole must be above zero. */
  | {
      readonly kind: 'mean-share'
      readonly part: Figure
      readonly whole: Figure
      readonly years: number
      readonly relation: Relation
      readonly threshold: Parameter<Rational>
    }
  | { readonly kind: 'known'; readonly fact: ScalarFact }
  | { readonly kind: 'choice'; readonly fact: ScalarFact; readonly outcomes: Readonly<Record<string, 'met' | 'unmet' | 'judged'>> }
  | {
      readonly kind: 'industry'
      readonly codes: Parameter<readonly string[]>
      readonly inside: 'met' | 'unmet' | 'judged'
      readonly outside: 'met' | 'unmet' | 'judged'
    }
  /** A date of the profile no later than the first day of the window; `strict`: before it. */
  | {
      readonly kind: 'since'
      readonly fact: ScalarFact
      readonly window: Window
      readonly strict: boolean
      readonly whenAbsent: 'unknown' | 'met' | 'unmet'
    }
  /** At least so many items; one where nothing is said. */
  | { readonly kind: 'some'; readonly list: ListName; readonly where: readonly ItemCondition[]; readonly atLeast?: Parameter<Rational> }
  | { readonly kind: 'none'; readonly list: ListName; readonly where: readonly ItemCondition[] }
  | { readonly kind: 'title-held' | 'title-free'; readonly title: Title }
  /** A small or medium-sized firm by 300号; an industry that it does not cover is left to a person. */
  | { readonly kind: 'sme' }
  /** A software and information services firm: as stated, else by its industry. */
  | { readonly kind: 'software' }
  | { readonly kind: 'purpose'; readonly is: Purpose }
  | { readonly kind: 'day-outside'; readonly from: string; readonly to: string }
  /** A person's word alone. */
  | { readonly kind: 'judged' }
  | { readonly kind: 'constant'; readonly truth: 'unknown' | 'review' }
  /** One test or another by a condition; null: not applicable, which counts as met. `open`: while the condition is unknown. */
  | { readonly kind: 'split'; readonly by: Test; readonly met: Test | null; readonly unmet: Test | null; readonly open: Test }
  /** Readings of one clause: met or unmet where all agree; unknown where one is; else as said. */
  | { readonly kind: 'agree'; readonly of: readonly Test[]; readonly otherwise: 'unknown' | 'review' }
  /** The test of the first tier whose bound the quantity reaches; the last tier has none. */
  | { readonly kind: 'tiered'; readonly by: Quantity; readonly tiers: readonly TestTier[] }
  /** What is unknown is left to a person. */
  | { readonly kind: 'left-to-person'; readonly of: Test }
  /** Of the whole score, or of one group of its parts. */
  | { readonly kind: 'score'; readonly group?: ScoreNode; readonly relation: '>=' | '>'; readonly pass: Parameter<Rational> }
  | { readonly kind: 'points-above-zero'; readonly part: string }

export interface TestTier {
  readonly from: Parameter<Rational> | null
  readonly test: Test
}

/** A single value of the facts by its dot path. */
export type ScalarFact = `profile.${keyof Profile & string}` | `market.${keyof Market & string}` | `listing.${keyof Listing & string}`

// ——— points: facts in, an interval of points out

export type PointsRule =
  /** A share banded; with data missing the whole range stays open. `undefinedIs`: what a denominator of zero or less gives. */
  | {
      readonly kind: 'share-bands'
      readonly part: Quantity
      readonly whole: Quantity
      readonly bands: Parameter<readonly Band[]>
      readonly undefinedIs: 'zero' | 'open' | 'unknown'
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
  | { readonly kind: 'amount-bands'; readonly of: Quantity; readonly bands: Parameter<readonly Band[]> }
  | { readonly kind: 'rate-bands'; readonly of: Growth; readonly bands: Parameter<readonly Band[]> }
  | { readonly kind: 'choice-points'; readonly fact: ScalarFact; readonly points: Readonly<Record<string, number>> }
  /** So many points for each flag that is true, up to the most of the part. */
  | { readonly kind: 'flag-points'; readonly facts: readonly ScalarFact[]; readonly each: number }
  /** Points stated by an authority, from 0 to the most of the part. */
  | { readonly kind: 'given'; readonly fact: ScalarFact }
  /** The better of several rules within one part. */
  | { readonly kind: 'greatest'; readonly of: readonly Exclude<PointsRule, { kind: 'best' }>[] }
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

/** A condition; `direct` ones qualify by themselves; `aggregate` ones speak of the score; `note` ones never decide. */
export interface TestCriterion extends CriterionBase {
  readonly kind: 'gate' | 'direct' | 'aggregate' | 'note'
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

/** Days on which a rule set is in force, both included; no last day while it stands. */
export interface InForce {
  readonly from: string
  readonly to: string | null
}

/** One of several ways to qualify: named in the report by its id. */
export interface Way {
  readonly id: string
  readonly test: Test
}

export interface Ruleset {
  readonly id: string
  readonly certification: Certification
  readonly title: Label
  /** The documents it is read from. */
  readonly basis: readonly string[]
  readonly inForce: Readonly<Record<Purpose, InForce>>
  /** In the order of the official text. */
  readonly criteria: readonly Criterion[]
  readonly score: { readonly of: number; readonly pass: Parameter<Rational>; readonly tree: ScoreNode } | null
  /** The whole condition, over the criteria above. */
  readonly verdict: Test
  /**
   * The alternative ways to qualify, in the order of the text; empty where there is no choice. The first that is met names
   * the route, else the first that holds as far as the best of them does.
   */
  readonly ways: readonly Way[]
}

/** The value in force on a day; the first one also before its date, since the rule set's own interval decides there. */
export function valueOn<T>(parameter: Parameter<T>, day: string): Dated<T> {
  let found: Dated<T> = parameter.history[0]
  for (const dated of parameter.history) if (dated.from <= day) found = dated
  return found
}
