import type { Change, ScalarChange } from '../../report.ts'
import { parameterValue } from '../case.ts'
import type { Look } from '../evaluate.ts'
import type { Touched } from '../program.ts'
import { toNumber } from '../exact.ts'
import { type FactTest, judgeOf, type Judgement } from '../judge.ts'
import { sortItems } from '../items.ts'
import { readQuantity } from '../readings.ts'
import type { Test } from '../ruleset.ts'
import { keyOfFact } from '../slots.ts'
import { Truth } from '../truth.ts'
import { unitAt, valueAt, withValue } from './changes.ts'
import { statements } from './fills.ts'
import { itemsFor } from './items.ts'
import { type Lever, testLevers } from './levers.ts'
import { isMovable, isUnknown } from './scope.ts'
import { after, changed, type Quest, type State, stated } from './state.ts'
import { tune } from './tune.ts'

type Level = { readonly value: number; readonly mark: number } | null

/** The change that pulls a lever until a condition holds; none where it never does. */
export function pulled(
  quest: Quest,
  state: State,
  lever: Lever,
  holds: (look: Look) => boolean,
  level?: (look: Look) => Level,
): readonly ScalarChange[] {
  const { paths, direction } = lever
  const [first] = paths
  const free = paths.every((path) => isMovable(path, quest.scope) || isUnknown(quest.look.of.facts, path))
  if (!free || first === undefined) return []
  const look = state.see()
  const { facts } = look.of
  const values = paths.map((path) => valueAt(facts, path) as number)
  const moves = (from: number, to: number) => paths.length === 1 || from < to
  const trial = new Trial(look, paths)
  const at = (to: number): Look => trial.with(values.map((from) => (moves(from, to) ? to : from)))
  const to = tune(first, Math.min(...values), direction, (value) => holds(at(value)), level && ((value) => level(at(value))))
  if (to === null) return []
  return paths.flatMap((path, index) => (moves(values[index]!, to) ? [{ fact: path, from: values[index]!, to, unit: unitAt(path) }] : []))
}

/** One firm in which a few figures are tried out, over and over, without copying it each time. */
class Trial {
  private readonly look: Look
  private readonly touched: readonly Touched[]
  private readonly slots: readonly { readonly parent: Record<string, unknown>; readonly key: string }[]

  constructor(look: Look, paths: readonly string[]) {
    // Copies of the objects along the paths, which nobody else sees.
    const own = paths.reduce((copy, path) => withValue(copy, path, valueAt(copy, path)), look.of.facts)
    const keys = paths.map(keyOfFact)
    this.look = look.with(own, keys)
    this.touched = keys.map((key) => look.touchedBy(key))
    this.slots = paths.map((path) => {
      const dot = path.lastIndexOf('.')
      return { parent: valueAt(own, path.slice(0, dot)) as Record<string, unknown>, key: path.slice(dot + 1) }
    })
  }

  with(values: readonly number[]): Look {
    this.slots.forEach(({ parent, key }, index) => (parent[key] = values[index]))
    for (const one of this.touched) this.look.forget(one)
    return this.look
  }
}

/** States one step on that bring a single condition about, or nearer; the cheapest first. */
export const stepsFor = (quest: Quest, state: State, test: Test, answer: boolean | null): State[] =>
  ordered([...stepsTo(quest, state, test, answer)].flatMap((step) => after(quest, state, step) ?? []))

/** Whether there is any such step. */
export const hasStep = (quest: Quest, state: State, test: Test, answer: boolean | null): boolean =>
  !stepsTo(quest, state, test, answer).next().done

