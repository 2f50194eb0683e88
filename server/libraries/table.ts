import { sql } from 'drizzle-orm'
import { date, index, integer, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { EntryState, EventKind, LibraryRule, Origin, SegmentRule } from '../../shared/api/libraries.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { moment } from '../db/columns.ts'
import { actingAs, firmWall, openWall, wall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const firmId = () =>
  uuid()
    .notNull()
    .references(() => firms.id, { onDelete: 'cascade' })

/** The cultivation libraries (培育库) of the city, and the rule by which each proposes firms. */
export const libraries = pgTable(
  'libraries',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** The title that the library leads to. */
    certification: text().$type<Certification>().notNull(),
    /** The document that founds it. */
    source: text(),
    rule: jsonb().$type<LibraryRule>().notNull(),
    sort: smallint().notNull().default(0),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull().default('system'),
  },
  () => openWall('bureau'),
)

/** A yearly selection: candidates by rule, parks recommend, the bureau confirms, the list is published. */
export const libraryRounds = pgTable(
  'library_rounds',
  {
    id: uuid().primaryKey().defaultRandom(),
    libraryId: text()
      .notNull()
      .references(() => libraries.id),
    year: smallint().notNull(),
    /** Null until it is published. */
    number: text(),
    /** Parks recommend until then. */
    recommendUntil: date({ mode: 'string' }),
    openedAt: moment().notNull().defaultNow(),
    openedBy: text().notNull(),
    publishedAt: moment(),
    publishedBy: text(),
    counts: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    version: integer().notNull().default(1),
  },
  (t) => [unique('library_rounds_year').on(t.libraryId, t.year), ...openWall('bureau')],
)

/** A firm's place in a library; how it came to it is told by the events. */
export const libraryEntries = pgTable(
  'library_entries',
  {
    firmId: firmId(),
    libraryId: text()
      .notNull()
      .references(() => libraries.id),
    state: text().$type<EntryState>().notNull(),
    origin: text().$type<Origin>().notNull(),
    /** The round in which it is, or was last, decided. */
    roundId: uuid().references(() => libraryRounds.id),
    /** The firm's name as it was entered. */
    name: text().notNull(),
    enteredOn: date({ mode: 'string' }),
    /** The day by which it is to be looked at again. */
    recheckOn: date({ mode: 'string' }),
    leftOn: date({ mode: 'string' }),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.libraryId] }),
    index('library_entries_by_state').on(t.libraryId, t.state, t.firmId),
    ...firmWall(t.firmId),
  ],
)

/** What happened to a firm in a library: when, why, by whom. Never edited. */
export const libraryEvents = pgTable(
  'library_events',
  {
    firmId: firmId(),
    id: uuid().notNull().defaultRandom(),
    libraryId: text().notNull(),
    roundId: uuid(),
    kind: text().$type<EventKind>().notNull(),
    on: date({ mode: 'string' }).notNull(),
    reason: text().notNull(),
    before: text(),
    after: text(),
    by: text().notNull(),
    at: moment().notNull(),
  },
  (t) => {
    const seen = sql`exists (select 1 from firms seen where seen.id = ${t.firmId})`
    return [
      primaryKey({ columns: [t.firmId, t.id] }),
      index('library_events_by_library').on(t.libraryId, t.at),
      ...wall({
        read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`,
        insert: sql`${actingAs('system', 'bureau')} or (${actingAs('park', 'company')} and ${seen})`,
      }),
    ]
  },
)

/** Firms that a rule gathers, and what is offered to them. */
export const segments = pgTable(
  'segments',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull().unique(),
    rule: jsonb().$type<SegmentRule>().notNull(),
    /** The support package, one line an offer. */
    offers: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    version: integer().notNull().default(1),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull(),
  },
  () => openWall('bureau'),
)

/** From when until when a firm was in a segment: it falls in and out by itself, and the history stays. */
export const segmentMembers = pgTable(
  'segment_members',
  {
    firmId: firmId(),
    segmentId: uuid()
      .notNull()
      .references(() => segments.id, { onDelete: 'cascade' }),
    since: date({ mode: 'string' }).notNull(),
    until: date({ mode: 'string' }),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.segmentId, t.since] }),
    index('segment_members_by_segment').on(t.segmentId, t.until),
    ...firmWall(t.firmId),
  ],
)
