import type { Certification } from '../../shared/dictionary/certifications.ts'
import { figures, type Figure } from '../../shared/dictionary/figures.ts'
import type { IpRight } from '../../shared/dictionary/lists.ts'
import { yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Verdict } from '../../shared/report.ts'
import { assessCertification } from '../../shared/rules/assess.ts'
import { factAt, withFact } from '../facts/paths.ts'

/** One figure raised, or items added, and the verdict that this alone would give. */
export interface SingleChange {
  readonly fact: string
  readonly from: number
  readonly to: number
  /** Items of intellectual property added instead of a figure raised. */
  readonly added: IpRight['kind'] | null
  readonly verdict: Verdict
  readonly score: { readonly min: number; readonly max: number } | null
}

const reaches = (verdict: Verdict): boolean => verdict === 'qualified' || verdict === 'review'

/**
 * The least whole number of units, up to the most that is tried, for which the condition holds; null where it never does.
 * The condition must not turn back once it holds.
 */
export function leastUnits(holds: (units: number) => boolean, most: number): number | null {
  let high = 1
  while (!holds(high)) {
    if (high >= most) return null
    high = Math.min(high * 4, most)
  }
  let low = Math.floor(high / 4)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/** Figures that a firm can raise without giving anything up. */
const raisable: readonly Figure[] = [
  'techStaffQuarterlyAvg',
  'techStaffMonthlyAvg',
  'rdTax',
  'rdHnte',
  'rdHnteDomestic',
  'rdExpense',
  'highTechIncome',
  'highTechMainProductIncome',
]

const mostUnits = { money: 1e13, people: 5000 } as const

/**
 * What would have been enough for one certification if only one thing were different: every answer is judged again by the
 * rules before it is given. The nearest first; at most so many.
 */
export function leastChanges(facts: FirmFacts, certification: Certification, most = 3): readonly SingleChange[] {
  const judge = (changed: FirmFacts) => assessCertification(changed, certification)
  if (reaches(judge(facts).verdict)) return []
  const year = yearOf(facts.asOf) - 1
  const found: (SingleChange & { readonly effort: number })[] = []

  for (const figure of raisable) {
    const fact = `years.${year}.${figure}`
    const from = factAt(facts, fact)
    if (typeof from !== 'number') continue
    const { kind } = figures[figure]
    const changed = (units: number) => withFact(facts, fact, Math.round((from + units) * 1e6) / 1e6)
    const units = leastUnits((tried) => reaches(judge(changed(tried)).verdict), kind === 'money' ? mostUnits.money : mostUnits.people)
    if (units === null) continue
    const { verdict, score } = judge(changed(units))
    const effort = kind === 'money' ? units / Math.max(from, 1) : (units / Math.max(from, 1)) * 0.8
    found.push({ fact, from, to: from + units, added: null, verdict, score, effort })
  }

  if (facts.ip != null) {
    const stated = facts.ip
    const right = (kind: IpRight['kind']): IpRight => ({ kind, acquisition: 'self', linkedToMainProduct: true, inUse: true, valid: true })
    for (const [kind, limit] of [
      ['software-copyright', 6],
      ['invention-patent', 2],
    ] as const) {
      const changed = (count: number): FirmFacts => ({ ...facts, ip: [...stated, ...Array.from({ length: count }, () => right(kind))] })
      const units = leastUnits((tried) => reaches(judge(changed(tried)).verdict), limit)
      if (units === null) continue
      const { verdict, score } = judge(changed(units))
      found.push({
        fact: 'ip',
        from: stated.length,
        to: stated.length + units,
        added: kind,
        verdict,
        score,
        effort: units * (kind === 'invention-patent' ? 0.3 : 0.02),
      })
    }
  }

  return found
    .sort((a, b) => a.effort - b.effort)
    .slice(0, most)
    .map(({ effort: _, ...change }) => change)
}

/** The greatest or least amount of one open fact at which the verdict turns, where it turns only once; null otherwise. */
export function turningPoint(
  facts: FirmFacts,
  certification: Certification,
  fact: string,
): { readonly at: number; readonly holdsAbove: boolean } | null {
  const good = (value: number) => reaches(assessCertification(withFact(facts, fact, value), certification).verdict)
  const far = 1e12
  const [low, high] = [good(0.01), good(far)]
  if (low === high) return null
  const units = leastUnits((tried) => good(tried) === high, far)
  if (units === null) return null
  return { at: high ? units : units - 1, holdsAbove: high }
}
