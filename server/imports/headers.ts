import type { ColumnMapping, ImportOptions, MappingBody } from '../../shared/api/imports.ts'
import { unitOf } from '../../shared/dictionary/indicator.ts'
import { normaliseUscc, usccFault } from '../../shared/uscc.ts'
import { comparableHeader, type HeaderReading, readHeader, unitOfTitle, yearOfTitle } from './header-text.ts'
import { isBlank, letterOf, type RawRow, written } from './raw.ts'
import type { Merge } from './sheet.ts'
import { findTarget } from './targets.ts'

/** What of a mapping is kept for the next file with the same headers. */
export interface RememberedColumn {
  readonly header: string
  readonly target: string | null
  readonly unit: number | null
  readonly year: number | null
}

/** How a sheet is laid out, as far as it can be guessed. */
export interface Recognised {
  readonly options: ImportOptions
  readonly columns: readonly ColumnMapping[]
  /** The same for two files with the same headers. */
  readonly headerKey: string
}

interface Hints {
  readonly sheet: number
  readonly fileName: string
  readonly merges: readonly Merge[]
  /** Set where a person has said which row it is. */
  readonly headerRow?: number | undefined
  readonly remembered?: readonly RememberedColumn[] | undefined
}

const tallestHeader = 3
const deepestHeader = 30

/** The header text over each column: the rows of the header joined, merged cells counted for all that they cover. */
function headersOf(rows: readonly RawRow[], top: number, bottom: number, merges: readonly Merge[]): string[] {
  const width = Math.max(
    0,
    ...rows.filter(({ row }) => row >= top && row <= bottom).map(({ cells }) => cells.length),
    ...merges.filter((m) => m.top < bottom && m.bottom >= top - 1).map((m) => Math.min(m.right + 1, 200)),
  )
  return Array.from({ length: width }, (_, column) => {
    const parts: string[] = []
    for (let row = top; row <= bottom; row++) {
      const part = textAt(rows, row, column, merges, bottom).replace(/\s+/g, ' ').trim()
      if (part !== '' && !parts.includes(part)) parts.push(part)
    }
    return parts.join(' ')
  })
}

function textAt(rows: readonly RawRow[], row: number, column: number, merges: readonly Merge[], bottom: number): string {
  const own = cellText(rows, row, column)
  if (own !== '') return own
  const merge = merges.find((m) => m.top <= row - 1 && m.bottom >= row - 1 && m.left <= column && m.right >= column)
  if (merge) return cellText(rows, merge.top + 1, merge.left)
  // Without merges (csv) a heading over several columns is followed by blanks with something below them.
  if (merges.length > 0 || row === bottom || cellText(rows, row + 1, column) === '') return ''
  for (let left = column - 1; left >= 0; left--) {
    const text = cellText(rows, row, left)
    if (text !== '') return cellText(rows, row + 1, left) === '' ? '' : text
  }
  return ''
}

const cellText = (rows: readonly RawRow[], row: number, column: number): string =>
  written(rows.find((one) => one.row === row)?.cells[column]).trim()

/** Whether a row is a firm rather than a heading: it holds a credit code, or mostly numbers. */
function looksLikeData({ cells }: RawRow): boolean {
  const filled = cells.filter((cell) => !isBlank(cell))
  if (filled.some((cell) => usccFault(normaliseUscc(written(cell))) === null)) return true
  const numbers = filled.filter(
    (cell) => !/^(?:19|20|21)\d{2}\s*(?:年度?)?$/.test(written(cell).trim()) && /^[-+]?[\d,.]+%?$/.test(written(cell).trim()),
  )
  return filled.length > 1 && numbers.length * 2 >= filled.length
}

interface HeaderPlace {
  readonly top: number
  readonly bottom: number
}

/** The rows that name most columns. A title over the whole sheet names none, so it is passed over by itself. */
function findHeader(rows: readonly RawRow[], merges: readonly Merge[]): HeaderPlace {
  let best = { top: rows[0]?.row ?? 1, bottom: rows[0]?.row ?? 1, score: 0 }
  const near = rows.filter(({ row }) => row <= (rows[0]?.row ?? 1) + deepestHeader)
  for (const [index, first] of near.entries()) {
    for (let height = 1; height <= tallestHeader; height++) {
      const bottom = near[index + height - 1]
      if (!bottom || bottom.row !== first.row + height - 1 || looksLikeData(bottom)) break
      const readings = headersOf(near, first.row, bottom.row, merges).map(readHeader)
      const distinct = new Set(readings.filter(({ target }) => target).map(({ target, year }) => `${target!.path}@${year}`))
      const score = distinct.size * 10 - height
      if (distinct.size > 0 && score > best.score) best = { top: first.row, bottom: bottom.row, score }
    }
  }
  if (best.score === 0) return firstFullRow(near, best)
  return best
}

/** Where no column is known: the first row that is as wide as the table. */
function firstFullRow(rows: readonly RawRow[], fallback: HeaderPlace): HeaderPlace {
  const filled = rows.map(({ cells }) => cells.filter((cell) => !isBlank(cell)).length)
  const most = Math.max(1, ...filled)
  const row = rows.find((_, index) => filled[index]! * 2 > most)?.row
  return row === undefined ? fallback : { top: row, bottom: row }
}

