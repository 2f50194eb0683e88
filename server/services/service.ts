import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type {
  CaseCreate,
  CasePatch,
  CoachingCase,
  CoachingTodo,
  FirmServices,
  RecordCreate,
  RecordPatch,
  ServiceBoard,
  ServiceBoardQuery,
  ServiceRecord,
  TodoCreate,
  TodoPatch,
} from '../../shared/api/services.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { scopeOf } from '../firms/filter.ts'
import { getFirmRecord } from '../firms/record.ts'
import { firms } from '../firms/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { behindTimeCursor, writeTimeCursor } from '../time-cursor.ts'
import { coachingCases, coachingTodos, serviceRecords } from './table.ts'

type Check<T> = (version: number, current: () => T) => Promise<void>

const signed = ({ version, createdBy, updatedAt }: { version: number; createdBy: string; updatedAt: Date }) => ({
  version,
  createdBy,
  updatedAt: updatedAt.toISOString(),
})

const recordOf = (row: typeof serviceRecords.$inferSelect): ServiceRecord => {
  const { id, kind, theme, happenedOn, officer, summary, outcome, caseId } = row
  return { id, kind, theme, happenedOn, officer, summary, outcome, caseId, ...signed(row) }
}

const todoOf = (row: typeof coachingTodos.$inferSelect): CoachingTodo => {
  const { id, caseId, what, dueOn, doneOn } = row
  return { id, caseId, what, dueOn, doneOn, ...signed(row) }
}

const caseOf = (row: typeof coachingCases.$inferSelect, todos: readonly CoachingTodo[]): CoachingCase => {
  const { id, certification, goal, coach, state, outcome, openedOn, closedOn } = row
  const own = todos.filter(({ caseId }) => caseId === id)
  return { id, certification, goal, coach, state, outcome, openedOn, closedOn, todos: own, ...signed(row) }
}

/** What was and is done for a firm. Throws `firm-not-found` for one that the actor does not see. */
export async function getServices(tx: Queries, actor: Actor, firmId: string): Promise<FirmServices> {
  await getFirmRecord(tx, firmId)
  const records = await tx
    .select()
    .from(serviceRecords)
    .where(eq(serviceRecords.firmId, firmId))
    .orderBy(desc(serviceRecords.happenedOn), desc(serviceRecords.createdAt))
  const todos = await tx
    .select()
    .from(coachingTodos)
    .where(eq(coachingTodos.firmId, firmId))
    .orderBy(asc(coachingTodos.dueOn), asc(coachingTodos.createdAt))
  const cases = await tx
    .select()
    .from(coachingCases)
    .where(eq(coachingCases.firmId, firmId))
    .orderBy(desc(coachingCases.openedOn), desc(coachingCases.createdAt))
  return {
    records: records.map(recordOf),
    cases: cases.map((one) => caseOf(one, todos.map(todoOf))),
    may: { edit: actor.role === 'park' || actor.role === 'bureau' },
  }
}

const by = (actor: Actor) => ({ createdBy: actor.account, updatedBy: actor.account, createdAt: now(), updatedAt: now() })

export async function addRecord(tx: Tx, actor: Actor, firmId: string, given: RecordCreate): Promise<ServiceRecord> {
  await getFirmRecord(tx, firmId)
  await refuseForeignCase(tx, firmId, given.caseId)
  const [row] = await tx
    .insert(serviceRecords)
    .values({ ...given, firmId, ...by(actor) })
    .returning()
  if (!row) throw new Error('the service record was not stored')
  await audit(tx, actor, { action: 'service-recorded', subject: `service:${row.id}`, firmId, after: given })
  return recordOf(row)
}

