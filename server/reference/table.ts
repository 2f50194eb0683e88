import { index, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { openWall } from '../db/walls.ts'

/** Towns and streets by their statistical code. */
export const places = pgTable(
  'places',
  {
    code: text().primaryKey(),
    name: text().notNull(),
    kind: text({ enum: ['town', 'street'] }).notNull(),
  },
  () => openWall('admin'),
)

/** GB/T 4754-2017: section letter, then two to four digits. */
export const industries = pgTable(
  'industries',
  {
    code: text().primaryKey(),
    name: text().notNull(),
    /** 1 section 门类, 2 division 大类, 3 group 中类, 4 class 小类. */
    level: smallint().notNull(),
    parent: text(),
  },
  (t) => [index().on(t.parent), ...openWall('admin')],
)
