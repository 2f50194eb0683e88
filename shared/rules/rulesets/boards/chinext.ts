import { all, amount, any, bothPurposes, eachYear, everyOf, figure, growth, parameter, sumOfYears } from '../../builders.ts'
import { percent, type Rational, whole } from '../../exact.ts'
import type { Parameter, Ruleset, Test, TestCriterion } from '../../ruleset.ts'
import { preconditions } from './preconditions.ts'
import { compound, everyRow, holds, judged, lowerProfit, lowerProfitOfYears, rowsOf, ways } from './rows.ts'

/** 创业板: 深圳证券交易所创业板股票上市规则 (2024-04-30; set 4 from 2026-04-24), 申报及推荐暂行规定 (from memory). */
const from = '2024-04-30'
const reformedFrom = '2026-04-24'
const rules = '深圳证券交易所创业板股票上市规则'

const structural = rowsOf('chinext', { clause: `${rules} 2.1.1`, from, source: 'verified' }).structural()

const sets = rowsOf('chinext', { clause: `${rules} 2.1.2`, from, source: 'verified' })
const positive = sets.limit('profit-positive', '净利润为正（大于）', 'Net profit above', whole(0))

const set1 = [
  sets.row(
    'set1-profit-years',
    '标准一：最近两年净利润均为正',
    'Set 1: net profit above zero in both years',
    eachYear(2, (back) => amount(lowerProfit(back), '>', positive)),
    { evidence: ['审计报告'] },
  ),
  sets.amount(
    'set1-profit-sum',
    '标准一：最近两年累计净利润',
    'Set 1: net profit of two years',
    lowerProfitOfYears(2),
    '>=',
    whole(100_000_000),
  ),
  sets.amount(
    'set1-profit-latest',
    '标准一：最近一年净利润',
    'Set 1: net profit of the last year',
    lowerProfit(1),
    '>=',
    whole(60_000_000),
  ),
]
const set2 = [
  sets.marketCap('set2-mcap', '标准二：预计市值', 'Set 2: expected market value', whole(1_500_000_000)),
  sets.row(
    'set2-profit',
    '标准二：最近一年净利润为正',
    'Set 2: net profit of the last year above zero',
    amount(lowerProfit(1), '>', positive),
    { evidence: ['审计报告'] },
  ),
  sets.amount(
    'set2-revenue',
    '标准二：最近一年营业收入',
    'Set 2: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(400_000_000),
  ),
]
const set3 = [
  sets.marketCap('set3-mcap', '标准三：预计市值', 'Set 3: expected market value', whole(5_000_000_000)),
  sets.amount(
    'set3-revenue',
    '标准三：最近一年营业收入',
    'Set 3: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(300_000_000),
  ),
  sets.row(
    'set3-sector',
    '标准三：未盈利企业的行业范围',
    'Set 3: sector of an unprofitable firm',
    {
      kind: 'split',
      by: amount(lowerProfit(1), '>', positive),
      met: null,
      unmet: judged,
      open: { kind: 'constant', truth: 'unknown' },
    },
    {
      question: {
        zh: '尚未盈利：是否属于先进制造、互联网、大数据、云计算、人工智能、生物医药等高新技术产业和战略性新兴产业？',
        en: 'Not yet profitable: is it of advanced manufacturing, internet, big data, cloud, AI, biomedicine or the like?',
      },
    },
  ),
]

const reform = rowsOf('chinext', { clause: `${rules} 2.1.2（2026 年修订）`, from: reformedFrom, source: 'verified' })
const sector4 = reform.judged('set4-sector', '标准四：新兴产业、未来产业', 'Set 4: emerging and future industries', [
  '是否属于新兴产业或未来产业？',
  'Is it of an emerging or future industry?',
])
const growth4 = [
  reform.marketCap('set4a-mcap', '标准四（成长）：预计市值', 'Set 4, growth: expected market value', whole(3_000_000_000)),
  reform.amount(
    'set4a-revenue',
    '标准四（成长）：最近一年营业收入',
    'Set 4, growth: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(200_000_000),
  ),
  reform.growth(
    'set4a-cagr',
    '标准四（成长）：最近三年营业收入复合增长率',
    'Set 4, growth: compound growth of revenue',
    compound('operatingRevenue'),
    percent(30),
  ),
]
const research4 = [
  reform.marketCap('set4b-mcap', '标准四（研发）：预计市值', 'Set 4, R&D: expected market value', whole(4_000_000_000)),
  reform.amount(
    'set4b-revenue',
    '标准四（研发）：最近一年营业收入',
    'Set 4, R&D: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(200_000_000),
  ),
  reform.amount(
    'set4b-rd-sum',
    '标准四（研发）：最近三年累计研发投入',
    'Set 4, R&D: R&D input of three years',
    sumOfYears('rdInput', 3),
    '>=',
    whole(100_000_000),
  ),
  reform.ratio(
    'set4b-rd-ratio',
    '标准四（研发）：最近三年累计研发投入占累计营业收入',
    'Set 4, R&D: R&D input to revenue over three years',
    sumOfYears('rdInput', 3),
    sumOfYears('operatingRevenue', 3),
    percent(15),
  ),
]
const set4 = [...growth4, ...research4, sector4]
const set4Holds = all(any(everyRow(...growth4), everyRow(...research4)), holds(sector4))

