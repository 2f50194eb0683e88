import { daysBetween } from '../days.ts'
import {
  type Case,
  growthReadings,
  hasNoSpan,
  parameterValue,
  type Reading,
  readFigure,
  readQuantity,
  scalarValue,
  windowOf,
} from './case.ts'
import { compareAmount, compareMeanShare, compareShare, holds, type Rational, toNumber } from './exact.ts'
import { rateOf } from './growth.ts'
import { sortItems } from './items.ts'
import type { Test } from './ruleset.ts'
import { judgeSme } from './size.ts'
import { titleState } from './titles.ts'
import { Truth, truthOf } from './truth.ts'

/** One condition, judged: its truth value, what it rests on, and what it shows. */
export interface Judgement {
  readonly truth: Truth
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
  /** For showing; never decides. */
  readonly value: number | string | boolean | null
  readonly threshold: number | string | null
  /** |value − threshold| ÷ threshold; orders lists. */
  readonly distance: number | null
  /** A clause that does not concern this case: counts as met. */
  readonly notApplicable?: true
}

const nothing: readonly string[] = []

const judgement = (truth: Truth, more: Partial<Judgement> = empty): Judgement => {
  const { missing = nothing, proxies = nothing, value = null, threshold = null, distance = null } = more
  const judged = { truth, missing, proxies, value, threshold, distance }
  return more.notApplicable ? { ...judged, notApplicable: true } : judged
}

const empty: Partial<Judgement> = {}

const distanceOf = (value: number, threshold: number): number | null =>
  threshold === 0 ? null : Math.abs(value - threshold) / Math.abs(threshold)

type Of<K extends Test['kind']> = Extract<Test, { kind: K }>

/** The tests that speak of facts; those over criteria and scores are the evaluator's. */
export type FactTest = Exclude<Test, { kind: 'criterion' | 'score' | 'points-above-zero' }>

/** Judges a condition on the facts. `answer` is a person's word on it where the facts leave it to one. */
export function judge(of: Case, test: FactTest, answer: boolean | null): Judgement {
  switch (test.kind) {
    case 'all':
    case 'any':
      return combine(
        test.kind,
        test.of.map((part) => judge(of, part as FactTest, answer)),
      )
    case 'amount':
      return amount(of, test)
    case 'share':
      return share(of, test)
    case 'age':
      return age(of, test)
    case 'known': {
      const value = scalarValue(of, test.fact)
      return value === undefined ? judgement(Truth.unknown, { missing: [test.fact] }) : judgement(Truth.met, { value })
    }
    case 'choice':
      return choice(of, test, answer)
    case 'industry':
      return industry(of, test, answer)
    case 'growth':
      return growth(of, test)
    case 'mean-share':
      return meanShare(of, test)
    case 'since':
      return since(of, test)
    case 'sme':
      return judgeSme(of)
    case 'software':
      return software(of)
    case 'purpose':
      return judgement(truthOf(of.purpose === test.is))
    case 'day-outside':
      return judgement(truthOf(of.asOf < test.from || of.asOf > test.to))
    case 'judged':
      return judgement(answer === null ? Truth.review : truthOf(answer), { value: answer })
    case 'constant':
      return judgement(Truth[test.truth])
    case 'split':
      return split(of, test, answer)
    case 'agree':
      return agree(of, test, answer)
    case 'tiered':
      return tiered(of, test, answer)
    case 'left-to-person': {
      const judged = judge(of, test.of as FactTest, answer)
      return judged.truth === Truth.unknown ? { ...judged, truth: Truth.review } : judged
    }
    case 'some':
      return some(of, test)
    case 'none':
      return none(of, test)
    case 'title-held':
    case 'title-free': {
      const { held, missing, validTo } = titleState(of.facts, test.title)
      const wanted = test.kind === 'title-held'
      return judgement(held === null ? Truth.unknown : truthOf(held === wanted), {
        missing,
        value: held === true ? (validTo ?? true) : held,
      })
    }
  }
}

