import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from '../db/columns.ts'
import { actingAs, actingPark, actingTown, openWall, wall } from '../db/walls.ts'

const count = () => integer().notNull().default(0)

/**
 * Large registers, counted ahead: one row a park, town and certification; the row of the certification `` counts the firms
 * themselves. Kept by a job, so that the overview does not read every assessment each time.
 */
export const overviewCounts = pgTable(
  'overview_counts',
  {
    parkId: text(),
    townCode: text(),
    certification: text().notNull(),
    firms: count(),
    withFigures: count(),
    held: count(),
    ending: count(),
    atRisk: count(),
    qualified: count(),
    review: count(),
    undetermined: count(),
    shortByOne: count(),
    unqualified: count(),
  },
  (t) => [
    index('overview_counts_by_park').on(t.parkId),
    ...wall({
      read: sql`${actingAs('system', 'bureau', 'admin')} or (${actingAs('park')} and ${t.parkId} = ${actingPark}) or (${actingAs('town')} and ${t.townCode} = ${actingTown})`,
      insert: actingAs('system'),
      remove: actingAs('system'),
    }),
  ],
)

/** When the counts were made, of what, and what the plan's indicators counted then. One row. */
export const overviewState = pgTable(
  'overview_state',
  {
    id: integer().primaryKey().default(1),
    day: date({ mode: 'string' }).notNull(),
    countedAt: moment().notNull(),
    firms: integer().notNull(),
    /** Changes with the register. */
    mark: text().notNull(),
    /** By period, key and version of the indicator: the count by day. */
    indicators: jsonb().$type<Readonly<Record<string, Readonly<Record<string, number | null>>>>>().notNull().default({}),
  },
  () => openWall(),
)
