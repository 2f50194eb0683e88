import { and, desc, eq } from 'drizzle-orm'
import type { FirmMove, MoveCreate, MoveDecision, MoveQuery } from '../../shared/api/moves.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Db, Queries, Tx } from '../db/connection.ts'
import { type Actor, sqlState, systemActor, within } from '../db/context.ts'
import { lockFirm } from '../firms/record.ts'
import { firms } from '../firms/table.ts'
import { type NewNotice, notify } from '../notices/service.ts'
import { parks } from '../parks/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { behindTimeCursor, writeTimeCursor } from '../time-cursor.ts'
import { firmMoves } from './table.ts'

type Row = typeof firmMoves.$inferSelect

/** Outside the parks there is nobody to confirm: the bureau settles. */
const mayDecide = ({ role, parkId }: Actor, { state, toPark }: Row): boolean =>
  state === 'requested' && (role === 'bureau' || (role === 'park' && toPark !== null && toPark === parkId))
const mayWithdraw = ({ role, parkId }: Actor, { state, fromPark }: Row): boolean =>
  state === 'requested' && (role === 'bureau' || (role === 'park' && fromPark === parkId))

const answerOf = (actor: Actor, row: Row): FirmMove => {
  const { id, firmId, firmName, firmUscc, fromPark, toPark, reason, state, requestedBy, decidedBy, note, version } = row
  return {
    ...{ id, firmId, firmName, firmUscc, fromPark, toPark, reason, state, requestedBy, decidedBy, note, version },
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    may: { decide: mayDecide(actor, row), withdraw: mayWithdraw(actor, row) },
  }
}

/** Moves out of and into the actor's park, the latest first. */
export async function listMoves(
  tx: Queries,
  actor: Actor,
  { state, firm, cursor, limit }: MoveQuery,
): Promise<{ items: FirmMove[]; nextCursor: string | null }> {
  const rows = await tx
    .select()
    .from(firmMoves)
    .where(
      and(
        state ? eq(firmMoves.state, state) : undefined,
        firm ? eq(firmMoves.firmId, firm) : undefined,
        behindTimeCursor(cursor, firmMoves.requestedAt, firmMoves.id),
      ),
    )
    .orderBy(desc(firmMoves.requestedAt), desc(firmMoves.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => answerOf(actor, row)),
    nextCursor: rows.length > limit && last ? writeTimeCursor(last.requestedAt, last.id) : null,
  }
}

/** Asks to move a firm. Nothing moves before the other park, or the bureau, has confirmed. */
export async function requestMove(tx: Tx, actor: Actor, firmId: string, { toPark, reason }: MoveCreate): Promise<FirmMove> {
  const firm = await lockFirm(tx, firmId)
  if (toPark === null && actor.role !== 'bureau') throw refuse('/toPark', '迁出园区由市科技局办理')
  if (toPark === firm.parkId) throw refuse('/toPark', '企业已经在这个园区')
  if (toPark !== null && !(await findParkName(tx, toPark))) throw refuse('/toPark', '没有这个园区')
  const values = { firmId, firmName: firm.name, firmUscc: firm.uscc, fromPark: firm.parkId, toPark, reason }
  const [row] = await insertOnce(tx, { ...values, requestedBy: actor.account, requestedAt: now() })
  if (!row) throw new Error('the move was not stored')
  await audit(tx, actor, {
    action: 'move-requested',
    subject: `move:${row.id}`,
    firmId,
    before: { parkId: firm.parkId },
    after: { parkId: toPark, note: reason },
  })
  if (toPark !== null) {
    const park = firm.parkId === null ? '园外' : ((await findParkName(tx, firm.parkId)) ?? firm.parkId)
    const values = { firm: firm.name, park, note: reason }
    await notify(tx, actor, [{ to: { park: toPark }, kind: 'move-requested', values, link: '/moves' }])
  }
  return answerOf(actor, row)
}

async function insertOnce(tx: Tx, values: typeof firmMoves.$inferInsert): Promise<Row[]> {
  try {
    return await tx.transaction((inner) => inner.insert(firmMoves).values(values).returning())
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new ProblemError('conflict', { detail: '这家企业已经有一个等待确认的迁移', cause: error })
  }
}

const findParkName = async (tx: Queries, id: string): Promise<string | undefined> =>
  (await tx.select({ name: parks.name }).from(parks).where(eq(parks.id, id)))[0]?.name

/**
 * Confirms, refuses or withdraws. It is done as the system, since neither park may write for both: who may is said here.
 * Throws `move-not-found` for a move that the actor has no part in.
 */
export async function decideMove(
  db: Db,
  actor: Actor,
  moveId: string,
  decision: MoveDecision,
  check: (version: number, current: () => FirmMove) => Promise<void>,
): Promise<FirmMove> {
  const [seen] = await within(db, actor, (tx) => tx.select({ id: firmMoves.id }).from(firmMoves).where(eq(firmMoves.id, moveId)), {
    readOnly: true,
  })
  if (!seen) throw new ProblemError('move-not-found')
  return within(db, systemActor, async (tx) => {
    const [row] = await tx.select().from(firmMoves).where(eq(firmMoves.id, moveId)).for('update')
    if (!row) throw new ProblemError('move-not-found')
    await check(row.version, () => answerOf(actor, row))
    const isAllowed = decision.state === 'withdrawn' ? mayWithdraw(actor, row) : mayDecide(actor, row)
    if (row.state !== 'requested') throw new ProblemError('conflict', { detail: '这次迁移已经办结' })
    if (!isAllowed) throw new ProblemError('not-allowed')
    if (decision.state === 'confirmed') await moveFirm(tx, actor, row)
    const [decided] = await tx
      .update(firmMoves)
      .set({ state: decision.state, note: decision.note ?? null, decidedBy: actor.account, decidedAt: now(), version: row.version + 1 })
      .where(eq(firmMoves.id, moveId))
      .returning()
    await audit(tx, actor, {
      action: `move-${decision.state}`,
      subject: `move:${moveId}`,
      firmId: row.firmId,
      before: { parkId: row.fromPark },
      after: { parkId: decision.state === 'confirmed' ? row.toPark : row.fromPark, ...(decision.note && { note: decision.note }) },
    })
    await tellOutcome(tx, actor, row, decision)
    return answerOf(actor, decided ?? row)
  })
}

/** The firm, and with it everything that hangs on it, comes into the sight of the other park. */
async function moveFirm(tx: Tx, actor: Actor, { firmId, fromPark, toPark }: Row): Promise<void> {
  const firm = await lockFirm(tx, firmId)
  if (firm.parkId !== fromPark) throw new ProblemError('conflict', { detail: '企业已经不在原来的园区' })
  await tx
    .update(firms)
    .set({ parkId: toPark, serviceOfficer: null, version: firm.version + 1, updatedAt: now(), updatedBy: actor.account })
    .where(eq(firms.id, firmId))
}

async function tellOutcome(
  tx: Tx,
  actor: Actor,
  { firmId, firmName, fromPark, toPark }: Row,
  { state, note }: MoveDecision,
): Promise<void> {
  const park = toPark === null ? '园外' : ((await findParkName(tx, toPark)) ?? toPark)
  const told = { kind: 'move-decided', values: { firm: firmName, park, state, ...(note && { note }) }, link: '/moves' } as const
  const notices: NewNotice[] = [fromPark, toPark].flatMap((id) =>
    id === null || id === actor.parkId ? [] : [{ ...told, to: { park: id } }],
  )
  if (state === 'confirmed') notices.push({ ...told, to: { firm: firmId }, link: `/firms/${firmId}`, firmId })
  await notify(tx, actor, notices)
}
