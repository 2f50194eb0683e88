import type { Overview } from '../../shared/api/overview.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { judgedCertifications } from '../../shared/rules/rulesets/index.ts'

export type RungCounts = Overview['rungs'][number]

export const isJudged = (certification: string): boolean => judgedCertifications.some((id) => id === certification)

export const findRung = (overview: Overview, certification: Certification): RungCounts | undefined =>
  overview.rungs.find((rung) => rung.certification === certification)

/** One stage of the way to a certification: firms that have come at least so far and do not hold it yet. */
export interface Stage {
  readonly key: 'registered' | 'decided' | 'near' | 'review' | 'reached'
  readonly firms: number
  /** Of the stage before; null of the first and where that is empty. */
  readonly share: number | null
}

/** The funnel of one certification among the firms that do not hold it. Each stage is part of the one before. */
export function funnelOf({ qualified, review, undetermined, shortByOne, unqualified }: RungCounts): readonly Stage[] {
  const counts = [
    ['registered', qualified + review + undetermined + unqualified],
    ['decided', qualified + review + unqualified],
    ['near', qualified + review + shortByOne],
    ['review', qualified + review],
    ['reached', qualified],
  ] as const
  return counts.map(([key, firms], i) => {
    const before = counts[i - 1]?.[1] ?? 0
    return { key, firms, share: before === 0 ? null : firms / before }
  })
}

/** What the three front numbers are about: 高企, 科技小巨人, 省级以上专精特新; and the first rung of the ladder. */
export const frontRungs: readonly {
  readonly key: string
  readonly certifications: readonly Certification[]
  readonly indicator: string | null
}[] = [
  { key: 'hnte', certifications: ['hnte'], indicator: 'national_hte' },
  { key: 'tech-sme', certifications: ['tech-sme'], indicator: 'tech_sme' },
  { key: 'fujian-tech-giant', certifications: ['fujian-tech-giant'], indicator: 'little_giants' },
  { key: 'specialised', certifications: ['specialised-sme', 'little-giant'], indicator: null },
]

/** How dark a number of a column is drawn, 0 to 5, by its share of the greatest of the column. */
export const heatOf = (value: number, greatest: number): number =>
  value <= 0 || greatest <= 0 ? 0 : Math.max(1, Math.ceil((value / greatest) * 5))

/** Where the firms behind a number are. */
export const firmsAt = {
  held: (title: string, park?: string | null) => ({ path: '/firms', query: { held: title, ...parkQuery(park) } }),
  expiring: (title: string) => ({ path: '/firms', query: { held: title, expiringWithin: '90' } }),
  verdict: (certification: string, verdict: string, park?: string | null) => ({
    path: '/firms',
    query: { certification, verdict, notHeld: certification, ...parkQuery(park) },
  }),
  shortByOne: (certification: string, park?: string | null) => ({
    path: '/firms',
    query: { certification, verdict: 'unqualified', shortBy: '1', notHeld: certification, ...parkQuery(park) },
  }),
  park: (park: string | null) => ({ path: '/firms', query: parkQuery(park) }),
}

const parkQuery = (park: string | null | undefined): Readonly<Record<string, string>> =>
  park === undefined ? {} : { park: park ?? 'none' }
