import { z } from 'zod'
import { Line } from '../facts.ts'

export const MoveState = z.enum(['requested', 'confirmed', 'refused', 'withdrawn'])
export type MoveState = z.infer<typeof MoveState>

export const FirmMove = z.object({
  id: z.uuid(),
  firmId: z.uuid(),
  firmName: z.string(),
  firmUscc: z.string(),
  fromPark: z.string().nullable(),
  toPark: z.string().nullable(),
  reason: z.string(),
  state: MoveState,
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable(),
  version: z.number().int(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
})
export type FirmMove = z.infer<typeof FirmMove>

export const MoveQuery = z.object({
  state: MoveState.optional(),
  firm: z.uuid().optional(),
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type MoveQuery = z.infer<typeof MoveQuery>
export const FirmMoves = z.object({ items: z.array(FirmMove), nextCursor: z.string().nullable() })

/** POST /firms/:firmId/moves; null: out of the parks, which only the bureau settles. */
export const MoveCreate = z.strictObject({
  toPark: z.string().max(60).nullable(),
  reason: Line(300).refine((text) => text.length > 0, { error: '请写下迁移原因' }),
})
export type MoveCreate = z.infer<typeof MoveCreate>

/** PATCH /moves/:moveId */
export const MoveDecision = z.strictObject({ state: MoveState.exclude(['requested']), note: Line(300).nullish() })
export type MoveDecision = z.infer<typeof MoveDecision>
