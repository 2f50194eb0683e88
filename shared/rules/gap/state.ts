import type { Change, ScalarChange } from '../../report.ts'
import type { Look } from '../evaluate.ts'
import type { Test } from '../ruleset.ts'
import { keyOfFact } from '../slots.ts'
import { applyChanges, isAddition, valueAt, withValue } from './changes.ts'
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
  /** Whether there is a way at all is enough: none is made smaller. */
  readonly loose?: boolean
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
  /** The firm with the changes, seen through the rule set: worked out when first asked for. */
  readonly see: () => Look
  readonly cost: number
  /** Which of several ways was taken, for each "any of" met on the way. */
  readonly choices: ReadonlyMap<Test, Test>
}

export const start = ({ look }: Quest): State => ({ changes: [], see: () => look, cost: 0, choices: new Map() })

/** A look at the firm after changes. */
export const changed = (look: Look, changes: readonly Change[]): Look =>
  changes.length === 0 ? look : look.with(applyChanges(look.of.facts, changes), changes.map(keyOfChange))

const keyOfChange = ({ fact }: Change): string => keyOfFact(fact)

/** A look at the firm with one fact stated or moved. */
export const stated = (look: Look, path: string, value: unknown): Look =>
  look.with(withValue(look.of.facts, path, value), [keyOfFact(path)])

export const reachesWith = (quest: Quest, changes: readonly Change[]): boolean => changed(quest.look, changes).reaches(quest.goal)

/** Whether some changes reach the goal. */
export type Reaches = (changes: readonly Change[]) => boolean

/**
 * The same for many variants of changes of the same facts, each left out or made smaller: tried out in one firm, whose facts
 * are written to over and over.
 */
export function reacher(quest: Quest, changes: readonly Change[]): Reaches {
  // The accounting years hang on the day of registration: that is another firm.
  if (changes.some(({ fact }) => fact === 'profile.registeredOn')) return (variant) => reachesWith(quest, variant)
  const { facts } = quest.look.of
  const own = changes.reduce((copy, { fact }) => withValue(copy, fact, valueAt(copy, fact)), facts)
  const look = quest.look.with(own, changes.map(keyOfChange))
  const slots = changes.map((change) => {
    const { fact } = change
    const dot = fact.lastIndexOf('.')
    const parent = (dot < 0 ? own : valueAt(own, fact.slice(0, dot))) as Record<string, unknown>
    const touched = look.touchedBy(keyOfChange(change))
    return { fact, parent, key: fact.slice(dot + 1), touched, original: valueAt(facts, fact), last: null as Change | null }
  })
  return (variant) => {
    for (const slot of slots) {
      const change = variant.find(({ fact }) => fact === slot.fact) ?? null
      if (change === slot.last) continue
      slot.last = change
      slot.parent[slot.key] = change === null ? slot.original : valueAfter(slot.original, change)
      look.forget(slot.touched)
    }
    return look.reaches(quest.goal)
  }
}

const valueAfter = (value: unknown, change: Change): unknown =>
  isAddition(change) ? [...((value ?? []) as readonly unknown[]), ...change.add] : change.to

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
  let look: Look | undefined
  const see = () => (look ??= state.see().with(applyChanges(facts, changes), more.map(keyOfChange)))
  return { ...state, changes, see, cost: costOf(changes, facts, quest.costs) }
}
