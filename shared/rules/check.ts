import { isDay } from '../days.ts'
import type { Label } from '../dictionary/indicator.ts'
import type { ListName } from '../dictionary/lists.ts'
import { lists } from '../dictionary/lists.ts'
import { scalarIndicator } from './case.ts'
import { unitOf } from './describe/quantities.ts'
import { partsOf } from './describe/spans.ts'
import type { Unit } from './describe/words.ts'
import { type Rational, toNumber } from './exact.ts'
import type {
  Band,
  Criterion,
  ItemCondition,
  Parameter,
  PointsCriterion,
  PointsRule,
  Quantity,
  Ruleset,
  ScoreNode,
  Test,
  Tier,
} from './ruleset.ts'

/** What is wrong with a rule set, in words; the types cannot say these. Empty where nothing is. */
export function checkRuleset(ruleset: Ruleset): string[] {
  const faults = [...checkIds(ruleset), ...checkVerdict(ruleset), ...checkScore(ruleset), ...checkUnits(ruleset)]
  for (const criterion of ruleset.criteria) {
    faults.push(...checkWords(criterion), ...nodesOf(criterion).flatMap((node) => checkNode(criterion.id, node)))
    if ('points' in criterion) faults.push(...checkPoints(criterion))
    else faults.push(...checkTest(ruleset, criterion.id, criterion.test))
  }
  for (const parameter of parametersOf(ruleset)) faults.push(...checkHistory(parameter))
  return [...new Set(faults)]
}

/** The faults of each rule set, and ids of parameters that do not mean one thing everywhere. */
export function checkRulesets(rulesets: readonly Ruleset[]): string[] {
  return [
    ...rulesets.flatMap((ruleset) => checkRuleset(ruleset).map((fault) => `${ruleset.id}: ${fault}`)),
    ...twice(rulesets.map(({ id }) => id)).map((id) => `rule set ${id} stands twice`),
    ...ambiguous(rulesets.flatMap(parametersOf)),
  ]
}

// ——— walking plain data

type Node = Readonly<Record<string, unknown>>
type AnyParameter = Parameter<unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every object inside, itself included. */
const inside = (value: unknown): Node[] => (isNode(value) ? [value, ...Object.values(value).flatMap(inside)] : [])

const nodesOf = (criterion: Criterion): Node[] => inside('points' in criterion ? criterion.points : criterion.test)

const isParameter = (node: Node): boolean => 'history' in node && 'id' in node

const parametersOf = ({ criteria, score }: Ruleset): AnyParameter[] =>
  inside([criteria, score]).filter(isParameter) as unknown as AnyParameter[]

const twice = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]

/** One id for several parameters; the same one may stand in many places. */
function ambiguous(parameters: readonly AnyParameter[]): string[] {
  const texts = new Map<string, Set<string>>()
  for (const parameter of parameters) {
    const known = texts.get(parameter.id) ?? new Set()
    texts.set(parameter.id, known.add(JSON.stringify(parameter)))
  }
  return [...texts].flatMap(([id, found]) => (found.size > 1 ? [`parameter ${id} is not one and the same everywhere`] : []))
}

// ——— ids, words, the verdict

function checkIds(ruleset: Ruleset): string[] {
  const { criteria, ways } = ruleset
  return [
    ...twice(criteria.map(({ id }) => id)).map((id) => `criterion ${id} stands twice`),
    ...twice(ways.map(({ id }) => id)).map((id) => `way ${id} stands twice`),
    ...ambiguous(parametersOf(ruleset)),
  ]
}

const isWritten = ({ zh, en }: Label): boolean => /\p{Script=Han}/u.test(zh) && en.trim() !== ''

function checkWords({ id, name, clause, question }: Criterion): string[] {
  return [
    ...(isWritten(name) ? [] : [`${id} lacks a name in Chinese or English`]),
    ...(clause.trim() === '' ? [`${id} lacks a clause`] : []),
    ...(question && !isWritten(question) ? [`${id} asks no question in Chinese or English`] : []),
  ]
}

const namedBy = (test: Test): string[] =>
  inside(test).flatMap((node) => (node['kind'] === 'criterion' && typeof node['id'] === 'string' ? [node['id']] : []))

/** What a condition over criteria may say. */
const overCriteria: readonly unknown[] = ['all', 'any', 'criterion', 'left-to-person', 'constant']

