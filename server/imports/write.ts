import { getTableColumns, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../db/connection.ts'
import { conversions, firmYears, listings, marketPositions } from '../figures/table.ts'
import { firms } from '../firms/table.ts'
import { importChanges } from './table.ts'
import type { Change, Writes } from './changes.ts'

type Record_ = Readonly<Record<string, unknown>>

/** Names of the columns of a table that can be written. */
const columnsOf = (table: PgTable): string[] =>
  Object.entries(getTableColumns(table)).flatMap(([name, column]) => (column.generated ? [] : [name]))

/**
 * Writes whole rows by one statement, whatever their number: the rows go as one JSON parameter. Returns what was written,
 * which is less than what was given where `conflict` says to leave rows out.
 */
export async function upsert<T>(
  tx: Tx,
  table: PgTable,
  rows: readonly Record_[],
  conflict: 'nothing' | readonly string[],
  returning = '',
): Promise<T[]> {
  if (rows.length === 0) return []
  const { name } = getTableConfig(table)
  const given = new Set(rows.flatMap((row) => Object.keys(row)))
  const columns = columnsOf(table).filter((column) => given.has(column))
  const quoted = columns.map((column) => `"${toSnakeCase(column)}"`)
  const body = JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column) => [toSnakeCase(column), row[column] ?? null]))))
  const onConflict =
    conflict === 'nothing'
      ? 'do nothing'
      : `(${conflict.map((column) => `"${toSnakeCase(column)}"`).join(', ')}) do update set ${quoted.map((column) => `${column} = excluded.${column}`).join(', ')}`
  return (await tx.execute(sql`
    insert into ${sql.identifier(name)} (${sql.raw(quoted.join(', '))})
    select ${sql.raw(quoted.map((column) => `r.${column}`).join(', '))} from jsonb_populate_recordset(null::${sql.identifier(name)}, ${body}::jsonb) r
    on conflict ${sql.raw(onConflict)} ${sql.raw(returning && `returning ${returning}`)}`)) as unknown as T[]
}

/** Updates whole rows of firms by one statement. */
export async function updateFirms(tx: Tx, rows: readonly Record_[]): Promise<void> {
  if (rows.length === 0) return
  const fixed = new Set(['id', 'uscc', 'parkId', 'createdAt', 'createdBy', 'demo', 'warnings', 'nameNote'])
  const columns = columnsOf(firms).filter((column) => !fixed.has(column))
  const body = JSON.stringify(
    rows.map((row) => Object.fromEntries(['id', ...columns].map((column) => [toSnakeCase(column), row[column] ?? null]))),
  )
  const assignments = columns.map((column) => `"${toSnakeCase(column)}" = r."${toSnakeCase(column)}"`).join(', ')
  await tx.execute(
    sql`update firms f set ${sql.raw(assignments)} from jsonb_populate_recordset(null::firms, ${body}::jsonb) r where f.id = r.id`,
  )
}

/**
 * Sends what was gathered. Returns the codes of new firms that could not be registered, since they are registered where
 * the actor does not see them; nothing of those is written.
 */
export async function write(tx: Tx, importId: string, writes: Writes): Promise<ReadonlySet<string>> {
  const made = [...writes.newFirms.values()]
  const inserted = await upsert<{ uscc: string }>(tx, firms, made, 'nothing', 'uscc')
  const registered = new Set(inserted.map(({ uscc }) => uscc))
  const refused = new Set([...writes.newFirms.keys()].filter((uscc) => !registered.has(uscc)))
  const lost = new Set([...refused].map((uscc) => writes.newFirms.get(uscc)?.['id']))
  const kept = (rows: Iterable<Record_>) => [...rows].filter((row) => !lost.has(row['firmId']))
  await updateFirms(tx, [...writes.firms.values()])
  await upsert(tx, firmYears, kept(writes.years.values()), ['firmId', 'year'])
  await upsert(tx, conversions, kept(writes.conversions.values()), ['firmId', 'year'])
  await upsert(tx, marketPositions, kept(writes.market.values()), ['firmId'])
  await upsert(tx, listings, kept(writes.listing.values()), ['firmId'])
  await keepFormerNames(tx, writes)
  await keepChanges(
    tx,
    importId,
    writes.changes.filter(({ firmId }) => !lost.has(firmId)),
  )
  return refused
}

async function keepFormerNames(tx: Tx, { formerNames }: Writes): Promise<void> {
  if (formerNames.length === 0) return
  const body = JSON.stringify(formerNames.map(({ firmId, name, current }) => ({ firm_id: firmId, name, current })))
  await tx.execute(sql`insert into firm_names (firm_id, name, until)
    select r.firm_id, r.name, (now() at time zone 'Asia/Shanghai')::date from jsonb_to_recordset(${body}::jsonb) as r(firm_id uuid, name text, current text)
    on conflict (firm_id, name) do update set until = excluded.until`)
  await tx.execute(sql`delete from firm_names n using jsonb_to_recordset(${body}::jsonb) as r(firm_id uuid, name text, current text)
    where n.firm_id = r.firm_id and n.name = r.current`)
}

async function keepChanges(tx: Tx, importId: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const { name } = getTableConfig(importChanges)
  await tx.execute(sql`insert into ${sql.identifier(name)} (import_id, firm_id, "table", key, before, after)
    select ${importId}::uuid, r.firm_id, r."table", r.key, nullif(r.before, 'null'::jsonb), r.after
    from jsonb_to_recordset(${JSON.stringify(changes.map(({ firmId, ...rest }) => ({ firm_id: firmId, ...rest })))}::jsonb)
      as r(firm_id uuid, "table" text, key text, before jsonb, after jsonb)`)
}
