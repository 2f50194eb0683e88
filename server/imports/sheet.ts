import type { RawRow } from './raw.ts'

/** The sheets of a file and the rows of each, whatever the format of the file. */
export interface Tables {
  readonly kind: 'xlsx' | 'csv'
  readonly sheets: readonly SheetInfo[]
  /** Whether bare serial numbers count days from 1904. */
  readonly date1904: boolean
  /** All rows that are not blank, in order; throws a `FileProblem` where the sheet cannot be trusted to its end. */
  rows(sheet: number): AsyncGenerator<RawRow, void>
  close(): void
}

export interface SheetInfo {
  readonly name: string
  /** As the file says before it is read; the truth is counted while reading. */
  readonly rows: number
  readonly columns: number
  readonly hidden: boolean
  readonly merges: readonly Merge[]
}

/** Merged cells, zero-based and inclusive. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}
