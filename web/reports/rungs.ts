import { type Certification, certifications, certificationShort } from '../../shared/dictionary/certifications.ts'
import type { AssessmentSummary } from '../../shared/api/firms.ts'
import { type MessageKey, term } from '../i18n.ts'

/** The rungs of the ladder as they are drawn, lowest first; the last stands for all boards. */
export const ladder: readonly Certification[] = [
  'tech-sme',
  'hnte',
  'fujian-tech-giant',
  'specialised-sme',
  'little-giant',
  'listing-reserve',
]

export const boards: readonly Certification[] = ['star', 'chinext', 'bse', 'main-board', 'neeq', 'hkex']

/** Every certification, as the staircase and the chooser put them: the main way up first. */
export const tracks = {
  main: ['tech-sme', 'hnte', 'fujian-tech-giant', 'listing-reserve'],
  specialised: ['innovative-sme', 'specialised-sme', 'little-giant', 'fujian-champion', 'champion'],
  listing: ['bse', 'chinext', 'star', 'main-board', 'neeq', 'hkex'],
  others: ['fujian-hnte', 'gazelle', 'unicorn'],
} as const satisfies Readonly<Record<string, readonly Certification[]>>

export type Track = keyof typeof tracks

export const trackName: Readonly<Record<Track, MessageKey>> = {
  main: 'assessment.mainTrack',
  specialised: 'assessment.specialisedTrack',
  listing: 'assessment.listingTrack',
  others: 'assessment.otherTrack',
}

export const certificationName = (id: string): string => {
  const label = certifications[id as Certification]
  return label ? term(label) : id
}

export const shortName = (id: string): string => {
  const label = certificationShort[id as Certification]
  return label ? term(label) : certificationName(id)
}

/** Whether one more criterion would do. */
export const isShortByOne = (summary: AssessmentSummary | undefined): boolean => summary?.verdict === 'unqualified' && summary.shortBy === 1
