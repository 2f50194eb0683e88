import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { actingAccount, actingAs, openWall, wall } from './walls.ts'

/** The answers given to requests with an Idempotency-Key, so that the same request again has one effect. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    accountId: uuid().notNull(),
    key: text().notNull(),
    /** SHA-256 of method, URL and body. */
    requestHash: text().notNull(),
    status: integer(),
    body: jsonb().$type<unknown>(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => {
    const own = sql`${actingAs('system')} or ${t.accountId} = ${actingAccount}`
    return [primaryKey({ columns: [t.accountId, t.key] }), ...wall({ read: own, insert: own, update: own, remove: own })]
  },
)

/** What is set for the whole installation, e.g. `demoData`. */
export const settings = pgTable('settings', { key: text().primaryKey(), value: jsonb().$type<unknown>().notNull() }, () =>
  openWall('admin'),
)
