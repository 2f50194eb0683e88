import { ipKinds } from '../../shared/dictionary/codes.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { factName, valueText } from '../facts/fact-text.ts'
import { factAt, indicatorAt } from '../facts/paths.ts'
import { plain } from '../format.ts'
import { listed, t, term } from '../i18n.ts'
import type { Ask } from './asks.ts'
import { countsOf, kinds } from './rights.ts'

export interface AnswerLine {
  readonly name: string
  readonly value: string
}

const listCount = (items: readonly unknown[] | null | undefined): string =>
  items == null ? t('format.notGiven') : items.length === 0 ? t('format.none') : t('format.items', { count: items.length })

function rightsLine(facts: FirmFacts): AnswerLine {
  const counts = countsOf(facts.ip)
  const parts = kinds.flatMap((kind) => {
    const { own, other } = counts[kind] ?? { own: 0, other: 0 }
    return own + other > 0 ? [`${term(ipKinds[kind])} ${t('format.pieces', { count: own + other })}`] : []
  })
  return { name: factName('ip'), value: parts.length > 0 ? listed(parts) : listCount(facts.ip) }
}

/** What was answered on one screen, line by line. */
export function answerLines(ask: Ask, facts: FirmFacts): readonly AnswerLine[] {
  switch (ask.id) {
    case 'ip':
      return [rightsLine(facts)]
    case 'direct': {
      const lists = ['titles', 'awards', 'institutions', 'standards'] as const
      const count = lists.reduce((sum, list) => sum + (facts[list]?.length ?? 0), 0)
      return [{ name: t('selfCheck.directName'), value: count === 0 ? t('selfCheck.directNone') : t('format.items', { count }) }]
    }
    case 'compliance': {
      const count = (facts.incidents?.length ?? 0) + (facts.creditListings?.length ?? 0)
      return [{ name: t('selfCheck.complianceName'), value: count === 0 ? t('format.none') : t('format.items', { count }) }]
    }
    case 'conversions': {
      const years = Object.entries(facts.conversions ?? {})
      return [
        {
          name: factName('conversions'),
          value: years.map(([year, count]) => `${year}: ${count == null ? t('format.notGiven') : plain(count)}`).join(' · '),
        },
      ]
    }
  }
  return ask.facts.flatMap((fact) => {
    const year = fact.split('.')[1]
    const paths = ask.calibres.length > 0 ? ask.calibres.map((calibre) => `years.${year}.${calibre}`) : [fact]
    const path = paths.find((one) => factAt(facts, one) != null)
    return path === undefined ? [] : [{ name: factName(path), value: valueText(factAt(facts, path), indicatorAt(path)) }]
  })
}