export async function changeRecord(
  tx: Tx,
  actor: Actor,
  firmId: string,
  id: string,
  patch: RecordPatch,
  check: Check<ServiceRecord>,
): Promise<ServiceRecord> {
  await getFirmRecord(tx, firmId)
  const own = and(eq(serviceRecords.firmId, firmId), eq(serviceRecords.id, id))
  const [row] = await tx.select().from(serviceRecords).where(own).for('update')
  if (!row) throw new ProblemError('service-not-found')
  await check(row.version, () => recordOf(row))
  await refuseForeignCase(tx, firmId, patch.caseId)
  const [changed] = await tx
    .update(serviceRecords)
    .set({ ...given(patch), ...touched(actor, row) })
    .where(own)
    .returning()
  await audit(tx, actor, { action: 'service-changed', subject: `service:${id}`, firmId, before: only(row, patch), after: patch })
  return recordOf(changed ?? row)
}

const given = (patch: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
const only = (row: object, patch: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(given(patch)).map((key) => [key, (row as Readonly<Record<string, unknown>>)[key] ?? null]))
const touched = (actor: Actor, { version }: { version: number }) => ({ version: version + 1, updatedAt: now(), updatedBy: actor.account })

async function refuseForeignCase(tx: Tx, firmId: string, caseId: string | null | undefined): Promise<void> {
  if (caseId == null) return
  const [found] = await tx
    .select({ id: coachingCases.id })
    .from(coachingCases)
    .where(and(eq(coachingCases.firmId, firmId), eq(coachingCases.id, caseId)))
  if (!found) throw refuse('/caseId', '没有这个辅导')
}

export async function openCase(tx: Tx, actor: Actor, firmId: string, opened: CaseCreate): Promise<CoachingCase> {
  await getFirmRecord(tx, firmId)
  const [row] = await tx
    .insert(coachingCases)
    .values({ ...opened, firmId, ...by(actor) })
    .returning()
  if (!row) throw new Error('the case was not stored')
  await audit(tx, actor, { action: 'coaching-opened', subject: `case:${row.id}`, firmId, after: opened })
  return caseOf(row, [])
}

/** Changes a case; one that is no longer open is closed as of today. */
export async function changeCase(
  tx: Tx,
  actor: Actor,
  firmId: string,
  id: string,
  patch: CasePatch,
  check: Check<CoachingCase>,
): Promise<CoachingCase> {
  await getFirmRecord(tx, firmId)
  const own = and(eq(coachingCases.firmId, firmId), eq(coachingCases.id, id))
  const [row] = await tx.select().from(coachingCases).where(own).for('update')
  if (!row) throw new ProblemError('service-not-found')
  const todos = await tx
    .select()
    .from(coachingTodos)
    .where(and(eq(coachingTodos.firmId, firmId), eq(coachingTodos.caseId, id)))
  await check(row.version, () => caseOf(row, todos.map(todoOf)))
  const closedOn = patch.state === undefined ? row.closedOn : patch.state === 'open' ? null : (row.closedOn ?? today())
  const [changed] = await tx
    .update(coachingCases)
    .set({ ...given(patch), closedOn, ...touched(actor, row) })
    .where(own)
    .returning()
  await audit(tx, actor, { action: 'coaching-changed', subject: `case:${id}`, firmId, before: only(row, patch), after: patch })
  return caseOf(changed ?? row, todos.map(todoOf))
}

export async function addTodo(tx: Tx, actor: Actor, firmId: string, todo: TodoCreate): Promise<CoachingTodo> {
  await getFirmRecord(tx, firmId)
  await refuseForeignCase(tx, firmId, todo.caseId)
  const [row] = await tx
    .insert(coachingTodos)
    .values({ ...todo, firmId, ...by(actor) })
    .returning()
  if (!row) throw new Error('the to-do was not stored')
  await audit(tx, actor, { action: 'todo-added', subject: `todo:${row.id}`, firmId, after: todo })
  return todoOf(row)
}

export async function changeTodo(
  tx: Tx,
  actor: Actor,
  firmId: string,
  id: string,
  patch: TodoPatch,
  check: Check<CoachingTodo>,
): Promise<CoachingTodo> {
  await getFirmRecord(tx, firmId)
  const own = and(eq(coachingTodos.firmId, firmId), eq(coachingTodos.id, id))
  const [row] = await tx.select().from(coachingTodos).where(own).for('update')
  if (!row) throw new ProblemError('service-not-found')
  await check(row.version, () => todoOf(row))
  const [changed] = await tx
    .update(coachingTodos)
    .set({ ...given(patch), ...touched(actor, row) })
    .where(own)
    .returning()
  await audit(tx, actor, { action: 'todo-changed', subject: `todo:${id}`, firmId, before: only(row, patch), after: patch })
  return todoOf(changed ?? row)
}

/** The open to-dos of the firms that the actor sees, the most urgent first. */
export function openTodos(tx: Queries, actor: Actor, limit: number) {
  return tx
    .select({ todo: coachingTodos, firmName: firms.name, coach: coachingCases.coach })
    .from(coachingTodos)
    .innerJoin(coachingCases, and(eq(coachingCases.firmId, coachingTodos.firmId), eq(coachingCases.id, coachingTodos.caseId)))
    .innerJoin(firms, eq(firms.id, coachingTodos.firmId))
    .where(and(scopeOf(actor), isNull(coachingTodos.doneOn), eq(coachingCases.state, 'open')))
    .orderBy(sql`${coachingTodos.dueOn} nulls last`, coachingTodos.createdAt)
    .limit(limit)
}

/** What an office has to do for its firms, what was done last, and who carries how much. */
export async function getBoard(tx: Queries, actor: Actor, { cursor, limit }: ServiceBoardQuery): Promise<ServiceBoard> {
  const todos = await openTodos(tx, actor, 100)
  const records = await tx
    .select({ record: serviceRecords, firmName: firms.name })
    .from(serviceRecords)
    .innerJoin(firms, eq(firms.id, serviceRecords.firmId))
    .where(and(scopeOf(actor), behindTimeCursor(cursor, serviceRecords.happenedOn, serviceRecords.id)))
    .orderBy(desc(serviceRecords.happenedOn), desc(serviceRecords.id))
    .limit(limit + 1)
  const shown = records.slice(0, limit)
  const last = shown.at(-1)?.record
  return {
    todos: todos.map(({ todo, firmName, coach }) => ({ ...todoOf(todo), firmId: todo.firmId, firmName, coach })),
    records: shown.map(({ record, firmName }) => ({ ...recordOf(record), firmId: record.firmId, firmName })),
    nextCursor: records.length > limit && last ? writeTimeCursor(last.happenedOn, last.id) : null,
    officers: await loads(tx, actor),
  }
}

/** Firms, open cases and open to-dos by officer, the most burdened first. */
async function loads(tx: Queries, actor: Actor): Promise<ServiceBoard['officers']> {
  const count = sql<number>`count(*)::int`
  const assigned = await tx
    .select({ name: firms.serviceOfficer, firms: count })
    .from(firms)
    .where(and(scopeOf(actor), sql`${firms.serviceOfficer} is not null`))
    .groupBy(firms.serviceOfficer)
  const cases = await tx
    .select({
      name: coachingCases.coach,
      cases: count,
      todos: sql<number>`sum((select count(*) from coaching_todos t where t.firm_id = ${coachingCases.firmId} and t.case_id = ${coachingCases.id} and t.done_on is null))::int`,
    })
    .from(coachingCases)
    .innerJoin(firms, eq(firms.id, coachingCases.firmId))
    .where(and(scopeOf(actor), eq(coachingCases.state, 'open')))
    .groupBy(coachingCases.coach)
  const names = new Set([...assigned.map(({ name }) => name ?? ''), ...cases.map(({ name }) => name)])
  return [...names]
    .map((name) => {
      const load = cases.find((one) => one.name === name)
      return { name, firms: assigned.find((one) => one.name === name)?.firms ?? 0, cases: load?.cases ?? 0, todos: load?.todos ?? 0 }
    })
    .sort((a, b) => b.todos - a.todos || b.firms - a.firms)
    .slice(0, 100)
}
