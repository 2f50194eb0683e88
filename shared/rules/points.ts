import { type Case, growthReadings, hasNoSpan, parameterValue, type Reading, readFigure, readQuantity, scalarValue } from './case.ts'
import { compareAmount, compareGrowth, compareMeanGrowth, compareShare, holds, type Rational } from './exact.ts'
import { rateOf } from './growth.ts'
import { sortItems } from './items.ts'
import type { Band, PointsRange, PointsRule } from './ruleset.ts'

/**
 * Points that are still possible. `openFor` says what keeps them open: data, a person, or nothing. `flagged` marks "0 with
 * review" and other places the text leaves to a person, whatever the points.
 */
export interface Interval {
  readonly min: number
  readonly max: number
  readonly openFor: 'data' | 'person' | null
  readonly flagged: boolean
  /** A denominator of zero or less: no ratio to speak of. */
  readonly undefined: boolean
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
  /** For showing. */
  readonly value: number | null
}

const nothing: readonly string[] = []

const interval = (min: number, max: number, more: Partial<Interval> = settled): Interval => ({
  min,
  max,
  openFor: more.openFor ?? null,
  flagged: more.flagged ?? false,
  undefined: more.undefined ?? false,
  missing: more.missing ?? nothing,
  proxies: more.proxies ?? nothing,
  value: more.value ?? null,
})

const settled: Partial<Interval> = {}

const openForData = (max: number, ...readings: readonly Pick<Reading, 'missing' | 'proxies'>[]): Interval =>
  interval(0, max, { openFor: 'data', missing: readings.flatMap((r) => r.missing), proxies: readings.flatMap((r) => r.proxies) })

/** The first band that a value falls into, by the sign of its comparison with each bound. */
function bandOf(bands: readonly Band[], compare: (bound: Rational) => number): PointsRange & { review: boolean } {
  const band = bands.find(({ from, relation }) => holds(compare(from), relation))
  return band ? { min: band.min, max: band.max, review: band.review === true } : { min: 0, max: 0, review: false }
}

/** A band's points: a range stays open for a person. */
const banded = (band: PointsRange & { review: boolean }, more: Partial<Interval>): Interval =>
  interval(band.min, band.max, {
    openFor: band.min < band.max ? 'person' : null,
    flagged: band.review,
    proxies: more.proxies ?? nothing,
    value: more.value ?? null,
  })

type Of<K extends PointsRule['kind']> = Extract<PointsRule, { kind: K }>

function shareBands(of: Case, rule: Of<'share-bands'>, max: number): Interval {
  if (rule.noSpan === 'zero-with-review' && hasNoSpan(of, rule.part)) return interval(0, 0, { flagged: true })
  const part = readQuantity(of, rule.part)
  const whole = readQuantity(of, rule.whole)
  if (part.value === null || whole.value === null) return openForData(max, part, whole)
  const proxies = [...part.proxies, ...whole.proxies]
  if (whole.value.units <= 0) {
    return interval(0, rule.undefinedIs === 'zero' ? 0 : max, {
      proxies,
      undefined: true,
      openFor: rule.undefinedIs === 'zero' ? null : rule.undefinedIs === 'open' ? 'person' : 'data',
    })
  }
  const [numerator, denominator] = [part.value, whole.value]
  const value = numerator.units / numerator.scale / (denominator.units / denominator.scale)
  return banded(
    bandOf(parameterValue(of, rule.bands), (bound) => compareShare(numerator, denominator, bound)),
    { proxies, value },
  )
}

/** Points of the definite items, to points of the definite and possible ones. */
function countBands(of: Case, rule: Of<'count-bands'>, max: number): Interval {
  const sorted = rule.classes.map(({ where, bands }) => ({ ...sortItems(of, rule.list, where), bands: parameterValue(of, bands) }))
  const first = sorted[0]
  if (first && !first.stated) return interval(0, max, { openFor: 'data', missing: first.missing })
  const pointsOf = (count: (one: (typeof sorted)[number]) => number): PointsRange & { review: boolean } => {
    for (const one of sorted) {
      const items = { units: count(one), scale: 1 }
      const band = bandOf(one.bands, (bound) => compareAmount(items, bound))
      if (band.max > 0) return band
    }
    return { min: 0, max: 0, review: false }
  }
  const sure = pointsOf(({ definite }) => definite)
  const best = pointsOf(({ definite, possible }) => definite + possible)
  const deciding = sorted.find(
    ({ definite, bands }) => bandOf(bands, (bound) => compareAmount({ units: definite, scale: 1 }, bound)).max > 0,
  )
  const value = deciding?.definite ?? 0
  if (best.max === sure.max && best.min === sure.min) return banded(sure, { value })
  return interval(sure.min, best.max, { openFor: 'data', missing: [...new Set(sorted.flatMap(({ missing }) => missing))], value })
}

