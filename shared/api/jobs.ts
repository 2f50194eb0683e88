import { z } from 'zod'

/** Long work and how far it is. GET /jobs/:id, and the data of each event of GET /jobs/:id/events. */
export const Job = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable(), stage: z.string() }),
  /** What it came to, by kind. */
  result: z.unknown(),
  /** Why it failed, in words. */
  error: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type Job = z.infer<typeof Job>
