import { verifyAudit } from '../audit/service.ts'
import { withStore } from './with-store.ts'

/** Checks that nobody has touched the audit trail. The exit status. */
export const runVerifyAudit = (): Promise<number> =>
  withStore(async ({ db }) => {
    const verdict = await verifyAudit(db)
    process.stdout.write(`${JSON.stringify(verdict)}\n`)
    return verdict.firstBad === null ? 0 : 1
  })
