import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { openWall } from '../db/walls.ts'

/** The parks of the city. A firm without one stands outside them (园外). */
export const parks = pgTable(
  'parks',
  {
    id: text().primaryKey(),
    name: text().notNull().unique(),
    aliases: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    positioning: text(),
    sort: integer().notNull().default(0),
  },
  () => openWall('admin'),
)
