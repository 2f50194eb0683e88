import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { restoreBackup, RestoreRefused } from '../db/backup/load.ts'
import { checkBackup, type Manifest } from '../db/backup/manifest.ts'
import { DamagedBackup } from '../db/backup/tar.ts'
import { openAddress } from '../db/store.ts'
import { UsageError } from './usage.ts'

/** Puts a backup in the place of the installation, or with `--check` only reads it. The exit status. */
export async function runRestore(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { replace: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [given, ...more] = positionals
  if (given === undefined || more.length > 0) throw new UsageError('one FILE is needed')
  try {
    const manifest = values.check ? await checkBackup(resolve(given)) : await restore(resolve(given), values.replace)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { createdAt, version, tables, files } = manifest
    process.stdout.write(`${JSON.stringify({ createdAt, version, tables: tables.length, rows, files: files.length })}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof DamagedBackup || error instanceof RestoreRefused)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function restore(file: string, replace: boolean): Promise<Manifest> {
  const config = readConfig(process.env)
  // Before a database is started or made for it.
  await checkBackup(file)
  const address = await openAddress(config, { as: 'server' })
  try {
    return await restoreBackup({ url: address.url, dataDir: config.dataDir }, file, { replace })
  } finally {
    await address.close()
  }
}
