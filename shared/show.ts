import type { CriterionText } from './api/rulesets.ts'

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/**
 * The number with so many decimals, and with more where rounding would put it on the threshold or across it: 59.996% is
 * never shown as 60.00% when the line is 60%. For showing only; comparing is done elsewhere, exactly.
 */
export function besideThreshold(value: number, threshold: number | null, digits: number): string {
  const side = threshold === null ? 0 : Math.sign(value - threshold)
  for (let d = digits; d <= 12; d++) {
    if (threshold === null || Math.sign(Number(value.toFixed(d)) - threshold) === side) return grouped(value, d)
  }
  return grouped(value, 12)
}

type Value = number | string | boolean | null

const decimal = (value: number): number => Number(value.toPrecision(12))

/** A value or a threshold of a criterion as Chinese text, in the unit in which the criterion is shown; null is 未填. */
export function shownValue(value: Value, shows: CriterionText['shows'], threshold: Value = null): string {
  if (value === null) return '未填'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string') return value
  const line = typeof threshold === 'number' ? threshold : null
  switch (shows) {
    case 'percent':
      return `${besideThreshold(value * 100, line === null ? null : decimal(line * 100), 2)}%`
    case 'money':
      return `${besideThreshold(value / 10_000, line === null ? null : line / 10_000, 2)} 万元`
    case 'people':
      return `${plain(value)} 人`
    case 'count':
      return `${plain(value)} 项`
    case 'days':
      return `${plain(value)} 天`
    case 'points':
      return `${plain(value)} 分`
    default:
      return plain(value)
  }
}

const plain = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 })

/** A threshold as the rules state it: 60%, 20,000 万元. */
export function shownThreshold(threshold: number | string, shows: CriterionText['shows']): string {
  if (typeof threshold === 'string') return threshold
  if (shows === 'percent') return `${plain(decimal(threshold * 100))}%`
  if (shows === 'money') return `${plain(decimal(threshold / 10_000))} 万元`
  return shownValue(threshold, shows)
}
