import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type ImportRow, RowOutcome, type RowPatch } from '../../shared/api/imports.ts'
import { today } from '../clock.ts'
import type { Db, Queries, Tx } from '../db/connection.ts'
import { firms } from '../firms/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { checkBatch, countsOf, mappingFor, type ParsedRow } from './check-job.ts'
import type { ReadyMapping } from './check.ts'
import type { Comparison, Decision } from './compare.ts'
import { withEdits } from './check.ts'
import { fileIndex, type IndexEntry, staffFigures } from './file-index.ts'
import { indexOfLetter, type RawCell, written } from './raw.ts'
import { changeImport, type ImportRecord, lockImport, requireState } from './record.ts'
import { importRows } from './table.ts'
import { factPath } from './targets.ts'

type Row = typeof importRows.$inferSelect

/** Rows below the header, problems first. The cursor is the place in that order. */
export async function listRows(
  tx: Queries,
  record: ImportRecord,
  query: { outcome?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const outcomes = query.outcome === undefined ? undefined : outcomesOf(query.outcome)
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor)
  const rows = await tx
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, record.id),
        outcomes ? inArray(importRows.outcome, outcomes) : sql`${importRows.outcome} is not null`,
        after && sql`(${importRows.rank}, ${importRows.row}) > (${after.rank}, ${after.row})`,
      ),
    )
    .orderBy(asc(importRows.rank), asc(importRows.row))
    .limit(query.limit + 1)
  const mapping = await mappingFor(tx, record)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => rowAnswer(row, mapping)),
    nextCursor: rows.length > shown.length && last ? `${last.rank}.${last.row}` : null,
  }
}

function outcomesOf(text: string): RowOutcome[] {
  const parsed = text.split(',').map((one) => RowOutcome.safeParse(one.trim()))
  if (parsed.some(({ success }) => !success)) throw refuse('/query/outcome', `应为其中之一：${RowOutcome.options.join('、')}`)
  return parsed.flatMap(({ data }) => data ?? [])
}

function placeOf(cursor: string): { rank: number; row: number } {
  const match = /^(\d{1,2})\.(\d{1,8})$/.exec(cursor)
  if (!match) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  return { rank: Number(match[1]), row: Number(match[2]) }
}

/** A row as it is told: each mapped cell as written, as read, and what it would replace. */
export function rowAnswer(row: Row, mapping: ReadyMapping): ImportRow {
  const decision = (row.decision ?? {}) as Decision
  const parsed = (row.parsed ?? { values: {}, columns: {}, before: {}, blanks: 0 }) as ParsedRow
  const { cells } = withEdits({ row: row.row, cells: row.cells as readonly RawCell[] }, decision.cells)
  return {
    row: row.row,
    outcome: (row.outcome ?? 'skipped') as RowOutcome,
    uscc: row.uscc,
    name: row.name,
    firmId: row.firmId,
    cells: mapping.columns.map((column) => {
      const path =
        column.target.kind === 'uscc' || column.target.kind === 'name' || column.target.kind === 'year'
          ? column.target.path
          : factPath(column.target, column.year ?? row.year ?? mapping.defaultYear)
      const value = path === 'uscc' ? row.uscc : path === 'name' ? row.name : path === 'year' ? row.year : (parsed.values[path] ?? null)
      const isChanged = Object.hasOwn(parsed.before, path)
      return {
        column: column.letter,
        target: column.target.path,
        written: written(cells[column.index]),
        value,
        ...(isChanged && { before: parsed.before[path] ?? null }),
        changed: isChanged || (row.outcome === 'new' && value !== null),
      }
    }),
    issues: row.issues as ImportRow['issues'],
    warnings: row.warnings as ImportRow['warnings'],
    suggestion: row.suggestion as ImportRow['suggestion'],
  }
}

/** Corrects cells or decides; the row is checked again, and so are the rows that shared its code before or share it now. */
export async function patchRow(
  db: Db,
  tx: Tx,
  importId: string,
  rowNumber: number,
  patch: RowPatch,
  check: (record: ImportRecord) => Promise<void>,
): Promise<ImportRow> {
  const record = await lockImport(tx, importId)
  await check(record)
  requireState(record, 'preview')
  const [row] = await tx
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, importId), eq(importRows.row, rowNumber), sql`${importRows.outcome} is not null`))
  if (!row) throw new ProblemError('not-found', { detail: `这次导入没有第 ${rowNumber} 行` })
  const mapping = await mappingFor(tx, record)
  refuseUnmapped(patch, mapping)
  const decision = await decisionAfter(tx, record, (row.decision ?? {}) as Decision, patch)
  await tx
    .update(importRows)
    .set({ decision })
    .where(and(eq(importRows.importId, importId), eq(importRows.row, rowNumber)))
  await recheck(db, tx, record, mapping, [rowNumber], row.uscc === null ? [] : [row.uscc])
  const counts = await countsOf(tx, importId)
  await changeImport(tx, importId, { counts: { ...counts } })
  const [fresh] = await tx
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, importId), eq(importRows.row, rowNumber)))
  return rowAnswer(fresh!, mapping)
}

