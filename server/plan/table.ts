import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, numeric, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { CountingRule } from '../../shared/plan/counting.ts'
import { moment } from '../db/columns.ts'
import { actingAs, firmWall, openWall, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

/** A plan's years, e.g. 十四五: from the base year, exclusive, to the target year. */
export const planPeriods = pgTable(
  'plan_periods',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    baseYear: smallint().notNull(),
    targetYear: smallint().notNull(),
    /** The document that sets it. */
    source: text(),
    createdAt: moment().notNull().defaultNow(),
    createdBy: text().notNull().default('system'),
  },
  () => openWall('bureau'),
)

/** The indicators of the plan's periods, with base, target, yearly path and how they are counted. */
export const planIndicators = pgTable(
  'plan_indicators',
  {
    /** Running number over all periods. */
    no: integer().primaryKey(),
    periodId: text().notNull().default('2021-2025'),
    /** Names the indicator in every period. */
    key: text().notNull(),
    /** Its number in the plan. */
    position: smallint().notNull().default(0),
    name: text().notNull(),
    unit: text().notNull(),
    /** Of this indicator where they differ from the period's. */
    baseYear: integer(),
    base: numeric({ mode: 'number' }),
    targetYear: integer(),
    target: numeric({ mode: 'number' }),
    /** The way by year where one was set; else it is taken for straight. */
    path: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    counting: jsonb().$type<CountingRule>().notNull().default({ by: 'entered' }),
    /** Which office publishes what is entered. */
    source: text(),
    note: text(),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull().default('system'),
  },
  (t) => [unique('plan_indicators_key').on(t.periodId, t.key), ...openWall('bureau')],
)

const indicator = () =>
  integer()
    .notNull()
    .references(() => planIndicators.no)

/** Values that people entered, each with where it is from. */
export const indicatorValues = pgTable(
  'indicator_values',
  {
    indicator: indicator(),
    year: smallint().notNull(),
    value: numeric({ mode: 'number' }).notNull(),
    /** Who publishes it, and the document or file that shows it. */
    source: text().notNull(),
    evidence: text(),
    version: integer().notNull().default(1),
    enteredAt: moment().notNull().defaultNow(),
    enteredBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.indicator, t.year] }), ...openWall('bureau')],
)

/** What base, target, path and counting rule were before, who changed them and why. Never edited. */
export const indicatorVersions = pgTable(
  'indicator_versions',
  {
    indicator: indicator(),
    version: integer().notNull(),
    /** As it stood from this version on. */
    stands: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    reason: text().notNull(),
    changedAt: moment().notNull().defaultNow(),
    changedBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.indicator, t.version] }), ...wall({ read: sql`true`, insert: actingAs('system', 'bureau') })],
)

/** The yearly target of an indicator, split by park (`park:rongqiao`, `park:none`) and by town (`town:350181103`). */
export const planTargets = pgTable(
  'plan_targets',
  {
    indicator: indicator(),
    year: smallint().notNull(),
    place: text().notNull(),
    value: numeric({ mode: 'number' }).notNull(),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.indicator, t.year, t.place] }), ...openWall('bureau')],
)

/** Applications for a title, one a firm and year: handed in, then passed or not. */
export const titleApplications = pgTable(
  'title_applications',
  {
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    certification: text().$type<Certification>().notNull(),
    year: smallint().notNull(),
    appliedOn: date({ mode: 'string' }).notNull(),
    outcome: text({ enum: ['passed', 'failed'] }),
    decidedOn: date({ mode: 'string' }),
    note: text(),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.certification, t.year] }),
    index('title_applications_by_year').on(t.certification, t.year),
    ...firmWall(t.firmId),
  ],
)
