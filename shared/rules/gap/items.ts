import { type ListName, lists } from '../../dictionary/lists.ts'
import { addMonths } from '../../days.ts'
import type { AddedItems } from '../../report.ts'
import type { Case } from '../case.ts'
import { itemCheck } from '../items.ts'
import type { ItemCondition } from '../ruleset.ts'
import { windowOf } from '../windows.ts'

type Item = AddedItems['add'][number]

/** A plain item as a firm would enter it, nothing left open: what the conditions ask for is laid over it. */
const plain: Readonly<Record<string, (asOf: string) => Item>> = {
  ip: (asOf) => ({
    kind: 'software-copyright',
    grantedOn: asOf,
    acquisition: 'self',
    holderRank: 1,
    linkedToMainProduct: true,
    inUse: true,
    industrialisable: true,
    highValue: false,
    usedForHnte: false,
    valid: true,
  }),
  institutions: (asOf) => ({ level: 'city', kind: '企业技术中心', recognisedOn: asOf }),
  standards: (asOf) => ({ level: 'national', draftingRank: 1, publishedOn: asOf }),
}

/** Ways to lay a condition over an item. */
function laid(of: Case, item: Item, condition: ItemCondition): Item[] {
  switch (condition.kind) {
    case 'member-in':
      return condition.values.map((value) => ({ ...item, [condition.member]: value }))
    case 'at-most':
      return [{ ...item, [condition.member]: 1 }]
    case 'within':
      return [{ ...item, [condition.member]: windowOf(of.asOf, condition.window).to }]
    case 'older-than':
      return [{ ...item, [condition.member]: addMonths(of.asOf, -condition.months - 1) }]
    case 'one-of':
      return condition.of.flatMap((one) => laid(of, item, one))
    case 'all-of':
      return condition.of.reduce<Item[]>((items, one) => items.flatMap((laidOver) => laid(of, laidOver, one)), [item])
    case 'not-after':
    case 'overlaps':
    case 'obtained-within':
      return [item]
  }
}

/** Items that satisfy conditions for sure, the fewest rights older than today first; at most a few. */
export function itemsFor(of: Case, list: ListName, where: readonly ItemCondition[]): Item[] {
  const base = plain[list]?.(of.asOf)
  if (!base || !(list in lists)) return []
  const candidates = where.reduce<Item[]>((items, condition) => items.flatMap((item) => laid(of, item, condition)).slice(0, 200), [base])
  const check = itemCheck(list, where)
  const fits = (item: Item) => check(item, of.asOf)
  return [...candidates.filter(fits)].sort((a, b) => String(b.grantedOn ?? '').localeCompare(String(a.grantedOn ?? ''))).slice(0, 2)
}
