import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { runMigrations } from 'graphile-worker'
import postgres, { type Sql } from 'postgres'
import { putBack } from './aside.ts'
import { applyMigrations } from './migrations.ts'
import { openPool } from './pool.ts'

/** The database. Business queries go through `within`; by itself it sees no firm. */
export type Db = PostgresJsDatabase & { readonly $client: Sql }

/** A transaction made by `within`. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

/** What takes queries: a transaction in services. */
export type Queries = Pick<Tx, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute' | '$with' | 'with'>

interface OpenOptions {
  /** Connections at most. */
  readonly max?: number
  /** `owner` for migrations and the queue only; everything else runs as `ladder_app`, also outside `within`. */
  readonly as?: 'ladder_app' | 'owner'
}

export function openDb(url: string, { max = 10, as = 'ladder_app' }: OpenOptions = {}): Db {
  const client = openPool(url, {
    max,
    connection: {
      application_name: 'innovation-ladder',
      // Statements are prepared for speed, but planned for their values: what a role may see differs too much.
      plan_cache_mode: 'force_custom_plan',
      ...(as === 'ladder_app' && { role: 'ladder_app' }),
    },
  })
  return drizzle(client, { casing: 'snake_case' })
}

export const closeDb = (db: Db): Promise<void> => db.$client.end()

const migrationLock = 4_718_202

/** Brings the schema up to date. Safe to be called by several processes at once. */
export const migrateDatabase = (url: string): Promise<void> =>
  whileNobodyMigrates(url, async (client) => {
    // A restore that was killed in the middle leaves what was there before it.
    await putBack(client)
    await bringUp(client, url)
  })

/** Holds the lock by which starting servers wait for each other, and for a restore. */
export async function whileNobodyMigrates<T>(url: string, work: (client: Sql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10, max_lifetime: null })
  try {
    await client`select pg_advisory_lock(${migrationLock})`
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The schema of the first `count` migrations, else of all. To be called under the lock. */
export async function bringUp(client: Sql, url: string, count?: number): Promise<void> {
  await refuseWithoutRights(client)
  await applyMigrations(client, count)
  await forceWalls(client)
  await refuseWithoutRole(client)
  await runMigrations({ connectionString: url })
}

/** Everything runs as `ladder_app`: better said here than by every connection. */
async function refuseWithoutRole(client: Sql): Promise<void> {
  const [me] = await client<{ user: string }[]>`select current_user as user`
  try {
    await client.begin((tx) => tx`set local role ladder_app`)
  } catch (cause) {
    throw new Error(
      `DATABASE_URL: user "${me?.user}" may not act as "ladder_app". As an administrator run:\n  GRANT ladder_app TO "${me?.user}";`,
      { cause },
    )
  }
}

/** Row-level policies hold for the owner of the tables too. */
async function forceWalls(client: Sql): Promise<void> {
  await client`
    do $$ declare t regclass; begin
      for t in select oid::regclass from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity and not relforcerowsecurity
      loop execute format('alter table %s force row level security', t); end loop;
    end $$`
}

/** Says what to do where the user of DATABASE_URL lacks rights, before a migration fails half understood. */
async function refuseWithoutRights(client: Sql): Promise<void> {
  const [facts] = await client<
    { user: string; version: number; encoding: string; canMake: boolean; hasRole: boolean; isMember: boolean; mayCreate: boolean }[]
  >`
    select current_user as "user", current_setting('server_version_num')::int as version, getdatabaseencoding() as encoding,
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as "canMake",
      exists (select from pg_roles where rolname = 'ladder_app') as "hasRole",
      exists (select from pg_roles r where r.rolname = 'ladder_app' and pg_has_role(current_user, r.oid, 'MEMBER')) as "isMember",
      has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE') as "mayCreate"`
  if (!facts) return
  const { user, version, encoding, canMake, hasRole, isMember, mayCreate } = facts
  if (version < 150_000) throw new Error('DATABASE_URL: Postgres 15 or later is needed.')
  if (encoding !== 'UTF8') throw new Error(`DATABASE_URL: the database must be encoded in UTF8, not ${encoding}.`)
  if (!mayCreate) {
    throw new Error(
      `DATABASE_URL: user "${user}" may not create in this database. As an administrator run:\n  ALTER DATABASE <name> OWNER TO "${user}"; ALTER SCHEMA public OWNER TO "${user}";`,
    )
  }
  if (!isMember && !canMake) {
    const role = hasRole ? '' : 'CREATE ROLE ladder_app NOLOGIN; '
    throw new Error(
      `DATABASE_URL: user "${user}" may not create the role "ladder_app". As an administrator run:\n  ${role}GRANT ladder_app TO "${user}";`,
    )
  }
}
