import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { ImportCounts, RowOutcome } from '../../shared/api/imports.ts'
import type { Figure } from '../../shared/dictionary/figures.ts'
import { today } from '../clock.ts'
import type { Db, Queries, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import type { JobContext } from '../jobs/service.ts'
import { industries, places } from '../reference/table.ts'
import { checkRow, readyMapping, type ReadyMapping, withEdits } from './check.ts'
import { type ComparedRow, type Comparison, compareRow, type DecidedRow, type Decision, survey } from './compare.ts'
import { type FileIndex, fileIndex, type IndexEntry, staffFigures } from './file-index.ts'
import type { RawCell } from './raw.ts'
import { changeImport, getImportRecord, type ImportRecord, progressWriter } from './record.ts'
import { importRows } from './table.ts'

/** Rows that are read, compared and written together. */
const batchSize = 400

/** Rows read before other requests get their turn. */
const stride = 25

interface StagedRow {
  readonly row: number
  readonly cells: readonly unknown[]
  readonly decision: unknown
}

/** Checks every row below the header by the settled mapping and compares it with the registry. */
export async function checkImport({ db, actor, payload, signal }: JobContext<{ readonly importId: string }>): Promise<void> {
  const { importId } = payload
  const record = await within(db, systemActor, (tx) => getImportRecord(tx, importId))
  const progress = progressWriter(db, importId)
  const mapping = await within(db, systemActor, (tx) => mappingFor(tx, record))
  const total = await within(db, systemActor, async (tx) => {
    await forget(tx, record)
    return countRows(tx, record)
  })
  const index = await indexOf(db, record, mapping, (done) => progress.report('查找重复', done, total))
  const comparison: Comparison = { parkId: record.parkId, mapping, index, asOf: today() }
  let done = 0
  for await (const batch of batches(db, record)) {
    signal.throwIfAborted()
    await within(db, actor, (tx) => checkBatch(db, tx, importId, batch, comparison), { timeout: 0 })
    done += batch.length
    progress.report('检查数据', done, total)
  }
  await progress.settled()
  await within(db, systemActor, async (tx) => {
    await changeImport(tx, importId, { state: 'preview', progress: null, counts: { ...(await countsOf(tx, importId)) } })
  })
}

/** Reads, compares and stores the result of these rows. */
export async function checkBatch(
  db: Db,
  tx: Tx,
  importId: string,
  batch: readonly StagedRow[],
  comparison: Comparison,
): Promise<ComparedRow[]> {
  const decided: DecidedRow[] = []
  for (const [at, staged] of batch.entries()) {
    decided.push(decide(staged, comparison.mapping))
    if (at % stride === stride - 1) await breathe()
  }
  const surveyed = await survey(db, tx, decided, comparison)
  const compared: ComparedRow[] = []
  for (const [at, row] of decided.entries()) {
    compared.push(compareRow(row, comparison, surveyed))
    if (at % stride === stride - 1) await breathe()
  }
  await storeCompared(tx, importId, compared)
  return compared
}

function decide({ row, cells, decision }: StagedRow, mapping: ReadyMapping): DecidedRow {
  const decided = (decision ?? {}) as Decision
  return { checked: checkRow(withEdits({ row, cells: cells as readonly RawCell[] }, decided.cells), mapping), decision: decided }
}

const ranks: Readonly<Record<RowOutcome, number>> = {
  refused: 0,
  confirm: 1,
  'needs-code': 2,
  changed: 3,
  new: 4,
  unchanged: 5,
  skipped: 6,
}

/** What is kept of a row's check: enough to show it, and to write it without reading its cells again. */
export interface ParsedRow {
  readonly values: Readonly<Record<string, unknown>>
  readonly columns: Readonly<Record<string, string>>
  readonly before: Readonly<Record<string, unknown>>
  readonly blanks: number
  readonly aside?: 'total' | 'note'
}

const parsedOf = ({ checked, values, before }: ComparedRow): ParsedRow => ({
  values,
  columns: checked.columns,
  before,
  blanks: checked.blanks,
  ...(checked.aside && { aside: checked.aside }),
})

export async function storeCompared(tx: Tx, importId: string, rows: readonly ComparedRow[]): Promise<void> {
  const written = rows.map((one) => ({
    row: one.checked.row,
    uscc: one.uscc,
    name: one.checked.name,
    year: one.checked.year,
    rank: ranks[one.outcome],
    parsed: parsedOf(one),
    outcome: one.outcome,
    issues: one.issues,
    warnings: one.warnings,
    firm_id: one.firmId,
    suggestion: one.suggestion,
  }))
  await tx.execute(sql`
    update import_rows r set uscc = x.uscc, name = x.name, year = x.year, rank = x.rank, parsed = x.parsed, outcome = x.outcome,
      issues = x.issues, warnings = x.warnings, firm_id = x.firm_id, suggestion = nullif(x.suggestion, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      as x(row int, uscc text, name text, year smallint, rank smallint, parsed jsonb, outcome text, issues jsonb, warnings jsonb, firm_id uuid, suggestion jsonb)
    where r.import_id = ${importId}::uuid and r.row = x.row`)
}

/** The mapping as it was settled, with the code tables that cells are read by. */
export async function mappingFor(tx: Queries, record: ImportRecord): Promise<ReadyMapping> {
  const towns = await tx.select({ code: places.code, name: places.name }).from(places)
  const classes = await tx.select({ code: industries.code, name: industries.name, level: industries.level }).from(industries)
  const byName = new Map<string, string | null>()
  // A name that stands on several levels or in several branches tells no code.
  for (const { code, name } of classes) if (code.length > 1) byName.set(name, byName.has(name) ? null : code)
  const options = record.options ?? { defaultYear: null, blanks: 'keep' as const, sheet: 0, headerRow: 1 }
  return readyMapping(record.columns, options, {
    date1904: record.sheets[options.sheet]?.date1904 ?? false,
    towns: new Map(
      towns.flatMap(
        ({ code, name }) =>
          [
            [code, code],
            [name, code],
          ] as const,
      ),
    ),
    industries: new Map([...byName].flatMap(([name, code]) => (code === null ? [] : [[name, code] as const]))),
  })
}

const headerRowOf = ({ options }: ImportRecord): number => options?.headerRow ?? 0

/** What an earlier check said of the rows, when the header row was another one. */
const forget = (tx: Tx, record: ImportRecord) =>
  tx.execute(
    sql`update import_rows set outcome = null, rank = 9, uscc = null, parsed = null where import_id = ${record.id}::uuid and row <= ${headerRowOf(record)} and outcome is not null`,
  )

async function countRows(tx: Tx, record: ImportRecord): Promise<number> {
  const [count] = await tx
    .select({ rows: sql<number>`count(*)::int` })
    .from(importRows)
    .where(below(record))
  return count?.rows ?? 0
}

const below = (record: ImportRecord, after = headerRowOf(record)) => and(eq(importRows.importId, record.id), gt(importRows.row, after))

/** The rows below the header, so many at a time. */
async function* batches(db: Db, record: ImportRecord): AsyncGenerator<StagedRow[]> {
  for (let after = headerRowOf(record); ;) {
    const rows = await within(
      db,
      systemActor,
      (tx) =>
        tx
          .select({ row: importRows.row, cells: importRows.cells, decision: importRows.decision })
          .from(importRows)
          .where(below(record, after))
          .orderBy(asc(importRows.row))
          .limit(batchSize),
      { readOnly: true },
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.row
  }
}

/** Goes over the codes and years of all rows once, reading no other cells. */
async function indexOf(db: Db, record: ImportRecord, mapping: ReadyMapping, progress: (done: number) => void): Promise<FileIndex> {
  const isStaff = (path: string) => staffFigures.some((figure) => path === `years.${figure}`)
  const columns = mapping.columns.filter(
    ({ target }) => target.kind === 'uscc' || target.kind === 'year' || (mapping.hasYearColumn && isStaff(target.path)),
  )
  const narrow: ReadyMapping = { ...mapping, columns }
  const entries: IndexEntry[] = []
  let done = 0
  for await (const batch of batches(db, record)) {
    for (const staged of batch) {
      const entry = entryOf(decide(staged, narrow))
      if (entry) entries.push(entry)
    }
    done += batch.length
    progress(done)
    await breathe()
  }
  return fileIndex(entries)
}

export function entryOf({ checked, decision }: DecidedRow): IndexEntry | undefined {
  const uscc = checked.uscc ?? decision.uscc ?? null
  if (uscc === null || decision.skip || checked.aside) return undefined
  const staff: Partial<Record<Figure, number>> = {}
  if (checked.year !== null) {
    for (const figure of staffFigures) {
      const persons = checked.values[`years.${checked.year}.${figure}`]
      if (typeof persons === 'number') staff[figure] = persons
    }
  }
  return { row: checked.row, uscc, year: checked.year, staff }
}

/** How many rows came to what; they add up to the rows below the header. */
export async function countsOf(tx: Queries, importId: string): Promise<ImportCounts> {
  const rows = await tx
    .select({
      outcome: importRows.outcome,
      count: sql<number>`count(*)::int`,
      blanks: sql<number>`coalesce(sum((${importRows.parsed} ->> 'blanks')::int), 0)::int`,
    })
    .from(importRows)
    .where(and(eq(importRows.importId, importId), sql`${importRows.outcome} is not null`))
    .groupBy(importRows.outcome)
  const of = (outcome: RowOutcome) => rows.find((row) => row.outcome === outcome)?.count ?? 0
  return {
    rows: rows.reduce((sum, { count }) => sum + count, 0),
    new: of('new'),
    changed: of('changed'),
    unchanged: of('unchanged'),
    refused: of('refused'),
    confirm: of('confirm'),
    needsCode: of('needs-code'),
    skipped: of('skipped'),
    blanks: rows.reduce((sum, { blanks }) => sum + blanks, 0),
  }
}
