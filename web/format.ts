import { daysBetween } from '../shared/days.ts'
import { t } from './i18n.ts'

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/**
 * The number with so many decimals, and with more where rounding would put it on the threshold or across it: 59.996%
 * is never shown as 60.00% when the line is 60%. Comparing is done elsewhere, exactly; this is for showing.
 */
export function besideThreshold(value: number, threshold: number | null, digits: number): string {
  const side = threshold === null ? 0 : Math.sign(value - threshold)
  for (let d = digits; d <= 12; d++) {
    const rounded = Number(value.toFixed(d))
    if (threshold === null || Math.sign(rounded - threshold) === side) return grouped(value, d)
  }
  return grouped(value, 12)
}

/** A fraction of 1 as percent, two decimals or as many as the threshold needs. */
export const percent = (share: number, threshold: number | null = null): string =>
  `${besideThreshold(share * 100, threshold === null ? null : Number((threshold * 100).toPrecision(12)), 2)}%`

/** Yuan shown in 万元 with two decimals, or as many as the threshold needs; without the unit. */
export const wan = (yuan: number, threshold: number | null = null): string =>
  besideThreshold(yuan / 10_000, threshold === null ? null : threshold / 10_000, 2)

/** Yuan in 万元 with the unit. */
export const wanYuan = (yuan: number, threshold: number | null = null): string => t('format.wan', { amount: wan(yuan, threshold) })

/** The exact amount in 元, as tooltips and exports give it. */
export const yuan = (amount: number): string => t('format.yuan', { amount: grouped(amount, 2) })

/** At most six decimals, none that are not needed. */
export const plain = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 })

/** A score or an interval of one: 56, or 26–76. */
export const span = (min: number, max: number): string => (min === max ? plain(min) : `${plain(min)}–${plain(max)}`)

export const count = (value: number): string => value.toLocaleString('en-US')

/** Days until a deadline: 「剩 12 天」, 「今天到期」, 「已过 3 天」. `near` from 30 days on. */
export function deadline(day: string, today: string): { readonly text: string; readonly isNear: boolean } {
  const left = daysBetween(today, day)
  const text = left < 0 ? t('format.daysPast', { days: -left }) : left === 0 ? t('format.dueToday') : t('format.daysLeft', { days: left })
  return { text, isNear: left <= 30 }
}

/** A moment as day and minute in Asia/Shanghai. */
export function moment(iso: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`
}

/** The day of a moment, without the year while it is this one. */
export const dayOf = (iso: string): string => moment(iso).slice(0, 10)

/** Bytes as a person reads them. */
export const fileSize = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
