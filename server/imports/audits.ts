import { sql } from 'drizzle-orm'
import type { Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import type { ImportRecord } from './record.ts'

const atOnce = 1000

/**
 * Leaves one entry a changed firm in the audit trail, put together in the database from what the import changed, so that
 * memory stays flat however many they are. The chain is locked from the first one on: to be called last.
 */
export async function appendAudits(
  tx: Tx,
  actor: Actor,
  { id, fileName, parkId }: ImportRecord,
  action: 'import' | 'import-undone',
): Promise<void> {
  const tables = action === 'import' ? sql`c."table" not in ('assessments', 'undo')` : sql`c."table" = 'undo'`
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const [last] = await tx.execute<{ firm_id: string | null; appended: unknown }>(sql`
      with changed as (
        select distinct c.firm_id from import_changes c where c.import_id = ${id}::uuid and ${tables} and c.firm_id > ${after}::uuid order by c.firm_id limit ${atOnce}
      ), sides as (
        select c.firm_id,
          (select jsonb_object_agg(e.key, e.value) from import_changes b, jsonb_each(b.before -> 'values') e where b.import_id = ${id}::uuid and b.firm_id = c.firm_id and ${tablesOf(action, 'b')}) as before,
          (select jsonb_object_agg(e.key, e.value) from import_changes a, jsonb_each(a.after -> 'values') e where a.import_id = ${id}::uuid and a.firm_id = c.firm_id and ${tablesOf(action, 'a')}) as after
        from changed c
      ), entries as (
        select jsonb_agg(jsonb_build_object('account_id', ${actor.accountId}::uuid, 'account', ${actor.account}::text, 'role', ${actor.role}::text, 'ip', ${actor.ip ?? null}::text,
          'request_id', ${actor.requestId ?? null}::text, 'action', ${action}::text, 'subject', ${`import:${id}`}::text, 'firm_id', s.firm_id, 'park_id', ${parkId}::text, 'outcome', 'done',
          'before', s.before, 'after', coalesce(s.after, '{}'::jsonb) || jsonb_build_object('import.file', ${fileName}::text)) order by s.firm_id) as list
        from sides s
      )
      select (select firm_id from changed order by firm_id desc limit 1) as firm_id, case when list is not null then audit_append(list) end as appended from entries`)
    if (!last?.firm_id) return
    after = last.firm_id
  }
}

const tablesOf = (action: 'import' | 'import-undone', alias: 'a' | 'b') =>
  action === 'import'
    ? sql`${sql.identifier(alias)}."table" not in ('assessments', 'undo')`
    : sql`${sql.identifier(alias)}."table" = 'undo'`
