import { industryName } from '../facts/industries.ts'
import { valueText } from '../facts/fact-text.ts'
import { plain } from '../format.ts'
import { t } from '../i18n.ts'
import { townName } from '../parks/places.ts'
import { findTarget } from './targets.ts'

const grouped = (value: number): string => value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A value of a sheet as the preview shows it: money in exact 元, so that it can be compared with the sheet. */
export function cellText(value: unknown, target: string): string {
  if (value == null) return t('imports.unknown')
  if (Array.isArray(value)) return value.length === 0 ? t('format.none') : value.map(String).join(t('format.comma'))
  if (target === 'year') return String(value)
  const declared = findTarget(target)
  if (typeof value === 'number') return declared?.kind === 'money' ? grouped(value) : plain(value)
  if (typeof value === 'string') {
    if (target === 'townCode') return townName(value)
    if (target === 'profile.industry') return `${value} ${industryName(value)}`.trim()
  }
  return valueText(value, declared?.indicator)
}

/** Whether a column is read as numbers and so stands to the right. */
export const isNumeric = (target: string): boolean =>
  ['money', 'people', 'count', 'percent', 'rank'].includes(findTarget(target)?.kind ?? '')