function checkVerdict({ criteria, verdict, ways }: Ruleset): string[] {
  const faults: string[] = []
  const used = new Set(namedBy(verdict))
  for (const { id, kind } of criteria) {
    const decides = kind === 'gate' || kind === 'direct' || kind === 'aggregate'
    if (decides && !used.has(id)) faults.push(`${id} is a ${kind} that the verdict does not use`)
    if (!decides && used.has(id)) faults.push(`${id} is a ${kind} and cannot decide the verdict`)
  }
  const known = new Set(criteria.map(({ id }) => id))
  for (const test of [verdict, ...ways.map((way) => way.test)]) {
    for (const id of namedBy(test)) if (!known.has(id)) faults.push(`the verdict or a way names ${id}, which is no criterion`)
    for (const { kind } of inside(test))
      if (!overCriteria.includes(kind) && kind !== undefined) faults.push(`the verdict or a way cannot say ${String(kind)}`)
  }
  return faults
}

/** Scores and other criteria are the whole of a condition or none of it: the judge of facts knows neither. */
function checkTest({ score, criteria }: Ruleset, id: string, test: Test): string[] {
  const nested = inside(test).slice(1)
  const faults = nested.flatMap(({ kind }) =>
    kind === 'criterion' || kind === 'score' || kind === 'points-above-zero' ? [`${id} speaks of a ${kind} inside another test`] : [],
  )
  if (test.kind === 'criterion') faults.push(`${id} repeats another criterion`)
  if (test.kind === 'score' && !score) faults.push(`${id} speaks of a score, and there is none`)
  const parts = test.kind === 'points-above-zero' ? [test.part] : test.kind === 'score' && test.group ? partsOf(test.group) : []
  for (const part of parts) {
    if (!criteria.some((one) => one.id === part && one.kind === 'part')) faults.push(`${id} names ${part}, which is no part`)
  }
  return faults
}

// ——— the score

function mostOf(node: ScoreNode, of: ReadonlyMap<string, number>): number {
  if (node.kind === 'part') return of.get(node.id) ?? 0
  const sum = node.of.reduce((total, one) => total + mostOf(one, of), 0)
  return Math.min(node.cap ?? sum, sum)
}

function checkScore({ criteria, score }: Ruleset): string[] {
  const points = criteria.filter((criterion): criterion is PointsCriterion => 'points' in criterion)
  if (!score) return points.map(({ id }) => `${id} gives points, and there is no score`)
  const added = partsOf(score.tree)
  const best = points.flatMap(({ points: rule }) => (rule.kind === 'best' ? rule.options : []))
  const faults = [
    ...twice(added).map((id) => `${id} is added twice`),
    ...twice(best).map((id) => `option ${id} is named twice`),
    ...added
      .filter((id) => !points.some((one) => one.id === id && one.kind === 'part'))
      .map((id) => `the score adds ${id}, which is no part`),
    ...best
      .filter((id) => !points.some((one) => one.id === id && one.kind === 'option'))
      .map((id) => `a best names ${id}, which is no option`),
  ]
  for (const { id, kind } of points) {
    if (kind === 'part' && !added.includes(id)) faults.push(`part ${id} is not in the score`)
    if (kind === 'option' && !best.includes(id)) faults.push(`option ${id} is named by no best`)
  }
  const most = mostOf(score.tree, new Map(points.map(({ id, of }) => [id, of])))
  if (most !== score.of) faults.push(`the parts give at most ${most}, the score says ${score.of}`)
  return faults
}

/** Every number of points that a rule can give. */
function pointsIn(rule: PointsRule): number[] {
  const ofBands = (table: Parameter<readonly Band[]>) => table.history.flatMap(({ value }) => value.flatMap(({ min, max }) => [min, max]))
  switch (rule.kind) {
    case 'share-bands':
    case 'growth-bands':
    case 'amount-bands':
    case 'rate-bands':
      return ofBands(rule.bands)
    case 'count-bands':
      return rule.classes.flatMap(({ bands }) => ofBands(bands))
    case 'branch':
      return rule.ranges.history.flatMap(({ value: { better, other } }) => [better.min, better.max, other.min, other.max])
    case 'choice-points':
      return Object.values(rule.points)
    case 'flag-points':
      return [rule.each]
    case 'greatest':
      return rule.of.flatMap(pointsIn)
    case 'best':
    case 'given':
    case 'judged':
      return []
  }
}

