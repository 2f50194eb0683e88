import { z } from 'zod'
import { Day, Line, Money } from '../facts.ts'
import { Outcome } from '../report.ts'

/** How surely an incentive is in force. Only the first two are ever recommended. */
export const IncentiveStatus = z.enum(['in-force', 'check', 'unknown', 'draft', 'expired', 'superseded', 'blocked'])
export type IncentiveStatus = z.infer<typeof IncentiveStatus>

/** Whether a firm may enjoy it: it may, not yet, or what is not known decides; `not-offered` while it is out of date or barred. */
export const MatchOutcome = z.enum(['may', 'review', 'unknown', 'not-yet', 'not-offered'])
export type MatchOutcome = z.infer<typeof MatchOutcome>

const Reason = Line(200).refine((text) => text.length > 0, { error: '请写明依据' })

/** What the bureau found out beyond the catalogue. */
export const IncentiveChange = z.strictObject({
  status: IncentiveStatus.nullable(),
  /** As published; null while unknown. */
  amountText: Line(200).nullable(),
  validTo: Day.nullable(),
  contact: Line(100).nullable(),
})
export type IncentiveChange = z.infer<typeof IncentiveChange>

/** PUT /incentives/:id — needs If-Match, `"v0"` for the first change. */
export const IncentivePut = IncentiveChange.extend({ reason: Reason })
export type IncentivePut = z.infer<typeof IncentivePut>

/** How far it has come: firms that may, were told, have read, applied, received. Of what the caller sees. */
export const Delivery = z.object({
  may: z.number().int(),
  unknown: z.number().int(),
  notYet: z.number().int(),
  told: z.number().int(),
  read: z.number().int(),
  applied: z.number().int(),
  received: z.number().int(),
  /** Yuan. */
  receivedSum: z.number(),
  /** May enjoy it and were not told: the work list. */
  untold: z.number().int(),
})
export type Delivery = z.infer<typeof Delivery>

export const Incentive = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  level: z.enum(['national', 'province', 'city', 'county']),
  kind: z.enum(['tax', 'money', 'other']),
  status: IncentiveStatus,
  isOffered: z.boolean(),
  /** Why it is not recommended, or what is still to be checked. */
  caution: z.string().nullable(),
  conditions: z.array(z.object({ id: z.string(), text: z.string(), textEn: z.string() })),
  amountText: z.string().nullable(),
  /** How an estimate is worked out; null where none can be. */
  formula: z.string().nullable(),
  source: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  steps: z.array(z.string()),
  contact: z.string().nullable(),
  /** Others that may not be enjoyed on the same income. */
  excludes: z.array(z.string()),
  certifications: z.array(z.string()),
  version: z.number().int(),
})
export type Incentive = z.infer<typeof Incentive>

export const IncentiveRow = Incentive.extend({ delivery: Delivery.nullable() })
export type IncentiveRow = z.infer<typeof IncentiveRow>
/** GET /incentives: the catalogue; how far each has come for parks, towns and the bureau. */
export const Incentives = z.object({ matchedOn: z.string().nullable(), items: z.array(IncentiveRow) })
export type Incentives = z.infer<typeof Incentives>

/** One incentive for one firm, every condition with its own answer. */
export const FirmIncentive = z.object({
  incentive: Incentive,
  outcome: MatchOutcome,
  conditions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      textEn: z.string(),
      outcome: Outcome,
      shown: z.string().nullable(),
      missing: z.array(z.string()),
    }),
  ),
  /** Yuan; null where it cannot be told. Never added up across policies. */
  estimate: z.number().nullable(),
  /** The figures that it was worked out from, as one sentence. */
  working: z.string().nullable(),
  /** What is wanting first, in one sentence. */
  reason: z.string(),
  told: z.string().nullable(),
  read: z.string().nullable(),
  appliedOn: z.string().nullable(),
  receivedOn: z.string().nullable(),
  received: z.number().nullable(),
  version: z.number().int(),
})
export type FirmIncentive = z.infer<typeof FirmIncentive>
/** GET /firms/:firmId/incentives */
export const FirmIncentives = z.object({ asOf: z.string(), items: z.array(FirmIncentive) })
export type FirmIncentives = z.infer<typeof FirmIncentives>

/** PATCH /firms/:firmId/incentives/:incentiveId — how far it has come. Needs If-Match, `"v0"` where nothing is kept yet. */
export const DeliveryPatch = z
  .strictObject({ read: z.literal(true), appliedOn: Day.nullable(), receivedOn: Day.nullable(), received: Money.nullable() })
  .partial()
export type DeliveryPatch = z.infer<typeof DeliveryPatch>

/** GET /incentives/:id/firms?outcome=&untold= */
export const IncentiveFirms = z.object({
  items: z.array(
    z.object({
      firmId: z.uuid(),
      name: z.string(),
      uscc: z.string(),
      parkId: z.string().nullable(),
      outcome: MatchOutcome,
      estimate: z.number().nullable(),
      told: z.string().nullable(),
      read: z.string().nullable(),
      appliedOn: z.string().nullable(),
      receivedOn: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
})
export type IncentiveFirms = z.infer<typeof IncentiveFirms>

/** POST /incentives/:id/notices: tells every firm that may enjoy it and was not told. */
export const Noticed = z.object({ told: z.number().int() })
