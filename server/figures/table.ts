import { integer, jsonb, numeric, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { type Figure, figures } from '../../shared/dictionary/figures.ts'
import { lists } from '../../shared/dictionary/lists.ts'
import { type Listing, listing, type Market, market } from '../../shared/dictionary/profile.ts'
import { columnsOf, moment } from '../db/columns.ts'
import type { Source, Sources } from '../db/provenance.ts'
import { firmWall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const firmId = () =>
  uuid()
    .notNull()
    .references(() => firms.id, { onDelete: 'cascade' })

/** One row a fiscal year of a firm, one column a figure. Null is unknown, never zero. */
export const firmYears = pgTable(
  'firm_years',
  {
    firmId: firmId(),
    year: smallint().notNull(),
    ...columnsOf(figures),
    provenance: jsonb().$type<Sources<Figure>>().notNull().default({}),
    verifiedBy: text(),
    verifiedAt: moment(),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull().default('system'),
  },
  (t) => [primaryKey({ columns: [t.firmId, t.year] }), ...firmWall(t.firmId)],
)

/** What every item of a list has besides its members. */
const itemColumns = () => ({
  firmId: firmId(),
  id: uuid().notNull().defaultRandom(),
  /** Order within the firm's list, from 0. */
  position: integer().notNull().default(0),
  provenance: jsonb().$type<Source | null>(),
  version: integer().notNull().default(1),
})

export const ipRights = pgTable('ip_rights', { ...itemColumns(), ...columnsOf(lists.ip.members, lists.ip.required) }, (t) => [
  primaryKey({ columns: [t.firmId, t.id] }),
  ...firmWall(t.firmId),
])

export const heldTitles = pgTable('titles', { ...itemColumns(), ...columnsOf(lists.titles.members, lists.titles.required) }, (t) => [
  primaryKey({ columns: [t.firmId, t.id] }),
  ...firmWall(t.firmId),
])

export const awards = pgTable('awards', { ...itemColumns(), ...columnsOf(lists.awards.members, lists.awards.required) }, (t) => [
  primaryKey({ columns: [t.firmId, t.id] }),
  ...firmWall(t.firmId),
])

export const institutions = pgTable(
  'institutions',
  { ...itemColumns(), ...columnsOf(lists.institutions.members, lists.institutions.required) },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), ...firmWall(t.firmId)],
)

export const standards = pgTable(
  'standards',
  { ...itemColumns(), ...columnsOf(lists.standards.members, lists.standards.required) },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), ...firmWall(t.firmId)],
)

export const incidents = pgTable(
  'incidents',
  { ...itemColumns(), ...columnsOf(lists.incidents.members, lists.incidents.required) },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), ...firmWall(t.firmId)],
)

export const creditListings = pgTable(
  'credit_listings',
  { ...itemColumns(), ...columnsOf(lists.creditListings.members, lists.creditListings.required) },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), ...firmWall(t.firmId)],
)

export const financings = pgTable(
  'financings',
  { ...itemColumns(), ...columnsOf(lists.financing.members, lists.financing.required) },
  (t) => [primaryKey({ columns: [t.firmId, t.id] }), ...firmWall(t.firmId)],
)

/** The table of each list of FirmFacts. */
export const listTables = {
  ip: ipRights,
  titles: heldTitles,
  awards,
  institutions,
  standards,
  incidents,
  creditListings,
  financing: financings,
} as const

/** 科技成果转化, items a year. */
export const conversions = pgTable(
  'conversions',
  {
    firmId: firmId(),
    year: smallint().notNull(),
    items: numeric({ precision: 15, scale: 6, mode: 'number' }),
    provenance: jsonb().$type<Source | null>(),
  },
  (t) => [primaryKey({ columns: [t.firmId, t.year] }), ...firmWall(t.firmId)],
)

export const marketPositions = pgTable(
  'market_positions',
  {
    firmId: firmId().primaryKey(),
    ...columnsOf(market),
    provenance: jsonb().$type<Sources<keyof Market & string>>().notNull().default({}),
    version: integer().notNull().default(1),
  },
  (t) => firmWall(t.firmId),
)

export const listings = pgTable(
  'listings',
  {
    firmId: firmId().primaryKey(),
    ...columnsOf(listing),
    provenance: jsonb().$type<Sources<keyof Listing & string>>().notNull().default({}),
    version: integer().notNull().default(1),
  },
  (t) => firmWall(t.firmId),
)

/** A person's answers to criteria that an expert judges, by criterion id. */
export const answers = pgTable(
  'answers',
  {
    firmId: firmId(),
    criterion: text().notNull(),
    value: jsonb().$type<number | boolean | null>(),
    provenance: jsonb().$type<Source | null>(),
  },
  (t) => [primaryKey({ columns: [t.firmId, t.criterion] }), ...firmWall(t.firmId)],
)