function checkPoints({ id, of, points, grades }: PointsCriterion): string[] {
  const given = [...pointsIn(points), ...(grades ?? []).map((grade) => grade.points)]
  const outside = given.filter((one) => one < 0 || one > of)
  return [
    ...(of > 0 ? [] : [`${id} gives no points at all`]),
    ...(outside.length > 0 ? [`${id} gives ${outside.join(', ')}, outside 0 to ${of}`] : []),
  ]
}

// ——— parameters: dates, bands, tiers

function checkHistory({ id, label, history }: AnyParameter): string[] {
  const faults: string[] = isWritten(label) ? [] : [`parameter ${id} lacks a name in Chinese or English`]
  if (history.length === 0) return [...faults, `parameter ${id} has no value`]
  history.forEach(({ from, clause, value }, index) => {
    const before = history[index - 1]
    if (!isDay(from)) faults.push(`parameter ${id}: ${from} is no day`)
    if (before && before.from >= from) faults.push(`parameter ${id}: ${from} does not follow ${before.from}`)
    if (clause.trim() === '') faults.push(`parameter ${id} lacks the clause of ${from}`)
    faults.push(...checkValue(value).map((fault) => `parameter ${id} of ${from}: ${fault}`))
  })
  return faults
}

const isRational = (value: unknown): value is Rational => isNode(value) && typeof value['p'] === 'number' && typeof value['q'] === 'number'

function checkValue(value: unknown): string[] {
  if (isRational(value)) return Number.isFinite(value.p) && value.q > 0 ? [] : ['no number']
  if (!Array.isArray(value)) return []
  const [first] = value as unknown[]
  if (first === undefined) return ['an empty table']
  if (isNode(first) && 'upTo' in first) return checkTiers(value as readonly Tier[])
  return isNode(first) && 'relation' in first
    ? checkBands(value as readonly Band[])
    : twice(value.map(String)).map((one) => `${one} stands twice`)
}

/** Bounds rise, and only the last tier has none: no value is left out. */
function checkTiers(tiers: readonly Tier[]): string[] {
  const faults = tiers.at(-1)?.upTo === null ? [] : ['no tier for what is above the last bound']
  tiers.slice(0, -1).forEach(({ upTo }, index) => {
    const next = tiers[index + 1]!.upTo
    if (upTo === null || (next !== null && next <= upTo)) faults.push(`tier ${upTo ?? 'without a bound'} hides the next`)
  })
  return faults
}

/** The best band first: each next one is easier to reach and gives less, so that none is hidden and none stands twice. */
function checkBands(bands: readonly Band[]): string[] {
  const faults: string[] = []
  bands.forEach(({ from, relation, min, max }, index) => {
    if (min > max) faults.push(`band ${min}–${max} is upside down`)
    const before = bands[index - 1]
    if (!before) return
    const isUpward = relation.startsWith('>')
    if (before.relation.startsWith('>') !== isUpward) faults.push('bands look both ways')
    const step = toNumber(from) - toNumber(before.from)
    const opens = step === 0 && relation.length > before.relation.length
    if (!(isUpward ? step < 0 : step > 0) && !opens) faults.push(`band ${relation} ${toNumber(from)} is never reached`)
    if (max >= before.max || max > before.min) faults.push(`band ${relation} ${toNumber(from)} gives no less than the one above it`)
  })
  return faults
}

// ——— units

/** Each number that a threshold is compared with counts one thing, and a threshold is compared with one kind of number. */
function checkUnits({ criteria }: Ruleset): string[] {
  const units = new Map<string, Set<string>>()
  const use = (parameter: unknown, unit: string) => {
    const { id } = parameter as AnyParameter
    units.set(id, (units.get(id) ?? new Set()).add(unit))
  }
  for (const node of criteria.flatMap(nodesOf)) {
    const test = node as unknown as Test | PointsRule
    switch (test.kind) {
      case 'amount':
        use(test.threshold, unitOf(test.of))
        break
      case 'amount-bands':
        use(test.bands, unitOf(test.of))
        break
      case 'share':
        if ('history' in test.threshold) use(test.threshold, 'share')
        else use(test.threshold.tiers, `share by ${unitOf(test.threshold.by)}`)
        break
      case 'growth':
      case 'mean-share':
        use(test.threshold, 'share')
        break
      case 'share-bands':
      case 'rate-bands':
      case 'growth-bands':
        use(test.bands, test.kind === 'share-bands' && isYearly(test.part, test.whole) ? 'count a year' : 'share')
        break
      case 'age':
        use(test.atLeastDays, 'days')
        break
      case 'some':
        if (test.atLeast) use(test.atLeast, 'count')
        break
      case 'tiered':
        for (const { from } of test.tiers) if (from) use(from, unitOf(test.by))
        break
      case 'score':
        use(test.pass, 'points')
        break
      default:
        // Every other kind compares with no threshold of a unit.
        break
    }
  }
  return [...units].flatMap(([id, found]) => (found.size > 1 ? [`parameter ${id} is a threshold of ${[...found].join(' and of ')}`] : []))
}

