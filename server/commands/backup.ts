import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { now } from '../clock.ts'
import { readConfig } from '../config.ts'
import { writeBackup } from '../db/backup/dump.ts'
import { openAddress } from '../db/store.ts'
import { UsageError } from './usage.ts'

/** Writes the whole installation into one file. The exit status. */
export async function runBackup(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError('one FILE is needed')
  const config = readConfig(process.env)
  const address = await openAddress(config, { as: 'command' })
  try {
    const { createdAt, tables, files } = await writeBackup({ url: address.url, dataDir: config.dataDir }, resolve(file), now())
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    process.stdout.write(`${JSON.stringify({ file: resolve(file), createdAt, tables: tables.length, rows, files: files.length })}\n`)
    return 0
  } finally {
    await address.close()
  }
}
