import { FileProblem } from './file-problem.ts'
import { limits } from './limits.ts'
import type { NumberFormat } from './number-format.ts'
import { isBlank, letterOf, type RawCell, type RawRow, type TypedCell } from './raw.ts'
import { serialDay } from './serial-day.ts'
import type { Merge } from './sheet.ts'
import { bounded, decodeText } from './cell-text.ts'
import { attribute, eachAttribute, pieces, xmlReader } from './xml.ts'

interface Surroundings {
  readonly strings: readonly string[]
  readonly formats: readonly NumberFormat[]
  readonly date1904: boolean
  readonly merges: readonly Merge[]
}

const lastRow = 1_048_576
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

/** The rows of a sheet that hold anything. Refuses a sheet that is cut off, out of order or says one cell twice. */
export async function* readSheet(stream: AsyncIterable<unknown>, around: Surroundings): AsyncGenerator<RawRow, void> {
  const merged = mergeFiller(around.merges)
  let ready: RawRow[] = []
  const reader = xmlReader(
    sheetHandler(around, (row) => {
      const filled = merged(row)
      if (filled) ready.push(filled)
    }),
  )
  for await (const piece of pieces(stream)) {
    reader.write(piece)
    const batch = ready
    ready = []
    yield* batch
  }
  reader.end()
}

interface OpenCell {
  column: number
  type: string
  style: number
  value: string | undefined
  inline: string
  formula: boolean
}

function sheetHandler(around: Surroundings, emit: (row: RawRow) => void) {
  let row = 0
  let column = 0
  let cells: RawCell[] = []
  let cell: OpenCell | undefined
  let target: 'value' | 'inline' | undefined
  let phonetic = 0
  let inRows = false

  function openRow(attributes: string) {
    const given = attribute(attributes, 'r')
    const next = given === undefined ? row + 1 : Number(given)
    if (!Number.isInteger(next) || next <= row || next > lastRow) throw new FileProblem('contradictory')
    row = next
    column = 0
    cells = []
  }

  function openCell(attributes: string) {
    const opened: OpenCell = { column, type: 'n', style: 0, value: undefined, inline: '', formula: false }
    eachAttribute(attributes, (name, value) => {
      if (name === 'r') opened.column = columnOf(value, row)
      else if (name === 't') opened.type = value
      else if (name === 's') opened.style = Number(value)
    })
    cell = opened
    column = opened.column + 1
  }

  function closeCell() {
    if (!cell) return
    const place = `${letterOf(cell.column)}${row}`
    const value = valueOf(cell, around, place)
    if (cell.column < cells.length && cells[cell.column] !== null) throw new FileProblem('contradictory')
    if (value !== null) {
      if (cell.column >= limits.columns) throw new FileProblem('too-many-columns')
      while (cells.length <= cell.column) cells.push(null)
      cells[cell.column] = value
    }
    cell = undefined
  }

  return {
    open(name: string, attributes: string) {
      if (name === 'sheetData') inRows = true
      else if (!inRows) return
      else if (name === 'row') openRow(attributes)
      else if (name === 'c') openCell(attributes)
      else if (name === 'f' && cell) cell.formula = true
      else if (name === 'v' && cell) {
        target = 'value'
        cell.value ??= ''
      } else if (name === 'rPh') phonetic++
      else if (name === 't' && cell && phonetic === 0) target = 'inline'
    },
    text(text: string) {
      if (!cell || !target) return
      if (target === 'value') cell.value += text
      else cell.inline += text
    },
    close(name: string) {
      if (name === 'sheetData') inRows = false
      else if (!inRows) return
      else if (name === 'v' || name === 't') target = undefined
      else if (name === 'rPh') phonetic--
      else if (name === 'c') closeCell()
      else if (name === 'row' && cells.length > 0) emit({ row, cells })
    },
  }
}

/** The column of a reference such as `B7`, whose row must be the one it stands in. */
function columnOf(ref: string, row: number): number {
  let at = 0
  let column = 0
  for (let code = ref.charCodeAt(0); code >= 65 && code <= 90 && at < 4; code = ref.charCodeAt(++at)) column = column * 26 + code - 64
  if (at === 0 || at > 3 || Number(ref.slice(at)) !== row) throw new FileProblem('contradictory')
  return column - 1
}

function valueOf(cell: OpenCell, around: Surroundings, place: string): RawCell {
  const value = cell.value
  if (cell.formula && value === undefined) return ['f']
  switch (cell.type) {
    case 's': {
      if (value === undefined || value === '') return null
      const text = around.strings[Number(value)]
      if (text === undefined) throw new FileProblem('contradictory')
      return bounded(text, place) || null
    }
    case 'inlineStr':
      return bounded(decodeText(cell.inline), place) || null
    case 'str':
      return bounded(decodeText(value ?? ''), place) || null
    case 'b':
      return value === undefined || value === '' ? null : value.trim() === '1' || value.trim() === 'true'
    case 'e':
      return ['e', bounded(value ?? '#VALUE!', place)]
    case 'd':
      return value === undefined || value === '' ? null : ['d', /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? '']
    case 'n':
      return value === undefined || value.trim() === '' ? null : numberCell(value.trim(), around.formats[cell.style], around.date1904)
    default:
      throw new FileProblem('contradictory')
  }
}

function numberCell(text: string, format: NumberFormat | undefined, date1904: boolean): TypedCell {
  if (!number.test(text)) throw new FileProblem('contradictory')
  switch (format?.kind) {
    case 'date':
      return ['d', serialDay(Number(text), date1904) ?? '']
    case 'percent':
      return ['p', text]
    case 'currency':
      return ['c', text, format.currency]
    case 'scaled':
      return ['k', text, format.format]
    default:
      return ['n', text]
  }
}

/**
 * Marks the cells that a merge covers downwards with the value above them, so that a code merged over the rows of three
 * years belongs to all three. What a merge covers to the right stays blank. A row of nothing but such cells is blank.
 */
function mergeFiller(merges: readonly Merge[]) {
  const open = new Map<number, { bottom: number; value: RawCell }>()
  let next = 0
  return (row: RawRow): RawRow | undefined => {
    const at = row.row - 1
    if (row.cells.every(isBlank)) return undefined
    let cells: RawCell[] | undefined
    for (const [column, { bottom, value }] of open) {
      if (bottom < at) open.delete(column)
      else if (isBlank(row.cells[column]) && !isBlank(value)) {
        cells ??= [...row.cells]
        while (cells.length <= column) cells.push(null)
        cells[column] = ['m', value as Exclude<RawCell, readonly ['m', unknown]>] as TypedCell
      }
    }
    for (; next < merges.length && merges[next]!.top <= at; next++) {
      const merge = merges[next]!
      if (merge.top === at && merge.bottom > at && merge.left < limits.columns)
        open.set(merge.left, { bottom: merge.bottom, value: row.cells[merge.left] ?? null })
    }
    return cells ? { row: row.row, cells } : row
  }
}
