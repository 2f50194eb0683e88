/** What a column holds, which decides how its cells are stored and shown. Codes are `text`, so that no digit is lost. */
export type ColumnKind = 'text' | 'wrapped' | 'money' | 'number' | 'integer' | 'percent' | 'day'

export interface SheetColumn {
  readonly header: string
  readonly kind: ColumnKind
  /** In characters of the spreadsheet. */
  readonly width?: number
}

/** Days are `YYYY-MM-DD`; null is an empty cell. */
export type Cell = string | number | null

export type Rows = AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>

/** One sheet of an export; its rows are taken one at a time, only as the file is read. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: Rows
}

/** The name of a column by its index from 0, as spreadsheets write it: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let n = index; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters
  return letters
}
