import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../db/connection.ts'
import type { Judged } from './judge.ts'
import type { StoredAssessment, StoredSummary } from './summary.ts'
import { assessments, firmSummaries } from './table.ts'

/** So many rows make it worthwhile to keep the plans of triggers and foreign keys, which else are made for every row. */
const worthKeeping = 200

/** Keeps results in place of the former ones: a statement a table, each with one parameter. */
export async function storeJudged(tx: Tx, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return
  if (judged.length >= worthKeeping) await tx.execute(sql`select set_config('plan_cache_mode', 'auto', true)`)
  await dropFormer(tx, judged)
  await upsert<StoredAssessment>(
    tx,
    assessments,
    ['firmId', 'certification'],
    'assessedAt',
    judged.flatMap((one) => one.assessments),
  )
  await upsert<StoredSummary>(
    tx,
    firmSummaries,
    ['firmId'],
    'refreshedAt',
    judged.map(({ summary }) => summary),
  )
}

/** Takes away results of certifications that no rule set judges on the day. */
async function dropFormer(tx: Tx, judged: readonly Judged[]): Promise<void> {
  const kept = [...new Set(judged.flatMap((one) => one.assessments.map(({ certification }) => certification)))]
  const ids = judged.map(({ summary }) => summary.firmId)
  await tx.execute(sql`delete from assessments where firm_id = any(${`{${ids.join(',')}}`}::uuid[])
    and certification <> all(${`{${kept.map((id) => `"${id}"`).join(',')}}`}::text[])`)
}

/** Rows as one JSON parameter: a parameter a value costs ten times as much, and COPY is closed to tables behind policies. */
async function upsert<R extends object>(tx: Tx, table: PgTable, key: readonly string[], moment: string, rows: readonly R[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const members = Object.keys(getTableColumns(table)).filter((name) => name in first)
  const names = sql.raw(members.map(quoted).join(', '))
  const own = members.filter((name) => !key.includes(name)).map((name) => `${quoted(name)} = excluded.${quoted(name)}`)
  const records = rows.map((row) => Object.fromEntries(members.map((name) => [toSnakeCase(name), (row as Record<string, unknown>)[name]])))
  await tx.execute(sql`insert into ${table} (${names}) select ${names} from ${recordsOf(table, records)}
    on conflict (${sql.raw(key.map(quoted).join(', '))}) do update set ${sql.raw([...own, `${quoted(moment)} = now()`].join(', '))}`)
}

const quoted = (name: string): string => `"${toSnakeCase(name)}"`

const recordsOf = (table: PgTable, records: readonly object[]): SQL =>
  sql`json_populate_recordset(null::${sql.identifier(getTableConfig(table).name)}, ${JSON.stringify(records)}::text::json)`
