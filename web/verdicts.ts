import type { Outcome, Verdict } from '../shared/report.ts'
import type { MessageKey } from './i18n.ts'

/** What a mark can say; certificates that are held have their own. */
export type Mark = Outcome | 'unavailable' | 'held'

const ofVerdict: Readonly<Record<Verdict, Mark>> = {
  qualified: 'met',
  review: 'review',
  undetermined: 'unknown',
  unqualified: 'unmet',
  unavailable: 'unavailable',
}

export const markOf = (verdict: Verdict): Mark => ofVerdict[verdict]

export const markWord: Readonly<Record<Mark, MessageKey>> = {
  met: 'verdict.met',
  review: 'verdict.review',
  unknown: 'verdict.unknown',
  unmet: 'verdict.unmet',
  'not-applicable': 'verdict.notApplicable',
  unavailable: 'verdict.unavailable',
  held: 'verdict.held',
}
