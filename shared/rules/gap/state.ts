import type { Change, ScalarChange } from '../../report.ts'
import type { Look } from '../evaluate.ts'
import type { Test } from '../ruleset.ts'
import { keyOfFact } from '../slots.ts'
import { applyChanges, isAddition, withValue } from './changes.ts'
import { type Costs, costOf } from './costs.ts'
import type { Scope } from './scope.ts'

/** How widely is searched once a first way has been found. */
export interface Breadth {
  /** Ways given, the best included. */
  readonly ways: number
  /** States that are still looked at, for cheaper and other ways. */
  readonly states: number
  /** Ways that are made as small as they can be; others over the same facts are not. */
  readonly tightened: number
}

/** What one search for advice is about. */
export interface Quest {
  /** The firm as it is, seen through the rule set. */
  readonly look: Look
  readonly scope: Scope
  readonly costs: Costs
  /** What is to be brought about: the verdict, or one condition of it. */
  readonly goal: Test
  readonly breadth: Breadth
}

/** The firm after some changes. */
export interface State {
  readonly changes: readonly Change[]
  readonly look: Look
  readonly cost: number
  /** Which of several ways was taken, for each "any of" met on the way. */
  readonly choices: ReadonlyMap<Test, Test>
}

export const start = ({ look }: Quest): State => ({ changes: [], look, cost: 0, choices: new Map() })

/** A look at the firm after changes. */
export const changed = (look: Look, changes: readonly Change[]): Look =>
  changes.length === 0 ? look : look.with(applyChanges(look.of.facts, changes), changes.map(keyOfChange))

const keyOfChange = ({ fact }: Change): string => keyOfFact(fact)

/** A look at the firm with one fact stated or moved. */
export const stated = (look: Look, path: string, value: unknown): Look =>
  look.with(withValue(look.of.facts, path, value), [keyOfFact(path)])

export const reachesWith = (quest: Quest, changes: readonly Change[]): boolean => changed(quest.look, changes).reaches(quest.goal)

/** Puts a change behind others: a figure moved twice is one change from where it began. */
function merged(changes: readonly Change[], change: Change): Change[] {
  const before = changes.find(({ fact }) => fact === change.fact)
  const others = changes.filter((other) => other !== before)
  if (before === undefined) return [...changes, change]
  if (isAddition(change)) return [...others, isAddition(before) ? { ...before, add: [...before.add, ...change.add] } : change]
  if (isAddition(before)) return [...changes]
  const once: ScalarChange = { ...change, from: before.from }
  return once.to === once.from ? others : [...others, once]
}

/** The state after more changes; null where a known figure would be moved back the other way. */
export function after(quest: Quest, state: State, more: readonly Change[]): State | null {
  const changes = more.reduce<Change[]>(merged, [...state.changes])
  for (const change of more) {
    const before = state.changes.find(({ fact }) => fact === change.fact)
    if (!before || isAddition(before) || isAddition(change) || typeof before.from !== 'number') continue
    if (typeof before.to !== 'number' || typeof change.to !== 'number') continue
    if ((before.to - before.from) * (change.to - before.to) <= 0) return null
  }
  const { facts } = quest.look.of
  const now = applyChanges(facts, changes)
  return { ...state, changes, look: state.look.with(now, more.map(keyOfChange)), cost: costOf(changes, facts, now, quest.costs) }
}
