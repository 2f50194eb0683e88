import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { History, HistoryEntry } from '../../shared/api/firms.ts'
import { auditTrail } from '../audit/table.ts'
import type { Queries } from '../db/connection.ts'
import { refuse } from '../problems.ts'
import { getFirmRecord } from './record.ts'

type Entry = Pick<typeof auditTrail.$inferSelect, 'at' | 'account' | 'role' | 'action' | 'subject' | 'before' | 'after'>

/** Acts that change nothing of a firm but are noted for it: reading it, and what its people do with their accounts. */
const isChange = sql`${auditTrail.action} not in ('firms-exported', 'list-exported', 'firm-viewed', 'phone-shown') and coalesce(${auditTrail.subject}, '') not like 'account:%'`

/** What happened to a firm, the latest first, as the audit trail has it. */
export async function listHistory(
  tx: Queries,
  firmId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<z.infer<typeof History>> {
  await getFirmRecord(tx, firmId)
  const before = query.cursor === undefined ? undefined : Number(query.cursor)
  if (before !== undefined && !Number.isSafeInteger(before)) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  const rows = await tx
    .select()
    .from(auditTrail)
    .where(
      and(
        eq(auditTrail.firmId, firmId),
        eq(auditTrail.outcome, 'done'),
        isChange,
        before === undefined ? undefined : lt(auditTrail.seq, before),
      ),
    )
    .orderBy(desc(auditTrail.seq))
    .limit(query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(entryOf),
    nextCursor: rows.length > shown.length && last ? String(last.seq) : null,
  }
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}

/** Notes beside the facts of an entry. */
const notes = new Set(['import.file', 'note'])

function entryOf({ at, account, role, action, subject, before, after }: Entry): HistoryEntry {
  const [old, young] = [asRecord(before), asRecord(after)]
  const facts = [...new Set([...Object.keys(old), ...Object.keys(young)])].filter((key) => !notes.has(key))
  const file = young['import.file']
  return {
    at: at.toISOString(),
    by: account ?? '',
    role: role ?? '',
    action,
    changes: facts.map((fact) => ({ fact, before: old[fact] ?? null, after: young[fact] ?? null })),
    importId: subject?.startsWith('import:') ? subject.slice('import:'.length) : null,
    file: typeof file === 'string' ? file : null,
  }
}
