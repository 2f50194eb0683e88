import { type Case, parameterReader, scalarReader } from './case.ts'
import { compareAmount, compareGrowth, compareMeanGrowth, compareShare, holds, type Rational } from './exact.ts'
import { compareRate, rateOf } from './growth.ts'
import { sorterOf } from './items.ts'
import { growthReaders, hasNoSpan, quantityReader, readFigure, type Reading } from './readings.ts'
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

type Source = Pick<Reading, 'missing' | 'proxies'>

const openForData = (max: number, ...readings: readonly Source[]): Interval =>
  interval(0, max, { openFor: 'data', missing: joined(readings, 'missing'), proxies: joined(readings, 'proxies') })

/** What the readings name, one after the other; most name nothing. */
function joined(readings: readonly Source[], member: keyof Source): readonly string[] {
  let all = nothing
  for (const reading of readings) if (reading[member].length > 0) all = all.length > 0 ? [...all, ...reading[member]] : reading[member]
  return all
}

interface Hit extends PointsRange {
  readonly review: boolean
}

const noBand: Hit = { min: 0, max: 0, review: false }

const hit = (band: Band): Hit => ({ min: band.min, max: band.max, review: band.review === true })

/** The first band that a value falls into, by the sign of its comparison with each bound. */
function bandOf(bands: readonly Band[], compare: (bound: Rational) => number): Hit {
  for (const band of bands) if (holds(compare(band.from), band.relation)) return hit(band)
  return noBand
}

/** The first band that a number of items falls into. */
function bandOfCount(bands: readonly Band[], count: number): Hit {
  const items = { units: count, scale: 1 }
  for (const band of bands) if (holds(compareAmount(items, band.from), band.relation)) return hit(band)
  return noBand
}

/** A band's points: a range stays open for a person. */
const banded = ({ min, max, review }: Hit, value: number | null, proxies = nothing): Interval => ({
  min,
  max,
  openFor: min < max ? 'person' : null,
  flagged: review,
  undefined: false,
  missing: nothing,
  proxies,
  value,
})

type Of<K extends PointsRule['kind']> = Extract<PointsRule, { kind: K }>

/** The points of a part by the facts alone, before any answer. */
export type Scorer = (of: Case) => Interval

function shareBands(rule: Of<'share-bands'>, max: number): Scorer {
  const [readPart, readWhole] = [quantityReader(rule.part), quantityReader(rule.whole)]
  const bandsOf = parameterReader(rule.bands)
  return (of) => {
    if (rule.noSpan === 'zero-with-review' && hasNoSpan(of, rule.part)) return interval(0, 0, { flagged: true })
    const part = readPart(of)
    const whole = readWhole(of)
    if (part.value === null || whole.value === null) return openForData(max, part, whole)
    const proxies = joined([part, whole], 'proxies')
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
      bandOf(bandsOf(of), (bound) => compareShare(numerator, denominator, bound)),
      value,
      proxies,
    )
  }
}

/** Points of the definite items, to points of the definite and possible ones. */
function countBands(rule: Of<'count-bands'>, max: number): Scorer {
  const classes = rule.classes.map(({ where, bands }) => ({ sort: sorterOf(rule.list, where), bandsOf: parameterReader(bands) }))
  return (of) => {
    const sorted = classes.map(({ sort }) => sort(of))
    const [first] = sorted
    if (first && !first.stated) return interval(0, max, { openFor: 'data', missing: first.missing })
    let sure: Hit | undefined
    let best: Hit | undefined
    let value = 0
    for (const [index, { definite, possible }] of sorted.entries()) {
      const bands = classes[index]!.bandsOf(of)
      if (!sure) {
        const band = bandOfCount(bands, definite)
        if (band.max > 0) [sure, value] = [band, definite]
      }
      if (!best) {
        const band = bandOfCount(bands, definite + possible)
        if (band.max > 0) best = band
      }
      if (sure && best) break
    }
    const [least, most] = [sure ?? noBand, best ?? noBand]
    if (most.max === least.max && most.min === least.min) return banded(least, value)
    const missing = [...new Set(sorted.flatMap((one) => one.missing))]
    return interval(least.min, most.max, { openFor: 'data', missing, value })
  }
}

function growthBands(rule: Of<'growth-bands'>, max: number): Scorer {
  const bandsOf = parameterReader(rule.bands)
  return (of) => {
    const years = of.accountingYears
    if (years.length < 2) return interval(0, 0)
    const readings = years.map((year) => readFigure(of, rule.figure, year))
    if (readings.some(({ value }) => value === null)) return openForData(max, ...readings)
    const proxies = joined(readings, 'proxies')
    const values = readings.map(({ value }) => value?.units ?? 0)
    const twoYears = values.length === 2
    const [v1, v2, v3] = twoYears ? [0, values[0]!, values[1]!] : (values as [number, number, number])
    if (values.some((value) => value < 0) || (twoYears && v2 <= 0)) return interval(0, 0, { proxies, flagged: true })
    if (v2 === 0) return interval(0, 0, { proxies })
    const oneRate = twoYears || v1 === 0
    const value = oneRate ? v3 / v2 - 1 : (v2 / v1 + v3 / v2) / 2 - 1
    const band = bandOf(bandsOf(of), (bound) => (oneRate ? compareGrowth(v2, v3, bound) : compareMeanGrowth(v1, v2, v3, bound)))
    return banded(twoYears ? { ...band, review: true } : band, value, proxies)
  }
}

