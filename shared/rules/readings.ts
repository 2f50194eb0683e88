import { type Figure, figureIds, figureProxies, figures } from '../dictionary/figures.ts'
import { yearOf } from '../days.ts'
import { type Case, scalarIndicator, scalarReader } from './case.ts'
import { type Scaled, scaled } from './exact.ts'
import type { Growth, Quantity, ScalarFact } from './ruleset.ts'
import { onceACase } from './slots.ts'

/** A value read from the facts: known with what stood in, or the facts whose absence hides it. */
export interface Reading {
  readonly value: Scaled | null
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
}

/** Reads one thing of a case, the same object each time. */
export type Read = (of: Case) => Reading

const scaleOf = (figure: Figure): number => (figures[figure].kind === 'money' ? 100 : 1_000_000)

const scaleOfFact = (fact: ScalarFact): number => (scalarIndicator(fact).kind === 'money' ? 100 : 1_000_000)

const none: readonly string[] = []

const known = (value: Scaled, proxies: readonly string[] = none): Reading => ({ value, missing: none, proxies })

const unknown = (path: string): Reading => ({ value: null, missing: [path], proxies: none })

/** A figure of a year, else the nearest calibre that stands in for it. */
function findFigure({ facts }: Case, figure: Figure, year: number): Reading {
  const figuresOfYear = facts.years?.[year]
  const scale = scaleOf(figure)
  const own = figuresOfYear?.[figure]
  if (own != null) return known(scaled(own, scale))
  for (const proxy of figureProxies[figure] ?? none) {
    const near = figuresOfYear?.[proxy as Figure]
    if (near != null) return known(scaled(near, scale), [`years.${year}.${proxy}`])
  }
  const { totalAssets, totalLiabilities } = figuresOfYear ?? {}
  if (figure === 'netAssets' && totalAssets != null && totalLiabilities != null) {
    const units = scaled(totalAssets, scale).units - scaled(totalLiabilities, scale).units
    return known({ units, scale }, [`years.${year}.totalAssets`, `years.${year}.totalLiabilities`])
  }
  return unknown(`years.${year}.${figure}`)
}

/** The facts that a figure is read from, stand-ins included. */
const factsOfFigure = (figure: Figure): readonly string[] =>
  figure === 'netAssets' ? [figure, 'totalAssets', 'totalLiabilities'] : [figure, ...(figureProxies[figure] ?? [])]

const yearsBack = [0, 1, 2, 3] as const

const figureReaders = Object.fromEntries(
  figureIds.map((figure) => [
    figure,
    yearsBack.map((back) => onceACase(`${figure} ${back}`, factsOfFigure(figure), (of) => findFigure(of, figure, of.year - back))),
  ]),
) as unknown as Readonly<Record<Figure, readonly Read[]>>

/** Reads a figure of so many years back. */
const figureReader = (figure: Figure, back: number): Read => figureReaders[figure][back] ?? ((of) => findFigure(of, figure, of.year - back))

/** A figure of a year, else the nearest calibre that stands in for it. */
export const readFigure = (of: Case, figure: Figure, year: number): Reading => figureReader(figure, of.year - year)(of)

function sum(readings: readonly Reading[]): Reading {
  let units = 0
  let missing = none
  let proxies = none
  for (const reading of readings) {
    if (reading.missing.length > 0) missing = missing.length > 0 ? [...missing, ...reading.missing] : reading.missing
    if (reading.proxies.length > 0) proxies = proxies.length > 0 ? [...proxies, ...reading.proxies] : reading.proxies
    if (reading.value !== null) units += reading.value.units
  }
  const scale = readings[0]?.value?.scale ?? 1
  return { value: missing.length > 0 ? null : { units, scale }, missing, proxies }
}

/** Items of conversion of a year; the whole map absent is one unknown. */
function readConversions({ facts }: Case, year: number): Reading {
  if (facts.conversions == null) return unknown('conversions')
  const items = facts.conversions[year]
  return items == null ? unknown(`conversions.${year}`) : known(scaled(items, 1_000_000))
}

const unique = (paths: readonly string[]): string[] => [...new Set(paths)]

