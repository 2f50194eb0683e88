import type { Certification } from '../dictionary/certifications.ts'
import { type Figure, figureProxies } from '../dictionary/figures.ts'
import type { FirmFacts } from '../facts.ts'
import { yearOf } from '../days.ts'
import type { Report } from '../report.ts'
import { assessBy, type Book, rulesetIn } from './book.ts'
import { factsOf } from './describe/facts.ts'
import { contextOf } from './describe/words.ts'

/**
 * One question of the self-check. Facts that a person answers in one breath are one question: the direct routes
 * (certificates, awards, institutions, standards), incidents and credit listings, the conversions of three years.
 */
export interface Question {
  readonly id: QuestionId
  /** The dot paths it settles. */
  readonly facts: readonly string[]
  /** For a figure: the calibres that may be given, the exact one first. */
  readonly calibres: readonly string[]
  /** The rung it is asked for. */
  readonly certification: Certification
}

/** `opening` is the fixed first screen; a figure or a profile member is its own dot path. */
export type QuestionId = 'opening' | 'standing' | 'direct' | 'compliance' | 'ip' | 'conversions' | 'field' | (string & {})

export interface Questionnaire {
  readonly report: Report
  readonly next: Question | null
  /** Questions that could still change a verdict, the next one included. */
  readonly remaining: number
  /** Facts of the rules that nobody has given and that no longer change anything. */
  readonly needless: readonly string[]
}

const grouped: Readonly<Record<string, QuestionId>> = {
  'profile.inMainland': 'standing',
  'profile.booksLevied': 'standing',
  titles: 'direct',
  awards: 'direct',
  institutions: 'direct',
  standards: 'direct',
  incidents: 'compliance',
  creditListings: 'compliance',
  ip: 'ip',
  conversions: 'conversions',
  'profile.highTechField': 'field',
  'profile.highTechFieldFit': 'field',
}

/** The question that settles a fact. */
export const questionOf = (fact: string): QuestionId => grouped[fact] ?? grouped[fact.split('.')[0] ?? ''] ?? fact

/** What decides most for most firms, asked together on the first screen. */
export const openingFacts = (asOf: string): readonly string[] => {
  const year = yearOf(asOf) - 1
  return ['profile.industry', 'profile.registeredOn', `years.${year}.staffQuarterlyAvg`, `years.${year}.salesRevenue`]
}

function calibresOf(fact: string): readonly string[] {
  const [head, year, figure] = fact.split('.')
  if (head !== 'years' || figure === undefined) return []
  return [figure, ...(figureProxies[figure as Figure] ?? [])].map((name) => `years.${year}.${name}`)
}

/** The report over the certifications of a book alone. */
export const reportBy = (book: Book, facts: FirmFacts): Report =>
  assessBy(book, facts, {}, [...new Set(book.map(({ certification }) => certification))])

/**
 * Which question comes next: the first missing fact of the lowest rung that is not decided, then of the next rung. A fact in
 * no `missing` list is never asked. Skipped questions stay unknown. Pure.
 */
export function questionsFor(book: Book, facts: FirmFacts, skipped: ReadonlySet<QuestionId> = new Set()): Questionnaire {
  const report = reportBy(book, facts)
  const questions = new Map<QuestionId, Question>()
  const opening = openingFacts(facts.asOf)
  const open = report.assessments.filter(({ verdict }) => verdict === 'undetermined')
  const first = open[0]
  if (first && !skipped.has('opening') && opening.every((fact) => open.some(({ missing }) => missing.includes(fact)))) {
    questions.set('opening', { id: 'opening', facts: opening, calibres: [], certification: first.certification })
  }
  for (const { certification, missing } of open) {
    for (const fact of missing) {
      const id = questionOf(fact)
      if (skipped.has(id) || (questions.has('opening') && opening.includes(fact))) continue
      const asked = questions.get(id)
      if (!asked) questions.set(id, { id, facts: [fact], calibres: calibresOf(fact), certification })
      else if (!asked.facts.includes(fact)) questions.set(id, { ...asked, facts: [...asked.facts, fact] })
    }
  }
  return { report, next: [...questions.values()][0] ?? null, remaining: questions.size, needless: needlessFacts(book, facts, report) }
}

const isGiven = (facts: FirmFacts, path: string): boolean => {
  const value = path
    .split('.')
    .reduce<unknown>((object, key) => (object as Readonly<Record<string, unknown>> | null | undefined)?.[key], facts)
  return value != null
}

function needlessFacts(book: Book, facts: FirmFacts, report: Report): string[] {
  const wanted = new Set(report.assessments.flatMap(({ missing }) => missing))
  const read = report.assessments.flatMap(({ certification }) => {
    const ruleset = rulesetIn(book, certification, facts.asOf, facts.purpose ?? 'apply')
    if (!ruleset) return []
    const context = contextOf(ruleset, facts.asOf)
    return ruleset.criteria.flatMap(({ id }) => factsOf(context, id))
  })
  return [...new Set(read)].filter(
    (fact) => !isGiven(facts, fact) && !wanted.has(fact) && !calibresOf(fact).some((near) => isGiven(facts, near)),
  )
}
