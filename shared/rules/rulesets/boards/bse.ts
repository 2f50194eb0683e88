import { all, amount, any, bothPurposes, eachYear, everyOf, figure, meanOfYears, sumOfYears } from '../../builders.ts'
import { percent, whole } from '../../exact.ts'
import type { Ruleset } from '../../ruleset.ts'
import { everyRow, holds, lowerProfit, rowsOf, ways } from './rows.ts'

/** 北交所: 北京证券交易所股票上市规则 2.1.2 (structure) and 2.1.3 (sets). */
const from = '2024-04-30'
const rules = '北京证券交易所股票上市规则'

const structure = rowsOf('bse', { clause: `${rules} 2.1.2`, from, source: 'verified' })
const structural = structure.structural()
const netAssets = structure.amount(
  'structural-net-assets',
  '最近一年期末净资产',
  'Net assets at the end of the last year',
  figure('netAssets'),
  '>=',
  whole(50_000_000),
)

const sets = rowsOf('bse', { clause: `${rules} 2.1.3`, from, source: 'verified' })
const positive = sets.limit('cash-flow-positive', '经营活动现金流量净额为正（大于）', 'Operating cash flow above', whole(0))

const profit1a = sets.limit('set1a-profit', '最近两年每年净利润', 'Net profit of each of two years', whole(15_000_000))

const mcap1 = sets.marketCap('set1-mcap', '标准一：预计市值', 'Set 1: expected market value', whole(200_000_000))
const set1a = [
  sets.row(
    'set1a-profit',
    '标准一（甲）：最近两年净利润均不低于',
    'Set 1 A: net profit of each of two years',
    eachYear(2, (back) => amount(lowerProfit(back), '>=', profit1a)),
    { evidence: ['审计报告'] },
  ),
  // A published ratio in percent: the mean of the two, not one return over two years.
  sets.amount(
    'set1a-roe',
    '标准一（甲）：最近两年加权平均净资产收益率平均',
    'Set 1 A: mean return on equity of two years',
    meanOfYears('weightedRoe', 2),
    '>=',
    whole(8),
  ),
]
const set1b = [
  sets.amount(
    'set1b-profit',
    '标准一（乙）：最近一年净利润',
    'Set 1 B: net profit of the last year',
    lowerProfit(1),
    '>=',
    whole(25_000_000),
  ),
  sets.amount(
    'set1b-roe',
    '标准一（乙）：最近一年加权平均净资产收益率',
    'Set 1 B: return on equity of the last year',
    figure('weightedRoe'),
    '>=',
    whole(8),
  ),
]
const set2 = [
  sets.marketCap('set2-mcap', '标准二：预计市值', 'Set 2: expected market value', whole(400_000_000)),
  sets.amount(
    'set2-revenue-mean',
    '标准二：最近两年营业收入平均',
    'Set 2: mean revenue of two years',
    meanOfYears('operatingRevenue', 2),
    '>=',
    whole(100_000_000),
  ),
  sets.growth(
    'set2-growth',
    '标准二：最近一年营业收入增长率',
    'Set 2: growth of revenue of the last year',
    { figure: 'operatingRevenue', form: 'yearly' },
    percent(30),
  ),
  sets.row(
    'set2-ocf',
    '标准二：最近一年经营活动现金流量净额为正',
    'Set 2: operating cash flow of the last year above zero',
    amount(figure('operatingCashFlow'), '>', positive),
    { evidence: ['审计报告'] },
  ),
]
const set3 = [
  sets.marketCap('set3-mcap', '标准三：预计市值', 'Set 3: expected market value', whole(800_000_000)),
  sets.amount(
    'set3-revenue',
    '标准三：最近一年营业收入',
    'Set 3: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(200_000_000),
  ),
  sets.ratio(
    'set3-rd-ratio',
    '标准三：最近两年研发投入合计占营业收入合计',
    'Set 3: R&D input to revenue over two years',
    sumOfYears('rdInput', 2),
    sumOfYears('operatingRevenue', 2),
    percent(8),
  ),
]
const set4 = [
  sets.marketCap('set4-mcap', '标准四：预计市值', 'Set 4: expected market value', whole(1_500_000_000)),
  sets.amount(
    'set4-rd-sum',
    '标准四：最近两年研发投入合计',
    'Set 4: R&D input of two years',
    sumOfYears('rdInput', 2),
    '>=',
    whole(50_000_000),
  ),
]
const setTests = [all(holds(mcap1), any(everyRow(...set1a), everyRow(...set1b))), ...[set2, set3, set4].map((rows) => everyRow(...rows))]

const positioning = rowsOf('bse', { clause: '北交所定位', from, source: 'memory' }).judged(
  'positioning',
  '北交所定位：服务创新型中小企业',
  'Positioning: innovative SMEs',
  [
    '是否属于创新型中小企业（更早、更小、更新），不属于金融、房地产、产能过剩和学科类培训等行业？',
    'Is it an innovative SME, outside finance, real estate, overcapacity and tutoring?',
  ],
)

export const bse: Ruleset = {
  id: 'bse@2024-04-30',
  certification: 'bse',
  title: { zh: '北交所发行上市条件', en: 'Listing conditions of the Beijing Stock Exchange' },
  basis: [`《${rules}》（2024 年 4 月修订）`],
  inForce: bothPurposes(from),
  criteria: [structural, netAssets, mcap1, ...set1a, ...set1b, ...set2, ...set3, ...set4, positioning],
  score: null,
  verdict: all(...everyOf([structural, netAssets]), any(...setTests), holds(positioning)),
  ways: ways('bse', ...setTests),
}
