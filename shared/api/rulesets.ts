import { z } from 'zod'

const Text = z.object({ zh: z.string(), en: z.string() })

/** One criterion as a person reads it. */
export const CriterionText = z.object({
  id: z.string(),
  name: Text,
  clause: z.string(),
  /** A `note` is reported and never decides. */
  kind: z.enum(['gate', 'points', 'direct', 'aggregate', 'note']),
  /** e.g. "科技人员数（月平均）÷ 职工总数（月平均） ≥ 10%". */
  text: Text,
  /**
   * How `value` and `threshold` of the report are written: `percent` is a fraction of 1, `percentage` is in % already,
   * `points` are of the score here, `marks` of an outside one. `text`: as it stands, for want of one unit.
   */
  shows: z.enum(['percent', 'percentage', 'money', 'people', 'count', 'days', 'years', 'rank', 'level', 'points', 'marks', 'flag', 'text']),
  relation: z.enum(['>=', '>', '<=', '<', '']),
  /** Score parts: the most it gives, and its bands, highest first. */
  of: z.number().nullable(),
  bands: z.array(z.object({ text: Text, min: z.number(), max: z.number() })),
  /** Which part of a score it belongs to on the page (e.g. the IP block). */
  block: Text.nullable(),
  /** Facts it reads, with {year} offsets resolved for the day asked. */
  facts: z.array(z.string()),
  /** For a judged one: the question, and the grades offered in a self-assessment. */
  question: Text.nullable(),
  grades: z.array(z.object({ label: Text, points: z.number() })),
  evidence: z.array(z.string()),
  /** Whether an official source was seen for its figures, or they are from memory. */
  source: z.enum(['verified', 'memory']),
})
export type CriterionText = z.infer<typeof CriterionText>

/** A threshold, a table of tiers or of bands, with every value that it has had: the one in force is the last from the day or before. */
export const ParameterText = z.object({
  id: z.string(),
  label: Text,
  history: z.array(z.object({ from: z.string(), text: Text, clause: z.string(), source: z.enum(['verified', 'memory']) })),
})
export type ParameterText = z.infer<typeof ParameterText>

const InForce = z.object({ from: z.string(), to: z.string().nullable() })

/** GET /rulesets/:id?asOf= — a rule set as a person reads it. Public. */
export const RulesetText = z.object({
  id: z.string(),
  certification: z.string(),
  title: Text,
  basis: z.array(z.string()),
  /** For an application; `inForce` says it for a renewal too. */
  inForceFrom: z.string(),
  inForceTo: z.string().nullable(),
  inForce: z.object({ apply: InForce, renew: InForce }),
  /** How the criteria combine. */
  logic: Text,
  parameters: z.array(ParameterText),
  criteria: z.array(CriterionText),
})
export type RulesetText = z.infer<typeof RulesetText>
