import postgres from 'postgres'
import { now } from '../clock.ts'
import type { Db } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { audit } from './service.ts'

/** What the law asks for (网络安全法): nothing younger is ever taken out. */
const leastDays = 180

/**
 * Takes out the rows that are older than so many days, as the owner of the database, and leaves a row that says so. The
 * chain that is kept begins behind the last one taken out, whose hash stays. Throws below 180 days.
 */
export async function pruneAudit(db: Db, ownerUrl: string, days: number): Promise<{ rows: number; upTo: number }> {
  if (!(days >= leastDays)) throw new RangeError(`the audit trail is kept for ${leastDays} days at least`)
  const before = new Date(now().getTime() - days * 86_400_000)
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const pruned = await owner.begin(async (tx) => {
      await tx`select 1 from audit_head where id = 1 for update`
      // All before the first row that is young enough: the numbers that stay have no gap.
      const [last] = await tx<{ seq: string; hash: string }[]>`
        select seq, hash from audit where seq < coalesce((select min(seq) from audit where at >= ${before}), (select seq from audit_head))
        order by seq desc limit 1`
      if (!last) return { rows: 0, upTo: 0 }
      const { count } = await tx`delete from audit where seq <= ${last.seq}`
      await tx`update audit_head set base_seq = ${last.seq}, base_hash = ${last.hash}`
      return { rows: count, upTo: Number(last.seq) }
    })
    if (pruned.rows > 0) {
      const actor = { ...systemActor, account: 'command' }
      await within(db, actor, (tx) => audit(tx, actor, { action: 'audit-pruned', after: { ...pruned, before: before.toISOString() } }))
    }
    return pruned
  } finally {
    await owner.end()
  }
}