function refuseUnmapped({ cells }: RowPatch, mapping: ReadyMapping): void {
  const letters = new Set(mapping.columns.map(({ letter }) => letter))
  const wrong = Object.keys(cells ?? {}).filter((letter) => indexOfLetter(letter) < 0 || !letters.has(letter))
  if (wrong.length > 0)
    throw new ProblemError('invalid-request', {
      errors: wrong.map((letter) => ({ pointer: `/cells/${letter}`, detail: '这一列没有导入' })),
    })
}

async function decisionAfter(tx: Tx, record: ImportRecord, before: Decision, patch: RowPatch): Promise<Decision> {
  const cells = { ...before.cells, ...patch.cells }
  const hasNewCells = Object.keys(patch.cells ?? {}).length > 0
  const firm = patch.firmId == null ? undefined : await firmInReach(tx, record, patch.firmId)
  // What was confirmed were the values as they stood: new ones are looked at again.
  const confirm = patch.confirm ?? (hasNewCells ? false : (before.confirm ?? false))
  const { firmId, uscc } = patch.firmId === undefined ? before : patch.firmId === null ? {} : { firmId: firm!.id, uscc: firm!.uscc }
  return {
    ...(Object.keys(cells).length > 0 && { cells }),
    skip: patch.skip ?? before.skip ?? false,
    confirm,
    ...(firmId != null && { firmId, uscc: uscc ?? null }),
  }
}

async function firmInReach(tx: Tx, { parkId }: ImportRecord, firmId: string): Promise<{ id: string; uscc: string }> {
  const [firm] = await tx
    .select({ id: firms.id, uscc: firms.uscc })
    .from(firms)
    .where(and(eq(firms.id, firmId), parkId === null ? undefined : eq(firms.parkId, parkId)))
  if (!firm) throw new ProblemError('firm-not-found')
  return firm
}

/** Checks rows again, with the other rows of the same codes: the codes before, and those that come out. */
async function recheck(
  db: Db,
  tx: Tx,
  record: ImportRecord,
  mapping: ReadyMapping,
  rows: readonly number[],
  codes: readonly string[],
): Promise<void> {
  const first = await checkAgain(db, tx, record, mapping, rows, codes)
  const others = first.filter((code) => !codes.includes(code))
  const touched = await tx
    .select({ row: importRows.row })
    .from(importRows)
    .where(
      and(eq(importRows.importId, record.id), sql`${importRows.outcome} is not null`, inArray(importRows.uscc, [...codes, ...others, ''])),
    )
  const again = [...new Set([...rows, ...touched.map(({ row }) => row)])]
  if (again.length > rows.length || others.length > 0) await checkAgain(db, tx, record, mapping, again, [...codes, ...others])
}

/** Returns the codes that the rows have after it. */
async function checkAgain(
  db: Db,
  tx: Tx,
  record: ImportRecord,
  mapping: ReadyMapping,
  rows: readonly number[],
  codes: readonly string[],
): Promise<string[]> {
  const staged = await tx
    .select({ row: importRows.row, cells: importRows.cells, decision: importRows.decision })
    .from(importRows)
    .where(and(eq(importRows.importId, record.id), inArray(importRows.row, [...rows])))
    .orderBy(asc(importRows.row))
  const comparison: Comparison = { parkId: record.parkId, mapping, index: fileIndex(await entriesOf(tx, record, codes)), asOf: today() }
  const compared = await checkBatch(db, tx, record.id, staged, comparison)
  return [...new Set(compared.flatMap(({ uscc }) => uscc ?? []))]
}

async function entriesOf(tx: Tx, record: ImportRecord, codes: readonly string[]): Promise<IndexEntry[]> {
  if (codes.length === 0) return []
  const rows = await tx
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, record.id),
        inArray(importRows.uscc, [...codes]),
        sql`${importRows.outcome} is not null and ${importRows.outcome} <> 'skipped'`,
      ),
    )
  return rows.map((row) => {
    const { values } = row.parsed as ParsedRow
    const staff = Object.fromEntries(
      staffFigures.flatMap((figure) =>
        typeof values[`years.${row.year}.${figure}`] === 'number' ? [[figure, values[`years.${row.year}.${figure}`] as number]] : [],
      ),
    )
    return { row: row.row, uscc: row.uscc!, year: row.year, staff }
  })
}
