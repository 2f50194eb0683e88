import { and, asc, eq, gt } from 'drizzle-orm'
import { daysBetween } from '../../shared/days.ts'
import type { ImportRow, RowIssue } from '../../shared/api/imports.ts'
import type { Tx } from '../db/connection.ts'
import { zipOf } from '../export/zip.ts'
import { withEdits } from './check.ts'
import type { Decision } from './compare.ts'
import { letterOf, type RawCell, written } from './raw.ts'
import type { ImportRecord } from './record.ts'
import { importRows } from './table.ts'

const batchSize = 500

interface SheetRow {
  readonly row: number
  readonly cells: readonly RawCell[]
  readonly issues: readonly RowIssue[]
  readonly outcome: ImportRow['outcome'] | null
}

/**
 * The sheet as it was uploaded, each row where it stood: bad cells red, doubtful ones yellow, and behind the last column
 * one with the reasons. Values only: no formula, macro or link of the file comes along.
 */
export function errorsWorkbook(tx: Tx, record: ImportRecord): AsyncGenerator<Buffer> {
  const name = (record.sheets[record.options?.sheet ?? 0]?.name ?? '数据').replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || '数据'
  return zipOf([
    { path: '[Content_Types].xml', text: [contentTypes] },
    { path: '_rels/.rels', text: [rootRelations] },
    { path: 'xl/workbook.xml', text: [workbook(name)] },
    { path: 'xl/_rels/workbook.xml.rels', text: [workbookRelations] },
    { path: 'xl/styles.xml', text: [styles] },
    { path: 'xl/worksheets/sheet1.xml', text: sheetText(rowsOf(tx, record.id), record) },
  ])
}

async function* rowsOf(tx: Tx, importId: string): AsyncGenerator<SheetRow> {
  for (let after = 0; ;) {
    const rows = await tx
      .select({
        row: importRows.row,
        cells: importRows.cells,
        issues: importRows.issues,
        outcome: importRows.outcome,
        decision: importRows.decision,
      })
      .from(importRows)
      .where(and(eq(importRows.importId, importId), gt(importRows.row, after)))
      .orderBy(asc(importRows.row))
      .limit(batchSize)
    const last = rows.at(-1)
    if (!last) return
    for (const { row, cells, issues, outcome, decision } of rows) {
      const edited = withEdits({ row, cells: cells as readonly RawCell[] }, (decision as Decision | null)?.cells)
      yield { row, cells: edited.cells, issues: issues as readonly RowIssue[], outcome: outcome as SheetRow['outcome'] }
    }
    after = last.row
  }
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Styles by index: each of text, number, date and percentage as it is, doubtful (+4) and bad (+8). */
const kinds = { text: 0, number: 1, date: 2, percent: 3 } as const
const doubtful = 4
const bad = 8
const reasonStyle = 12
const headStyle = 13

async function* sheetText(rows: AsyncIterable<SheetRow>, record: ImportRecord): AsyncGenerator<string> {
  const headerRow = record.options?.headerRow ?? 0
  const width = Math.max(1, record.sheets[record.options?.sheet ?? 0]?.columns ?? 1)
  const reasonColumn = letterOf(width)
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
  yield `<cols><col min="1" max="${width}" width="16" customWidth="1"/><col min="${width + 1}" max="${width + 1}" width="70" customWidth="1"/></cols><sheetData>`
  let piece = ''
  let last = headerRow
  for await (const row of rows) {
    last = row.row
    piece += rowText(row, reasonColumn, headerRow)
    if (piece.length < 64 * 1024) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData>${headerRow > 0 ? `<autoFilter ref="A${headerRow}:${reasonColumn}${last}"/>` : ''}</worksheet>`
}

const imported = new Set(['new', 'changed', 'unchanged'])

function rowText({ row, cells, issues, outcome }: SheetRow, reasonColumn: string, headerRow: number): string {
  const marks = new Map<string, number>()
  for (const { kind, column } of issues) if (column) marks.set(column, Math.max(marks.get(column) ?? 0, kind === 'error' ? bad : doubtful))
  const isSettled = outcome === null || imported.has(outcome)
  let text = ''
  const width = Math.max(cells.length, ...[...marks.keys()].map((letter) => columnOf(letter) + 1))
  for (let index = 0; index < width; index++) {
    const letter = letterOf(index)
    text += cellText(`${letter}${row}`, cells[index] ?? null, isSettled ? 0 : (marks.get(letter) ?? 0))
  }
  if (row === headerRow) text += textCell(`${reasonColumn}${row}`, '原因', headStyle)
  else if (!isSettled) text += textCell(`${reasonColumn}${row}`, reasonOf(outcome, issues), reasonStyle)
  return `<row r="${row}">${text}</row>`
}

const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

function reasonOf(outcome: SheetRow['outcome'], issues: readonly RowIssue[]): string {
  if (issues.length > 0) return issues.map(({ detail }) => detail).join('\n')
  return outcome === 'needs-code' ? '没有统一社会信用代码，等待补上。' : '没有导入。'
}

function cellText(ref: string, cell: RawCell, mark: number): string {
  if (cell === null) return mark > 0 ? `<c r="${ref}" s="${kinds.text + mark}"/>` : ''
  if (Array.isArray(cell)) {
    const [type, value] = cell as readonly [string, string?]
    if (type === 'n' || type === 'c' || type === 'k') return `<c r="${ref}" s="${kinds.number + mark}"><v>${value}</v></c>`
    if (type === 'p') return `<c r="${ref}" s="${kinds.percent + mark}"><v>${value}</v></c>`
    if (type === 'd' && value) return `<c r="${ref}" s="${kinds.date + mark}"><v>${daysBetween('1899-12-30', value)}</v></c>`
    // Without the merge the rows below it would lose the code they share; a number would be counted twice.
    if (type === 'm') return typeof cell[1] === 'string' ? cellText(ref, cell[1], mark) : cellText(ref, null, mark)
  }
  return textCell(ref, written(cell), kinds.text + mark)
}

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replace(forbidden, '').replace(/[&<>"]/g, (one) => entities[one]!)

const textCell = (ref: string, text: string, style: number): string =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(text.slice(0, 32_767))}</t></is></c>`

const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const rootRelations = `${declaration}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const workbookRelations = `${declaration}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`
const workbook = (name: string): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`

/** Built-in formats: 49 text, 0 as it comes, 14 a date, 10 a percentage. */
const formats = [49, 0, 14, 10]
const fill = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFFFF4D6')}${fill('FFFCD9C7')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="14">${[
  0, 2, 3,
]
  .flatMap((filled) =>
    formats.map(
      (format) => `<xf numFmtId="${format}" fontId="0" fillId="${filled}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/>`,
    ),
  )
  .join(
    '',
  )}<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`
