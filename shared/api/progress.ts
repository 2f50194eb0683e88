import { z } from 'zod'

/** A count that is shown, or null where so few firms stand behind it that it is kept back. */
const Shown = z.number().int().nullable()

/** GET /progress: what everybody may know. No firm's figures; counts below five are kept back, also where they could be worked out. */
export const Progress = z.object({
  asOf: z.string(),
  firms: Shown,
  rungs: z.array(z.object({ certification: z.string(), name: z.string(), held: Shown })),
  parks: z.array(z.object({ parkId: z.string().nullable(), name: z.string(), firms: Shown, held: z.record(z.string(), Shown) })),
  indicators: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      unit: z.string(),
      base: z.number().nullable(),
      baseYear: z.number().int(),
      target: z.number().nullable(),
      targetYear: z.number().int(),
      value: z.number().nullable(),
      year: z.number().int().nullable(),
    }),
  ),
})
export type Progress = z.infer<typeof Progress>
