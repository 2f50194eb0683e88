import type { Certification } from '../../shared/dictionary/certifications.ts'
import { yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { ScalarChange } from '../../shared/report.ts'
import { assessCertification } from '../../shared/rules/assess.ts'
import { unitAt } from '../../shared/rules/gap/changes.ts'
import { factAt, indicatorAt, withFact } from '../facts/paths.ts'
import type { CriterionRow } from './criteria.ts'
import { leastUnits } from './turning-point.ts'

/** How much more of one figure of the last year would have met this condition alone; null where no figure can. */
export function criterionChange(facts: FirmFacts, certification: Certification, { report, text }: CriterionRow): ScalarChange | null {
  if (text.relation !== '>=' && text.relation !== '>') return null
  const last = yearOf(facts.asOf) - 1
  const [fact] = [...text.facts, ...report.proxies].filter(
    (path) => path.startsWith(`years.${last}.`) && typeof factAt(facts, path) === 'number',
  )
  const from = fact === undefined ? null : factAt(facts, fact)
  if (fact === undefined || typeof from !== 'number') return null
  const judge = (units: number) =>
    assessCertification(withFact(facts, fact, Math.round((from + units) * 1e6) / 1e6), certification, facts.purpose ?? 'apply')
  const isMet = (units: number) => judge(units).criteria.find(({ id }) => id === report.id)?.outcome === 'met'
  const units = leastUnits(isMet, indicatorAt(fact)?.kind === 'money' ? 1e13 : 5000)
  return units === null ? null : { fact, from, to: from + units, unit: unitAt(fact) }
}
