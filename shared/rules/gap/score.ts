import type { FirmFacts } from '../../facts.ts'
import type { Change } from '../../report.ts'
import { type Case, parameterValue } from '../case.ts'
import { compareAmount, holds as satisfies, toNumber } from '../exact.ts'
import type { Look } from '../evaluate.ts'
import { criterionOf } from '../program.ts'
import { millionths, partIds } from '../score.ts'
import type { PointsCriterion, PointsRule, Ruleset, ScoreNode, Test } from '../ruleset.ts'
import { valueAt } from './changes.ts'
import { costOf } from './costs.ts'
import { statements } from './fills.ts'
import { itemsFor } from './items.ts'
import { pointsLevers } from './levers.ts'
import { pulled } from './moves.ts'
import { isMovable, isUnknown } from './scope.ts'
import { after, changed, type Quest, type State, stated } from './state.ts'

/** What one part of the score can be brought to, and what that takes. */
interface Option {
  readonly lo: number
  readonly hi: number
  /** Still open for missing data. */
  readonly open: boolean
  readonly changes: readonly Change[]
  readonly cost: number
}

/** The rules behind a part: its own, or those of its options. */
function rulesOf(ruleset: Ruleset, id: string): readonly Exclude<PointsRule, { kind: 'best' }>[] {
  const { points } = criterionOf(ruleset, id) as PointsCriterion
  return points.kind === 'best'
    ? points.options.flatMap((option) => rulesOf(ruleset, option))
    : points.kind === 'greatest'
      ? points.of
      : [points]
}

const bandsOf = (of: Case, rule: PointsRule) => ('bands' in rule ? parameterValue(of, rule.bands) : [])

/** States what is missing for a part, each with the value that gives most. */
function filled(look: Look, id: string): readonly Change[] {
  let changes: readonly Change[] = []
  let now = look
  for (let step = 0; step < 24; step++) {
    const part = now.part(id)
    if (part.openFor !== 'data') return changes
    const { facts } = now.of
    const path = part.missing.find((missing) => isUnknown(facts, missing) && statements(facts, missing).length > 0)
    if (path === undefined) return changes
    const [best] = statements(facts, path)
      .map((change) => ({ change, part: stated(now, change.fact, change.to).part(id) }))
      .sort((a, b) => b.part.max - a.part.max || b.part.min - a.part.min)
    if (!best) return changes
    changes = [...changes, best.change]
    now = changed(look, changes)
  }
  return changes
}

/** Every useful step up of one part from a state. */
function optionsOf(quest: Quest, state: State, id: string): Option[] {
  const look = state.see()
  const found: Option[] = []
  const add = (changes: readonly Change[]) => {
    const then = changed(look, changes)
    const { min, max, openFor } = then.part(id)
    const cost = changes.length === 0 ? 0 : costOf(changes, look.of.facts, quest.costs)
    found.push({ lo: min, hi: max, open: openFor === 'data' && min < max, changes, cost })
  }
  add([])
  const fills = filled(look, id)
  if (fills.length > 0) add(fills)
  const base = fills.length > 0 ? after(quest, state, fills) : state
  if (base) for (const step of raises(quest, base, id)) add([...fills, ...step])
  const byPoints = new Map<string, Option>()
  for (const option of found) {
    const key = `${option.lo} ${option.hi} ${option.open}`
    const cheapest = byPoints.get(key)
    if (!cheapest || option.cost < cheapest.cost) byPoints.set(key, option)
  }
  return [...byPoints.values()]
}

/** Changes of known facts that raise a settled part: to each better band, by each figure or item that moves it. */
function raises(quest: Quest, state: State, id: string): (readonly Change[])[] {
  const look = state.see()
  const { of } = look
  const { facts } = of
  const present = look.part(id).max
  const steps: (readonly Change[])[] = []
  for (const rule of rulesOf(look.ruleset, id)) {
    for (const band of bandsOf(of, rule)) {
      if (band.max <= present) continue
      const holds = (one: Look) => one.part(id).max >= band.max
      const level = (one: Look) => {
        const { value } = one.part(id)
        return value === null ? null : { value, mark: toNumber(band.from) }
      }
      for (const lever of pointsLevers(of, rule)) steps.push(pulled(quest, state, lever, holds, level))
    }
    if (rule.kind === 'count-bands' && quest.scope.lists.has(rule.list)) steps.push(...itemRaises(look, id, rule, present))
    if (rule.kind === 'choice-points') steps.push(...choiceRaises(quest, facts, rule.fact))
    if (rule.kind === 'flag-points') {
      const off = rule.facts.filter((fact) => valueAt(facts, fact) === false && isMovable(fact, quest.scope))
      off.forEach((_, count) => steps.push(off.slice(0, count + 1).map((fact) => ({ fact, from: false, to: true, unit: '' }))))
    }
    if (rule.kind === 'branch' && quest.scope.lists.has(rule.list)) {
      for (const item of itemsFor(of, rule.list, [...rule.where, ...rule.better]))
        steps.push([{ fact: rule.list, add: [item], unit: '项' }])
    }
  }
  return steps.filter((step) => step.length > 0)
}

