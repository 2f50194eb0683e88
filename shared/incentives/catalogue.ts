import type { FirmIncentive, Incentive, IncentiveChange, MatchOutcome } from '../api/incentives.ts'
import type { FirmFacts } from '../facts.ts'
import { factLabel } from '../rules/fact-names.ts'
import { outcomeOf, Truth } from '../rules/truth.ts'
import type { Estimate, IncentiveRule } from './incentive.ts'
import { localIncentives } from './local.ts'
import { nationalIncentives } from './national.ts'

/** Every incentive there is, whether or not it is offered. */
export const incentives: readonly IncentiveRule[] = [...nationalIncentives, ...localIncentives]

export const findIncentive = (id: string): IncentiveRule | undefined => incentives.find((one) => one.id === id)

const offered: readonly Incentive['status'][] = ['in-force', 'check']

/** What stands over the catalogue: found out by the bureau. */
export interface Standing {
  readonly change: IncentiveChange | null
  readonly version: number
}

const untouched: Standing = { change: null, version: 0 }

/** An incentive on a day. One that is out of date, barred by higher law or of unknown text is never recommended. */
export function incentiveOn(rule: IncentiveRule, day: string, { change, version }: Standing = untouched): Incentive {
  // What higher law bars stays barred, whoever says otherwise.
  const status = rule.status === 'blocked' ? 'blocked' : (change?.status ?? rule.status)
  const validTo = change?.validTo ?? rule.validTo ?? null
  const isOver = validTo !== null && validTo < day
  const shownStatus = isOver && offered.includes(status) ? 'expired' : status
  return {
    id: rule.id,
    name: rule.name,
    nameEn: rule.nameEn,
    level: rule.level,
    kind: rule.kind,
    status: shownStatus,
    isOffered: offered.includes(shownStatus) && (rule.validFrom === undefined || rule.validFrom <= day),
    caution: rule.caution ?? null,
    conditions: rule.conditions.map(({ id, text, textEn }) => ({ id, text, textEn })),
    amountText: change?.amountText ?? rule.amountText ?? null,
    formula: rule.formula ?? null,
    source: rule.source,
    validFrom: rule.validFrom ?? null,
    validTo,
    steps: [...(rule.steps ?? [])],
    contact: change?.contact ?? null,
    excludes: [...(rule.excludes ?? [])],
    certifications: [...rule.certifications],
    version,
  }
}

const outcomes: Readonly<Record<Truth, MatchOutcome>> = { 0: 'not-yet', 1: 'unknown', 2: 'review', 3: 'may' }

/** How a firm stands with an incentive. */
export type Match = Pick<FirmIncentive, 'incentive' | 'outcome' | 'conditions' | 'estimate' | 'working' | 'reason'>

/** Judges every condition by itself; all must hold. An estimate is made only of what may be enjoyed. */
export function matchIncentive(rule: IncentiveRule, facts: FirmFacts, standing?: Standing): Match {
  const incentive = incentiveOn(rule, facts.asOf, standing)
  const judged = rule.conditions.map((condition) => ({ condition, ...condition.judge(facts) }))
  const truth = judged.reduce<Truth>((least, one) => (one.truth < least ? one.truth : least), Truth.met)
  const outcome = incentive.isOffered ? outcomes[truth] : 'not-offered'
  const estimate: Estimate | null = outcome === 'may' || outcome === 'review' ? (rule.estimate?.(facts) ?? null) : null
  return {
    incentive,
    outcome,
    conditions: judged.map(({ condition: { id, text, textEn }, truth: one, shown, missing }) => ({
      id,
      text,
      textEn,
      outcome: outcomeOf[one],
      shown,
      missing: [...missing],
    })),
    estimate: estimate?.amount ?? null,
    working: estimate?.working ?? null,
    reason: reasonOf(incentive, outcome, judged),
  }
}

function reasonOf(
  incentive: Incentive,
  outcome: MatchOutcome,
  judged: readonly { condition: { text: string }; truth: Truth; shown: string | null; missing: readonly string[] }[],
): string {
  const of = (truth: Truth) => judged.filter((one) => one.truth === truth)
  switch (outcome) {
    case 'not-offered':
      return incentive.caution ?? '不在有效期内'
    case 'not-yet':
      return of(Truth.unmet)
        .map(({ condition, shown }) => `未满足：${condition.text}${shown === null ? '' : `（${shown}）`}`)
        .join('；')
    case 'unknown':
      return `还缺：${[...new Set(of(Truth.unknown).flatMap(({ missing }) => missing))].map((fact) => factLabel(fact).zh).join('、')}`
    case 'review':
      return `数据条件已满足，还须核对：${of(Truth.review)
        .map(({ condition }) => condition.text)
        .join('；')}`
    case 'may':
      return '条件全部满足'
  }
}

/** Every incentive for one firm: what it may enjoy first, then the nearest. */
export function matchAll(facts: FirmFacts, standings: ReadonlyMap<string, Standing> = new Map()): Match[] {
  const order: readonly MatchOutcome[] = ['may', 'review', 'unknown', 'not-yet', 'not-offered']
  return incentives
    .map((rule) => matchIncentive(rule, facts, standings.get(rule.id)))
    .toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || (b.estimate ?? 0) - (a.estimate ?? 0))
}
