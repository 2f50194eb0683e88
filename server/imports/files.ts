import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../config.ts'

type DataDir = Pick<Config, 'dataDir'>

const root = ({ dataDir }: DataDir): string => join(dataDir, 'imports')
const folderOf = (config: DataDir, id: string): string => join(root(config), id)

/** Where the file of an import lies, readable by the server alone. */
export const fileOf = (config: DataDir, id: string): string => join(folderOf(config, id), 'original')

/** Keeps an upload as it comes; returns its size and SHA-256. The caller removes it where the upload fails. */
export async function keepFile(config: DataDir, id: string, upload: Readable): Promise<{ size: number; hash: string }> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const folder = folderOf(config, id)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const partial = join(folder, 'partial')
  await pipeline(upload, measure, createWriteStream(partial, { mode: 0o600 }))
  await chmod(partial, 0o600)
  await rename(partial, fileOf(config, id))
  return { size, hash: hash.digest('hex') }
}

export const removeFile = (config: DataDir, id: string): Promise<void> => rm(folderOf(config, id), { recursive: true, force: true })

/** Ids of kept files that have not been touched for so long. */
export async function oldFiles(config: DataDir, olderThanMs: number, at: number): Promise<string[]> {
  const names = await readdir(root(config)).catch(() => [])
  const old: string[] = []
  for (const name of names) {
    const stats = await stat(join(root(config), name)).catch(() => undefined)
    if (stats && at - stats.mtimeMs > olderThanMs) old.push(name)
  }
  return old
}
