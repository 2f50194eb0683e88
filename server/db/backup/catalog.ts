import type { ISql } from 'postgres'
import { schemas } from '../aside.ts'

/** One table: its columns in the order in which they are copied. */
export interface TableShape {
  /** `schema.name`, quoted where it must be. */
  readonly name: string
  readonly columns: readonly string[]
}

/** What the migrations write by themselves: it follows from them and is not loaded. */
const journals = new Set(['drizzle.__drizzle_migrations', 'graphile_worker.migrations'])

/** The tables whose rows make up a backup, each after those that it refers to. */
export async function listTables(client: ISql): Promise<TableShape[]> {
  const rows = await client<{ oid: number; name: string; columns: string[]; parents: number[] | null }[]>`
    select c.oid::int, format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(format('%I', a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(f.confrelid::int) from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${client(schemas)} and c.relkind = 'r' order by n.nspname, c.relname`
  const ordered: TableShape[] = []
  const placed = new Set<number>()
  let waiting = [...rows]
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parents }) => (parents ?? []).every((parent) => placed.has(parent)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${waiting.map(({ name }) => name).join(', ')}`)
    for (const { oid, name, columns } of ready) {
      placed.add(oid)
      if (!journals.has(name)) ordered.push({ name, columns: columns ?? [] })
    }
    waiting = waiting.filter(({ oid }) => !placed.has(oid))
  }
  return ordered
}

/** Where a sequence stands: [last value, whether it was given out]. Not part of any snapshot, so read after the rows. */
export async function readSequences(client: ISql): Promise<Record<string, [value: string, isCalled: boolean]>> {
  const names = await client<{ name: string }[]>`
    select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname in ${client(schemas)} order by 1`
  const found: Record<string, [string, boolean]> = {}
  for (const { name } of names) {
    const [row] = await client.unsafe<{ last_value: string; is_called: boolean }[]>(`select last_value::text, is_called from ${name}`)
    if (row) found[name] = [row.last_value, row.is_called]
  }
  return found
}

/** By which migrations the schema was made: the moments of the product's, the number of the queue's. */
export async function readMigrations(client: ISql): Promise<{ product: string[]; queue: number }> {
  const [has] = await client<{ product: boolean; queue: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as product, to_regclass('graphile_worker.migrations') is not null as queue`
  const product = has?.product
    ? await client<{ at: string }[]>`select created_at::text as at from drizzle.__drizzle_migrations order by created_at`
    : []
  const queue = has?.queue ? await client<{ last: number | null }[]>`select max(id)::int as last from graphile_worker.migrations` : []
  return { product: product.map(({ at }) => at), queue: queue[0]?.last ?? 0 }
}

/** Text that is the same for the same values, whatever the server is set to. */
export const plainSettings = `set local datestyle = 'ISO, YMD'; set local intervalstyle = postgres; set local timezone = 'UTC';
  set local extra_float_digits = 1; set local bytea_output = hex; set local client_encoding = 'UTF8'; set local synchronize_seqscans = off;
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0`

/**
 * Makes sure that this user is shown every row, or throws: a dump made below a policy may be short, and nothing would say
 * so. A superuser passes by policies; another owner reads as the product's system, which every policy must let read.
 */
export async function seeEverything(client: ISql): Promise<void> {
  const [me] = await client<{ passes: boolean }[]>`select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user`
  if (me?.passes) {
    await client.unsafe('set local row_security = off')
    return
  }
  await client.unsafe(`select set_config('app.role', 'system', true)`)
  const hidden = await client<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.permissive = 'PERMISSIVE'
        and p.cmd in ('SELECT', 'ALL') and (p.qual = 'true' or p.qual like '%''system''%'))`
  if (hidden.length > 0)
    throw new Error(`rows of ${hidden.map(({ name }) => name).join(', ')} may be hidden from this user of DATABASE_URL`)
}
