import type { Certification } from '../dictionary/certifications.ts'
import type { FirmFacts, Purpose } from '../facts.ts'
import type { Assessment, Report } from '../report.ts'
import { assessBy, assessCertificationBy, type AssessOptions, evaluateBy, everyCertification, survey, type Survey } from './book.ts'
import type { Evaluation } from './evaluate.ts'
import { rulesets } from './rulesets/index.ts'

/** The doors to every rule set there is. */

export type { AssessOptions }

/** One certification, judged by the rule set in force on the day for the purpose; null where none is. */
export const evaluateCertification = (
  facts: FirmFacts,
  certification: Certification,
  purpose?: Purpose,
  options?: AssessOptions,
): Evaluation | null => evaluateBy(rulesets, facts, certification, purpose, options)

/** One certification as the report states it. */
export const assessCertification = (
  facts: FirmFacts,
  certification: Certification,
  purpose?: Purpose,
  options?: AssessOptions,
): Assessment => assessCertificationBy(rulesets, facts, certification, purpose, options)

/** The certifications asked for, in the order of the dictionary. */
export const wanted = ({ certifications: named }: AssessOptions): readonly Certification[] =>
  named ? everyCertification.filter((certification) => named.includes(certification)) : everyCertification

/** What the rules answer for one firm on one day: facts in, report out. Pure, and the same in server and browser. */
export const assess = (facts: FirmFacts, options?: AssessOptions): Report => assessBy(rulesets, facts, options)

/** The same, its assessments not yet explained. */
export const surveyOf = (facts: FirmFacts, options?: AssessOptions): Survey => survey(rulesets, facts, options)
