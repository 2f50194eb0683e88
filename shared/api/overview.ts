import { z } from 'zod'

/** GET /overview: the city (or the caller's own park) at a glance, from the latest assessments and certificates of today. */
export const Overview = z.object({
  asOf: z.string(),
  firms: z.number().int(),
  /** Firms with at least one figure of the last complete fiscal year. */
  withFigures: z.number().int(),
  /** One row a certification on the ladder; `verdict` counts leave out firms that hold it. */
  rungs: z.array(
    z.object({
      certification: z.string(),
      held: z.number().int(),
      expiringIn90Days: z.number().int(),
      /** Of those, firms whose criteria are no longer met. */
      expiringAtRisk: z.number().int(),
      qualified: z.number().int(),
      review: z.number().int(),
      undetermined: z.number().int(),
      shortByOne: z.number().int(),
      unqualified: z.number().int(),
    }),
  ),
  /** Park × rung: holders, and firms one criterion short. */
  parks: z.array(
    z.object({
      parkId: z.string().nullable(),
      firms: z.number().int(),
      held: z.record(z.string(), z.number().int()),
      qualified: z.record(z.string(), z.number().int()),
      shortByOne: z.record(z.string(), z.number().int()),
    }),
  ),
  /** The plan's indicators, with what the register itself counts where it can. */
  indicators: z.array(
    z.object({
      no: z.number().int(),
      key: z.string(),
      name: z.string(),
      unit: z.string(),
      baseYear: z.number().int(),
      base: z.number(),
      targetYear: z.number().int(),
      target: z.number(),
      counted: z.number().nullable(),
      note: z.string().nullable(),
    }),
  ),
})
export type Overview = z.infer<typeof Overview>

export const Park = z.object({ id: z.string(), name: z.string(), aliases: z.array(z.string()), positioning: z.string().nullable() })
export type Park = z.infer<typeof Park>
export const Parks = z.object({ items: z.array(Park) })

export const Town = z.object({ code: z.string(), name: z.string() })
export const Towns = z.object({ items: z.array(Town) })

export const Industry = z.object({ code: z.string(), name: z.string(), level: z.number().int(), parent: z.string().nullable() })
export const Industries = z.object({ items: z.array(Industry) })

export const Job = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  progress: z.object({ stage: z.string(), done: z.number().int(), total: z.number().int().nullable() }).nullable(),
  error: z.string().nullable(),
  result: z.unknown().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type Job = z.infer<typeof Job>
