import type { Revisable } from '../../shared/rules/revise.ts'
import { moneyText, parseCount, parseMoney, type Typed } from '../amounts.ts'
import { wan } from '../format.ts'
import { type MessageKey, t } from '../i18n.ts'

type Unit = Revisable['unit']

const words: Readonly<Record<Unit, MessageKey>> = {
  money: 'simulate.unit.money',
  people: 'simulate.unit.people',
  count: 'simulate.unit.count',
  percent: 'simulate.unit.percent',
  share: 'simulate.unit.percent',
  years: 'simulate.unit.years',
  days: 'simulate.unit.days',
  level: 'simulate.unit.level',
  rank: 'simulate.unit.rank',
  points: 'simulate.unit.points',
}

/** What people count a threshold in: 万元, %, 人. */
export const unitWord = (unit: Unit): string => t(words[unit])

/** The text that gives a threshold back when it is typed. */
export function typedText(value: number, unit: Unit): string {
  if (unit === 'money') return moneyText(value, 10_000)
  return unit === 'share' ? String(Number((value * 100).toPrecision(12))) : String(value)
}

/** A threshold as it is sent, from a text in the unit that people use. */
export function parseThreshold(text: string, { unit, mayBeNegative }: Pick<Revisable, 'unit' | 'mayBeNegative'>): Typed {
  if (unit === 'money') {
    const typed = parseMoney(text, 10_000)
    return 'value' in typed && typed.value !== null && typed.value < 0 ? { fault: 'negative' } : typed
  }
  const typed = parseCount(text, mayBeNegative)
  // Through the decimal that was written: 3.5 % is 0.035 and nothing beside it.
  return unit === 'share' && 'value' in typed && typed.value !== null ? { value: Number(`${typed.value}e-2`) } : typed
}

/** A threshold as people read it. */
export function thresholdText(value: number, unit: Unit): string {
  const number = unit === 'money' ? wan(value).replace(/\.00$/, '') : typedText(value, unit)
  return unit === 'share' || unit === 'percent' ? `${number}%` : `${number} ${unitWord(unit)}`
}

export const symbols: Readonly<Record<string, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' }
