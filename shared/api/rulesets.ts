import { z } from 'zod'

const Text = z.object({ zh: z.string(), en: z.string() })

/** One criterion as a person reads it. */
export const CriterionText = z.object({
  id: z.string(),
  name: Text,
  clause: z.string(),
  kind: z.enum(['gate', 'points', 'direct', 'aggregate']),
  /** e.g. "科技人员数（月平均）÷ 职工总数（月平均） ≥ 10%". */
  text: Text,
  /** How `value` and `threshold` of the report are written. */
  shows: z.enum(['percent', 'money', 'people', 'count', 'days', 'points', 'flag', 'text']),
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

/** GET /rulesets/:id?asOf= — a rule set as a person reads it. Public. */
export const RulesetText = z.object({
  id: z.string(),
  certification: z.string(),
  title: Text,
  basis: z.array(z.string()),
  inForceFrom: z.string(),
  inForceTo: z.string().nullable(),
  criteria: z.array(CriterionText),
})
export type RulesetText = z.infer<typeof RulesetText>