function growthBands(of: Case, rule: Of<'growth-bands'>, max: number): Interval {
  const years = of.accountingYears
  if (years.length < 2) return interval(0, 0)
  const readings = years.map((year) => readFigure(of, rule.figure, year))
  if (readings.some(({ value }) => value === null)) return openForData(max, ...readings)
  const proxies = readings.flatMap((reading) => reading.proxies)
  const values = readings.map(({ value }) => value?.units ?? 0)
  const twoYears = values.length === 2
  const [v1, v2, v3] = twoYears ? [0, values[0]!, values[1]!] : (values as [number, number, number])
  if (values.some((value) => value < 0) || (twoYears && v2 <= 0)) return interval(0, 0, { proxies, flagged: true })
  if (v2 === 0) return interval(0, 0, { proxies })
  const oneRate = twoYears || v1 === 0
  const value = oneRate ? v3 / v2 - 1 : (v2 / v1 + v3 / v2) / 2 - 1
  const band = bandOf(parameterValue(of, rule.bands), (bound) =>
    oneRate ? compareGrowth(v2, v3, bound) : compareMeanGrowth(v1, v2, v3, bound),
  )
  return banded({ ...band, review: band.review || twoYears }, { proxies, value })
}

function branch(of: Case, rule: Of<'branch'>, max: number): Interval {
  const ranges = parameterValue(of, rule.ranges)
  const all = sortItems(of, rule.list, rule.where)
  if (!all.stated) return interval(0, max, { openFor: 'data', missing: all.missing })
  const better = sortItems(of, rule.list, [...rule.where, ...rule.better])
  const person = (range: PointsRange) => interval(range.min, range.max, { openFor: 'person' })
  if (better.definite > 0) return person(ranges.better)
  if (better.possible === 0) {
    if (all.definite > 0) return person(ranges.other)
    if (all.possible === 0) return interval(0, 0)
  }
  return interval(all.definite > 0 ? ranges.other.min : 0, ranges.better.max, {
    openFor: 'data',
    missing: [...all.missing, ...better.missing],
  })
}

/** The best of several options: the greatest of their least, to the greatest of their most; none defined is left to a person. */
export function bestOf(options: readonly Interval[]): Interval {
  const min = Math.max(...options.map((option) => option.min))
  const max = Math.max(...options.map((option) => option.max))
  const open = min < max ? options.filter((option) => option.openFor !== null && option.max > min) : []
  return interval(min, max, {
    openFor: open.some(({ openFor }) => openFor === 'data') ? 'data' : open.length > 0 ? 'person' : null,
    flagged: options.every((option) => option.undefined),
    missing: [...new Set(open.flatMap(({ missing }) => missing))],
    proxies: [...new Set(options.flatMap(({ proxies }) => proxies))],
  })
}

function amountBands(of: Case, rule: Of<'amount-bands'>, max: number): Interval {
  const reading = readQuantity(of, rule.of)
  const { value, proxies } = reading
  if (value === null) return openForData(max, reading)
  return banded(
    bandOf(parameterValue(of, rule.bands), (bound) => compareAmount(value, bound)),
    { proxies, value: value.units / value.scale },
  )
}

function rateBands(of: Case, rule: Of<'rate-bands'>, max: number): Interval {
  const readings = growthReadings(of, rule.of)
  const rate = rateOf(rule.of.form, readings)
  if (rate === null) return openForData(max, ...readings)
  return banded(bandOf(parameterValue(of, rule.bands), rate.compare), {
    proxies: readings.flatMap((reading) => reading.proxies),
    value: rate.value,
  })
}

function choicePoints(of: Case, { fact, points }: Of<'choice-points'>): Interval {
  const value = scalarValue(of, fact)
  const given = Object.values(points)
  if (value === undefined) return interval(Math.min(...given), Math.max(...given), { openFor: 'data', missing: [fact] })
  const fixed = points[String(value)] ?? 0
  return interval(fixed, fixed)
}

function flagPoints(of: Case, { facts, each }: Of<'flag-points'>, max: number): Interval {
  const sure = facts.filter((fact) => scalarValue(of, fact) === true).length
  const missing = facts.filter((fact) => scalarValue(of, fact) === undefined)
  const [min, most] = [Math.min(max, each * sure), Math.min(max, each * (sure + missing.length))]
  return min === most ? interval(min, most, { value: sure }) : interval(min, most, { openFor: 'data', missing, value: sure })
}

function given(of: Case, { fact }: Of<'given'>, max: number): Interval {
  const value = scalarValue(of, fact)
  if (typeof value !== 'number') return interval(0, max, { openFor: 'data', missing: [fact] })
  const points = Math.min(max, Math.max(0, value))
  return interval(points, points, { value: points })
}

/** The points of a part by the facts alone, before any answer. */
export function pointsByFacts(of: Case, rule: Exclude<PointsRule, { kind: 'best' }>, max: number): Interval {
  switch (rule.kind) {
    case 'share-bands':
      return shareBands(of, rule, max)
    case 'count-bands':
      return countBands(of, rule, max)
    case 'growth-bands':
      return growthBands(of, rule, max)
    case 'branch':
      return branch(of, rule, max)
    case 'amount-bands':
      return amountBands(of, rule, max)
    case 'rate-bands':
      return rateBands(of, rule, max)
    case 'choice-points':
      return choicePoints(of, rule)
    case 'flag-points':
      return flagPoints(of, rule, max)
    case 'given':
      return given(of, rule, max)
    case 'greatest':
      return { ...bestOf(rule.of.map((one) => pointsByFacts(of, one, max))), flagged: false }
    case 'judged':
      return interval(0, max, { openFor: 'person' })
  }
}
