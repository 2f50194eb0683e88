import { daysBetween } from '../days.ts'
import { type Case, parameterReader, scalarReader } from './case.ts'
import { compareAmount, compareMeanShare, compareShare, holds, type Rational, toNumber } from './exact.ts'
import { compareRate, rateOf } from './growth.ts'
import { sorterOf } from './items.ts'
import { growthReaders, hasNoSpan, quantityReader, type Reading, yearlyReaders } from './readings.ts'
import type { Test } from './ruleset.ts'
import { judgeSme } from './size.ts'
import { titleState } from './titles.ts'
import { Truth, truthOf } from './truth.ts'
import { byDay, windowOf } from './windows.ts'

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
  readonly notApplicable: boolean
}

const nothing: readonly string[] = []

/** A judgement, every member of it in one order: the same shape of object for every kind of test. */
export const judgement = (
  truth: Truth,
  value: Judgement['value'] = null,
  threshold: Judgement['threshold'] = null,
  distance: number | null = null,
  missing = nothing,
  proxies = nothing,
): Judgement => ({ truth, missing, proxies, value, threshold, distance, notApplicable: false })

/** What cannot be judged for lack of facts. */
const lacking = (missing: readonly string[], proxies = nothing, threshold: Judgement['threshold'] = null): Judgement =>
  judgement(Truth.unknown, null, threshold, null, missing, proxies)

const distanceOf = (value: number, threshold: number): number | null =>
  threshold === 0 ? null : Math.abs(value - threshold) / Math.abs(threshold)

type Of<K extends Test['kind']> = Extract<Test, { kind: K }>

/** The tests that speak of facts; those over criteria and scores are the evaluator's. */
export type FactTest = Exclude<Test, { kind: 'criterion' | 'score' | 'points-above-zero' }>

/** Judges a case. `answer` is a person's word on the condition where the facts leave it to one. */
export type Judge = (of: Case, answer: boolean | null) => Judgement

const judges = new WeakMap<Test, Judge>()

/** How a condition on the facts is judged: worked out once for each condition, as a function that walks no rules any more. */
export function judgeOf(test: FactTest): Judge {
  let found = judges.get(test)
  if (!found) judges.set(test, (found = compile(test)))
  return found
}

/** Judges a condition on the facts. */
export const judge = (of: Case, test: FactTest, answer: boolean | null): Judgement => judgeOf(test)(of, answer)

const judgesOf = (tests: readonly Test[]): Judge[] => tests.map((test) => judgeOf(test as FactTest))

function compile(test: FactTest): Judge {
  switch (test.kind) {
    case 'all':
    case 'any': {
      const { kind } = test
      const parts = judgesOf(test.of)
      return (of, answer) =>
        combine(
          kind,
          parts.map((part) => part(of, answer)),
        )
    }
    case 'amount':
      return amount(test)
    case 'share':
      return share(test)
    case 'age':
      return age(test)
    case 'known': {
      const read = scalarReader(test.fact)
      return (of) => {
        const value = read(of)
        return value === undefined ? lacking([test.fact]) : judgement(Truth.met, value)
      }
    }
    case 'choice':
      return choice(test)
    case 'industry':
      return industry(test)
    case 'growth':
      return growth(test)
    case 'mean-share':
      return meanShare(test)
    case 'since':
      return since(test)
    case 'sme':
      return judgeSme
    case 'software':
      return software
    case 'purpose':
      return (of) => judgement(truthOf(of.purpose === test.is))
    case 'day-outside':
      return (of) => judgement(truthOf(of.asOf < test.from || of.asOf > test.to))
    case 'judged':
      return (_, answer) => judgement(answer === null ? Truth.review : truthOf(answer), answer)
    case 'constant':
      return () => judgement(Truth[test.truth])
    case 'split':
      return split(test)
    case 'agree':
      return agree(test)
    case 'tiered':
      return tiered(test)
    case 'left-to-person': {
      const inner = judgeOf(test.of as FactTest)
      return (of, answer) => {
        const judged = inner(of, answer)
        return judged.truth === Truth.unknown ? { ...judged, truth: Truth.review } : judged
      }
    }
    case 'some':
      return some(test)
    case 'none':
      return none(test)
    case 'title-held':
    case 'title-free': {
      const wanted = test.kind === 'title-held'
      return (of) => {
        const { held, missing, validTo } = titleState(of.facts, test.title)
        const value = held === true ? (validTo ?? true) : held
        return judgement(held === null ? Truth.unknown : truthOf(held === wanted), value, null, null, missing)
      }
    }
  }
}

