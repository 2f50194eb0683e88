import { ipKinds } from '../../shared/dictionary/codes.ts'
import { factName } from '../facts/fact-text.ts'
import { indicatorAt } from '../facts/paths.ts'
import { plain, span, wan } from '../format.ts'
import { t, term } from '../i18n.ts'
import type { SingleChange } from './least-change.ts'

/** Raised to the next shown unit that still suffices: 万元 with two decimals. */
const ceilWan = (yuan: number): number => Math.ceil(yuan / 100 - 1e-9) * 100

/** 「高新收入再增加 240.00 万元（3,180.00 → 3,420.00）」, with the score that it gives where there is one. */
export function changeText({ fact, from, to, added, score }: SingleChange): string {
  const result = score ? t('report.changeScore', { score: span(score.min, score.max) }) : ''
  if (added !== null) {
    const name = added === 'software-copyright' ? t('report.secondClassRight') : term(ipKinds[added as keyof typeof ipKinds])
    return `${t('report.changeRights', { count: to - from, name })}${result}`
  }
  if (indicatorAt(fact)?.kind === 'money') {
    const more = ceilWan(to - from)
    return `${t('report.changeMoney', { name: factName(fact), more: wan(more), from: wan(from), to: wan(ceilWan(to)) })}${result}`
  }
  return `${t('report.changePeople', { name: factName(fact), more: plain(to - from), from: plain(from), to: plain(to) })}${result}`
}
