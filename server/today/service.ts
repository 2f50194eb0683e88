import { and, asc, desc, eq, gte, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Today, TodayItem, TodayKind } from '../../shared/api/today.ts'
import { addDays, yearOf } from '../../shared/days.ts'
import { now } from '../clock.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { allDuties, dayOfDuty } from '../duties/service.ts'
import { firmYears } from '../figures/table.ts'
import { scopeOf } from '../firms/filter.ts'
import { firms } from '../firms/table.ts'
import { firmMoves } from '../moves/table.ts'
import { countUnread } from '../notices/service.ts'
import { openTodos } from '../services/service.ts'
import { assessments, firmSummaries } from '../reports/table.ts'
import { verdictChanges } from './table.ts'

/** Things of one kind that are named; the rest is a page away. */
const named = 5
/** A to-do is told of so many days ahead, a certificate so many, a changed result so many days long. */
const todoDays = 7
const expiryDays = 90
const changeDays = 7
/** A firm with more facts missing than this is not near. */
const nearMissing = 5

type Group = { readonly kind: TodayKind; readonly count: number; readonly items: TodayItem[] }

const empty = {
  firmId: null,
  firmName: '',
  day: null,
  certification: null,
  text: null,
  facts: [],
  before: null,
  after: null,
  version: null,
}
const total = sql<number>`count(*) over ()::int`
const groupOf = <T extends { readonly count: number }>(
  kind: TodayKind,
  rows: readonly T[],
  item: (row: T) => Partial<TodayItem> & { id: string },
): Group => ({
  kind,
  count: rows[0]?.count ?? 0,
  items: rows.map((row) => ({ ...empty, ...item(row) })),
})

/** What waits for a park administrator or an officer of a town today, and why. */
export async function getToday(tx: Queries, actor: Actor, today: string): Promise<Today> {
  const isPark = actor.role === 'park'
  const groups = [
    ...(isPark ? [await movesToConfirm(tx, actor), await figuresToConfirm(tx, actor, today)] : []),
    await todosDue(tx, actor, today),
    await certificatesEnding(tx, actor, today),
    await changedVerdicts(tx, actor),
    await doubtfulFigures(tx, actor),
    await decisiveGaps(tx, actor),
    { kind: 'notice', count: await countUnread(tx, actor), items: [] } satisfies Group,
  ].filter(({ count }) => count > 0)
  return { asOf: today, groups, next: groups.length === 0 ? await nextDuty(tx, actor, today) : null }
}

async function movesToConfirm(tx: Queries, { parkId }: Actor): Promise<Group> {
  const rows = await tx
    .select({ move: firmMoves, count: total })
    .from(firmMoves)
    .where(and(eq(firmMoves.state, 'requested'), eq(firmMoves.toPark, parkId ?? '')))
    .orderBy(asc(firmMoves.requestedAt))
    .limit(named)
  return groupOf('move', rows, ({ move }) => ({
    id: move.id,
    firmName: move.firmName,
    text: move.reason,
    before: move.fromPark,
    version: move.version,
  }))
}

async function figuresToConfirm(tx: Queries, actor: Actor, today: string): Promise<Group> {
  const rows = await tx
    .select({ id: firms.id, name: firms.name, year: firmYears.year, at: firmYears.updatedAt, version: firmYears.version, count: total })
    .from(firmYears)
    .innerJoin(firms, eq(firms.id, firmYears.firmId))
    .where(and(scopeOf(actor), eq(firmYears.year, yearOf(today) - 1), isNull(firmYears.verifiedAt), sql`${firms.warnings} = '[]'::jsonb`))
    .orderBy(desc(firmYears.updatedAt), asc(firms.id))
    .limit(named)
  return groupOf('confirm', rows, ({ id, name, year, version }) => ({
    id: `${id}-${year}`,
    firmId: id,
    firmName: name,
    day: `${year}-12-31`,
    version,
  }))
}

