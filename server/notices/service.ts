import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Notice, NoticePage, NoticeQuery, NoticeSettings, NoticeSettingsPut, NoticesRead } from '../../shared/api/notices.ts'
import type { NoticeKind, NoticeValues } from '../../shared/notices.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { startJob } from '../jobs/service.ts'
import { behindTimeCursor, writeTimeCursor } from '../time-cursor.ts'
import { mailKind } from './kinds.ts'
import { noticeSettings, notifications } from './table.ts'

/** Whom a notice is for: everybody of a park, of a firm, of the bureau, or one person. */
export type Recipient = { readonly park: string } | { readonly firm: string } | { readonly role: 'bureau' } | { readonly accountId: string }

export interface NewNotice {
  readonly to: Recipient
  readonly kind: NoticeKind
  readonly values: NoticeValues
  readonly link?: string | null
  readonly firmId?: string | null
}

/**
 * Tells people something, in the transaction of what it is about; mail follows by a job. Returns how many people were told:
 * none where the firm or the park has no account.
 */
export async function notify(tx: Tx, actor: Actor, notices: readonly NewNotice[]): Promise<number> {
  let told = 0
  for (const { to, kind, values, link = null, firmId = null } of notices) {
    const ids = await recipients(tx, to)
    if (ids.length === 0) continue
    const given = { kind, values, link, firmId, createdBy: actor.account, createdAt: now() }
    await tx.insert(notifications).values(ids.map((accountId) => ({ ...given, accountId })))
    told += ids.length
  }
  if (told > 0) await startJob(tx, actor, mailKind, {}, { key: mailKind })
  return told
}

/** The ids of the people behind a recipient, also of those whom the actor does not see: nothing but the id is told. */
export async function recipients(tx: Queries, to: Recipient): Promise<string[]> {
  if ('accountId' in to) return [to.accountId]
  const [role, park, firm] = 'park' in to ? ['park', to.park, null] : 'firm' in to ? ['company', null, to.firm] : ['bureau', null, null]
  const rows = await tx.execute<{ id: string }>(sql`select id from notice_recipients(${role}, ${park}, ${firm}::uuid) as id`)
  return rows.map(({ id }) => id)
}

/** The own notices, the latest first. */
export async function listNotices(tx: Queries, actor: Actor, { unread, cursor, limit }: NoticeQuery): Promise<NoticePage> {
  const rows = await tx
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.accountId, actor.accountId ?? ''),
        unread === 'true' ? isNull(notifications.readAt) : undefined,
        behindTimeCursor(cursor, notifications.createdAt, notifications.id),
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(answerOf),
    nextCursor: rows.length > limit && last ? writeTimeCursor(last.createdAt, last.id) : null,
    unread: await countUnread(tx, actor),
  }
}

const answerOf = ({ id, kind, values, link, createdAt, createdBy, readAt }: typeof notifications.$inferSelect): Notice => ({
  ...{ id, kind, values, link, createdBy },
  createdAt: createdAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
})

export async function countUnread(tx: Queries, { accountId }: Actor): Promise<number> {
  const [row] = await tx
    .select({ unread: count() })
    .from(notifications)
    .where(and(eq(notifications.accountId, accountId ?? ''), isNull(notifications.readAt)))
  return row?.unread ?? 0
}

/** Marks own notices as read; ids of others change nothing. Returns how many are still unread. */
export async function readNotices(tx: Tx, actor: Actor, { ids, all }: NoticesRead): Promise<number> {
  if (all || (ids && ids.length > 0)) {
    const mine = and(eq(notifications.accountId, actor.accountId ?? ''), isNull(notifications.readAt))
    const read = await tx
      .update(notifications)
      .set({ readAt: now() })
      .where(and(mine, all ? undefined : inArray(notifications.id, [...(ids ?? [])])))
      .returning({ id: notifications.id })
    if (read.length > 0) await audit(tx, actor, { action: 'notices-read', after: { count: read.length } })
  }
  return countUnread(tx, actor)
}

export async function getSettings(tx: Queries, { accountId }: Actor): Promise<NoticeSettings> {
  const [row] = await tx
    .select()
    .from(noticeSettings)
    .where(eq(noticeSettings.accountId, accountId ?? ''))
  return row
    ? { email: row.email, isDaily: row.isDaily, muted: row.muted, version: row.version }
    : { email: null, isDaily: true, muted: [], version: 0 }
}

export async function putSettings(
  tx: Tx,
  actor: Actor,
  given: NoticeSettingsPut,
  check: (version: number, current: () => NoticeSettings) => Promise<void>,
): Promise<NoticeSettings> {
  const before = await getSettings(tx, actor)
  await check(before.version, () => before)
  const values = { ...given, muted: [...new Set(given.muted)], version: before.version + 1, updatedAt: now() }
  await tx
    .insert(noticeSettings)
    .values({ accountId: actor.accountId ?? '', ...values })
    .onConflictDoUpdate({ target: noticeSettings.accountId, set: values })
  const told = ({ isDaily, muted, email }: Pick<NoticeSettings, 'isDaily' | 'muted' | 'email'>) => ({
    isDaily,
    muted,
    hasAddress: email !== null,
  })
  await audit(tx, actor, {
    action: 'notice-settings-changed',
    subject: `account:${actor.account}`,
    before: told(before),
    after: told(given),
  })
  return getSettings(tx, actor)
}
