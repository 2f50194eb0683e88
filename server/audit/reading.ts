import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { AuditEntry, AuditPage, AuditQuery } from '../../shared/api/audit.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { mayReadPhones } from '../firms/phones.ts'
import { withoutPersonalNumbers } from '../privacy/mask.ts'
import { auditTrail } from './table.ts'

/** The first moment of a day in China. */
const dayStart = (day: string): SQL => sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`

/** The audit trail as far as the actor may read it, the latest first. The database decides which rows those are. */
export async function listAudit(tx: Queries, actor: Actor, query: AuditQuery): Promise<AuditPage> {
  const t = auditTrail
  const rows = await tx
    .select({ row: auditTrail, firmName: firms.name })
    .from(t)
    .leftJoin(firms, eq(firms.id, t.firmId))
    .where(
      and(
        query.firm === undefined ? undefined : eq(t.firmId, query.firm),
        query.account === undefined ? undefined : eq(t.account, query.account),
        query.action === undefined ? undefined : eq(t.action, query.action),
        query.outcome === undefined ? undefined : eq(t.outcome, query.outcome),
        query.from === undefined ? undefined : sql`${t.at} >= ${dayStart(query.from)}`,
        query.to === undefined ? undefined : sql`${t.at} < ${dayStart(query.to)} + interval '1 day'`,
        query.cursor === undefined ? undefined : lt(t.seq, Number(query.cursor)),
      ),
    )
    .orderBy(desc(t.seq))
    .limit(query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ row, firmName }) => entryFor(actor, row, firmName)),
    nextCursor: rows.length > shown.length && last ? String(last.row.seq) : null,
  }
}

function entryFor(actor: Actor, row: typeof auditTrail.$inferSelect, firmName: string | null): AuditEntry {
  const seen = (value: unknown): unknown => (mayReadPhones(actor) ? value : withoutPersonalNumbers(value)) ?? null
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    account: row.account,
    role: row.role,
    ip: actor.role === 'company' ? null : row.ip,
    requestId: row.requestId,
    action: row.action,
    subject: row.subject,
    firmId: row.firmId,
    firmName,
    outcome: row.outcome,
    before: seen(row.before),
    after: seen(row.after),
  }
}
