import type { Change } from '../../report.ts'
import type { Case } from '../case.ts'
import type { Look } from '../evaluate.ts'
import { criterionOf } from '../program.ts'
import { type FactTest, judge, tierOf } from '../judge.ts'
import type { Test, TestCriterion } from '../ruleset.ts'
import { shortBy } from '../short-by.ts'
import { Truth } from '../truth.ts'
import { hasStep, ordered, stepsFor } from './moves.ts'
import { partSteps, scoreSteps } from './score.ts'
import { after, type Quest, reachesWith, start, type State } from './state.ts'
import { tightened } from './tighten.ts'

/** What stands in the way first: a choice between ways, or one condition to bring about. */
type Obstacle =
  | { readonly kind: 'choice'; readonly node: Test; readonly ways: readonly Test[] }
  | { readonly kind: 'test'; readonly test: Test; readonly answer: boolean | null }
  | { readonly kind: 'score'; readonly test: Extract<Test, { kind: 'score' }> }
  | { readonly kind: 'part'; readonly id: string }

/** The first condition that is not met, under the ways chosen so far; null where all is. */
function obstacleIn(look: Look, test: Test, choices: State['choices']): Obstacle | null {
  switch (test.kind) {
    case 'all':
      return first(test.of, (part) => obstacleIn(look, part, choices))
    case 'any': {
      if (look.reaches(test)) return null
      const chosen = choices.get(test)
      if (chosen) return obstacleIn(look, chosen, choices)
      const ways = test.of.filter((part) => part.kind !== 'criterion' || !look.criterion(part.id).notApplicable)
      return { kind: 'choice', node: test, ways: [...ways].sort((a, b) => shortBy(a, look) - shortBy(b, look)) }
    }
    case 'left-to-person':
      return look.reaches(test) ? null : obstacleIn(look, test.of, choices)
    case 'criterion': {
      if (look.criterion(test.id).truth >= Truth.review) return null
      const { test: inner } = criterionOf(look.ruleset, test.id) as TestCriterion
      if (inner.kind === 'score') return { kind: 'score', test: inner }
      if (inner.kind === 'points-above-zero') return { kind: 'part', id: inner.part }
      return obstacleWithin(look.of, inner, look.answer(test.id), choices)
    }
    default:
      return look.reaches(test) ? null : { kind: 'test', test, answer: null }
  }
}

/** The same within one criterion. */
function obstacleWithin(of: Case, test: Test, answer: boolean | null, choices: State['choices']): Obstacle | null {
  if (judge(of, test as FactTest, answer).truth >= Truth.review) return null
  const within = (part: Test) => obstacleWithin(of, part, answer, choices)
  switch (test.kind) {
    case 'all':
    case 'agree':
      return first(test.of, within)
    case 'any': {
      const chosen = choices.get(test)
      return chosen ? within(chosen) : { kind: 'choice', node: test, ways: test.of }
    }
    case 'split': {
      const { truth } = judge(of, test.by as FactTest, answer)
      // While the condition is unknown either branch may fail: what fails both ways is mended, what only lacks data is stated.
      const open = judge(of, test, answer).truth === Truth.unmet ? test.open : null
      const branch = truth === Truth.met ? test.met : truth === Truth.unmet ? test.unmet : open
      return branch ? within(branch) : { kind: 'test', test, answer }
    }
    case 'tiered': {
      const tier = tierOf(test)(of)
      return tier ? within(tier) : { kind: 'test', test, answer }
    }
    case 'left-to-person':
      return within(test.of)
    default:
      return { kind: 'test', test, answer }
  }
}

const first = <T, R>(items: readonly T[], find: (item: T) => R | null): R | null => {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

/** A way that gets there: nothing in it is superfluous. */
export interface Way {
  readonly changes: readonly Change[]
  readonly cost: number
}

const mostStates = 300
const widest = 4
const factsOf = (changes: readonly Change[]): string =>
  changes
    .map(({ fact }) => fact)
    .sort()
    .join(' ')

/** Ways from the facts to the goal, the cheapest first, each over other facts; depth first, cheapest step first. */
export function waysTo(quest: Quest): Way[] {
  const ways = new Map<string, Way>()
  let left = mostStates
  const { ways: mostWays, states: moreStates, tightened: mostTightened } = quest.breadth
  const worst = () => (ways.size < mostWays ? Infinity : Math.max(...[...ways.values()].map(({ cost }) => cost)))
  const seen = new Set<string>()
  const record = (changes: readonly Change[]) => {
    const facts = factsOf(changes)
    if (seen.has(facts) || seen.size === mostTightened) return
    seen.add(facts)
    const tight = quest.breadth.loose ? (reachesWith(quest, changes) ? changes : null) : tightened(quest, changes)
    if (tight === null) return
    const state = after(quest, start(quest), tight)
    if (!state) return
    const key = factsOf(state.changes)
    const known = ways.get(key)
    if (ways.size === 0) left = Math.min(left, moreStates)
    if (!known || state.cost < known.cost) ways.set(key, { changes: state.changes, cost: state.cost })
  }
  const visit = (state: State, depth: number): void => {
    if (left-- <= 0 || depth > 60 || seen.size === mostTightened || state.cost >= worst()) return
    const obstacle = obstacleIn(state.see(), quest.goal, state.choices)
    if (obstacle === null) return record(state.changes)
    for (const next of nextStates(quest, state, obstacle)) visit(next, depth + 1)
  }
  if (isOpen(quest, quest.goal)) visit(start(quest), 0)
  return [...ways.values()].sort((a, b) => a.cost - b.cost).slice(0, mostWays)
}

/** Whether nothing stands in the way that cannot even be begun: saves the search where a condition is past mending. */
function isOpen(quest: Quest, test: Test): boolean {
  const { look } = quest
  if (test.kind === 'all') return test.of.every((part) => isOpen(quest, part))
  if (test.kind === 'any') return look.reaches(test) || test.of.some((part) => isOpen(quest, part))
  const obstacle = obstacleIn(look, test, new Map())
  if (obstacle === null || obstacle.kind === 'score') return true
  if (obstacle.kind === 'test') return hasStep(quest, start(quest), obstacle.test, obstacle.answer)
  return nextStates(quest, start(quest), obstacle).length > 0
}

function nextStates(quest: Quest, state: State, obstacle: Obstacle): State[] {
  switch (obstacle.kind) {
    case 'choice':
      return obstacle.ways.map((way) => ({ ...state, choices: new Map([...state.choices, [obstacle.node, way]]) }))
    case 'test':
      return stepsFor(quest, state, obstacle.test, obstacle.answer).slice(0, widest)
    case 'score':
      return ordered(scoreSteps(quest, state, obstacle.test))
    case 'part':
      return partSteps(quest, state, obstacle.id)
  }
}