type Truthful = Pick<Judgement, 'truth' | 'notApplicable'>

/** What counts under "any of": a part that does not apply is no way to meet it, unless none applies. */
const counted = <J extends Truthful>(kind: 'all' | 'any', parts: readonly J[]): readonly J[] => {
  if (kind === 'all' || !parts.some(({ notApplicable }) => notApplicable)) return parts
  const applying = parts.filter(({ notApplicable }) => !notApplicable)
  return applying.length > 0 ? applying : parts
}

/** The least under all, the greatest under any. */
export function combineTruths(kind: 'all' | 'any', parts: readonly Truthful[]): Truthful {
  let truth: Truth = kind === 'all' ? Truth.met : Truth.unmet
  for (const part of counted(kind, parts)) truth = (kind === 'all' ? Math.min : Math.max)(truth, part.truth) as Truth
  return parts.length > 0 && parts.every(({ notApplicable }) => notApplicable) ? { truth, notApplicable: true } : { truth }
}

/** Parts of one criterion, with the wider distance under all, the nearer under any. */
function combine(kind: 'all' | 'any', all: readonly Judgement[]): Judgement {
  const { truth } = combineTruths(kind, all)
  const parts = counted(kind, all)
  let distance: number | null = null
  let shownBy: Judgement | undefined
  for (const part of parts) {
    if (part.distance !== null)
      distance = distance === null ? part.distance : kind === 'all' ? Math.max(distance, part.distance) : Math.min(distance, part.distance)
    const tells = part.value !== null && (shownBy === undefined || (shownBy.truth !== truth && part.truth === truth))
    if (tells) shownBy = part
  }
  return {
    truth,
    missing: joined(parts, 'missing'),
    proxies: joined(parts, 'proxies'),
    value: shownBy?.value ?? null,
    threshold: shownBy?.threshold ?? null,
    distance,
  }
}

/** What the parts name, one after the other; most name nothing. */
function joined(parts: readonly Judgement[], member: 'missing' | 'proxies'): readonly string[] {
  let all = nothing
  for (const part of parts) if (part[member].length > 0) all = all.length > 0 ? [...all, ...part[member]] : part[member]
  return all
}

function amount(of: Case, { of: quantity, relation, threshold }: Of<'amount'>): Judgement {
  const limit = parameterValue(of, threshold)
  const { value, missing, proxies } = readQuantity(of, quantity)
  if (value === null) return judgement(Truth.unknown, { missing, proxies, threshold: toNumber(limit) })
  const shown = value.units / value.scale
  return judgement(truthOf(holds(compareAmount(value, limit), relation)), {
    missing,
    proxies,
    value: shown,
    threshold: toNumber(limit),
    distance: distanceOf(shown, toNumber(limit)),
  })
}

/** The threshold of a share: one figure, or the tier of another quantity, which must then be known. */
function thresholdOf(
  of: Case,
  threshold: Of<'share'>['threshold'],
): { limit: Rational | null; reading: Pick<Reading, 'missing' | 'proxies'> } {
  if ('history' in threshold) return { limit: parameterValue(of, threshold), reading: { missing: [], proxies: [] } }
  const reading = readQuantity(of, threshold.by)
  const { value } = reading
  if (value === null) return { limit: null, reading }
  const tier = parameterValue(of, threshold.tiers).find(({ upTo }) => upTo === null || compareAmount(value, { p: upTo, q: 1 }) <= 0)
  return { limit: tier?.threshold ?? null, reading }
}

