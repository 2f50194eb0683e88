import { and, asc, eq } from 'drizzle-orm'
import type { SavedView, ViewCreate, ViewPatch } from '../../shared/api/views.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { savedViews } from './table.ts'

type Row = typeof savedViews.$inferSelect

/** Views one keeps; more become a list that nobody reads. */
const atMost = 50

const answerOf = (actor: Actor, { id, name, filters, columns, sort, order, isShared, ownerId, ownerName, version }: Row): SavedView => ({
  ...{ id, name, filters, columns, isShared, ownerName, version },
  // Kept by the schema of the registry's query.
  sort: sort as SavedView['sort'],
  order: order as SavedView['order'],
  isOwn: ownerId === actor.accountId,
})

/** The own views and those that colleagues share. */
export async function listViews(tx: Queries, actor: Actor): Promise<SavedView[]> {
  const rows = await tx.select().from(savedViews).orderBy(asc(savedViews.createdAt), asc(savedViews.id)).limit(500)
  return rows.map((row) => answerOf(actor, row))
}

export async function getView(tx: Queries, actor: Actor, id: string): Promise<SavedView> {
  return answerOf(actor, await findView(tx, id))
}

async function findView(tx: Queries, id: string): Promise<Row> {
  const [row] = await tx.select().from(savedViews).where(eq(savedViews.id, id))
  if (!row) throw new ProblemError('view-not-found')
  return row
}

export async function createView(tx: Tx, actor: Actor, given: ViewCreate): Promise<SavedView> {
  const ownerId = actor.accountId ?? ''
  const own = await tx.$count(savedViews, eq(savedViews.ownerId, ownerId))
  if (own >= atMost) throw new ProblemError('conflict', { detail: `最多保存 ${atMost} 个视图，请先删掉不用的` })
  const [row] = await tx
    .insert(savedViews)
    .values({ ...given, ownerId, ownerName: actor.account, role: actor.role, parkId: actor.parkId })
    .returning()
  if (!row) throw new Error('the view was not stored')
  await audit(tx, actor, { action: 'view-created', subject: `view:${row.id}`, after: given })
  return answerOf(actor, row)
}

/** Changes an own view. A shared one of a colleague is read only: `not-allowed`. */
export async function changeView(
  tx: Tx,
  actor: Actor,
  id: string,
  patch: ViewPatch,
  check: (version: number, current: () => SavedView) => Promise<void>,
): Promise<SavedView> {
  const row = await ownView(tx, actor, id)
  await check(row.version, () => answerOf(actor, row))
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const [changed] = await tx
    .update(savedViews)
    .set({ ...given, version: row.version + 1, updatedAt: now() })
    .where(and(eq(savedViews.id, id), eq(savedViews.version, row.version)))
    .returning()
  if (!changed) throw new ProblemError('conflict')
  await audit(tx, actor, { action: 'view-changed', subject: `view:${id}`, before: answerOf(actor, row), after: patch })
  return answerOf(actor, changed)
}

export async function removeView(
  tx: Tx,
  actor: Actor,
  id: string,
  check: (version: number, current: () => SavedView) => Promise<void>,
): Promise<void> {
  const row = await ownView(tx, actor, id)
  await check(row.version, () => answerOf(actor, row))
  await tx.delete(savedViews).where(eq(savedViews.id, id))
  await audit(tx, actor, { action: 'view-removed', subject: `view:${id}`, before: answerOf(actor, row) })
}

async function ownView(tx: Tx, actor: Actor, id: string): Promise<Row> {
  const row = await findView(tx, id)
  if (row.ownerId !== actor.accountId) throw new ProblemError('not-allowed', { detail: '这是别人共享的视图，可以另存为自己的' })
  const [held] = await tx.select().from(savedViews).where(eq(savedViews.id, id)).for('update')
  return held ?? row
}
