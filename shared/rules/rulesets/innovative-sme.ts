import { whole } from '../exact.ts'
import {
  all,
  amount,
  any,
  bothPurposes,
  direct,
  equityOf,
  everyOf,
  figure,
  fromCount,
  fromPercent,
  scoreLine,
  scorePart,
  shareBands,
  sumOf,
  titleHeld,
  upToPercent,
  verifiedFrom,
  wan,
  waysOf,
} from '../builders.ts'
import type { Band, Criterion, Ruleset } from '../ruleset.ts'
import { baseGates, law63, since63 } from './base-gates.ts'
import {
  audit,
  awardCertificate,
  equityPapers,
  institutionPapers,
  productStatement,
  rdAudit,
  rights,
  threeAudits,
  validTitle,
} from './documents.ts'
import { award, classOneOf63, classTwoOf63, highValueOf63, provincialInstitution, selfFiledOf63 } from './item-conditions.ts'

/** 创新型中小企业: 工信部企业〔2022〕63号 附件1; kept by 工信部企业〔2026〕2号 第三十条 until a merged standard is issued. */
const annex = `${law63} 附件1`
const threshold = verifiedFrom(since63)
const bands = (id: string, zh: string, en: string, no: number, ...value: Band[]) =>
  threshold<readonly Band[]>(`innov.${id}-bands`, zh, en, value, `${annex} 指标${no}`)

const equity = threshold('innov.equity', '近三年新增股权融资（元）', 'New equity of three years (yuan)', wan(500), `${annex} 一（四）`)
const pass = threshold('innov.pass', '评价得分合格线', 'Pass mark', whole(60), annex)
const leastInnovation = threshold('innov.min-innovation', '创新能力最低分', 'Least points for innovation', whole(20), annex)
const leastGrowth = threshold('innov.min-growth', '成长性最低分', 'Least points for growth', whole(15), annex)
const leastSpecialisation = threshold('innov.min-specialisation', '专业化最低分', 'Least points for specialisation', whole(15), annex)

/** The best class held decides. */
const ofClass = (id: string, zh: string, en: string, points: number) => bands(`ip-${id}`, zh, en, 1, fromCount(1, points))

const gates = baseGates('63号')

const directs: readonly Criterion[] = [
  direct(
    'innov-direct-award',
    '近三年国家级、省级科技奖励',
    'National or provincial science award within three years',
    `${annex} 一（一）`,
    [awardCertificate],
    award('national', 'provincial'),
  ),
  direct(
    'innov-direct-honour',
    '有效期内荣誉',
    'Valid honours',
    `${annex} 一（二）`,
    [validTitle],
    any(titleHeld('hnte'), titleHeld('national-tech-innovation-demo'), titleHeld('ip-advantage'), titleHeld('ip-demonstration')),
  ),
  direct(
    'innov-direct-rd-institution',
    '省部级以上研发机构',
    'R&D institution of provincial or ministerial level or above',
    `${annex} 一（三）`,
    [institutionPapers],
    provincialInstitution,
  ),
  direct(
    'innov-direct-equity',
    '近三年新增股权融资',
    'New equity of three years',
    `${annex} 一（四）`,
    [equityPapers],
    amount(equityOf(3), '>=', equity),
  ),
]

