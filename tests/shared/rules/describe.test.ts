import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RulesetText } from '../../../shared/api/rulesets.ts'
import { figureProxies, figures, figureIds, type Figure } from '../../../shared/dictionary/figures.ts'
import { listNames } from '../../../shared/dictionary/lists.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import { answerKind } from '../../../shared/rules/answer-kind.ts'
import { caseOf } from '../../../shared/rules/case.ts'
import { describeRuleset } from '../../../shared/rules/describe/index.ts'
import { evaluate } from '../../../shared/rules/evaluate.ts'
import { explain } from '../../../shared/rules/explain.ts'
import { type FactTest, judge } from '../../../shared/rules/judge.ts'
import { pointsByFacts } from '../../../shared/rules/points.ts'
import type { Criterion, Ruleset } from '../../../shared/rules/ruleset.ts'
import { findRulesetById, rulesets } from '../../../shared/rules/rulesets/index.ts'
import { firms } from './arbitrary.ts'

const asOf = '2026-06-15'

function textOf(rulesetId: string, day = asOf): RulesetText {
  const ruleset = findRulesetById(rulesetId)
  if (!ruleset) throw new Error(`no rule set ${rulesetId}`)
  return describeRuleset(ruleset, day)
}

function criterionOf(rulesetId: string, id: string, day = asOf): RulesetText['criteria'][number] {
  const found = textOf(rulesetId, day).criteria.find((criterion) => criterion.id === id)
  if (!found) throw new Error(`no criterion ${id}`)
  return found
}

/** Random firms with what the listing and specialised rule sets read besides. */
const amounts = fc.option(
  fc.integer({ min: -5, max: 60 }).map((n) => n * 10_000_000),
  { nil: null, freq: 5 },
)
const small = fc.option(fc.constantFrom(0, 1, 2, 3, 5, 8, 12.5, 60, 66), { nil: null, freq: 4 })
const flag = fc.option(fc.boolean(), { nil: null, freq: 4 })
const moreOfYear = fc.record(Object.fromEntries(figureIds.map((id) => [id, figures[id].kind === 'money' ? amounts : small])), {
  requiredKeys: [],
})
const anyFirm: fc.Arbitrary<FirmFacts> = fc
  .record({
    firm: firms,
    years: fc.record({ '2023': moreOfYear, '2024': moreOfYear, '2025': moreOfYear }),
    market: fc.option(
      fc.record({
        yearsInNiche: small,
        nicheShare: small,
        domesticRank: small,
        provincialRank: small,
        globalRank: small,
        platformScore: small,
        platformScorePrevious: small,
        digitalLevel: small,
        qualityAward: flag,
        managementSystemCertified: flag,
        ownBrand: flag,
        coreSystemsOnline: flag,
        makerChina: fc.constantFrom('none' as const, 'top500' as const, 'top50' as const, null),
        productField: fc.constantFrom('A' as const, 'C' as const, null),
        localScore: small,
      }),
      { nil: null, freq: 8 },
    ),
    listing: fc.record({ expectedMarketCap: amounts, structuralOk: flag }),
    province: fc.constantFrom('35', '11', null),
    softwareFirm: flag,
    strategicIndustry: flag,
    financing: fc.option(
      fc.array(
        fc.record({
          amount: fc.integer({ min: 1, max: 10 }).map((n) => n * 10_000_000),
          paidOn: fc.constantFrom('2023-05-01', '2024-05-01', '2025-05-01'),
          qualifiedInstitution: flag,
          equityShare: fc.constantFrom(10, 40, null),
        }),
        { maxLength: 3 },
      ),
      { nil: null },
    ),
  })
  .map(({ firm, years, market, listing, province, softwareFirm, strategicIndustry, financing }) => ({
    ...firm,
    years: Object.fromEntries(Object.entries(firm.years ?? {}).map(([year, own]) => [year, { ...years[year as '2025'], ...own }])),
    profile: { ...firm.profile, province, softwareFirm, strategicIndustry },
    market,
    listing,
    financing,
  })) as fc.Arbitrary<FirmFacts>

const purposes = fc.constantFrom('apply' as const, 'renew' as const)

const sentencesOf = (text: RulesetText): { where: string; zh: string; en: string }[] => [
  { where: 'logic', ...text.logic },
  ...text.parameters.flatMap(({ id, label, history }) => [
    { where: id, ...label },
    ...history.map(({ text: value }) => ({ where: id, ...value })),
  ]),
  ...text.criteria.flatMap(({ id, text: own, name, bands, grades }) => [
    { where: id, ...own },
    { where: id, ...name },
    ...bands.map((band) => ({ where: id, ...band.text })),
    ...grades.map((grade) => ({ where: id, ...grade.label })),
  ]),
]

