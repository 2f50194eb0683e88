import type { Title } from '../dictionary/certifications.ts'
import type { Figure } from '../dictionary/figures.ts'
import { type Rational, type Relation, whole } from './exact.ts'
import type {
  Band,
  Criterion,
  Dated,
  Growth,
  InForce,
  ItemCondition,
  Parameter,
  PointsCriterion,
  PointsRule,
  Quantity,
  ScalarFact,
  ScoreNode,
  Span,
  Test,
  TestCriterion,
  Way,
} from './ruleset.ts'

/** Short ways to write a rule set down. They only make the plain data of `ruleset.ts`. */

export const parameter = <T>(id: string, zh: string, en: string, ...history: [Dated<T>, ...Dated<T>[]]): Parameter<T> => ({
  id,
  label: { zh, en },
  history,
})

/** Parameters of one text: in force from a day, their source seen. */
export const verifiedFrom =
  (from: string) =>
  <T>(id: string, zh: string, en: string, value: T, clause: string): Parameter<T> =>
    parameter<T>(id, zh, en, { from, value, clause, source: 'verified' })
/** 万元, as the texts state money, in yuan. */
export const wan = (tenThousands: number): Rational => whole(tenThousands * 10_000)

type Question = readonly [zh: string, en: string]

/** A condition whose source was seen, of one kind. */
const written =
  (kind: TestCriterion['kind']) =>
  (id: string, zh: string, en: string, clause: string, evidence: readonly string[], test: Test, question?: Question): TestCriterion => ({
    id,
    kind,
    name: { zh, en },
    clause,
    source: 'verified',
    ...(evidence.length > 0 ? { evidence } : {}),
    ...(question ? { question: { zh: question[0], en: question[1] } } : {}),
    test,
  })
export const gate = written('gate')
export const direct = written('direct')
export const scoreLine = written('aggregate')
export const note = written('note')
/** A part of a score whose source was seen and that the facts decide. */
export const scorePart = (
  id: string,
  zh: string,
  en: string,
  clause: string,
  evidence: readonly string[],
  of: number,
  points: PointsRule,
): PointsCriterion => ({ id, kind: 'part', name: { zh, en }, clause, source: 'verified', evidence, of, answerable: false, points })

export const all = (...of: Test[]): Test => ({ kind: 'all', of })
export const any = (...of: Test[]): Test => ({ kind: 'any', of })
export const criterion = (id: string): Test => ({ kind: 'criterion', id })
export const ids = (criteria: readonly Criterion[]): string[] => criteria.map(({ id }) => id)
export const everyOf = (criteria: readonly Criterion[]): Test[] => ids(criteria).map(criterion)
export const waysOf = (criteria: readonly Criterion[]): Way[] => ids(criteria).map((id) => ({ id, test: criterion(id) }))

export const bothPurposes = (from: string, to: string | null = null): Readonly<Record<'apply' | 'renew', InForce>> => ({
  apply: { from, to },
  renew: { from, to },
})

/** The figure of the fiscal year Y less so many: 1 is the last complete year. */
export const figure = (name: Figure, yearsBack = 1): Quantity => ({ kind: 'figure', figure: name, yearsBack })
export const sumOver = (name: Figure, over: Span): Quantity => ({ kind: 'sum', figure: name, over })
const lastYears = <T>(years: number, of: (yearsBack: number) => T): T[] => Array.from({ length: years }, (_, i) => of(i + 1))
/** Over the last so many fiscal years, every one of which is needed. */
export const sumOfYears = (name: Figure, years: number): Quantity => ({
  kind: 'plus',
  of: lastYears(years, (back) => figure(name, back)),
})
export const meanOfYears = (name: Figure, years: number): Quantity => ({
  kind: 'mean',
  of: lastYears(years, (back) => figure(name, back)),
})
/** One test for each of the last so many fiscal years. */
export const eachYear = (years: number, test: (yearsBack: number) => Test): Test => all(...lastYears(years, test))

export const scalar = (fact: ScalarFact): Quantity => ({ kind: 'scalar', fact })
export const equityOf = (years: number): Quantity => ({ kind: 'financing', years })

export const amount = (of: Quantity, relation: Relation, threshold: Parameter<Rational>): Test => ({
  kind: 'amount',
  of,
  relation,
  threshold,
})
/** A ratio whose denominator of zero or less leaves it unknown. */
export const ratio = (part: Quantity, whole: Quantity, relation: Relation, threshold: Parameter<Rational>): Test => ({
  kind: 'share',
  part,
  whole,
  relation,
  undefinedIs: 'unknown',
  threshold,
})
export const growth = (of: Growth, relation: Relation, threshold: Parameter<Rational>): Test => ({
  kind: 'growth',
  of,
  relation,
  threshold,
})

export const member = (name: string, values: readonly (string | boolean)[], whenAbsent?: boolean): ItemCondition => ({
  kind: 'member-in',
  member: name,
  values,
  ...(whenAbsent === undefined ? {} : { whenAbsent }),
})
export const bothOf = (...of: ItemCondition[]): ItemCondition => ({ kind: 'all-of', of })
export const oneOf = (...of: ItemCondition[]): ItemCondition => ({ kind: 'one-of', of })

export const isTrue = (fact: ScalarFact): Test => ({ kind: 'choice', fact, outcomes: { true: 'met', false: 'unmet' } })
export const isFalse = (fact: ScalarFact): Test => ({ kind: 'choice', fact, outcomes: { true: 'unmet', false: 'met' } })
export const judged: Test = { kind: 'judged' }
export const applying: Test = { kind: 'purpose', is: 'apply' }
export const renewing: Test = { kind: 'purpose', is: 'renew' }
export const titleHeld = (title: Title): Test => ({ kind: 'title-held', title })

const unknown: Test = { kind: 'constant', truth: 'unknown' }
/** Applies only under a condition; not applicable otherwise; unknown while the condition is. */
export const onlyIf = (by: Test, test: Test): Test => ({ kind: 'split', by, met: test, unmet: null, open: unknown })

/** A share banded; a denominator of zero or less leaves it unknown. */
export const shareBands = (part: Quantity, whole: Quantity, bands: Parameter<readonly Band[]>): PointsRule & { kind: 'share-bands' } => ({
  kind: 'share-bands',
  part,
  whole,
  bands,
  undefinedIs: 'unknown',
})

/** A band reached from a percentage or a whole number on. */
export const fromPercent = (bound: number, points: number): Band => ({
  from: { p: bound, q: 100 },
  relation: '>=',
  min: points,
  max: points,
})
export const upToPercent = (bound: number, points: number): Band => ({ ...fromPercent(bound, points), relation: '<=' })
export const fromCount = (bound: number, points: number): Band => ({ from: whole(bound), relation: '>=', min: points, max: points })

export const part = (id: string): ScoreNode => ({ kind: 'part', id })
export const sumOf = (...partIds: string[]): ScoreNode => ({ kind: 'sum', of: partIds.map(part) })
