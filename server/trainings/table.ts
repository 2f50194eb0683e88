import { sql } from 'drizzle-orm'
import { date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Attendance, TrainingLevel } from '../../shared/api/trainings.ts'
import { moment } from '../db/columns.ts'
import { actingAs, actingPark, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

/** Training sessions; those of the whole city belong to no park. */
export const trainings = pgTable(
  'trainings',
  {
    id: uuid().primaryKey().defaultRandom(),
    parkId: text(),
    title: text().notNull(),
    level: text().$type<TrainingLevel>().notNull(),
    heldOn: date({ mode: 'string' }).notNull(),
    /** As people write it: 14:30. */
    startsAt: text().notNull(),
    place: text().notNull(),
    /** Null: no bound. */
    capacity: integer(),
    description: text(),
    signUpBy: date({ mode: 'string' }),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    createdBy: text().notNull(),
  },
  (t) => {
    const own = sql`(${actingAs('park')} and ${t.parkId} = ${actingPark})`
    const invited = sql`(${actingAs('park', 'company')} and exists (select 1 from training_firms mine where mine.training_id = ${t.id}))`
    const write = sql`${actingAs('system', 'bureau')} or ${own}`
    return [
      index('trainings_by_day').on(t.heldOn, t.id),
      ...wall({ read: sql`${write} or ${invited}`, insert: write, update: write, remove: write }),
    ]
  },
)

/** Firms that are invited, and what became of it. */
export const trainingFirms = pgTable(
  'training_firms',
  {
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    trainingId: uuid()
      .notNull()
      .references(() => trainings.id, { onDelete: 'cascade' }),
    state: text().$type<Attendance>().notNull().default('invited'),
    people: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (t) => {
    const seen = sql`exists (select 1 from firms seen where seen.id = ${t.firmId})`
    const office = sql`${actingAs('system', 'bureau')} or (${actingAs('park')} and ${seen})`
    return [
      primaryKey({ columns: [t.firmId, t.trainingId] }),
      index('training_firms_by_training').on(t.trainingId, t.state),
      ...wall({
        read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`,
        insert: office,
        update: sql`${office} or (${actingAs('company')} and ${seen})`,
        remove: office,
      }),
    ]
  },
)
