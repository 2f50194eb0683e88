import { sql } from 'drizzle-orm'
import { queueAudit } from '../db/audit-queue.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'

interface AuditEntry {
  /** What was done, e.g. `firm-changed`, `sign-in`, `export`. */
  readonly action: string
  /** To what: `firm:<id>`, `import:<id>`, `account:<name>`. */
  readonly subject?: string
  /** Set where a firm is concerned: its own people and its park may read the row. */
  readonly firmId?: string | null
  readonly outcome?: 'done' | 'refused' | 'failed'
  /** What stood there, and what stands now. Never secrets. */
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Leaves a row in the audit trail, in the transaction of the act: written as its last statement, or at once in a nested
 * transaction. Without the row there is no act.
 */
export async function audit(tx: Tx, actor: Actor, { action, subject, firmId, outcome, before, after }: AuditEntry): Promise<void> {
  await queueAudit(tx, {
    account_id: actor.accountId,
    account: actor.account,
    role: actor.role,
    ip: actor.ip ?? null,
    request_id: actor.requestId ?? null,
    action,
    subject: subject ?? null,
    firm_id: firmId ?? null,
    // A firm's row belongs to the firm's park; any other to the park of who acted.
    park_id: firmId ? null : actor.parkId,
    outcome: outcome ?? 'done',
    before: before ?? null,
    after: after ?? null,
  })
}

/** How the chain of the audit trail stands. */
export interface AuditVerdict {
  readonly rows: number
  /** The first row that does not fit, null where all do. */
  readonly firstBad: number | null
  readonly reason: 'missing' | 'chain' | 'hash' | 'tail' | null
}

interface Checked extends Record<string, unknown> {
  readonly rows: string
  readonly last_seq: string | null
  readonly bad_seq: string | null
  readonly reason: 'missing' | 'chain' | 'hash' | null
  readonly head_seq: string
  readonly tail_fits: boolean
}

/** Recomputes the whole chain and names the first row that was edited, inserted, swapped or is missing, or where the tail was cut. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const [checked] = await within(db, systemActor, (tx) =>
    tx.execute<Checked>(sql`
      with walked as (
        select head.base_seq + row_number() over w as seq, a.hash,
          case when a.seq <> head.base_seq + row_number() over w then 'missing'
            when a.previous_hash <> lag(a.hash, 1, head.base_hash) over w then 'chain'
            when a.hash <> encode(sha256(convert_to(audit_text(a), 'UTF8')), 'hex') then 'hash' end as reason
        from audit a cross join audit_head head window w as (order by a.seq)
      ), bad as (select seq, reason from walked where reason is not null order by seq limit 1),
      tail as (select seq, hash from audit order by seq desc limit 1)
      select (select count(*) from walked) as rows, (select seq from tail) as last_seq, (select seq from bad) as bad_seq,
        (select reason from bad) as reason, head.seq as head_seq,
        head.seq = coalesce((select seq from tail), head.base_seq) and head.hash = coalesce((select hash from tail), head.base_hash) as tail_fits
      from audit_head head`),
  )
  if (!checked) return { rows: 0, firstBad: 1, reason: 'tail' }
  const rows = Number(checked.rows)
  if (checked.bad_seq !== null) return { rows, firstBad: Number(checked.bad_seq), reason: checked.reason }
  if (!checked.tail_fits) {
    const [last, head] = [Number(checked.last_seq ?? 0), Number(checked.head_seq)]
    return { rows, firstBad: last === head ? last : Math.min(last, head) + 1, reason: 'tail' }
  }
  return { rows, firstBad: null, reason: null }
}
