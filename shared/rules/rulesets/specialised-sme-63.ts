import { percent, whole } from '../exact.ts'
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
  gate,
  ids,
  meanOfYears,
  ratio,
  scalar,
  scoreLine,
  scorePart,
  shareBands,
  sumOf,
  upToPercent,
  verifiedFrom,
  wan,
  waysOf,
} from '../builders.ts'
import type { Band, Criterion, Ruleset } from '../ruleset.ts'
import { baseGates, fujianSector, law63, since63 } from './base-gates.ts'
import {
  audit,
  awardCertificate,
  brand,
  digitalTest,
  equityPapers,
  institutionPapers,
  insured,
  productStatement,
  quality,
  rdAudit,
  rights,
  threeAudits,
  validTitle,
} from './documents.ts'
import { classOneOf63, classTwoOf63, highValueOf63, institutionOf, rankedAward, selfFiledOf63 } from './item-conditions.ts'

/** 专精特新中小企业 to 2026-03-31: 工信部企业〔2022〕63号 附件2, with the 15 points that each province sets. */
const annex = `${law63} 附件2`
const clauseOf = (no: number) => `${annex} 指标${no}`
const threshold = verifiedFrom(since63)
const bands = (id: string, zh: string, en: string, no: number, ...value: Band[]) =>
  threshold<readonly Band[]>(`srdi22.${id}-bands`, zh, en, value, clauseOf(no))
/** Points for an item of a class, whatever the number. */
const ofClass = (id: string, zh: string, en: string, no: number, points: number) => bands(id, zh, en, no, fromCount(1, points))
/** Yuan from so many 万元 on. */
const fromWan = (tenThousands: number, points: number) => fromCount(tenThousands * 10_000, points)

const niche = threshold('srdi22.years', '从事特定细分市场年限', 'Years in the niche', whole(2), `${annex} 一（一）`)
const rdAmount = threshold('srdi22.rd-amount', '上年度研发费用（元）', 'R&D expense (yuan)', wan(100), `${annex} 一（二）`)
const rdRatio = threshold('srdi22.rd-ratio', '研发费用占营业收入', 'R&D expense to revenue', percent(3), `${annex} 一（二）`)
const revenue = threshold('srdi22.revenue', '上年度营业收入（元）', 'Operating revenue (yuan)', wan(1000), `${annex} 一（三）`)
const equity = threshold('srdi22.equity', '近两年新增股权融资（元）', 'New equity of two years (yuan)', wan(2000), `${annex} 一（三）`)
const directRd = threshold('srdi22.direct-rd', '近两年研发费用均值（元）', 'Mean R&D of two years (yuan)', wan(1000), `${annex} 一（四）2`)
const directEquity = threshold(
  'srdi22.direct-equity',
  '近两年新增股权融资（元），直接条件',
  'New equity of two years (yuan), direct',
  wan(6000),
  `${annex} 一（四）3`,
)
const pass = threshold('srdi22.pass', '评价得分合格线', 'Pass mark', whole(60), `${annex} 一（四）`)

const gates: readonly Criterion[] = [
  ...baseGates('63号'),
  fujianSector,
  gate(
    'srdi22-years',
    '从事特定细分市场时间',
    'Time in the niche',
    `${annex} 一（一）`,
    [audit, productStatement],
    amount(scalar('market.yearsInNiche'), '>=', niche),
  ),
  gate(
    'srdi22-rd',
    '上年度研发费用及占比',
    'R&D expense, and its share of revenue',
    `${annex} 一（二）`,
    [audit, rdAudit],
    all(amount(figure('rdExpense'), '>=', rdAmount), ratio(figure('rdExpense'), figure('operatingRevenue'), '>=', rdRatio)),
  ),
  gate(
    'srdi22-scale',
    '营业收入或股权融资',
    'Operating revenue or new equity',
    `${annex} 一（三）`,
    [audit, equityPapers],
    any(amount(figure('operatingRevenue'), '>=', revenue), amount(equityOf(2), '>=', equity)),
  ),
]

