import { z } from 'zod'

/** Kinds of work, in the order in which they are shown. */
export const TodayKind = z.enum(['move', 'confirm', 'todo', 'expiring', 'verdict', 'doubtful', 'missing', 'notice'])
export type TodayKind = z.infer<typeof TodayKind>

/** One thing that waits, with what its reason is made of. */
export const TodayItem = z.object({
  id: z.string(),
  firmId: z.uuid().nullable(),
  firmName: z.string(),
  /** The day by which, or since which. */
  day: z.string().nullable(),
  certification: z.string().nullable(),
  /** In words, where a person or the rules have written some: what a to-do asks, what is doubtful. */
  text: z.string().nullable(),
  /** Dot paths of the facts that decide most. */
  facts: z.array(z.string()),
  /** For a verdict that changed. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  version: z.number().int().nullable(),
})
export type TodayItem = z.infer<typeof TodayItem>

export const Today = z.object({
  asOf: z.string(),
  groups: z.array(z.object({ kind: TodayKind, count: z.number().int(), items: z.array(TodayItem) })),
  /** The next duty, for a day with nothing to do. */
  next: z.object({ day: z.string(), firmName: z.string(), what: z.object({ zh: z.string(), en: z.string() }) }).nullable(),
})
export type Today = z.infer<typeof Today>
