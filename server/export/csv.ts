import type { Cell, Sheet } from './sheet.ts'

export const csvType = 'text/csv; charset=utf-8'

/** Where text begins like this a spreadsheet might run it; an apostrophe in front keeps it text. The import takes it off again. */
const runnable = /^[=+\-@\t\r]/

/** Text that already looks neutralised gets one more apostrophe, so that taking one off gives the text back. */
const lookalike = /^'[=+\-@\t\r']/

const safe = (text: string): string => (runnable.test(text) || lookalike.test(text) ? `'${text}` : text)

function fieldOf(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = safe(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const lineOf = (row: readonly Cell[]): string => `${row.map(fieldOf).join(',')}\r\n`

/** Rows a piece: enough to keep the stream busy, few enough to keep other requests served. */
const rowsAtOnce = 200

/** A sheet as CSV (UTF-8 with its mark, as Chinese Excel expects), a piece at a time. */
export async function* csvOf({ columns, rows }: Sheet): AsyncGenerator<Buffer> {
  let piece = `\ufeff${lineOf(columns.map(({ header }) => header))}`
  let count = 0
  for await (const row of rows) {
    piece += lineOf(row)
    if (++count % rowsAtOnce !== 0) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece) yield Buffer.from(piece)
}
