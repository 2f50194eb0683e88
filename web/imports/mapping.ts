import type { ColumnMapping, ImportOptions, MappingBody } from '../../shared/api/imports.ts'
import type { MessageKey } from '../i18n.ts'
import { findTarget } from './targets.ts'

/** What a person has settled of one column, over what was guessed. */
export interface ColumnChoice {
  readonly index: number
  readonly target: string | null
  readonly unit: number | null
  readonly year: number | null
}

export const choicesOf = (columns: readonly ColumnMapping[]): ColumnChoice[] =>
  columns.map(({ index, target, unit, year }) => ({ index, target, unit, year }))

/** Another target for a column: a unit only where it is money, 元 until said otherwise; the year that the header names stays. */
export function withTarget(choice: ColumnChoice, target: string | null, header: Pick<ColumnMapping, 'unit' | 'year'>): ColumnChoice {
  const found = findTarget(target)
  return {
    index: choice.index,
    target,
    unit: found?.kind === 'money' ? (choice.unit ?? header.unit ?? 1) : null,
    year: found?.isYearly ? (choice.year ?? header.year) : null,
  }
}

export interface MappingFault {
  /** null: of the whole sheet. */
  readonly index: number | null
  readonly key: MessageKey
  /** The other column of the same target. */
  readonly other?: number
}

/** What keeps a mapping from being checked: no way to tell the firms, one target twice, a figure without a year. */
export function mappingFaults(choices: readonly ColumnChoice[], options: Pick<ImportOptions, 'defaultYear'>): readonly MappingFault[] {
  const faults: MappingFault[] = []
  if (!choices.some(({ target }) => target === 'uscc' || target === 'name')) faults.push({ index: null, key: 'imports.faultNoIdentity' })
  const hasYearColumn = choices.some(({ target }) => target === 'year')
  const seen = new Map<string, number>()
  for (const { index, target, year } of choices) {
    if (target === null) continue
    const isYearly = findTarget(target)?.isYearly ?? false
    const place = isYearly ? `${target}@${year ?? (hasYearColumn ? 'row' : options.defaultYear)}` : target
    const other = seen.get(place)
    if (other !== undefined) faults.push({ index, key: 'imports.faultTwice', other })
    else seen.set(place, index)
    if (isYearly && year === null && !hasYearColumn && options.defaultYear === null) faults.push({ index, key: 'imports.faultNoYear' })
  }
  return faults
}

export const mappingBody = (options: ImportOptions, choices: readonly ColumnChoice[]): MappingBody => ({
  options,
  columns: choices.map((choice) => ({ ...choice })),
})

export const mappedCount = (choices: readonly ColumnChoice[]): number => choices.filter(({ target }) => target !== null).length

/** A year as it is typed: empty is none; what is no year is refused. */
export function parseYear(text: string): number | null | undefined {
  const written = text.normalize('NFKC').trim()
  if (written === '') return null
  const year = Number(written)
  return Number.isInteger(year) && year >= 1990 && year <= 2199 ? year : undefined
}
