import { type Certification, certifications } from '../dictionary/certifications.ts'
import type { FirmFacts } from '../facts.ts'
import { yearOf } from '../days.ts'
import type { Action, Assessment, Held, Recommendation, Verdict } from '../report.ts'
import { judgedCertifications } from './rulesets/index.ts'
import { titleState } from './titles.ts'

/** The first day on which a title is due for renewal: 1 January of its last year; of the next year for tech-SMEs. */
export function renewFrom(certification: Certification, validTo: string | null): string | null {
  if (validTo === null) return null
  return `${yearOf(validTo) + (certification === 'tech-sme' ? 1 : 0)}-01-01`
}

/** The certifications held on the day, with how they would be judged if renewed today. */
export function heldOn(facts: FirmFacts, judgeRenewal: (certification: Certification) => Verdict): Held[] {
  return (Object.keys(certifications) as Certification[]).flatMap((certification) => {
    const { held, validTo } = titleState(facts, certification)
    if (held !== true) return []
    return [{ certification, validTo, renewFrom: renewFrom(certification, validTo), verdict: judgeRenewal(certification) }]
  })
}

const nameOf = (certification: Certification): string => certifications[certification].zh

const actionFor: Readonly<Record<Verdict, Action>> = {
  qualified: 'apply',
  review: 'apply',
  undetermined: 'complete-data',
  unqualified: 'improve',
  unavailable: 'none',
}

/** How near a verdict is to being reached; the nearer comes first. */
const nearness: Readonly<Record<Verdict, number>> = { qualified: 0, review: 1, undetermined: 2, unqualified: 3, unavailable: 4 }

/**
 * The next step. A certificate due for renewal comes first, the one that ends soonest; then the highest rung that is
 * qualified; else the nearest verdict, where equal the highest for a review, the fewest unmet criteria otherwise, the lowest
 * rung last. Never a certification that is held and not due.
 */
export function recommend(asOf: string, assessments: readonly Assessment[], held: readonly Held[]): Recommendation {
  const rungOf = (certification: Certification) => judgedCertifications.indexOf(certification)
  const isHeld = (certification: Certification) => held.some((title) => title.certification === certification)
  const open = assessments.filter(({ certification, verdict }) => !isHeld(certification) && verdict !== 'unavailable')
  const above = (certification: Certification) =>
    judgedCertifications.filter((rung) => rungOf(rung) > rungOf(certification) && !isHeld(rung))

  const due = held
    .filter(({ renewFrom: from }) => from !== null && from <= asOf)
    .sort((a, b) => (a.validTo ?? '').localeCompare(b.validTo ?? ''))[0]
  if (due) {
    return {
      next: due.certification,
      action: 'renew',
      why: whyRenew(due),
      after: above(due.certification),
      alternatives: open.map(({ certification }) => certification),
    }
  }
  const [next, ...others] = [...open].sort((a, b) => {
    const byVerdict = nearness[a.verdict] - nearness[b.verdict]
    if (byVerdict !== 0) return byVerdict
    if (a.verdict === 'qualified' || a.verdict === 'review') return rungOf(b.certification) - rungOf(a.certification)
    return (a.shortBy ?? 0) - (b.shortBy ?? 0) || rungOf(a.certification) - rungOf(b.certification)
  })
  if (!next) return { next: null, action: 'none', why: ['现在没有能申报的一级。'], after: [], alternatives: [] }
  return {
    next: next.certification,
    action: actionFor[next.verdict],
    why: why(next),
    after: above(next.certification),
    alternatives: others
      .filter(({ certification }) => rungOf(certification) < rungOf(next.certification))
      .map(({ certification }) => certification),
  }
}

function whyRenew({ certification, validTo, verdict }: Held): string[] {
  const name = nameOf(certification)
  const due = `${name}证书 ${validTo} 到期，已进入重新认定的年度。`
  if (verdict === 'unqualified') return [due, `按现有数据，${name}重新认定有条件未达到，请在到期前补上。`]
  if (verdict === 'undetermined') return [due, `还缺数据，暂时不能判断${name}重新认定能否达到。`]
  return [due]
}

function why({ certification, verdict, shortBy, missing, score }: Assessment): string[] {
  const name = nameOf(certification)
  const scored = score ? `评分 ${score.min === score.max ? score.min : `${score.min}–${score.max}`}，合格线 ${score.pass}。` : null
  switch (verdict) {
    case 'qualified':
      return [`${name}各项条件预评估达到，且尚未持有。`, ...(scored ? [scored] : [])]
    case 'review':
      return [`${name}数字条件已达到，余下由专家判断。`, ...(scored ? [scored] : [])]
    case 'undetermined':
      return [`${name}还缺 ${missing.length} 项数据，补上才能判断。`, ...(scored ? [scored] : [])]
    default:
      return [`${name}还差 ${shortBy ?? 0} 项条件。`, ...(scored ? [scored] : [])]
  }
}
