import { addDays, addMonths } from '../../shared/days.ts'
import type { Title } from '../../shared/dictionary/certifications.ts'
import type { Figure } from '../../shared/dictionary/figures.ts'
import { portion, right } from './base.ts'
import type { Calendar } from './calendar.ts'
import type { Draft, DraftYear } from './firm.ts'

/** The years that are known at all, oldest first. */
export const knownYears = (firm: Draft): DraftYear[] => [firm.first, firm.middle, firm.last].filter((year) => year !== null)

/** Staff and science staff of the last year, in every calibre. */
export function setStaff(firm: Draft, staff: number, tech: number): void {
  Object.assign(firm.last, {
    staffQuarterlyAvg: staff,
    staffMonthlyAvg: staff,
    staffYearEnd: Math.round(staff),
    techStaffQuarterlyAvg: tech,
    techStaffMonthlyAvg: tech,
    rdStaff: Math.floor(tech),
  })
}

/** Sales of the last year to the fen; income and cost figures of the base firm stay. */
export function setSales(firm: Draft, sales: number): void {
  Object.assign(firm.last, { salesRevenue: sales, operatingRevenue: sales })
}

/** R&D of the HNTE scope as a share of the sales of every known year. */
export function setRdShare(firm: Draft, percent: number): void {
  for (const year of knownYears(firm)) {
    year.rdHnte = portion(year.salesRevenue ?? 0, percent)
    year.rdHnteDomestic = portion(year.rdHnte, 96)
  }
}

/** Nobody has given these figures, in any year. */
export function forget(firm: Draft, ...names: Figure[]): void {
  for (const year of knownYears(firm)) for (const name of names) delete year[name]
}

/** So many utility models and nothing else; the self-assessed count follows. */
export function onlyUtilityModels(firm: Draft, on: Calendar, items: number): void {
  firm.ip = Array.from({ length: items }, (_, index) => right('utility-model', on.monthsAgo(14 + 7 * index)))
  const lowestOfBand = items >= 5 ? 5 : items >= 3 ? 3 : 1
  if (firm.answers) firm.answers['hnte-ip-count'] = lowestOfBand
}

/** No right counts any more, so the parts that follow from the number of rights cannot be answered. */
export function withoutUsableIp(firm: Draft): void {
  firm.answers = null
}

/** A certificate of so many years up to a day. */
export function holdUntil(firm: Draft, title: Title, validTo: string, years: number, revoked = false): void {
  firm.titles = [...(firm.titles ?? []), { title, validFrom: addDays(addMonths(validTo, -12 * years), 1), validTo, revoked }]
}

/** Entered as a tech-SME this year: the number runs to 31 December. */
export function holdNumberOfThisYear(firm: Draft, on: Calendar): void {
  firm.titles = [
    ...(firm.titles ?? []),
    { title: 'tech-sme', validFrom: on.earlierThisYear, validTo: on.inYear(0, '12-31'), revoked: false },
  ]
}

/** Founded on this day, with so many accounting years: no figures and conversions before it, only rights granted since. */
export function foundOn(firm: Draft, on: Calendar, registeredOn: string, accountingYears: 0 | 1 | 2): void {
  firm.profile.registeredOn = registeredOn
  firm.first = null
  if (accountingYears < 2) firm.middle = null
  if (accountingYears < 1) firm.last = {}
  firm.conversions = [null, accountingYears === 2 ? 6 : null, accountingYears >= 1 ? 6 : null]
  firm.ip =
    accountingYears === 0
      ? []
      : [right('invention-patent', on.daysAgo(20)), right('utility-model', on.daysAgo(45)), right('software-copyright', on.daysAgo(60))]
}
