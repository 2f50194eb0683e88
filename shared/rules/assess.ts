import type { Certification } from '../dictionary/certifications.ts'
import type { FirmFacts, Purpose } from '../facts.ts'
import type { Assessment, Report } from '../report.ts'
import { caseOf } from './case.ts'
import { evaluate, type Evaluation } from './evaluate.ts'
import { explain } from './explain.ts'
import { heldOn, recommend } from './recommend.ts'
import type { Ruleset } from './ruleset.ts'
import { findRuleset, judgedCertifications } from './rulesets/index.ts'
import { sizeClassOf } from './size.ts'
import { verdictOf } from './truth.ts'

export interface AssessOptions {
  /** Narrows `assessments`; `held` and `recommendation` stay over all certifications. */
  readonly certifications?: readonly Certification[]
  /** Forces one rule set for its certification, whatever the day. */
  readonly ruleset?: Ruleset
  /** Parameters under trial, by id. */
  readonly revised?: Readonly<Record<string, unknown>>
}

function unavailable(certification: Certification, reason: string): Assessment {
  return {
    certification,
    ruleset: null,
    verdict: 'unavailable',
    route: null,
    score: null,
    criteria: [],
    reason,
    shortBy: null,
    missing: [],
  }
}

/** One certification, judged by the rule set in force on the day for the purpose; null where none is. */
export function evaluateCertification(
  facts: FirmFacts,
  certification: Certification,
  purpose?: Purpose,
  options: AssessOptions = {},
): Evaluation | null {
  const of = caseOf(facts, purpose, options.revised)
  const ruleset = options.ruleset?.certification === certification ? options.ruleset : findRuleset(certification, of.asOf, of.purpose)
  return ruleset ? evaluate(ruleset, of) : null
}

/** One certification as the report states it. */
export function assessCertification(
  facts: FirmFacts,
  certification: Certification,
  purpose?: Purpose,
  options: AssessOptions = {},
): Assessment {
  const evaluation = evaluateCertification(facts, certification, purpose, options)
  return evaluation ? explain(evaluation) : unavailable(certification, `${facts.asOf} 没有施行中的规则。`)
}

/** What the rules answer for one firm on one day: facts in, report out. Pure, and the same in server and browser. */
export function assess(facts: FirmFacts, options: AssessOptions = {}): Report {
  const all = judgedCertifications.map((certification) => assessCertification(facts, certification, undefined, options))
  const held = heldOn(facts, (certification) => {
    const evaluation = evaluateCertification(facts, certification, 'renew', options)
    return evaluation ? verdictOf[evaluation.verdict] : 'unavailable'
  })
  return {
    asOf: facts.asOf,
    sizeClass: sizeClassOf(caseOf(facts)),
    assessments: options.certifications ? all.filter(({ certification }) => options.certifications?.includes(certification)) : all,
    held,
    recommendation: recommend(facts.asOf, all, held),
  }
}
