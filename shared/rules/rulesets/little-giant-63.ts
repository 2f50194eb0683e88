import { percent, whole } from '../exact.ts'
import {
  all,
  amount,
  any,
  applying,
  direct,
  eachYear,
  equityOf,
  everyOf,
  figure,
  gate,
  growth,
  isTrue,
  judged,
  onlyIf,
  ratio,
  scalar,
  sumOfYears,
  titleHeld,
  verifiedFrom,
  wan,
  waysOf,
} from '../builders.ts'
import type { Criterion, Ruleset } from '../ruleset.ts'
import { baseGates, law63, since63 } from './base-gates.ts'
import {
  auditOfMainBusiness,
  awardCertificate,
  brand,
  chainContracts,
  digitalTest,
  equityPapers,
  institutionPapers,
  insured,
  productStatement,
  quality,
  rights,
  shareStatement,
  threeAudits,
  validTitle,
} from './documents.ts'
import { anyInstitution, rankedAward, usedClassOneOf63 } from './item-conditions.ts'
import { exclusions } from './little-giant-2.ts'

/** 专精特新“小巨人” to 2026-03-31, and its 复核 in 2026 (工信厅企业函〔2026〕117号): 工信部企业〔2022〕63号 附件3. */
const annex = `${law63} 附件3`
const threshold = verifiedFrom(since63)

const niche = threshold('lg22.years', '从事特定细分市场年限', 'Years in the niche', whole(3), `${annex} 一`)
const mainShare = threshold('lg22.main-share', '主营业务收入占比', 'Main-business share', percent(70), `${annex} 一`)
const meanGrowth = threshold('lg22.growth', '近两年主营业务收入平均增长率', 'Mean growth of two years', percent(5), `${annex} 一`)
const debt = threshold('lg22.debt', '资产负债率', 'Liabilities to assets', percent(70), `${annex} 二`)
const share = threshold('lg22.market-share', '全国细分市场占有率（%）', 'Share of the national niche (%)', whole(10), `${annex} 三`)
const clauseOfRd = `${annex} 四（一）1`
const upperTier = threshold(
  'lg22.rd-upper-revenue',
  '研发一档营业收入（元）',
  'Revenue of the first R&D tier (yuan)',
  wan(10000),
  clauseOfRd,
)
const middleTier = threshold(
  'lg22.rd-middle-revenue',
  '研发二档营业收入（元）',
  'Revenue of the second R&D tier (yuan)',
  wan(5000),
  clauseOfRd,
)
const upperRd = threshold('lg22.rd-upper-ratio', '研发一档每年占比', 'R&D share of the first tier', percent(3), clauseOfRd)
const middleRd = threshold('lg22.rd-middle-ratio', '研发二档每年占比', 'R&D share of the second tier', percent(6), clauseOfRd)
const lowerEquity = threshold(
  'lg22.rd-lower-equity',
  '研发三档近两年股权融资（元）',
  'Equity of the third tier (yuan)',
  wan(8000),
  clauseOfRd,
)
const lowerRd = threshold('lg22.rd-lower-amount', '研发三档近两年研发费用（元）', 'R&D of the third tier (yuan)', wan(3000), clauseOfRd)
const lowerStaff = threshold('lg22.rd-lower-staff', '研发三档研发人员占比', 'R&D staff of the third tier', percent(50), clauseOfRd)
const ipCount = threshold('lg22.ip', 'Ⅰ类知识产权件数', 'Class I rights', whole(2), `${annex} 四（一）3`)

const rdShare = (threshold: typeof upperRd) =>
  eachYear(2, (back) => ratio(figure('rdExpense', back), figure('operatingRevenue', back), '>=', threshold))

const gates: readonly Criterion[] = [
  ...baseGates('63号'),
  gate(
    'lg22-title',
    '已获专精特新中小企业称号',
    'Holds a valid title of specialised SME',
    `${law63} 第二章`,
    [validTitle],
    titleHeld('specialised-sme'),
  ),
  gate(
    'lg22-years',
    '专业化：从事特定细分市场年限',
    'Years in the niche',
    `${annex} 一`,
    [productStatement],
    amount(scalar('market.yearsInNiche'), '>=', niche),
  ),
  gate(
    'lg22-main-share',
    '专业化：主营业务收入占比',
    'Main business in operating revenue',
    `${annex} 一`,
    [auditOfMainBusiness],
    ratio(figure('mainBusinessRevenue'), figure('operatingRevenue'), '>=', mainShare),
  ),
  gate(
    'lg22-growth',
    '专业化：近两年主营业务收入平均增长率',
    'Mean growth of main-business revenue over two years',
    `${annex} 一；190号（2025 年复核不作要求）`,
    [threeAudits],
    onlyIf(
      any(applying, { kind: 'day-outside', from: '2025-01-01', to: '2025-12-31' }),
      growth({ figure: 'mainBusinessRevenue', form: 'mean' }, '>=', meanGrowth),
    ),
  ),
  gate(
    'lg22-governance',
    '精细化：治理、质量、数字化、绿色化',
    'Governance, quality, digital and green management',
    `${annex} 二`,
    [quality],
    judged,
    [
      '公司治理规范、质量全国领先吗？请核对发展战略、质量记录和绿色化措施。',
      'Is governance sound and quality leading in the nation? Check strategy, quality records and green measures.',
    ],
  ),
  gate(
    'lg22-it',
    '精细化：核心业务采用信息系统',
    'A core business runs on an information system',
    `${annex} 二`,
    [digitalTest],
    isTrue('market.coreSystemsOnline'),
  ),
  gate(
    'lg22-certificate',
    '精细化：管理体系认证或发达国家（地区）产品认证',
    'Certified management system or product',
    `${annex} 二`,
    [quality],
    isTrue('market.managementSystemCertified'),
  ),
  gate(
    'lg22-debt-ratio',
    '精细化：资产负债率',
    'Liabilities to assets',
    `${annex} 二`,
    [auditOfMainBusiness],
    ratio(figure('totalLiabilities'), figure('totalAssets'), '<=', debt),
  ),
  gate(
    'lg22-market',
    '特色化：全国细分市场占有率',
    'Share of the national niche, with high recognition',
    `${annex} 三`,
    [shareStatement],
    all(amount(scalar('market.nicheShare'), '>=', share), judged),
    ['市场占有率说明可信、知名度和影响力较高吗？', 'Is the statement of the market share sound, and recognition high?'],
  ),
  gate('lg22-brand', '特色化：自主品牌', 'Own brand facing the market', `${annex} 三`, [brand], isTrue('market.ownBrand')),
]

