import { addDays, addMonths, yearOf } from '../days.ts'
import type { Window } from './ruleset.ts'

export interface Days {
  readonly from: string
  readonly to: string
}

/** First and last day of a window; the anniversary day itself counts, later days never do. */
export const windowOf = (asOf: string, window: Window): Days => ({ from: firstDay(asOf, window), to: asOf })

function firstDay(asOf: string, window: Window): string {
  switch (window.kind) {
    case 'days':
      return addDays(asOf, -window.days)
    case 'months':
      return addMonths(asOf, -window.months)
    case 'calendar-years':
      return `${yearOf(asOf) - window.yearsBack}-01-01`
  }
}

/** What follows from a day alone, kept for the day asked last: firms come by the thousand for one day. */
export function byDay<T>(work: (asOf: string) => T): (asOf: string) => T {
  let day = ''
  let found: T
  return (asOf) => {
    if (day !== asOf) [day, found] = [asOf, work(asOf)]
    return found
  }
}
