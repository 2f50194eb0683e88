import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { addDays, yearOf } from '../../shared/days.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import { readDigest } from '../reports/digest.ts'
import { overviewCounts, overviewState } from './table.ts'

/** A certificate that ends within so many days is said to be running out. */
const soon = 90

/** How many firms of one place stand how with one certification. The certification `` counts the firms themselves. */
export type CountRow = typeof overviewCounts.$inferSelect
type Counted = Exclude<keyof CountRow, 'parkId' | 'townCode' | 'certification'>

// No interface: what Postgres answers with wants an index signature.
type Place = { park: string | null; town: string | null }

const nothing: Readonly<Record<Counted, number>> = {
  firms: 0,
  withFigures: 0,
  held: 0,
  ending: 0,
  atRisk: 0,
  qualified: 0,
  review: 0,
  undetermined: 0,
  shortByOne: 0,
  unqualified: 0,
}

/** Counts the firms that the actor sees, now. Reads every assessment: slow for a hundred thousand firms. */
export async function countPlaces(tx: Queries, today: string): Promise<CountRow[]> {
  const rows = new Map<string, CountRow>()
  const add = (found: Iterable<Place & { certification: string } & Partial<Record<Counted, number>>>) => {
    for (const { park, town, certification, ...counted } of found) {
      const key = `${park}|${town}|${certification}`
      const row = rows.get(key) ?? { ...nothing, parkId: park, townCode: town, certification }
      rows.set(key, { ...row, ...counted })
    }
  }
  type Found<K extends Counted> = Place & { certification: string } & Record<K, number>
  add(
    await tx.execute<Found<'firms'>>(
      sql`select park_id as park, town_code as town, '' as certification, count(*)::int as firms from firms group by 1, 2`,
    ),
  )
  add(
    await tx.execute<Found<'withFigures'>>(
      sql`select park_id as park, town_code as town, '' as certification, count(*)::int as "withFigures" from firm_summaries
        where years @> array[${yearOf(today) - 1}]::smallint[] group by 1, 2`,
    ),
  )
  add(
    await tx.execute<Found<'held' | 'ending' | 'atRisk'>>(sql`
      select park_id as park, town_code as town, held.title->>'title' as certification, count(*)::int as held,
        (count(*) filter (where (held.title->>'validTo')::date <= ${addDays(today, soon)}::date))::int as ending,
        (count(*) filter (where (held.title->>'validTo')::date <= ${addDays(today, soon)}::date and held.title->>'renewal' = 'unqualified'))::int as "atRisk"
      from firm_summaries, lateral jsonb_array_elements(firm_summaries.held) as held(title)
      where firm_summaries.held <> '[]' and (held.title->>'validTo' is null or (held.title->>'validTo')::date >= ${today}::date) group by 1, 2, 3`),
  )
  // Firms that stand alike are counted together, then by certification.
  const alike = await tx.execute<{ park: string | null; town: string | null; digest: string; count: number }>(
    sql`select park_id as park, town_code as town, digest, count(*)::int as count from firm_summaries group by 1, 2, 3`,
  )
  for (const { park, town, digest, count } of alike) {
    for (const [certification, stands] of readDigest(digest)) {
      if (stands === 'held' || stands === 'unavailable') continue
      const key = `${park}|${town}|${certification}`
      const row = rows.get(key) ?? { ...nothing, parkId: park, townCode: town, certification }
      const verdict = stands === 'short-by-one' ? 'unqualified' : stands
      const counted = { ...row, [verdict]: row[verdict] + count }
      rows.set(key, stands === 'short-by-one' ? { ...counted, shortByOne: row.shortByOne + count } : counted)
    }
  }
  return [...rows.values()]
}

/** From so many firms on the counts are kept: smaller registers are counted each time they are asked for. */
export const keptFrom = 5_000

/** The counts of what the actor sees: those that are kept, for a large register, else as they are now. */
export async function placeCounts(tx: Queries, today: string): Promise<{ rows: CountRow[]; countedAt: Date; isKept: boolean }> {
  const state = await findState(tx)
  if (!state || state.firms < keptFrom || state.day !== today)
    return { rows: await countPlaces(tx, today), countedAt: now(), isKept: false }
  return { rows: await tx.select().from(overviewCounts), countedAt: state.countedAt, isKept: true }
}

export async function findState(tx: Queries): Promise<typeof overviewState.$inferSelect | undefined> {
  const [state] = await tx.select().from(overviewState)
  return state
}

/** Something that is different once the register, its results or the plan are. */
export async function markOf(tx: Queries, today: string): Promise<{ mark: string; firms: number }> {
  const [row] = await tx.execute<{ firms: number; text: string }>(sql`
    select (select count(*)::int from firms) as firms, concat_ws('|', (select max(updated_at) from firms), (select count(*) from firms),
      (select max(refreshed_at) from firm_summaries), (select count(*) from firm_summaries), (select sum(version) from plan_indicators)) as text`)
  return { mark: createHash('sha256').update(`${today}|${row?.text}`).digest('hex'), firms: row?.firms ?? 0 }
}

/** Puts new counts in the place of the old ones, in one transaction. */
export async function keepCounts(
  tx: Tx,
  rows: readonly CountRow[],
  state: Pick<typeof overviewState.$inferInsert, 'day' | 'firms' | 'mark' | 'indicators'>,
): Promise<void> {
  await tx.delete(overviewCounts)
  for (let from = 0; from < rows.length; from += 500) await tx.insert(overviewCounts).values(rows.slice(from, from + 500))
  const kept = { ...state, countedAt: now() }
  await tx
    .insert(overviewState)
    .values({ id: 1, ...kept })
    .onConflictDoUpdate({ target: overviewState.id, set: kept })
}
