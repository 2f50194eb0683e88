import type { DataWarning } from '../../shared/api/firms.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { Purpose } from '../../shared/facts.ts'
import { assess, assessCertification } from '../../shared/rules/assess.ts'
import { warningsOf } from '../../shared/warnings.ts'
import type { KnownFirm } from '../figures/facts.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type Standing, standingOf } from './standing.ts'
import { storedAssessment, storedSummary, type StoredAssessment, type StoredSummary } from './summary.ts'

/** All that is stored of one firm's assessment. */
export interface Judged {
  readonly summary: StoredSummary
  readonly assessments: readonly StoredAssessment[]
  readonly warnings: readonly DataWarning[]
}

/**
 * What is stored of each firm, from its facts: the only place where the register is judged in bulk. Pure, and asked for many
 * firms at a time, so that whatever judges faster in columns takes its place here.
 */
export function judgeFirms(firms: readonly KnownFirm[]): Judged[] {
  return firms.map(({ firm, facts }) => {
    const report = assess(facts)
    const fingerprint = fingerprintOf(facts)
    const assessments = report.assessments.flatMap((assessment) => storedAssessment(firm, facts.asOf, assessment, fingerprint) ?? [])
    return {
      summary: storedSummary(firm, facts, report, assessments, fingerprint),
      assessments,
      warnings: warningsOf(facts),
    }
  })
}

/** Where each firm stands with one certification, by the purpose that concerns it: the same for lists of another day. */
export const standingsOf = (
  firms: readonly KnownFirm[],
  certification: Certification,
  purposeOf: (firm: KnownFirm) => Purpose,
): Standing[] => firms.map((known) => standingOf(assessCertification(known.facts, certification, purposeOf(known))))