/** How tall the header is whose last row a person has named. */
function headerEndingAt(rows: readonly RawRow[], bottom: number, merges: readonly Merge[]): HeaderPlace {
  let best = { top: bottom, bottom, score: -1 }
  for (let height = 1; height <= tallestHeader; height++) {
    const top = bottom - height + 1
    if (!rows.some(({ row }) => row === top)) break
    const known = headersOf(rows, top, bottom, merges)
      .map(readHeader)
      .filter(({ target }) => target).length
    if (known * 10 - height > best.score) best = { top, bottom, score: known * 10 - height }
  }
  return best
}

/** How many different columns the best header among these rows names. */
export function columnsKnown(rows: readonly RawRow[], merges: readonly Merge[]): number {
  const { top, bottom } = findHeader(rows, merges)
  return new Set(headersOf(rows, top, bottom, merges).map((header) => readHeader(header).target)).size
}

/** Guesses header row, columns, units and years of a sheet from its first rows. */
export function recognise(rows: readonly RawRow[], hints: Hints): Recognised {
  const place = hints.headerRow === undefined ? findHeader(rows, hints.merges) : headerEndingAt(rows, hints.headerRow, hints.merges)
  const headers = headersOf(rows, place.top, place.bottom, hints.merges)
  const titles = rows.filter(({ row }) => row < place.top).flatMap(({ cells }) => cells.map(written).filter((text) => text.length <= 100))
  const readings = headers.map(readHeader)
  const titleUnit = titles.map(unitOfTitle).find((unit) => unit !== null) ?? null
  const hasYearColumn = readings.some(({ target }) => target?.kind === 'year')
  const titleYear = titles.map(yearOfTitle).find((year) => year !== null) ?? yearOfTitle(hints.fileName)
  const below = rows.filter(({ row }) => row > place.bottom)
  const remembered = rememberedBy(hints.remembered)
  const columns = headers.map((header, index): ColumnMapping => {
    const samples = below.map(({ cells }) => written(cells[index])).filter((text) => text.trim() !== '')
    const base = { index, letter: letterOf(index), header, samples: samples.slice(0, 3).map((text) => text.slice(0, 80)) }
    return { ...base, ...(remembered(header) ?? guess(readings[index]!, titleUnit, index, readings)) }
  })
  return {
    options: { sheet: hints.sheet, headerRow: place.bottom, defaultYear: hasYearColumn ? null : titleYear, blanks: 'keep' },
    columns: columns.filter(({ header, samples }) => header !== '' || samples.length > 0),
    headerKey: headers.map(comparableHeader).join('|').slice(0, 4000),
  }
}

type Guess = Pick<ColumnMapping, 'target' | 'unit' | 'year' | 'reason' | 'sure'>

function guess(reading: HeaderReading, titleUnit: number | null, index: number, all: readonly HeaderReading[]): Guess {
  const { target } = reading
  const nothing: Guess = { target: null, unit: null, year: reading.year, reason: 'none', sure: false }
  if (!target || reading.currency) return nothing
  // Two columns cannot both be the same figure of the same year: the first keeps it, surest first.
  const rivals = all.flatMap((one, at) => (one.target === target && one.year === reading.year && !one.currency ? [at] : []))
  const winner = rivals.find((at) => all[at]!.reason === 'label') ?? rivals.find((at) => all[at]!.sure) ?? rivals[0]
  if (winner !== index) return nothing
  const isMoney = target.kind === 'money'
  return {
    target: target.path,
    unit: isMoney ? (reading.unit ?? titleUnit ?? 1) : reading.unit,
    year: reading.year,
    reason: reading.reason,
    // Without a unit anywhere 元 is only a guess, and so is a figure of which other columns are called alike.
    sure: reading.sure && rivals.length === 1 && (!isMoney || reading.unit !== null || titleUnit !== null),
  }
}

function rememberedBy(columns: readonly RememberedColumn[] | undefined) {
  const waiting = new Map<string, RememberedColumn[]>()
  for (const column of columns ?? []) waiting.set(column.header, [...(waiting.get(column.header) ?? []), column])
  return (header: string): Guess | undefined => {
    const column = waiting.get(comparableHeader(header))?.shift()
    if (!column || (column.target !== null && !findTarget(column.target))) return undefined
    return { target: column.target, unit: column.unit, year: column.year, reason: 'remembered', sure: true }
  }
}

/** What to keep of a mapping that a person has settled. */
export const toRemember = (columns: readonly ColumnMapping[]): RememberedColumn[] =>
  columns.map(({ header, target, unit, year }) => ({ header: comparableHeader(header), target, unit, year }))

/** The guessed columns with what a person chose instead. */
export function applyChoice(columns: readonly ColumnMapping[], chosen: MappingBody['columns']): ColumnMapping[] {
  return columns.map((column) => {
    const choice = chosen.find(({ index }) => index === column.index)
    if (!choice) return { ...column, target: null, unit: null, reason: 'none', sure: false }
    const same = choice.target === column.target && choice.unit === column.unit && choice.year === column.year
    return {
      ...column,
      target: choice.target,
      unit: choice.unit,
      year: choice.year,
      reason: same ? column.reason : choice.target === null ? 'none' : 'chosen',
      sure: choice.target !== null,
    }
  })
}

/**
 * The header of a column in our own exports and template, which `recognise` reads back to the same target, year and
 * unit: `2025年营业收入（元）`.
 */
export function headerFor(path: string, year?: number): string {
  const target = findTarget(path)
  if (!target) throw new Error(`no such column: ${path}`)
  const unit = target.indicator ? unitOf[target.indicator.kind]?.zh : target.path === 'conversions' ? '项' : undefined
  const prefix = target.yearly && year !== undefined ? `${year}年` : ''
  return `${prefix}${target.label.zh}${unit ? `（${unit}）` : ''}`
}
