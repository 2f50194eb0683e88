import type { Certification, Title } from '../dictionary/certifications.ts'
import type { FirmFacts } from '../facts.ts'
import { titleState } from './titles.ts'

/** The main ladder: rungs of one level stand side by side. */
export const ladder: readonly (readonly Certification[])[] = [
  ['tech-sme'],
  ['hnte'],
  ['fujian-tech-giant', 'specialised-sme'],
  ['little-giant'],
  ['star', 'chinext', 'bse', 'main-board'],
]

/** The way up that most firms take: where several rungs stand side by side, the one that leads on. */
export const mainPath: readonly Certification[] = ['tech-sme', 'hnte', 'specialised-sme', 'little-giant']

export const boards: ReadonlySet<Certification> = new Set(ladder[4])

/** The height of a rung, from 0; null for a certification beside the main ladder. */
export function levelOf(certification: Certification): number | null {
  const level = ladder.findIndex((rungs) => rungs.includes(certification))
  return level < 0 ? null : level
}

/** Titles of which one must be held before applying (2号 附件1（一）、附件2（一）; 63号 第二章). */
export const requiredTitles: { readonly [C in Certification]?: readonly Title[] } = {
  'specialised-sme': ['tech-sme', 'innovative-sme'],
  'little-giant': ['specialised-sme'],
}

/** Whether the title that a certification asks for is held on the day. */
export const hasRequiredTitle = (facts: FirmFacts, certification: Certification): boolean => {
  const required = requiredTitles[certification]
  return required === undefined || required.some((title) => titleState(facts, title).held === true)
}