/** The steps, one by one as they are asked for. */
function* stepsTo(quest: Quest, state: State, test: Test, answer: boolean | null): Generator<readonly Change[], void, void> {
  const judgeCase = judgeOf(test as FactTest)
  const judgeIn: JudgeIn = ({ of }) => judgeCase(of, answer)
  const look = state.see()
  const { facts } = look.of
  const judged = judgeIn(look)
  const holds = (one: Look) => judgeIn(one).truth >= Truth.review
  if (judged.truth === Truth.unknown) yield* fillSteps(look, test, judged, judgeIn)
  if (test.kind === 'some' && quest.scope.lists.has(test.list)) yield* itemSteps(look, test, holds)
  if (test.kind === 'amount') yield* financingSteps(quest, look, test)
  if (test.kind === 'choice' && isMovable(test.fact, quest.scope)) {
    const from = valueAt(facts, test.fact) as ScalarChange['from'] | undefined
    if (from !== undefined)
      for (const change of statements(facts, test.fact)) if (holds(stated(look, test.fact, change.to))) yield [{ ...change, from }]
  }
  const level = (one: Look): Level => {
    const { value, threshold } = judgeIn(one)
    return typeof value === 'number' && typeof threshold === 'number' ? { value, mark: threshold } : null
  }
  for (const lever of testLevers(look.of, test)) {
    const step = pulled(quest, state, lever, holds, level)
    if (step.length > 0) yield step
  }
}

type JudgeIn = (look: Look) => Judgement

export const ordered = (states: readonly State[]): State[] => [...states].sort((a, b) => a.cost - b.cost)

/** Stating what is unknown: the first missing fact, with the values that leave the condition best off. */
function fillSteps(look: Look, test: Test, judged: Judgement, judgeIn: JudgeIn): (readonly Change[])[] {
  const { facts } = look.of
  for (const path of judged.missing) {
    if (!isUnknown(facts, path)) continue
    const tried = statements(facts, path).map((change) => {
      const then = stated(look, change.fact, change.to)
      return { change, truth: judgeIn(then).truth, hope: hopeOf(then, test), numeric: typeof change.to === 'number' }
    })
    const useful = tried.filter(({ truth, numeric }) => truth > Truth.unmet || numeric || test.kind === 'sme')
    useful.sort((a, b) => b.truth - a.truth || b.hope - a.hope)
    if (useful.length > 0) return useful.slice(0, useful[0]!.truth >= Truth.review ? 1 : 2).map(({ change }) => [change])
  }
  return []
}

/** How well the items of a list stand after a statement: sure ones first, then possible ones; the fewer the better for "none". */
function hopeOf({ of }: Look, test: Test): number {
  if (test.kind !== 'some' && test.kind !== 'none') return 0
  const { definite, possible } = sortItems(of, test.list, test.where)
  return (definite * 1000 + possible) * (test.kind === 'some' ? 1 : -1)
}

/** New items of a list, as many as are wanting. */
function itemSteps(look: Look, test: Extract<Test, { kind: 'some' }>, holds: (look: Look) => boolean): (readonly Change[])[] {
  const { of } = look
  const wanted = test.atLeast ? toNumber(parameterValue(of, test.atLeast)) : 1
  const { definite } = sortItems(of, test.list, test.where)
  return itemsFor(of, test.list, test.where).flatMap((item) => {
    const change = { fact: test.list, add: Array.from({ length: Math.ceil(wanted - definite) }, () => item), unit: '项' }
    return holds(changed(look, [change])) ? [[change]] : []
  })
}

/** New equity for what is wanting, paid on the last day of the last fiscal year. */
function financingSteps(quest: Quest, { of }: Look, test: Extract<Test, { kind: 'amount' }>): (readonly Change[])[] {
  if (test.of.kind !== 'financing' || !quest.scope.lists.has('financing')) return []
  const { value } = readQuantity(of, test.of)
  const wanting = toNumber(parameterValue(of, test.threshold)) - (value ? value.units / value.scale : 0)
  const item = {
    amount: Math.round(Math.max(wanting, 0.01) * 100) / 100,
    paidOn: `${of.year - 1}-12-31`,
    qualifiedInstitution: true,
    equityShare: 10,
  }
  return [[{ fact: 'financing', add: [item], unit: '项' }]]
}
