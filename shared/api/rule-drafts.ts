import { z } from 'zod'
import { type Certification, certifications } from '../dictionary/certifications.ts'
import { Day, FirmFacts, Line } from '../facts.ts'
import { Verdict } from '../report.ts'
import { PackForm } from '../rules/pack.ts'
import { SimulationAnswer } from './simulations.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])
const count = z.number().int()

/** One changed threshold, or a whole table in its shape. */
const Change = z.strictObject({ id: Line(80), value: z.unknown() })
const Reason = z.string().trim().min(1).max(500)

/** A worked example that a draft brings: a firm and the verdict that it must get. */
export const DraftExample = z.strictObject({ name: z.string().trim().min(1).max(120), facts: FirmFacts, expected: Verdict })
export type DraftExample = z.infer<typeof DraftExample>

const Restated = z.record(Line(80), z.strictObject({ verdict: Verdict, reason: Reason }))

/** What of a draft may be written, in any combination; null clears. */
export const RuleDraftPatch = z.strictObject({
  title: z.string().trim().min(1).max(120).optional(),
  changes: z.array(Change).max(50).optional(),
  pack: PackForm.optional(),
  examples: z.array(DraftExample).max(60).optional(),
  restated: Restated.optional(),
  documentNumber: z.string().trim().max(80).nullable().optional(),
  documentTitle: z.string().trim().max(200).nullable().optional(),
  documentDate: Day.nullable().optional(),
  effectiveOn: Day.nullable().optional(),
  openApplications: z.string().trim().max(500).nullable().optional(),
})
export type RuleDraftPatch = z.infer<typeof RuleDraftPatch>

/** POST /rules/drafts: of a rule set, or a pack for a certification that none judges. */
export const RuleDraftCreate = z
  .strictObject({ base: Line(80).optional(), certification: CertificationId.optional(), title: z.string().trim().min(1).max(120) })
  .refine(({ base, certification }) => (base === undefined) !== (certification === undefined), {
    path: ['base'],
    error: 'base 和 certification 填一项',
  })
export type RuleDraftCreate = z.infer<typeof RuleDraftCreate>

export const RuleDecision = z.strictObject({ decision: z.enum(['approve', 'return']), note: z.string().trim().max(500).default('') })
export type RuleDecision = z.infer<typeof RuleDecision>

const Effects = z.object({ enters: count, leaves: count, nearer: count, farther: count })

/** What trying the draft out gave, kept with it: of which content, when, by whom. */
export const DraftSimulation = z.object({
  /** SHA-256 of the content that was tried. */
  content: z.string(),
  at: z.string(),
  by: z.string(),
  asOf: z.string(),
  firms: count,
  /** Firms that reach the certification, before and after. */
  before: count.nullable(),
  after: count,
  effects: Effects.nullable(),
})
export type DraftSimulation = z.infer<typeof DraftSimulation>

export const ruleDraftStates = ['draft', 'submitted', 'approved', 'enacted', 'withdrawn'] as const

export const RuleDraft = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(ruleDraftStates),
  certification: CertificationId,
  base: z.string().nullable(),
  changes: z.array(z.object({ id: z.string(), value: z.unknown() })),
  pack: z.unknown().nullable(),
  examples: z.array(z.unknown()),
  restated: z.record(z.string(), z.object({ verdict: z.string(), reason: z.string() })),
  documentNumber: z.string().nullable(),
  documentTitle: z.string().nullable(),
  documentDate: z.string().nullable(),
  effectiveOn: z.string().nullable(),
  openApplications: z.string().nullable(),
  note: z.string().nullable(),
  simulation: DraftSimulation.nullable(),
  /** Whether the simulation is of the content as it now stands. */
  isSimulated: z.boolean(),
  author: z.string(),
  /** Whether the caller has written in it, and so may not approve it. */
  isOwn: z.boolean(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  /** The rule set that came of it. */
  revision: z.string().nullable(),
  version: count,
  updatedAt: z.string(),
})
export type RuleDraft = z.infer<typeof RuleDraft>

export const RuleDrafts = z.object({ items: z.array(RuleDraft) })

/** POST /rules/drafts/:id/simulation: kept with the draft; `answer` is null for a pack, which has no law before it. */
export const DraftTrial = z.object({ simulation: DraftSimulation, answer: SimulationAnswer.nullable() })
export type DraftTrial = z.infer<typeof DraftTrial>

const ExampleResult = z.object({
  id: z.string(),
  point: z.string(),
  asOf: z.string(),
  expected: z.string(),
  actual: z.string(),
  passes: z.boolean(),
  differs: z.array(z.string()),
  restated: z.string().nullable(),
})

/** The worked examples of a rule set, run on it. */
export const RuleExamples = z.object({ ruleset: z.string(), items: z.array(ExampleResult) })
export type RuleExamples = z.infer<typeof RuleExamples>

/** GET /rulesets/revisions: what was enacted, as books are built from it; the values exactly as they are. */
export const EnactedRevisions = z.object({ items: z.array(z.unknown()) })
