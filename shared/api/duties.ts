import { z } from 'zod'
import { type Certification, certifications } from '../dictionary/certifications.ts'
import { Day } from '../facts.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])
const LabelShape = z.object({ zh: z.string(), en: z.string() })

/** `expiry` is the last day of a certificate; the others are what its rules ask for. */
export const DutyKindId = z.enum(['expiry', 'renewal', 'yearly-report', 'change-report', 'survey'])
export type DutyKindId = z.infer<typeof DutyKindId>

export const FirmDuty = z.object({
  firmId: z.uuid(),
  firmName: z.string(),
  certification: CertificationId,
  kind: DutyKindId,
  what: LabelShape,
  from: z.string().nullable(),
  until: z.string().nullable(),
  clause: z.string().nullable(),
  state: z.enum(['open', 'due', 'overdue', 'unknown']),
})
export type FirmDuty = z.infer<typeof FirmDuty>

export const DutyQuery = z.object({
  kind: DutyKindId.optional(),
  state: FirmDuty.shape.state.optional(),
  certification: CertificationId.optional(),
  firm: z.uuid().optional(),
  /** By the day on which it is due, else begins; duties without a day are left out where one is named. */
  from: Day.optional(),
  to: Day.optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export type DutyQuery = z.infer<typeof DutyQuery>

export const Duties = z.object({
  asOf: z.string(),
  items: z.array(FirmDuty),
  total: z.number().int(),
  /** Before `kind` narrowed them. */
  byKind: z.partialRecord(DutyKindId, z.number().int()),
  /** How many fall on each day. */
  days: z.record(z.string(), z.number().int()),
})
export type Duties = z.infer<typeof Duties>

/** Whether there is a secret address of the own duties. The address itself is told once. */
export const CalendarState = z.object({ exists: z.boolean(), createdAt: z.string().nullable() })
export type CalendarState = z.infer<typeof CalendarState>
export const CalendarLink = CalendarState.extend({ path: z.string() })
export type CalendarLink = z.infer<typeof CalendarLink>
