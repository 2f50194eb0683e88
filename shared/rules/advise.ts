import { yearOf } from '../days.ts'
import type { FirmFacts } from '../facts.ts'
import type { Plan, Report } from '../report.ts'
import { assess, type AssessOptions, evaluateCertification, wanted } from './assess.ts'
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
export function advise(facts: FirmFacts, options: AdviseOptions): Report {
  const steps = advising(facts, options)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** The same for a server: between two certifications others have their turn. */
export async function adviseInTurn(facts: FirmFacts, options: AdviseOptions, turn: () => Promise<void>): Promise<Report> {
  const steps = advising(facts, options)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await turn()
  }
}

/** Works the report out certification by certification. */
function* advising(facts: FirmFacts, options: AdviseOptions): Generator<void, Report, void> {
  const { assessments, ...report } = assess(facts, options)
  const advised: Report['assessments'] = []
  for (const assessment of assessments) {
    yield
    advised.push(options.gap ? { ...assessment, gap: adviceFor(facts, assessment.certification, options) } : assessment)
  }
  if (!options.plan) return { ...report, assessments: advised }
  const { assessments: _, ...plan } = planOf(facts, { ...options, certifications: [] })
  const planned: Plan['assessments'] = []
  for (const certification of wanted(options)) {
    yield
    planned.push(...planOf(facts, { ...options, certifications: [certification] }).assessments)
  }
  return { ...report, assessments: advised, plan: { ...plan, assessments: planned } }
}

function adviceFor(facts: FirmFacts, certification: Plan['assessments'][number]['certification'], options: AdviseOptions) {
  const evaluation = evaluateCertification(facts, certification, undefined, options)
  return evaluation ? gapOf(evaluation, options) : null
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
