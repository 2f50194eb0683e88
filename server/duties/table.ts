import { sql } from 'drizzle-orm'
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { accounts } from '../accounts/table.ts'
import { moment } from '../db/columns.ts'
import { actingAccount, actingAs, wall } from '../db/walls.ts'

/** The secret addresses under which calendars read one person's duties; only the SHA-256 of the secret is kept. */
export const calendarTokens = pgTable(
  'calendar_tokens',
  {
    accountId: uuid()
      .primaryKey()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    tokenHash: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
  },
  (t) => {
    const own = sql`${actingAs('system')} or ${t.accountId} = ${actingAccount}`
    return [unique('calendar_tokens_hash').on(t.tokenHash), ...wall({ read: own, insert: own, update: own, remove: own })]
  },
)
