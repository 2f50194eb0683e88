import { z } from 'zod'

const Rung = z.object({
  certification: z.string(),
  held: z.number().int(),
  /** Certificates that began, and that ended without a newer one, in the year. */
  gained: z.number().int(),
  lost: z.number().int(),
  near: z.number().int(),
  expiring: z.number().int(),
})

const Firm = z.object({ id: z.uuid(), name: z.string(), certification: z.string(), day: z.string().nullable(), missing: z.number().int() })

/** GET /park-report: one year of a park, or of the city. */
export const ParkReport = z.object({
  asOf: z.string(),
  year: z.number().int(),
  parkId: z.string().nullable(),
  firms: z.number().int(),
  newFirms: z.number().int(),
  rungs: z.array(Rung),
  near: z.array(Firm),
  expiring: z.array(Firm),
  coverage: z.array(z.object({ year: z.number().int(), entered: z.number().int(), confirmed: z.number().int() })),
  services: z.object({
    firms: z.number().int(),
    byKind: z.record(z.string(), z.number().int()),
    openCases: z.number().int(),
    reachedCases: z.number().int(),
    overdueTodos: z.number().int(),
    trainings: z.number().int(),
    attended: z.number().int(),
  }),
  moves: z.object({ in: z.number().int(), out: z.number().int() }),
})
export type ParkReport = z.infer<typeof ParkReport>

export const ParkReportQuery = z.object({
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  park: z.string().max(60).optional(),
})
export type ParkReportQuery = z.infer<typeof ParkReportQuery>