const directs: readonly Criterion[] = [
  direct(
    'srdi22-direct-award',
    '近三年科技奖励（省级前三或国家级前五）',
    'Science award within three years: first three of a province or first five of the nation',
    `${annex} 一（四）1`,
    [awardCertificate],
    rankedAward([['provincial'], 3], [['national'], 5]),
  ),
  direct(
    'srdi22-direct-rd',
    '近两年研发费用均值',
    'Mean R&D expense of two years',
    `${annex} 一（四）2`,
    [audit],
    amount(meanOfYears('rdExpense', 2), '>=', directRd),
  ),
  direct(
    'srdi22-direct-equity',
    '近两年新增股权融资',
    'New equity of two years',
    `${annex} 一（四）3`,
    [equityPapers],
    amount(equityOf(2), '>=', directEquity),
  ),
  direct('srdi22-direct-maker', '“创客中国”全国 500 强企业组', 'Top 500 of the Maker China contest', `${annex} 一（四）4`, [validTitle], {
    kind: 'choice',
    fact: 'market.makerChina',
    outcomes: { none: 'unmet', top500: 'met', top50: 'met' },
  }),
]

const parts: readonly Criterion[] = [
  scorePart(
    'srdi22-s-main-share',
    '主营业务收入占比',
    'Main business in operating revenue',
    clauseOf(1),
    [audit],
    5,
    shareBands(
      figure('mainBusinessRevenue'),
      figure('operatingRevenue'),
      bands(
        'main-share',
        '主营业务收入占比分档',
        'Bands of the main-business share',
        1,
        fromPercent(80, 5),
        fromPercent(70, 3),
        fromPercent(60, 1),
      ),
    ),
  ),
  scorePart(
    'srdi22-s-growth',
    '近两年主营业务收入平均增长率',
    'Mean growth of main-business revenue over two years',
    clauseOf(2),
    [threeAudits],
    10,
    {
      kind: 'rate-bands',
      of: { figure: 'mainBusinessRevenue', form: 'mean' },
      bands: bands(
        'growth',
        '平均增长率分档',
        'Bands of growth',
        2,
        fromPercent(10, 10),
        fromPercent(8, 8),
        fromPercent(6, 6),
        fromPercent(4, 4),
        fromPercent(0, 2),
      ),
    },
  ),
  scorePart('srdi22-s-years', '从事特定细分市场年限', 'Years in the niche', clauseOf(3), [productStatement], 5, {
    kind: 'amount-bands',
    of: scalar('market.yearsInNiche'),
    bands: bands(
      'years',
      '细分市场年限分档（每满两年 1 分）',
      'Bands of years in the niche, a point for every two',
      3,
      fromCount(10, 5),
      fromCount(8, 4),
      fromCount(6, 3),
      fromCount(4, 2),
      fromCount(2, 1),
    ),
  }),
  scorePart('srdi22-s-field', '主导产品所属领域', 'Field of the main product', clauseOf(4), [productStatement], 5, {
    kind: 'choice-points',
    fact: 'market.productField',
    points: { A: 5, B: 3, C: 0 },
  }),
  scorePart('srdi22-s-digital', '数字化水平', 'Level of digitalisation', clauseOf(5), [digitalTest], 5, {
    kind: 'amount-bands',
    of: scalar('market.digitalLevel'),
    bands: bands('digital', '数字化水平分档', 'Bands of digitalisation', 5, fromCount(3, 5), fromCount(2, 3)),
  }),
  scorePart('srdi22-s-quality', '质量管理水平', 'Quality management', clauseOf(6), [quality, brand], 5, {
    kind: 'flag-points',
    facts: ['market.qualityAward', 'market.managementSystemCertified', 'market.ownBrand', 'market.standardsContributor'],
    each: 3,
  }),
  scorePart(
    'srdi22-s-net-margin',
    '上年度净利润率',
    'Net profit to operating revenue',
    clauseOf(7),
    [audit],
    10,
    shareBands(
      figure('netProfit'),
      figure('operatingRevenue'),
      bands(
        'net-margin',
        '净利润率分档',
        'Bands of the net margin',
        7,
        fromPercent(10, 10),
        fromPercent(8, 8),
        fromPercent(6, 6),
        fromPercent(4, 4),
        fromPercent(2, 2),
      ),
    ),
  ),
  scorePart(
    'srdi22-s-debt',
    '上年度资产负债率',
    'Liabilities to assets',
    clauseOf(8),
    [audit],
    5,
    shareBands(
      figure('totalLiabilities'),
      figure('totalAssets'),
      bands('debt', '资产负债率分档', 'Bands of liabilities to assets', 8, upToPercent(50, 5), upToPercent(60, 3), upToPercent(70, 1)),
    ),
  ),
  scorePart('srdi22-s-local', '地方特色指标（省级自定）', 'Indicators of the province', clauseOf(9), ['省级通知要求的材料'], 15, {
    kind: 'given',
    fact: 'market.localScore',
  }),
  scorePart('srdi22-s-ip', '与主导产品相关的有效知识产权', 'Valid rights linked to the main product', clauseOf(10), [rights], 10, {
    kind: 'count-bands',
    list: 'ip',
    classes: [
      { where: highValueOf63, bands: ofClass('ip-high-value', 'Ⅰ类高价值知识产权分值', 'Points for class I of high value', 10, 10) },
      { where: selfFiledOf63, bands: ofClass('ip-self', '自主研发Ⅰ类知识产权分值', 'Points for class I by own research', 10, 8) },
      { where: classOneOf63, bands: ofClass('ip-one', 'Ⅰ类知识产权分值', 'Points for class I', 10, 6) },
      { where: classTwoOf63, bands: ofClass('ip-two', 'Ⅱ类知识产权分值', 'Points for class II', 10, 2) },
    ],
  }),
  scorePart(
    'srdi22-s-rd',
    '上年度研发费用投入（金额或占比取高）',
    'R&D expense: amount or share, the better',
    clauseOf(11),
    [audit, rdAudit],
    10,
    {
      kind: 'greatest',
      of: [
        {
          kind: 'amount-bands',
          of: figure('rdExpense'),
          bands: bands(
            'rd-amount',
            '研发费用金额分档（元）',
            'Bands of R&D expense (yuan)',
            11,
            fromWan(500, 10),
            fromWan(400, 8),
            fromWan(300, 6),
            fromWan(200, 4),
            fromWan(100, 2),
          ),
        },
        shareBands(
          figure('rdExpense'),
          figure('operatingRevenue'),
          bands(
            'rd-ratio',
            '研发费用占比分档',
            'Bands of R&D to revenue',
            11,
            fromPercent(10, 10),
            fromPercent(8, 8),
            fromPercent(6, 6),
            fromPercent(4, 4),
            fromPercent(3, 2),
          ),
        ),
      ],
    },
  ),
  scorePart(
    'srdi22-s-rd-staff',
    '上年度研发人员占比',
    'Share of R&D staff',
    clauseOf(12),
    [insured],
    5,
    shareBands(
      figure('rdStaff'),
      figure('staffYearEnd'),
      bands(
        'rd-staff',
        '研发人员占比分档',
        'Bands of the share of R&D staff',
        12,
        fromPercent(20, 5),
        fromPercent(10, 3),
        fromPercent(5, 1),
      ),
    ),
  ),
  scorePart('srdi22-s-institution', '研发机构级别', 'Level of the R&D institution', clauseOf(13), [institutionPapers], 10, {
    kind: 'count-bands',
    list: 'institutions',
    classes: [
      {
        where: institutionOf('national'),
        bands: ofClass('institution-national', '国家级研发机构分值', 'Points for a national institution', 13, 10),
      },
      {
        where: institutionOf('ministerial', 'provincial'),
        bands: ofClass('institution-provincial', '省部级研发机构分值', 'Points for a provincial institution', 13, 8),
      },
      { where: institutionOf('city'), bands: ofClass('institution-city', '市级研发机构分值', 'Points for a city institution', 13, 4) },
      {
        where: institutionOf('county'),
        bands: ofClass('institution-county', '市级以下研发机构分值', 'Points for one below the city', 13, 2),
      },
    ],
  }),
]

const lines: readonly Criterion[] = [
  scoreLine('srdi22-score', '评价总得分', 'Total score', `${annex} 一（四）`, [], { kind: 'score', relation: '>=', pass }),
]

export const specialisedSme63: Ruleset = {
  id: 'srdi-63a2',
  certification: 'specialised-sme',
  title: { zh: '专精特新中小企业认定（2022）', en: 'Recognition of specialised SMEs (2022)' },
  basis: [`${law63}《优质中小企业梯度培育管理暂行办法》附件2`, '闽工信规〔2022〕12号'],
  inForce: bothPurposes(since63, '2026-03-31'),
  criteria: [...gates, ...directs, ...parts, ...lines],
  score: { of: 100, pass, tree: sumOf(...ids(parts)) },
  verdict: all(...everyOf(gates), any(...everyOf(directs), ...everyOf(lines))),
  ways: [...waysOf(directs), { id: 'score', test: all(...everyOf(lines)) }],
}