function choiceRaises(quest: Quest, facts: FirmFacts, fact: string): (readonly Change[])[] {
  const from = valueAt(facts, fact)
  if (from === undefined || !isMovable(fact, quest.scope)) return []
  return statements(facts, fact).flatMap((change) => (change.to === from ? [] : [[{ ...change, from: from as string }]]))
}

/** One, two, three … new items of each class, up to the most that the class gives points for. */
function itemRaises(look: Look, id: string, rule: Extract<PointsRule, { kind: 'count-bands' }>, present: number): (readonly Change[])[] {
  const { of } = look
  const steps: (readonly Change[])[] = []
  for (const { where, bands } of rule.classes) {
    const [item] = itemsFor(of, rule.list, where)
    const most = Math.max(...parameterValue(of, bands).map(({ from }) => toNumber(from)))
    for (let count = 1; item && count <= Math.min(most, 12); count++) {
      const step = [{ fact: rule.list, add: Array.from({ length: count }, () => item), unit: '项' }]
      if (changed(look, step).part(id).max > present) steps.push(step)
    }
  }
  return steps
}

interface Sum {
  readonly lo: number
  readonly hi: number
  readonly open: boolean
  readonly cost: number
  readonly changes: readonly Change[]
}

const better = (a: Sum, b: Sum): boolean => a.hi >= b.hi && a.lo >= b.lo && (!a.open || b.open) && a.cost <= b.cost

/** Sums that no other betters in points, openness and cost together; the cheapest hundred. */
function frontier(sums: readonly Sum[]): Sum[] {
  const kept: Sum[] = []
  for (const sum of [...sums].sort((a, b) => a.cost - b.cost || b.hi - a.hi)) {
    if (!kept.some((other) => better(other, sum))) kept.push(sum)
    if (kept.length === 100) break
  }
  return kept
}

/** States in which a line of the score is passed, by the cheapest parts together; the cheapest first. */
export function scoreSteps(quest: Quest, state: State, test: Extract<Test, { kind: 'score' }>): State[] {
  const look = state.see()
  const tree: ScoreNode = test.group ?? look.ruleset.score!.tree
  const ids = partIds(tree)
  const pass = parameterValue(look.of, test.pass)
  const most = ids.reduce((sum, id) => sum + look.part(id).max, 0)
  // What a cap on a block takes off the sum of its parts has to be made up for.
  const capped = most - (look.group(test.group)?.max ?? 0) / 1e6
  const passes = (points: number) => satisfies(compareAmount({ units: millionths(points - capped), scale: 1e6 }, pass), test.relation)
  let sums: Sum[] = [{ lo: 0, hi: 0, open: false, cost: 0, changes: [] }]
  for (const id of ids) {
    const options = optionsOf(quest, state, id)
    sums = frontier(
      sums.flatMap((sum) =>
        options.map((option) => ({
          lo: sum.lo + option.lo,
          hi: sum.hi + option.hi,
          open: sum.open || option.open,
          cost: sum.cost + option.cost,
          changes: [...sum.changes, ...option.changes],
        })),
      ),
    )
  }
  return sums
    .filter(({ lo, hi, open, changes }) => changes.length > 0 && (passes(lo) || (!open && passes(hi))))
    .slice(0, 4)
    .flatMap(({ changes }) => after(quest, state, farthest(changes)) ?? [])
}

/** One change for each figure: the one that goes farthest. */
function farthest(changes: readonly Change[]): Change[] {
  const kept = new Map<string, Change>()
  for (const change of changes) {
    const before = kept.get(change.fact)
    const further =
      before && 'to' in before && 'to' in change && typeof before.to === 'number' && typeof change.to === 'number'
        ? Math.abs(change.to - Number(change.from)) > Math.abs(before.to - Number(before.from))
        : true
    if (further) kept.set(change.fact, change)
  }
  return [...kept.values()]
}

/** States in which a part gives points at all. */
export function partSteps(quest: Quest, state: State, id: string): State[] {
  return optionsOf(quest, state, id)
    .filter(({ hi, open, changes }) => changes.length > 0 && hi > 0 && !open)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 3)
    .flatMap(({ changes }) => after(quest, state, changes) ?? [])
}
