import { daysBetween } from '../days.ts'
import { type Case, hasNoSpan, parameterValue, profileValue, type Reading, readQuantity } from './case.ts'
import { compareAmount, compareShare, holds, type Rational, toNumber } from './exact.ts'
import { sortItems } from './items.ts'
import type { Test } from './ruleset.ts'
import { titleState } from './titles.ts'
import { greatest, least, Truth, truthOf } from './truth.ts'

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
}

const judgement = (truth: Truth, more: Partial<Judgement> = {}): Judgement => ({
  truth,
  missing: [],
  proxies: [],
  value: null,
  threshold: null,
  distance: null,
  ...more,
})

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
      const value = profileValue(of, test.fact)
      return value === undefined ? judgement(Truth.unknown, { missing: [test.fact] }) : judgement(Truth.met, { value })
    }
    case 'choice':
      return choice(of, test, answer)
    case 'industry-outside':
      return industry(of, test)
    case 'some':
      return some(of, test)
    case 'none':
      return none(of, test)
    case 'title-held': {
      const { held, missing, validTo } = titleState(of.facts, test.title)
      return judgement(held === null ? Truth.unknown : truthOf(held), { missing, value: held === true ? (validTo ?? true) : held })
    }
  }
}

/** Parts of one criterion: the least under all, the greatest under any; the wider distance under all, the nearer under any. */
function combine(kind: 'all' | 'any', parts: readonly Judgement[]): Judgement {
  const truth = (kind === 'all' ? least : greatest)(parts.map((part) => part.truth))
  const distances = parts.flatMap(({ distance }) => (distance === null ? [] : [distance]))
  const shownBy = parts.find((part) => part.truth === truth && part.value !== null) ?? parts.find((part) => part.value !== null)
  return judgement(truth, {
    missing: parts.flatMap((part) => part.missing),
    proxies: parts.flatMap((part) => part.proxies),
    value: shownBy?.value ?? null,
    threshold: shownBy?.threshold ?? null,
    distance: distances.length === 0 ? null : kind === 'all' ? Math.max(...distances) : Math.min(...distances),
  })
}

function amount(of: Case, { of: quantity, relation, threshold }: Of<'amount'>): Judgement {
  const limit = parameterValue(of, threshold)
  const { value, missing, proxies } = readQuantity(of, quantity)
  if (value === null) return judgement(Truth.unknown, { missing, proxies, threshold: toNumber(limit) })
  const shown = value.units / value.scale
  return judgement(truthOf(holds(compareAmount(value, limit), relation)), {
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
  const missing = [...new Set([...part.missing, ...whole.missing, ...reading.missing])]
  const proxies = [...new Set([...part.proxies, ...whole.proxies, ...reading.proxies])]
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

function age(of: Case, { atLeastDays }: Of<'age'>): Judgement {
  const limit = parameterValue(of, atLeastDays)
  const registeredOn = of.facts.profile?.registeredOn
  if (registeredOn == null) return judgement(Truth.unknown, { missing: ['profile.registeredOn'], threshold: toNumber(limit) })
  const days = daysBetween(registeredOn, of.asOf)
  return judgement(truthOf(compareAmount({ units: days, scale: 1 }, limit) >= 0), { value: days, threshold: toNumber(limit) })
}

function choice(of: Case, { fact, outcomes }: Of<'choice'>, answer: boolean | null): Judgement {
  const value = profileValue(of, fact)
  if (value === undefined) return judgement(Truth.unknown, { missing: [fact] })
  const outcome = outcomes[String(value)]
  if (outcome === 'judged') return judgement(answer === null ? Truth.review : truthOf(answer), { value })
  return judgement(truthOf(outcome === 'met'), { value })
}

/** An industry is outside a code when neither begins with the other; a code too short to tell apart is unknown. */
function industry(of: Case, { codes }: Of<'industry-outside'>): Judgement {
  const value = of.facts.profile?.industry
  if (value == null) return judgement(Truth.unknown, { missing: ['profile.industry'] })
  return judgement(truthOf(!parameterValue(of, codes).some((code) => value.startsWith(code))), { value })
}

function some(of: Case, { list, where }: Of<'some'>): Judgement {
  const { definite, possible, missing, stated } = sortItems(of, list, where)
  const truth = definite > 0 ? Truth.met : possible > 0 || !stated ? Truth.unknown : Truth.unmet
  return judgement(truth, {
    missing: truth === Truth.unknown ? missing : [],
    value: stated ? definite : null,
    threshold: 1,
    distance: stated ? distanceOf(definite, 1) : null,
  })
}

function none(of: Case, { list, where }: Of<'none'>): Judgement {
  const { definite, possible, missing, stated } = sortItems(of, list, where)
  const truth = definite > 0 ? Truth.unmet : possible > 0 || !stated ? Truth.unknown : Truth.met
  return judgement(truth, { missing: truth === Truth.unknown ? missing : [], value: stated ? definite : null })
}
