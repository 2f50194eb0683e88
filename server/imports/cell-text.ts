import { FileProblem } from './file-problem.ts'
import { limits } from './limits.ts'

/**
 * A text of a workbook: `_x000D_` escapes resolved, and what neither JSON nor the database can carry (NUL, halves of a
 * surrogate pair) made a replacement character, which the check of the cell then refuses.
 */
export function decodeText(text: string): string {
  const decoded = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return storable(decoded)
}

export function storable(text: string): string {
  return /\p{Cs}|\0/u.test(text) ? text.replace(/\p{Cs}|\0/gu, '\uFFFD') : text
}

/** Refuses a text that is longer than a spreadsheet can hold. */
export function bounded(text: string, place: string): string {
  if (text.length > limits.cellCharacters) throw new FileProblem('cell-too-long', `${place} 单元格。请删短后再上传。`)
  return text
}