const parts: readonly Criterion[] = [
  scorePart('innov-ip-class', '与主导产品相关的有效知识产权', 'Valid rights linked to the main product', `${annex} 指标1`, [rights], 20, {
    kind: 'count-bands',
    list: 'ip',
    classes: [
      { where: highValueOf63, bands: ofClass('high-value', 'Ⅰ类高价值知识产权分值', 'Points for class I of high value', 20) },
      { where: selfFiledOf63, bands: ofClass('self', '自主研发Ⅰ类知识产权分值', 'Points for class I by own research', 15) },
      { where: classOneOf63, bands: ofClass('one', 'Ⅰ类知识产权分值', 'Points for class I', 10) },
      { where: classTwoOf63, bands: ofClass('two', 'Ⅱ类知识产权分值', 'Points for class II', 5) },
    ],
  }),
  scorePart(
    'innov-rd-intensity',
    '上年度研发费用占营业收入比重',
    'R&D expense to operating revenue',
    `${annex} 指标2`,
    [audit, rdAudit],
    20,
    shareBands(
      figure('rdExpense'),
      figure('operatingRevenue'),
      bands(
        'rd',
        '研发费用占营业收入分档',
        'Bands of R&D to revenue',
        2,
        fromPercent(5, 20),
        fromPercent(3, 15),
        fromPercent(2, 10),
        fromPercent(1, 5),
      ),
    ),
  ),
  scorePart('innov-main-growth', '上年度主营业务收入增长率', 'Growth of main-business revenue', `${annex} 指标3`, [threeAudits], 20, {
    kind: 'rate-bands',
    of: { figure: 'mainBusinessRevenue', form: 'yearly' },
    bands: bands(
      'growth',
      '主营业务收入增长率分档',
      'Bands of growth',
      3,
      fromPercent(15, 20),
      fromPercent(10, 15),
      fromPercent(5, 10),
      fromPercent(0, 5),
    ),
  }),
  scorePart(
    'innov-debt-ratio',
    '上年度资产负债率',
    'Liabilities to assets',
    `${annex} 指标4`,
    [audit],
    10,
    shareBands(
      figure('totalLiabilities'),
      figure('totalAssets'),
      bands('debt', '资产负债率分档', 'Bands of liabilities to assets', 4, upToPercent(55, 10), upToPercent(75, 5)),
    ),
  ),
  scorePart('innov-field', '主导产品所属领域', 'Field of the main product', `${annex} 指标5`, [productStatement], 10, {
    kind: 'choice-points',
    fact: 'profile.strategicIndustry',
    points: { true: 10, false: 5 },
  }),
  scorePart(
    'innov-main-share',
    '上年度主营业务收入占比',
    'Main business in operating revenue',
    `${annex} 指标6`,
    [audit],
    20,
    shareBands(
      figure('mainBusinessRevenue'),
      figure('operatingRevenue'),
      bands(
        'main-share',
        '主营业务收入占比分档',
        'Bands of the main-business share',
        6,
        fromPercent(70, 20),
        fromPercent(60, 15),
        fromPercent(55, 10),
        fromPercent(50, 5),
      ),
    ),
  ),
]

const lines: readonly Criterion[] = [
  scoreLine('innov-min-innovation', '创新能力得分', 'Points for innovation', annex, [], {
    kind: 'score',
    group: sumOf('innov-ip-class', 'innov-rd-intensity'),
    relation: '>=',
    pass: leastInnovation,
  }),
  scoreLine('innov-min-growth', '成长性得分', 'Points for growth', annex, [], {
    kind: 'score',
    group: sumOf('innov-main-growth', 'innov-debt-ratio'),
    relation: '>=',
    pass: leastGrowth,
  }),
  scoreLine('innov-min-specialisation', '专业化得分', 'Points for specialisation', annex, [], {
    kind: 'score',
    group: sumOf('innov-field', 'innov-main-share'),
    relation: '>=',
    pass: leastSpecialisation,
  }),
  scoreLine('innov-score-total', '评价总得分', 'Total score', annex, [], { kind: 'score', relation: '>=', pass }),
]

const scorePath = all(...everyOf(lines))

export const innovativeSme: Ruleset = {
  id: 'innov-63a1',
  certification: 'innovative-sme',
  title: { zh: '创新型中小企业评价', en: 'Evaluation of innovative SMEs' },
  basis: [`${law63}《优质中小企业梯度培育管理暂行办法》附件1`, '工信部企业〔2026〕2号 第三十条'],
  inForce: bothPurposes(since63),
  criteria: [...gates, ...directs, ...parts, ...lines],
  score: {
    of: 100,
    pass,
    tree: sumOf('innov-ip-class', 'innov-rd-intensity', 'innov-main-growth', 'innov-debt-ratio', 'innov-field', 'innov-main-share'),
  },
  verdict: all(...everyOf(gates), any(...everyOf(directs), scorePath)),
  ways: [...waysOf(directs), { id: 'score', test: scorePath }],
}
