import { date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Board, ListingExit, ListingStage } from '../../shared/listing/stages.ts'
import { moment } from '../db/columns.ts'
import { firmWall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

/** The steps of a firm towards its listing, one row a step that was entered (上市进程). */
export const listingSteps = pgTable(
  'listing_steps',
  {
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    id: uuid().notNull().defaultRandom(),
    stage: text().$type<ListingStage>().notNull(),
    enteredOn: date({ mode: 'string' }).notNull(),
    board: text().$type<Board>(),
    /** Set where the way ended here: 中止, 撤回, 终止, 不予注册. */
    exit: text().$type<ListingExit>(),
    /** The paper that shows it: its number or title. */
    document: text(),
    authority: text(),
    note: text(),
    /** Until when the paper is good: the tutoring letter, the registration. */
    validTo: date({ mode: 'string' }),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), index('listing_steps_by_stage').on(t.stage), ...firmWall(t.firmId)],
)
