import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../db/connection.ts'
import type { KnownFirm } from '../figures/facts.ts'
import type { Former, Judged } from './judge.ts'
import type { StoredAssessment, StoredSummary } from './summary.ts'
import { assessments, firmSummaries } from './table.ts'

/** So many rows make it worthwhile to keep the plans of triggers and foreign keys, which else are made for every row. */
const worthKeeping = 200

/** What is stored of these firms, by firm. */
export async function loadFormer(tx: Tx, ids: readonly string[]): Promise<Map<string, Former>> {
  const { firmId, factsFingerprint, rules, asOf, holdsUntil, decisions, resultsFingerprint } = firmSummaries
  const rows = await tx
    .select({ firmId, factsFingerprint, rules, asOf, holdsUntil, decisions, resultsFingerprint })
    .from(firmSummaries)
    .where(sql`${firmId} = any(${idsOf(ids)})`)
  return new Map(rows.map(({ firmId: id, ...former }) => [id, former]))
}

/** Notes that the stored results were judged on this day and stand: nothing else of them is written. */
export async function storeConfirmed(tx: Tx, ids: readonly string[], asOf: string): Promise<void> {
  if (ids.length === 0) return
  await tx.execute(
    sql`update firm_summaries set as_of = ${asOf}::date, stale = false, refreshed_at = now() where firm_id = any(${idsOf(ids)})`,
  )
}

/** Keeps results in place of the former ones: a statement a table, each with one parameter. Results that are the same stay. */
export async function storeJudged(tx: Tx, judged: readonly Judged[], former: ReadonlyMap<string, Former>): Promise<void> {
  if (judged.length === 0) return
  const changed = judged.filter(({ summary }) => former.get(summary.firmId)?.resultsFingerprint !== summary.resultsFingerprint)
  if (changed.length >= worthKeeping) await tx.execute(sql`select set_config('plan_cache_mode', 'auto', true)`)
  await dropFormer(
    tx,
    changed.filter(({ summary }) => former.has(summary.firmId)),
  )
  await upsert<StoredAssessment>(
    tx,
    assessments,
    ['firmId', 'certification'],
    'assessedAt',
    changed.flatMap((one) => one.assessments),
  )
  await upsert<StoredSummary>(
    tx,
    firmSummaries,
    ['firmId'],
    'refreshedAt',
    judged.map(({ summary }) => summary),
  )
}

/** Keeps the doubts about the data beside the firms, where they are others than before. */
export async function storeWarnings(tx: Tx, judged: readonly Judged[], known: readonly KnownFirm[]): Promise<void> {
  const before = new Map(known.map(({ firm }) => [firm.id, JSON.stringify(firm.warnings)]))
  const rows = judged
    .filter(({ summary, warnings }) => JSON.stringify(warnings) !== before.get(summary.firmId))
    .map(({ summary, warnings }) => ({ id: summary.firmId, warnings }))
  if (rows.length === 0) return
  await tx.execute(sql`update firms set warnings = given.warnings
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as given(id uuid, warnings jsonb) where firms.id = given.id`)
}

const idsOf = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`

/** Takes away results of certifications that no rule set judges on the day. */
async function dropFormer(tx: Tx, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  const kept = [...new Set(judged.flatMap((one) => one.assessments.map(({ certification }) => certification)))]
  const ids = judged.map(({ summary }) => summary.firmId)
  await tx.execute(sql`delete from assessments where firm_id = any(${idsOf(ids)})
    and certification <> all(${`{${kept.map((id) => `"${id}"`).join(',')}}`}::text[])`)
}

/** Rows as one JSON parameter: a parameter a value costs ten times as much, and COPY is closed to tables behind policies. */
async function upsert<R extends object>(tx: Tx, table: PgTable, key: readonly string[], moment: string, rows: readonly R[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(getTableColumns(table))
    .filter((member) => member in first)
    .map((member) => ({ member: member as keyof R, name: toSnakeCase(member), isKey: key.includes(member) }))
  const names = sql.raw(columns.map(({ name }) => `"${name}"`).join(', '))
  const own = columns.filter(({ isKey }) => !isKey).map(({ name }) => `"${name}" = excluded."${name}"`)
  const records = rows.map((row) => {
    const record: Record<string, unknown> = {}
    for (const { member, name } of columns) if (row[member] !== null) record[name] = row[member]
    return record
  })
  const keys = sql.raw(key.map((member) => `"${toSnakeCase(member)}"`).join(', '))
  await tx.execute(sql`insert into ${table} (${names}) select ${names} from ${recordsOf(table, records)}
    on conflict (${keys}) do update set ${sql.raw([...own, `"${toSnakeCase(moment)}" = now()`].join(', '))}`)
}

const recordsOf = (table: PgTable, records: readonly object[]): SQL =>
  sql`json_populate_recordset(null::${sql.identifier(getTableConfig(table).name)}, ${JSON.stringify(records)}::text::json)`
