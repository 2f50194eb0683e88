import type { ColumnMapping, Import } from '../../shared/api/imports.ts'
import { unitOf } from '../../shared/dictionary/indicator.ts'
import { isEnglish, t, term } from '../i18n.ts'
import { isNumeric } from './cell-text.ts'
import { findTarget, targetName } from './targets.ts'

/** One column of the preview: the field above, the sheet's own header below. */
export interface PreviewColumn {
  readonly letter: string
  readonly target: string
  /** With unit and year: 2024 年 营业收入（元）. */
  readonly name: string
  /** As in the sheet, with what money is multiplied by: 营收（万元）×10,000. */
  readonly from: string
  readonly isNumeric: boolean
}

function nameOf(target: string, year: number | null): string {
  const found = findTarget(target)
  const label = found?.indicator ? unitOf[found.indicator.kind] : null
  const unit = label && term(label) !== '' ? (isEnglish.value ? ` (${term(label)})` : `（${term(label)}）`) : ''
  const named = `${targetName(target)}${unit}`
  return year === null ? named : t('imports.ofYear', { year, name: named })
}

function fromOf({ header, letter, unit }: ColumnMapping): string {
  const times = unit !== null && unit !== 1 ? ` ×${unit.toLocaleString('en-US')}` : ''
  return `${header || letter}${times}`
}

/** The mapped columns in the order of the sheet. */
export const previewColumns = ({ columns, options }: Pick<Import, 'columns' | 'options'>): readonly PreviewColumn[] => {
  const hasYearColumn = columns.some(({ target }) => target === 'year')
  return columns.flatMap((column) => {
    const { target, letter, year } = column
    if (target === null) return []
    const ofYear = findTarget(target)?.isYearly ? (year ?? (hasYearColumn ? null : (options?.defaultYear ?? null))) : null
    return [{ letter, target, name: nameOf(target, ofYear), from: fromOf(column), isNumeric: isNumeric(target) }]
  })
}