type Truthful = Pick<Judgement, 'truth' | 'notApplicable'>

const applies = ({ notApplicable }: Truthful): boolean => !notApplicable

/** What counts under "any of": a part that does not apply is no way to meet it, unless none applies. */
const counted = <J extends Truthful>(kind: 'all' | 'any', parts: readonly J[]): readonly J[] => {
  if (kind === 'all' || parts.every(applies)) return parts
  const applying = parts.filter(applies)
  return applying.length > 0 ? applying : parts
}

/** The least under all, the greatest under any. */
export function combineTruths(kind: 'all' | 'any', parts: readonly Truthful[]): Truthful {
  let truth: Truth = kind === 'all' ? Truth.met : Truth.unmet
  for (const part of counted(kind, parts)) if (kind === 'all' ? part.truth < truth : part.truth > truth) truth = part.truth
  return { truth, notApplicable: parts.length > 0 && !parts.some(applies) }
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
  const { value = null, threshold = null } = shownBy ?? {}
  return judgement(truth, value, threshold, distance, joined(parts, 'missing'), joined(parts, 'proxies'))
}

/** What the parts name, one after the other; most name nothing. */
function joined(parts: readonly Pick<Judgement, 'missing' | 'proxies'>[], member: 'missing' | 'proxies'): readonly string[] {
  let all = nothing
  for (const part of parts) if (part[member].length > 0) all = all.length > 0 ? [...all, ...part[member]] : part[member]
  return all
}

function amount({ of: quantity, relation, threshold }: Of<'amount'>): Judge {
  const read = quantityReader(quantity)
  const limitOf = parameterReader(threshold)
  return (of) => {
    const limit = limitOf(of)
    const mark = toNumber(limit)
    const { value, missing, proxies } = read(of)
    if (value === null) return lacking(missing, proxies, mark)
    const shown = value.units / value.scale
    return judgement(truthOf(holds(compareAmount(value, limit), relation)), shown, mark, distanceOf(shown, mark), missing, proxies)
  }
}

interface Limit {
  readonly limit: Rational | null
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
}

/** The threshold of a share: one figure, or the tier of another quantity, which must then be known. */
function thresholdOf(threshold: Of<'share'>['threshold']): (of: Case) => Limit {
  if ('history' in threshold) {
    const limitOf = parameterReader(threshold)
    return (of) => ({ limit: limitOf(of), missing: nothing, proxies: nothing })
  }
  const read = quantityReader(threshold.by)
  const tiersOf = parameterReader(threshold.tiers)
  return (of) => {
    const { value, missing, proxies } = read(of)
    if (value === null) return { limit: null, missing, proxies }
    const tier = tiersOf(of).find(({ upTo }) => upTo === null || compareAmount(value, { p: upTo, q: 1 }) <= 0)
    return { limit: tier?.threshold ?? null, missing, proxies }
  }
}

function share(test: Of<'share'>): Judge {
  const undefinedTruth = Truth[test.undefinedIs]
  const { relation } = test
  const [readPart, readWhole] = [quantityReader(test.part), quantityReader(test.whole)]
  const limitOf = thresholdOf(test.threshold)
  return (of) => {
    if (hasNoSpan(of, test.part)) return judgement(undefinedTruth)
    const part = readPart(of)
    const whole = readWhole(of)
    const tier = limitOf(of)
    const { limit } = tier
    const proxies = distinct(part.proxies, whole.proxies, tier.proxies)
    const threshold = limit === null ? null : toNumber(limit)
    if (part.value === null || whole.value === null || limit === null)
      return lacking(distinct(part.missing, whole.missing, tier.missing), proxies, threshold)
    if (whole.value.units <= 0) return judgement(undefinedTruth, null, threshold, null, nothing, proxies)
    const value = part.value.units / part.value.scale / (whole.value.units / whole.value.scale)
    const truth = truthOf(holds(compareShare(part.value, whole.value, limit), relation))
    return judgement(truth, value, threshold, distanceOf(value, toNumber(limit)), nothing, proxies)
  }
}

