import type { CriterionText, RulesetText } from '../../shared/api/rulesets.ts'
import type { Assessment, CriterionReport, Outcome } from '../../shared/report.ts'
import { isDay } from '../../shared/days.ts'
import { valueText } from '../facts/fact-text.ts'
import { indicatorAt } from '../facts/paths.ts'
import { besideThreshold, percent, plain, span, wanYuan } from '../format.ts'
import { type MessageKey, t } from '../i18n.ts'

/** One criterion: how it was judged beside what the rule says of it. */
export interface CriterionRow {
  readonly report: CriterionReport
  readonly text: CriterionText
}

export const rowsOf = ({ criteria }: Assessment, ruleset: RulesetText): readonly CriterionRow[] =>
  criteria.flatMap((report) => {
    const text = ruleset.criteria.find(({ id }) => id === report.id)
    return text ? [{ report, text }] : []
  })

/** Conditions that decide, the score line among them; parts of the score are shown beside, direct ways and notes below. */
export const isCondition = ({ text }: CriterionRow): boolean => text.kind === 'gate' || text.kind === 'aggregate'

const relations = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '': '' } as const

/** A limit as the text states it: 60%, 2,000 万元, without decimals that it has not. */
function limit(threshold: number, row: CriterionRow): string {
  if (row.text.shows === 'percent') return `${plain(Number((threshold * 100).toPrecision(12)))}%`
  if (row.text.shows === 'percentage') return `${plain(threshold)}%`
  if (row.text.shows === 'money') return t('format.wan', { amount: plain(threshold / 10_000) })
  return amount(threshold, row, null)
}

function amount(value: number, { text }: CriterionRow, threshold: number | null): string {
  switch (text.shows) {
    case 'percent':
      return percent(value, threshold)
    case 'percentage':
      return `${besideThreshold(value, threshold, 2)}%`
    case 'money':
      return wanYuan(value, threshold)
    case 'people':
      return t('format.people', { count: plain(value) })
    case 'days':
      return t('format.days', { count: plain(value) })
    case 'years':
      return t('format.years', { count: plain(value) })
    case 'rank':
      return t('format.rank', { rank: plain(value) })
    case 'level':
      return t('format.level', { level: plain(value) })
    case 'points':
    case 'marks':
      return t('format.points', { count: plain(value) })
    case 'text':
      // Several units in one condition: a number alone would say nothing.
      return '—'
    default:
      return t('format.items', { count: plain(value) })
  }
}

/** A condition that nothing of a list may be there: met by none. */
const asksForNone = ({ text, report }: CriterionRow): boolean =>
  text.shows === 'count' && text.relation === '' && report.points === undefined

/** Size classes of 国统字〔2017〕213号, as a condition on them reports what the firm is. */
const sizeClasses: Readonly<Record<string, MessageKey>> = {
  large: 'report.sizeLarge',
  medium: 'report.sizeMedium',
  small: 'report.sizeSmall',
  micro: 'report.sizeMicro',
}

/** What the firm has, as a person reads it, never on the wrong side of the line. */
export function ownValue(row: CriterionRow): string {
  const { report, text } = row
  const { value, threshold } = report
  if (value === null) return report.outcome === 'unknown' ? t('format.notGiven') : '—'
  if (text.shows === 'points' && report.points) return t('format.points', { count: span(report.points.min, report.points.max) })
  if (typeof value === 'number') {
    if (value === 0 && text.shows === 'count' && report.points === undefined) return t('format.none')
    return amount(value, row, typeof threshold === 'number' ? threshold : null)
  }
  if (typeof value === 'boolean') return text.kind === 'direct' && !value ? t('format.none') : value ? t('format.yes') : t('format.no')
  if (text.shows === 'points') return t('format.points', { count: value })
  if (text.shows === 'flag' && isDay(value)) return t('report.heldUntil', { day: value })
  const size = sizeClasses[value]
  if (size) return t(size)
  return valueText(value, indicatorAt(text.facts[0] ?? ''))
}

/** What is asked, with its exact relation. */
export function requirement(row: CriterionRow): string {
  const { report, text } = row
  if (asksForNone(row)) return t('format.none')
  if (text.shows === 'flag') return text.kind === 'direct' ? t('verdict.held') : t('format.yes')
  if (typeof report.threshold !== 'number' || text.shows === 'text') return text.kind === 'aggregate' ? t('report.aboveZero') : '—'
  return `${relations[text.relation]} ${limit(report.threshold, row)}`
}

/** Outcomes in the order in which a reader needs them. */
const urgency: Readonly<Record<Outcome, number>> = { unmet: 0, unknown: 1, review: 2, met: 3, 'not-applicable': 4 }

/** Unmet ones first and the nearest of them on top, then what is missing (most decisive first), what a person judges, what is met. */
export function byNeed(rows: readonly CriterionRow[], missing: readonly string[]): readonly CriterionRow[] {
  const decisive = ({ report }: CriterionRow) =>
    Math.min(...report.missing.map((fact) => missing.indexOf(fact)).filter((i) => i >= 0), Infinity)
  return rows.toSorted((a, b) => {
    const byOutcome = urgency[a.report.outcome] - urgency[b.report.outcome]
    if (byOutcome !== 0) return byOutcome
    if (a.report.outcome === 'unmet') return (a.report.distance ?? Infinity) - (b.report.distance ?? Infinity) || 0
    if (a.report.outcome === 'unknown') return decisive(a) - decisive(b) || 0
    return 0
  })
}

/** How many of the conditions came out how. */
export function outcomeCounts(rows: readonly CriterionRow[]): Readonly<Record<Outcome, number>> {
  const counts: Record<Outcome, number> = { met: 0, review: 0, unknown: 0, unmet: 0, 'not-applicable': 0 }
  for (const { report } of rows) counts[report.outcome]++
  return counts
}

/** Strictness of the pass mark in words: 「须达到 60」, 「须超过 70（70 分不算）」. */
export const passText = (pass: number, isStrict: boolean): string =>
  t(isStrict ? 'report.passAbove' : 'report.passFrom', { pass: plain(pass) })
