import { createHash } from 'node:crypto'
import { addDays, addMonths, yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { rulesets } from '../../shared/rules/rulesets/index.ts'
import { sizeSectors } from '../../shared/rules/size.ts'
import { packageVersion } from '../config.ts'
import type { NearestReason } from './table.ts'

/** What of the rules speaks of time, found in their data by its form, so that a new rule set needs no word here. */
interface RuleTimes {
  /** Days on which a rule set or a parameter begins or ends. */
  readonly days: readonly string[]
  /** Lengths of periods that begin with a day of a firm. */
  readonly dayCounts: readonly number[]
  readonly monthCounts: readonly number[]
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

function readTimes(): RuleTimes {
  const days = new Set<string>()
  const dayCounts = new Set<number>([0])
  const monthCounts = new Set<number>()
  /** `unit` is what the nearest member around a number counts: `days`, `atLeastDays`, `withinYears`. */
  const visit = (value: unknown, unit: 'day' | 'month' | 'year' | null): void => {
    if (typeof value === 'string' && dayPattern.test(value)) days.add(value)
    else if (typeof value === 'number' && Number.isInteger(value) && value > 0) {
      if (unit === 'day') dayCounts.add(value)
      else if (unit === 'month') monthCounts.add(value)
      else if (unit === 'year') monthCounts.add(value * 12)
    } else if (typeof value === 'object' && value !== null) {
      const named = 'unit' in value && typeof value.unit === 'string' ? unitOf(value.unit) : null
      for (const [key, member] of Object.entries(value)) visit(member, unitOf(key) ?? named ?? unit)
    }
  }
  visit([rulesets, sizeSectors], null)
  return { days: [...days].sort(), dayCounts: [...dayCounts], monthCounts: [...monthCounts] }
}

function unitOf(key: string): 'day' | 'month' | 'year' | null {
  const found = /(day|month|year)s?$/i.exec(key)
  return found ? (found[1]!.toLowerCase() as 'day' | 'month' | 'year') : null
}

let known: { readonly times: RuleTimes; readonly key: string } | undefined

const rules = () =>
  (known ??= {
    times: readTimes(),
    key: createHash('sha256')
      .update(`${packageVersion()} ${JSON.stringify([rulesets, sizeSectors])}`)
      .digest('hex')
      .slice(0, 16),
  })

/** What the rules of this program are known by: results of other ones are outdated. */
export const rulesKey = (): string => rules().key

const utc = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000

/** Every day that the facts name. */
function daysOf({
  profile,
  ip,
  titles,
  awards,
  institutions,
  standards,
  incidents,
  creditListings,
  financing,
  ...rest
}: FirmFacts): string[] {
  const days = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length === 10 && dayPattern.test(value)) days.add(value)
    } else if (typeof value === 'object' && value !== null)
      for (const key in value) visit((value as Readonly<Record<string, unknown>>)[key])
  }
  for (const part of [profile, ip, titles, awards, institutions, standards, incidents, creditListings, financing]) visit(part)
  const { asOf: _asOf, purpose: _purpose, years: _years, conversions: _conversions, answers: _answers, ...others } = rest
  visit(others)
  return [...days]
}

/** A month is clamped to its end: a period of months ends within so many days from the day that is counted to. */
const clamp = 4

/**
 * The last day on which a result of `asOf` still stands as it is, facts and rules unchanged. A result changes with the year,
 * with a rule or parameter that begins or ends, and where a day of the facts comes, passes, or is so many days or months
 * ago as some rule says. Rather a day too early than too late: a firm is judged once more for nothing, that is all.
 */
export function holdsUntil(facts: FirmFacts, reasons: Iterable<NearestReason>): string {
  const { asOf } = facts
  const { days: ruleDays, dayCounts, monthCounts } = rules().times
  const today = utc(asOf)
  const factDays = daysOf(facts)
  if (showsAMovingDay(reasons, factDays, ruleDays, today)) return asOf

  /** The first day after `asOf` on which something may be different. */
  let next = utc(`${yearOf(asOf) + 1}-01-01`)
  const between = (from: number, to: number): void => {
    if (to > today) next = Math.min(next, Math.max(from, today + 1))
  }
  for (const day of ruleDays) between(utc(day), utc(day) + 1)
  for (const day of factDays) {
    const at = utc(day)
    for (const count of dayCounts) between(at + count, at + count + 1)
    for (const count of monthCounts) {
      // Most periods are over, or end after the year: not worth the calendar.
      if (at + count * 31 + clamp < today || at + count * 28 - clamp > next) continue
      const end = utc(addMonths(day, count))
      between(end, end + clamp)
    }
  }
  return addDays(asOf, next - today - 1)
}

const isDayText = (shown: unknown): shown is string => typeof shown === 'string' && dayPattern.test(shown)

/** A reason as it is stored: a threshold that is counted back from the day of asking is told only when one asks. */
export const withoutMovingDay = (reason: NearestReason): NearestReason =>
  isDayText(reason.threshold) ? { ...reason, threshold: null } : reason

/** An age in days, or a day counted back from the one of asking, is another one tomorrow. */
function showsAMovingDay(
  reasons: Iterable<NearestReason>,
  factDays: readonly string[],
  ruleDays: readonly string[],
  today: number,
): boolean {
  const isMoving = (shown: NearestReason['value']): boolean => {
    if (typeof shown === 'number') return Number.isInteger(shown) && shown > 0 && factDays.some((day) => today - utc(day) === shown)
    return isDayText(shown) && !factDays.includes(shown) && !ruleDays.includes(shown)
  }
  for (const { value } of reasons) if (isMoving(value)) return true
  return false
}
