import type { ColumnMapping, RowIssue } from '../../shared/api/imports.ts'
import { type ColumnContext, readCell } from './cells.ts'
import { readHeader } from './header-text.ts'
import { indexOfLetter, isBlank, type RawCell, type RawRow, written } from './raw.ts'
import { factPath, findTarget, type Target } from './targets.ts'

/** A mapped column, ready to read its cells. */
export interface ReadyColumn extends ColumnContext {
  readonly index: number
  readonly letter: string
  readonly header: string
  readonly year: number | null
}

/** What all rows of a sheet are read by. */
export interface ReadyMapping {
  readonly columns: readonly ReadyColumn[]
  readonly hasYearColumn: boolean
  readonly defaultYear: number | null
  readonly blanks: 'keep' | 'clear'
}

interface References {
  readonly date1904: boolean
  readonly towns: ReadonlyMap<string, string>
  readonly industries: ReadonlyMap<string, string>
}

/** A row as it was understood, before it is compared with the registry. */
export interface CheckedRow {
  readonly row: number
  readonly uscc: string | null
  readonly name: string | null
  /** Of a long layout. */
  readonly year: number | null
  /** What the row says by dot path; null asks to clear what is stored. */
  readonly values: Readonly<Record<string, unknown>>
  /** The letter of the column each value stands in. */
  readonly columns: Readonly<Record<string, string>>
  readonly issues: readonly RowIssue[]
  /** Mapped cells that say nothing. */
  readonly blanks: number
  /** A total or a note below the table rather than a firm. */
  readonly aside: 'total' | 'note' | null
}

/** Prepares the columns that a person has settled; targets that do not exist are left out. */
export function readyMapping(
  columns: readonly ColumnMapping[],
  options: { defaultYear: number | null; blanks: 'keep' | 'clear' },
  references: References,
): ReadyMapping {
  const ready = columns.flatMap((column): ReadyColumn[] => {
    const target = column.target === null ? undefined : findTarget(column.target)
    if (!target) return []
    return [
      {
        ...references,
        index: column.index,
        letter: column.letter,
        header: column.header,
        target,
        unit: column.unit,
        year: column.year,
        currency: readHeader(column.header).currency,
      },
    ]
  })
  return {
    columns: ready,
    hasYearColumn: ready.some(({ target }) => target.kind === 'year'),
    defaultYear: options.defaultYear,
    blanks: options.blanks,
  }
}

/** Reads a row: every value it holds and every refusal and doubt, all at once. */
export function checkRow(raw: RawRow, mapping: ReadyMapping): CheckedRow {
  const aside = asideOf(raw, mapping)
  if (aside) return { row: raw.row, uscc: null, name: null, year: null, values: {}, columns: {}, issues: [], blanks: 0, aside }
  const issues: RowIssue[] = []
  const found = new Map<Target['kind'], unknown>()
  const values: Record<string, unknown> = {}
  const letters: Record<string, string> = {}
  const year = yearOfRow(raw, mapping, issues)
  let blanks = 0
  for (const column of mapping.columns) {
    const { target, letter } = column
    if (target.kind === 'year') continue
    const reading = readCell(raw.cells[column.index], column)
    if (reading.kind === 'refused') {
      issues.push(cellIssue('error', raw, column, reading.code, reading.reason))
      continue
    }
    if (reading.kind === 'unknown') blanks++
    else if (reading.doubt) issues.push(cellIssue('confirm', raw, column, reading.doubt.code, reading.doubt.reason))
    if (target.kind === 'uscc' || target.kind === 'name') {
      if (reading.kind === 'value') found.set(target.kind, reading.value)
      continue
    }
    const ofYear = column.year ?? year ?? mapping.defaultYear
    if (target.yearly && ofYear === null) continue
    if (reading.kind === 'unknown' && mapping.blanks === 'keep') continue
    const path = factPath(target, ofYear)
    values[path] = reading.kind === 'value' ? reading.value : null
    letters[path] = letter
  }
  return {
    row: raw.row,
    uscc: (found.get('uscc') as string | undefined) ?? null,
    name: (found.get('name') as string | undefined) ?? null,
    year,
    values,
    columns: letters,
    issues,
    blanks,
    aside: null,
  }
}

