import type { ISql, Sql } from 'postgres'

/** The schemas of the product: its own, the journal of migrations, the queue. */
export const schemas = ['public', 'drizzle', 'graphile_worker'] as const

const asideOf = (schema: string): string => `before_restore_${schema}`

const exists = async (client: ISql, schema: string): Promise<boolean> =>
  (await client`select 1 from pg_namespace where nspname = ${schema}`).length > 0

/** Moves what is there out of the way, whole, and makes room. Until `throwAway` it can be put back. */
export const putAside = (client: Sql): Promise<unknown> =>
  client.begin(async (tx) => {
    const [owner] = await tx<{ name: string }[]>`select nspowner::regrole::text as name from pg_namespace where nspname = 'public'`
    for (const schema of schemas) if (await exists(tx, schema)) await tx.unsafe(`alter schema ${schema} rename to ${asideOf(schema)}`)
    await tx.unsafe('create schema public; grant usage on schema public to public')
    if (owner) await tx.unsafe(`alter schema public owner to ${owner.name}`)
  })

/** Undoes `putAside`, and all that was made since. Does nothing where nothing was put aside. */
export const putBack = (client: Sql): Promise<unknown> =>
  client.begin(async (tx) => {
    if (!(await exists(tx, asideOf('public')))) return
    for (const schema of schemas) {
      await tx.unsafe(`drop schema if exists ${schema} cascade`)
      if (await exists(tx, asideOf(schema))) await tx.unsafe(`alter schema ${asideOf(schema)} rename to ${schema}`)
    }
  })

/** The moment from which the new state counts. */
export const throwAway = (client: Sql): Promise<unknown> =>
  client.begin(async (tx) => {
    for (const schema of schemas) await tx.unsafe(`drop schema if exists ${asideOf(schema)} cascade`)
  })
