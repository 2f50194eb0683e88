import { sql } from 'drizzle-orm'
import { bigint, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { PaperType } from '../../shared/api/evidence.ts'
import { moment } from '../db/columns.ts'
import { actingAs, actingFirm, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

/** Files that prove something of a firm. Its park and the bureau read them, the firm alone adds and removes. */
export const evidence = pgTable(
  'evidence',
  {
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    id: uuid().notNull().defaultRandom(),
    /** As the rules name it. */
    paper: text().notNull(),
    year: smallint(),
    fileName: text().notNull(),
    type: text().$type<PaperType>().notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    /** SHA-256 of the file, hex. */
    hash: text().notNull(),
    /** What the file is called where it lies: random, so that no name of a person gets there. */
    file: uuid().notNull().unique(),
    by: text().notNull(),
    at: moment().notNull().defaultNow(),
    /** Taken away; the file goes some days later. */
    removedAt: moment(),
    version: integer().notNull().default(1),
  },
  (t) => {
    const seen = sql`exists (select 1 from firms seen where seen.id = ${t.firmId})`
    const own = sql`${actingAs('system')} or (${actingAs('company')} and ${t.firmId} = ${actingFirm})`
    return [
      primaryKey({ columns: [t.firmId, t.id] }),
      ...wall({
        read: sql`${actingAs('system', 'bureau')} or (${actingAs('park', 'company')} and ${seen})`,
        insert: own,
        update: own,
        remove: actingAs('system'),
      }),
    ]
  },
)
