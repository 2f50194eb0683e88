import { type Title } from '../dictionary/certifications.ts'
import type { HeldTitle } from '../dictionary/lists.ts'
import { yearOf } from '../days.ts'
import type { FirmFacts } from '../facts.ts'

/** Boards stay valid until revoked. */
const withoutEnd: ReadonlySet<string> = new Set<Title>(['star', 'chinext', 'bse', 'main-board', 'neeq', 'hkex'])

/** Whether a title is held on a day; open where a date that decides is absent. */
export interface TitleState {
  readonly held: boolean | null
  /** Last day of validity; null where unknown or without end. */
  readonly validTo: string | null
  readonly missing: readonly string[]
}

/** The last day of validity: written, else 31 December of the year of entry for tech-SMEs (国科火字〔2022〕67号). */
const lastDay = (item: HeldTitle): string | null =>
  item.validTo ?? (item.title === 'tech-sme' && item.validFrom != null ? `${yearOf(item.validFrom)}-12-31` : null)

function stateOf(item: HeldTitle, asOf: string, path: string): TitleState {
  const validTo = lastDay(item)
  const no: TitleState = { held: false, validTo, missing: [] }
  if (item.revoked === true) return no
  if (item.validFrom != null && item.validFrom > asOf) return no
  if (validTo !== null && validTo < asOf) return no
  const missing = [
    ...(item.validFrom == null ? [`${path}.validFrom`] : []),
    ...(validTo === null && !withoutEnd.has(item.title) ? [`${path}.validTo`] : []),
  ]
  return { held: missing.length > 0 ? null : true, validTo, missing }
}

const never: TitleState = { held: false, validTo: null, missing: [] }

/** Whether the firm holds a title on the day: any valid record of it counts; unstated titles are unknown. */
export function titleState(facts: FirmFacts, title: Title, asOf: string = facts.asOf): TitleState {
  if (facts.titles == null) return { held: null, validTo: null, missing: ['titles'] }
  if (!facts.titles.some((item) => item.title === title)) return never
  const states = facts.titles.flatMap((item, index) => (item.title === title ? [stateOf(item, asOf, `titles.${index}`)] : []))
  const valid = states.filter(({ held }) => held === true)
  if (valid.length > 0) return valid.reduce((a, b) => ((b.validTo ?? '9999') > (a.validTo ?? '9999') ? b : a))
  const open = states.filter(({ held }) => held === null)
  if (open.length > 0) return { held: null, validTo: null, missing: open.flatMap(({ missing }) => missing) }
  return never
}
