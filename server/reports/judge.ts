import type { DataWarning } from '../../shared/api/firms.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { FirmFacts, Purpose } from '../../shared/facts.ts'
import { assess, assessCertification } from '../../shared/rules/assess.ts'
import { warningsOf } from '../../shared/warnings.ts'
import type { KnownFirm } from '../figures/facts.ts'
import { decideInColumns } from './decisions.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type Standing, standingOf } from './standing.ts'
import { storedAssessment, storedSummary, type StoredAssessment, type StoredSummary } from './summary.ts'
import { rulesKey } from './validity.ts'

/** All that is stored of one firm's assessment. */
export interface Judged {
  readonly summary: StoredSummary
  readonly assessments: readonly StoredAssessment[]
  readonly warnings: readonly DataWarning[]
}

/** What is stored of each firm, from its facts. Pure. */
export const judgeFirms = (firms: readonly KnownFirm[]): Judged[] => firms.map((known) => judgeFirm(known, fingerprintOf(known.facts)))

function judgeFirm({ firm, facts }: KnownFirm, fingerprint: string): Judged {
  const report = assess(facts)
  const assessments = report.assessments.flatMap((assessment) => storedAssessment(firm, facts.asOf, assessment) ?? [])
  return {
    summary: storedSummary(firm, facts, report, assessments, fingerprint),
    assessments,
    warnings: warningsOf(facts),
  }
}

/** What is stored of a firm already, as far as it decides whether the firm must be judged anew. */
export interface Former {
  readonly factsFingerprint: string | null
  readonly rules: string | null
  readonly asOf: string | null
  readonly holdsUntil: string | null
  readonly decisions: string | null
  readonly resultsFingerprint: string | null
}

interface Rejudged {
  /** Firms whose stored results are those of today; decided anew in columns. */
  readonly confirmed: readonly string[]
  readonly judged: readonly Judged[]
}

/**
 * Judges firms over what is stored of them: the only place where the register is judged in bulk. Where facts and rules are
 * those of the stored result, deciding in columns must give the same again, and the result with its reasons stands; every other
 * firm is judged with reasons.
 */
export function rejudge(firms: readonly KnownFirm[], former: ReadonlyMap<string, Former>, asOf: string): Rejudged {
  const fingerprints = new Map(firms.map((known) => [known, fingerprintOf(known.facts)]))
  const unchanged = firms.filter((known) => isUnchanged(former.get(known.firm.id), fingerprints.get(known), asOf))
  const decided = decideInColumns(
    unchanged.map(({ facts }): FirmFacts => facts),
    asOf,
  )
  const confirmed = new Set(unchanged.filter(({ firm }, index) => former.get(firm.id)?.decisions === decided[index]))
  return {
    confirmed: [...confirmed].map(({ firm }) => firm.id),
    judged: firms.filter((known) => !confirmed.has(known)).map((known) => judgeFirm(known, fingerprints.get(known) ?? '')),
  }
}

const isUnchanged = (stored: Former | undefined, fingerprint: string | undefined, asOf: string): boolean =>
  stored !== undefined &&
  stored.factsFingerprint === fingerprint &&
  stored.rules === rulesKey() &&
  stored.asOf !== null &&
  stored.asOf <= asOf &&
  stored.holdsUntil !== null &&
  asOf <= stored.holdsUntil

/** Where each firm stands with one certification, by the purpose that concerns it: the same for lists of another day. */
export const standingsOf = (
  firms: readonly KnownFirm[],
  certification: Certification,
  purposeOf: (firm: KnownFirm) => Purpose,
): Standing[] => firms.map((known) => standingOf(assessCertification(known.facts, certification, purposeOf(known))))
