import { type Certification, certifications } from '../dictionary/certifications.ts'
import type { Label } from '../dictionary/indicator.ts'
import { addDays, yearOf } from '../days.ts'
import type { FirmFacts } from '../facts.ts'
import type { Assessment, CriterionReport, Report, Verdict } from '../report.ts'
import { windowsOf } from './duties.ts'
import { mainPath, requiredTitles } from './ladder.ts'

/** One rung on the way up: from when it can be applied for at the earliest, and what that day rests on. */
export interface PathStep {
  readonly certification: Certification
  readonly verdict: Verdict
  /** The first day an application makes sense; null while nothing tells it. */
  readonly earliest: string | null
  readonly why: readonly Label[]
}

const label = (zh: string, en: string): Label => ({ zh, en })

const later = (a: string, b: string): string => (a > b ? a : b)

/**
 * The way up from today over the main ladder, rung by rung, held ones left out. A rung waits for the title it asks for, for
 * time to pass (days since registration, years in the niche, counted at the end of a fiscal year), for the figures of another
 * fiscal year where today's do not do, and for its application window as far as one is announced.
 */
export function pathOf(facts: FirmFacts, { assessments, held }: Report): PathStep[] {
  const steps: PathStep[] = []
  for (const certification of mainPath) {
    if (held.some((title) => title.certification === certification)) continue
    const assessment = assessments.find((one) => one.certification === certification)
    if (!assessment || assessment.verdict === 'unavailable') continue
    steps.push(stepFor(facts, assessment, steps, held))
  }
  return steps
}

function stepFor(facts: FirmFacts, assessment: Assessment, before: readonly PathStep[], held: Report['held']): PathStep {
  const { certification, verdict } = assessment
  const why: Label[] = []
  let earliest: string = facts.asOf
  const required = requiredTitles[certification]
  if (required && !required.some((title) => held.some((one) => one.certification === title))) {
    const first = before.find((step) => required.includes(step.certification))
    why.push(
      label(
        `先取得${certifications[first?.certification ?? 'tech-sme'].zh}称号`,
        `first the title ${certifications[first?.certification ?? 'tech-sme'].en}`,
      ),
    )
    if (!first || first.earliest === null) return { certification, verdict, earliest: null, why }
    earliest = later(earliest, first.earliest)
  }
  const wait = waitFor(facts, assessment)
  if (wait) {
    why.push(wait.why)
    earliest = later(earliest, wait.day)
  } else if (verdict === 'undetermined') why.push(label('先补全数据，才能确定', 'the missing data first, then it can be told'))
  const window = nextWindow(certification, earliest)
  if (window) {
    why.push(window.why)
    earliest = later(earliest, window.day)
  }
  return { certification, verdict, earliest, why }
}

interface Wait {
  readonly day: string
  readonly why: Label
}

/** Gates that time alone mends, and figures that only another fiscal year can; the latest of them. Title gates are told apart. */
function waitFor(facts: FirmFacts, { certification, criteria, verdict }: Assessment): Wait | null {
  if (verdict !== 'unqualified') return null
  const unmet = criteria.filter(({ outcome, id, points }) => outcome === 'unmet' && !points && !isTitleGate(certification, id))
  const waits = unmet.flatMap((criterion) => byTime(facts, criterion) ?? [])
  const others = unmet.length > waits.length
  const year = yearOf(facts.asOf)
  if (others) {
    waits.push({
      day: `${year + 1}-01-01`,
      why: label(`${year} 年的数据达到后，${year + 1} 年可申报`, `once the figures of ${year} reach it, in ${year + 1}`),
    })
  }
  return waits.reduce<Wait | null>((last, wait) => (last === null || wait.day > last.day ? wait : last), null)
}

const isTitleGate = (certification: Certification, id: string): boolean =>
  requiredTitles[certification] !== undefined && id.endsWith('-title')

function byTime(facts: FirmFacts, { id, value, threshold }: CriterionReport): Wait | null {
  if (typeof value !== 'number' || typeof threshold !== 'number') return null
  if (id === 'hnte-age-365' && facts.profile?.registeredOn) {
    const day = addDays(facts.profile.registeredOn, threshold)
    return { day, why: label(`${day} 起注册成立满 ${threshold} 天`, `registered for ${threshold} days from ${day}`) }
  }
  if (id.endsWith('-years')) {
    const day = `${yearOf(facts.asOf) + Math.ceil(threshold - value)}-01-01`
    return {
      day,
      why: label(
        `${yearOf(day) - 1} 年末从事细分市场满 ${threshold} 年`,
        `${threshold} years in the niche at the end of ${yearOf(day) - 1}`,
      ),
    }
  }
  return null
}

/** The announced window that a day falls into or waits for; what is not announced is said. */
function nextWindow(certification: Certification, day: string): Wait | null {
  const year = yearOf(day)
  const open = windowsOf(certification, year).find(({ to }) => to === null || to >= day)
  if (!open) return windowsOf(certification, year).length > 0 ? unannounced(`${year + 1}-01-01`, year + 1) : null
  if (open.from === null && open.to === null) return unannounced(day, year)
  const [from, to] = [open.from ?? day, open.to]
  return { day: from, why: label(`申报期 ${from}${to ? ` 至 ${to}` : ' 起'}`, `applications from ${from}${to ? ` to ${to}` : ''}`) }
}

const unannounced = (day: string, year: number): Wait => ({
  day,
  why: label(`${year} 年申报期待公布`, `the application window of ${year} is not announced`),
})
