import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, numeric, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { RegisterKind, RegisterLevel } from '../../shared/api/registers.ts'
import { moment } from '../db/columns.ts'
import { actingAs, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

/** Platforms, carriers, contracts and awards: kept by the bureau, beside what firms state of themselves. */
export const registerEntries = pgTable(
  'register_entries',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text().$type<RegisterKind>().notNull(),
    name: text().notNull(),
    category: text().notNull(),
    level: text().$type<RegisterLevel | null>(),
    firmId: uuid().references(() => firms.id, { onDelete: 'set null' }),
    hostUscc: text(),
    host: text(),
    validFrom: date({ mode: 'string' }),
    validTo: date({ mode: 'string' }),
    reviewOn: date({ mode: 'string' }),
    year: smallint(),
    amount: numeric({ precision: 15, scale: 2, mode: 'number' }),
    tenants: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    note: text(),
    /** More than one only for the opening balance of a plan, which names none of them. */
    count: integer().notNull().default(1),
    source: text().notNull(),
    isRemoved: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    updatedBy: text().notNull(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    index('register_entries_by_kind').on(t.kind, t.category),
    index('register_entries_by_firm').on(t.firmId),
    ...wall({
      read: actingAs('system', 'bureau', 'admin'),
      insert: actingAs('system', 'bureau'),
      update: actingAs('system', 'bureau'),
    }),
  ],
)
