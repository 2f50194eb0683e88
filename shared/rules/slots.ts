import type { Case } from './case.ts'

/**
 * Places in a case's memo. Rule sets read much the same figures, sums and lists, and read each once a case. A place knows
 * which facts it was read from, so that a case with other facts keeps all the rest. Keys come from the vocabulary of the rule
 * sets (figures, periods, conditions on items), never from parameters or facts: there are a few hundred.
 */
const slots = new Map<string, number>()

const dependents = new Map<string, number[]>()

/** A memo with nothing in it. */
export const emptyMemo = (): unknown[] => new Array<unknown>(slots.size)

/** What stands for all the places that a fact is read in: a figure whatever the year, a list, the path of a single value. */
export function keyOfFact(path: string): string {
  const dot = path.indexOf('.')
  if (dot < 0 || path.startsWith('profile.') || path.startsWith('market.') || path.startsWith('listing.')) return path
  return path.startsWith('years.') ? path.slice(path.indexOf('.', dot + 1) + 1) : path.slice(0, dot)
}

function placesOf(key: string): number[] {
  let places = dependents.get(key)
  if (!places) dependents.set(key, (places = []))
  return places
}

/** The slots that are read from a fact; slots to come are added to the same list. */
export const slotsOf: (key: string) => readonly number[] = placesOf

function slotFor(key: string, facts: readonly string[]): number {
  let slot = slots.get(key)
  if (slot === undefined) {
    slots.set(key, (slot = slots.size))
    for (const fact of new Set(facts)) placesOf(fact).push(slot)
  }
  return slot
}

/** Reads a thing of the facts once a case. `key` says all that decides it, `facts` what it is read from. */
export function onceACase<T extends object>(key: string, facts: readonly string[], read: (of: Case) => T): (of: Case) => T {
  const slot = slotFor(key, facts)
  return (of) => (of.memo[slot] ??= read(of)) as T
}
