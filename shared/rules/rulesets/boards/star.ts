import { all, amount, any, bothPurposes, eachYear, everyOf, figure, growth, member, ratio, sumOfYears } from '../../builders.ts'
import { percent, whole } from '../../exact.ts'
import type { ItemCondition, Ruleset, Test } from '../../ruleset.ts'
import { preconditions } from './preconditions.ts'
import { compound, everyRow, holds, lowerProfit, lowerProfitOfYears, rowsOf, ways } from './rows.ts'

/** 科创板: 上海证券交易所科创板股票上市规则 (2024-04-30), 科创属性评价指引 (证监会公告〔2024〕6号). */
const from = '2024-04-30'
const rules = '上海证券交易所科创板股票上市规则'
const guide = '证监会公告〔2024〕6号《科创属性评价指引（试行）》'

const structural = rowsOf('star', { clause: `${rules} 2.1.1`, from, source: 'verified' }).structural()

const sets = rowsOf('star', { clause: `${rules} 2.1.2`, from, source: 'verified' })
const positive = sets.limit('profit-positive', '净利润为正（大于）', 'Net profit above', whole(0))

const mcap1 = sets.marketCap('set1-mcap', '标准一：预计市值', 'Set 1: expected market value', whole(1_000_000_000))
const profit1a = sets.row(
  'set1a-profit',
  '标准一（甲）：最近两年净利润均为正且累计',
  'Set 1 A: net profit above zero in both years, and their sum',
  all(
    amount(lowerProfitOfYears(2), '>=', sets.limit('set1a-profit', '最近两年累计净利润', 'Net profit of two years', whole(50_000_000))),
    eachYear(2, (back) => amount(lowerProfit(back), '>', positive)),
  ),
  { evidence: ['审计报告'] },
)
const profit1b = sets.row(
  'set1b-profit',
  '标准一（乙）：最近一年净利润为正',
  'Set 1 B: net profit of the last year above zero',
  amount(lowerProfit(1), '>', positive),
  { evidence: ['审计报告'] },
)
const revenue1b = sets.amount(
  'set1b-revenue',
  '标准一（乙）：最近一年营业收入',
  'Set 1 B: revenue of the last year',
  figure('operatingRevenue'),
  '>=',
  whole(100_000_000),
)
const set2 = [
  sets.marketCap('set2-mcap', '标准二：预计市值', 'Set 2: expected market value', whole(1_500_000_000)),
  sets.amount(
    'set2-revenue',
    '标准二：最近一年营业收入',
    'Set 2: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(200_000_000),
  ),
  sets.ratio(
    'set2-rd-ratio',
    '标准二：最近三年累计研发投入占累计营业收入',
    'Set 2: R&D input to revenue over three years',
    sumOfYears('rdInput', 3),
    sumOfYears('operatingRevenue', 3),
    percent(15),
  ),
]
const set3 = [
  sets.marketCap('set3-mcap', '标准三：预计市值', 'Set 3: expected market value', whole(2_000_000_000)),
  sets.amount(
    'set3-revenue',
    '标准三：最近一年营业收入',
    'Set 3: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(300_000_000),
  ),
  sets.amount(
    'set3-ocf',
    '标准三：最近三年经营活动现金流量净额累计',
    'Set 3: operating cash flow over three years',
    sumOfYears('operatingCashFlow', 3),
    '>=',
    whole(100_000_000),
  ),
]
const set4 = [
  sets.marketCap('set4-mcap', '标准四：预计市值', 'Set 4: expected market value', whole(3_000_000_000)),
  sets.amount(
    'set4-revenue',
    '标准四：最近一年营业收入',
    'Set 4: revenue of the last year',
    figure('operatingRevenue'),
    '>=',
    whole(300_000_000),
  ),
]
const set5 = [
  sets.marketCap('set5-mcap', '标准五：预计市值', 'Set 5: expected market value', whole(4_000_000_000)),
  sets.judged(
    'set5-qualitative',
    '标准五：主要业务或产品获批、市场空间大、已有阶段性成果',
    'Set 5: approved main product, large market, results so far',
    [
      '主要业务或产品是否经国家有关部门批准、市场空间大、已取得阶段性成果（医药企业至少一项核心产品获准开展二期临床试验）？',
      'Is the main product approved by the state, with a large market and results so far (drug makers: a core product cleared for phase II trials)?',
    ],
  ),
]

const setTests = [
  all(holds(mcap1), any(holds(profit1a), everyRow(profit1b, revenue1b))),
  ...[set2, set3, set4, set5].map((rows) => everyRow(...rows)),
]

// ——— 科创属性: four indicators, or one of five exceptions

const attributes = rowsOf('star', { clause: guide, from, source: 'verified' })

/** A row of one kind of firm does not apply to the other. */
const byKind = (software: Test | null, other: Test | null, open: Test): Test => ({
  kind: 'split',
  by: { kind: 'software' },
  met: software,
  unmet: other,
  open,
})

const rdSum = sumOfYears('rdInput', 3)
const revenueSum = sumOfYears('operatingRevenue', 3)
const rd = any(
  ratio(rdSum, revenueSum, '>=', attributes.limit('attr-rd-ratio', '最近三年研发投入占营业收入', 'R&D input to revenue', percent(5))),
  amount(rdSum, '>=', attributes.limit('attr-rd-sum', '最近三年研发投入累计', 'R&D input of three years', whole(80_000_000))),
)
// The amount does not rescue a software firm: the safest reading of the text.
const rdOfSoftware = ratio(
  rdSum,
  revenueSum,
  '>=',
  attributes.limit('attr-rd-software', '软件企业最近三年研发投入占营业收入', 'R&D input to revenue, software firms', percent(10)),
)
/** While nobody says which kind of firm it is, both lines must agree. */
const eitherKind: Test = { kind: 'agree', of: [rd, rdOfSoftware], otherwise: 'unknown' }

