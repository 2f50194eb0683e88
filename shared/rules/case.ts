import { type Figure, figureProxies, figures } from '../dictionary/figures.ts'
import type { FirmFacts, Purpose } from '../facts.ts'
import { addDays, addMonths, yearOf } from '../days.ts'
import type { Rational, Scaled } from './exact.ts'
import { scaled } from './exact.ts'
import { type Parameter, type ProfileFact, type Quantity, type Span, valueOn, type Window } from './ruleset.ts'

/** One firm on one day, as the rules look at it. */
export interface Case {
  readonly facts: FirmFacts
  readonly asOf: string
  readonly purpose: Purpose
  /** Y: the year of application. */
  readonly year: number
  /** The accounting years from the founding year to Y-1, at most three, the earliest first. */
  readonly accountingYears: readonly number[]
  /** Revised parameters to try out, by id; absent ones are taken by date. */
  readonly revised?: Readonly<Record<string, unknown>>
}

export function caseOf(facts: FirmFacts, purpose?: Purpose, revised?: Readonly<Record<string, unknown>>): Case {
  const year = yearOf(facts.asOf)
  const registeredOn = facts.profile?.registeredOn
  const first = registeredOn == null ? year - 3 : Math.max(year - 3, yearOf(registeredOn))
  const accountingYears = Array.from({ length: Math.max(0, year - first) }, (_, i) => first + i)
  return { facts, asOf: facts.asOf, purpose: purpose ?? facts.purpose ?? 'apply', year, accountingYears, ...(revised ? { revised } : {}) }
}

/** The value of a parameter for this case: the revision under trial, else the one in force on the day. */
export const parameterValue = <T>(of: Case, parameter: Parameter<T>): T =>
  of.revised && parameter.id in of.revised ? (of.revised[parameter.id] as T) : valueOn(parameter, of.asOf).value

/** First and last day of a window; the anniversary day itself counts, later days never do. */
export function windowOf({ asOf, year }: Case, window: Window): { readonly from: string; readonly to: string } {
  switch (window.kind) {
    case 'days':
      return { from: addDays(asOf, -window.days), to: asOf }
    case 'months':
      return { from: addMonths(asOf, -window.months), to: asOf }
    case 'calendar-years':
      return { from: `${year - window.yearsBack}-01-01`, to: asOf }
  }
}

/** A value read from the facts: known with what stood in, or the facts whose absence hides it. */
export interface Reading {
  readonly value: Scaled | null
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
}

const scaleOf = (figure: Figure): number => (figures[figure].kind === 'money' ? 100 : 1_000_000)

const known = (value: Scaled, proxies: readonly string[] = []): Reading => ({ value, missing: [], proxies })

/** A figure of a year, else the nearest calibre that stands in for it. */
export function readFigure({ facts }: Case, figure: Figure, year: number): Reading {
  const figuresOfYear = facts.years?.[year]
  const scale = scaleOf(figure)
  const own = figuresOfYear?.[figure]
  if (own != null) return known(scaled(own, scale))
  for (const proxy of figureProxies[figure] ?? []) {
    const near = figuresOfYear?.[proxy]
    if (near != null) return known(scaled(near, scale), [`years.${year}.${proxy}`])
  }
  const { totalAssets, totalLiabilities } = figuresOfYear ?? {}
  if (figure === 'netAssets' && totalAssets != null && totalLiabilities != null) {
    const units = scaled(totalAssets, scale).units - scaled(totalLiabilities, scale).units
    return known({ units, scale }, [`years.${year}.totalAssets`, `years.${year}.totalLiabilities`])
  }
  return { value: null, missing: [`years.${year}.${figure}`], proxies: [] }
}

const yearsOver = (of: Case, _span: Span): readonly number[] => of.accountingYears

function sum(readings: readonly Reading[]): Reading {
  const missing = readings.flatMap((reading) => reading.missing)
  const proxies = readings.flatMap((reading) => reading.proxies)
  if (missing.length > 0) return { value: null, missing, proxies }
  const scale = readings[0]?.value?.scale ?? 1
  return { value: { units: readings.reduce((total, { value }) => total + (value?.units ?? 0), 0), scale }, missing, proxies }
}

/** Items of conversion of a year; the whole map absent is one unknown. */
function readConversions({ facts }: Case, year: number): Reading {
  if (facts.conversions == null) return { value: null, missing: ['conversions'], proxies: [] }
  const items = facts.conversions[year]
  return items == null ? { value: null, missing: [`conversions.${year}`], proxies: [] } : known(scaled(items, 1_000_000))
}

const unique = (paths: readonly string[]): string[] => [...new Set(paths)]

export function readQuantity(of: Case, quantity: Quantity): Reading {
  switch (quantity.kind) {
    case 'figure':
      return readFigure(of, quantity.figure, of.year - quantity.yearsBack)
    case 'sum':
      return sum(yearsOver(of, quantity.over).map((year) => readFigure(of, quantity.figure, year)))
    case 'conversions': {
      const read = sum(yearsOver(of, quantity.over).map((year) => readConversions(of, year)))
      return { ...read, missing: unique(read.missing) }
    }
    case 'years':
      return known({ units: yearsOver(of, quantity.over).length, scale: 1 })
  }
}

/** Whether a quantity speaks of a period that has no year for this firm: founded in the year of application. */
export const hasNoSpan = (of: Case, quantity: Quantity): boolean => quantity.kind !== 'figure' && yearsOver(of, quantity.over).length === 0

/** The value of a profile member by its dot path, undefined where unknown. */
export function profileValue({ facts }: Case, fact: ProfileFact): string | number | boolean | undefined {
  const value = facts.profile?.[fact.slice('profile.'.length) as keyof NonNullable<FirmFacts['profile']>]
  return value ?? undefined
}

/** A threshold in the units of a figure, for showing. */
export const shown = ({ p, q }: Rational): number => p / q
