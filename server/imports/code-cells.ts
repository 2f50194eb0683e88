import { normaliseUscc, usccCheckCharacter, usccFault } from '../../shared/uscc.ts'
import type { Reading } from './cells.ts'
import type { RawCell } from './raw.ts'

const refused = (code: string, reason: string): Reading => ({ kind: 'refused', code, reason })

const lost = '单元格是数字格式，18 位代码的末几位已丢失，无法还原。请在原表把该列设为“文本”后重填，或在这里直接输入'

/** Reads a credit code. A number cell is never one: a spreadsheet keeps fifteen digits of eighteen. */
export function readCode(raw: Exclude<RawCell, null>): Reading {
  if (typeof raw === 'boolean') return refused('uscc-length', '不是统一社会信用代码')
  if (typeof raw !== 'string') {
    const digits = String(raw[1])
    return /^\d{1,15}$/.test(digits) ? refused('uscc-length', lengthReason(digits)) : refused('uscc-number', lost)
  }
  const text = raw.normalize('NFKC').trim()
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(text)) return refused('uscc-number', lost)
  const code = normaliseUscc(raw.replace(/[\u200B-\u200F\u2060\uFEFF]/g, ''))
  switch (usccFault(code)) {
    case 'length':
      return refused('uscc-length', lengthReason(code))
    case 'character':
      return refused('uscc-character', `含有不会出现的字符${strangers(code)}`)
    case 'check':
      return refused('uscc-check', `校验位不对（应为 ${usccCheckCharacter(code.slice(0, 17))}）`)
    case null:
      return { kind: 'value', value: code }
  }
}

function lengthReason(code: string): string {
  if (/^\d{15}$/.test(code)) return '是 15 位的旧注册号，不是 18 位的统一社会信用代码'
  if (/^[0-9A-Z]{9}$/.test(code)) return '是 9 位的组织机构代码，不是 18 位的统一社会信用代码'
  return `统一社会信用代码应为 18 位，这里是 ${[...code].length} 位`
}

function strangers(code: string): string {
  const found = [...new Set([...code].filter((one) => !/[0-9A-HJ-NPQRTUWXY]/.test(one)))]
  return found.length === 0
    ? ''
    : `“${found.join('、')}”${found.some((one) => one === 'O' || one === 'I') ? '（字母 O、I 不用，是不是数字 0、1）' : ''}`
}
