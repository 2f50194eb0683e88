import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgPolicy, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { StepKind } from '../../shared/api/submissions.ts'
import type { Figure, YearFigures } from '../../shared/dictionary/figures.ts'
import { moment } from '../db/columns.ts'
import { actingAs, firmWall, ladderApp, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const firmId = () =>
  uuid()
    .notNull()
    .references(() => firms.id, { onDelete: 'cascade' })

/** How far the figures of a firm's year are on their way to its park. No row: never sent. */
export const submissions = pgTable(
  'submissions',
  {
    firmId: firmId(),
    year: smallint().notNull(),
    state: text().$type<StepKind>().notNull().default('submitted'),
    /** Of the last step. */
    at: moment().notNull().defaultNow(),
    by: text().notNull().default('system'),
    note: text(),
    /** How often it has been sent. */
    round: integer().notNull().default(1),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.year] }),
    index('submissions_by_state').on(t.state, t.at, t.firmId, t.year),
    ...firmWall(t.firmId),
    // A firm sends and takes back; it never confirms or returns its own figures.
    pgPolicy('firm_only_sends', {
      as: 'restrictive',
      for: 'all',
      to: ladderApp,
      using: sql`true`,
      withCheck: sql`not ${actingAs('company')} or ${t.state} in ('submitted', 'withdrawn')`,
    }),
  ],
)

/** Every step with the figures as they stood. Rows are only added. */
export const submissionSteps = pgTable(
  'submission_steps',
  {
    firmId: firmId(),
    year: smallint().notNull(),
    seq: integer().notNull(),
    step: text().$type<StepKind>().notNull(),
    at: moment().notNull(),
    by: text().notNull(),
    role: text().notNull(),
    note: text(),
    reasons: jsonb().$type<Partial<Record<Figure, string>>>().notNull().default({}),
    figures: jsonb().$type<YearFigures>().notNull(),
  },
  (t) => {
    const seen = sql`exists (select 1 from firms seen where seen.id = ${t.firmId})`
    return [
      primaryKey({ columns: [t.firmId, t.year, t.seq] }),
      ...wall({
        read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`,
        insert: sql`${actingAs('system')} or (${actingAs('bureau', 'park')} and ${seen} and ${t.step} in ('returned', 'confirmed')) or (${actingAs('company')} and ${seen} and ${t.step} in ('submitted', 'withdrawn'))`,
      }),
    ]
  },
)
