import type { Indicator } from '../../shared/dictionary/indicator.ts'
import { Line, schemaOf } from '../../shared/facts.ts'
import type { z } from 'zod'
import { asShown, type AmountFault, decimalsOf, isCalculated, isTrace, readAmount, roundDecimal } from './amounts.ts'
import { readCode } from './code-cells.ts'
import { readDay, readDayNumber, type WrittenDay } from './days-written.ts'
import { isBlank, type RawCell, shiftPoint, written } from './raw.ts'
import type { Target } from './targets.ts'
import { cleanText, readChoice, readFlag, readIndustry, readTags } from './words.ts'

/** What a cell says about its target: a value, that nobody knows, or something that cannot be taken. */
export type Reading =
  | { readonly kind: 'value'; readonly value: unknown; readonly doubt?: { readonly code: string; readonly reason: string } }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }

/** What is said of a column besides its cells. */
export interface ColumnContext {
  readonly target: Target
  /** For money: yuan per unit of the column, a power of ten. */
  readonly unit: number | null
  /** A currency other than 人民币 that the header names. */
  readonly currency?: string | undefined
  readonly date1904: boolean
  /** Places by their names and codes. */
  readonly towns: ReadonlyMap<string, string>
  /** Codes of industries whose name is unique. */
  readonly industries: ReadonlyMap<string, string>
}

const refused = (code: string, reason: string): Reading => ({ kind: 'refused', code, reason })
const value = (one: unknown): Reading => ({ kind: 'value', value: one })
const unknown: Reading = { kind: 'unknown' }

const marks = new Set([
  '-', '--', '---', '/', '//', '\\', '*', '.', '。', '?',
  'n/a', 'na', '#n/a', 'n.a.', 'null', 'none', 'nil', 'nan', 'undefined',
  '无', '暂无', '无数据', '暂无数据', '未知', '未填', '未填写', '未提供', '不详', '不清楚', '空', '待补', '待补充', '待填', '待填报', '待定', '不适用', '缺',
]) // prettier-ignore

/** Whether a cell says in words or marks that the value is not known. */
export function saysUnknown(text: string): boolean {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  return plain === '' || marks.has(plain.replace(/[−–—―─]/g, '-'))
}

/** Reads one cell for its target. Never a value that differs from what is written: what is unsure is refused or marked. */
export function readCell(raw: RawCell | undefined, context: ColumnContext): Reading {
  const { target } = context
  if (raw == null || isBlank(raw)) return unknown
  if (Array.isArray(raw)) {
    const [type] = raw
    if (type === 'm') return readMerged(raw[1] as RawCell, context)
    if (type === 'e') return refused('formula-error', '公式出错，没有值')
    if (type === 'f') return refused('formula-empty', '公式没有保存结果，请在 Excel 里打开、重新保存后再上传')
  }
  const text = written(raw)
  if (text.includes('\uFFFD')) return refused('garbled', '有读不出的字符，可能是乱码')
  if (target.kind === 'none-list') return readNone(text)
  // Of a choice, 「无」 may be one of the answers; a code column has its own marks.
  if (typeof raw === 'string' && saysUnknown(text))
    return target.kind === 'tags' && /^(?:无|没有|none)$/i.test(text.trim()) ? value([]) : unknown
  return readKnown(raw, text, context)
}

function readMerged(above: RawCell, context: ColumnContext): Reading {
  const { kind } = context.target
  if (['money', 'people', 'count', 'percent', 'rank'].includes(kind)) return refused('merged', '合并单元格，分不清数字属于哪一行')
  return readCell(above, context)
}

function readNone(text: string): Reading {
  if (/^(?:无|没有|否|0|none|no)$/i.test(text.normalize('NFKC').trim())) return value([])
  return saysUnknown(text) ? unknown : refused('list', '这一列只能填“无”；有的话请到企业档案里逐项填写')
}

function readKnown(raw: Exclude<RawCell, null>, text: string, context: ColumnContext): Reading {
  const { target } = context
  switch (target.kind) {
    case 'uscc':
      return readCode(raw)
    case 'money':
    case 'people':
    case 'count':
    case 'percent':
    case 'rank':
      return readNumber(raw, context)
    case 'day':
      return readDayCell(raw, context)
    case 'year':
      return readYear(raw, text)
    case 'flag':
      return readFlag(text)
    case 'choice':
      return readChoice(text, target.indicator?.choices ?? {})
    case 'industry':
      return readIndustry(raw, text, context.industries)
    case 'town': {
      const code = context.towns.get(cleanText(text).replace(/^福清市/, ''))
      return code === undefined ? refused('town', '不是福清市的镇街') : value(code)
    }
    case 'tags':
      return readTags(text)
    default:
      return readText(raw, text, context)
  }
}

const schemas = new Map<string, z.ZodType>()

/** The last word on a value has the dictionary, as at every other door. */
function checked(one: unknown, target: Target): Reading {
  let schema = schemas.get(target.path)
  if (!schema) {
    const indicator: Indicator = target.indicator ?? { kind: target.kind as Indicator['kind'], label: target.label }
    schema = schemaOf(indicator)
    schemas.set(target.path, schema)
  }
  const result = schema.safeParse(one)
  return result.success ? value(result.data) : refused('out-of-range', result.error.issues[0]!.message)
}

const unitNames: ReadonlyMap<number, string> = new Map([
  [1, '元'],
  [1000, '千元'],
  [10_000, '万元'],
  [1_000_000, '百万元'],
  [100_000_000, '亿元'],
])