/** The year of a row of a long layout. Without one its figures belong nowhere. */
function yearOfRow(raw: RawRow, mapping: ReadyMapping, issues: RowIssue[]): number | null {
  const column = mapping.columns.find(({ target }) => target.kind === 'year')
  if (!column) return null
  const reading = readCell(raw.cells[column.index], column)
  if (reading.kind === 'value') return reading.value as number
  const reason = reading.kind === 'refused' ? reading.reason : '没有填年份，分不清数字属于哪一年'
  issues.push(cellIssue('error', raw, column, 'year', reason))
  return null
}

function cellIssue(kind: RowIssue['kind'], raw: RawRow, column: ReadyColumn, code: string, reason: string): RowIssue {
  const text = written(raw.cells[column.index])
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  const name = column.header === '' ? column.target.label.zh : column.header
  return {
    kind,
    code,
    column: column.letter,
    target: column.target.path,
    detail: `第 ${raw.row} 行 ${column.letter} 列“${name}”${shown === '' ? '' : `（${shown}）`}：${reason}。`,
  }
}

/** A doubt or refusal about a row, at one of its columns where there is one. */
export function rowIssue(
  kind: RowIssue['kind'],
  code: string,
  mapping: ReadyMapping,
  raw: { readonly row: number },
  target: string | null,
  reason: string,
): RowIssue {
  const column = target === null ? undefined : mapping.columns.find((one) => one.target.path === target)
  return {
    kind,
    code,
    column: column?.letter ?? null,
    target: column ? target : null,
    detail: `第 ${raw.row} 行${column ? ` ${column.letter} 列“${column.header || column.target.label.zh}”` : ''}：${reason}。`,
  }
}

const totals = /^(?:合计|总计|小计|共计|本页合计|全市合计|total)[:：]?$/i
const notes = /^(?:注|备注|说明|填表人|填报人|制表人?|审核人?|单位负责人|统计负责人|填报单位|填表日期|填报日期|联系人|数据来源)\s*[:：]/

/** Totals, signatures and notes stand under the table without being firms; so do rows that number the columns. */
function asideOf({ cells }: RawRow, mapping: ReadyMapping): CheckedRow['aside'] {
  const filled = cells.flatMap((cell, index) => (isBlank(cell) ? [] : [{ index, text: written(cell).normalize('NFKC').trim() }]))
  const code = mapping.columns.find(({ target }) => target.kind === 'uscc')
  // Whatever stands in the code column and could be meant for a code makes it a row of the table.
  if (code && /[0-9A-Z].{6}/i.test(written(cells[code.index]).normalize('NFKC'))) return null
  if (filled.some(({ text }, at) => at < 3 && totals.test(text.replace(/\s/g, '')))) return 'total'
  if (filled.length <= 4 && notes.test(filled[0]?.text ?? '')) return 'note'
  return filled.length > 3 && isColumnNumbers(filled.map(({ text }) => text)) ? 'note' : null
}

/** 甲 乙 1 2 3: the row of statistical forms that numbers the columns. */
function isColumnNumbers(texts: readonly string[]): boolean {
  const numbers = texts
    .filter((text) => !/^[甲乙丙丁戊]$/.test(text))
    .map((text) => (/^\(?\d{1,3}\)?$/.test(text) ? Number(text.replace(/[()]/g, '')) : Number.NaN))
  return numbers.length > 2 && numbers[0]! <= 2 && numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1)
}

/** The cells of a row with what a person wrote instead, by column letter. */
export function withEdits(raw: RawRow, edits: Readonly<Record<string, string>> | undefined): RawRow {
  if (!edits || Object.keys(edits).length === 0) return raw
  const cells: RawCell[] = [...raw.cells]
  for (const [letters, text] of Object.entries(edits)) {
    const index = indexOfLetter(letters)
    if (index < 0 || index >= 200) continue
    while (cells.length <= index) cells.push(null)
    cells[index] = text === '' ? null : text
  }
  return { row: raw.row, cells }
}
