import { figures } from '../../shared/dictionary/figures.ts'
import type { Indicator } from '../../shared/dictionary/indicator.ts'
import { lists } from '../../shared/dictionary/lists.ts'
import { listing, market, profile } from '../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../shared/facts.ts'

type Bag = Readonly<Record<string, unknown>>

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null

/** The value at a dot path such as `years.2025.rdTax`; undefined where nobody has given it. */
export const factAt = (facts: FirmFacts, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isBag(value) ? value[key] : undefined), facts)

function placed(at: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (Array.isArray(at)) return at.map((item: unknown, i) => (String(i) === key ? placed(item, rest, value) : item))
  const bag = isBag(at) ? at : {}
  if (rest.length === 0 && value == null) {
    const { [key]: _, ...others } = bag
    return others
  }
  return { ...bag, [key]: placed(bag[key], rest, value) }
}

/** The facts with the value put at a dot path; null takes it away, so that it is unknown again. */
export const withFact = (facts: FirmFacts, path: string, value: unknown): FirmFacts => placed(facts, path.split('.'), value) as FirmFacts

/** The declaration behind a dot path, where it names a single value. */
export function indicatorAt(path: string): Indicator | undefined {
  const [head, second = '', third = ''] = path.split('.')
  const of = (declared: Readonly<Record<string, Indicator>>, key: string) => declared[key]
  if (head === 'years') return of(figures, third)
  if (head === 'profile') return of(profile, second)
  if (head === 'market') return of(market, second)
  if (head === 'listing') return of(listing, second)
  if (head === 'conversions' && second !== '') return { kind: 'count', label: { zh: '科技成果转化', en: 'Conversions' } }
  if (head !== undefined && head in lists) return of(lists[head as keyof typeof lists].members, third)
  return undefined
}
