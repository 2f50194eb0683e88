import { type Certification, certifications } from '../dictionary/certifications.ts'
import type { FirmFacts } from '../facts.ts'
import { yearOf } from '../days.ts'
import type { Action, Assessment, Held, Recommendation, Verdict } from '../report.ts'
import { boards, hasRequiredTitle, levelOf, mainPath } from './ladder.ts'
import { titleState } from './titles.ts'

/** The first day on which a title is due for renewal: 1 January of its last year; of the next year for tech-SMEs. */
export function renewFrom(certification: Certification, validTo: string | null): string | null {
  if (validTo === null) return null
  return `${yearOf(validTo) + (certification === 'tech-sme' ? 1 : 0)}-01-01`
}

/** What of an assessment the next step rests on. */
export type Standing = Pick<Assessment, 'certification' | 'verdict' | 'shortBy' | 'score'>

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
 * The next step. A certificate due for renewal comes first, the one that ends soonest. Then the highest rung that is qualified
 * and whose required title is held. Else the nearest: a rung below listing before a board, a better verdict before a worse,
 * fewer unmet criteria before more, the lower rung last. Never a certification that is held and not due. 创新型中小企业 stands
 * beside the ladder and comes in where 专精特新 asks for it and 科技型中小企业 is out of reach.
 */
export function recommend(
  facts: FirmFacts,
  assessments: readonly Standing[],
  held: readonly Held[],
  missingOf: (certification: Certification) => readonly string[],
): Recommendation {
  const isHeld = (certification: Certification) => held.some((title) => title.certification === certification)
  const due = held
    .filter(({ renewFrom: from }) => from !== null && from <= facts.asOf)
    .sort((a, b) => (a.validTo ?? '').localeCompare(b.validTo ?? ''))[0]
  const open = assessments.filter(
    ({ certification, verdict }) => verdict !== 'unavailable' && !isHeld(certification) && hasRequiredTitle(facts, certification),
  )
  const beside = wantsInnovativeSme(assessments, isHeld)
  const candidates = open.filter(({ certification }) => levelOf(certification) !== null || (beside && certification === 'innovative-sme'))
  const after = (certification: Certification) =>
    mainPath.filter((rung) => !isHeld(rung) && rung !== certification && (levelOf(rung) ?? 0) > (levelOf(certification) ?? 0))
  const others = (certification: Certification) =>
    open
      .filter((one) => one.certification !== certification && (one.verdict === 'qualified' || one.verdict === 'review'))
      .map((one) => one.certification)

  if (due) {
    const { certification } = due
    return { next: certification, action: 'renew', why: whyRenew(due), after: after(certification), alternatives: others(certification) }
  }
  const [next] = [...candidates].sort(nearestFirst)
  if (!next) return { next: null, action: 'none', why: ['现在没有能申报的一级。'], after: [], alternatives: [] }
  const { certification } = next
  return {
    next: certification,
    action: actionFor[next.verdict],
    why: why(next, missingOf),
    after: after(certification),
    alternatives: others(certification),
  }
}

/** Whether 创新型中小企业 is the way to 专精特新: neither first title is held, and 科技型中小企业 cannot be had on the figures. */
function wantsInnovativeSme(assessments: readonly Standing[], isHeld: (certification: Certification) => boolean): boolean {
  if (['specialised-sme', 'tech-sme', 'innovative-sme'].some((one) => isHeld(one as Certification))) return false
  return assessments.some(({ certification, verdict }) => certification === 'tech-sme' && verdict === 'unqualified')
}

function nearestFirst(a: Standing, b: Standing): number {
  const level = ({ certification }: Standing) => levelOf(certification) ?? 0
  const qualified = (one: Standing) => Number(one.verdict === 'qualified' && levelOf(one.certification) !== null)
  if (qualified(a) !== qualified(b)) return qualified(b) - qualified(a)
  if (qualified(a)) return level(b) - level(a) || onPath(b) - onPath(a)
  return (
    Number(boards.has(a.certification)) - Number(boards.has(b.certification)) ||
    nearness[a.verdict] - nearness[b.verdict] ||
    (a.verdict === 'review' ? level(b) - level(a) : 0) ||
    (a.shortBy ?? 0) - (b.shortBy ?? 0) ||
    level(a) - level(b) ||
    onPath(b) - onPath(a)
  )
}

const onPath = ({ certification }: Standing): number => Number(mainPath.includes(certification))

function whyRenew({ certification, validTo, verdict }: Held): string[] {
  const name = nameOf(certification)
  const due = `${name}证书 ${validTo} 到期，已进入重新认定的年度。`
  if (verdict === 'unqualified') return [due, `按现有数据，${name}重新认定有条件未达到，请在到期前补上。`]
  if (verdict === 'undetermined') return [due, `还缺数据，暂时不能判断${name}重新认定能否达到。`]
  return [due]
}

function why(
  { certification, verdict, shortBy, score }: Standing,
  missingOf: (certification: Certification) => readonly string[],
): string[] {
  const name = nameOf(certification)
  const scored = score ? `评分 ${score.min === score.max ? score.min : `${score.min}–${score.max}`}，合格线 ${score.pass}。` : null
  switch (verdict) {
    case 'qualified':
      return [`${name}各项条件预评估达到，且尚未持有。`, ...(scored ? [scored] : [])]
    case 'review':
      return [`${name}数字条件已达到，余下由专家判断。`, ...(scored ? [scored] : [])]
    case 'undetermined':
      return [`${name}还缺 ${missingOf(certification).length} 项数据，补上才能判断。`, ...(scored ? [scored] : [])]
    default:
      return [`${name}还差 ${shortBy ?? 0} 项条件。`, ...(scored ? [scored] : [])]
  }
}
