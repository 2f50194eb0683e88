import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { verifyFile } from '../audit/file.ts'
import { verifyAudit } from '../audit/service.ts'
import { readConfig } from '../config.ts'
import { openStore } from '../db/store.ts'
import { UsageError } from './usage.ts'

/** Checks that nobody has touched the audit trail, or with a file an export of it, without any database. The exit status. */
export async function runVerifyAudit([file, ...rest]: readonly string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError('one file at most')
  const verdict = file === undefined ? await verifyStored() : await verifyExported(file)
  process.stdout.write(`${JSON.stringify(verdict)}\n`)
  return verdict.firstBad === null ? 0 : 1
}

async function verifyStored() {
  const store = await openStore(readConfig(process.env), { as: 'command' })
  try {
    return await verifyAudit(store.db)
  } finally {
    await store.close()
  }
}

const verifyExported = (file: string) => verifyFile(createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
