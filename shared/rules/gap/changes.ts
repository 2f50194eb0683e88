import { figures } from '../../dictionary/figures.ts'
import { type Indicator, unitOf } from '../../dictionary/indicator.ts'
import { type ListName, lists } from '../../dictionary/lists.ts'
import { listing, market, profile } from '../../dictionary/profile.ts'
import type { FirmFacts } from '../../facts.ts'
import type { AddedItems, Change, ScalarChange } from '../../report.ts'

/** Changes of a firm's facts by dot paths: applied, undone, weakened. Facts are copied where they change, never written to. */

type Json = Readonly<Record<string, unknown>>

export const isAddition = (change: Change): change is AddedItems => 'add' in change

const keys = new Map<string, readonly string[]>()

/** The steps of a dot path. Paths are few and asked for over and over. */
function keysOf(path: string): readonly string[] {
  let found = keys.get(path)
  if (!found) {
    found = path.split('.')
    if (keys.size < 10_000) keys.set(path, found)
  }
  return found
}

/** The value at a dot path; undefined where any step is absent. */
export function valueAt(facts: FirmFacts, path: string): unknown {
  let value: unknown = facts
  for (const key of keysOf(path)) value = (value as Json | null | undefined)?.[key]
  return value ?? undefined
}

/** Facts in the making: every object along a path is copied once, however many values are put into it. */
class Draft {
  readonly facts: FirmFacts
  private readonly own = new Set<unknown>()

  constructor(facts: FirmFacts) {
    this.facts = { ...facts }
    this.own.add(this.facts)
  }

  put(path: string, value: unknown): void {
    const steps = keysOf(path)
    let object = this.facts as unknown as Record<string, unknown>
    for (let depth = 0; depth < steps.length - 1; depth++) {
      const key = steps[depth]!
      let inner = object[key]
      if (!this.own.has(inner)) {
        inner = Array.isArray(inner) ? [...(inner as unknown[])] : { ...(inner as Json | null | undefined) }
        this.own.add(inner)
        object[key] = inner
      }
      object = inner as Record<string, unknown>
    }
    object[steps.at(-1)!] = value
  }
}

/** The facts with a value at a dot path. */
export function withValue(facts: FirmFacts, path: string, value: unknown): FirmFacts {
  const draft = new Draft(facts)
  draft.put(path, value)
  return draft.facts
}

/** The facts after every change: scalars first, so that additions come after a list that is only stated. */
export function applyChanges(facts: FirmFacts, changes: readonly Change[]): FirmFacts {
  const draft = new Draft(facts)
  for (const change of changes) if (!isAddition(change)) draft.put(change.fact, change.to)
  for (const change of changes) {
    if (!isAddition(change)) continue
    const present = (valueAt(draft.facts, change.fact) ?? []) as readonly unknown[]
    draft.put(change.fact, [...present, ...change.add])
  }
  return draft.facts
}

/** The declaration behind a dot path, where it is a single value. */
export function indicatorAt(path: string): Indicator | undefined {
  const [head, second, third] = keysOf(path) as readonly [string, string?, string?]
  const named = (declared: Readonly<Record<string, Indicator>>, name: string | undefined) => declared[name ?? '']
  if (head === 'years') return named(figures, third)
  if (head === 'conversions') return { kind: 'count', label: { zh: '科技成果转化', en: 'Conversions' } }
  if (head === 'profile') return named(profile, second)
  if (head === 'market') return named(market, second)
  if (head === 'listing') return named(listing, second)
  return head in lists ? named(lists[head as ListName].members, third) : undefined
}

/** 市场地位 members counted in hundredths; all else moves by whole yuan, persons, items and ranks. */
const hundredths: ReadonlySet<string> = new Set(['market.yearsInNiche', 'market.nicheShare'])

/** How many units make 1 of the fact: what it is weakened by is one unit. */
export function unitsPerOne(path: string): number {
  if (hundredths.has(path) || path.endsWith('.weightedRoe')) return 100
  return path.startsWith('market.platformScore') ? 10 : 1
}

/** What the number of a fact counts, as printed behind it. */
export const unitAt = (path: string): string => {
  if (path === 'market.yearsInNiche') return '年'
  if (path.startsWith('market.platformScore') || path === 'market.localScore') return '分'
  if (path === 'market.digitalLevel') return '级'
  const kind = indicatorAt(path)?.kind
  return (kind && unitOf[kind]?.zh) ?? ''
}

/** One unit less of the change, towards where it came from; null where there is no weaker form. */
export function weakened(change: ScalarChange): ScalarChange | null {
  const { from, to, fact } = change
  if (typeof from !== 'number' || typeof to !== 'number') return null
  const units = unitsPerOne(fact)
  const back = (Math.round(to * units) - Math.sign(to - from)) / units
  return (back - from) * (to - from) <= 0 ? null : { ...change, to: back }
}