const distinct = (a: readonly string[], b: readonly string[], c: readonly string[]): readonly string[] =>
  a.length + b.length + c.length === 0 ? nothing : [...new Set([...a, ...b, ...c])]

function age({ atLeastDays }: Of<'age'>): Judge {
  const limitOf = parameterReader(atLeastDays)
  return (of) => {
    const limit = limitOf(of)
    const registeredOn = of.facts.profile?.registeredOn
    if (registeredOn == null) return lacking(['profile.registeredOn'], nothing, toNumber(limit))
    const days = daysBetween(registeredOn, of.asOf)
    return judgement(truthOf(compareAmount({ units: days, scale: 1 }, limit) >= 0), days, toNumber(limit))
  }
}

const byOutcome = (outcome: 'met' | 'unmet' | 'judged' | undefined, value: Judgement['value'], answer: boolean | null): Judgement => {
  if (outcome === 'judged') return judgement(answer === null ? Truth.review : truthOf(answer), value)
  return judgement(truthOf(outcome === 'met'), value)
}

function choice({ fact, outcomes }: Of<'choice'>): Judge {
  const read = scalarReader(fact)
  return (of, answer) => {
    const value = read(of)
    return value === undefined ? lacking([fact]) : byOutcome(outcomes[String(value)], value, answer)
  }
}

function industry({ codes, inside, outside }: Of<'industry'>): Judge {
  const codesOf = parameterReader(codes)
  return (of, answer) => {
    const value = of.facts.profile?.industry
    if (value == null) return lacking(['profile.industry'])
    return byOutcome(codesOf(of).some((code) => value.startsWith(code)) ? inside : outside, value, answer)
  }
}

function growth({ of: rateBy, relation, threshold: mark }: Of<'growth'>): Judge {
  const reads = growthReaders(rateBy)
  const limitOf = parameterReader(mark)
  return (of) => {
    const limit = limitOf(of)
    const threshold = toNumber(limit)
    const readings = reads.map((read) => read(of))
    const proxies = joined(readings, 'proxies')
    const rate = rateOf(rateBy.form, readings)
    if (rate === null) return lacking(joined(readings, 'missing'), proxies, threshold)
    const truth = truthOf(holds(compareRate(rate, limit), relation))
    return judgement(truth, rate.value, threshold, distanceOf(rate.value, threshold), nothing, proxies)
  }
}

function meanShare(test: Of<'mean-share'>): Judge {
  const limitOf = parameterReader(test.threshold)
  const readParts = yearlyReaders(test.part, test.years)
  const readWholes = yearlyReaders(test.whole, test.years)
  const unitsOf = ({ value }: Reading) => value?.units ?? 0
  return (of) => {
    const limit = limitOf(of)
    const threshold = toNumber(limit)
    const [parts, wholes] = [readParts.map((read) => read(of)), readWholes.map((read) => read(of))]
    const readings = [...parts, ...wholes]
    const missing = joined(readings, 'missing')
    const proxies = joined(readings, 'proxies')
    const [partUnits, wholeUnits] = [parts.map(unitsOf), wholes.map(unitsOf)]
    if (missing.length > 0 || wholeUnits.some((units) => units <= 0)) return lacking(missing, proxies, threshold)
    const value = partUnits.reduce((total, part, index) => total + part / wholeUnits[index]!, 0) / test.years
    const truth = truthOf(holds(compareMeanShare(partUnits, wholeUnits, limit), test.relation))
    return judgement(truth, value, threshold, distanceOf(value, threshold), nothing, proxies)
  }
}

function since({ fact, window, strict, whenAbsent }: Of<'since'>): Judge {
  const read = scalarReader(fact)
  const limitOf = byDay((asOf) => windowOf(asOf, window).from)
  return (of) => {
    const limit = limitOf(of.asOf)
    const value = read(of) as string | undefined
    if (value === undefined) return judgement(Truth[whenAbsent], null, limit, null, whenAbsent === 'unknown' ? [fact] : nothing)
    return judgement(truthOf(strict ? value < limit : value <= limit), value, limit)
  }
}

