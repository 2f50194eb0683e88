import { percent, whole } from '../exact.ts'
import {
  all,
  amount,
  any,
  bothPurposes,
  eachYear,
  equityOf,
  everyOf,
  figure,
  gate,
  judged,
  onlyIf,
  ratio,
  renewing,
  scalar,
  titleHeld,
  verifiedFrom,
  wan,
} from '../builders.ts'
import type { Criterion, Ruleset } from '../ruleset.ts'
import { baseGates, law2, since2 } from './base-gates.ts'
import {
  audit,
  awardCertificate,
  equityPapers,
  institutionPapers,
  platformPage,
  productStatement,
  rdAudit,
  rights,
  shareStatement,
  validTitle,
} from './documents.ts'
import { classOneOf2, provincialInstitution, rankedAward } from './item-conditions.ts'

/** 专精特新中小企业 from 2026-04-01: 工信部企业〔2026〕2号 附件1. No score of its own and no direct route. */
const annex = `${law2} 附件1`
const threshold = verifiedFrom(since2)

const niche = threshold('srdi26.years', '从事特定细分市场年限', 'Years in the niche', whole(3), `${annex}（一）`)
const revenue = threshold('srdi26.revenue', '上年度营业收入（元）', 'Operating revenue (yuan)', wan(1500), `${annex}（二）`)
const equity = threshold('srdi26.equity', '近两年新增股权融资（元）', 'New equity of two years (yuan)', wan(2000), `${annex}（二）`)
const mainShare = threshold('srdi26.main-share', '主营业务收入占比', 'Main-business share', percent(80), `${annex}（二）`)
const debt = threshold('srdi26.debt', '资产负债率', 'Liabilities to assets', percent(80), `${annex}（二）`)
const rdAmount = threshold('srdi26.rd-amount', '每年研发费用（元）', 'R&D expense of each year (yuan)', wan(100), `${annex}（三）`)
const rdRatio = threshold('srdi26.rd-ratio', '每年研发费用占比', 'R&D share of each year', percent(3), `${annex}（三）`)
const ipCount = threshold('srdi26.ip', 'Ⅰ类知识产权件数', 'Class I rights', whole(1), `${annex}（四）`)
const platform = threshold('srdi26.platform', '专精特新发展评价得分', 'Platform score', whole(50), `${annex}（六）`)

const gates: readonly Criterion[] = [
  ...baseGates('2号'),
  gate(
    'srdi26-title',
    '已获科技和创新型中小企业称号',
    'Holds a valid title of innovative or technology-based SME',
    `${annex}（一）`,
    [validTitle],
    any(titleHeld('innovative-sme'), titleHeld('tech-sme')),
  ),
  gate(
    'srdi26-years',
    '从事特定细分市场时间',
    'Time in the niche',
    `${annex}（一）`,
    [audit, productStatement],
    amount(scalar('market.yearsInNiche'), '>=', niche),
  ),
  gate(
    'srdi26-scale',
    '营业收入或股权投资',
    'Operating revenue or new equity',
    `${annex}（二）`,
    [audit, equityPapers],
    any(amount(figure('operatingRevenue'), '>=', revenue), amount(equityOf(2), '>=', equity)),
  ),
  gate(
    'srdi26-main-share',
    '主营业务收入占比',
    'Main business in operating revenue',
    `${annex}（二）`,
    [audit],
    ratio(figure('mainBusinessRevenue'), figure('operatingRevenue'), '>=', mainShare),
  ),
  gate(
    'srdi26-debt-ratio',
    '上年末资产负债率',
    'Liabilities to assets',
    `${annex}（二）`,
    [audit],
    ratio(figure('totalLiabilities'), figure('totalAssets'), '<=', debt),
  ),
  gate(
    'srdi26-rd-amount',
    '近两年研发费用',
    'R&D expense in each of two years',
    `${annex}（三）`,
    [audit, rdAudit],
    eachYear(2, (back) => amount(figure('rdExpense', back), '>=', rdAmount)),
  ),
  gate(
    'srdi26-rd-ratio',
    '近两年研发费用占比',
    'R&D share of revenue in each of two years',
    `${annex}（三）`,
    [audit, rdAudit],
    eachYear(2, (back) => ratio(figure('rdExpense', back), figure('operatingRevenue', back), '>=', rdRatio)),
  ),
  gate(
    'srdi26-ip',
    'Ⅰ类知识产权',
    'Class I rights, or the exemption',
    `${annex}（四）`,
    [rights, awardCertificate, institutionPapers],
    any(
      { kind: 'some', list: 'ip', where: classOneOf2, atLeast: ipCount },
      rankedAward([['national', 'provincial'], 3]),
      provincialInstitution,
    ),
  ),
  gate(
    'srdi26-market',
    '主导产品市场占有率较为靠前',
    'Market share of the main product among the foremost',
    `${annex}（五）`,
    [shareStatement],
    judged,
    [
      '主导产品在国内或国际细分市场的占有率是否较为靠前、有一定知名度？请核对份额、排名、市场规模、来源和主要对手。',
      'Is the market share of the main product among the foremost in its niche, with some recognition? Check share, rank, market size, source and rivals.',
    ],
  ),
  gate(
    'srdi26-platform-score',
    '专精特新发展评价得分',
    'Score of the official platform',
    `${annex}（六）`,
    [platformPage],
    any(
      amount(scalar('market.platformScore'), '>=', platform),
      onlyIf(renewing, amount(scalar('market.platformScorePrevious'), '>=', platform)),
    ),
  ),
]

export const specialisedSme2: Ruleset = {
  id: 'srdi-2a1',
  certification: 'specialised-sme',
  title: { zh: '专精特新中小企业认定（2026）', en: 'Recognition of specialised SMEs (2026)' },
  basis: [`${law2}《优质中小企业梯度培育管理办法》附件1、附件3`, '工信厅企业〔2024〕75号'],
  inForce: bothPurposes(since2),
  criteria: gates,
  score: null,
  verdict: all(...everyOf(gates)),
  ways: [],
}