/** Declared exception to a share of like and like: items a year. */
const isYearly = (part: Quantity, whole: Quantity): boolean => part.kind === 'conversions' && whole.kind === 'years'

/** A part of a test or a rule by itself. */
function checkNode(id: string, node: Node): string[] {
  const test = node as unknown as Test | Quantity | PointsRule
  switch (test.kind) {
    case 'share':
    case 'share-bands': {
      const [part, whole] = [unitOf(test.part), unitOf(test.whole)]
      return part === whole || isYearly(test.part, test.whole) ? [] : [`${id} divides ${part} by ${whole}`]
    }
    case 'plus':
    case 'mean':
    case 'least': {
      const units = [...new Set<Unit>(test.of.map(unitOf))]
      return units.length === 1 ? [] : [units.length === 0 ? `${id} adds up nothing` : `${id} adds up ${units.join(' and ')}`]
    }
    case 'tiered':
      return test.tiers.at(-1)?.from === null && test.tiers.filter(({ from }) => from === null).length === 1
        ? checkFallingTiers(
            id,
            test.tiers.flatMap(({ from }) => (from ? [from] : [])),
          )
        : [`${id}: the last tier, and no other, has no bound`]
    case 'choice':
    case 'choice-points': {
      const { kind, choices } = scalarIndicator(test.fact)
      const values = Object.keys(test.kind === 'choice' ? test.outcomes : test.points)
      const known = kind === 'flag' ? ['true', 'false'] : Object.keys(choices ?? {})
      return values.filter((value) => !known.includes(value)).map((value) => `${id}: ${test.fact} is never ${value}`)
    }
    case 'some':
    case 'none':
    case 'branch':
      return [...test.where, ...(test.kind === 'branch' ? test.better : [])].flatMap((condition) =>
        checkCondition(id, test.list, condition),
      )
    case 'count-bands':
      return test.classes.flatMap(({ where }) => where.flatMap((condition) => checkCondition(id, test.list, condition)))
    default:
      // Every other kind has nothing that its type does not say.
      return []
  }
}

const checkFallingTiers = (id: string, bounds: readonly Parameter<Rational>[]): string[] =>
  bounds.slice(1).flatMap((bound, index) => {
    const [above, below] = [bounds[index]!, bound].map(({ history }) => toNumber(history.at(-1)!.value))
    return below! < above! ? [] : [`${id}: tier ${bound.id} is never reached`]
  })

/** The members that a condition reads belong to the items of the list. */
function checkCondition(id: string, list: ListName, condition: ItemCondition): string[] {
  const { members } = lists[list]
  switch (condition.kind) {
    case 'one-of':
    case 'all-of':
      return condition.of.flatMap((one) => checkCondition(id, list, one))
    case 'obtained-within':
      return list === 'ip' ? [] : [`${id}: items of ${list} are not obtained`]
    case 'overlaps':
      return [condition.from, condition.to].filter((name) => !(name in members)).map((name) => `${id}: items of ${list} have no ${name}`)
    case 'member-in': {
      if (!(condition.member in members)) return [`${id}: items of ${list} have no ${condition.member}`]
      const { choices } = (members as Readonly<Record<string, { choices?: Readonly<Record<string, unknown>> }>>)[condition.member]!
      const strange = condition.values.filter((value) => choices !== undefined && !(String(value) in choices))
      return strange.map((value) => `${id}: ${condition.member} of ${list} is never ${String(value)}`)
    }
    case 'at-most':
    case 'not-after':
    case 'within':
    case 'older-than':
      return condition.member in members ? [] : [`${id}: items of ${list} have no ${condition.member}`]
  }
}
