import { type Figure } from '../../shared/dictionary/figures.ts'

/** What one row of the file says that matters to other rows of it. */
export interface IndexEntry {
  readonly row: number
  readonly uscc: string
  /** Of a long layout. */
  readonly year: number | null
  /** Staff of the year, for comparing years that stand in different rows. */
  readonly staff: Readonly<Partial<Record<Figure, number>>>
}

export const staffFigures: readonly Figure[] = ['staffYearEnd', 'staffMonthlyAvg', 'staffQuarterlyAvg']

/** What rows of one file say of each other: the same code twice, the latest year of a firm, the staff of the years beside. */
export interface FileIndex {
  /** The first row of this code, in a long layout of this code and year. */
  firstRow(uscc: string, year: number | null): number | undefined
  readonly latestYear: ReadonlyMap<string, number>
  /** Staff of the same firm in other rows, by dot path. */
  staffBeside(uscc: string, row: number): Readonly<Record<string, number>>
}

/** A few numbers a row: the index of the largest file fits into some megabytes. */
export function fileIndex(entries: Iterable<IndexEntry>): FileIndex {
  const first = new Map<string, number>()
  const latestYear = new Map<string, number>()
  const staff = new Map<string, IndexEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry.uscc, entry.year)
    first.set(key, Math.min(entry.row, first.get(key) ?? entry.row))
    if (entry.year === null) continue
    latestYear.set(entry.uscc, Math.max(entry.year, latestYear.get(entry.uscc) ?? 0))
    if (Object.keys(entry.staff).length === 0) continue
    const own = staff.get(entry.uscc)
    if (own) own.push(entry)
    else staff.set(entry.uscc, [entry])
  }
  return {
    firstRow: (uscc, year) => first.get(keyOf(uscc, year)),
    latestYear,
    staffBeside(uscc, row) {
      const beside: Record<string, number> = {}
      for (const entry of staff.get(uscc) ?? []) {
        if (entry.row === row) continue
        for (const [figure, persons] of Object.entries(entry.staff)) beside[`years.${entry.year}.${figure}`] = persons
      }
      return beside
    },
  }
}

const keyOf = (uscc: string, year: number | null): string => (year === null ? uscc : `${uscc}|${year}`)
