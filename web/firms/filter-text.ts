import type { Verdict } from '../../shared/report.ts'
import { type Title, titles } from '../../shared/dictionary/certifications.ts'
import { industryName } from '../facts/industries.ts'
import { listed, t, term } from '../i18n.ts'
import { parkName, townName } from '../parks/places.ts'
import { certificationName } from '../reports/rungs.ts'
import { markOf, markWord } from '../verdicts.ts'
import type { FilterKey, Filters } from './filters.ts'

export interface FilterChip {
  /** What taking the chip away clears. */
  readonly keys: readonly FilterKey[]
  readonly text: string
}

const each = (list: string, name: (id: string) => string): string => listed(list.split(',').map(name))

/** The filters as chips that read as a sentence. */
export function filterChips(filters: Filters): readonly FilterChip[] {
  const { q, park, town, industry, certification, verdict, shortBy, held, notHeld, expiringWithin, missingYear, warned, officer, tag } =
    filters
  const chips: FilterChip[] = []
  if (q) chips.push({ keys: ['q'], text: t('firms.chipSearch', { q }) })
  if (park) chips.push({ keys: ['park'], text: t('firms.chipPark', { names: each(park, parkName) }) })
  if (town) chips.push({ keys: ['town'], text: t('firms.chipTown', { names: each(town, townName) }) })
  if (industry) chips.push({ keys: ['industry'], text: t('firms.chipIndustry', { name: `${industry} ${industryName(industry)}`.trim() }) })
  if (certification && (verdict || shortBy)) {
    const words = verdict ? each(verdict, (one) => t(markWord[markOf(one as Verdict)])) : ''
    const short = shortBy ? t('firms.chipShortBy', { count: shortBy }) : ''
    chips.push({
      keys: ['certification', 'verdict', 'shortBy'],
      text: t('firms.chipVerdict', {
        name: certificationName(certification),
        said: [words, short].filter((part) => part !== '').join(' · '),
      }),
    })
  }
  if (held) chips.push({ keys: ['held'], text: t('firms.chipHeld', { name: held in titles ? term(titles[held as Title]) : held }) })
  if (notHeld)
    chips.push({ keys: ['notHeld'], text: t('firms.chipNotHeld', { name: notHeld in titles ? term(titles[notHeld as Title]) : notHeld }) })
  if (expiringWithin) chips.push({ keys: ['expiringWithin'], text: t('firms.chipExpiring', { days: expiringWithin }) })
  if (missingYear) chips.push({ keys: ['missingYear'], text: t('firms.chipMissingYear', { year: missingYear }) })
  if (warned) chips.push({ keys: ['warned'], text: t(warned === 'true' ? 'firms.chipWarned' : 'firms.chipNotWarned') })
  if (officer)
    chips.push({ keys: ['officer'], text: officer === 'none' ? t('firms.chipNoOfficer') : t('firms.officer', { name: officer }) })
  if (tag) chips.push({ keys: ['tag'], text: t('firms.chipTag', { tag }) })
  return chips
}
