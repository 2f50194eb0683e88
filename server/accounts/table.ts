import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '../../shared/accounts.ts'
import { moment } from '../db/columns.ts'
import { actingAccount, actingAs, actingFirm, systemWall, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'
import { parks } from '../parks/table.ts'

/** Who may sign in, as what, and for which park, firm or town. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().primaryKey().defaultRandom(),
    account: text().notNull(),
    displayName: text().notNull(),
    role: text().$type<Role>().notNull(),
    parkId: text().references(() => parks.id),
    firmId: uuid().references(() => firms.id, { onDelete: 'cascade' }),
    townCode: text(),
    /** Null until the person has set one by invitation, and after the person was removed. */
    passwordHash: text(),
    /** Hashes of former passwords, newest first. */
    formerHashes: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    passwordChangedAt: moment().notNull().defaultNow(),
    mustChange: boolean().notNull().default(false),
    disabledAt: moment(),
    /** The last day of a colleague or consultant who is let in for a time. */
    endsOn: date({ mode: 'string' }),
    /** When the person was removed: the row stays without the name, so that the audit trail can still be read. */
    removedAt: moment(),
    demo: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    createdBy: text().notNull().default('system'),
  },
  (t) => {
    const member = sql`(${actingAs('company')} and ${t.role} = 'company' and ${t.firmId} = ${actingFirm})`
    const ofPark = sql`(${actingAs('park')} and ${t.role} = 'company' and exists (select 1 from firms seen where seen.id = ${t.firmId}))`
    const ofBureau = sql`(${actingAs('bureau')} and ${t.role} in ('park', 'town', 'company'))`
    const managed = sql`${actingAs('system', 'admin')} or ${ofBureau} or ${ofPark} or ${member}`
    return [
      uniqueIndex('accounts_account').on(sql`lower(${t.account})`),
      check(
        'accounts_scope',
        sql`(${t.role} = 'park') = (${t.parkId} is not null) and (${t.role} = 'company') = (${t.firmId} is not null) and (${t.role} = 'town') = (${t.townCode} is not null)`,
      ),
      index('accounts_by_firm').on(t.firmId),
      ...wall({ read: sql`${managed} or ${t.id} = ${actingAccount}`, insert: managed, update: managed }),
    ]
  },
)

const accountId = () =>
  uuid()
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' })

/** Open sessions, by the SHA-256 of the token in the cookie: the token itself is stored nowhere. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text().primaryKey(),
    /** How its owner names it: nothing can be done with it but to end it. */
    id: uuid().notNull().defaultRandom(),
    accountId: accountId(),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    ip: text(),
    /** Browser and system, in a few words. */
    device: text(),
  },
  (t) => [index('sessions_by_account').on(t.accountId), index('sessions_by_expiry').on(t.expiresAt), ...systemWall()],
)

/** The one-time secret that makes the first administrator, as SHA-256. Gone once it was used. */
export const setupSecret = pgTable('setup_secret', { id: integer().primaryKey().default(1), secretHash: text().notNull() }, () =>
  systemWall(),
)

/**
 * Failed sign-ins by the SHA-256 of the name that was typed, whether there is such an account or not: a lock tells
 * nobody which names exist.
 */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    nameHash: text().primaryKey(),
    /** Attempts of the running series; the one that succeeds ends it. */
    attempts: integer().notNull(),
    /** When the latest was made. */
    since: moment().notNull(),
    lockedUntil: moment(),
  },
  () => systemWall(),
)

/** The time-based second factor of an account (RFC 6238). It holds once a code of it was given back. */
export const secondFactors = pgTable(
  'second_factors',
  {
    accountId: accountId().primaryKey(),
    /** The shared key, base32. */
    secret: text().notNull(),
    /** Null while it is being set up. */
    confirmedAt: moment(),
    /** The time step of the last code that was taken: a code works once. */
    lastStep: bigint({ mode: 'number' }).notNull().default(0),
    /** SHA-256 of the recovery codes that are left. */
    recoveryHashes: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  () => systemWall(),
)

/** One-time links by which a person sets a password, by the SHA-256 of the token: one open link an account. */
export const invitations = pgTable(
  'invitations',
  {
    accountId: accountId().primaryKey(),
    tokenHash: text().notNull().unique(),
    expiresAt: moment().notNull(),
    createdBy: text().notNull(),
  },
  () => systemWall(),
)
