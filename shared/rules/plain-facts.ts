import { industryPattern } from '../dictionary/codes.ts'
import { figures } from '../dictionary/figures.ts'
import type { Indicator } from '../dictionary/indicator.ts'
import { listNames, lists } from '../dictionary/lists.ts'
import { listing, market, profile } from '../dictionary/profile.ts'
import { isDay } from '../days.ts'
import type { FirmFacts } from '../facts.ts'
import { normaliseUscc, usccFault } from '../uscc.ts'

/**
 * Whether a document is plainly facts: the schema would take it just as it stands. A yes saves the schema's walk, which takes as
 * long as judging the firm; a no says nothing, the schema then decides, corrects what it may and names what is wrong. Derived
 * from the dictionary, as the schema is.
 */
export const arePlainFacts = (document: unknown): document is FirmFacts => isObject(document) && isFacts(document) && 'asOf' in document

type Json = Readonly<Record<string, unknown>>
type Check = (value: unknown) => boolean

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const isMoney: Check = (x) => typeof x === 'number' && Math.abs(x) < 1e13 && Math.round(x * 100) / 100 === x
const isNumber = (x: unknown): x is number => typeof x === 'number' && Math.abs(x) < 1e9 && Math.round(x * 1e6) / 1e6 === x

const visible = /^[\p{Script=Han}\p{L}\p{N}（）()·，。、：；\-+&/ ]*$/u

const checkOf = (indicator: Indicator): Check => {
  switch (indicator.kind) {
    case 'money':
      return isMoney
    case 'percent':
      return isNumber
    case 'people':
    case 'count':
      return (x) => isNumber(x) && x >= 0
    case 'rank':
      return (x) => Number.isSafeInteger(x) && (x as number) >= 1
    case 'day':
      return (x) => typeof x === 'string' && isDay(x)
    case 'flag':
      return (x) => typeof x === 'boolean'
    case 'choice': {
      const ids = new Set<unknown>(Object.keys(indicator.choices ?? {}))
      return (x) => ids.has(x)
    }
    case 'text': {
      const most = indicator.maxLength ?? 200
      return (x) => typeof x === 'string' && x.length <= most && visible.test(x) && x.normalize('NFC').trim() === x
    }
  }
}

/** An object of these members and no others; each may be absent or null unless it is required. */
function membersOf(
  declared: Readonly<Record<string, Indicator>>,
  special: Readonly<Record<string, Check>> = {},
  required: readonly string[] = [],
): Check {
  const checks = new Map(Object.entries(declared).map(([id, indicator]) => [id, special[id] ?? checkOf(indicator)]))
  return (value) => {
    if (!isObject(value)) return false
    for (const id of required) if (value[id] == null) return false
    return everyMember(value, (id, member) => passes(checks.get(id), member))
  }
}

/** A name that is not declared has no check and never passes, not even with nothing in it. */
const passes = (check: Check | undefined, member: unknown): boolean => check !== undefined && (member == null || check(member))

/** Whether every member of an object passes, unknown names included. */
function everyMember(value: Json, holds: (id: string, member: unknown) => boolean): boolean {
  for (const id of Object.keys(value)) if (!holds(id, value[id])) return false
  return true
}

const listOf = (name: (typeof listNames)[number]): Check => {
  const { members, required } = lists[name]
  const isItem = membersOf(members, {}, required)
  return (value) => Array.isArray(value) && value.length <= 10_000 && value.every(isItem)
}

const fiscalYear = /^(19|20|21)\d{2}$/

const byYear =
  (check: Check): Check =>
  (value) =>
    isObject(value) && everyMember(value, (year, member) => fiscalYear.test(year) && (member === null || check(member)))

const isAnswer: Check = (value) => value === null || typeof value === 'boolean' || Number.isFinite(value)

const isUscc: Check = (code) => typeof code === 'string' && normaliseUscc(code) === code && usccFault(code) === null
const isIndustry: Check = (code) => typeof code === 'string' && industryPattern.test(code)

const sections: Readonly<Record<string, Check>> = {
  purpose: (value) => value === 'apply' || value === 'renew',
  profile: membersOf(profile, { uscc: isUscc, industry: isIndustry }),
  years: byYear(membersOf(figures)),
  conversions: byYear((x) => isNumber(x) && x >= 0),
  market: membersOf(market),
  listing: membersOf(listing),
  answers: (value) => isObject(value) && everyMember(value, (_, answer) => isAnswer(answer)),
  ...Object.fromEntries(listNames.map((name) => [name, listOf(name)])),
}

const checks = new Map(Object.entries(sections))

const isFacts = (value: Json): boolean =>
  everyMember(value, (id, member) => (id === 'asOf' ? typeof member === 'string' && isDay(member) : passes(checks.get(id), member)))
