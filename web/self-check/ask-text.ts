import { figures } from '../../shared/dictionary/figures.ts'
import { yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { assessCertificationBy } from '../../shared/rules/book.ts'
import { firstRungs } from '../../shared/rules/rulesets/first-rungs.ts'
import { factName, questionText } from '../facts/fact-text.ts'
import { factAt, indicatorAt, withFact } from '../facts/paths.ts'
import { plain, span, wanYuan } from '../format.ts'
import { isEnglish, type MessageKey, t, term } from '../i18n.ts'
import { certificationName } from '../reports/rungs.ts'
import { turningPoint } from '../reports/turning-point.ts'
import { type Ask, isAnswered, withoutAnswer } from './asks.ts'

const grouped: Readonly<Record<string, { readonly topic: MessageKey; readonly question: MessageKey; readonly help?: MessageKey }>> = {
  opening: { topic: 'selfCheck.topicFirm', question: 'selfCheck.askOpening', help: 'selfCheck.helpOpening' },
  standing: { topic: 'selfCheck.topicFirm', question: 'selfCheck.askStanding' },
  direct: { topic: 'selfCheck.topicTitles', question: 'selfCheck.askDirect', help: 'selfCheck.helpDirect' },
  compliance: { topic: 'selfCheck.topicCompliance', question: 'selfCheck.askCompliance', help: 'selfCheck.helpCompliance' },
  ip: { topic: 'selfCheck.topicRights', question: 'selfCheck.askRights', help: 'selfCheck.helpRights' },
  conversions: { topic: 'selfCheck.topicRights', question: 'selfCheck.askConversions', help: 'selfCheck.helpConversions' },
  field: { topic: 'selfCheck.topicFirm', question: 'selfCheck.askField' },
}

const topics: Readonly<Record<string, MessageKey>> = {
  people: 'selfCheck.topicPeople',
  income: 'selfCheck.topicIncome',
  rd: 'selfCheck.topicRd',
  balance: 'selfCheck.topicBalance',
  result: 'selfCheck.topicBalance',
}

export interface AskText {
  readonly topic: string
  readonly question: string
  readonly help: string
}

/** The words of one screen. */
export function askText(ask: Ask, asOf: string): AskText {
  const words = grouped[ask.id]
  if (words) {
    return { topic: t(words.topic), question: t(words.question, { year: yearOf(asOf) - 1 }), help: words.help ? t(words.help) : '' }
  }
  const [first = ''] = ask.facts
  const indicator = indicatorAt(first)
  const topic = t(topics[indicator?.group ?? ''] ?? 'selfCheck.topicFirm')
  const help = indicator?.help ? term(indicator.help) : ''
  const figure = ask.calibres[0]
  if (figure !== undefined && ask.facts.length > 1) {
    const years = ask.facts.map((fact) => fact.split('.')[1])
    return {
      topic,
      question: t('selfCheck.askYears', { years: years.join(isEnglish.value ? ', ' : '、'), name: term(figures[figure].label) }),
      help,
    }
  }
  return { topic, question: questionText(first, indicator), help }
}

/** What an answered screen is called in the list of answers. */
export const askName = (ask: Ask, asOf: string): string =>
  ask.facts.length === 1 && !(ask.id in grouped) ? factName(ask.facts[0] ?? '') : askText(ask, asOf).question

/** Why it is asked: what the score spans without the answer, and what it is with it. */
export function whyText(ask: Ask, facts: FirmFacts, draft: FirmFacts): string {
  const of = (given: FirmFacts) => assessCertificationBy(firstRungs, given, ask.certification)
  const without = of(withoutAnswer(facts, ask, (left, path) => withFact(left, path, null)))
  const now = of(draft)
  const name = certificationName(ask.certification)
  if (!without.score || !now.score || without.score.min === without.score.max) return t('selfCheck.whyDecides', { name })
  const open = span(without.score.min, without.score.max)
  if (!isAnswered(draft, ask)) return t('selfCheck.whyOpen', { name, open, pass: plain(now.score.pass) })
  const after = span(now.score.min, now.score.max)
  const short = now.score.pass - now.score.max
  const rest = short > 0 ? t('selfCheck.whyShort', { pass: plain(now.score.pass), points: plain(short) }) : ''
  return t('selfCheck.whyAnswered', { name, open, after }) + rest
}

/** Where only one figure is left and one line of it decides: the line itself. */
export function boundaryText(ask: Ask, facts: FirmFacts): string {
  const [fact = ''] = ask.facts
  const kind = indicatorAt(fact)?.kind
  if (ask.facts.length !== 1 || (kind !== 'money' && kind !== 'people')) return ''
  const judge = (given: FirmFacts) => assessCertificationBy(firstRungs, given, ask.certification)
  const { missing } = judge(facts)
  if (missing.length !== 1 || missing[0] !== fact) return ''
  const turn = turningPoint(facts, fact, (given) => judge(given).verdict)
  if (!turn) return ''
  const at = kind === 'money' ? wanYuan(turn.at) : t('format.people', { count: plain(turn.at) })
  return t(turn.holdsAbove ? 'selfCheck.lineFrom' : 'selfCheck.lineUpTo', { name: certificationName(ask.certification), at })
}

/** A figure that is unlikely: asked about, never refused. */
export function doubtText(draft: FirmFacts, ask: Ask): string {
  for (const fact of ask.facts) {
    const year = fact.split('.')[1] ?? ''
    const revenue = factAt(draft, `years.${year}.salesRevenue`) ?? factAt(draft, `years.${year}.operatingRevenue`)
    if (typeof revenue !== 'number') continue
    for (const figure of ask.calibres) {
      const value = factAt(draft, `years.${year}.${figure}`)
      if (!figure.startsWith('rd') || figure === 'rdStaff' || typeof value !== 'number' || value <= revenue) continue
      return t('selfCheck.doubtUnit', { name: term(figures[figure].label), value: wanYuan(value), revenue: wanYuan(revenue) })
    }
  }
  return ''
}
