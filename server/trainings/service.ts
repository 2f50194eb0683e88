import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Selection } from '../../shared/api/bulk.ts'
import type {
  Attendance,
  AttendancePut,
  Invited,
  Training,
  TrainingCreate,
  TrainingFirm,
  TrainingPatch,
  TrainingQuery,
} from '../../shared/api/trainings.ts'
import { grouped } from '../../shared/grouped.ts'
import { audit } from '../audit/service.ts'
import { selectedFirms } from '../bulk/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { getFirmRecord } from '../firms/record.ts'
import { firms } from '../firms/table.ts'
import { notify } from '../notices/service.ts'
import { ProblemError } from '../problems.ts'
import { serviceRecords } from '../services/table.ts'
import { behindTimeCursor, writeTimeCursor } from '../time-cursor.ts'
import { trainingFirms, trainings } from './table.ts'

type Row = typeof trainings.$inferSelect

const mayEdit = ({ role, parkId }: Actor, row: Row): boolean => role === 'bureau' || (role === 'park' && row.parkId === parkId)

async function answersOf(tx: Queries, actor: Actor, rows: readonly Row[]): Promise<Training[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const counts = await tx
    .select({ trainingId: trainingFirms.trainingId, state: trainingFirms.state, count: sql<number>`count(*)::int` })
    .from(trainingFirms)
    .where(inArray(trainingFirms.trainingId, ids))
    .groupBy(trainingFirms.trainingId, trainingFirms.state)
  const own = actor.role === 'company' ? await tx.select().from(trainingFirms).where(inArray(trainingFirms.trainingId, ids)) : []
  const countsOf = grouped(counts, ({ trainingId }) => trainingId)
  return rows.map((row) => {
    const { id, parkId, title, level, heldOn, startsAt, place, capacity, description, signUpBy, version } = row
    const part = own.find(({ trainingId }) => trainingId === id)
    return {
      ...{ id, parkId, title, level, heldOn, startsAt, place, capacity, description, signUpBy, version },
      // A firm is told of its own part only.
      counts: actor.role === 'company' ? {} : Object.fromEntries((countsOf.get(id) ?? []).map(({ state, count }) => [state, count])),
      may: { edit: mayEdit(actor, row) },
      own: part ? { firmId: part.firmId, state: part.state, people: part.people } : null,
    }
  })
}

