import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Task, TaskCreate, TaskDetail, TaskPatch, Unit, UnitPatch } from '../../shared/api/tasks.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError, refuse } from '../problems.ts'
import { taskNotes, tasks, units } from './table.ts'

type TaskRow = typeof tasks.$inferSelect
type UnitRow = typeof units.$inferSelect
type NoteRow = typeof taskNotes.$inferSelect

/** What a unit is called on a day: units are renamed, documents keep the old names. */
export const nameOn = ({ id, names }: Pick<UnitRow, 'id' | 'names'>, day: string): string =>
  names.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to))?.name ?? id

export async function listUnits(tx: Queries): Promise<Unit[]> {
  const rows = await tx.select().from(units).orderBy(asc(units.id))
  return rows.map((row) => ({ ...row, names: [...row.names], name: nameOn(row, today()) }))
}

export async function lockUnit(tx: Tx, id: string): Promise<UnitRow> {
  const [row] = await tx.select().from(units).where(eq(units.id, id)).for('update')
  if (!row) throw new ProblemError('not-found')
  return row
}

export async function changeUnit(tx: Tx, actor: Actor, row: UnitRow, patch: UnitPatch): Promise<Unit> {
  const [changed] = await tx
    .update(units)
    .set({ ...patch, version: row.version + 1 })
    .where(eq(units.id, row.id))
    .returning()
  if (!changed) throw new Error('the unit was not stored')
  await audit(tx, actor, {
    action: 'unit-changed',
    subject: `unit:${row.id}`,
    before: { names: row.names, parkId: row.parkId },
    after: patch,
  })
  return { ...changed, names: [...changed.names], name: nameOn(changed, today()) }
}

const noteOf = ({ at, by, text }: NoteRow) => ({ at: at.toISOString(), by, text })

/** A task that is not done when its day has passed is late, whatever was last said of it. */
const stateOn = ({ state, dueOn }: TaskRow, day: string): TaskRow['state'] =>
  state !== 'done' && dueOn !== null && dueOn < day ? 'late' : state

const answerOf = (row: TaskRow, last: NoteRow | undefined): Task => ({
  ...row,
  attribution: row.attribution ?? null,
  supportingUnits: [...row.supportingUnits],
  state: stateOn(row, today()),
  lastNote: last ? noteOf(last) : null,
  updatedAt: row.updatedAt.toISOString(),
})

/** All tasks in the order of their numbers, each with what was said of it last. */
export async function listTasks(tx: Queries): Promise<Task[]> {
  const rows = await tx.select().from(tasks).orderBy(asc(tasks.code))
  const byTask = new Map<string, NoteRow>()
  for (const note of await tx.select().from(taskNotes).orderBy(asc(taskNotes.at))) byTask.set(note.taskId, note)
  return rows.map((row) => answerOf(row, byTask.get(row.id)))
}

export async function getTask(tx: Queries, id: string): Promise<TaskDetail> {
  const [row] = await tx.select().from(tasks).where(eq(tasks.id, id))
  if (!row) throw new ProblemError('not-found')
  const notes = await tx.select().from(taskNotes).where(eq(taskNotes.taskId, id)).orderBy(desc(taskNotes.at))
  const parts = await tx.select().from(tasks).where(eq(tasks.parentId, id)).orderBy(asc(tasks.code))
  return { ...answerOf(row, notes[0]), notes: notes.map(noteOf), parts: parts.map((part) => answerOf(part, undefined)) }
}

export async function lockTask(tx: Tx, id: string): Promise<TaskRow> {
  const [row] = await tx.select().from(tasks).where(eq(tasks.id, id)).for('update')
  if (!row) throw new ProblemError('not-found')
  return row
}

async function refuseUnknownUnits(tx: Queries, given: readonly (string | null | undefined)[]): Promise<void> {
  const known = new Set((await listUnits(tx)).map(({ id }) => id))
  const unknown = given.find((id) => id != null && !known.has(id))
  if (unknown != null) throw refuse('/leadUnit', `没有这个单位：${unknown}`)
}

/** A task of the bureau's own, or a part of another: parts are numbered below it. */
export async function createTask(tx: Tx, actor: Actor, { parentId, ...given }: TaskCreate): Promise<TaskDetail> {
  await refuseUnknownUnits(tx, [given.leadUnit])
  const parent = parentId === null ? undefined : await lockTask(tx, parentId)
  const prefix = parent ? `${parent.code}.` : `FQ${today().slice(0, 4)}-`
  await tx.execute(sql`select pg_advisory_xact_lock(${4_718_213})`)
  const [last] = await tx.execute<{ n: number }>(
    sql`select coalesce(max(substr(code, ${prefix.length + 1})::int), 0)::int as n from tasks
      where starts_with(code, ${prefix}) and substr(code, ${prefix.length + 1}) ~ '^[0-9]+$'`,
  )
  const [row] = await tx
    .insert(tasks)
    .values({
      ...given,
      parentId,
      section: parent?.section ?? '',
      leadUnit: given.leadUnit ?? parent?.leadUnit ?? null,
      code: prefix + String((last?.n ?? 0) + 1).padStart(2, '0'),
      updatedBy: actor.account,
    })
    .returning()
  if (!row) throw new Error('the task was not stored')
  await audit(tx, actor, { action: 'task-created', subject: `task:${row.id}`, after: { code: row.code, ...given } })
  return getTask(tx, row.id)
}

export async function changeTask(tx: Tx, actor: Actor, row: TaskRow, patch: TaskPatch): Promise<TaskDetail> {
  await refuseUnknownUnits(tx, [patch.leadUnit, ...(patch.supportingUnits ?? [])])
  // Whoever sets the units has settled what the document no longer shows.
  const settled = patch.leadUnit !== undefined && patch.leadUnit !== row.leadUnit ? { attribution: null } : {}
  await tx
    .update(tasks)
    .set({ ...patch, ...settled, version: row.version + 1, updatedBy: actor.account, updatedAt: now() })
    .where(eq(tasks.id, row.id))
  const before = Object.fromEntries(Object.keys(patch).map((key) => [key, row[key as keyof TaskRow]]))
  await audit(tx, actor, { action: 'task-changed', subject: `task:${row.id}`, before, after: { ...patch } })
  return getTask(tx, row.id)
}

export async function addNote(tx: Tx, actor: Actor, taskId: string, text: string): Promise<TaskDetail> {
  const row = await lockTask(tx, taskId)
  await tx.insert(taskNotes).values({ taskId, at: now(), by: actor.account, text })
  await audit(tx, actor, { action: 'task-noted', subject: `task:${row.id}`, after: { text } })
  return getTask(tx, taskId)
}
