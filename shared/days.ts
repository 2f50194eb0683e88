/** Calendar days as `YYYY-MM-DD` strings, which compare by order of time. No clock and no time zone. */

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

const dayMs = 86_400_000

const utc = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))

const format = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Whether the text is a day that exists, between 1900 and 2199. */
export function isDay(text: string): boolean {
  const match = pattern.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : lengths[month - 1]!

export const yearOf = (day: string): number => Number(day.slice(0, 4))

/** Days from the first to the second, negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / dayMs)

export const addDays = (day: string, days: number): string => format(utc(day) + days * dayMs)

/** The same day of the month so many calendar months later or earlier, clamped to the end of the month. */
export function addMonths(day: string, months: number): string {
  const index = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return format(Date.UTC(year, month, Math.min(Number(day.slice(8, 10)), last)))
}
