import type { Indicator } from '../../shared/dictionary/indicator.ts'
import { factLabel } from '../../shared/rules/fact-names.ts'
import { plain, wanYuan } from '../format.ts'
import { isEnglish, t, term } from '../i18n.ts'

/** What a fact is called, by its dot path. */
export const factName = (path: string): string => term(factLabel(path))

/** A known value as a person reads it. */
export function valueText(value: unknown, indicator: Indicator | undefined): string {
  if (value == null) return t('format.notGiven')
  if (typeof value === 'boolean') return value ? t('format.yes') : t('format.no')
  if (typeof value === 'string') {
    const choice = indicator?.choices?.[value]
    return choice ? term(choice) : value
  }
  if (typeof value !== 'number') return String(value)
  switch (indicator?.kind) {
    case 'money':
      return wanYuan(value)
    case 'people':
      return t('format.people', { count: plain(value) })
    case 'percent':
      return `${plain(value)}%`
    case 'count':
      return t('format.items', { count: plain(value) })
    default:
      return plain(value)
  }
}

/** The question for a fact, with its year; without one, its name. */
export function questionText(path: string, indicator: Indicator | undefined): string {
  const year = path.split('.')[1] ?? ''
  return indicator?.question ? term(indicator.question).replace('{year}', year) : `${factName(path)}${isEnglish.value ? '?' : '？'}`
}