async function todosDue(tx: Queries, actor: Actor, today: string): Promise<Group> {
  const due = (await openTodos(tx, actor, 500)).filter(({ todo: { dueOn } }) => dueOn !== null && dueOn <= addDays(today, todoDays))
  return {
    kind: 'todo',
    count: due.length,
    items: due.slice(0, named).map(({ todo, firmName }) => ({
      ...empty,
      id: todo.id,
      firmId: todo.firmId,
      firmName,
      day: todo.dueOn,
      text: todo.what,
      version: todo.version,
    })),
  }
}

async function certificatesEnding(tx: Queries, actor: Actor, today: string): Promise<Group> {
  const rows = await tx
    .select({ id: firms.id, name: firms.name, held: firmSummaries.held, day: firmSummaries.expiresOn, count: total })
    .from(firmSummaries)
    .innerJoin(firms, eq(firms.id, firmSummaries.firmId))
    .where(and(scopeOf(actor), gte(firmSummaries.expiresOn, today), lte(firmSummaries.expiresOn, addDays(today, expiryDays))))
    .orderBy(asc(firmSummaries.expiresOn), asc(firms.id))
    .limit(named)
  return groupOf('expiring', rows, ({ id, name, held, day }) => {
    const title = held.find(({ validTo }) => validTo === day)
    return { id, firmId: id, firmName: name, day, certification: title?.title ?? null, after: title?.renewal ?? null }
  })
}

async function changedVerdicts(tx: Queries, actor: Actor): Promise<Group> {
  const since = new Date(now().getTime() - changeDays * 86_400_000)
  const rows = await tx
    .select({ change: verdictChanges, name: firms.name, count: total })
    .from(verdictChanges)
    .innerJoin(firms, eq(firms.id, verdictChanges.firmId))
    .where(and(scopeOf(actor), gte(verdictChanges.changedAt, since)))
    .orderBy(desc(verdictChanges.changedAt), asc(verdictChanges.id))
    .limit(named)
  return groupOf('verdict', rows, ({ change: { id, firmId, certification, before, after }, name }) => ({
    ...{ id, firmId, certification, before, after },
    firmName: name,
  }))
}

async function doubtfulFigures(tx: Queries, actor: Actor): Promise<Group> {
  const rows = await tx
    .select({ id: firms.id, name: firms.name, warnings: firms.warnings, count: total })
    .from(firms)
    .where(and(scopeOf(actor), sql`${firms.warnings} <> '[]'::jsonb`))
    .orderBy(desc(firms.updatedAt), asc(firms.id))
    .limit(named)
  return groupOf('doubtful', rows, ({ id, name, warnings }) => ({
    id,
    firmId: id,
    firmName: name,
    text: warnings[0]?.detail ?? null,
    facts: warnings[0]?.facts ?? [],
  }))
}

/** Firms that a few facts keep from a result: the fewest first. */
async function decisiveGaps(tx: Queries, actor: Actor): Promise<Group> {
  const missing: SQL = sql`cardinality(${assessments.missing})`
  const rows = await tx
    .select({ id: firms.id, name: firms.name, certification: assessments.certification, facts: assessments.missing, count: total })
    .from(assessments)
    .innerJoin(
      firmSummaries,
      and(eq(firmSummaries.firmId, assessments.firmId), eq(firmSummaries.nextCertification, assessments.certification)),
    )
    .innerJoin(firms, eq(firms.id, assessments.firmId))
    .where(and(scopeOf(actor), eq(assessments.verdict, 'undetermined'), sql`${missing} between 1 and ${nearMissing}`))
    .orderBy(missing, asc(firms.id))
    .limit(named)
  return groupOf('missing', rows, ({ id, name, certification, facts }) => ({
    id,
    firmId: id,
    firmName: name,
    certification,
    facts: [...facts],
  }))
}

async function nextDuty(tx: Queries, actor: Actor, today: string): Promise<Today['next']> {
  const duty = (await allDuties(tx, actor, today)).find((one) => (dayOfDuty(one) ?? '') >= today)
  return duty ? { day: dayOfDuty(duty) ?? today, firmName: duty.firmName, what: duty.what } : null
}