function share(of: Case, test: Of<'share'>): Judgement {
  const undefinedTruth = Truth[test.undefinedIs]
  if (hasNoSpan(of, test.part)) return judgement(undefinedTruth)
  const part = readQuantity(of, test.part)
  const whole = readQuantity(of, test.whole)
  const { limit, reading } = thresholdOf(of, test.threshold)
  const missing = distinct(part.missing, whole.missing, reading.missing)
  const proxies = distinct(part.proxies, whole.proxies, reading.proxies)
  const threshold = limit === null ? null : toNumber(limit)
  if (part.value === null || whole.value === null || limit === null) return judgement(Truth.unknown, { missing, proxies, threshold })
  if (whole.value.units <= 0) return judgement(undefinedTruth, { proxies, threshold })
  const value = part.value.units / part.value.scale / (whole.value.units / whole.value.scale)
  return judgement(truthOf(holds(compareShare(part.value, whole.value, limit), test.relation)), {
    proxies,
    value,
    threshold,
    distance: distanceOf(value, toNumber(limit)),
  })
}

const distinct = (a: readonly string[], b: readonly string[], c: readonly string[]): readonly string[] =>
  a.length + b.length + c.length === 0 ? nothing : [...new Set([...a, ...b, ...c])]

function age(of: Case, { atLeastDays }: Of<'age'>): Judgement {
  const limit = parameterValue(of, atLeastDays)
  const registeredOn = of.facts.profile?.registeredOn
  if (registeredOn == null) return judgement(Truth.unknown, { missing: ['profile.registeredOn'], threshold: toNumber(limit) })
  const days = daysBetween(registeredOn, of.asOf)
  return judgement(truthOf(compareAmount({ units: days, scale: 1 }, limit) >= 0), { value: days, threshold: toNumber(limit) })
}

function choice(of: Case, { fact, outcomes }: Of<'choice'>, answer: boolean | null): Judgement {
  const value = scalarValue(of, fact)
  if (value === undefined) return judgement(Truth.unknown, { missing: [fact] })
  const outcome = outcomes[String(value)]
  if (outcome === 'judged') return judgement(answer === null ? Truth.review : truthOf(answer), { value })
  return judgement(truthOf(outcome === 'met'), { value })
}

function industry(of: Case, { codes, inside, outside }: Of<'industry'>, answer: boolean | null): Judgement {
  const value = of.facts.profile?.industry
  if (value == null) return judgement(Truth.unknown, { missing: ['profile.industry'] })
  const outcome = parameterValue(of, codes).some((code) => value.startsWith(code)) ? inside : outside
  if (outcome === 'judged') return judgement(answer === null ? Truth.review : truthOf(answer), { value })
  return judgement(truthOf(outcome === 'met'), { value })
}

function growth(of: Case, test: Of<'growth'>): Judgement {
  const limit = parameterValue(of, test.threshold)
  const threshold = toNumber(limit)
  const readings = growthReadings(of, test.of)
  const missing = readings.flatMap((reading) => reading.missing)
  const proxies = readings.flatMap((reading) => reading.proxies)
  const rate = rateOf(test.of.form, readings)
  if (rate === null) return judgement(Truth.unknown, { missing, proxies, threshold })
  return judgement(truthOf(holds(rate.compare(limit), test.relation)), {
    proxies,
    value: rate.value,
    threshold,
    distance: distanceOf(rate.value, threshold),
  })
}

function meanShare(of: Case, test: Of<'mean-share'>): Judgement {
  const limit = parameterValue(of, test.threshold)
  const threshold = toNumber(limit)
  const years = Array.from({ length: test.years }, (_, back) => of.year - 1 - back)
  const parts = years.map((year) => readFigure(of, test.part, year))
  const wholes = years.map((year) => readFigure(of, test.whole, year))
  const missing = [...parts, ...wholes].flatMap((reading) => reading.missing)
  const proxies = [...parts, ...wholes].flatMap((reading) => reading.proxies)
  const partUnits = parts.map(({ value }) => value?.units ?? 0)
  const wholeUnits = wholes.map(({ value }) => value?.units ?? 0)
  if (missing.length > 0 || wholeUnits.some((units) => units <= 0)) return judgement(Truth.unknown, { missing, proxies, threshold })
  const value = partUnits.reduce((total, part, index) => total + part / wholeUnits[index]!, 0) / test.years
  return judgement(truthOf(holds(compareMeanShare(partUnits, wholeUnits, limit), test.relation)), {
    proxies,
    value,
    threshold,
    distance: distanceOf(value, threshold),
  })
}

