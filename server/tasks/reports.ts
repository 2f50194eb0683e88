import { and, asc, desc, eq, isNull, lt } from 'drizzle-orm'
import type { PartPut, ReportDocument, ReportPart, ReportRound } from '../../shared/api/tasks.ts'
import { daysBetween } from '../../shared/days.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { nameOn } from './service.ts'
import { reportParts, reportRounds, tasks, units } from './table.ts'

type RoundRow = typeof reportRounds.$inferSelect
type PartRow = typeof reportParts.$inferSelect

/** 每年的11月底前. */
export const dueOnOf = (year: number): string => `${year}-11-30`

const partsOf = (tx: Queries, year: number): Promise<PartRow[]> => tx.select().from(reportParts).where(eq(reportParts.year, year))

const answerOf = (
  { owing, reminders, frozenAt, openedBy: _, openedAt: _at, ...row }: RoundRow,
  parts: readonly PartRow[],
): ReportRound => ({
  ...row,
  frozenAt: frozenAt?.toISOString() ?? null,
  reminders: reminders.map((one) => ({ ...one, units: [...one.units] })),
  owing: owing.length,
  submitted: parts.filter(({ unitId, submittedAt }) => submittedAt !== null && owing.includes(unitId)).length,
})

export async function listRounds(tx: Queries): Promise<ReportRound[]> {
  const rows = await tx.select().from(reportRounds).orderBy(desc(reportRounds.year))
  const parts = await tx.select().from(reportParts)
  return rows.map((row) =>
    answerOf(
      row,
      parts.filter(({ year }) => year === row.year),
    ),
  )
}

/** Opens the round of a year: every unit that leads a task owes a part. */
export async function openRound(tx: Tx, actor: Actor, year: number): Promise<ReportDocument> {
  const leads = await tx.selectDistinct({ id: tasks.leadUnit }).from(tasks).orderBy(asc(tasks.leadUnit))
  const owing = leads.flatMap(({ id }) => (id === null ? [] : [id]))
  const [made] = await tx
    .insert(reportRounds)
    .values({ year, dueOn: dueOnOf(year), owing, openedBy: actor.account })
    .onConflictDoNothing()
    .returning()
  if (!made) throw new ProblemError('conflict', { detail: `${year} 年度报告已经打开` })
  await audit(tx, actor, { action: 'report-opened', subject: `report:${year}`, after: { owing: owing.length, dueOn: made.dueOn } })
  return getReport(tx, year)
}

export async function lockRound(tx: Tx, year: number): Promise<RoundRow> {
  const [row] = await tx.select().from(reportRounds).where(eq(reportRounds.year, year)).for('update')
  if (!row) throw new ProblemError('not-found')
  return row
}

/** The whole report: a part for each unit, with what it wrote the year before and the tasks it leads. */
export async function getReport(tx: Queries, year: number): Promise<ReportDocument> {
  const [row] = await tx.select().from(reportRounds).where(eq(reportRounds.year, year))
  if (!row) throw new ProblemError('not-found')
  const [now_, before] = [await partsOf(tx, year), await partsOf(tx, year - 1)]
  const known = new Map((await tx.select().from(units)).map((unit) => [unit.id, unit]))
  const led = await tx
    .select({ code: tasks.code, title: tasks.title, state: tasks.state, leadUnit: tasks.leadUnit })
    .from(tasks)
    .orderBy(asc(tasks.code))
  const parts = row.owing.map((unitId): ReportPart => {
    const part = now_.find((one) => one.unitId === unitId)
    const unit = known.get(unitId)
    return {
      unitId,
      unitName: unit ? nameOn(unit, row.dueOn) : unitId,
      text: part?.text ?? '',
      before: before.find((one) => one.unitId === unitId)?.text ?? null,
      submittedAt: part?.submittedAt?.toISOString() ?? null,
      updatedBy: part?.updatedBy ?? null,
      version: part?.version ?? 0,
      tasks: led.filter(({ leadUnit }) => leadUnit === unitId).map(({ code, title, state }) => ({ code, title, state })),
    }
  })
  return { ...answerOf(row, now_), parts }
}