/** Trainings of the own office, for a firm those it is invited to; the latest first. */
export async function listTrainings(
  tx: Queries,
  actor: Actor,
  { cursor, limit }: TrainingQuery,
): Promise<{ items: Training[]; nextCursor: string | null }> {
  const rows = await tx
    .select()
    .from(trainings)
    .where(behindTimeCursor(cursor, trainings.heldOn, trainings.id))
    .orderBy(desc(trainings.heldOn), desc(trainings.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await answersOf(tx, actor, shown),
    nextCursor: rows.length > limit && last ? writeTimeCursor(last.heldOn, last.id) : null,
  }
}

export async function getTraining(tx: Queries, actor: Actor, id: string): Promise<Training> {
  const [answer] = await answersOf(tx, actor, [await findTraining(tx, id)])
  if (!answer) throw new ProblemError('training-not-found')
  return answer
}

async function findTraining(tx: Queries, id: string): Promise<Row> {
  const [row] = await tx.select().from(trainings).where(eq(trainings.id, id))
  if (!row) throw new ProblemError('training-not-found')
  return row
}

export async function createTraining(tx: Tx, actor: Actor, given: TrainingCreate): Promise<Training> {
  const [row] = await tx
    .insert(trainings)
    .values({ ...given, parkId: actor.parkId, createdBy: actor.account, createdAt: now() })
    .returning()
  if (!row) throw new Error('the training was not stored')
  await audit(tx, actor, { action: 'training-created', subject: `training:${row.id}`, after: given })
  return getTraining(tx, actor, row.id)
}

/** Changes a training; who is invited hears of another day, time or place. */
export async function changeTraining(
  tx: Tx,
  actor: Actor,
  id: string,
  patch: TrainingPatch,
  check: (version: number, current: () => Promise<Training>) => Promise<void>,
): Promise<Training> {
  const row = await lockOwn(tx, actor, id)
  await check(row.version, () => getTraining(tx, actor, id))
  const values = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  const [changed] = await tx
    .update(trainings)
    .set({ ...values, version: row.version + 1 })
    .where(eq(trainings.id, id))
    .returning()
  await audit(tx, actor, { action: 'training-changed', subject: `training:${id}`, before: row, after: patch })
  if (changed && (changed.heldOn !== row.heldOn || changed.startsAt !== row.startsAt || changed.place !== row.place)) {
    const day = `${changed.heldOn} ${changed.startsAt} ${changed.place}`
    const invited = await tx.select({ firmId: trainingFirms.firmId }).from(trainingFirms).where(eq(trainingFirms.trainingId, id))
    const told = { kind: 'training-changed', values: { title: changed.title, day }, link: `/trainings/${id}` } as const
    await notify(
      tx,
      actor,
      invited.map(({ firmId }) => ({ ...told, to: { firm: firmId }, firmId })),
    )
  }
  return getTraining(tx, actor, id)
}

async function lockOwn(tx: Tx, actor: Actor, id: string): Promise<Row> {
  const seen = await findTraining(tx, id)
  if (!mayEdit(actor, seen)) throw new ProblemError('not-allowed')
  const [row] = await tx.select().from(trainings).where(eq(trainings.id, id)).for('update')
  return row ?? seen
}

/** The firms of a training that the actor sees. */
export async function listTrainingFirms(tx: Queries, id: string): Promise<TrainingFirm[]> {
  await findTraining(tx, id)
  const rows = await tx
    .select({ part: trainingFirms, firmName: firms.name })
    .from(trainingFirms)
    .innerJoin(firms, eq(firms.id, trainingFirms.firmId))
    .where(eq(trainingFirms.trainingId, id))
    .orderBy(asc(firms.name))
  return rows.map(({ part, firmName }) => partOf(part, firmName))
}

const partOf = ({ firmId, state, people, updatedAt, updatedBy }: typeof trainingFirms.$inferSelect, firmName: string): TrainingFirm => ({
  ...{ firmId, firmName, state, people, updatedBy },
  updatedAt: updatedAt.toISOString(),
})

/** Invites the firms of a selection and tells them; who is invited already hears nothing again. */
export async function inviteFirms(tx: Tx, actor: Actor, id: string, selection: Selection): Promise<Invited> {
  const training = await lockOwn(tx, actor, id)
  const ids = await selectedFirms(tx, actor, selection)
  const values = ids.map((firmId) => ({ firmId, trainingId: id, updatedAt: now(), updatedBy: actor.account }))
  const made =
    values.length === 0
      ? []
      : await tx.insert(trainingFirms).values(values).onConflictDoNothing().returning({ firmId: trainingFirms.firmId })
  const names =
    made.length === 0
      ? []
      : await tx
          .select({ id: firms.id, name: firms.name })
          .from(firms)
          .where(
            inArray(
              firms.id,
              made.map(({ firmId }) => firmId),
            ),
          )
  const day = `${training.heldOn} ${training.startsAt}`
  await notify(
    tx,
    actor,
    names.map((firm) => ({
      to: { firm: firm.id },
      kind: 'training-invited' as const,
      values: { firm: firm.name, title: training.title, day },
      link: `/trainings/${id}`,
      firmId: firm.id,
    })),
  )
  for (const firm of names)
    await audit(tx, actor, { action: 'training-invited', subject: `training:${id}`, firmId: firm.id, after: { title: training.title } })
  return { invited: made.length, already: ids.length - made.length }
}

const ofFirm: readonly Attendance[] = ['signed-up', 'declined']

/** A firm signs up or declines until the day that is set; an office notes who came, which goes into the firm's services. */
export async function putAttendance(
  tx: Tx,
  actor: Actor,
  id: string,
  firmId: string,
  { state, people }: AttendancePut,
): Promise<TrainingFirm> {
  const training = await findTraining(tx, id)
  const firm = await getFirmRecord(tx, firmId)
  const own = and(eq(trainingFirms.trainingId, id), eq(trainingFirms.firmId, firmId))
  const [part] = await tx.select().from(trainingFirms).where(own).for('update')
  if (!part) throw new ProblemError('training-not-found')
  if (actor.role === 'company') await refuseLate(tx, training, part, state, people)
  const [changed] = await tx.update(trainingFirms).set({ state, people, updatedAt: now(), updatedBy: actor.account }).where(own).returning()
  await audit(tx, actor, {
    action: 'training-attendance',
    subject: `training:${id}`,
    firmId,
    before: { state: part.state },
    after: { state, people },
  })
  if (actor.role !== 'company') await recordAttendance(tx, actor, training, firmId, state)
  return partOf(changed ?? part, firm.name)
}

async function refuseLate(
  tx: Tx,
  training: Row,
  part: typeof trainingFirms.$inferSelect,
  state: Attendance,
  people: number,
): Promise<void> {
  if (!ofFirm.includes(state)) throw new ProblemError('not-allowed', { detail: '到场由主办方登记' })
  if (!ofFirm.includes(part.state) && part.state !== 'invited') throw new ProblemError('conflict', { detail: '培训已经登记到场情况' })
  if (today() > (training.signUpBy ?? training.heldOn)) throw new ProblemError('conflict', { detail: '报名已经截止' })
  if (state !== 'signed-up' || training.capacity === null) return
  // Others' parts are not seen by a firm: how many seats are taken is counted by a function that tells nothing else.
  const [row] = await tx.execute<{ taken: number }>(sql`select training_seats(${training.id}::uuid, ${part.firmId}::uuid) as taken`)
  if ((row?.taken ?? 0) + people > training.capacity) throw new ProblemError('conflict', { detail: '名额已满' })
}

/** One record a firm and training; taking the attendance back takes it away again. */
async function recordAttendance(tx: Tx, actor: Actor, { id, title, heldOn }: Row, firmId: string, state: Attendance): Promise<void> {
  const own = and(eq(serviceRecords.firmId, firmId), eq(serviceRecords.trainingId, id))
  if (state !== 'attended') {
    await tx.delete(serviceRecords).where(own)
    return
  }
  const [known] = await tx.select({ id: serviceRecords.id }).from(serviceRecords).where(own)
  if (known) return
  const signed = { createdBy: actor.account, updatedBy: actor.account, createdAt: now(), updatedAt: now() }
  await tx.insert(serviceRecords).values({
    firmId,
    kind: 'training',
    happenedOn: heldOn,
    officer: actor.account,
    summary: `参加培训：${title}`,
    trainingId: id,
    ...signed,
  })
}
