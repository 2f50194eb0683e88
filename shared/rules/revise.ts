import { z } from 'zod'
import type { Label } from '../dictionary/indicator.ts'
import type { Certification } from '../dictionary/certifications.ts'
import { refusals } from '../facts.ts'
import { pointerTo } from '../pointers.ts'
import type { ProblemDetail } from '../problem.ts'
import { unitOf } from './describe/quantities.ts'
import type { Unit } from './describe/words.ts'
import { type Rational, type Relation, toNumber, whole } from './exact.ts'
import { type Band, type Criterion, type Parameter, type PointsRule, type Ruleset, type Test, valueOn } from './ruleset.ts'

/** What the number of a threshold counts; `share` is a fraction of 1, money is yuan. */
export type RevisableUnit = Unit | 'days'

/** A dated parameter that may be put on trial: one number, or a table of its kind. */
export interface Revisable {
  readonly id: string
  readonly label: Label
  readonly kind: 'threshold' | 'bands' | 'tiers' | 'codes' | 'ranges'
  readonly unit: RevisableUnit
  /** How a value is compared with the threshold; null for tables and for a number of days that must have passed. */
  readonly relation: Relation | null
  /** Only a rate of growth may lie below zero. */
  readonly mayBeNegative: boolean
  /** The most points that a table may give; null where it gives none. */
  readonly most: number | null
  /** The criteria that read it, in the order of the text; none where only the pass mark is meant. */
  readonly criteria: readonly string[]
  readonly parameter: Parameter<unknown>
}

/** One change as it is asked for. */
export interface Revision {
  readonly id: string
  readonly value: unknown
}

type Found = Omit<Revisable, 'criteria' | 'id' | 'label' | 'kind'>

const threshold = (parameter: Parameter<unknown>, unit: RevisableUnit, relation: Relation | null, mayBeNegative = false): Found => ({
  parameter,
  unit,
  relation,
  mayBeNegative,
  most: null,
})

const table = (parameter: Parameter<unknown>, unit: RevisableUnit, most: number | null, mayBeNegative = false): Found => ({
  parameter,
  unit,
  relation: null,
  mayBeNegative,
  most,
})

function ofTest(test: Test): readonly Found[] {
  switch (test.kind) {
    case 'all':
    case 'any':
    case 'agree':
      return test.of.flatMap(ofTest)
    case 'amount':
      return [threshold(test.threshold, unitOf(test.of), test.relation)]
    case 'share':
      return 'history' in test.threshold
        ? [threshold(test.threshold, 'share', test.relation)]
        : [{ ...table(test.threshold.tiers, unitOf(test.threshold.by), null), relation: test.relation }]
    case 'growth':
      return [threshold(test.threshold, 'share', test.relation, true)]
    case 'mean-share':
      return [threshold(test.threshold, 'share', test.relation)]
    case 'age':
      return [threshold(test.atLeastDays, 'days', null)]
    case 'industry':
      return [table(test.codes, 'count', null)]
    case 'some':
      return test.atLeast ? [threshold(test.atLeast, 'count', '>=')] : []
    case 'split':
      return [test.by, test.met, test.unmet, test.open].flatMap((one) => (one === null ? [] : ofTest(one)))
    case 'tiered':
      return test.tiers.flatMap(({ from, test: asked }) => [...(from ? [threshold(from, unitOf(test.by), '>=')] : []), ...ofTest(asked)])
    case 'left-to-person':
      return ofTest(test.of)
    case 'score':
      return [threshold(test.pass, 'points', test.relation)]
    default:
      // Every other kind has no parameter.
      return []
  }
}

function ofPoints(rule: PointsRule, most: number): readonly Found[] {
  switch (rule.kind) {
    case 'share-bands':
      return [table(rule.bands, rule.whole.kind === 'years' ? unitOf(rule.part) : 'share', most)]
    case 'growth-bands':
    case 'rate-bands':
      return [table(rule.bands, 'share', most, true)]
    case 'amount-bands':
      return [table(rule.bands, unitOf(rule.of), most)]
    case 'count-bands':
      return rule.classes.map(({ bands }) => table(bands, 'count', most))
    case 'branch':
      return [table(rule.ranges, 'points', most)]
    case 'greatest':
      return rule.of.flatMap((one) => ofPoints(one, most))
    default:
      return []
  }
}

