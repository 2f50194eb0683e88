import { describe, expect, it } from 'vitest'
import { amount, bothPurposes, everyOf, all, figure, parameter, sumOf, fromPercent } from '../../../shared/rules/builders.ts'
import { describeDifferences } from '../../../shared/rules/differences.ts'
import { type Rational, whole } from '../../../shared/rules/exact.ts'
import type { Band, Criterion, Ruleset } from '../../../shared/rules/ruleset.ts'
import { findRulesetById, rulesets } from '../../../shared/rules/rulesets/index.ts'

const get = (id: string): Ruleset => {
  const found = findRulesetById(id)
  if (!found) throw new Error(`no rule set ${id}`)
  return found
}

describe('from one rule set to the next', () => {
  const { added, removed, changed, parameters, logic, words } = describeDifferences(
    { ruleset: get('srdi-63a2'), asOf: '2026-03-31' },
    { ruleset: get('srdi-2a1'), asOf: '2026-04-01' },
  )

  it('names what is new and what has gone, in words', () => {
    expect(added.map(({ id }) => id)).toEqual(expect.arrayContaining(['srdi26-title', 'srdi26-rd-amount', 'srdi26-platform-score']))
    expect(removed.map(({ id }) => id)).toEqual(expect.arrayContaining(['srdi22-direct-maker', 'srdi22-s-digital', 'srdi22-score']))
    const sentences = words.map(({ zh }) => zh)
    expect(sentences).toContain('新增：近两年研发费用占比（2024、2025 年每年研发费用（审计报告） ÷ 营业收入 ≥ 3%）')
    expect(sentences).toContain('取消：近两年研发费用均值（2024–2025 年研发费用（审计报告）平均值 ≥ 1,000 万元）')
    for (const { en } of words) expect(en).not.toMatch(/undefined|\[object|NaN/)
  })

  it('pairs criteria whose ids differ by the rule set alone, with text and threshold before and after', () => {
    const years = changed.find(({ after }) => after.id === 'srdi26-years')
    expect(years).toMatchObject({
      before: { id: 'srdi22-years', text: { zh: '从事特定细分市场年限 ≥ 2 年' } },
      after: { text: { zh: '从事特定细分市场年限 ≥ 3 年' } },
      threshold: { before: { zh: '≥ 2 年' }, after: { zh: '≥ 3 年', en: '≥ 3 years' } },
    })
    expect(words.map(({ zh }) => zh)).toContain('从事特定细分市场时间：“从事特定细分市场年限 ≥ 2 年”改为“从事特定细分市场年限 ≥ 3 年”')
  })

  it('keeps silent about what stays', () => {
    const all = [...added, ...removed, ...changed.map(({ after }) => after)].map(({ id }) => id)
    expect(all).not.toContain('base-legal-entity')
    expect(all).not.toContain('base-abnormal-list')
  })

  it('names the parameters with their clauses', () => {
    expect(parameters.find(({ label }) => label.zh.includes('营业收入'))).toMatchObject({
      before: { text: { zh: '≥ 1,000 万元' }, clause: expect.stringContaining('63号') },
      after: { text: { zh: '≥ 1,500 万元' }, clause: expect.stringContaining('2号') },
    })
  })

  it('tells both ways in which the criteria combine', () => {
    expect(logic?.before.zh).toContain('任一满足')
    expect(logic?.after.zh).not.toContain('任一满足')
  })
})

describe('between two days of one rule set', () => {
  it.each(rulesets)('$id: a new year alone changes nothing', (ruleset) => {
    const none = describeDifferences({ ruleset, asOf: '2027-06-15' }, { ruleset, asOf: '2029-06-15' })
    expect(none).toEqual({ added: [], removed: [], changed: [], parameters: [], logic: null, words: [] })
  })

  const bands = (points: number): readonly Band[] => [fromPercent(10, points), fromPercent(5, 2)]
  const clauses = { clause: '甲 第一条', source: 'verified' as const }
  const later = { from: '2026-01-01', clause: '乙 第二条', source: 'verified' as const }
  const gate: Criterion = {
    id: 'trial-sales',
    kind: 'gate',
    name: { zh: '销售收入', en: 'Sales' },
    clause: '甲 第一条',
    source: 'verified',
    test: amount(
      figure('salesRevenue'),
      '>=',
      parameter<Rational>(
        'trial.sales',
        '销售收入下限',
        'Least sales',
        { from: '2020-01-01', value: whole(1e7), ...clauses },
        { ...later, value: whole(2e7) },
      ),
    ),
  }
  const part: Criterion = {
    id: 'trial-growth',
    kind: 'part',
    name: { zh: '增长', en: 'Growth' },
    clause: '甲 第二条',
    source: 'verified',
    of: 8,
    answerable: false,
    points: {
      kind: 'rate-bands',
      of: { figure: 'salesRevenue', form: 'yearly' },
      bands: parameter(
        'trial.growth',
        '增长分档',
        'Bands of growth',
        { from: '2020-01-01', value: bands(6), ...clauses },
        { ...later, value: bands(8) },
      ),
    },
  }
  const ruleset: Ruleset = {
    id: 'trial',
    certification: 'hnte',
    title: { zh: '试行', en: 'Trial' },
    basis: [],
    inForce: bothPurposes('2020-01-01'),
    criteria: [gate, part],
    score: {
      of: 8,
      pass: parameter<Rational>('trial.pass', '合格线', 'Pass', { from: '2020-01-01', value: whole(4), ...clauses }),
      tree: sumOf('trial-growth'),
    },
    verdict: all(...everyOf([gate])),
    ways: [],
  }

  it('names each value that has changed, with the years of the later day', () => {
    const { changed, parameters, words } = describeDifferences({ ruleset, asOf: '2025-06-15' }, { ruleset, asOf: '2026-06-15' })
    expect(changed.map(({ before, after }) => [before.text.zh, after.text.zh])).toEqual([
      ['2025 年销售收入 ≥ 1,000 万元', '2025 年销售收入 ≥ 2,000 万元'],
      ['按 2025 年销售收入增长率分档，最高 8 分', '按 2025 年销售收入增长率分档，最高 8 分'],
    ])
    expect(parameters.map(({ id, before, after }) => [id, before.clause, after.clause])).toEqual([
      ['trial.sales', '甲 第一条', '乙 第二条'],
      ['trial.growth', '甲 第一条', '乙 第二条'],
    ])
    expect(words.map(({ zh }) => zh)).toEqual([
      '销售收入：“2025 年销售收入 ≥ 1,000 万元”改为“2025 年销售收入 ≥ 2,000 万元”',
      '增长：分档“≥ 10%：6 分；≥ 5%：2 分”改为“≥ 10%：8 分；≥ 5%：2 分”',
      '销售收入下限：≥ 1,000 万元 改为 ≥ 2,000 万元（乙 第二条）',
      '增长分档：≥ 10%：6 分；≥ 5%：2 分 改为 ≥ 10%：8 分；≥ 5%：2 分（乙 第二条）',
    ])
  })

  it('finds nothing between two days under the same values', () => {
    expect(describeDifferences({ ruleset, asOf: '2024-06-15' }, { ruleset, asOf: '2025-06-15' }).words).toEqual([])
  })
})
