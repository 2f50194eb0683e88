import { type Figure, figureProxies, figures } from '../dictionary/figures.ts'
import { listing, market, profile } from '../dictionary/profile.ts'
import type { Indicator } from '../dictionary/indicator.ts'
import type { FirmFacts, Purpose } from '../facts.ts'
import { addDays, addMonths, yearOf } from '../days.ts'
import type { Scaled } from './exact.ts'
import { scaled } from './exact.ts'
import { type Growth, type Parameter, type Quantity, type ScalarFact, type Span, valueOn, type Window } from './ruleset.ts'

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

interface Days {
  readonly from: string
  readonly to: string
}

/** Windows of the day asked last: every item of every list asks for the same few. */
let windowsOn = ''
let windows = new Map<Window, Days>()

/** First and last day of a window; the anniversary day itself counts, later days never do. */
export function windowOf({ asOf, year }: Case, window: Window): Days {
  if (windowsOn !== asOf) [windowsOn, windows] = [asOf, new Map()]
  let found = windows.get(window)
  if (!found) windows.set(window, (found = { from: firstDay(asOf, year, window), to: asOf }))
  return found
}

function firstDay(asOf: string, year: number, window: Window): string {
  switch (window.kind) {
    case 'days':
      return addDays(asOf, -window.days)
    case 'months':
      return addMonths(asOf, -window.months)
    case 'calendar-years':
      return `${year - window.yearsBack}-01-01`
  }
}

/** A value read from the facts: known with what stood in, or the facts whose absence hides it. */
export interface Reading {
  readonly value: Scaled | null
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
}

const scaleOf = (figure: Figure): number => (figures[figure].kind === 'money' ? 100 : 1_000_000)

const none: readonly string[] = []

const known = (value: Scaled, proxies: readonly string[] = none): Reading => ({ value, missing: none, proxies })

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
  let units = 0
  let missing = none
  let proxies = none
  for (const reading of readings) {
    if (reading.missing.length > 0) missing = [...missing, ...reading.missing]
    if (reading.proxies.length > 0) proxies = [...proxies, ...reading.proxies]
    units += reading.value?.units ?? 0
  }
  const scale = readings[0]?.value?.scale ?? 1
  return { value: missing.length > 0 ? null : { units, scale }, missing, proxies }
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
      return read.missing.length > 1 ? { ...read, missing: unique(read.missing) } : read
    }
    case 'years':
      return known({ units: yearsOver(of, quantity.over).length, scale: 1 })
    case 'scalar': {
      const value = scalarValue(of, quantity.fact)
      return typeof value === 'number'
        ? known(scaled(value, scaleOfFact(quantity.fact)))
        : { value: null, missing: [quantity.fact], proxies: [] }
    }
    case 'financing':
      return readFinancing(of, quantity.years)
    case 'plus':
      return sum(quantity.of.map((one) => readQuantity(of, one)))
    case 'mean': {
      const { value, ...rest } = sum(quantity.of.map((one) => readQuantity(of, one)))
      return { ...rest, value: value && { units: value.units, scale: value.scale * quantity.of.length } }
    }
    case 'least': {
      const readings = quantity.of.map((one) => readQuantity(of, one))
      const { value, ...rest } = sum(readings)
      return { ...rest, value: value && { units: Math.min(...readings.map((one) => one.value?.units ?? 0)), scale: value.scale } }
    }
  }
}

/**
 * New equity paid in the fiscal years from Y-1 back. An item whose investor or share is not stated does not count; its
 * missing member is named all the same.
 */
function readFinancing({ facts, year }: Case, years: number): Reading {
  if (facts.financing == null) return { value: null, missing: ['financing'], proxies: [] }
  let units = 0
  const missing: string[] = []
  facts.financing.forEach(({ amount, paidOn, qualifiedInstitution, equityShare }, index) => {
    const paidIn = yearOf(paidOn)
    if (paidIn > year - 1 || paidIn < year - years || qualifiedInstitution === false || (equityShare ?? 0) > mostEquitySold) return
    if (qualifiedInstitution == null) missing.push(`financing.${index}.qualifiedInstitution`)
    if (equityShare == null) missing.push(`financing.${index}.equityShare`)
    if (qualifiedInstitution != null && equityShare != null) units += scaled(amount, 100).units
  })
  return { value: { units, scale: 100 }, missing, proxies: [] }
}

/** 股权融资: at most this share of the equity is given up, in % (63号 附件4). */
const mostEquitySold = 30

/** The figures that a rate of growth rests on, the earliest first. */
export const growthReadings = (of: Case, { figure, form }: Growth): Reading[] =>
  (form === 'yearly' ? [2, 1] : form === 'compound' ? [3, 1] : [3, 2, 1]).map((back) => readFigure(of, figure, of.year - back))

/** Whether a quantity speaks of a period that has no year for this firm: founded in the year of application. */
export const hasNoSpan = (of: Case, quantity: Quantity): boolean => 'over' in quantity && yearsOver(of, quantity.over).length === 0

const scalars: Readonly<Record<string, Readonly<Record<string, Indicator>>>> = { profile, market, listing }

/** The declaration of a single value by its dot path. */
export function scalarIndicator(fact: ScalarFact): Indicator {
  const [group = '', name = ''] = fact.split('.')
  const indicator = scalars[group]?.[name]
  if (!indicator) throw new Error(`no such fact: ${fact}`)
  return indicator
}

const scaleOfFact = (fact: ScalarFact): number => (scalarIndicator(fact).kind === 'money' ? 100 : 1_000_000)

/** A single value of the facts by its dot path, undefined where unknown. */
export function scalarValue({ facts }: Case, fact: ScalarFact): string | number | boolean | undefined {
  const dot = fact.indexOf('.')
  const group = facts[fact.slice(0, dot) as 'profile' | 'market' | 'listing'] as Readonly<Record<string, unknown>> | null | undefined
  return (group?.[fact.slice(dot + 1)] ?? undefined) as string | number | boolean | undefined
}
