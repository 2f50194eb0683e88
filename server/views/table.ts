import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../accounts/table.ts'
import { moment } from '../db/columns.ts'
import { actingAccount, actingAs, actingPark, wall } from '../db/walls.ts'

/** Views of the registry that people keep: what is narrowed to, which columns, in which order. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: uuid()
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    ownerName: text().notNull(),
    role: text().notNull(),
    parkId: text(),
    name: text().notNull(),
    /** The filters as the registry's address has them. */
    filters: jsonb().$type<Readonly<Record<string, string>>>().notNull().default({}),
    columns: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    sort: text().notNull().default('name'),
    order: text().notNull().default('asc'),
    isShared: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => {
    const own = sql`${t.ownerId} = ${actingAccount}`
    const ofOffice = sql`(${t.isShared} and ((${actingAs('park')} and ${t.parkId} = ${actingPark}) or (${actingAs('bureau')} and ${t.role} = 'bureau')))`
    return [
      index('saved_views_by_owner').on(t.ownerId),
      index('saved_views_by_park').on(t.parkId),
      ...wall({ read: sql`${actingAs('system')} or ${own} or ${ofOffice}`, insert: own, update: own, remove: own }),
    ]
  },
)
