import { all, amount, any, bothPurposes, eachYear, everyOf, figure, sumOfYears } from '../../builders.ts'
import { whole } from '../../exact.ts'
import type { Ruleset } from '../../ruleset.ts'
import { preconditions } from './preconditions.ts'
import { everyRow, holds, lowerProfit, lowerProfitOfYears, rowsOf, ways } from './rows.ts'

/** 沪深主板: 上海证券交易所股票上市规则, 深圳证券交易所股票上市规则 3.1.1–3.1.2, the same figures since 2024-04-30. */
const from = '2024-04-30'
const rules = '上海证券交易所股票上市规则、深圳证券交易所股票上市规则'

const structural = rowsOf('main', { clause: `${rules} 3.1.1`, from, source: 'verified' }).structural()

const sets = rowsOf('main', { clause: `${rules} 3.1.2`, from, source: 'verified' })
const positive = sets.limit('profit-positive', '净利润为正（大于）', 'Net profit above', whole(0))
const profitable = (set: number, zh: string) =>
  sets.row(
    `set${set}-profit`,
    `标准${zh}：最近一年净利润为正`,
    `Set ${set}: net profit of the last year above zero`,
    amount(lowerProfit(1), '>', positive),
    { evidence: ['审计报告'] },
  )

const set1 = [
  sets.row(
    'set1-profit-years',
    '标准一：最近三年净利润均为正',
    'Set 1: net profit above zero in all three years',
    eachYear(3, (back) => amount(lowerProfit(back), '>', positive)),
    { evidence: ['审计报告'] },
  ),
  sets.amount(
    'set1-profit-sum',
    '标准一：最近三年累计净利润',
    'Set 1: net profit of three years',
    lowerProfitOfYears(3),
    '>=',
    whole(200_000_000),
  ),
  sets.amount(
    'set1-profit-latest',
    '标准一：最近一年净利润',
    'Set 1: net profit of the last year',
    lowerProfit(1),
    '>=',
    whole(100_000_000),
  ),
  sets.row(
    'set1-ocf-or-revenue',
    '标准一：最近三年经营活动现金流量净额累计，或营业收入累计',
    'Set 1: operating cash flow, or revenue, of three years',
    any(
      amount(
        sumOfYears('operatingCashFlow', 3),
        '>=',
        sets.limit('set1-ocf', '最近三年经营活动现金流量净额累计', 'Operating cash flow of three years', whole(200_000_000)),
      ),
      amount(
        sumOfYears('operatingRevenue', 3),
        '>=',
        sets.limit('set1-revenue', '最近三年营业收入累计', 'Revenue of three years', whole(1_500_000_000)),
      ),
    ),
    { evidence: ['审计报告'] },
  ),
]
const set2 = [
  sets.marketCap('set2-mcap', '标准二：预计市值', 'Set 2: expected market value', whole(5_000_000_000)),
  profitable(2, '二'),
  sets.amount(
    'set2-revenue',
    '标准二：最近一年营业收入',
    'Set 2: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(600_000_000),
  ),
  sets.amount(
    'set2-ocf',
    '标准二：最近三年经营活动现金流量净额累计',
    'Set 2: operating cash flow of three years',
    sumOfYears('operatingCashFlow', 3),
    '>=',
    whole(250_000_000),
  ),
]
const set3 = [
  sets.marketCap('set3-mcap', '标准三：预计市值', 'Set 3: expected market value', whole(10_000_000_000)),
  profitable(3, '三'),
  sets.amount(
    'set3-revenue',
    '标准三：最近一年营业收入',
    'Set 3: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(1_000_000_000),
  ),
]
const setTests = [set1, set2, set3].map((rows) => everyRow(...rows))

const positioning = rowsOf('main', { clause: '主板定位', from, source: 'memory' }).judged(
  'positioning',
  '主板定位：大盘蓝筹',
  'Positioning: large, mature firms',
  [
    '是否业务模式成熟、经营业绩稳定、规模较大、具有行业代表性？',
    'Is the business model mature, are results stable, is it large and representative of its industry?',
  ],
)

export const mainBoard: Ruleset = {
  id: 'main-board@2024-04-30',
  certification: 'main-board',
  title: { zh: '沪深主板发行上市条件', en: 'Listing conditions of the main boards' },
  basis: [`《${rules.replace('、', '》《')}》（2024 年 4 月修订）`, '证监会令第205号《首次公开发行股票注册管理办法》'],
  inForce: bothPurposes(from),
  criteria: [structural, ...set1, ...set2, ...set3, positioning, ...preconditions],
  score: null,
  verdict: all(holds(structural), any(...setTests), holds(positioning), ...everyOf(preconditions)),
  ways: ways('main', ...setTests),
}
