import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { NoticeKind, NoticeValues } from '../../shared/notices.ts'
import { accounts } from '../accounts/table.ts'
import { moment } from '../db/columns.ts'
import { actingAccount, actingAs, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const accountId = () =>
  uuid()
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' })

/** What one person is told. The sentence is made of kind and values when it is read, in the reader's language. */
export const notifications = pgTable(
  'notifications',
  {
    id: uuid().primaryKey().defaultRandom(),
    accountId: accountId(),
    kind: text().$type<NoticeKind>().notNull(),
    values: jsonb().$type<NoticeValues>().notNull().default({}),
    /** The page to go to, as a path of this product. */
    link: text(),
    firmId: uuid().references(() => firms.id, { onDelete: 'cascade' }),
    createdAt: moment().notNull().defaultNow(),
    createdBy: text().notNull(),
    readAt: moment(),
    /** When it went out by mail, or was found not to be wanted there. */
    mailedAt: moment(),
  },
  (t) => {
    const own = sql`${t.accountId} = ${actingAccount}`
    const seen = sql`(${t.firmId} is null or exists (select 1 from firms seen where seen.id = ${t.firmId}))`
    return [
      index('notifications_by_account').on(t.accountId, t.createdAt),
      index('notifications_asked')
        .on(t.firmId, t.createdAt)
        .where(sql`${t.kind} = 'figures-missing'`),
      index('notifications_unmailed')
        .on(t.accountId)
        .where(sql`${t.mailedAt} is null`),
      ...wall({
        // Whoever asks a firm sees that it was asked.
        read: sql`${actingAs('system')} or ${own} or (${t.kind} = 'figures-missing' and ${actingAs('park', 'bureau')} and exists (select 1 from firms seen where seen.id = ${t.firmId}))`,
        insert: sql`${actingAs('system', 'bureau')} or (${actingAs('park', 'company')} and ${seen})`,
        update: sql`${actingAs('system')} or ${own}`,
        remove: actingAs('system'),
      }),
    ]
  },
)

/** How one person wants to be told by mail; without a row, or without an address, not at all. */
export const noticeSettings = pgTable(
  'notice_settings',
  {
    accountId: accountId().primaryKey(),
    email: text(),
    /** One mail a day with everything new instead of one mail a notice. */
    isDaily: boolean().notNull().default(true),
    /** Kinds that do not go out by mail. */
    muted: text()
      .array()
      .$type<NoticeKind[]>()
      .notNull()
      .default(sql`'{}'`),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => {
    const own = sql`${actingAs('system')} or ${t.accountId} = ${actingAccount}`
    return wall({ read: own, insert: own, update: own, remove: own })
  },
)
