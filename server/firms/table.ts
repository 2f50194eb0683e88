import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { DataWarning } from '../../shared/api/firms.ts'
import { profile } from '../../shared/dictionary/profile.ts'
import { columnsOf, moment } from '../db/columns.ts'
import type { Sources } from '../db/provenance.ts'
import { actingAs, actingFirm, actingPark, firmWall, seesPlace, wall } from '../db/walls.ts'
import { parks } from '../parks/table.ts'

const { uscc: _uscc, name: _name, ...described } = profile

/** What firms are: identity, place, contacts, and the indicators of `profile`. */
export const firms = pgTable(
  'firms',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** 统一社会信用代码: 18 characters, upper case, check character verified before it comes here. */
    uscc: text().notNull().unique(),
    name: text().notNull(),
    /** Pairs of characters of the name, for the search. */
    nameGrams: text()
      .array()
      .generatedAlwaysAs(sql`bigrams(name)`),
    /** Why the name differs from what is known elsewhere. */
    nameNote: text(),
    /** Null: outside the parks (园外). */
    parkId: text().references(() => parks.id),
    townCode: text(),
    ...columnsOf(described),
    address: text(),
    businessScope: text(),
    /** As the register writes it, e.g. `5,100(万元人民币)`. */
    registeredCapitalText: text(),
    contactName: text(),
    contactPhone: text(),
    contactEmail: text(),
    serviceOfficer: text(),
    tags: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Names of the lists and maps of FirmFacts that are stated, so that an empty one differs from an unknown one. */
    stated: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** The version of each list, map or sheet of answers that is edited as a whole: `{ "ip": 3 }`. */
    versions: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    provenance: jsonb().$type<Sources>().notNull().default({}),
    /** Doubts about the data, computed on write. */
    warnings: jsonb().$type<readonly DataWarning[]>().notNull().default([]),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    createdBy: text().notNull().default('system'),
    updatedAt: moment().notNull().defaultNow(),
    updatedBy: text().notNull().default('system'),
    /** Fictitious sample data (演示数据). */
    demo: boolean().notNull().default(false),
  },
  (t) => {
    const ownPark = sql`(${actingAs('park')} and ${t.parkId} = ${actingPark})`
    const ownFirm = sql`(${actingAs('company')} and ${t.id} = ${actingFirm})`
    const write = sql`${actingAs('system', 'bureau')} or ${ownPark}`
    return [
      check('firms_uscc_length', sql`char_length(${t.uscc}) = 18`),
      index('firms_name_bigrams').using('gin', t.nameGrams),
      index('firms_by_name').using('btree', sql`${t.name} collate "zh-x-icu"`, t.id),
      index('firms_by_park_and_name').using('btree', t.parkId, sql`${t.name} collate "zh-x-icu"`, t.id),
      // For counting: all that the policies look at.
      index('firms_by_place').on(t.parkId, t.townCode, t.id),
      index('firms_by_town').on(t.townCode, t.id),
      index('firms_by_industry').on(t.industry, t.id),
      index('firms_by_update').on(t.updatedAt, t.id),
      index('firms_by_park_and_update').on(t.parkId, t.updatedAt, t.id),
      index('firms_by_foundation').on(t.registeredOn, t.id),
      index('firms_warned')
        .on(t.id)
        .where(sql`${t.warnings} <> '[]'`),
      ...wall({
        read: seesPlace({ firmId: t.id, parkId: t.parkId, townCode: t.townCode }),
        insert: write,
        update: sql`${write} or ${ownFirm}`,
        remove: write,
      }),
    ]
  },
)

/** Former names: renames are events, the code stays. */
export const firmNames = pgTable(
  'firm_names',
  {
    firmId: uuid()
      .notNull()
      .references(() => firms.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    nameGrams: text()
      .array()
      .generatedAlwaysAs(sql`bigrams(name)`),
    /** The last day of that name, where known. */
    until: date({ mode: 'string' }),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.name] }),
    index('firm_names_bigrams').using('gin', t.nameGrams),
    index('firm_names_by_name').on(t.name),
    ...firmWall(t.firmId),
  ],
)
