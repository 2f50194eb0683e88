import { verifyAudit } from '../audit/service.ts'
import { readConfig } from '../config.ts'
import { openStore } from '../db/store.ts'

/** Checks that nobody has touched the audit trail. The exit status. */
export async function runVerifyAudit(): Promise<number> {
  const store = await openStore(readConfig(process.env), { as: 'command' })
  try {
    const verdict = await verifyAudit(store.db)
    process.stdout.write(`${JSON.stringify(verdict)}\n`)
    return verdict.firstBad === null ? 0 : 1
  } finally {
    await store.close()
  }
}