function branch(rule: Of<'branch'>, max: number): Scorer {
  const rangesOf = parameterReader(rule.ranges)
  const sortAll = sorterOf(rule.list, rule.where)
  const sortBetter = sorterOf(rule.list, [...rule.where, ...rule.better])
  const person = (range: PointsRange) => interval(range.min, range.max, { openFor: 'person' })
  return (of) => {
    const ranges = rangesOf(of)
    const all = sortAll(of)
    if (!all.stated) return interval(0, max, { openFor: 'data', missing: all.missing })
    const better = sortBetter(of)
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
}

/** The best of several options: the greatest of their least, to the greatest of their most; none defined is left to a person. */
export function bestOf(options: readonly Interval[]): Interval {
  let min = -Infinity
  let max = -Infinity
  for (const option of options) {
    if (option.min > min) min = option.min
    if (option.max > max) max = option.max
  }
  const open = min < max ? options.filter((option) => option.openFor !== null && option.max > min) : []
  return interval(min, max, {
    openFor: open.some(({ openFor }) => openFor === 'data') ? 'data' : open.length > 0 ? 'person' : null,
    flagged: options.every((option) => option.undefined),
    missing: unique(joined(open, 'missing')),
    proxies: unique(joined(options, 'proxies')),
  })
}

const unique = (paths: readonly string[]): readonly string[] => (paths.length < 2 ? paths : [...new Set(paths)])

function amountBands(rule: Of<'amount-bands'>, max: number): Scorer {
  const read = quantityReader(rule.of)
  const bandsOf = parameterReader(rule.bands)
  return (of) => {
    const reading = read(of)
    const { value, proxies } = reading
    if (value === null) return openForData(max, reading)
    return banded(
      bandOf(bandsOf(of), (bound) => compareAmount(value, bound)),
      value.units / value.scale,
      proxies,
    )
  }
}

function rateBands(rule: Of<'rate-bands'>, max: number): Scorer {
  const reads = growthReaders(rule.of)
  const bandsOf = parameterReader(rule.bands)
  return (of) => {
    const readings = reads.map((read) => read(of))
    const rate = rateOf(rule.of.form, readings)
    if (rate === null) return openForData(max, ...readings)
    return banded(
      bandOf(bandsOf(of), (bound) => compareRate(rate, bound)),
      rate.value,
      joined(readings, 'proxies'),
    )
  }
}

function choicePoints({ fact, points }: Of<'choice-points'>): Scorer {
  const read = scalarReader(fact)
  const given = Object.values(points)
  const any = interval(Math.min(...given), Math.max(...given), { openFor: 'data', missing: [fact] })
  return (of) => {
    const value = read(of)
    if (value === undefined) return any
    const fixed = points[String(value)] ?? 0
    return interval(fixed, fixed)
  }
}

function flagPoints({ facts, each }: Of<'flag-points'>, max: number): Scorer {
  const reads = facts.map(scalarReader)
  return (of) => {
    const values = reads.map((read) => read(of))
    const sure = values.filter((value) => value === true).length
    const missing = facts.filter((_, index) => values[index] === undefined)
    const [min, most] = [Math.min(max, each * sure), Math.min(max, each * (sure + missing.length))]
    return min === most ? interval(min, most, { value: sure }) : interval(min, most, { openFor: 'data', missing, value: sure })
  }
}

function given({ fact }: Of<'given'>, max: number): Scorer {
  const read = scalarReader(fact)
  return (of) => {
    const value = read(of)
    if (typeof value !== 'number') return interval(0, max, { openFor: 'data', missing: [fact] })
    const points = Math.min(max, Math.max(0, value))
    return interval(points, points, { value: points })
  }
}

type FactRule = Exclude<PointsRule, { kind: 'best' }>

/** How the points of a part are worked out: once for each rule, as a function that walks no rules any more. */
export function scorerOf(rule: FactRule, max: number): Scorer {
  switch (rule.kind) {
    case 'share-bands':
      return shareBands(rule, max)
    case 'count-bands':
      return countBands(rule, max)
    case 'growth-bands':
      return growthBands(rule, max)
    case 'branch':
      return branch(rule, max)
    case 'amount-bands':
      return amountBands(rule, max)
    case 'rate-bands':
      return rateBands(rule, max)
    case 'choice-points':
      return choicePoints(rule)
    case 'flag-points':
      return flagPoints(rule, max)
    case 'given':
      return given(rule, max)
    case 'greatest': {
      const scorers = rule.of.map((one) => scorerOf(one, max))
      return (of) => ({ ...bestOf(scorers.map((score) => score(of))), flagged: false })
    }
    case 'judged': {
      const open = interval(0, max, { openFor: 'person' })
      return () => open
    }
  }
}

const scorers = new WeakMap<FactRule, { readonly max: number; readonly score: Scorer }>()

/** The points of a part by the facts alone, before any answer. */
export function pointsByFacts(of: Case, rule: FactRule, max: number): Interval {
  let found = scorers.get(rule)
  if (found?.max !== max) scorers.set(rule, (found = { max, score: scorerOf(rule, max) }))
  return found.score(of)
}
