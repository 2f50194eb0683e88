import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import type { TodayItem, TodayKind } from '../../shared/api/today.ts'
import type { Verdict } from '../../shared/report.ts'
import { yearOf } from '../../shared/days.ts'
import { today } from '../clock.ts'
import { factName } from '../facts/fact-text.ts'
import { listed, t } from '../i18n.ts'
import { parkName } from '../parks/places.ts'
import { titleName } from '../firms/firm-text.ts'
import { markOf, markWord } from '../verdicts.ts'

const isCertification = (id: string | null): id is Certification => id !== null && id in certifications
const nameOf = (id: string | null): string => (isCertification(id) ? titleName(id) : (id ?? ''))
const verdictWord = (verdict: string | null): string => (verdict ? t(markWord[markOf(verdict as Verdict)]) : '')

/** Why a thing waits, as one line. */
export function reasonText(kind: TodayKind, item: TodayItem): string {
  const { day, certification, text, facts, before, after } = item
  switch (kind) {
    case 'move':
      return t('home.reason.move', { park: parkName(before), text: text ?? '' })
    case 'confirm':
      return t('home.reason.confirm', { year: yearOf(day ?? today()) })
    case 'expiring':
      return t(after === 'unqualified' ? 'home.reason.expiringRisk' : 'home.reason.expiring', {
        name: nameOf(certification),
        day: day ?? '',
      })
    case 'verdict':
      return t('home.reason.verdict', { name: nameOf(certification), before: verdictWord(before), after: verdictWord(after) })
    case 'missing':
      return t('home.reason.missing', { name: nameOf(certification), facts: listed(facts.map(factName)) })
    default:
      return text ?? ''
  }
}

/** The page on which a thing is dealt with. */
export function placeOf(kind: TodayKind, { firmId, certification }: TodayItem): string {
  if (kind === 'move') return '/moves'
  if (kind === 'todo') return `/firms/${firmId}/services`
  if ((kind === 'verdict' || kind === 'expiring') && isCertification(certification)) return `/firms/${firmId}/assessments/${certification}`
  return `/firms/${firmId}/figures`
}

/** Where all things of a kind stand. */
export function allOf(kind: TodayKind): { path: string; query?: Record<string, string> } | null {
  switch (kind) {
    case 'move':
      return { path: '/moves' }
    case 'confirm':
      return { path: '/verification' }
    case 'todo':
      return { path: '/services' }
    case 'expiring':
      return { path: '/firms', query: { expiringWithin: '90', sort: 'expiry' } }
    case 'doubtful':
      return { path: '/firms', query: { warned: 'true' } }
    case 'missing':
      return { path: '/firms', query: { verdict: 'undetermined', sort: 'completeness', order: 'desc' } }
    case 'notice':
      return { path: '/notices' }
    case 'verdict':
      return { path: '/firms', query: { sort: 'updatedAt', order: 'desc' } }
  }
}
