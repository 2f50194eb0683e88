import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { Verdict } from '../../shared/report.ts'
import { moment } from '../db/columns.ts'
import { firmWall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

/** Results that turned out otherwise than before, whatever changed: written by a trigger on the assessments. */
export const verdictChanges = pgTable(
  'verdict_changes',
  {
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    id: uuid().notNull().defaultRandom(),
    certification: text().$type<Certification>().notNull(),
    before: text().$type<Verdict>().notNull(),
    after: text().$type<Verdict>().notNull(),
    changedAt: moment().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), index('verdict_changes_by_time').on(t.changedAt, t.firmId), ...firmWall(t.firmId)],
)
