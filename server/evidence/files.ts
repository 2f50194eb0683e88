import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../config.ts'

type DataDir = Pick<Config, 'dataDir'>

const root = ({ dataDir }: DataDir): string => join(dataDir, 'evidence')

/** Where a kept file lies: outside of what is served, readable by the server alone. */
export const pathOf = (config: DataDir, file: string): string => join(root(config), file)

/** Keeps an upload as it comes; returns its size and SHA-256. The caller removes it where it is refused. */
export async function keepFile(config: DataDir, file: string, upload: Readable): Promise<{ size: number; hash: string }> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await mkdir(root(config), { recursive: true, mode: 0o700 })
  await pipeline(upload, measure, createWriteStream(pathOf(config, file), { mode: 0o600 }))
  await chmod(pathOf(config, file), 0o600)
  return { size, hash: hash.digest('hex') }
}

export const removeFile = (config: DataDir, file: string): Promise<void> => rm(pathOf(config, file), { force: true })

/** Opens a kept file for reading; undefined where it is gone. */
export async function openFile(config: DataDir, file: string): Promise<ReadStream | undefined> {
  const found = await stat(pathOf(config, file)).catch(() => undefined)
  return found?.isFile() ? createReadStream(pathOf(config, file)) : undefined
}

/** Names of kept files that have not been touched for so long. */
export async function oldFiles(config: DataDir, olderThanMs: number, at: number): Promise<string[]> {
  const old: string[] = []
  for (const name of await readdir(root(config)).catch(() => [])) {
    const stats = await stat(join(root(config), name)).catch(() => undefined)
    if (stats && at - stats.mtimeMs > olderThanMs) old.push(name)
  }
  return old
}
