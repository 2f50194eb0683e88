import type { FirmFacts } from '../facts.ts'
import type { ListName } from '../dictionary/lists.ts'
import { addMonths } from '../days.ts'
import type { Case } from './case.ts'
import type { ItemCondition } from './ruleset.ts'
import { onceACase } from './slots.ts'
import { byDay, type Days, windowOf } from './windows.ts'

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

/** Whether an item satisfies a condition: true, false, or the members whose absence leaves it open. */
type Held = boolean | readonly string[]

/** Looks at the item on a place of its list, on a day. Paths are written out only for what is missing. */
type Check = (item: Item, index: number, asOf: string) => Held

function checkOf(list: ListName, condition: ItemCondition): Check {
  const open = (index: number, member: string): Held => [`${list}.${index}.${member}`]
  switch (condition.kind) {
    case 'member-in': {
      const { member, values, whenAbsent } = condition
      return (item, index) => {
        const value = item[member]
        return value == null ? (whenAbsent ?? open(index, member)) : values.includes(value as string | boolean)
      }
    }
    case 'at-most': {
      const { member, limit, whenAbsent } = condition
      return (item, index) => {
        const value = item[member]
        return value == null ? (whenAbsent ?? open(index, member)) : (value as number) <= limit
      }
    }
    case 'not-after': {
      const { member, whenAbsent } = condition
      return (item, _, asOf) => {
        const value = item[member]
        return value == null ? whenAbsent : (value as string) <= asOf
      }
    }
    case 'within': {
      const { member, window } = condition
      const daysOf = byDay((asOf) => windowOf(asOf, window))
      return (item, index, asOf) => {
        const value = item[member]
        if (value == null) return open(index, member)
        const { from, to } = daysOf(asOf)
        return from <= (value as string) && (value as string) <= to
      }
    }
    case 'overlaps': {
      const { window } = condition
      const daysOf = byDay((asOf) => windowOf(asOf, window))
      return (item, _, asOf) => {
        const { from, to } = daysOf(asOf)
        const end = item[condition.to] as string | null | undefined
        return (item[condition.from] as string) <= to && (end == null || end >= from)
      }
    }
    case 'older-than': {
      const { member, months, strict } = condition
      const limitOf = byDay((asOf) => addMonths(asOf, -months))
      return (item, index, asOf) => {
        const value = item[member]
        if (value == null) return open(index, member)
        return strict ? (value as string) < limitOf(asOf) : (value as string) <= limitOf(asOf)
      }
    }
    case 'obtained-within': {
      const { window } = condition
      const daysOf = byDay((asOf) => windowOf(asOf, window))
      return (item, index, asOf) => obtained(item, daysOf(asOf), (member) => open(index, member))
    }
    case 'one-of':
      return either(condition.of.map((one) => checkOf(list, one)))
    case 'all-of':
      return both(condition.of.map((one) => checkOf(list, one)))
  }
}

/** While nobody says how a right was obtained, it counts only where both readings agree. */
function obtained(item: Item, { from, to }: Days, open: (member: string) => Held): Held {
  const { acquisition, acquiredOn, grantedOn } = item as Readonly<Record<string, string | null | undefined>>
  const within = (day: string | null | undefined): Held => (day == null ? open('grantedOn') : from <= day && day <= to)
  const filed = within(grantedOn)
  if (acquisition === 'self') return filed
  const transferred = within(acquiredOn ?? grantedOn)
  if (acquisition != null) return transferred
  return typeof filed === 'boolean' && filed === transferred ? filed : open('acquisition')
}

const either =
  (checks: readonly Check[]): Check =>
  (item, index, asOf) => {
    let missing: readonly string[] | null = null
    for (const check of checks) {
      const held = check(item, index, asOf)
      if (held === true) return true
      if (held !== false) missing = missing === null ? held : [...missing, ...held]
    }
    return missing ?? false
  }

const both =
  (checks: readonly Check[]): Check =>
  (item, index, asOf) => {
    let missing: readonly string[] | null = null
    for (const check of checks) {
      const held = check(item, index, asOf)
      if (held === false) return false
      if (held !== true) missing = missing === null ? held : [...missing, ...held]
    }
    return missing ?? true
  }

/** Whether an item satisfies conditions for sure, on a day. */
export function itemCheck(list: ListName, where: readonly ItemCondition[]): (item: Item, asOf: string) => boolean {
  const check = both(where.map((condition) => checkOf(list, condition)))
  return (item, asOf) => check(item, 0, asOf) === true
}

export const itemsOf = (facts: FirmFacts, list: ListName): readonly Item[] | null =>
  (facts[list] as readonly Item[] | null | undefined) ?? null

const none: readonly string[] = []

function sort({ facts, asOf }: Case, list: ListName, check: Check): Sorted {
  const items = itemsOf(facts, list)
  if (items === null) return { stated: false, definite: 0, possible: 0, missing: [list] }
  let definite = 0
  let possible = 0
  let missing: string[] | null = null
  for (let index = 0; index < items.length; index++) {
    const held = check(items[index]!, index, asOf)
    if (held === true) definite++
    else if (held !== false) {
      possible++
      missing = missing === null ? [...held] : [...missing, ...held]
    }
  }
  return { stated: true, definite, possible, missing: missing ?? none }
}

type Sorter = (of: Case) => Sorted

const sorters = new WeakMap<readonly ItemCondition[], Map<ListName, Sorter>>()

/** How the items of a list are sorted by conditions that must hold together. */
export function sorterOf(list: ListName, where: readonly ItemCondition[]): Sorter {
  let byList = sorters.get(where)
  if (!byList) sorters.set(where, (byList = new Map<ListName, Sorter>()))
  let sorter = byList.get(list)
  if (!sorter) {
    const check = both(where.map((condition) => checkOf(list, condition)))
    sorter = onceACase(`${list} ${JSON.stringify(where)}`, [list], (of) => sort(of, list, check))
    byList.set(list, sorter)
  }
  return sorter
}

/** Sorts the items of a list by conditions that must hold together. */
export const sortItems = (of: Case, list: ListName, where: readonly ItemCondition[]): Sorted => sorterOf(list, where)(of)