function readText(raw: RawCell, text: string, { target, unit }: ColumnContext): Reading {
  if (Array.isArray(raw) && raw[0] === 'n' && /\d{16}/.test(shiftPoint(raw[1], 0))) {
    return refused('digits-lost', '单元格是数字格式，末几位已丢失。请在原表把该列设为“文本”后重填')
  }
  const number = Array.isArray(raw) && raw[0] === 'n' ? asShown(raw[1]) : text
  // Of a bare number the unit of the header would be lost with the header.
  const plain =
    target.kind === 'verbatim' && unit !== null && /^[\d,.]+$/.test(number.trim()) ? `${number.trim()}${unitNames.get(unit) ?? ''}` : number
  const result = Line(target.maxLength).safeParse(cleanText(plain))
  if (!result.success) return refused('text', result.error.issues[0]!.message)
  return result.data === '' ? unknown : value(result.data)
}

const faults: Readonly<Record<AmountFault, string>> = {
  'not-a-number': '不是数字',
  currency: '不是人民币金额。请换算成人民币后再填',
  scientific: '是科学计数法的文本，末几位可能已丢失。请填完整的数字',
  grouping: '千位分隔符的位置不对，分不清数值',
  'chinese-digits': '不是数字，请用阿拉伯数字',
  several: '写了不止一个数',
}

function readNumber(raw: Exclude<RawCell, null>, context: ColumnContext): Reading {
  const { target, currency } = context
  if (target.kind === 'money' && currency) return refused('currency', `表头写的是${currency}，不是人民币。请换算成人民币后再填`)
  if (typeof raw === 'boolean') return refused('not-a-number', '不是数字')
  if (typeof raw === 'string') return readNumberText(raw, context)
  const [type, stored, note] = raw as readonly [string, string, string?]
  if (type === 'd') return refused('date-format', '单元格是日期格式，不是数字')
  if (type === 'c' && target.kind === 'money') return refused('currency', `单元格是外币格式（${note}），不是人民币。请换算后再填`)
  if (type === 'p' && target.kind !== 'percent') return refused('percent', '单元格是百分比，不是数值')
  const shown = asShown(type === 'p' ? shiftPoint(stored, 2) : stored)
  const reading = finished(shiftPoint(shown, powerOf(context, null)), isCalculated(stored), context)
  if (type === 'k' && reading.kind === 'value' && !reading.doubt) {
    return { ...reading, doubt: { code: 'scaled-format', reason: '单元格显示的数和实际存的数不同（缩放格式），请确认单位' } }
  }
  return type === 'p' ? reading : bareShare(shown, reading, target)
}

function readNumberText(text: string, context: ColumnContext): Reading {
  const { target } = context
  const amount = readAmount(text)
  if (typeof amount === 'string') return refused(amount, faults[amount])
  if (amount.percent && target.kind !== 'percent') return refused('percent', '是百分比，不是数值')
  const reading = finished(shiftPoint(amount.decimal, powerOf(context, amount.power)), false, context)
  return amount.percent ? reading : bareShare(amount.decimal, reading, target)
}

/** The unit in the cell says it of this cell; the one in the header of all others. */
function powerOf({ target, unit }: ColumnContext, inCell: number | null): number {
  if (inCell !== null) return inCell
  return target.kind === 'money' && unit !== null ? Math.round(Math.log10(unit)) : 0
}

/** 0.125 under 「占有率」 may be 12.5 % or an eighth of a percent. */
function bareShare(decimal: string, reading: Reading, target: Target): Reading {
  if (target.kind !== 'percent' || reading.kind !== 'value' || reading.doubt) return reading
  const size = Math.abs(Number(decimal))
  if (size === 0 || size >= 1) return reading
  return {
    ...reading,
    doubt: { code: 'share-or-percent', reason: `按 ${decimal}% 导入；如果是 ${shiftPoint(decimal, 2)}%，请改成带百分号的写法` },
  }
}

function finished(decimal: string, calculated: boolean, { target }: ColumnContext): Reading {
  const places = target.kind === 'money' ? 2 : target.kind === 'rank' ? 0 : 6
  if (decimalsOf(decimal) <= places) return checked(Number(decimal), target)
  if (target.kind === 'rank') return refused('out-of-range', '应为整数')
  const rounded = checked(Number(roundDecimal(decimal, places)), target)
  if (rounded.kind !== 'value') return rounded
  if (isTrace(decimal, places)) return rounded
  if (!calculated) return refused('decimals', target.kind === 'money' ? '换算成元后超过两位小数' : '超过六位小数')
  // The seventh decimal of an average is nobody's figure; a fraction of a fen may hide a wrong unit.
  if (target.kind !== 'money') return rounded
  return { ...rounded, doubt: { code: 'rounded', reason: `换算成元后超过两位小数，将按 ${roundDecimal(decimal, places)} 元导入` } }
}

function readDayCell(raw: Exclude<RawCell, null>, { date1904, target }: ColumnContext): Reading {
  if (typeof raw === 'boolean') return refused('date', '不是日期')
  let day: WrittenDay
  if (typeof raw === 'string') day = readDay(raw, date1904)
  else if (raw[0] === 'd') day = raw[1] === '' ? { fault: '不是存在的日期' } : { day: raw[1] as string }
  else if (raw[0] === 'n') day = readDayNumber(raw[1] as string, date1904)
  else day = { fault: '不是日期' }
  return 'fault' in day ? refused('date', day.fault) : checked(day.day, target)
}

function readYear(raw: RawCell, text: string): Reading {
  const plain = Array.isArray(raw) && raw[0] === 'n' ? asShown(raw[1]) : text.normalize('NFKC').trim()
  const match = /^(\d{4})\s*(?:年度?|年报)?$/.exec(plain) ?? /^(\d{4})[-/.年]\s*12[-/.月]\s*31日?$/.exec(plain)
  const year = Number(match?.[1])
  return match && year >= 1990 && year <= 2199 ? value(year) : refused('year', '不是年份，请写成 2024')
}
