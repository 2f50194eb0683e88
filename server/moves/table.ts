import { sql } from 'drizzle-orm'
import { index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { MoveState } from '../../shared/api/moves.ts'
import { moment } from '../db/columns.ts'
import { actingAs, actingPark, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'
import { parks } from '../parks/table.ts'

/**
 * Requests to move a firm from one park to another. The other park sees who is to come, and nothing more, until it has
 * confirmed.
 */
export const firmMoves = pgTable(
  'firm_moves',
  {
    id: uuid().primaryKey().defaultRandom(),
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    /** As they stood when it was asked for: the other park does not see the firm itself. */
    firmName: text().notNull(),
    firmUscc: text().notNull(),
    /** Null: outside the parks. */
    fromPark: text().references(() => parks.id),
    toPark: text().references(() => parks.id),
    reason: text().notNull(),
    state: text().$type<MoveState>().notNull().default('requested'),
    requestedBy: text().notNull(),
    requestedAt: moment().notNull().defaultNow(),
    decidedBy: text(),
    decidedAt: moment(),
    note: text(),
    version: integer().notNull().default(1),
  },
  (t) => {
    const from = sql`(${actingAs('park')} and ${t.fromPark} = ${actingPark})`
    const to = sql`(${actingAs('park')} and ${t.toPark} = ${actingPark})`
    return [
      uniqueIndex('firm_moves_open')
        .on(t.firmId)
        .where(sql`${t.state} = 'requested'`),
      index('firm_moves_by_time').on(t.requestedAt),
      ...wall({
        read: sql`${actingAs('system', 'bureau')} or ${from} or ${to}`,
        insert: sql`${actingAs('system', 'bureau')} or (${from} and exists (select 1 from firms seen where seen.id = ${t.firmId}))`,
        update: sql`${actingAs('system', 'bureau')} or ${from} or ${to}`,
      }),
    ]
  },
)
