import { eq, getTableColumns } from 'drizzle-orm'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { firms } from './table.ts'

export type FirmRecord = Omit<typeof firms.$inferSelect, 'nameGrams'>

const { nameGrams: _nameGrams, ...columns } = getTableColumns(firms)

/** What a firm's row says; the pairs of characters of its name only serve the search. */
export const firmColumns = columns

/** The firm's row. A firm that the actor may not see answers as a missing one: `firm-not-found`. */
export async function getFirmRecord(tx: Queries, firmId: string): Promise<FirmRecord> {
  const [firm] = await tx.select(firmColumns).from(firms).where(eq(firms.id, firmId))
  if (!firm) throw new ProblemError('firm-not-found')
  return firm
}

/** The same, held until the transaction ends: of many who change a firm at once, each sees what the one before has left. */
export async function lockFirm(tx: Tx, firmId: string): Promise<FirmRecord> {
  const [firm] = await tx.select(firmColumns).from(firms).where(eq(firms.id, firmId)).for('no key update')
  if (!firm) throw new ProblemError('firm-not-found')
  return firm
}

/** Notes who changed something of the firm last, and when. */
export async function touchFirm(tx: Tx, actor: Actor, firmId: string): Promise<void> {
  await tx.update(firms).set({ updatedAt: now(), updatedBy: actor.account }).where(eq(firms.id, firmId))
}
