import { z } from 'zod'
import { type Certification, certifications } from './dictionary/certifications.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])

/** The outcome of one criterion. The four truth values are ordered unmet < unknown < review < met. */
export const Outcome = z.enum(['met', 'unmet', 'unknown', 'review', 'not-applicable'])
export type Outcome = z.infer<typeof Outcome>

export const Verdict = z.enum(['qualified', 'review', 'undetermined', 'unqualified', 'unavailable'])
export type Verdict = z.infer<typeof Verdict>

/** Points that are still possible, of the most that the part gives. */
export const Points = z.object({ min: z.number(), max: z.number(), of: z.number() })
export type Points = z.infer<typeof Points>

export const CriterionReport = z.object({
  id: z.string(),
  outcome: Outcome,
  /** Score parts only. */
  points: Points.optional(),
  /** For showing; never used to decide. Shares as fractions of 1, money in yuan. */
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  threshold: z.union([z.number(), z.string(), z.null()]),
  /** |value − threshold| ÷ threshold; orders lists, never decides. */
  distance: z.number().nullable(),
  /** Dot paths of the facts whose absence leaves it open. */
  missing: z.array(z.string()),
  /** Dot paths of the figures that stood in for another calibre, as `years.2025.rdTax⇐rdExpense`. */
  proxies: z.array(z.string()),
  clause: z.string(),
})
export type CriterionReport = z.infer<typeof CriterionReport>

export const Score = z.object({ min: z.number(), max: z.number(), of: z.number(), pass: z.number() })
export type Score = z.infer<typeof Score>

const Scalar = z.union([z.number(), z.string(), z.boolean(), z.null()])

/** A fact by its dot path, moved from a value to another; from null where it was unknown. A list that is only stated goes to []. */
export const ScalarChange = z.object({
  fact: z.string(),
  from: Scalar,
  to: z.union([Scalar, z.array(z.never())]),
  unit: z.string(),
})
export type ScalarChange = z.infer<typeof ScalarChange>

/** Whole items added to a list. */
export const AddedItems = z.object({ fact: z.string(), add: z.array(z.record(z.string(), Scalar)), unit: z.string() })
export type AddedItems = z.infer<typeof AddedItems>

export const Change = z.union([AddedItems, ScalarChange])
export type Change = z.infer<typeof Change>

/** The smallest change that gets there, cheapest first; see `rules/gap`. */
export const Gap = z.object({
  reachable: z.boolean(),
  changes: z.array(Change),
  alternatives: z.array(z.array(Change)),
  /** Criteria that no change of one's own figures can mend now. */
  blockers: z.array(z.string()),
})
export type Gap = z.infer<typeof Gap>

export const Assessment = z.object({
  certification: CertificationId,
  /** The rule set that judged, null where none is in force. */
  ruleset: z.string().nullable(),
  verdict: Verdict,
  /** How it is met: `score`, the id of the direct criterion, or null. */
  route: z.string().nullable(),
  score: Score.nullable(),
  criteria: z.array(CriterionReport),
  /** Why `unavailable`, else null. */
  reason: z.string().nullable(),
  /** Least number of unmet criteria that would have to be met (差一项 = 1); null when unavailable. */
  shortBy: z.number().int().nullable(),
  /** Facts that could still change the verdict, most decisive first. */
  missing: z.array(z.string()),
  /** Absent where advice was not asked for; null when qualified or unavailable. */
  gap: Gap.nullable().optional(),
  /** Answers of a stored firm that its figures no longer allow: counted as not given. */
  warnings: z.array(z.string()).optional(),
})
export type Assessment = z.infer<typeof Assessment>

/** An assessment without its criteria. */
export type BriefAssessment = Pick<Assessment, 'certification' | 'ruleset' | 'verdict' | 'route' | 'score' | 'shortBy' | 'gap'>

export const SizeClass = z.object({
  class: z.enum(['large', 'medium', 'small', 'micro']).nullable(),
  sme: z.boolean().nullable(),
})
export type SizeClass = z.infer<typeof SizeClass>

export const Held = z.object({
  certification: CertificationId,
  validTo: z.string().nullable(),
  renewFrom: z.string().nullable(),
  /** Judged today with purpose renew, so that a lapse is seen coming. */
  verdict: Verdict,
})
export type Held = z.infer<typeof Held>

export const Action = z.enum(['apply', 'renew', 'complete-data', 'improve', 'none'])
export type Action = z.infer<typeof Action>

export const Recommendation = z.object({
  next: CertificationId.nullable(),
  action: Action,
  why: z.array(z.string()),
  after: z.array(CertificationId),
  alternatives: z.array(CertificationId),
})
export type Recommendation = z.infer<typeof Recommendation>

/** The next application year, its figures projected: how each certification would stand, and what is wanting then. */
export const Plan = z.object({
  asOf: z.string(),
  /** `flat`: as last year; `growth`: by given rates. */
  projection: z.enum(['flat', 'growth']),
  assessments: z.array(z.object({ certification: CertificationId, verdict: Verdict, gap: Gap.nullable() })),
})
export type Plan = z.infer<typeof Plan>

/** What the rules answer for one firm on one day. */
export const Report = z.object({
  asOf: z.string(),
  sizeClass: SizeClass,
  assessments: z.array(Assessment),
  /** Absent where advice for the next year was not asked for. */
  plan: Plan.optional(),
  held: z.array(Held),
  recommendation: Recommendation,
})
export type Report = z.infer<typeof Report>
