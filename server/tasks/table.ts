import { sql } from 'drizzle-orm'
import { type AnyPgColumn, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Attribution, Reminder, TaskState, UnitName } from '../../shared/api/tasks.ts'
import { moment } from '../db/columns.ts'
import { actingAs, actingPark, openWall, wall } from '../db/walls.ts'
import { parks } from '../parks/table.ts'

/** Units that tasks name, by the name of the document; what they are called since is told by `names`. */
export const units = pgTable(
  'units',
  {
    id: text().primaryKey(),
    /** Former and later names with the days on which they hold. */
    names: jsonb().$type<readonly UnitName[]>().notNull().default([]),
    /** The park that is this unit: its administrators write its part of the yearly report. */
    parkId: text().references(() => parks.id),
    version: integer().notNull().default(1),
  },
  () => openWall('bureau'),
)

/** Who does what by when: one lead unit, others in support. */
export const tasks = pgTable(
  'tasks',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** The number of the document, or of the bureau's own list. */
    code: text().notNull().unique(),
    parentId: uuid().references((): AnyPgColumn => tasks.id),
    source: text().notNull(),
    section: text().notNull().default(''),
    title: text().notNull(),
    text: text().notNull().default(''),
    leadUnit: text().references(() => units.id),
    supportingUnits: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** How sure the units are where the document had to be restored; null for what was entered here. */
    attribution: text().$type<Attribution | null>(),
    dueOn: date({ mode: 'string' }),
    target: text(),
    state: text().$type<TaskState>().notNull().default('todo'),
    version: integer().notNull().default(1),
    updatedBy: text().notNull(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    index('tasks_by_lead').on(t.leadUnit),
    index('tasks_by_parent').on(t.parentId),
    ...wall({
      read: actingAs('system', 'bureau', 'admin', 'park', 'town'),
      insert: actingAs('system', 'bureau'),
      update: actingAs('system', 'bureau'),
    }),
  ],
)

/** What was said of a task's progress, one after the other. */
export const taskNotes = pgTable(
  'task_notes',
  {
    taskId: uuid()
      .notNull()
      .references(() => tasks.id),
    at: moment().notNull(),
    by: text().notNull(),
    text: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.taskId, t.at, t.by] }),
    ...wall({ read: actingAs('system', 'bureau', 'admin', 'park', 'town'), insert: actingAs('system', 'bureau') }),
  ],
)

/** The yearly report: open until its day, then frozen. */
export const reportRounds = pgTable(
  'report_rounds',
  {
    year: integer().primaryKey(),
    dueOn: date({ mode: 'string' }).notNull(),
    openedBy: text().notNull(),
    openedAt: moment().notNull().defaultNow(),
    /** The units that lead a task on the day of opening: each owes a part. */
    owing: text().array().notNull(),
    reminders: jsonb().$type<readonly Reminder[]>().notNull().default([]),
    frozenBy: text(),
    frozenAt: moment(),
    version: integer().notNull().default(1),
  },
  () =>
    wall({
      read: actingAs('system', 'bureau', 'admin', 'park'),
      insert: actingAs('system', 'bureau'),
      update: actingAs('system', 'bureau'),
    }),
)

/** What a unit reports for a year. */
export const reportParts = pgTable(
  'report_parts',
  {
    year: integer()
      .notNull()
      .references(() => reportRounds.year),
    unitId: text()
      .notNull()
      .references(() => units.id),
    text: text().notNull().default(''),
    submittedAt: moment(),
    version: integer().notNull().default(1),
    updatedBy: text().notNull(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => {
    const ownPark = sql`(${actingAs('park')} and exists (select 1 from units own where own.id = ${t.unitId} and own.park_id = ${actingPark}))`
    const write = sql`${actingAs('system', 'bureau')} or ${ownPark}`
    return [
      primaryKey({ columns: [t.year, t.unitId] }),
      ...wall({ read: sql`${actingAs('system', 'bureau', 'admin')} or ${ownPark}`, insert: write, update: write }),
    ]
  },
)