describe.each(rulesets)('$id in words', (ruleset) => {
  const text = describeRuleset(ruleset, asOf)
  const texts = new Map<string, RulesetText>()
  const textOn = (day: string) => texts.get(day) ?? texts.set(day, describeRuleset(ruleset, day)).get(day)!

  it('says something in Chinese and in English everywhere, and nothing that only a program reads', () => {
    const ids = new Set([...ruleset.criteria.map(({ id }) => id), ...text.parameters.map(({ id }) => id), ...figureIds])
    const isRaw = (sentence: string) => {
      if (/undefined|\[object|NaN|null|\{\d\}|\b(years|profile|market|listing|conversions)\.\w/.test(sentence)) return true
      return [...ids].some((id) => /[-.a-z][A-Z.-]/.test(id) && sentence.includes(id))
    }
    for (const { where, zh, en } of sentencesOf(text)) {
      expect([where, zh.trim() === '', en.trim() === '', isRaw(zh), isRaw(en)]).toEqual([where, false, false, false, false])
      expect([where, en.includes('  '), zh.includes('  ')]).toEqual([where, false, false])
    }
  })

  it('speaks the shape that the API promises, and keeps the order of the text', () => {
    expect(RulesetText.parse(text)).toEqual(text)
    expect(text.criteria.map(({ id }) => id)).toEqual(ruleset.criteria.map(({ id }) => id))
  })

  it('names years of the day asked and no other', () => {
    const later = describeRuleset(ruleset, '2031-06-15')
    for (const { where, zh } of sentencesOf({ ...later, parameters: [] })) {
      const years = [...zh.replaceAll(/〔\d{4}〕|GB\/T 4754-2017|不在 [\d -]+至 [\d -]+/g, '').matchAll(/(?<!\d)20\d\d(?=[-–、 ]|$)/g)].map(
        ([year]) => Number(year),
      )
      for (const year of years) expect([where, year >= 2026 && year <= 2031]).toEqual([where, true])
    }
  })

  it('offers yes and no exactly where a person decides a condition', () => {
    for (const criterion of ruleset.criteria) {
      const grades = text.criteria.find(({ id }) => id === criterion.id)?.grades ?? []
      if (answerKind(criterion) === 'flag') expect(grades.map(({ label }) => label.zh)).toEqual(['是', '否'])
      else if (!('points' in criterion)) expect(grades).toEqual([])
    }
  })

  it('lists every fact that the report of a criterion misses', () => {
    fc.assert(
      fc.property(anyFirm, purposes, (facts, purpose) => {
        const { criteria } = explain(evaluate(ruleset, caseOf(facts, purpose)))
        const read = new Map(textOn(facts.asOf).criteria.map((criterion) => [criterion.id, criterion.facts]))
        for (const { id, missing } of criteria) {
          for (const path of missing) expect([id, path, isListed(read.get(id) ?? [], path)]).toEqual([id, path, true])
        }
      }),
      { numRuns: 25 },
    )
  })

  it('lists every fact that the judgement of a criterion reads', () => {
    fc.assert(
      fc.property(anyFirm, purposes, (facts, purpose) => {
        const described = textOn(facts.asOf)
        ruleset.criteria.forEach((criterion, index) => {
          const listed = described.criteria[index]!.facts
          for (const path of readBy(criterion, facts, purpose))
            expect([criterion.id, path, isListed(listed, path)]).toEqual([criterion.id, path, true])
        })
      }),
      { numRuns: 20 },
    )
  })

  it('judges the same once it has been stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(ruleset)) as Ruleset
    fc.assert(
      fc.property(anyFirm, purposes, (facts, purpose) => {
        const of = caseOf(facts, purpose)
        expect(explain(evaluate(stored, of))).toEqual(explain(evaluate(ruleset, of)))
      }),
      { numRuns: 25 },
    )
    expect(describeRuleset(stored, asOf)).toEqual(text)
  })
})

