import { z } from 'zod'
import { Day, Line } from '../facts.ts'
import { CountingRule } from '../plan/counting.ts'

const Year = z.number().int().min(1990).max(2100)
const Value = z.number().min(-1e12).max(1e12)
const Reason = Line(200).refine((text) => text.length > 0, { error: '请写明原因' })

export const PlanPeriod = z.object({
  id: z.string(),
  name: z.string(),
  baseYear: z.number().int(),
  targetYear: z.number().int(),
  source: z.string().nullable(),
})
export type PlanPeriod = z.infer<typeof PlanPeriod>

/** GET /plan/periods: the latest first. */
export const PlanPeriods = z.object({ items: z.array(PlanPeriod) })

/** POST /plan/periods: a period to come, with the indicators of another one, base and target still to be entered. */
export const PeriodPost = z
  .strictObject({
    name: Line(20).refine((text) => text.length > 0, { error: '请填写规划期名称' }),
    baseYear: Year,
    targetYear: Year,
    source: Line(120).nullable(),
    copyFrom: Line(20).nullable(),
  })
  .refine(({ baseYear, targetYear }) => targetYear > baseYear, { error: '目标年应晚于基期年', path: ['targetYear'] })
export type PeriodPost = z.infer<typeof PeriodPost>

/** What an indicator is, as the bureau edits it. */
const stated = {
  name: Line(80),
  unit: Line(10),
  base: Value.nullable(),
  target: Value.nullable(),
  path: z.record(z.string().regex(/^\d{4}$/), Value),
  counting: CountingRule,
  note: Line(300).nullable(),
} as const

/** PATCH /plan/periods/:periodId/indicators/:key — needs If-Match; the reason stays with the version. */
export const IndicatorPatch = z.strictObject(stated).partial().extend({ reason: Reason })
export type IndicatorPatch = z.infer<typeof IndicatorPatch>

/** POST /plan/periods/:periodId/indicators */
export const IndicatorPost = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, { error: '应为小写字母、数字和下划线' }),
  ...stated,
})
export type IndicatorPost = z.infer<typeof IndicatorPost>

/** PUT /plan/periods/:periodId/indicators/:key/values/:year — null takes the value away. Needs If-Match, `"v0"` for the first one. */
export const ValuePut = z.strictObject({
  value: Value.nullable(),
  source: Line(120).refine((text) => text.length > 0, { error: '请写明数据出处' }),
  evidence: Line(200).nullable(),
})
export type ValuePut = z.infer<typeof ValuePut>

const Entered = z.object({
  value: z.number(),
  source: z.string(),
  evidence: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  version: z.number().int(),
})

/** A year of an indicator: what the register counts at its end (or today), what was entered, where the way should be. */
export const IndicatorYear = z.object({
  year: z.number().int(),
  /** The day on which it was counted. */
  on: z.string(),
  /** Null where the register cannot count it, or holds nothing of that time. */
  counted: z.number().nullable(),
  entered: Entered.nullable(),
  path: z.number().nullable(),
})
export type IndicatorYear = z.infer<typeof IndicatorYear>

export const PlanIndicator = z.object({
  periodId: z.string(),
  key: z.string(),
  no: z.number().int(),
  name: z.string(),
  unit: z.string(),
  baseYear: z.number().int(),
  base: z.number().nullable(),
  targetYear: z.number().int(),
  target: z.number().nullable(),
  path: z.record(z.string(), z.number()),
  counting: CountingRule,
  countingText: z.string(),
  note: z.string().nullable(),
  version: z.number().int(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  /** What the register counts today. */
  now: z.number().nullable(),
  /** From the base year to this one, or to the target year once it is over. */
  years: z.array(IndicatorYear),
})
export type PlanIndicator = z.infer<typeof PlanIndicator>

export const IndicatorDetail = PlanIndicator.extend({
  versions: z.array(
    z.object({
      version: z.number().int(),
      base: z.number().nullable(),
      target: z.number().nullable(),
      countingText: z.string(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
})
export type IndicatorDetail = z.infer<typeof IndicatorDetail>

/** GET /plan/periods/:periodId/indicators */
export const PlanIndicators = z.object({ period: PlanPeriod, asOf: z.string(), items: z.array(PlanIndicator) })
export type PlanIndicators = z.infer<typeof PlanIndicators>

/** GET …/indicators/:key/firms?on= — what the count is made of, a firm or an institution a row. */
export const CountedFirms = z.object({
  on: z.string(),
  countingText: z.string(),
  /** The value; firms that are counted once may stand in several rows. */
  count: z.number().int(),
  /** Records that would count, if it were known from when on they hold. */
  undated: z.number().int(),
  items: z.array(
    z.object({
      firmId: z.uuid(),
      name: z.string(),
      uscc: z.string(),
      parkId: z.string().nullable(),
      townCode: z.string().nullable(),
      what: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
})
export type CountedFirms = z.infer<typeof CountedFirms>

/** PUT …/indicators/:key/targets/:year: the year's target by place; null takes one away. Needs If-Match of the indicator. */
export const TargetsPut = z.strictObject({
  items: z.array(z.strictObject({ place: z.string().regex(/^(park|town):[0-9a-z-]{1,40}$/), value: Value.nullable() })).max(200),
})
export type TargetsPut = z.infer<typeof TargetsPut>

const counts = {
  held: z.number().int(),
  /** Certificates of the year: new ones, and ended ones that were not renewed. */
  gained: z.number().int(),
  lost: z.number().int(),
  /** Held now, ending before the year does; of those, firms whose criteria are no longer met. */
  ending: z.number().int(),
  atRisk: z.number().int(),
  /** Not held: reached by the rules, and one criterion short. */
  candidates: z.number().int(),
  shortByOne: z.number().int(),
  applied: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
} as const

/** GET /plan/periods/:periodId/doubling?key=: what the pipeline must deliver until the end of the year (高企倍增). */
export const Doubling = z.object({
  asOf: z.string(),
  key: z.string(),
  certification: z.string(),
  version: z.number().int(),
  years: z.array(z.object({ year: z.number().int(), path: z.number().nullable(), counted: z.number().nullable() })),
  year: z.number().int(),
  target: z.number().nullable(),
  city: z.object(counts),
  /** Titles that must still be granted this year: the target, less what is held and stays. */
  needed: z.number().int().nullable(),
  /** Of the decided applications; null while none is decided. */
  passRate: z.number().nullable(),
  /** Applications that it takes at that rate, besides those under way. */
  applicationsNeeded: z.number().int().nullable(),
  places: z.array(z.object({ place: z.string(), targets: z.record(z.string(), z.number()), ...counts })),
})
export type Doubling = z.infer<typeof Doubling>

/** PUT /firms/:firmId/applications/:certification/:year — needs If-Match, `"v0"` for a new one. */
export const ApplicationPut = z.strictObject({
  appliedOn: Day,
  outcome: z.enum(['passed', 'failed']).nullable(),
  decidedOn: Day.nullable(),
  note: Line(200).nullable(),
})
export type ApplicationPut = z.infer<typeof ApplicationPut>

export const TitleApplication = ApplicationPut.extend({
  certification: z.string(),
  year: z.number().int(),
  version: z.number().int(),
  updatedBy: z.string(),
})
export type TitleApplication = z.infer<typeof TitleApplication>
export const TitleApplications = z.object({ items: z.array(TitleApplication) })