/** Granted and in force, of the main business, able to be industrialised. */
const patents: readonly ItemCondition[] = [
  member('kind', ['invention-patent', 'defence-patent']),
  member('valid', [true], true),
  { kind: 'not-after', member: 'grantedOn', whenAbsent: true },
  member('linkedToMainProduct', [true]),
  member('industrialisable', [true]),
]
const sevenPatents: Test = {
  kind: 'some',
  list: 'ip',
  where: patents,
  atLeast: attributes.limit('attr-invention-patents', '应用于主营业务并能够产业化的发明专利', 'Invention patents in use', whole(7)),
}

const rdRows = [
  attributes.row('attr-rd', '科创属性：最近三年研发投入', 'Attributes: R&D input of three years', byKind(null, rd, eitherKind), {
    evidence: ['审计报告', '研发投入明细'],
  }),
  attributes.row(
    'attr-rd-software',
    '科创属性：软件企业最近三年研发投入',
    'Attributes: R&D input of three years, software firms',
    byKind(rdOfSoftware, null, eitherKind),
    { evidence: ['审计报告', '研发投入明细'] },
  ),
]
const coreRows = [
  attributes.ratio(
    'attr-rd-staff',
    '科创属性：研发人员占比',
    'Attributes: share of R&D staff',
    figure('rdStaff'),
    figure('staffYearEnd'),
    percent(10),
  ),
  attributes.row(
    'attr-invention-patents',
    '科创属性：应用于主营业务并能够产业化的发明专利',
    'Attributes: invention patents of the main business',
    byKind(null, sevenPatents, any(sevenPatents, { kind: 'constant', truth: 'unknown' })),
    { evidence: ['发明专利证书', '专利与产品对应表'] },
  ),
  attributes.row(
    'attr-growth',
    '科创属性：营业收入增长',
    'Attributes: growth of revenue',
    any(
      growth(
        compound('operatingRevenue'),
        '>=',
        attributes.limit('attr-growth', '最近三年营业收入复合增长率', 'Compound growth of revenue', percent(25)),
      ),
      amount(
        figure('operatingRevenue'),
        '>=',
        attributes.limit('attr-growth-revenue', '最近一年营业收入', 'Revenue of the last year', whole(300_000_000)),
      ),
    ),
    { evidence: ['审计报告'] },
  ),
]

const exceptions = [
  attributes.judged(
    'attr-x1',
    '科创属性例外一：核心技术经国家主管部门认定',
    'Exception 1: core technology recognised by the state',
    [
      '核心技术是否经国家主管部门认定，具有国际领先、引领作用或对国家战略具有重大意义？',
      'Has a national authority recognised the core technology as leading or of great importance to national strategy?',
    ],
    ['认定文件'],
  ),
  attributes.judged(
    'attr-x2',
    '科创属性例外二：国家科学技术奖',
    'Exception 2: national science award',
    [
      '是否作为主要参与单位获得国家自然科学奖、国家科技进步奖或国家技术发明奖，并将相关技术用于主营业务？',
      'Was a national science award won as a main participant, its technology used in the main business?',
    ],
    ['获奖证书'],
  ),
  attributes.judged(
    'attr-x3',
    '科创属性例外三：国家重大科技专项',
    'Exception 3: major national science project',
    [
      '是否独立或者牵头承担与主营业务和核心技术相关的国家重大科技专项项目？',
      'Does the firm carry out or lead a major national science project of its main business?',
    ],
    ['项目任务书'],
  ),
  attributes.judged(
    'attr-x4',
    '科创属性例外四：实现进口替代',
    'Exception 4: import substitution',
    [
      '依靠核心技术形成的主要产品，是否属于国家鼓励、支持和推动的关键设备、产品、零部件或材料，并实现了进口替代？',
      'Are the main products key equipment, parts or materials that replace imports?',
    ],
    ['第三方证明'],
  ),
  attributes.row(
    'attr-x5',
    '科创属性例外五：发明专利（含国防专利）',
    'Exception 5: invention patents, defence patents included',
    {
      kind: 'some',
      list: 'ip',
      where: patents,
      atLeast: attributes.limit('attr-x5', '形成核心技术和应用于主营业务的发明专利', 'Invention patents in use', whole(50)),
    },
    { evidence: ['发明专利证书'] },
  ),
]

const attributesHold = any(all(any(...everyOf(rdRows)), ...everyOf(coreRows)), ...everyOf(exceptions))

export const star: Ruleset = {
  id: 'star@2024-04-30',
  certification: 'star',
  title: { zh: '科创板发行上市条件', en: 'Listing conditions of the STAR Market' },
  basis: [`《${rules}》（2024 年 4 月修订）`, guide, '证监会令第205号《首次公开发行股票注册管理办法》'],
  inForce: bothPurposes(from),
  criteria: [
    structural,
    mcap1,
    profit1a,
    profit1b,
    revenue1b,
    ...set2,
    ...set3,
    ...set4,
    ...set5,
    ...rdRows,
    ...coreRows,
    ...exceptions,
    ...preconditions,
  ],
  score: null,
  verdict: all(holds(structural), any(...setTests), attributesHold, ...everyOf(preconditions)),
  ways: ways('star', ...setTests),
}
