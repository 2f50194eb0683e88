import { type Certification, certifications } from '../dictionary/certifications.ts'
import type { FirmFacts, Purpose } from '../facts.ts'
import type { Assessment, BriefAssessment, Report } from '../report.ts'
import { type Case, caseOf } from './case.ts'
import { evaluate, type Evaluation } from './evaluate.ts'
import { explain, scoreOf } from './explain.ts'
import { decisiveMissing } from './missing.ts'
import { heldOn, recommend } from './recommend.ts'
import type { Ruleset } from './ruleset.ts'
import { shortBy } from './short-by.ts'
import { sizeClassOf } from './size.ts'
import { verdictOf } from './truth.ts'

/** Rule sets that judge together: all of them, or the few that one page needs. */
export type Book = readonly Ruleset[]

export interface AssessOptions {
  /** Narrows `assessments`; `held` and `recommendation` stay over all certifications. */
  readonly certifications?: readonly Certification[]
  /** Forces one rule set for its certification, whatever the day. */
  readonly ruleset?: Ruleset
  /** Parameters under trial, by id. */
  readonly revised?: Readonly<Record<string, unknown>>
}

/** The rule set in force for a certification on a day and for a purpose, if any. */
export const rulesetIn = (book: Book, certification: Certification, asOf: string, purpose: Purpose): Ruleset | undefined =>
  book.find((ruleset) => {
    const { from, to } = ruleset.inForce[purpose]
    return ruleset.certification === certification && from <= asOf && (to === null || asOf <= to)
  })

/** Certifications that no verified rule set judges, and why. */
const unverified: { readonly [C in Certification]?: string } = {
  'fujian-hnte': '福建省级高新技术企业的认定条件未核实，待管理员按通知补全。',
  'listing-reserve': '省级上市后备企业库的条件未核实，待管理员按通知补全。',
  neeq: '新三板挂牌与分层的数字未核实（凭记忆），不作判断。',
  hkex: '港交所以港元计，所需数据不在采集范围，不作判断。',
  gazelle: '瞪羚企业 2026 年标准未公布，不作判断。',
  unicorn: '独角兽企业 2026 年标准未公布，不作判断。',
}

function unavailable(certification: Certification, reason: string): Assessment {
  return {
    certification,
    ruleset: null,
    verdict: 'unavailable',
    route: null,
    score: null,
    criteria: [],
    reason,
    shortBy: null,
    missing: [],
  }
}

function judgeCase(book: Book, of: Case, certification: Certification, options: AssessOptions): Evaluation | null {
  const forced = options.ruleset?.certification === certification ? options.ruleset : undefined
  const ruleset = forced ?? rulesetIn(book, certification, of.asOf, of.purpose)
  return ruleset ? evaluate(ruleset, of) : null
}

/** One certification, judged by the rule set in force on the day for the purpose; null where none is. */
export const evaluateBy = (
  book: Book,
  facts: FirmFacts,
  certification: Certification,
  purpose?: Purpose,
  options: AssessOptions = {},
): Evaluation | null => judgeCase(book, caseOf(facts, purpose, options.revised), certification, options)

/** One certification as the report states it. */
export function assessCertificationBy(
  book: Book,
  facts: FirmFacts,
  certification: Certification,
  purpose?: Purpose,
  options: AssessOptions = {},
): Assessment {
  const evaluation = evaluateBy(book, facts, certification, purpose, options)
  return stated({ certification, evaluation }, facts.asOf)
}

export const everyCertification = Object.keys(certifications) as readonly Certification[]

/** A certification on a day: its evaluation, null where no rule set judges it. */
export interface Judged {
  readonly certification: Certification
  readonly evaluation: Evaluation | null
}

/** A judged certification as the report states it. */
export const stated = ({ certification, evaluation }: Judged, asOf: string): Assessment =>
  evaluation ? explain(evaluation) : unavailable(certification, unverified[certification] ?? `${asOf} 没有施行中的规则。`)

/** The same without its criteria: all that lists and the next step need. */
export const inBrief = ({ certification, evaluation }: Judged): BriefAssessment => {
  if (!evaluation) return { certification, ruleset: null, verdict: 'unavailable', route: null, score: null, shortBy: null }
  const { ruleset, verdict, route } = evaluation
  const short = shortBy(ruleset.verdict, evaluation)
  return { certification, ruleset: ruleset.id, verdict: verdictOf[verdict], route, score: scoreOf(evaluation), shortBy: short }
}

/** What a book says of a firm on a day, its assessments not yet explained. */
export type Survey = Omit<Report, 'assessments'> & { readonly judged: readonly Judged[] }

/** Judges every certification once, all by one reading of the facts; `judged` are those asked for. */
export function survey(
  book: Book,
  facts: FirmFacts,
  options: AssessOptions = {},
  certifications: readonly Certification[] = everyCertification,
): Survey {
  const of = caseOf(facts, undefined, options.revised)
  const all = certifications.map((certification): Judged => ({ certification, evaluation: judgeCase(book, of, certification, options) }))
  const renewing: Case = { ...of, purpose: 'renew' }
  const held = heldOn(facts, (certification) => {
    const evaluation = judgeCase(book, renewing, certification, options)
    return evaluation ? verdictOf[evaluation.verdict] : 'unavailable'
  })
  const evaluationOf = (id: Certification) => all.find(({ certification }) => certification === id)?.evaluation
  const missingOf = (id: Certification) => {
    const evaluation = evaluationOf(id)
    return evaluation ? decisiveMissing(evaluation) : []
  }
  const { certifications: named } = options
  return {
    asOf: facts.asOf,
    sizeClass: sizeClassOf(of),
    judged: named ? all.filter(({ certification }) => named.includes(certification)) : all,
    held,
    recommendation: recommend(facts, all.map(inBrief), held, missingOf),
  }
}

/** What the rules of a book answer for one firm on one day: facts in, report out. Pure, and the same in server and browser. */
export function assessBy(book: Book, facts: FirmFacts, options: AssessOptions = {}, certifications = everyCertification): Report {
  const { judged, asOf, sizeClass, held, recommendation } = survey(book, facts, options, certifications)
  return { asOf, sizeClass, assessments: judged.map((one) => stated(one, asOf)), held, recommendation }
}
