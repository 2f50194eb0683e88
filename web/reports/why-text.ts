import type { Report, Verdict } from '../../shared/report.ts'
import { plain, span } from '../format.ts'
import { isEnglish, type MessageKey, t } from '../i18n.ts'
import { certificationName } from './rungs.ts'

const words: Readonly<Record<Verdict, MessageKey>> = {
  qualified: 'report.whyQualified',
  review: 'report.whyReview',
  undetermined: 'report.whyUndetermined',
  unqualified: 'report.whyUnqualified',
  unavailable: 'report.whyNone',
}

const renewal: Readonly<Partial<Record<Verdict, MessageKey>>> = {
  unqualified: 'report.whyRenewalUnmet',
  undetermined: 'report.whyRenewalOpen',
}

/** Why this is the next step. The report says it in Chinese; other languages say the same of its figures. */
export function whyText({ recommendation, assessments, held }: Report): readonly string[] {
  if (!isEnglish.value) return recommendation.why
  const { next, action } = recommendation
  if (next === null) return [t('report.whyNone')]
  const name = certificationName(next)
  if (action === 'renew') {
    const title = held.find(({ certification }) => certification === next)
    const more = title && renewal[title.verdict]
    return [t('report.whyRenew', { name, day: title?.validTo ?? '' }), ...(more ? [t(more, { name })] : [])]
  }
  const assessment = assessments.find(({ certification }) => certification === next)
  if (!assessment) return []
  const { verdict, shortBy, missing, score } = assessment
  const count = verdict === 'undetermined' ? missing.length : (shortBy ?? 0)
  const scored = score ? [t('firms.scoreOf', { score: span(score.min, score.max), pass: plain(score.pass) })] : []
  return [t(words[verdict], { name, count }), ...scored]
}