// ——— 创业板定位: figures from memory, so that they can only help; whether the firm fits is left to a person

const positioningText = {
  clause: '深圳证券交易所创业板企业发行上市申报及推荐暂行规定（2024 年 4 月修订）',
  from,
  source: 'memory',
} as const
const positioning = rowsOf('chinext', positioningText)
const waiver = positioning.limit(
  'pos-waiver',
  '最近一年营业收入达到此数，不要求营业收入增长',
  'Revenue of the last year that waives its growth',
  whole(300_000_000),
)
const grows = (rate: Parameter<Rational>): Test =>
  any(growth(compound('operatingRevenue'), '>=', rate), amount(figure('operatingRevenue'), '>=', waiver))
const revenueGrowth = positioning.limit('pos-growth', '最近三年营业收入复合增长率', 'Compound growth of revenue', percent(25))

const positioningRoutes = [
  positioning.row(
    'pos-a',
    '创业板定位（甲）：研发投入增长',
    'Positioning A: growth of R&D input',
    all(
      growth(
        compound('rdInput'),
        '>=',
        positioning.limit('pos-a-rd-growth', '最近三年研发投入复合增长率', 'Compound growth of R&D input', percent(15)),
      ),
      amount(figure('rdInput'), '>=', positioning.limit('pos-a-rd', '最近一年研发投入', 'R&D input of the last year', whole(10_000_000))),
      grows(revenueGrowth),
    ),
    { evidence: ['审计报告', '研发投入明细'] },
  ),
  positioning.row(
    'pos-b',
    '创业板定位（乙）：累计研发投入',
    'Positioning B: R&D input of three years',
    all(
      amount(
        sumOfYears('rdInput', 3),
        '>=',
        positioning.limit('pos-b-rd-sum', '最近三年累计研发投入', 'R&D input of three years', whole(50_000_000)),
      ),
      grows(revenueGrowth),
    ),
    { evidence: ['审计报告', '研发投入明细'] },
  ),
  positioning.row(
    'pos-c',
    '创业板定位（丙）：制造业优化升级、现代服务业、数字经济',
    'Positioning C: upgraded manufacturing, modern services, digital economy',
    all(grows(positioning.limit('pos-c-growth', '最近三年营业收入复合增长率', 'Compound growth of revenue', percent(30))), judged),
    {
      evidence: ['审计报告'],
      question: {
        zh: '是否属于制造业优化升级、现代服务业或数字经济等现代产业体系领域？',
        en: 'Is it of upgraded manufacturing, modern services or the digital economy?',
      },
    },
  ),
]
const negativeList = parameter<readonly string[]>('chinext.pos-negative', '创业板负面清单行业', 'Negative list of ChiNext', {
  ...positioningText,
  value: ['A', 'B', 'C15', 'C17', 'C31', 'D', 'E', 'G', 'H', 'J', 'K', 'O'],
})
const negative = positioning.row(
  'pos-negative',
  '不属于创业板负面清单行业',
  'Outside the negative list of ChiNext',
  { kind: 'industry', codes: negativeList, inside: 'judged', outside: 'met' },
  {
    question: {
      zh: '行业在负面清单内：是否与互联网、大数据、云计算、自动化、人工智能、新能源等深度融合？',
      en: 'Inside the negative list: is it deeply fused with internet, big data, cloud, automation, AI or new energy?',
    },
  },
)
const barred = positioning.judged('pos-barred', '不属于禁止类业务', 'No barred business', [
  '是否不涉及产能过剩和淘汰类业务、学前教育和学科类培训、类金融业务？',
  'No business of overcapacity or eliminated categories, preschool or subject tutoring, or quasi-finance?',
])

// What is missing or fails in the three routes leaves the positioning to a person; the negative list likewise.
const positioningHolds = [
  any(...everyOf(positioningRoutes), { kind: 'constant', truth: 'review' }),
  { kind: 'left-to-person', of: holds(negative) },
  holds(barred),
] satisfies readonly Test[]

function chinextOn(inForceFrom: string, inForceTo: string | null, extra: readonly TestCriterion[], extraSets: readonly Test[]): Ruleset {
  const setTests = [...[set1, set2, set3].map((rows) => everyRow(...rows)), ...extraSets]
  return {
    id: `chinext@${inForceFrom}`,
    certification: 'chinext',
    title: { zh: '创业板发行上市条件', en: 'Listing conditions of ChiNext' },
    basis: [
      `《${rules}》（${inForceFrom.slice(0, 4)} 年 4 月修订）`,
      `《${positioningText.clause}》`,
      '证监会令第205号《首次公开发行股票注册管理办法》',
    ],
    inForce: bothPurposes(inForceFrom, inForceTo),
    criteria: [structural, ...set1, ...set2, ...set3, ...extra, ...positioningRoutes, negative, barred, ...preconditions],
    score: null,
    verdict: all(holds(structural), any(...setTests), ...positioningHolds, ...everyOf(preconditions)),
    ways: ways('chinext', ...setTests),
  }
}

/** Three sets, up to the day before the reform. */
export const chinext2024 = chinextOn(from, '2026-04-23', [], [])

/** With the fourth set, for emerging and future industries. */
export const chinext2026 = chinextOn(reformedFrom, null, set4, [set4Holds])
