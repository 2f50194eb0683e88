import { z } from 'zod'
import { Verdict } from '../report.ts'
import { PlanIndicator, PlanPeriod } from './plan.ts'

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
  /** When the register was counted. */
  countedAt: z.string(),
  /** The plan's period that is shown; the indicators are the city's, so a park gets them without counts. */
  period: PlanPeriod.nullable(),
  indicators: z.array(PlanIndicator),
})
export type Overview = z.infer<typeof Overview>

/** GET /overview/flow?year=: how many firms stood on one rung at the end of the year before and on another at the end of this one. */
export const Flow = z.object({
  year: z.number().int(),
  from: z.string(),
  to: z.string(),
  /** The year is not over. */
  isPartial: z.boolean(),
  /** Whether the register holds any certificate of that time. */
  hasRecords: z.boolean(),
  links: z.array(z.object({ from: z.string(), to: z.string(), firms: z.number().int() })),
})
export type Flow = z.infer<typeof Flow>

/** GET /overview/expiring?title=: certificates that end within twelve months. */
export const Expiring = z.object({
  title: z.string(),
  months: z.array(z.object({ month: z.string(), ending: z.number().int(), atRisk: z.number().int() })),
  total: z.number().int(),
  atRisk: z.number().int(),
  /** The first 200 by date; those whose criteria are no longer met stand first. */
  items: z.array(
    z.object({
      firmId: z.uuid(),
      name: z.string(),
      parkId: z.string().nullable(),
      validTo: z.string(),
      renewal: Verdict.nullable(),
    }),
  ),
})
export type Expiring = z.infer<typeof Expiring>

/** GET /overview/scorecards?by=park|town|industry */
export const Scorecards = z.object({
  by: z.enum(['park', 'town', 'industry']),
  year: z.number().int(),
  items: z.array(
    z.object({
      /** Null: outside the parks, no town, no industry. */
      place: z.string().nullable(),
      firms: z.number().int(),
      withFigures: z.number().int(),
      held: z.record(z.string(), z.number().int()),
      /** Certificates of the year for the HNTE: new, and ended without another. */
      gained: z.number().int(),
      lost: z.number().int(),
      ending: z.number().int(),
      atRisk: z.number().int(),
      qualified: z.number().int(),
      shortByOne: z.number().int(),
      undetermined: z.number().int(),
    }),
  ),
})
export type Scorecards = z.infer<typeof Scorecards>