/** Divisions of GB/T 4754-2017 that make a software and information services firm unless it says otherwise. */
const softwareIndustries = ['I64', 'I65']

const software: Judge = ({ facts: { profile } }) => {
  const stated = profile?.softwareFirm
  const code = profile?.industry
  if (stated == null && code == null) return lacking(['profile.softwareFirm', 'profile.industry'])
  return judgement(truthOf(stated ?? softwareIndustries.some((one) => code?.startsWith(one))))
}

const inapplicable: Judgement = { ...judgement(Truth.met), notApplicable: true }

function split({ by, met, unmet, open }: Of<'split'>): Judge {
  const [judgeBy, judgeMet, judgeUnmet, judgeOpen] = [by, met, unmet, open].map((test) =>
    test === null ? null : judgeOf(test as FactTest),
  )
  return (of, answer) => {
    const condition = judgeBy!(of, answer)
    if (condition.truth === Truth.met || condition.truth === Truth.unmet) {
      const branch = condition.truth === Truth.met ? judgeMet : judgeUnmet
      return branch ? branch(of, answer) : inapplicable
    }
    const judged = judgeOpen!(of, answer)
    return judged.truth === Truth.unknown ? { ...judged, missing: [...condition.missing, ...judged.missing] } : judged
  }
}

function agree(test: Of<'agree'>): Judge {
  const judgeEach = judgesOf(test.of)
  return (of, answer) => {
    const readings = judgeEach.map((one) => one(of, answer))
    const judged = combine('all', readings)
    if (readings.some(({ truth }) => truth === Truth.unknown)) return { ...judged, truth: Truth.unknown }
    const [first] = readings
    const agreed = first && first.truth !== Truth.review && readings.every(({ truth }) => truth === first.truth)
    return agreed ? judged : { ...judged, truth: Truth[test.otherwise] }
  }
}

/** Which tier a quantity falls into; null while the quantity is unknown. */
export function tierOf({ by, tiers }: Of<'tiered'>): (of: Case) => FactTest | null {
  const read = quantityReader(by)
  const bounds = tiers.map(({ from, test }) => ({ fromOf: from && parameterReader(from), test: test as FactTest }))
  return (of) => {
    const { value } = read(of)
    const tier = value && bounds.find(({ fromOf }) => fromOf === null || compareAmount(value, fromOf(of)) >= 0)
    return tier?.test ?? null
  }
}

function tiered(test: Of<'tiered'>): Judge {
  const read = quantityReader(test.by)
  const findTier = tierOf(test)
  return (of, answer) => {
    const { missing, proxies } = read(of)
    const tier = findTier(of)
    if (tier === null) return lacking(missing, proxies)
    const judged = judgeOf(tier)(of, answer)
    return proxies.length === 0 ? judged : { ...judged, proxies: [...proxies, ...judged.proxies] }
  }
}

function some({ list, where, atLeast }: Of<'some'>): Judge {
  const sort = sorterOf(list, where)
  const wantedOf = atLeast && parameterReader(atLeast)
  return (of) => {
    const { definite, possible, missing, stated } = sort(of)
    const wanted = wantedOf ? toNumber(wantedOf(of)) : 1
    const truth = definite >= wanted ? Truth.met : !stated || definite + possible >= wanted ? Truth.unknown : Truth.unmet
    const [value, distance] = stated ? [definite, distanceOf(definite, wanted)] : [null, null]
    return judgement(truth, value, wanted, distance, truth === Truth.unknown ? missing : nothing)
  }
}

function none({ list, where }: Of<'none'>): Judge {
  const sort = sorterOf(list, where)
  return (of) => {
    const { definite, possible, missing, stated } = sort(of)
    const truth = definite > 0 ? Truth.unmet : possible > 0 || !stated ? Truth.unknown : Truth.met
    return judgement(truth, stated ? definite : null, null, null, truth === Truth.unknown ? missing : nothing)
  }
}
