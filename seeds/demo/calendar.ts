import { addDays, addMonths, yearOf } from '../../shared/days.ts'

/** The days that the scenarios speak of, all relative to the day of the first start. */
export interface Calendar {
  readonly today: string
  /** The year of today (Y). The last complete fiscal year is Y-1. */
  readonly year: number
  /** So many days before today; negative is after. */
  readonly daysAgo: (days: number) => string
  /** The same day of the month so many months before today; negative is after. */
  readonly monthsAgo: (months: number) => string
  /** A day of a year so many years before Y, as `MM-DD`. */
  readonly inYear: (yearsAgo: number, monthDay: string) => string
  /** A day of this year that is not after today, about halfway between New Year and today. */
  readonly earlierThisYear: string
  /** A day of this year that is not before today, at most 60 days ahead: a certificate that ends then is due for renewal. */
  readonly laterThisYear: string
}

export function calendarOf(today: string): Calendar {
  const year = yearOf(today)
  const elapsed = Math.round((Date.parse(today) - Date.parse(`${year}-01-01`)) / 86_400_000)
  const ahead = addDays(today, 60)
  return {
    today,
    year,
    daysAgo: (days) => addDays(today, -days),
    monthsAgo: (months) => addMonths(today, -months),
    inYear: (yearsAgo, monthDay) => `${year - yearsAgo}-${monthDay}`,
    earlierThisYear: addDays(`${year}-01-01`, Math.floor(elapsed / 2)),
    laterThisYear: yearOf(ahead) === year ? ahead : `${year}-12-31`,
  }
}
