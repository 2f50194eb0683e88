import type { FirmFacts } from '../facts.ts'
import type { ListName } from '../dictionary/lists.ts'
import { addMonths } from '../days.ts'
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

/** Days so many months before the day asked last. */
let beforeDay = ''
let before = new Map<number, string>()

function monthsBefore(asOf: string, months: number): string {
  if (beforeDay !== asOf) [beforeDay, before] = [asOf, new Map()]
  let day = before.get(months)
  if (!day) before.set(months, (day = addMonths(asOf, -months)))
  return day
}

type Item = Readonly<Record<string, unknown>>

/** Whether an item satisfies a condition: true, false, or the members whose absence leaves it open. */
type Held = boolean | readonly string[]

/** An item and where it stands: paths are written out only for what is missing. */
interface Place {
  readonly item: Item
  readonly list: string
  readonly index: number
}

const open = ({ list, index }: Place, member: string): Held => [`${list}.${index}.${member}`]

function check(of: Case, place: Place, condition: ItemCondition): Held {
  const { item } = place
  switch (condition.kind) {
    case 'member-in': {
      const value = item[condition.member]
      if (value == null) return condition.whenAbsent ?? open(place, condition.member)
      return condition.values.includes(value as string | boolean)
    }
    case 'at-most': {
      const value = item[condition.member]
      if (value == null) return condition.whenAbsent ?? open(place, condition.member)
      return (value as number) <= condition.limit
    }
    case 'not-after': {
      const value = item[condition.member]
      return value == null ? condition.whenAbsent : (value as string) <= of.asOf
    }
    case 'within': {
      const value = item[condition.member]
      if (value == null) return open(place, condition.member)
      const { from, to } = windowOf(of, condition.window)
      return from <= (value as string) && (value as string) <= to
    }
    case 'overlaps': {
      const { from, to } = windowOf(of, condition.window)
      const start = item[condition.from] as string
      const end = item[condition.to] as string | null | undefined
      return start <= to && (end == null || end >= from)
    }
    case 'older-than': {
      const value = item[condition.member]
      if (value == null) return open(place, condition.member)
      const limit = monthsBefore(of.asOf, condition.months)
      return condition.strict ? (value as string) < limit : (value as string) <= limit
    }
    case 'obtained-within':
      return obtained(place, windowOf(of, condition.window))
    case 'one-of':
      return either(of, place, condition.of)
    case 'all-of':
      return both(of, place, condition.of)
  }
}

/** While nobody says how a right was obtained, it counts only where both readings agree. */
function obtained(place: Place, { from, to }: { readonly from: string; readonly to: string }): Held {
  const { acquisition, acquiredOn, grantedOn } = place.item as Readonly<Record<string, string | null | undefined>>
  const within = (day: string | null | undefined): Held => (day == null ? open(place, 'grantedOn') : from <= day && day <= to)
  const filed = within(grantedOn)
  if (acquisition === 'self') return filed
  const transferred = within(acquiredOn ?? grantedOn)
  if (acquisition != null) return transferred
  return typeof filed === 'boolean' && filed === transferred ? filed : open(place, 'acquisition')
}

function either(of: Case, place: Place, conditions: readonly ItemCondition[]): Held {
  let missing: readonly string[] | null = null
  for (const condition of conditions) {
    const held = check(of, place, condition)
    if (held === true) return true
    if (held !== false) missing = missing === null ? held : [...missing, ...held]
  }
  return missing ?? false
}

function both(of: Case, place: Place, conditions: readonly ItemCondition[]): Held {
  let missing: readonly string[] | null = null
  for (const condition of conditions) {
    const held = check(of, place, condition)
    if (held === false) return false
    if (held !== true) missing = missing === null ? held : [...missing, ...held]
  }
  return missing ?? true
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
    const held = both(of, { item, list, index }, where)
    if (held === true) definite++
    else if (held !== false) {
      possible++
      missing.push(...held)
    }
  })
  return { stated: true, definite, possible, missing }
}