/** The facts that a quantity is read from. */
export function factsOfQuantity(quantity: Quantity): readonly string[] {
  switch (quantity.kind) {
    case 'figure':
      return factsOfFigure(quantity.figure)
    case 'sum':
      return [...factsOfFigure(quantity.figure), 'profile.registeredOn']
    case 'conversions':
      return ['conversions', 'profile.registeredOn']
    case 'years':
      return ['profile.registeredOn']
    case 'scalar':
      return [quantity.fact]
    case 'financing':
      return ['financing']
    case 'plus':
    case 'mean':
    case 'least':
      return quantity.of.flatMap(factsOfQuantity)
  }
}

const quantityReaders = new WeakMap<Quantity, Read>()

/** How a quantity is read: worked out once for each place that names it. */
export function quantityReader(quantity: Quantity): Read {
  let read = quantityReaders.get(quantity)
  if (!read) {
    read =
      quantity.kind === 'figure'
        ? figureReader(quantity.figure, quantity.yearsBack)
        : onceACase(JSON.stringify(quantity), factsOfQuantity(quantity), readerOf(quantity))
    quantityReaders.set(quantity, read)
  }
  return read
}

export const readQuantity = (of: Case, quantity: Quantity): Reading => quantityReader(quantity)(of)

function readerOf(quantity: Exclude<Quantity, { kind: 'figure' }>): Read {
  switch (quantity.kind) {
    case 'sum':
      return (of) => sum(of.accountingYears.map((year) => readFigure(of, quantity.figure, year)))
    case 'conversions':
      return (of) => {
        const read = sum(of.accountingYears.map((year) => readConversions(of, year)))
        return read.missing.length > 1 ? { ...read, missing: unique(read.missing) } : read
      }
    case 'years':
      return (of) => known({ units: of.accountingYears.length, scale: 1 })
    case 'scalar': {
      const { fact } = quantity
      const [read, scale] = [scalarReader(fact), scaleOfFact(fact)]
      return (of) => {
        const value = read(of)
        return typeof value === 'number' ? known(scaled(value, scale)) : unknown(fact)
      }
    }
    case 'financing':
      return (of) => readFinancing(of, quantity.years)
    case 'plus':
    case 'mean':
    case 'least':
      return combined(quantity.kind, quantity.of.map(quantityReader))
  }
}

function combined(kind: 'plus' | 'mean' | 'least', reads: readonly Read[]): Read {
  return (of) => {
    const readings = reads.map((read) => read(of))
    const total = sum(readings)
    const { value } = total
    if (kind === 'plus' || value === null) return total
    if (kind === 'mean') return { ...total, value: { units: value.units, scale: value.scale * reads.length } }
    return { ...total, value: { units: Math.min(...readings.map((one) => one.value?.units ?? 0)), scale: value.scale } }
  }
}

/**
 * New equity paid in the fiscal years from Y-1 back. An item whose investor or share is not stated does not count; its
 * missing member is named all the same.
 */
function readFinancing({ facts, year }: Case, years: number): Reading {
  if (facts.financing == null) return unknown('financing')
  let units = 0
  const missing: string[] = []
  facts.financing.forEach(({ amount, paidOn, qualifiedInstitution, equityShare }, index) => {
    const paidIn = yearOf(paidOn)
    if (paidIn > year - 1 || paidIn < year - years || qualifiedInstitution === false || (equityShare ?? 0) > mostEquitySold) return
    if (qualifiedInstitution == null) missing.push(`financing.${index}.qualifiedInstitution`)
    if (equityShare == null) missing.push(`financing.${index}.equityShare`)
    if (qualifiedInstitution != null && equityShare != null) units += scaled(amount, 100).units
  })
  return { value: { units, scale: 100 }, missing, proxies: none }
}

/** 股权融资: at most this share of the equity is given up, in % (63号 附件4). */
const mostEquitySold = 30

/** How the figures that a rate of growth rests on are read, the earliest first. */
export const growthReaders = ({ figure, form }: Growth): readonly Read[] =>
  (form === 'yearly' ? [2, 1] : form === 'compound' ? [3, 1] : [3, 2, 1]).map((back) => figureReader(figure, back))

/** How a figure of the last so many fiscal years is read, the last first. */
export const yearlyReaders = (figure: Figure, years: number): readonly Read[] =>
  Array.from({ length: years }, (_, back) => figureReader(figure, back + 1))

/** Whether a quantity speaks of a period that has no year for this firm: founded in the year of application. */
export const hasNoSpan = (of: Case, quantity: Quantity): boolean => 'over' in quantity && of.accountingYears.length === 0
