import { sql } from 'drizzle-orm'
import { bigint, bigserial, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { Import } from '../../shared/api/imports.ts'
import { moment } from '../db/columns.ts'
import { actingAs, actingPark, wall } from '../db/walls.ts'

/** One uploaded sheet on its way into the registry. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** The park that imports; null for the bureau. Decides who sees it. */
    parkId: text(),
    createdBy: uuid().notNull(),
    createdByName: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of the file, hex. */
    fileHash: text().notNull(),
    fileSize: bigint({ mode: 'number' }).notNull(),
    state: text().notNull(),
    options: jsonb().$type<unknown>().notNull().default({}),
    columns: jsonb().$type<unknown>(),
    sheets: jsonb().$type<unknown>(),
    counts: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    progress: jsonb().$type<Import['progress']>(),
    /** The first rows as written. */
    head: jsonb().$type<readonly (readonly string[])[]>().notNull().default([]),
    /** Key of the remembered mapping. */
    headerKey: text(),
    verdictChanges: jsonb().$type<Import['verdictChanges']>(),
    undoKeeps: integer(),
    /** Why it failed, in words. */
    failure: text(),
    jobId: uuid(),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    committedAt: moment(),
    undoneAt: moment(),
  },
  (t) => {
    const ownPark = sql`(${actingAs('park')} and ${t.parkId} = ${actingPark})`
    const write = sql`${actingAs('system', 'bureau')} or ${ownPark}`
    return [
      index('imports_by_time').on(t.createdAt, t.id),
      ...wall({ read: sql`${actingAs('system', 'bureau', 'admin')} or ${ownPark}`, insert: write, update: write, remove: write }),
    ]
  },
)

const importId = () =>
  uuid()
    .notNull()
    .references(() => imports.id, { onDelete: 'cascade' })

/** Who sees the import sees its parts. */
function importWall(column: ReturnType<typeof sql>) {
  const seen = sql`exists (select 1 from imports seen where seen.id = ${column})`
  const write = sql`${actingAs('system', 'bureau')} or (${actingAs('park')} and ${seen})`
  return wall({ read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`, insert: write, update: write, remove: write })
}

export const importRows = pgTable(
  'import_rows',
  {
    importId: importId(),
    /** As the spreadsheet numbers it. */
    row: integer().notNull(),
    /** As they stand in the file. */
    cells: jsonb().$type<readonly unknown[]>().notNull(),
    /** Normalised code, for duplicates and look-ups. */
    uscc: text(),
    name: text(),
    /** Of a long layout. */
    year: smallint(),
    /** Order of the preview: problems first. */
    rank: smallint().notNull().default(9),
    parsed: jsonb().$type<unknown>(),
    outcome: text(),
    issues: jsonb().$type<unknown>().notNull().default([]),
    warnings: jsonb().$type<unknown>().notNull().default([]),
    firmId: uuid(),
    suggestion: jsonb().$type<unknown>(),
    /** Versions of the stored rows it was compared with. */
    baseline: jsonb().$type<unknown>(),
    decision: jsonb().$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.row] }),
    index('import_rows_by_rank').on(t.importId, t.rank, t.row),
    index('import_rows_by_code').on(t.importId, t.uscc),
    index('import_rows_by_outcome').on(t.importId, t.outcome, t.row),
    index('import_rows_by_firm').on(t.importId, t.firmId),
    ...importWall(sql`${t.importId}`),
  ],
)

/** How a sheet with these headers was mapped the last time, per park (empty: the bureau). */
export const importMappings = pgTable(
  'import_mappings',
  {
    parkId: text().notNull().default(''),
    headerKey: text().notNull(),
    mapping: jsonb().$type<unknown>().notNull(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => {
    const own = sql`(${actingAs('park')} and ${t.parkId} = ${actingPark}) or (${actingAs('bureau')} and ${t.parkId} = '') or ${actingAs('system')}`
    return [primaryKey({ columns: [t.parkId, t.headerKey] }), ...wall({ read: own, insert: own, update: own, remove: own })]
  },
)

/** What an import changed, before and after, so that it can be undone. */
export const importChanges = pgTable(
  'import_changes',
  {
    importId: importId(),
    seq: bigserial({ mode: 'number' }).notNull(),
    firmId: uuid().notNull(),
    table: text().notNull(),
    key: text().notNull(),
    before: jsonb().$type<unknown>(),
    after: jsonb().$type<unknown>(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.seq] }), index('import_changes_by_firm').on(t.firmId), ...importWall(sql`${t.importId}`)],
)

/**
 * Where COPY lands, since COPY is refused under row-level policies. It has none, and `ladder_app` may not touch it:
 * rows come in and move on through the functions `stage` of the import only.
 */
export const importStage = pgTable(
  'import_stage',
  {
    importId: uuid().notNull(),
    row: integer().notNull(),
    cells: text().notNull(),
  },
  (t) => [index('import_stage_by_import').on(t.importId, t.row)],
)
