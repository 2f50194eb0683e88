import { asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type {
  EntryState,
  Library,
  LibraryEntries,
  LibraryEntry,
  LibraryEvent,
  LibraryRound,
  LibraryRule,
  Queue,
} from '../../shared/api/libraries.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { scopeOf } from '../firms/filter.ts'
import { ProblemError } from '../problems.ts'
import { libraries, libraryEvents, libraryRounds } from './table.ts'

export type LibraryRecord = typeof libraries.$inferSelect

export async function getLibraryRecord(tx: Queries, id: string): Promise<LibraryRecord> {
  const [library] = await tx.select().from(libraries).where(eq(libraries.id, id))
  if (!library) throw new ProblemError('not-found')
  return library
}

/** Whether the firm holds a title today, by its summary. */
export const holds = (title: string): SQL => sql`coalesce(s.held @> ${JSON.stringify([{ title }])}::jsonb, false)`

/** Which of the three service queues a firm is in: ready or to be coached first, near, far. */
export const queueOf = ({ reserveShortBy, coachWithout }: LibraryRule): SQL => sql`case
  ${coachWithout === null ? sql`` : sql`when not ${holds(coachWithout)} then 'key'`}
  when a.verdict in ('qualified', 'review') then 'key'
  when a.verdict = 'unqualified' and a.short_by <= ${reserveShortBy} then 'reserve' else 'potential' end`

/** Entries with their firm, summary and assessment; the actor's own part of them. */
const joined = (actor: Actor, { id, certification }: LibraryRecord): SQL => sql`library_entries e
  join firms on firms.id = e.firm_id left join firm_summaries s on s.firm_id = e.firm_id
  left join assessments a on a.firm_id = e.firm_id and a.certification = ${certification}
  where e.library_id = ${id}${scopeOf(actor) ? sql` and ${scopeOf(actor)}` : sql``}`

/** A library with its counts and rounds, as far as the actor sees. */
export async function libraryOf(tx: Queries, actor: Actor, record: LibraryRecord, today: string): Promise<Library> {
  const { id, name, certification, source, rule, version } = record
  const [row] = await tx.execute<{ counts: Library['counts']; queues: Record<Queue, number> }>(sql`
    select json_build_object(
        'proposed', count(*) filter (where e.state = 'proposed'), 'recommended', count(*) filter (where e.state = 'recommended'),
        'confirmed', count(*) filter (where e.state = 'confirmed'),
        'recheckDue', count(*) filter (where e.state = 'confirmed' and e.recheck_on <= ${today}::date),
        'renamed', count(*) filter (where e.state = 'confirmed' and e.name <> firms.name)) as counts,
      json_build_object(
        'potential', count(*) filter (where e.state = 'confirmed' and ${queueOf(rule)} = 'potential'),
        'reserve', count(*) filter (where e.state = 'confirmed' and ${queueOf(rule)} = 'reserve'),
        'key', count(*) filter (where e.state = 'confirmed' and ${queueOf(rule)} = 'key')) as queues
    from ${joined(actor, record)}`)
  const rounds = await tx.select().from(libraryRounds).where(eq(libraryRounds.libraryId, id)).orderBy(desc(libraryRounds.year))
  const open = rounds.some(({ publishedAt }) => publishedAt === null) ? await roundCounts(tx, actor, record) : {}
  return {
    id,
    name,
    certification,
    source,
    rule,
    version,
    counts: row?.counts ?? { proposed: 0, recommended: 0, confirmed: 0, recheckDue: 0, renamed: 0 },
    queues: row?.queues ?? { potential: 0, reserve: 0, key: 0 },
    rounds: rounds.map((round) => shownRound(round, round.publishedAt === null ? (open[round.id] ?? {}) : null)),
  }
}

export const shownRound = (
  { openedAt, publishedAt, counts, ...round }: typeof libraryRounds.$inferSelect,
  live: Readonly<Record<string, number>> | null,
): LibraryRound => ({
  ...round,
  openedAt: openedAt.toISOString(),
  publishedAt: publishedAt?.toISOString() ?? null,
  counts: { ...(live ?? counts) },
})

/** Entries of each round by state. */
export async function roundCounts(tx: Queries, actor: Actor, record: LibraryRecord): Promise<Record<string, Record<string, number>>> {
  const rows = await tx.execute<{ round: string; state: EntryState; count: number }>(
    sql`select e.round_id as round, e.state, count(*)::int as count from ${joined(actor, record)} and e.round_id is not null group by 1, 2`,
  )
  const counts: Record<string, Record<string, number>> = {}
  for (const { round, state, count } of rows) counts[round] = { ...counts[round], [state]: count }
  return counts
}

/** All libraries in their order. */
export async function listLibraries(tx: Queries, actor: Actor, today: string): Promise<Library[]> {
  const records = await tx.select().from(libraries).orderBy(asc(libraries.sort), asc(libraries.id))
  const items: Library[] = []
  for (const record of records) items.push(await libraryOf(tx, actor, record, today))
  return items
}

export interface EntryFilter {
  readonly state?: EntryState | undefined
  readonly queue?: Queue | undefined
  readonly park?: string | undefined
  readonly round?: string | undefined
  /** Confirmed ones that are to be looked at again, or whose firm has another name. */
  readonly due?: 'recheck' | 'renamed' | undefined
  readonly offset: number
  readonly limit: number
}

interface EntryRow extends Record<string, unknown> {
  readonly firm_id: string
  readonly uscc: string
  readonly name: string
  readonly entered_name: string
  readonly park_id: string | null
  readonly town_code: string | null
  readonly state: EntryState
  readonly origin: LibraryEntry['origin']
  readonly round_id: string | null
  readonly entered_on: string | null
  readonly recheck_on: string | null
  readonly left_on: string | null
  readonly verdict: LibraryEntry['verdict']
  readonly short_by: number | null
  readonly holds: boolean
  readonly queue: Queue
  readonly version: number
  readonly total: number
}

/** A page of the entries, the nearest to the title first. */
export async function listEntries(
  tx: Queries,
  actor: Actor,
  record: LibraryRecord,
  filter: EntryFilter,
  today: string,
): Promise<LibraryEntries> {
  const conditions = [
    filter.state ? sql`e.state = ${filter.state}` : sql`true`,
    filter.queue ? sql`${queueOf(record.rule)} = ${filter.queue}` : sql`true`,
    filter.park ? (filter.park === 'none' ? sql`firms.park_id is null` : sql`firms.park_id = ${filter.park}`) : sql`true`,
    filter.round ? sql`e.round_id = ${filter.round}::uuid` : sql`true`,
    filter.due === 'recheck' ? sql`e.recheck_on <= ${today}::date` : sql`true`,
    filter.due === 'renamed' ? sql`e.name <> firms.name` : sql`true`,
  ]
  const rows = await tx.execute<EntryRow>(sql`
    select e.firm_id, firms.uscc, firms.name, e.name as entered_name, firms.park_id, firms.town_code, e.state, e.origin, e.round_id,
      e.entered_on::text, e.recheck_on::text, e.left_on::text, a.verdict, a.short_by, ${holds(record.certification)} as holds,
      ${queueOf(record.rule)} as queue, e.version, (count(*) over ())::int as total
    from ${joined(actor, record)} and ${sql.join(conditions, sql` and `)}
    order by a.short_by nulls last, a.distance nulls last, firms.uscc limit ${filter.limit} offset ${filter.offset}`)
  const total = rows[0]?.total ?? 0
  const next = filter.offset + rows.length
  return { items: rows.map(shownEntry), nextCursor: rows.length > 0 && next < total ? String(next) : null, total }
}

const shownEntry = (row: EntryRow): LibraryEntry => ({
  firmId: row.firm_id,
  uscc: row.uscc,
  name: row.name,
  enteredName: row.entered_name === row.name ? null : row.entered_name,
  parkId: row.park_id,
  townCode: row.town_code,
  state: row.state,
  origin: row.origin,
  roundId: row.round_id,
  enteredOn: row.entered_on,
  recheckOn: row.recheck_on,
  leftOn: row.left_on,
  verdict: row.verdict,
  shortBy: row.short_by,
  holds: row.holds,
  queue: row.queue,
  version: row.version,
})

/** One entry as it is shown; `not-found` where the actor does not see it. */
export async function getEntry(tx: Queries, actor: Actor, record: LibraryRecord, firmId: string): Promise<LibraryEntry> {
  const [row] = await tx.execute<EntryRow>(sql`
    select e.firm_id, firms.uscc, firms.name, e.name as entered_name, firms.park_id, firms.town_code, e.state, e.origin, e.round_id,
      e.entered_on::text, e.recheck_on::text, e.left_on::text, a.verdict, a.short_by, ${holds(record.certification)} as holds,
      ${queueOf(record.rule)} as queue, e.version, 1 as total
    from ${joined(actor, record)} and e.firm_id = ${firmId}::uuid`)
  if (!row) throw new ProblemError('firm-not-found')
  return shownEntry(row)
}

/** What happened to a firm, in one library or all, the latest first. */
export async function listEvents(tx: Queries, firmId: string): Promise<(LibraryEvent & { libraryId: string })[]> {
  const rows = await tx
    .select()
    .from(libraryEvents)
    .where(eq(libraryEvents.firmId, firmId))
    .orderBy(desc(libraryEvents.at), desc(libraryEvents.id))
  return rows.map(({ roundId: _roundId, at, ...event }) => ({ ...event, at: at.toISOString() }))
}

/** Candidates of a library's rule: firms that stand so, do not hold its title, and are not in it or on the way. */
export const candidatesOf = ({ id, certification, rule }: { id: string; certification: Certification; rule: LibraryRule }): SQL => sql`
  select firms.id, firms.name from firms join assessments a on a.firm_id = firms.id and a.certification = ${certification}
    join firm_summaries s on s.firm_id = firms.id
  where a.verdict = any(${`{${rule.verdicts.join(',')}}`}::text[])
    and (a.verdict <> 'unqualified' or ${rule.shortByAtMost === null ? sql`true` : sql`a.short_by <= ${rule.shortByAtMost}`})
    and not ${holds(certification)}
    ${rule.holding.length === 0 ? sql`` : sql`and (${sql.join(rule.holding.map(holds), sql` or `)})`}
    and not exists (select from library_entries e where e.firm_id = firms.id and e.library_id = ${id}
      and e.state in ('proposed', 'recommended', 'confirmed'))`
