import { isDay } from '../../shared/days.ts'
import { serialDay } from './serial-day.ts'

export type WrittenDay = { readonly day: string } | { readonly fault: string }

const separated = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/
const joined = /^(\d{4})(\d{2})(\d{2})$/
const withTime = /[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*Z?$/

function dayOf(year: string, month: string, day: string): WrittenDay {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (isDay(iso)) return { day: iso }
  const monthNumber = Number(month)
  if (monthNumber < 1 || monthNumber > 12) return { fault: `没有 ${monthNumber} 月` }
  if (Number(year) < 1900 || Number(year) > 2199) return { fault: `年份 ${year} 不合理` }
  return { fault: `${Number(year)} 年 ${monthNumber} 月没有 ${Number(day)} 日` }
}

/** Below it a serial number is taken for a slip: 10,000 is a day of 1927. */
const leastSerial = 10_000

/** A day that was written as text. */
export function readDay(written: string, date1904: boolean): WrittenDay {
  const text = written.normalize('NFKC').trim().replace(withTime, '').trim()
  const parts = separated.exec(text) ?? joined.exec(text)
  if (parts) return dayOf(parts[1]!, parts[2]!, parts[3]!)
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return readSerial(text, date1904)
  if (/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text)) return { fault: '只有年月，没有日' }
  if (/^\d{4}\s*年?$/.test(text)) return { fault: '只有年份，没有月日' }
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(text)) return { fault: '分不清年月日的顺序，请写成 2019-05-03' }
  return { fault: '不是日期，请写成 2019-05-03' }
}

/** A day in a number cell without a date format: eight digits, or a serial number. */
export function readDayNumber(stored: string, date1904: boolean): WrittenDay {
  const number = Number(stored)
  if (Number.isInteger(number)) {
    const parts = joined.exec(String(number))
    if (parts) return dayOf(parts[1]!, parts[2]!, parts[3]!)
    if (number >= 1900 && number <= 2199) return { fault: '只有年份，没有月日' }
  }
  return readSerial(stored, date1904)
}

function readSerial(text: string, date1904: boolean): WrittenDay {
  const day = Number(text) >= leastSerial ? serialDay(Number(text), date1904) : null
  return day === null ? { fault: '不是日期，请写成 2019-05-03' } : { day }
}
