import { all, amount, criterion, everyOf, figure, growth, isTrue, parameter, ratio, scalar } from '../../builders.ts'
import type { Rational, Relation } from '../../exact.ts'
import type { Figure } from '../../../dictionary/figures.ts'
import type { Growth, Parameter, Quantity, Source, Test, TestCriterion, Way } from '../../ruleset.ts'

/** What the rule sets of the boards are written with: rows of the listing rules, each with its own dated line. */

/** Expected total of shares after issue × issue price: an adviser's estimate before pricing. */
export const marketCap: Quantity = scalar('listing.expectedMarketCap')

/** 净利润（扣除非经常性损益前后孰低）of a year: the lesser of both calibres, before anything is added up. */
export const lowerProfit = (yearsBack: number): Quantity => ({
  kind: 'least',
  of: [figure('netProfitParent', yearsBack), figure('netProfitParentExNonRecurring', yearsBack)],
})

export const lowerProfitOfYears = (years: number): Quantity => ({
  kind: 'plus',
  of: Array.from({ length: years }, (_, index) => lowerProfit(index + 1)),
})

/** 最近三年复合增长率: two steps of growth, from Y-3 to Y-1. */
export const compound = (of: Figure): Growth => ({ figure: of, form: 'compound' })

export const judged: Test = { kind: 'judged' }

type More = Pick<TestCriterion, 'evidence' | 'question'>

const statements = { evidence: ['审计报告'] }

/** The rows of one part of a text: criterion ids `<prefix>-<name>`, ids of their lines `<prefix>.<name>`. */
export function rowsOf(prefix: string, text: { readonly clause: string; readonly from: string; readonly source: Source }) {
  const { clause, from, source } = text
  const limit = (name: string, zh: string, en: string, value: Rational): Parameter<Rational> =>
    parameter(`${prefix}.${name}`, zh, en, { from, value, clause, source })
  const row = (name: string, zh: string, en: string, test: Test, more: More = {}): TestCriterion => ({
    id: `${prefix}-${name}`,
    kind: 'gate',
    name: { zh, en },
    clause,
    source,
    ...more,
    test,
  })
  return {
    limit,
    row,
    amount: (name: string, zh: string, en: string, of: Quantity, relation: Relation, value: Rational): TestCriterion =>
      row(name, zh, en, amount(of, relation, limit(name, zh, en, value)), statements),
    /** Expected market capitalisation of at least so many yuan. */
    marketCap: (name: string, zh: string, en: string, value: Rational): TestCriterion =>
      row(name, zh, en, amount(marketCap, '>=', limit(name, zh, en, value)), { evidence: ['预计市值分析报告'] }),
    ratio: (name: string, zh: string, en: string, part: Quantity, whole: Quantity, value: Rational): TestCriterion =>
      row(name, zh, en, ratio(part, whole, '>=', limit(name, zh, en, value)), statements),
    growth: (name: string, zh: string, en: string, of: Growth, value: Rational): TestCriterion =>
      row(name, zh, en, growth(of, '>=', limit(name, zh, en, value)), statements),
    judged: (name: string, zh: string, en: string, question: readonly [zh: string, en: string], evidence: readonly string[] = []) =>
      row(name, zh, en, judged, { question: { zh: question[0], en: question[1] }, evidence }),
    /** Share capital, offer and holders, as the firm or its adviser states them together. */
    structural: (): TestCriterion =>
      row('structural', '发行上市结构性条件', 'Structural conditions of listing', isTrue('listing.structuralOk'), {
        evidence: ['发行方案', '公司章程'],
      }),
  }
}

export const holds = ({ id }: TestCriterion): Test => criterion(id)

/** A set of market and financial lines that must hold together. */
export const everyRow = (...rows: readonly TestCriterion[]): Test => all(...everyOf(rows))

export const ways = (prefix: string, ...sets: readonly Test[]): Way[] =>
  sets.map((test, index) => ({ id: `${prefix}-set${index + 1}`, test }))
