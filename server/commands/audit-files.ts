import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { auditLines, measureAudit } from '../audit/file.ts'
import { pruneAudit } from '../audit/prune.ts'
import { audit } from '../audit/service.ts'
import { readConfig } from '../config.ts'
import { type Db } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { openStore } from '../db/store.ts'
import { UsageError } from './usage.ts'

const operator = { ...systemActor, account: 'command' }

/** Writes the audit trail, or the days from–to of it, into a file that can be verified alone. */
export async function runExportAudit(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' } },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError('which file?')
  const store = await openStore(readConfig(process.env), { as: 'command' })
  try {
    const rows = await writeAudit(store.db, file, values)
    process.stdout.write(`${JSON.stringify({ file, rows })}\n`)
    return 0
  } finally {
    await store.close()
  }
}

async function writeAudit(db: Db, file: string, range: { from?: string; to?: string }): Promise<number> {
  return within(
    db,
    operator,
    async (tx) => {
      const measured = await measureAudit(tx, range)
      await within(db, operator, (writing) =>
        audit(writing, operator, { action: 'audit-exported', after: { ...range, rows: measured.rows } }),
      )
      // For its owner's eyes; never over a file that is there.
      const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
      for await (const lines of auditLines(tx, measured, operator.account)) if (!out.write(lines)) await once(out, 'drain')
      out.end()
      await once(out, 'finish')
      return measured.rows
    },
    { readOnly: true, isolation: 'repeatable read' },
  )
}

/** Takes out what is older than the retention time asks for. By the operator alone: the product's own role cannot. */
export async function runPruneAudit(args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('no options: AUDIT_DAYS says how long rows are kept')
  const config = readConfig(process.env)
  const store = await openStore(config, { as: 'command' })
  try {
    const pruned = await pruneAudit(store.db, store.ownerUrl, config.auditDays)
    process.stdout.write(`${JSON.stringify(pruned)}\n`)
    return 0
  } finally {
    await store.close()
  }
}
