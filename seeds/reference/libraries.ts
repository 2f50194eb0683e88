import type { LibraryRule } from '../../shared/api/libraries.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'

interface Library {
  readonly id: string
  readonly name: string
  readonly certification: Certification
  readonly source: string
  readonly rule: LibraryRule
  readonly sort: number
}

/** The two libraries that the plan documents ask for. Their rules are first proposals; the bureau changes them. */
export const libraries: readonly Library[] = [
  {
    id: 'tech-sme',
    name: '科技型中小企业培育库',
    certification: 'tech-sme',
    source: '福清市“十四五”科技创新专项规划 第四章（一）',
    rule: { verdicts: ['qualified', 'review', 'unqualified'], shortByAtMost: 1, holding: [], reserveShortBy: 1, coachWithout: null },
    sort: 1,
  },
  {
    id: 'tech-giant',
    name: '“科技小巨人”领军企业培育发展库',
    certification: 'fujian-tech-giant',
    source: '福建省 2016 年科技创新措施保障',
    // Those that are admitted without the high-tech status are coached towards it first.
    rule: {
      verdicts: ['qualified', 'review', 'unqualified'],
      shortByAtMost: 2,
      holding: [],
      reserveShortBy: 2,
      coachWithout: 'hnte',
    },
    sort: 2,
  },
]