/** Whether a fact is among those listed: by itself, by its list, or as the near calibre of one. */
function isListed(listed: readonly string[], path: string): boolean {
  const [head = '', year, figure] = path.split('.')
  if (listed.includes(path) || listed.includes(head)) return true
  if (path === 'conversions') return listed.some((one) => one.startsWith('conversions.'))
  if (head !== 'years') return false
  const near = (figureIds as readonly Figure[]).filter(
    (one) =>
      figureProxies[one]?.includes(figure as Figure) ||
      (one === 'netAssets' && (figure === 'totalAssets' || figure === 'totalLiabilities')),
  )
  return near.some((one) => listed.includes(`years.${year}.${one}`))
}

/** The dot paths that the judgement of one criterion looks at. */
function readBy(criterion: Criterion, facts: FirmFacts, purpose: 'apply' | 'renew'): ReadonlySet<string> {
  const read = new Set<string>()
  const watch = (object: object, path: readonly string[]): object =>
    new Proxy(object, {
      get(target, key) {
        const value = (target as Record<string, unknown>)[key as string]
        if (typeof key !== 'string') return value
        const at = [...path, key]
        const isList = (listNames as readonly string[]).includes(key)
        // Looked at for any absent figure, in case it is net assets.
        if (key === 'totalAssets' || key === 'totalLiabilities') return value
        const isLeaf = isList || typeof value !== 'object' || value === null
        if (isLeaf && (at.length > 1 || isList) && !(path[0] === 'years' && at.length === 2)) read.add(at.join('.'))
        return isLeaf ? value : watch(value, at)
      },
    })
  const of = { ...caseOf(facts, purpose), facts: watch(facts, []) as FirmFacts }
  if ('points' in criterion) {
    if (criterion.points.kind !== 'best') pointsByFacts(of, criterion.points, criterion.of)
  } else if (!['score', 'points-above-zero', 'criterion'].includes(criterion.test.kind)) judge(of, criterion.test as FactTest, null)
  return read
}

