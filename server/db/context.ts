import { sql } from 'drizzle-orm'
import type { Role } from '../../shared/accounts.ts'
import type { Db, Tx } from './connection.ts'
import { flushAudit, gatherAudit } from './audit-queue.ts'

/** Who acts, as Postgres is told for the time of one transaction. */
export interface Actor {
  readonly role: Role | 'system'
  readonly accountId: string | null
  /** The account's name, as written into provenance and audit. */
  readonly account: string
  /** Set for `park`. */
  readonly parkId: string | null
  /** Set for `company`. */
  readonly firmId: string | null
  /** Set for `town`. */
  readonly townCode: string | null
  /** Where the request came from, for the audit trail. */
  readonly ip?: string
  readonly requestId?: string
}

/** Work of the product itself: jobs, seeds, sign-in. It passes the walls, still as `ladder_app`. */
export const systemActor: Actor = { role: 'system', accountId: null, account: 'system', parkId: null, firmId: null, townCode: null }

interface WithinOptions {
  readonly readOnly?: boolean
  /** One snapshot for all queries of the work, for exports. Never with `audit`. */
  readonly isolation?: 'read committed' | 'repeatable read'
  /** Milliseconds a statement may take; by default 30 s, without end for the system. */
  readonly timeout?: number
}

const deadlock = '40P01'

/** The SQLSTATE of a failed query, whichever library wrapped it. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string') return e.code
  }
  return undefined
}

/**
 * Runs the work in one transaction in which Postgres shows the actor's rows alone. The only way to business tables.
 * What `audit` was told is written at its end. After a deadlock the work is run again: it must not touch anything but
 * the transaction.
 */
export async function within<T>(db: Db, actor: Actor, work: (tx: Tx) => Promise<T>, options: WithinOptions = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, actor, work, options)
    } catch (error) {
      if (attempt === 3 || sqlState(error) !== deadlock) throw error
    }
  }
}

function once<T>(db: Db, actor: Actor, work: (tx: Tx) => Promise<T>, { readOnly, isolation, timeout }: WithinOptions): Promise<T> {
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('role', 'ladder_app', true), set_config('app.role', ${actor.role}, true),
        set_config('app.account_id', ${actor.accountId ?? ''}, true), set_config('app.park_id', ${actor.parkId ?? ''}, true),
        set_config('app.firm_id', ${actor.firmId ?? ''}, true), set_config('app.town_code', ${actor.townCode ?? ''}, true),
        set_config('statement_timeout', ${String(timeout ?? (actor.role === 'system' ? 0 : 30_000))}, true),
        set_config('transaction_read_only', ${readOnly ? 'on' : 'off'}, true)`)
      gatherAudit(tx)
      const result = await work(tx)
      await flushAudit(tx)
      return result
    },
    isolation && { isolationLevel: isolation },
  )
}