const ofCriterion = (criterion: Criterion): readonly Found[] =>
  'points' in criterion ? ofPoints(criterion.points, criterion.of) : ofTest(criterion.test)

const isRational = (value: unknown): value is Rational => typeof value === 'object' && value !== null && 'p' in value && 'q' in value

/** By the value that it has first: all values of a parameter are of one kind. */
function kindOf({ history }: Parameter<unknown>): Revisable['kind'] {
  const { value } = history[0]
  if (isRational(value)) return 'threshold'
  if (!Array.isArray(value)) return 'ranges'
  const [first] = value as readonly unknown[]
  if (typeof first === 'string') return 'codes'
  return typeof first === 'object' && first !== null && 'upTo' in first ? 'tiers' : 'bands'
}

const known = new WeakMap<Ruleset, readonly Revisable[]>()

/** The parameters of a rule set, each once, in the order of the text; the pass mark last. */
export function revisablesOf(ruleset: Ruleset): readonly Revisable[] {
  const before = known.get(ruleset)
  if (before) return before
  const all = new Map<string, Revisable>()
  const note = (found: Found, criterion: string | null) => {
    const { id, label } = found.parameter
    const one = all.get(id)
    const criteria = [...new Set([...(one?.criteria ?? []), ...(criterion === null ? [] : [criterion])])]
    all.set(id, { ...(one ?? { ...found, id, label, kind: kindOf(found.parameter) }), criteria })
  }
  for (const criterion of ruleset.criteria) for (const found of ofCriterion(criterion)) note(found, criterion.id)
  if (ruleset.score) note(threshold(ruleset.score.pass, 'points', '>='), null)
  const list = [...all.values()]
  known.set(ruleset, list)
  return list
}

/** The certifications whose rule sets read a parameter of these. */
export const certificationsReading = (rulesets: readonly Ruleset[], ids: readonly string[]): readonly Certification[] => [
  ...new Set(
    rulesets.filter((ruleset) => revisablesOf(ruleset).some(({ id }) => ids.includes(id))).map(({ certification }) => certification),
  ),
]

/** A threshold as a number in its unit, on a day; null for a table. */
export function numberOn({ parameter }: Revisable, day: string): number | null {
  const { value } = valueOn(parameter, day)
  return isRational(value) ? toNumber(value) : null
}

const mostDecimals = 8

