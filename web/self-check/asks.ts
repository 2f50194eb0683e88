import type { Certification } from '../../shared/dictionary/certifications.ts'
import { type Figure, figureProxies } from '../../shared/dictionary/figures.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { type QuestionId, questionOf, type Questionnaire } from '../../shared/rules/questions.ts'
import { factAt } from '../facts/paths.ts'

/** One screen of the self-check: a question of the rules, the same figure of several years asked at once. */
export interface Ask {
  readonly id: string
  /** Dot paths that it settles, the earliest year first. */
  readonly facts: readonly string[]
  /** For a figure: the calibres that may be given, the exact one first. */
  readonly calibres: readonly Figure[]
  readonly certification: Certification
}

/** A figure is asked for all its open years together; everything else as the rules group it. */
const askOf = (fact: string): string => {
  const [head, , figure] = fact.split('.')
  return head === 'years' && figure !== undefined ? `years.${figure}` : questionOf(fact)
}

const calibresOf = (id: string): readonly Figure[] => {
  const [head, figure] = id.split('.')
  return head === 'years' ? [figure as Figure, ...(figureProxies[figure as Figure] ?? [])] : []
}

/** All that is still worth asking, the next one first. Nothing that is in no `missing` list is ever among it. */
export function asksOf({ report, next }: Questionnaire, skipped: ReadonlySet<QuestionId>): readonly Ask[] {
  const asks = new Map<string, Ask>()
  if (next?.id === 'opening') asks.set('opening', { id: 'opening', facts: next.facts, calibres: [], certification: next.certification })
  const inOpening = new Set(asks.get('opening')?.facts)
  for (const { certification, verdict, missing } of report.assessments) {
    if (verdict !== 'undetermined') continue
    for (const fact of missing) {
      if (inOpening.has(fact) || skipped.has(questionOf(fact))) continue
      const id = askOf(fact)
      const asked = asks.get(id)
      if (!asked) asks.set(id, { id, facts: [fact], calibres: calibresOf(id), certification })
      else if (!asked.facts.includes(fact)) asks.set(id, { ...asked, facts: [...asked.facts, fact].sort() })
    }
  }
  return [...asks.values()]
}

/** What the rules call the questions of a screen: these stay unknown when it is passed over. */
export const questionIds = (ask: Ask): readonly QuestionId[] =>
  ask.id === 'opening' ? ['opening'] : [...new Set(ask.facts.map(questionOf))]

/** Whether anything of a screen is given, by whichever calibre. */
export const isAnswered = (facts: FirmFacts, ask: Ask): boolean =>
  ask.facts.some((fact) => {
    const year = fact.split('.')[1]
    return [fact, ...ask.calibres.map((calibre) => `years.${year}.${calibre}`)].some((path) => factAt(facts, path) != null)
  })

/** The facts as they would be had the screen not been answered. */
export function withoutAnswer(facts: FirmFacts, ask: Ask, clear: (facts: FirmFacts, path: string) => FirmFacts): FirmFacts {
  return ask.facts.reduce((left, fact) => {
    const year = fact.split('.')[1]
    return [fact, ...ask.calibres.map((calibre) => `years.${year}.${calibre}`)].reduce(clear, left)
  }, facts)
}
