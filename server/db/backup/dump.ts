import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ISql } from 'postgres'
import { packageVersion } from '../../config.ts'
import { listTables, plainSettings, readMigrations, readSequences, seeEverything, type TableShape } from './catalog.ts'
import { onOneConnection } from './one-connection.ts'
import { type Manifest, manifestName, type Part } from './manifest.ts'
import { type TarWriter, writeTar } from './tar.ts'

const pieceBytes = 4 * 1024 * 1024
const pack = promisify(gzip)

interface BackupSource {
  /** Address of the database as its owner. */
  readonly url: string
  readonly dataDir: string
}

/**
 * Writes everything into one file: all rows from one snapshot, so that people go on writing meanwhile, and the files beside
 * the database. Memory stays flat. The file appears only when it is whole.
 */
export async function writeBackup({ url, dataDir }: BackupSource, file: string, at: Date): Promise<Manifest> {
  const tar = await writeTar(file)
  try {
    const rows = await dumpDatabase(url, tar)
    const files = await dumpFiles(dataDir, tar)
    const manifest: Manifest = {
      format: 1,
      product: 'innovation-ladder',
      version: packageVersion(),
      createdAt: at.toISOString(),
      ...rows,
      files,
    }
    await tar.add(manifestName, Buffer.from(JSON.stringify(manifest, null, 1)))
    await tar.seal()
    return manifest
  } catch (error) {
    await tar.abandon()
    throw error
  }
}

type DatabasePart = Pick<Manifest, 'postgres' | 'migrations' | 'tables' | 'sequences'>

async function dumpDatabase(url: string, tar: TarWriter): Promise<DatabasePart> {
  // On a new connection the rest would be of another snapshot: then there is no backup.
  return onOneConnection(url, (client) => client.begin('isolation level repeatable read read only', (tx) => dumpSnapshot(tx, tar)))
}

async function dumpSnapshot(tx: ISql, tar: TarWriter): Promise<DatabasePart> {
  await tx.unsafe(plainSettings)
  const shapes = await listTables(tx)
  // Nobody changes or empties a table meanwhile.
  await tx.unsafe(`lock table ${shapes.map(({ name }) => name).join(', ')} in access share mode`)
  const migrations = await readMigrations(tx)
  if (migrations.product.length === 0) throw new Error('there is nothing to back up: the database was never used')
  await seeEverything(tx)
  const tables: Manifest['tables'] = []
  for (const shape of shapes) tables.push(await dumpTable(tx, shape, tar))
  const [server] = await tx<{ version: number }[]>`select current_setting('server_version_num')::int as version`
  return { postgres: server?.version ?? 0, migrations, tables, sequences: await readSequences(tx) }
}

/** The rows of a table as COPY writes them, chunk by chunk. */
export async function* copyOut(tx: ISql, { name, columns }: TableShape): AsyncGenerator<Buffer> {
  const stream = await tx.unsafe(`copy ${name} (${columns.join(', ')}) to stdout`).readable()
  yield* stream as AsyncIterable<Buffer>
  // The driver pauses its socket while the stream is full, and forgets to go on where that was the end of it.
  stream._read(0)
}

const newline = 10

async function dumpTable(tx: ISql, shape: TableShape, tar: TarWriter): Promise<Manifest['tables'][number]> {
  let rows = 0
  const counted = async function* () {
    for await (const chunk of copyOut(tx, shape)) {
      // In the text of COPY a line feed ends a row and stands nowhere else.
      for (let i = chunk.indexOf(newline); i >= 0; i = chunk.indexOf(newline, i + 1)) rows++
      yield chunk
    }
  }
  const part = await dumpPart(shape.name, `tables/${shape.name}`, counted(), tar)
  return { ...part, columns: [...shape.columns], rows }
}

async function dumpPart(name: string, folder: string, content: AsyncIterable<Buffer>, tar: TarWriter): Promise<Part> {
  const hash = createHash('sha256')
  let bytes = 0
  let piece = 0
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = async () => {
    if (waitingBytes === 0) return
    await tar.add(`${folder}/${String(++piece).padStart(6, '0')}.gz`, await pack(Buffer.concat(waiting), { level: 3 }))
    waiting = []
    waitingBytes = 0
  }
  for await (const chunk of content) {
    hash.update(chunk)
    bytes += chunk.length
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= pieceBytes) await flush()
  }
  await flush()
  return { name, folder, bytes, sha256: hash.digest('hex') }
}

/** What belongs to the running server alone, or is no longer than one upload. */
const notKept = /^(database|postgres)(\/|$)|^(postgres-password|postgres-address|server\.lock)$|(^|\/)partial$|^incoming(\/|$)/

/** Files beside the database, by their path in the data directory. One that goes away meanwhile belongs to no row. */
export async function listFiles(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { withFileTypes: true, recursive: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1))
    .filter((path) => !notKept.test(path))
    .sort()
}

async function dumpFiles(dataDir: string, tar: TarWriter): Promise<Part[]> {
  const files: Part[] = []
  for (const path of await listFiles(dataDir)) {
    try {
      files.push(await dumpPart(path, `files/${files.length + 1}`, createReadStream(join(dataDir, path)), tar))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  return files
}
