import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Segment, SegmentMembers, SegmentPut, SegmentRule } from '../../shared/api/libraries.ts'
import { addDays } from '../../shared/days.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { inParks, scopeOf } from '../firms/filter.ts'
import { defineTask } from '../jobs/service.ts'
import type { VersionCheck } from '../plan/service.ts'
import { ProblemError, refuse } from '../problems.ts'
import { holds } from './entries.ts'
import { segments } from './table.ts'

/** Coming and going is counted over so many days. */
const lately = 90

type SegmentRecord = typeof segments.$inferSelect

/** Segments with their size, as far as the actor sees. */
export async function listSegments(tx: Queries, actor: Actor): Promise<Segment[]> {
  const all = await tx.select().from(segments).orderBy(asc(segments.name))
  const since = addDays(today(), -lately)
  const rows = await tx.execute<{ id: string; members: number; came: number; left: number }>(sql`
    select m.segment_id as id, (count(*) filter (where m.until is null))::int as members,
      (count(*) filter (where m.until is null and m.since >= ${since}::date))::int as came,
      (count(*) filter (where m.until >= ${since}::date))::int as left
    from segment_members m join firms on firms.id = m.firm_id where ${scopeOf(actor) ?? sql`true`} group by 1`)
  const counted = new Map(rows.map((row) => [row.id, row]))
  return all.map(({ id, name, rule, offers, version }) => {
    const { members = 0, came = 0, left = 0 } = counted.get(id) ?? {}
    return { id, name, rule, offers, version, members, came, left }
  })
}

async function getSegment(tx: Queries, actor: Actor, id: string): Promise<Segment> {
  const found = (await listSegments(tx, actor)).find((one) => one.id === id)
  if (!found) throw new ProblemError('not-found')
  return found
}

/** Makes a segment and gathers its firms. */
export async function addSegment(tx: Tx, actor: Actor, given: SegmentPut): Promise<Segment> {
  await refuseName(tx, given.name, null)
  const [made] = await tx
    .insert(segments)
    .values({ ...given, updatedAt: now(), updatedBy: actor.account })
    .returning()
  if (!made) throw new Error('the segment was not stored')
  await gather(tx, made)
  await audit(tx, actor, { action: 'segment-added', subject: `segment:${made.id}`, after: given })
  return getSegment(tx, actor, made.id)
}

async function refuseName(tx: Queries, name: string, own: string | null): Promise<void> {
  const [taken] = await tx.select().from(segments).where(eq(segments.name, name))
  if (taken && taken.id !== own) throw refuse('/name', '这个名称已经用了')
}

export async function changeSegment(tx: Tx, actor: Actor, id: string, given: SegmentPut, check: VersionCheck): Promise<Segment> {
  const [before] = await tx.select().from(segments).where(eq(segments.id, id)).for('update')
  if (!before) throw new ProblemError('not-found')
  await check(before.version, () => getSegment(tx, actor, id))
  await refuseName(tx, given.name, id)
  const changed = { ...given, version: before.version + 1, updatedAt: now(), updatedBy: actor.account }
  const [after] = await tx.update(segments).set(changed).where(eq(segments.id, id)).returning()
  if (after) await gather(tx, after)
  await audit(tx, actor, {
    action: 'segment-changed',
    subject: `segment:${id}`,
    before: { name: before.name, rule: before.rule, offers: before.offers },
    after: given,
  })
  return getSegment(tx, actor, id)
}

function matching(rule: SegmentRule): SQL {
  const short = rule.shortByAtMost
  const conditions = [
    rule.verdicts.length > 0 ? sql`a.verdict = any(${`{${rule.verdicts.join(',')}}`}::text[])` : sql`true`,
    short === null ? sql`true` : sql`(a.verdict <> 'unqualified' or a.short_by <= ${short})`,
    rule.unmet.length > 0 ? sql`a.unmet && ${`{${rule.unmet.map((id) => JSON.stringify(id)).join(',')}}`}::text[]` : sql`true`,
    rule.holding === null ? sql`true` : holds(rule.holding),
    rule.notHolding === null ? sql`true` : sql`not ${holds(rule.notHolding)}`,
    rule.parks.length > 0 ? sql`${inParks(rule.parks)}` : sql`true`,
    rule.industries.length > 0
      ? sql`(${sql.join(
          rule.industries.map((prefix) => sql`starts_with(firms.industry, ${prefix.toUpperCase()})`),
          sql` or `,
        )})`
      : sql`true`,
  ]
  return sql`select firms.id from firms join assessments a on a.firm_id = firms.id and a.certification = ${rule.certification}
    join firm_summaries s on s.firm_id = firms.id where ${sql.join(conditions, sql` and `)}`
}

/** Firms fall in and out by the rule; who was in it once stays in the history. */
export async function gather(tx: Tx, { id, rule }: SegmentRecord): Promise<void> {
  const day = today()
  await tx.execute(sql`update segment_members set until = ${day}::date where segment_id = ${id}::uuid and until is null
    and firm_id not in (${matching(rule)})`)
  await tx.execute(sql`insert into segment_members (firm_id, segment_id, since) select found.id, ${id}::uuid, ${day}::date from (${matching(rule)}) found
    where not exists (select from segment_members m where m.firm_id = found.id and m.segment_id = ${id}::uuid and m.until is null)
    on conflict (firm_id, segment_id, since) do update set until = null`)
}

/** Members of a segment, those of now first; at most 500. */
export async function membersOf(tx: Queries, actor: Actor, id: string): Promise<SegmentMembers> {
  const [segment] = await tx.select().from(segments).where(eq(segments.id, id))
  if (!segment) throw new ProblemError('not-found')
  const rows = await tx.execute<{
    firm_id: string
    name: string
    uscc: string
    park_id: string | null
    since: string
    until: string | null
    total: number
  }>(sql`
    select m.firm_id, firms.name, firms.uscc, firms.park_id, m.since::text, m.until::text, (count(*) over ())::int as total
    from segment_members m join firms on firms.id = m.firm_id where m.segment_id = ${id}::uuid and ${scopeOf(actor) ?? sql`true`}
    order by m.until desc nulls first, firms.name collate "zh-x-icu", m.firm_id limit 500`)
  return {
    items: rows.map((row) => ({
      firmId: row.firm_id,
      name: row.name,
      uscc: row.uscc,
      parkId: row.park_id,
      since: row.since,
      until: row.until,
    })),
    total: rows[0]?.total ?? 0,
  }
}

defineTask(
  'gather-segments',
  ({ db }) =>
    within(db, systemActor, async (tx) => {
      for (const segment of await tx.select().from(segments)) await gather(tx, segment)
    }),
  // After the nightly assessments.
  { attempts: 3, cron: '35 16 * * *' },
)
