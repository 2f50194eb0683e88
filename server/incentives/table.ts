import { date, index, integer, jsonb, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { IncentiveChange, MatchOutcome } from '../../shared/api/incentives.ts'
import { moment } from '../db/columns.ts'
import { firmWall, openWall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const firmId = () =>
  uuid()
    .notNull()
    .references(() => firms.id, { onDelete: 'cascade' })

/** What the bureau has found out beyond the catalogue: state, amount, end, contact. */
export const incentiveChanges = pgTable(
  'incentive_changes',
  {
    incentive: text().primaryKey(),
    change: jsonb().$type<IncentiveChange>().notNull(),
    reason: text().notNull(),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  () => openWall('bureau'),
)

/** How each firm stands with each incentive: derived by a job, never edited. */
export const incentiveMatches = pgTable(
  'incentive_matches',
  {
    firmId: firmId(),
    incentive: text().notNull(),
    outcome: text().$type<MatchOutcome>().notNull(),
    /** Yuan; null where it cannot be told. */
    estimate: numeric({ precision: 15, scale: 2, mode: 'number' }),
    asOf: date({ mode: 'string' }).notNull(),
    factsFingerprint: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.incentive] }),
    index('incentive_matches_by_outcome').on(t.incentive, t.outcome, t.firmId),
    ...firmWall(t.firmId),
  ],
)

/** How far an incentive has come with a firm: told, read, applied, received. */
export const incentiveDeliveries = pgTable(
  'incentive_deliveries',
  {
    firmId: firmId(),
    incentive: text().notNull(),
    toldAt: moment(),
    toldBy: text(),
    readAt: moment(),
    appliedOn: date({ mode: 'string' }),
    receivedOn: date({ mode: 'string' }),
    /** Yuan. */
    received: numeric({ precision: 15, scale: 2, mode: 'number' }),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.incentive] }),
    index('incentive_deliveries_by_incentive').on(t.incentive),
    ...firmWall(t.firmId),
  ],
)
