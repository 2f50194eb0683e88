import { sql } from 'drizzle-orm'
import { type AnyPgColumn, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { moment } from '../db/columns.ts'
import { actingAs, actingPark, actingTown, wall } from '../db/walls.ts'

/** Frozen cultivation lists (培育库名单): numbered, and never changed afterwards. */
export const cultivationLists = pgTable(
  'cultivation_lists',
  {
    id: uuid().primaryKey().defaultRandom(),
    number: text().notNull().unique(),
    title: text().notNull(),
    certification: text().$type<Certification>().notNull(),
    ruleset: text(),
    asOf: date({ mode: 'string' }).notNull(),
    /** The recipe as one sentence, as it was frozen. */
    sentence: text().notNull(),
    /** Of all rows. */
    factsFingerprint: text().notNull(),
    /** How the rows were chosen, as the builder sent it. */
    recipe: jsonb().$type<unknown>().notNull(),
    /** The thresholds that judged. */
    parameters: jsonb().$type<unknown>().notNull().default({}),
    counts: jsonb().$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    /** Null: the whole city. */
    scopePark: text(),
    frozenBy: text().notNull(),
    frozenAt: moment().notNull().defaultNow(),
    previousId: uuid().references((): AnyPgColumn => cultivationLists.id),
  },
  (t) => {
    const ownScope = sql`(${actingAs('park')} and ${t.scopePark} = ${actingPark})`
    return [
      index('cultivation_lists_by_time').on(t.frozenAt, t.id),
      ...wall({
        read: sql`${actingAs('system', 'bureau', 'admin', 'town')} or (${actingAs('park')} and ${t.scopePark} is null) or ${ownScope}`,
        insert: sql`${actingAs('system', 'bureau')} or ${ownScope}`,
      }),
    ]
  },
)

/** Who sees a frozen row: park and town are those of that day. */
function frozenWall(parkId: AnyPgColumn, townCode: AnyPgColumn) {
  const ownPark = sql`(${actingAs('park')} and ${parkId} = ${actingPark})`
  return wall({
    read: sql`${actingAs('system', 'bureau', 'admin')} or ${ownPark} or (${actingAs('town')} and ${townCode} = ${actingTown})`,
    insert: sql`${actingAs('system', 'bureau')} or ${ownPark}`,
  })
}

const frozenColumns = () => ({
  listId: uuid()
    .notNull()
    .references(() => cultivationLists.id),
  firmId: uuid().notNull(),
  parkId: text(),
  townCode: text(),
  row: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
})

/** The firms of a frozen list as they stood. */
export const cultivationListRows = pgTable('cultivation_list_rows', { ...frozenColumns(), position: integer().notNull() }, (t) => [
  primaryKey({ columns: [t.listId, t.position] }),
  unique('cultivation_list_rows_firm').on(t.listId, t.firmId),
  index('cultivation_list_rows_by_firm').on(t.firmId),
  ...frozenWall(t.parkId, t.townCode),
])

/** Firms once listed for the same certification that this list leaves out, as they stood: why they left. */
export const cultivationListOthers = pgTable('cultivation_list_others', frozenColumns(), (t) => [
  primaryKey({ columns: [t.listId, t.firmId] }),
  ...frozenWall(t.parkId, t.townCode),
])
