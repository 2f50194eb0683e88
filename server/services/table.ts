import { sql } from 'drizzle-orm'
import { type AnyPgColumn, date, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { CaseState, ServiceKind, ServiceTheme } from '../../shared/api/services.ts'
import { moment } from '../db/columns.ts'
import { actingAs, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const firmId = () =>
  uuid()
    .notNull()
    .references(() => firms.id, { onDelete: 'cascade' })

/** Whoever sees the firm sees what was done for it; the offices write it. */
function serviceWall(firmId: AnyPgColumn) {
  const seen = sql`exists (select 1 from firms seen where seen.id = ${firmId})`
  const write = sql`${actingAs('system', 'bureau')} or (${actingAs('park')} and ${seen})`
  return wall({ read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`, insert: write, update: write, remove: write })
}

const kept = () => ({
  version: integer().notNull().default(1),
  createdAt: moment().notNull().defaultNow(),
  createdBy: text().notNull(),
  updatedAt: moment().notNull().defaultNow(),
  updatedBy: text().notNull(),
})

/** Coaching of a firm towards a certification. */
export const coachingCases = pgTable(
  'coaching_cases',
  {
    firmId: firmId(),
    id: uuid().notNull().defaultRandom(),
    certification: text().$type<Certification>(),
    goal: text().notNull(),
    coach: text().notNull(),
    state: text().$type<CaseState>().notNull().default('open'),
    outcome: text(),
    openedOn: date({ mode: 'string' }).notNull(),
    closedOn: date({ mode: 'string' }),
    ...kept(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    index('coaching_cases_open')
      .on(t.firmId)
      .where(sql`${t.state} = 'open'`),
    ...serviceWall(t.firmId),
  ],
)

/** What is to be done in a case, by when. */
export const coachingTodos = pgTable(
  'coaching_todos',
  {
    firmId: firmId(),
    id: uuid().notNull().defaultRandom(),
    caseId: uuid().notNull(),
    what: text().notNull(),
    dueOn: date({ mode: 'string' }),
    doneOn: date({ mode: 'string' }),
    ...kept(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    foreignKey({ columns: [t.firmId, t.caseId], foreignColumns: [coachingCases.firmId, coachingCases.id] }).onDelete('cascade'),
    index('coaching_todos_due')
      .on(t.dueOn)
      .where(sql`${t.doneOn} is null`),
    ...serviceWall(t.firmId),
  ],
)

/** What was done for a firm: visits, training, advice. */
export const serviceRecords = pgTable(
  'service_records',
  {
    firmId: firmId(),
    id: uuid().notNull().defaultRandom(),
    kind: text().$type<ServiceKind>().notNull(),
    theme: text().$type<ServiceTheme>(),
    happenedOn: date({ mode: 'string' }).notNull(),
    /** Who did it. */
    officer: text().notNull(),
    summary: text().notNull(),
    outcome: text(),
    caseId: uuid(),
    /** The training that it comes from. */
    trainingId: uuid(),
    ...kept(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.id] }),
    foreignKey({ columns: [t.firmId, t.caseId], foreignColumns: [coachingCases.firmId, coachingCases.id] }).onDelete('cascade'),
    index('service_records_by_day').on(t.happenedOn, t.firmId),
    ...serviceWall(t.firmId),
  ],
)