/** 一般性条件: all three; either direct condition replaces them. */
const general: readonly Criterion[] = [
  gate(
    'lg22-rd-tier',
    '创新能力（一般性 1）：研发投入',
    'R&D input by tier of revenue',
    clauseOfRd,
    [auditOfMainBusiness, insured, equityPapers],
    {
      kind: 'tiered',
      by: figure('operatingRevenue'),
      tiers: [
        { from: upperTier, test: rdShare(upperRd) },
        { from: middleTier, test: rdShare(middleRd) },
        {
          from: null,
          test: all(
            amount(equityOf(2), '>=', lowerEquity),
            amount(sumOfYears('rdExpense', 2), '>=', lowerRd),
            ratio(figure('rdStaff'), figure('staffYearEnd'), '>=', lowerStaff),
          ),
        },
      ],
    },
  ),
  gate(
    'lg22-institution',
    '创新能力（一般性 2）：研发机构',
    'R&D institution, own or joint',
    `${annex} 四（一）2`,
    [institutionPapers],
    anyInstitution,
  ),
  gate('lg22-ip', '创新能力（一般性 3）：Ⅰ类知识产权', 'Class I rights in use', `${annex} 四（一）3`, [rights], {
    kind: 'some',
    list: 'ip',
    where: usedClassOneOf63,
    atLeast: ipCount,
  }),
]

const directs: readonly Criterion[] = [
  direct(
    'lg22-direct-award',
    '创新直通 1：近三年国家级科技奖励前三',
    'National science award within three years, among the first three',
    `${annex} 四（二）1`,
    [awardCertificate],
    rankedAward([['national'], 3]),
  ),
  direct(
    'lg22-direct-maker',
    '创新直通 2：“创客中国”全国 50 强企业组',
    'Top 50 of the Maker China contest',
    `${annex} 四（二）2`,
    [validTitle],
    {
      kind: 'choice',
      fact: 'market.makerChina',
      outcomes: { none: 'unmet', top500: 'unmet', top50: 'met' },
    },
  ),
]

const chain: readonly Criterion[] = [
  gate('lg22-chain', '产业链配套', 'Place in the industrial chain', `${annex} 五`, [productStatement, chainContracts], judged, [
    '是否位于产业链关键环节，实现关键基础技术和产品的产业化应用，发挥补短板、锻长板、填空白的作用？',
    'Does the firm sit at a key link of the chain, industrialise key basic technology, and close gaps?',
  ]),
  gate('lg22-domain', '主导产品所属领域', 'Field of the main product', `${annex} 六`, [productStatement], judged, [
    '主导产品是否属于工业“六基”、制造强国十大重点领域或网络强国建设领域？',
    'Does the main product belong to the industrial base, the ten key manufacturing fields, or network infrastructure and security?',
  ]),
]

const excluded = exclusions('工信厅企业函〔2026〕117号 推荐要求（四）；190号（2025）')

export const littleGiant63: Ruleset = {
  id: 'lg-63a3',
  certification: 'little-giant',
  title: { zh: '专精特新“小巨人”企业认定（2022）', en: 'Recognition of specialised little giants (2022)' },
  basis: [`${law63}《优质中小企业梯度培育管理暂行办法》附件3`, '190号（2025）', '工信厅企业函〔2026〕117号'],
  inForce: { apply: { from: since63, to: '2026-03-31' }, renew: { from: since63, to: '2026-12-31' } },
  criteria: [...gates, ...general, ...directs, ...chain, ...excluded],
  score: null,
  verdict: all(...everyOf([...gates, ...chain, ...excluded]), any(...everyOf(directs), all(...everyOf(general)))),
  ways: waysOf(directs),
}
