import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ISql } from 'postgres'
import { putAside, putBack, throwAway } from '../aside.ts'
import { bringUp, whileNobodyMigrates } from '../connection.ts'
import { knownMigrations } from '../migrations.ts'
import { listTables, plainSettings, readMigrations } from './catalog.ts'
import { copyOut, listFiles } from './dump.ts'
import { checkBackup, type Manifest, readPieces } from './manifest.ts'
import { onOneConnection } from './one-connection.ts'

interface RestoreTarget {
  /** Address of the database as its owner. */
  readonly url: string
  readonly dataDir: string
}

/** Why a backup cannot be restored here. Nothing was touched. */
export class RestoreRefused extends Error {}

/**
 * Puts a backup in the place of what is there. The backup is checked as a whole first; it is loaded beside what is there, at
 * the schema that it was made with, compared byte by byte, and brought up to date. Only then does it count: until that
 * moment any end leaves what was there before.
 */
export async function restoreBackup(target: RestoreTarget, file: string, { replace = false } = {}): Promise<Manifest> {
  const manifest = await checkBackup(file)
  const count = levelOf(manifest)
  return whileNobodyMigrates(target.url, async (client) => {
    await putBack(client)
    await refuseOccupied(client, replace)
    const incoming = join(target.dataDir, 'incoming')
    await putAside(client)
    try {
      await bringUp(client, target.url, count)
      await onOneConnection(target.url, (loading) => loading.begin((tx) => load(tx, manifest, file, incoming)))
      await bringUp(client, target.url)
      await takeFiles(target.dataDir, incoming, manifest)
      await throwAway(client)
    } catch (error) {
      await putBack(client)
      throw error
    } finally {
      await rm(incoming, { recursive: true, force: true })
    }
    await forgetFiles(target.dataDir, manifest)
    await client`analyze`
    return manifest
  })
}

/** How many of our migrations made the schema of the backup. */
function levelOf({ migrations, version }: Manifest): number {
  const ours = knownMigrations()
  const isOurs = migrations.product.every((at, index) => ours[index] === at)
  if (!isOurs)
    throw new RestoreRefused(`the backup was made by another program than this one (version ${version}); restore it with that one`)
  return migrations.product.length
}

async function refuseOccupied(client: ISql, replace: boolean): Promise<void> {
  const [found] = await client<{ tables: number; others: number }[]>`
    select (select count(*)::int from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')) as tables,
      (select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'innovation-ladder') as others`
  if ((found?.others ?? 0) > 0) throw new RestoreRefused('a server is using this database: stop every one first')
  if ((found?.tables ?? 0) === 0) return
  if ((await readMigrations(client)).product.length === 0)
    throw new RestoreRefused('the database holds tables that are not of this product')
  if (!replace) throw new RestoreRefused('the target is not empty: --replace puts the backup in its place and gives up what is there')
}

/** Everything in one transaction: rows as they were, without triggers, then compared with what was backed up. */
async function load(tx: ISql, manifest: Manifest, file: string, incoming: string): Promise<void> {
  await tx.unsafe(plainSettings)
  const tables = await tablesToLoad(tx, manifest)
  const names = tables.map(({ name }) => name)
  for (const name of names) await tx.unsafe(`alter table ${name} disable trigger user; alter table ${name} no force row level security`)
  await tx.unsafe(`truncate ${names.join(', ')}`)
  await loadPieces(tx, tables, manifest, file, incoming)
  for (const table of tables) await compare(tx, table)
  for (const [name, [value, isCalled]] of Object.entries(manifest.sequences)) {
    if (await isThere(tx, name)) await tx`select setval(${name}, ${value}::bigint, ${isCalled})`
  }
  for (const name of names) await tx.unsafe(`alter table ${name} enable trigger user`)
  // Where the columns of the queue are others by now, it is filled anew from what waits.
  if (tables.length < manifest.tables.length)
    await tx`select enqueue_task('job', json_build_object('jobId', id), coalesce(key, id::text)) from jobs where state = 'queued'`
  // Walls that the owner has to respect are put up again by the migration that follows.
}

type Table = Manifest['tables'][number]

/** The tables of the backup as they are here; those of the queue only where its schema is the same. */
async function tablesToLoad(tx: ISql, manifest: Manifest): Promise<Table[]> {
  const here = new Map((await listTables(tx)).map(({ name, columns }) => [name, columns.join()]))
  const { queue } = await readMigrations(tx)
  const wanted = manifest.tables.filter(({ name }) => !name.startsWith('graphile_worker.') || queue === manifest.migrations.queue)
  const odd = wanted.filter(({ name, columns }) => here.get(name) !== columns.join())
  if (odd.length > 0)
    throw new RestoreRefused(`the tables of the backup are others than this program makes: ${odd.map(({ name }) => name).join(', ')}`)
  return wanted
}

const isThere = async (tx: ISql, name: string): Promise<boolean> =>
  (await tx<{ oid: string | null }[]>`select to_regclass(${name})::text as oid`)[0]?.oid != null

/** Where the pieces of one part go. */
type Sink = Writable | WriteStream

async function loadPieces(tx: ISql, tables: readonly Table[], manifest: Manifest, file: string, incoming: string): Promise<void> {
  const byFolder = new Map(tables.map((table) => [table.folder, table]))
  const files = new Map(manifest.files.map(({ folder, name }) => [folder, name]))
  for (const name of files.values()) await openFile(incoming, name).then(close)
  let current: { folder: string; sink: Sink } | undefined
  for await (const piece of readPieces(file)) {
    if ('manifest' in piece) continue
    const { folder, content } = piece
    if (current?.folder !== folder) {
      if (current) await close(current.sink)
      const table = byFolder.get(folder)
      const name = files.get(folder)
      const sink = table ? await copyIn(tx, table) : name !== undefined ? await openFile(incoming, name) : undefined
      current = sink && { folder, sink }
    }
    if (current && !current.sink.write(content)) await Promise.race([once(current.sink, 'drain'), finished(current.sink)])
  }
  if (current) await close(current.sink)
}

const copyIn = (tx: ISql, { name, columns }: Table) =>
  tx.unsafe(`copy ${name} (${columns.join(', ')}) from stdin`).writable() as unknown as Promise<Writable>

async function openFile(incoming: string, name: string): Promise<WriteStream> {
  if (isAbsolute(name) || name.split(/[\\/]/).includes('..')) throw new RestoreRefused(`${name} is no path in the data directory`)
  const path = join(incoming, name)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return createWriteStream(path, { mode: 0o600 })
}

async function close(sink: Sink): Promise<void> {
  sink.end()
  await finished(sink)
}

/** What stands in the table now, copied out again, must be to the byte what was backed up. */
async function compare(tx: ISql, table: Table): Promise<void> {
  const hash = createHash('sha256')
  for await (const chunk of copyOut(tx, table)) hash.update(chunk)
  if (hash.digest('hex') !== table.sha256) throw new Error(`${table.name} was not restored as it was backed up`)
}

async function takeFiles(dataDir: string, incoming: string, { files }: Manifest): Promise<void> {
  for (const { name } of files) {
    await mkdir(dirname(join(dataDir, name)), { recursive: true, mode: 0o700 })
    await rename(join(incoming, name), join(dataDir, name))
  }
}

/** Files of what stood here before. */
async function forgetFiles(dataDir: string, { files }: Manifest): Promise<void> {
  const kept = new Set(files.map(({ name }) => name))
  for (const path of await listFiles(dataDir)) if (!kept.has(path)) await rm(join(dataDir, path), { force: true })
}
