import type { FirmFacts } from '../facts.ts'
import type { ListName } from '../dictionary/lists.ts'
import { type Case, windowOf } from './case.ts'
import type { ItemCondition } from './ruleset.ts'

/** Items of a list sorted by a condition: sure to satisfy it, or open for lack of a member. Excluded ones are gone. */
export interface Sorted {
  /** False where nobody has stated the list. */
  readonly stated: boolean
  readonly definite: number
  readonly possible: number
  /** The members that would settle the possible ones, or the list itself. */
  readonly missing: readonly string[]
}

type Item = Readonly<Record<string, unknown>>

interface Held {
  readonly holds: boolean | null
  readonly missing: readonly string[]
}

const yes: Held = { holds: true, missing: [] }
const no: Held = { holds: false, missing: [] }
const open = (...missing: string[]): Held => ({ holds: null, missing })

const settled = (holds: boolean): Held => (holds ? yes : no)

function check(of: Case, item: Item, path: string, condition: ItemCondition): Held {
  switch (condition.kind) {
    case 'member-in': {
      const value = item[condition.member]
      if (value == null) return condition.whenAbsent === undefined ? open(`${path}.${condition.member}`) : settled(condition.whenAbsent)
      return settled(condition.values.includes(value as string | boolean))
    }
    case 'at-most': {
      const value = item[condition.member]
      return value == null ? open(`${path}.${condition.member}`) : settled((value as number) <= condition.limit)
    }
    case 'not-after': {
      const value = item[condition.member]
      return value == null ? settled(condition.whenAbsent) : settled((value as string) <= of.asOf)
    }
    case 'within': {
      const value = item[condition.member]
      if (value == null) return open(`${path}.${condition.member}`)
      const { from, to } = windowOf(of, condition.window)
      return settled(from <= (value as string) && (value as string) <= to)
    }
    case 'overlaps': {
      const { from, to } = windowOf(of, condition.window)
      const start = item[condition.from] as string
      const end = item[condition.to] as string | null | undefined
      return settled(start <= to && (end == null || end >= from))
    }
    case 'one-of':
      return either(condition.of.map((alternative) => check(of, item, path, alternative)))
  }
}

function either(held: readonly Held[]): Held {
  if (held.some(({ holds }) => holds === true)) return yes
  const undecided = held.filter(({ holds }) => holds === null)
  return undecided.length > 0 ? open(...undecided.flatMap(({ missing }) => missing)) : no
}

function both(held: readonly Held[]): Held {
  if (held.some(({ holds }) => holds === false)) return no
  const undecided = held.filter(({ holds }) => holds === null)
  return undecided.length > 0 ? open(...undecided.flatMap(({ missing }) => missing)) : yes
}

export const itemsOf = (facts: FirmFacts, list: ListName): readonly Item[] | null =>
  (facts[list] as readonly Item[] | null | undefined) ?? null

/** Sorts the items of a list by conditions that must hold together. */
export function sortItems(of: Case, list: ListName, where: readonly ItemCondition[]): Sorted {
  const items = itemsOf(of.facts, list)
  if (items === null) return { stated: false, definite: 0, possible: 0, missing: [list] }
  let definite = 0
  let possible = 0
  const missing: string[] = []
  items.forEach((item, index) => {
    const held = both(where.map((condition) => check(of, item, `${list}.${index}`, condition)))
    if (held.holds === true) definite++
    else if (held.holds === null) {
      possible++
      missing.push(...held.missing)
    }
  })
  return { stated: true, definite, possible, missing }
}