describe('what a user reads', () => {
  it.each([
    ['techsme@115-67-2026', 'techsme-sales-cap', '2025 年销售收入 ≤ 2 亿元', 'Sales revenue of 2025 ≤ 200,000,000 yuan'],
    [
      'techsme@115-67-2026',
      'techsme-score-rd',
      '研发费用占销售收入、研发费用占成本费用支出总额取高，不相加，最高 50 分',
      'the better of R&D expense to sales revenue, R&D expense to total cost and expense, never added, at most 50',
    ],
    ['hnte@2016-32-195', 'hnte-innovation-score', '总分 > 70 分（70 分不算）', 'total score > 70 points (70 points do not pass)'],
    [
      'hnte@2016-32-195',
      'hnte-rd-ratio',
      '近三个会计年度（2023–2025 年）研究开发费用（高企口径）合计 ÷ 销售收入合计：2025 年销售收入不超过 5,000 万元的 ≥ 5%；不超过 2 亿元的 ≥ 4%；超过 2 亿元的 ≥ 3%',
      'sum of R&D expense, HNTE scope ÷ sum of Sales revenue of the last three accounting years (2023–2025): with Sales revenue of 2025, ≥ 5% up to 50,000,000 yuan; ≥ 4% up to 200,000,000 yuan; ≥ 3% above 200,000,000 yuan',
    ],
    [
      'srdi-63a2',
      'srdi22-rd',
      '2025 年研发费用（审计报告） ≥ 100 万元；并且 2025 年研发费用（审计报告） ÷ 营业收入 ≥ 3%',
      'R&D expense, audited of 2025 ≥ 1,000,000 yuan; and R&D expense, audited ÷ Operating revenue of 2025 ≥ 3%',
    ],
    [
      'srdi-63a2',
      'srdi22-direct-rd',
      '2024–2025 年研发费用（审计报告）平均值 ≥ 1,000 万元',
      'mean of R&D expense, audited of 2024–2025 ≥ 10,000,000 yuan',
    ],
    [
      'srdi-2a1',
      'srdi26-rd-ratio',
      '2024、2025 年每年研发费用（审计报告） ÷ 营业收入 ≥ 3%',
      'R&D expense, audited ÷ Operating revenue of each of 2024, 2025 ≥ 3%',
    ],
    ['srdi-2a1', 'srdi26-years', '从事特定细分市场年限 ≥ 3 年', 'Years in the niche ≥ 3 years'],
    [
      'lg-2a2',
      'lg26-growth',
      '首次申报的，营业收入两年复合增长率（2023–2025 年） ≥ 5%；否则，不适用',
      'if a first application: compound growth of Operating revenue from 2023 to 2025 ≥ 5%; otherwise: not applicable',
    ],
    [
      'lg-2a2',
      'lg26-market',
      '（细分市场占有率 ≥ 10%；或者国内排名前 3 位）；并且由人判断',
      '(Share of the niche ≥ 10%; or Domestic rank among the first 3); and judged by a person',
    ],
    [
      'innov-63a1',
      'innov-main-growth',
      '按 2025 年主营业务收入增长率分档，最高 20 分',
      'by growth of Main-business revenue in 2025, at most 20',
    ],
  ])('%s %s', (ruleset, id, zh, en) => {
    expect(criterionOf(ruleset, id).text).toEqual({ zh, en })
  })

  it('names the tiers of revenue of the 63号 little giant, each with its own share', () => {
    const { zh } = criterionOf('lg-63a3', 'lg22-rd-tier').text
    expect(zh).toContain('2025 年营业收入 ≥ 1 亿元的：2024、2025 年每年研发费用（审计报告） ÷ 营业收入 ≥ 3%')
    expect(zh).toContain('其他：（2024–2025 年新增股权融资（合格机构投资者） ≥ 8,000 万元')
  })

  it('names every class of rights by what it asks for', () => {
    const bands = criterionOf('innov-63a1', 'innov-ip-class').bands.map(({ text, max }) => [text.zh.replace(/（.*）/, ''), max])
    expect(bands).toEqual([
      ['Ⅰ类高价值 ≥ 1 项', 20],
      ['Ⅰ类自主研发 ≥ 1 项', 15],
      ['Ⅰ类 ≥ 1 项', 10],
      ['Ⅱ类 ≥ 1 项', 5],
    ])
    expect(criterionOf('srdi-63a2', 'srdi22-s-institution').bands.map(({ text }) => text.zh)).toEqual([
      '国家级 ≥ 1 项',
      '部级、省级 ≥ 1 项',
      '市级 ≥ 1 项',
      '县级 ≥ 1 项',
    ])
    expect(criterionOf('techsme@115-67-2026', 'techsme-score-ip').bands.map(({ text }) => text.zh)).toEqual([
      'Ⅰ类 ≥ 1 项',
      ...[4, 3, 2, 1].map((count) => `Ⅱ类 ≥ ${count} 项`),
    ])
  })

  it('tells how the criteria combine', () => {
    const { zh } = textOf('techsme@115-67-2026').logic
    expect(zh).toMatch(/^同时满足：境内注册居民企业；/)
    expect(zh).toContain('（任一满足：拥有有效期内高新技术企业资格证书；')
    expect(zh).toMatch(/（同时满足：综合评价得分；科技人员指标得分不得为 0））$/)
  })

  it('keeps each threshold with the days, the clause and the source of its values', () => {
    const tiers = textOf('hnte@2016-32-195').parameters.find(({ id }) => id === 'hnte.rd-tiers')
    expect(tiers).toMatchObject({
      label: { zh: '研发费用占比分档' },
      history: [
        { from: '2016-01-01', text: { zh: '不超过 5,000 万元的 ≥ 5%；不超过 2 亿元的 ≥ 4%；超过 2 亿元的 ≥ 3%' }, source: 'verified' },
      ],
    })
    expect(textOf('techsme@115-67-2026').parameters.find(({ id }) => id === 'techsme.excluded-industries')?.history[0]).toMatchObject({
      source: 'memory',
    })
  })

  it('tells the days in force for an application and for a renewal', () => {
    expect(textOf('lg-63a3')).toMatchObject({
      inForceFrom: '2022-08-01',
      inForceTo: '2026-03-31',
      inForce: { apply: { to: '2026-03-31' }, renew: { to: '2026-12-31' } },
    })
  })

  it('writes numbers of several units as they stand, and one unit by its own', () => {
    expect(criterionOf('srdi-63a2', 'srdi22-rd')).toMatchObject({ shows: 'text', relation: '' })
    expect(criterionOf('srdi-63a2', 'srdi22-scale')).toMatchObject({ shows: 'money', relation: '>=' })
    expect(criterionOf('srdi-2a1', 'srdi26-platform-score')).toMatchObject({ shows: 'marks', relation: '>=' })
    expect(criterionOf('bse@2024-04-30', 'bse-set1b-roe')).toMatchObject({ shows: 'percentage', relation: '>=' })
    expect(criterionOf('lg-63a3', 'lg22-rd-tier')).toMatchObject({ shows: 'text', relation: '' })
  })

  it('calls a criterion that never decides a note', () => {
    expect(criterionOf('fjstg-2023', 'fjstg-preference').kind).toBe('note')
  })
})