function since(of: Case, { fact, window, strict, whenAbsent }: Of<'since'>): Judgement {
  const limit = windowOf(of, window).from
  const value = scalarValue(of, fact) as string | undefined
  if (value === undefined) return judgement(Truth[whenAbsent], { missing: whenAbsent === 'unknown' ? [fact] : [], threshold: limit })
  return judgement(truthOf(strict ? value < limit : value <= limit), { value, threshold: limit })
}

/** Divisions of GB/T 4754-2017 that make a software and information services firm unless it says otherwise. */
const softwareIndustries = ['I64', 'I65']

function software(of: Case): Judgement {
  const stated = of.facts.profile?.softwareFirm
  const industry = of.facts.profile?.industry
  if (stated == null && industry == null) return judgement(Truth.unknown, { missing: ['profile.softwareFirm', 'profile.industry'] })
  return judgement(truthOf(stated ?? softwareIndustries.some((code) => industry?.startsWith(code))))
}

function split(of: Case, { by, met, unmet, open }: Of<'split'>, answer: boolean | null): Judgement {
  const condition = judge(of, by as FactTest, answer)
  if (condition.truth === Truth.met || condition.truth === Truth.unmet) {
    const test = condition.truth === Truth.met ? met : unmet
    return test === null ? judgement(Truth.met, { notApplicable: true }) : judge(of, test as FactTest, answer)
  }
  const judged = judge(of, open as FactTest, answer)
  return judged.truth === Truth.unknown ? { ...judged, missing: [...condition.missing, ...judged.missing] } : judged
}

function agree(of: Case, test: Of<'agree'>, answer: boolean | null): Judgement {
  const readings = test.of.map((one) => judge(of, one as FactTest, answer))
  const judged = combine('all', readings)
  if (readings.some(({ truth }) => truth === Truth.unknown)) return { ...judged, truth: Truth.unknown }
  const [first] = readings
  const agreed = first && first.truth !== Truth.review && readings.every(({ truth }) => truth === first.truth)
  return agreed ? judged : { ...judged, truth: Truth[test.otherwise] }
}

/** The test of the tier that a quantity falls into; null while the quantity is unknown. */
export function tierOf(of: Case, { by, tiers }: Of<'tiered'>): FactTest | null {
  const { value } = readQuantity(of, by)
  const tier = value && tiers.find(({ from }) => from === null || compareAmount(value, parameterValue(of, from)) >= 0)
  return (tier?.test as FactTest | undefined) ?? null
}

function tiered(of: Case, test: Of<'tiered'>, answer: boolean | null): Judgement {
  const { missing, proxies } = readQuantity(of, test.by)
  const tier = tierOf(of, test)
  if (tier === null) return judgement(Truth.unknown, { missing, proxies })
  const judged = judge(of, tier, answer)
  return { ...judged, proxies: [...proxies, ...judged.proxies] }
}

function some(of: Case, { list, where, atLeast }: Of<'some'>): Judgement {
  const { definite, possible, missing, stated } = sortItems(of, list, where)
  const wanted = atLeast ? toNumber(parameterValue(of, atLeast)) : 1
  const truth = definite >= wanted ? Truth.met : !stated || definite + possible >= wanted ? Truth.unknown : Truth.unmet
  return judgement(truth, {
    missing: truth === Truth.unknown ? missing : [],
    value: stated ? definite : null,
    threshold: wanted,
    distance: stated ? distanceOf(definite, wanted) : null,
  })
}

function none(of: Case, { list, where }: Of<'none'>): Judgement {
  const { definite, possible, missing, stated } = sortItems(of, list, where)
  const truth = definite > 0 ? Truth.unmet : possible > 0 || !stated ? Truth.unknown : Truth.met
  return judgement(truth, { missing: truth === Truth.unknown ? missing : [], value: stated ? definite : null })
}
