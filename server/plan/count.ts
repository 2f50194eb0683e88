import { type SQL, sql } from 'drizzle-orm'
import type { CountedFirms } from '../../shared/api/plan.ts'
import { titles } from '../../shared/dictionary/certifications.ts'
import { institutionLevels } from '../../shared/dictionary/codes.ts'
import type { CountingRule } from '../../shared/plan/counting.ts'
import type { Queries } from '../db/connection.ts'

/** Boards on which a listing stays until it is revoked. */
const withoutEnd = '{star,chinext,bse,main-board,neeq,hkex}'

/**
 * Certificates that were not revoked, with the first and the last day on which each holds: a tech-SME number holds until the
 * end of its year, a listing without end. Where a day is not known nobody can say that it holds.
 */
export const certificates = sql.raw(`(select firm_id, id, title, valid_from as since, coalesce(valid_to,
  case when title = 'tech-sme' then make_date(extract(year from valid_from)::int, 12, 31)
    when title = any('${withoutEnd}'::text[]) then 'infinity'::date end) as until from titles where revoked is not true) certificates`)

/** Records that a rule looks at, before any day is chosen: `firm_id`, `id`, `what`, `since`, `until`. */
interface Records {
  readonly from: SQL
  /** What is counted of the records that hold on the day. */
  readonly counted: SQL
  /** Whether a record holds on the day `on`. */
  holds(on: SQL): SQL
  /** Of which it is not known from when until when they hold. */
  readonly undated: SQL
}

/** Null for a rule that the register cannot count. */
function recordsOf(rule: CountingRule): Records | null {
  if (rule.by === 'titles') {
    return {
      from: sql`(select firm_id, id, title as what, since, until from ${certificates} where title = any(${literal(rule.titles)}::text[])) records`,
      counted: sql`count(distinct firm_id)::int`,
      holds: (on) => sql`since <= ${on} and until >= ${rule.when === 'on-day' ? on : sql`date_trunc('year', ${on})::date`}`,
      undated: sql`(since is null or until is null)`,
    }
  }
  if (rule.by === 'institutions') {
    const kinds = rule.kinds.map((kind) => sql`strpos(kind, ${kind}) > 0`)
    return {
      from: sql`(select firm_id, id, concat_ws(' ', level, kind) as what, recognised_on as since from institutions
        where level = any(${literal(rule.levels)}::text[])${kinds.length > 0 ? sql` and (${sql.join(kinds, sql` or `)})` : sql``}) records`,
      counted: rule.per === 'firm' ? sql`count(distinct firm_id)::int` : sql`count(*)::int`,
      holds: (on) => sql`since <= ${on}`,
      undated: sql`since is null`,
    }
  }
  return null
}

const literal = (values: readonly string[]): string => `{${values.map((value) => JSON.stringify(value)).join(',')}}`

/**
 * What a rule counts on each of these days, among the firms that the actor sees. Null where the register cannot tell: no
 * rule counts it, or it holds nothing as old as that.
 */
export async function countOn(tx: Queries, rule: CountingRule, days: readonly string[], today: string): Promise<(number | null)[]> {
  const records = recordsOf(rule)
  if (!records) return days.map(() => null)
  const on = sql`days.day`
  const rows = await tx.execute<{ day: string; count: number; oldest: boolean }>(sql`
    select days.day::text as day, (select ${records.counted} from ${records.from} where ${records.holds(on)}) as count,
      exists (select from ${records.from} where since <= days.day) as oldest
    from unnest(${literal(days)}::date[]) as days(day)`)
  const found = new Map(rows.map((row) => [row.day, row]))
  return days.map((day) => {
    const row = found.get(day)
    return row === undefined || (day < today && !row.oldest) ? null : row.count
  })
}

/** A page of the explanation; the cursor is the offset: the rows of a day do not move. */
const pageSize = 100

/** The firms, or institutions, that a count is made of. */
export async function explainCount(
  tx: Queries,
  rule: CountingRule,
  { on: day, offset }: { readonly on: string; readonly offset: number },
): Promise<Pick<CountedFirms, 'count' | 'undated' | 'items' | 'nextCursor'>> {
  const records = recordsOf(rule)
  if (!records) return { count: 0, undated: 0, items: [], nextCursor: null }
  const on = sql`${day}::date`
  const [totals] = await tx.execute<{ count: number; undated: number }>(totalsOf(records, on))
  const rows = await tx.execute<{
    firm_id: string
    name: string
    uscc: string
    park_id: string | null
    town_code: string | null
    what: string
    since: string | null
    until: string | null
  }>(sql`select firm_id, firms.name, firms.uscc, firms.park_id, firms.town_code, what, since::text as since, ${rule.by === 'titles' ? sql`nullif(until, 'infinity')::text` : sql`null::text`} as until
    from ${records.from} join firms on firms.id = firm_id where ${records.holds(on)}
    order by firms.name collate "zh-x-icu", firm_id, since, records.id limit ${pageSize + 1} offset ${offset}`)
  return {
    count: totals?.count ?? 0,
    undated: totals?.undated ?? 0,
    items: rows.slice(0, pageSize).map((row) => ({
      firmId: row.firm_id,
      name: row.name,
      uscc: row.uscc,
      parkId: row.park_id,
      townCode: row.town_code,
      what: whatWords(rule, row.what),
      from: row.since,
      to: row.until,
    })),
    nextCursor: rows.length > pageSize ? String(offset + pageSize) : null,
  }
}

const totalsOf = (records: Records, on: SQL): SQL => sql`
  select (select ${records.counted} from ${records.from} where ${records.holds(on)}) as count,
    (select count(*)::int from ${records.from} where ${records.undated}) as undated`

function whatWords(rule: CountingRule, what: string): string {
  if (rule.by === 'titles') return (titles as Readonly<Record<string, { readonly zh: string }>>)[what]?.zh ?? what
  const [level = '', ...kind] = what.split(' ')
  const levels = institutionLevels as Readonly<Record<string, { readonly zh: string }>>
  return [levels[level]?.zh ?? level, ...kind].join(' ')
}
