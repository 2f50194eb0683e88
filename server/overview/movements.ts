import { type SQL, sql } from 'drizzle-orm'
import type { Expiring, Flow, Scorecards } from '../../shared/api/overview.ts'
import { addDays, addMonths, yearOf } from '../../shared/days.ts'
import type { Title } from '../../shared/dictionary/certifications.ts'
import { flowRungs } from '../../shared/plan/rungs.ts'
import type { Queries } from '../db/connection.ts'
import { certificates } from '../plan/count.ts'
import { placeCounts } from './counts.ts'

/** Certificates of one title that came and went this year, and those that end before it does, by place. */
export interface Movement {
  readonly park: string | null
  readonly town: string | null
  readonly industry: string | null
  readonly gained: number
  readonly lost: number
  readonly ending: number
  readonly atRisk: number
}

/** Of the firms that the actor sees. */
export async function movementsOf(tx: Queries, title: Title, today: string): Promise<Movement[]> {
  const before = `${yearOf(today) - 1}-12-31`
  const end = `${yearOf(today)}-12-31`
  return tx.execute<Movement & Record<string, unknown>>(sql`
    with own as (select firm_id, since, until from ${certificates} where title = ${title}),
    before as (select distinct firm_id from own where since <= ${before}::date and until >= ${before}::date),
    held as (select firm_id, min(since) as since, max(until) as ends from own
      where since <= ${today}::date and until >= ${today}::date group by firm_id)
    select f.park_id as park, f.town_code as town, left(f.industry, 1) as industry,
      (count(*) filter (where h.firm_id is not null and b.firm_id is null and h.since > ${before}::date))::int as gained,
      (count(*) filter (where b.firm_id is not null and h.firm_id is null))::int as lost,
      (count(*) filter (where h.ends <= ${end}::date))::int as ending,
      (count(*) filter (where h.ends <= ${end}::date
        and s.held @> ${JSON.stringify([{ title, renewal: 'unqualified' }])}::jsonb))::int as "atRisk"
    from before b full join held h using (firm_id) join firms f on f.id = firm_id left join firm_summaries s on s.firm_id = f.id
    group by 1, 2, 3`)
}

const rank = (titleColumn: SQL): SQL =>
  sql`case ${titleColumn} ${sql.join(
    flowRungs.map((rung, i) => sql`when ${rung} then ${i + 1}::int`),
    sql` `,
  )} else 0 end`

/** How many firms stood on one rung at the end of the year before and on another at the end of this one, or today. */
export async function getFlow(tx: Queries, year: number, today: string): Promise<Flow> {
  const from = `${year - 1}-12-31`
  const to = year === yearOf(today) ? today : `${year}-12-31`
  const onDay = (day: string) => sql`coalesce(max(${rank(sql`title`)}) filter (where since <= ${day}::date and until >= ${day}::date), 0)`
  const links = await tx.execute<{ before: number; after: number; firms: number }>(sql`
    select before, after, count(*)::int as firms from (
      select firms.id, ${onDay(from)} as before, ${onDay(to)} as after
      from firms left join ${certificates} on certificates.firm_id = firms.id group by firms.id) moved group by 1, 2`)
  const [records] = await tx.execute<{ any: boolean }>(sql`select exists (select from titles where valid_from <= ${to}::date) as any`)
  const rungs = ['none', ...flowRungs]
  return {
    year,
    from,
    to,
    isPartial: year === yearOf(today),
    hasRecords: records?.any ?? false,
    links: links
      .map(({ before, after, firms }) => ({ from: rungs[before] ?? 'none', to: rungs[after] ?? 'none', firms }))
      .toSorted((a, b) => rungs.indexOf(a.from) - rungs.indexOf(b.from) || rungs.indexOf(a.to) - rungs.indexOf(b.to)),
  }
}

/** Certificates of a title that end within twelve months, by month, with the firms whose renewal would fail. */
export async function getExpiring(tx: Queries, title: Title, today: string): Promise<Expiring> {
  const last = addDays(addMonths(today, 12), -1)
  const rows = await tx.execute<{
    firm_id: string
    name: string
    park_id: string | null
    valid_to: string
    renewal: Expiring['items'][number]['renewal']
  }>(sql`
    select f.id as firm_id, f.name, f.park_id, held.title->>'validTo' as valid_to, held.title->>'renewal' as renewal
    from firm_summaries s join firms f on f.id = s.firm_id, lateral jsonb_array_elements(s.held) as held(title)
    where s.expires_on between ${today}::date and ${last}::date and held.title->>'title' = ${title}
      and held.title->>'validTo' between ${today} and ${last}
    order by (held.title->>'renewal' = 'unqualified') desc, valid_to, f.id`)
  const months = Array.from({ length: 12 }, (_, i) => addMonths(`${today.slice(0, 8)}01`, i).slice(0, 7))
  const isLost = ({ renewal }: { renewal: string | null }) => renewal === 'unqualified'
  return {
    title,
    months: months.map((month) => {
      const ending = rows.filter((row) => row.valid_to.startsWith(month))
      return { month, ending: ending.length, atRisk: ending.filter(isLost).length }
    }),
    total: rows.length,
    atRisk: rows.filter(isLost).length,
    items: rows.slice(0, 200).map((row) => ({
      firmId: row.firm_id,
      name: row.name,
      parkId: row.park_id,
      validTo: row.valid_to,
      renewal: row.renewal,
    })),
  }
}

