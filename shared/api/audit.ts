import { z } from 'zod'
import { Day, Line } from '../facts.ts'

/** One act in the audit trail. */
export const AuditEntry = z.object({
  seq: z.number().int(),
  at: z.string(),
  account: z.string().nullable(),
  role: z.string().nullable(),
  /** Not told to companies. */
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  firmId: z.string().nullable(),
  firmName: z.string().nullable(),
  outcome: z.string(),
  before: z.unknown(),
  after: z.unknown(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** What the audit trail may be asked; days are days in China, both included. */
export const AuditQuery = z.object({
  firm: z.uuid({ error: '应为企业编号' }).optional(),
  account: Line(64).optional(),
  action: Line(60).optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
  from: Day.optional(),
  to: Day.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, { error: '翻页标记不对，请从第一页开始' })
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof AuditQuery>

export const AuditPage = z.object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>
