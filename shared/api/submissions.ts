import { z } from 'zod'
import { figures, type Figure } from '../dictionary/figures.ts'
import { Line, YearFiguresSchema } from '../facts.ts'
import { FirmYear } from './firms.ts'

const FigureId = z.enum(Object.keys(figures) as [Figure, ...Figure[]])

/** How far a year's figures are on their way: `draft` is with the firm and was never sent, taken back, or changed since it was confirmed. */
export const SubmissionState = z.enum(['draft', 'submitted', 'returned', 'confirmed'])
export type SubmissionState = z.infer<typeof SubmissionState>

export const StepKind = z.enum(['submitted', 'withdrawn', 'returned', 'confirmed'])
export type StepKind = z.infer<typeof StepKind>

/** One thing that was done with the figures of a year, with the figures as they stood then. Never changed, never removed. */
export const SubmissionStep = z.object({
  step: StepKind,
  at: z.string(),
  by: z.string(),
  role: z.string(),
  /** What the firm says with it, or why it was returned as a whole. */
  note: z.string().nullable(),
  /** Why it was returned, figure by figure. */
  reasons: z.partialRecord(FigureId, z.string()),
  figures: YearFiguresSchema,
})
export type SubmissionStep = z.infer<typeof SubmissionStep>

/** The figures of one year on their way from the firm to its park. */
export const Submission = z.object({
  year: z.number().int(),
  state: SubmissionState,
  /** 0 before the first step; send it as `If-Match: "v0"`. */
  version: z.number().int(),
  /** The figures as they stand now, with the version that a step must name. */
  current: FirmYear,
  /** Every step, the first one first. */
  steps: z.array(SubmissionStep),
})
export type Submission = z.infer<typeof Submission>

export const Submissions = z.object({ items: z.array(Submission) })
export type Submissions = z.infer<typeof Submissions>

/** The version of the year's figures that the person had before them: nobody sends or confirms what another has just changed. */
const figuresVersion = z.int({ error: '应为读到的数据版本' }).min(0).max(2_000_000_000)

/** PUT /firms/:firmId/submissions/:year: the firm sends its figures, or takes them back. */
export const SubmissionPut = z.strictObject({
  step: z.enum(['submitted', 'withdrawn'], { error: '应为 submitted 或 withdrawn' }),
  figuresVersion,
  note: Line(500).optional(),
})
export type SubmissionPut = z.infer<typeof SubmissionPut>

/** PUT /firms/:firmId/submissions/:year/decision: the park or the bureau confirms, or returns with reasons. */
export const DecisionPut = z.strictObject({
  step: z.enum(['confirmed', 'returned'], { error: '应为 confirmed 或 returned' }),
  figuresVersion,
  note: Line(500).optional(),
  reasons: z
    .partialRecord(
      FigureId,
      Line(200).refine((text) => text !== '', { error: '原因不能为空' }),
    )
    .optional(),
})
export type DecisionPut = z.infer<typeof DecisionPut>

/** One row of the verification queue. */
export const QueueRow = z.object({
  firmId: z.uuid(),
  name: z.string(),
  uscc: z.string(),
  parkId: z.string().nullable(),
  year: z.number().int(),
  state: SubmissionState,
  by: z.string(),
  at: z.string(),
  note: z.string().nullable(),
  /** How often it has been sent. */
  round: z.number().int(),
  /** Doubts about the figures of this year. */
  doubts: z.number().int(),
})
export type QueueRow = z.infer<typeof QueueRow>

export const Queue = z.object({
  items: z.array(QueueRow),
  nextCursor: z.string().nullable(),
  /** How many are in each state, whichever is asked for. */
  counts: z.object({ submitted: z.number().int(), returned: z.number().int(), confirmed: z.number().int() }),
})
export type Queue = z.infer<typeof Queue>

/** What the verification queue may be asked. */
export const QueueQuery = z.object({
  state: z.enum(['submitted', 'returned', 'confirmed']).default('submitted'),
  cursor: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type QueueQuery = z.infer<typeof QueueQuery>
