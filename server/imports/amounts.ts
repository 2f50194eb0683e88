import { shiftPoint } from './raw.ts'

/** A number as somebody wrote it: its plain decimal, and what they wrote around it. */
export interface Amount {
  /** Exactly what is written, without separators; a sign, digits, a point. */
  readonly decimal: string
  /** Power of ten of a unit written in the cell (万 = 4), or null. */
  readonly power: number | null
  readonly percent: boolean
}

export type AmountFault = 'not-a-number' | 'currency' | 'scientific' | 'grouping' | 'chinese-digits' | 'several'

/** Powers of ten of the money units as people write them. */
export const moneyUnits: Readonly<Record<string, number>> = {
  元: 0,
  百元: 2,
  千元: 3,
  万: 4,
  万元: 4,
  十万元: 5,
  百万: 6,
  百万元: 6,
  千万: 7,
  千万元: 7,
  亿: 8,
  亿元: 8,
  十亿元: 9,
  百亿元: 10,
  千亿元: 11,
  万亿: 12,
  万亿元: 12,
}

const counters = '人|名|个|家|项|件|位|户|次|人次|年|级|分'
const foreign =
  /美元|美金|欧元|英镑|日元|日圆|港元|港币|台币|新台币|韩元|卢布|加元|澳元|新加坡元|瑞士法郎|US\$|HK\$|NT\$|[$€£]|\b(?:USD|EUR|GBP|JPY|HKD|TWD|KRW|SGD|AUD|CAD|CHF)\b/i

/** The foreign currency that a text names, if it does. */
export const foreignCurrency = (text: string): string | undefined => foreign.exec(text.normalize('NFKC'))?.[0]

const grouped = /^\d{1,3}(?:([, ])\d{3})(?:\1\d{3})*(?:\.\d+)?$/
const bare = /^(?:\d+(?:\.\d*)?|\.\d+)$/
const unitPattern = Object.keys(moneyUnits)
  .sort((a, b) => b.length - a.length)
  .join('|')
const shape = new RegExp(`^([+-]?)([\\d,. ]*\\d[\\d,. ]*?)\\s*(%)?\\s*(${unitPattern})?(${counters})?$`)

/** Reads a number that was written as text. Never guesses: what could mean two things is a fault. */
export function readAmount(written: string): Amount | AmountFault {
  const text = written
    .normalize('NFKC')
    .trim()
    .replace(/^[−–—‐]/, '-')
    .replace(/整$/, '')
  if (foreignCurrency(text)) return 'currency'
  const plain = text
    .replace(/\(([万亿千百十]*元?)(?:人民币)?\)$/, '$1')
    .replace(/^(?:人民币|RMB|CNY|¥)\s*/i, '')
    .replace(/\s*(?:\(?人民币\)?|RMB|CNY)$/i, '')
    .replace(/^-\s*¥/, '-')
  // Accountants write a loss in brackets; spreadsheets read it so too.
  const bracketed = /^\(([\d,. ]+)\)$/.exec(plain)
  if (bracketed) return negated(readAmount(bracketed[1]!))
  if (/^[+-]?\d(?:\.\d+)?e[+-]?\d+$/i.test(plain)) return 'scientific'
  const match = shape.exec(plain)
  if (!match) return faultOf(plain)
  const [, sign, digits = '', percent, unit] = match
  const number = digits.trim()
  if (!bare.test(number) && !grouped.test(number)) return 'grouping'
  return {
    decimal: `${sign === '-' ? '-' : ''}${number.replace(/[, ]/g, '')}`,
    power: unit === undefined ? null : moneyUnits[unit]!,
    percent: percent !== undefined,
  }
}

function negated(amount: Amount | AmountFault): Amount | AmountFault {
  return typeof amount === 'string' ? amount : { ...amount, decimal: `-${amount.decimal}` }
}

function faultOf(text: string): AmountFault {
  if (/^[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟元整点.]+$/.test(text)) return 'chinese-digits'
  return /\d\s*(?:[-~至到、;/]|and)\s*\d/.test(text) ? 'several' : 'not-a-number'
}

const significant = (decimal: string): number =>
  decimal
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+/, '').length

/**
 * The number of a number cell as the spreadsheet shows it: fifteen significant digits, which rids it of the traces of
 * binary fractions (1234.5599999999999 is 1234.56).
 */
export function asShown(stored: string): string {
  const plain = shiftPoint(stored, 0)
  return significant(plain) <= 15 ? plain : shiftPoint(Number(stored).toPrecision(15), 0)
}

/** Whether the digits are those of a calculation rather than of a person: as many as a binary number has. */
export const isCalculated = (stored: string): boolean => significant(stored) >= 14

export const decimalsOf = (decimal: string): number => decimal.split('.')[1]?.replace(/0+$/, '').length ?? 0

/** The decimal with at most so many places, half away from zero, exactly. */
export function roundDecimal(decimal: string, places: number): string {
  if (decimalsOf(decimal) <= places) return shiftPoint(decimal, 0)
  const shifted = shiftPoint(decimal, places)
  const [whole = '0', fraction = ''] = shifted.replace('-', '').split('.')
  const rounded = BigInt(whole) + (fraction >= '5' ? 1n : 0n)
  return shiftPoint(`${decimal.startsWith('-') && rounded !== 0n ? '-' : ''}${rounded}`, -places)
}

/** Whether what stands after so many places is only a trace of a binary fraction: 0.30000000000000004. */
export function isTrace(decimal: string, places: number): boolean {
  const rest = decimal.split('.')[1]?.slice(places) ?? ''
  return significant(decimal) >= 15 && /^(?:0{4}|9{4})/.test(rest)
}
