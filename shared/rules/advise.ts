import { yearOf } from '../days.ts'
import type { FirmFacts } from '../facts.ts'
import type { BriefAssessment, Plan, Report } from '../report.ts'
import { type AssessOptions, evaluateCertification, surveyOf, wanted } from './assess.ts'
import { inBrief, type Judged, stated } from './book.ts'
import type { Costs } from './gap/costs.ts'
import { gapOf } from './gap/index.ts'
import { nextYear } from './gap/scope.ts'
import { type Growths, projected } from './plan.ts'
import { verdictOf } from './truth.ts'

export interface AdviseOptions extends AssessOptions {
  /** The smallest change for each certification. */
  readonly gap?: boolean
  /** The next application year. */
  readonly plan?: boolean
  /** Growth of the coming year's figures; flat without. */
  readonly growths?: Growths
  /** What changes cost, where others than the documented ones are wanted. */
  readonly costs?: Costs
}

/** The report with advice. Apart from `assess`, since advice takes many evaluations and is not always wanted. */
export const advise = (facts: FirmFacts, options: AdviseOptions): Report => atOnce(advising(facts, options, stated))

/** The report without criteria, with advice where asked for. */
export const adviseInBrief = (facts: FirmFacts, options: AdviseOptions): BriefReport => atOnce(advising(facts, options, inBrief))

export type BriefReport = Omit<Report, 'assessments'> & { assessments: BriefAssessment[] }

/** The same for a server: between two certifications others have their turn. */
export async function adviseInTurn(facts: FirmFacts, options: AdviseOptions, turn: () => Promise<void>): Promise<Report> {
  const steps = advising(facts, options, stated)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await turn()
  }
}

function atOnce<R>(steps: Generator<void, R, void>): R {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Works the report out certification by certification, each stated as asked. */
function* advising<A extends BriefAssessment>(
  facts: FirmFacts,
  options: AdviseOptions,
  state: (judged: Judged, asOf: string) => A,
): Generator<void, Omit<Report, 'assessments'> & { assessments: A[] }, void> {
  const { judged, asOf, sizeClass, held, recommendation } = surveyOf(facts, options)
  const assessments: A[] = []
  for (const one of judged) {
    yield
    const assessment = state(one, asOf)
    assessments.push(options.gap ? { ...assessment, gap: one.evaluation ? gapOf(one.evaluation, options) : null } : assessment)
  }
  if (!options.plan) return { asOf, sizeClass, held, recommendation, assessments }
  const { assessments: _, ...plan } = planOf(facts, { ...options, certifications: [] })
  const planned: Plan['assessments'] = []
  for (const certification of wanted(options)) {
    yield
    planned.push(...planOf(facts, { ...options, certifications: [certification] }).assessments)
  }
  return { asOf, sizeClass, held, recommendation, assessments, plan: { ...plan, assessments: planned } }
}

/** The next application year: only its figures and present stocks are free to move. */
export function planOf(facts: FirmFacts, options: AdviseOptions = {}): Plan {
  const then = projected(facts, options.growths)
  const scope = nextYear(yearOf(then.asOf) - 1)
  return {
    asOf: then.asOf,
    projection: Object.keys(options.growths ?? {}).length > 0 ? 'growth' : 'flat',
    assessments: wanted(options).map((certification) => {
      const evaluation = evaluateCertification(then, certification, undefined, options)
      if (!evaluation) return { certification, verdict: 'unavailable', gap: null }
      return { certification, verdict: verdictOf[evaluation.verdict], gap: gapOf(evaluation, { ...options, scope, bestOnly: true }) }
    }),
  }
}