/** The decimal that was written, as an exact fraction; null where it has more digits than are compared exactly. */
export function rationalOf(value: number): Rational | null {
  const [, sign = '', integer = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? []
  if (integer === '' || fraction.length > mostDecimals) return null
  const numerator = Number(`${sign}${integer}${fraction}`)
  const denominator = 10 ** fraction.length
  if (!Number.isSafeInteger(numerator)) return null
  let [x, y] = [Math.abs(numerator), denominator]
  while (y > 0) [x, y] = [y, x % y]
  return { p: numerator / x, q: denominator / x }
}

// ——— values as they are sent

const wholeUnits: readonly RevisableUnit[] = ['days', 'count', 'rank', 'level', 'years']
const largest = 1e13

/** A number in the unit, or the fraction itself. */
function boundSchema({ unit, mayBeNegative }: Revisable) {
  return z
    .union([z.number(), z.strictObject({ p: z.number().int(), q: z.number().int().min(1).max(1e9) })], { error: '应为数字' })
    .transform((given, context): Rational => {
      const refuse = (message: string): Rational => {
        context.addIssue({ code: 'custom', message })
        return whole(0)
      }
      const bound = typeof given === 'number' ? rationalOf(given) : given
      if (!bound) return refuse(`小数最多 ${mostDecimals} 位`)
      const number = toNumber(bound)
      if (!Number.isSafeInteger(bound.p) || Math.abs(number) > largest) return refuse('数字太大')
      if (number < 0 && !mayBeNegative) return refuse('不能小于 0')
      if (wholeUnits.includes(unit) && !Number.isInteger(number)) return refuse('应为整数')
      return bound
    })
}

const relations = ['>=', '>', '<=', '<'] as const

const points = (most: number | null) =>
  z
    .number()
    .min(0)
    .max(most ?? 1000)
    .refine((value) => (rationalOf(value)?.q ?? Infinity) <= 1e6, '小数最多 6 位')

/** A range of points, the least first. */
const isRange = ({ min, max }: { readonly min: number; readonly max: number }) => min <= max

function bandsSchema(of: Revisable) {
  const band = z
    .strictObject({
      from: boundSchema(of),
      relation: z.enum(relations),
      min: points(of.most),
      max: points(of.most),
      review: z.boolean().optional(),
      grade: z.strictObject({ zh: z.string().max(80), en: z.string().max(80) }).optional(),
    })
    .refine(isRange, { path: ['max'], message: '不能小于 min' })
  return z
    .array(band)
    .min(1)
    .max(30)
    .superRefine((bands, context) => {
      for (const [index, band] of bands.entries()) {
        const before = bands[index - 1]
        if (before && !follows(before, band)) context.addIssue({ code: 'custom', path: [index, 'from'], message: '前一档已经包含这一档' })
      }
    })
}

const isUpward = ({ relation }: Pick<Band, 'relation'>): boolean => relation === '>=' || relation === '>'

/** Whether a band can still be reached after the one before it. */
function follows(before: Pick<Band, 'from' | 'relation'>, band: Pick<Band, 'from' | 'relation'>): boolean {
  if (isUpward(before) !== isUpward(band)) return true
  const [above, here] = [toNumber(before.from), toNumber(band.from)]
  if (above === here) return before.relation !== band.relation && (before.relation === '>' || before.relation === '<')
  return isUpward(band) ? here < above : here > above
}

function tiersSchema(of: Revisable) {
  const bound = { ...of, unit: 'share' as const, mayBeNegative: false }
  return z
    .array(z.strictObject({ upTo: z.number().min(0).max(largest).nullable(), threshold: boundSchema(bound) }))
    .min(1)
    .max(30)
    .superRefine((tiers, context) => {
      for (const [index, { upTo }] of tiers.entries()) {
        const issue = (message: string) => context.addIssue({ code: 'custom', path: [index, 'upTo'], message })
        const before = tiers[index - 1]?.upTo
        if ((upTo === null) !== (index === tiers.length - 1)) issue('最后一档为 null，其余各档为数字')
        else if (upTo !== null && before != null && upTo <= before) issue('应大于前一档')
      }
    })
}

const codesSchema = z
  .array(z.string().regex(/^[A-Z]\d{0,4}$/, { error: '应为 GB/T 4754 代码，如 C39' }))
  .max(2000)
  .refine((codes) => new Set(codes).size === codes.length, '有重复的代码')

function rangesSchema({ most }: Revisable) {
  const range = z.strictObject({ min: points(most), max: points(most) }).refine(isRange, { path: ['max'], message: '不能小于 min' })
  return z.strictObject({ better: range, other: range })
}

function schemaOf(revisable: Revisable): z.ZodType {
  switch (revisable.kind) {
    case 'threshold':
      return boundSchema(revisable)
    case 'bands':
      return bandsSchema(revisable)
    case 'tiers':
      return tiersSchema(revisable)
    case 'codes':
      return codesSchema
    case 'ranges':
      return rangesSchema(revisable)
  }
}

export type Revised = { readonly revised: Readonly<Record<string, unknown>> } | { readonly errors: readonly ProblemDetail[] }

/** Values on trial by the id of their parameter, or all that is wrong with them, each with its pointer below `at`. */
export function parseRevisions(rulesets: readonly Ruleset[], revisions: readonly Revision[], at: readonly string[] = ['revised']): Revised {
  const all = new Map(rulesets.flatMap(revisablesOf).map((one) => [one.id, one]))
  const revised: Record<string, unknown> = {}
  const errors: ProblemDetail[] = []
  for (const [index, { id, value }] of revisions.entries()) {
    const refuse = (path: readonly PropertyKey[], detail: string) => errors.push({ pointer: pointerTo([...at, index, ...path]), detail })
    const revisable = all.get(id)
    if (!revisable) refuse(['id'], `没有参数“${id}”`)
    else if (id in revised) refuse(['id'], '同一个参数只能出现一次')
    else {
      const parsed = schemaOf(revisable).safeParse(value)
      if (parsed.success) revised[id] = parsed.data
      else errors.push(...refusals(parsed.error, [...at, index, 'value']))
    }
  }
  return errors.length > 0 ? { errors } : { revised }
}