/** Writes a unit's part. Not once the round is frozen: the database refuses that too. */
export async function writePart(
  tx: Tx,
  actor: Actor,
  { year, unitId }: { readonly year: number; readonly unitId: string },
  { text, isSubmitted }: PartPut,
  check: (version: number, current: () => Promise<ReportPart>) => Promise<void>,
): Promise<ReportPart> {
  const round = actor.role === 'park' ? await findRound(tx, year) : await lockRound(tx, year)
  if (round.frozenAt !== null || round.dueOn < today()) throw new ProblemError('conflict', { detail: `${year} 年度报告已冻结` })
  if (!round.owing.includes(unitId)) throw new ProblemError('not-found')
  const one = and(eq(reportParts.year, year), eq(reportParts.unitId, unitId))
  const [row] = await tx.select().from(reportParts).where(one).for('update')
  const current = async () => {
    const found = (await getReport(tx, year)).parts.find((part) => part.unitId === unitId)
    if (!found) throw new ProblemError('not-found')
    return found
  }
  await check(row?.version ?? 0, current)
  const values = { text, submittedAt: isSubmitted ? now() : null, updatedBy: actor.account, updatedAt: now() }
  if (row)
    await tx
      .update(reportParts)
      .set({ ...values, version: row.version + 1 })
      .where(one)
  else {
    const made = await tx
      .insert(reportParts)
      .values({ ...values, year, unitId })
      .onConflictDoNothing()
      .returning({ unitId: reportParts.unitId })
    if (made.length === 0) throw new ProblemError('conflict')
  }
  await audit(tx, actor, {
    action: isSubmitted ? 'report-part-submitted' : 'report-part-written',
    subject: `report:${year}`,
    before: row ? { unitId, text: row.text } : null,
    after: { unitId, text },
  })
  return current()
}

async function findRound(tx: Queries, year: number): Promise<RoundRow> {
  const [row] = await tx.select().from(reportRounds).where(eq(reportRounds.year, year))
  if (!row) throw new ProblemError('not-found')
  return row
}

/** Closes a round for good. */
export async function freezeRound(tx: Tx, actor: Actor, row: RoundRow): Promise<ReportDocument> {
  if (row.frozenAt !== null) throw new ProblemError('conflict', { detail: `${row.year} 年度报告已冻结` })
  await tx
    .update(reportRounds)
    .set({ frozenAt: now(), frozenBy: actor.account, version: row.version + 1 })
    .where(eq(reportRounds.year, row.year))
  await audit(tx, actor, { action: 'report-frozen', subject: `report:${row.year}` })
  return getReport(tx, row.year)
}

const remindedAt = [30, 14, 7, 1]

/** What the calendar does: reminds units that owe a part, and freezes rounds whose day has passed. */
export async function keepRounds(tx: Tx, actor: Actor, day: string): Promise<void> {
  const passed = await tx
    .select()
    .from(reportRounds)
    .where(and(isNull(reportRounds.frozenAt), lt(reportRounds.dueOn, day)))
  for (const row of passed) await freezeRound(tx, actor, row)
  for (const row of await tx.select().from(reportRounds).where(isNull(reportRounds.frozenAt)).for('update')) {
    const daysLeft = daysBetween(day, row.dueOn)
    if (!remindedAt.includes(daysLeft) || row.reminders.some(({ on }) => on === day)) continue
    const written = new Set((await partsOf(tx, row.year)).filter(({ submittedAt }) => submittedAt !== null).map(({ unitId }) => unitId))
    const late = row.owing.filter((id) => !written.has(id))
    if (late.length === 0) continue
    await tx
      .update(reportRounds)
      .set({ reminders: [...row.reminders, { on: day, daysLeft, units: late }] })
      .where(eq(reportRounds.year, row.year))
    await audit(tx, actor, { action: 'report-reminded', subject: `report:${row.year}`, after: { daysLeft, units: late } })
  }
}