/** Stock, new, lost, coverage and what is near, by park, town or section of industry. */
export async function getScorecards(tx: Queries, by: Scorecards['by'], today: string): Promise<Scorecards> {
  const movements = await movementsOf(tx, 'hnte', today)
  const rows = by === 'industry' ? await countIndustries(tx, today) : await countsByPlace(tx, by, today)
  const placeOf = (movement: Movement) => movement[by]
  return {
    by,
    year: yearOf(today),
    items: rows
      .map((row) => {
        const here = movements.filter((movement) => placeOf(movement) === row.place)
        const sum = (of: 'gained' | 'lost' | 'ending' | 'atRisk') => here.reduce((all, movement) => all + movement[of], 0)
        return { ...row, gained: sum('gained'), lost: sum('lost'), ending: sum('ending'), atRisk: sum('atRisk') }
      })
      .toSorted((a, b) => b.firms - a.firms || String(a.place).localeCompare(String(b.place))),
  }
}

type PlaceRow = Omit<Scorecards['items'][number], 'gained' | 'lost' | 'ending' | 'atRisk'>

async function countsByPlace(tx: Queries, by: 'park' | 'town', today: string): Promise<PlaceRow[]> {
  const { rows } = await placeCounts(tx, today)
  const places = new Map<string | null, PlaceRow>()
  for (const row of rows) {
    const place = by === 'park' ? row.parkId : row.townCode
    const known = places.get(place) ?? { place, firms: 0, withFigures: 0, held: {}, qualified: 0, shortByOne: 0, undetermined: 0 }
    const isHnte = row.certification === 'hnte'
    places.set(place, {
      place,
      firms: known.firms + row.firms,
      withFigures: known.withFigures + row.withFigures,
      held: row.held > 0 ? { ...known.held, [row.certification]: (known.held[row.certification] ?? 0) + row.held } : known.held,
      qualified: known.qualified + (isHnte ? row.qualified : 0),
      shortByOne: known.shortByOne + (isHnte ? row.shortByOne : 0),
      undetermined: known.undetermined + (isHnte ? row.undetermined : 0),
    })
  }
  return [...places.values()]
}

/** Whether the firm of the summary `s` holds the HNTE. */
const hasHnte = sql.raw(`coalesce(s.held @> '[{"title":"hnte"}]'::jsonb, false)`)

async function countIndustries(tx: Queries, today: string): Promise<PlaceRow[]> {
  const rows = await tx.execute<
    { place: string | null; firms: number; figures: number; held: Record<string, number> | null } & Record<
      'qualified' | 'short' | 'open',
      number
    >
  >(sql`
    with by_title as (
      select left(f.industry, 1) as place, held.title->>'title' as title, count(*)::int as held
      from firm_summaries s join firms f on f.id = s.firm_id, lateral jsonb_array_elements(s.held) as held(title) group by 1, 2
    ), by_section as (
      select left(f.industry, 1) as place, count(*)::int as firms,
        (count(*) filter (where s.years @> array[${yearOf(today) - 1}]::smallint[]))::int as figures,
        (count(*) filter (where a.verdict = 'qualified' and not ${hasHnte}))::int as qualified,
        (count(*) filter (where a.verdict = 'unqualified' and a.short_by = 1 and not ${hasHnte}))::int as short,
        (count(*) filter (where a.verdict = 'undetermined' and not ${hasHnte}))::int as open
      from firms f left join firm_summaries s on s.firm_id = f.id left join assessments a on a.firm_id = f.id and a.certification = 'hnte'
      group by 1)
    select by_section.*, (select jsonb_object_agg(title, held) from by_title t where t.place is not distinct from by_section.place) as held
    from by_section`)
  return rows.map(({ place, firms, figures, qualified, short, open, held }) => ({
    place,
    firms,
    withFigures: figures,
    held: held ?? {},
    qualified,
    shortByOne: short,
    undetermined: open,
  }))
}
