import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../db/columns.ts'
import { actingAs, actingFirm, actingPark, wall } from '../db/walls.ts'

/**
 * Who did what, when, from where. Rows are chained by hash and come in through `audit_append` alone; the application's
 * role may only read them.
 */
export const auditTrail = pgTable(
  'audit',
  {
    /** Without gaps, from 1. */
    seq: bigint({ mode: 'number' }).primaryKey(),
    at: moment().notNull(),
    accountId: uuid(),
    account: text(),
    role: text(),
    ip: text(),
    requestId: text(),
    action: text().notNull(),
    subject: text(),
    firmId: uuid(),
    /** The park of the firm or of the actor: decides which park may read it. */
    parkId: text(),
    outcome: text().notNull(),
    before: jsonb().$type<unknown>(),
    after: jsonb().$type<unknown>(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    index('audit_by_firm').on(t.firmId, t.seq),
    index('audit_by_account').on(t.accountId, t.seq),
    index('audit_by_park').on(t.parkId, t.seq),
    ...wall({
      read: sql`${actingAs('system', 'bureau', 'admin')} or (${actingAs('park')} and ${t.parkId} = ${actingPark}) or (${actingAs('company')} and ${t.firmId} = ${actingFirm})`,
    }),
  ],
)

/** The end of the chain, kept apart so that a cut tail shows. One row. */
export const auditHead = pgTable(
  'audit_head',
  {
    id: integer().primaryKey().default(1),
    seq: bigint({ mode: 'number' }).notNull(),
    hash: text().notNull(),
    /** The last row that was taken out when its time was over; the chain that is kept begins behind it. */
    baseSeq: bigint({ mode: 'number' }).notNull().default(0),
    baseHash: text().notNull().default('0'.repeat(64)),
  },
  () => wall({ read: actingAs('system', 'bureau', 'admin') }),
)
