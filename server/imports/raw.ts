/**
 * A cell as it stands in the file, before anybody says what the column means. Small enough to travel as JSON:
 *
 * - `null`: blank; a string: text as written; a boolean: a logical cell
 * - `['n', text]`: a number with the digits of the file; `['p', text]`: shown as a percentage (0.125 is 12.5%)
 * - `['d', text]`: a date, `YYYY-MM-DD`, or empty where the serial number is no day
 * - `['c', text, currency]`: a number shown with a foreign currency sign
 * - `['k', text, format]`: a number shown scaled, so that what a person sees differs from what is stored
 * - `['e', text]`: an error value such as `#DIV/0!`; `['f']`: a formula without a stored value
 * - `['m', cell]`: covered by a merge upwards, whose value is the given cell's
 */
export type RawCell = null | string | boolean | TypedCell

export type TypedCell =
  | readonly ['n' | 'p' | 'd' | 'e', string]
  | readonly ['c' | 'k', string, string]
  | readonly ['f']
  | readonly [
      'm',
      null | string | boolean | readonly ['n' | 'p' | 'd' | 'e', string] | readonly ['c' | 'k', string, string] | readonly ['f'],
    ]

/** One row of a sheet, numbered as the spreadsheet numbers it. */
export interface RawRow {
  readonly row: number
  readonly cells: readonly RawCell[]
}

/** A date cell, or one that a person sees as nothing. */
export const isBlank = (cell: RawCell | undefined): boolean =>
  cell == null || (typeof cell === 'string' && cell.trim() === '') || (Array.isArray(cell) && cell[0] === 'm' && isBlank(cell[1]))

/** The cell as a person reads it in the spreadsheet. */
export function written(cell: RawCell | undefined): string {
  if (cell == null) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  switch (cell[0]) {
    case 'p':
      return `${shiftPoint(cell[1], 2)}%`
    case 'f':
      return '（公式没有结果）'
    case 'm':
      return written(cell[1])
    default:
      return cell[1]
  }
}

/** A plain decimal with its point moved so many places to the right (or left), exactly; others as they are. */
export function shiftPoint(decimal: string, places: number): string {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(decimal)
  if (!match || `${match[2]}${match[3] ?? ''}` === '') return decimal
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = `${whole}${fraction}`
  const point = whole.length + places + Number(exponent)
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  const value = right === '' ? left : `${left}.${right}`
  return value === '0' ? '0' : `${sign}${value}`
}

/** `A` for 0, `Z` for 25, `AA` for 26: the letters over a column. */
export function letterOf(index: number): string {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** The index of a column from its letters, or -1. */
export function indexOfLetter(letters: string): number {
  if (!/^[A-Z]{1,3}$/.test(letters)) return -1
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}
