import { percent, whole } from '../exact.ts'
import {
  all,
  amount,
  any,
  applying,
  eachYear,
  everyOf,
  figure,
  gate,
  growth,
  isFalse,
  judged,
  onlyIf,
  ratio,
  renewing,
  scalar,
  sumOfYears,
  titleHeld,
  verifiedFrom,
  wan,
} from '../builders.ts'
import type { Criterion, Ruleset } from '../ruleset.ts'
import { baseGates, law2, since2 } from './base-gates.ts'
import {
  auditOfMainBusiness,
  awardCertificate,
  chainContracts,
  groupChart,
  platformPage,
  productStatement,
  rdAudit,
  rights,
  shareRegister,
  shareStatement,
  threeAudits,
  validTitle,
} from './documents.ts'
import { classOneOf2, rankedAward } from './item-conditions.ts'

/** 专精特新“小巨人” from batch 8 (2026), 复核 after the 2026 cycle: 工信部企业〔2026〕2号 附件2. */
const annex = `${law2} 附件2`
const threshold = verifiedFrom(since2)

const niche = threshold('lg26.years', '从事特定细分市场年限', 'Years in the niche', whole(3), `${annex}（一）`)
const revenue = threshold('lg26.revenue', '上年度营业收入（元）', 'Operating revenue (yuan)', wan(5000), `${annex}（二）`)
const mainShare = threshold('lg26.main-share', '主营业务收入占比', 'Main-business share', percent(90), `${annex}（二）`)
const compound = threshold('lg26.growth', '近两年营业收入复合增长率', 'Compound growth of two years', percent(5), `${annex}（二）`)
const debt = threshold('lg26.debt', '资产负债率', 'Liabilities to assets', percent(75), `${annex}（二）`)
const rdSum = threshold('lg26.rd-sum', '近两年研发费用合计（元）', 'R&D expense of two years (yuan)', wan(1200), `${annex}（三）`)
const rdRatio = threshold('lg26.rd-ratio', '每年研发费用占比', 'R&D share of each year', percent(3), `${annex}（三）`)
const ipCount = threshold('lg26.ip', 'Ⅰ类知识产权件数', 'Class I rights', whole(4), `${annex}（四）`)
const share = threshold('lg26.market-share', '细分市场占有率（%）', 'Share of the niche (%)', whole(10), `${annex}（五）`)
const rank = threshold('lg26.market-rank', '国内排名', 'Domestic rank', whole(3), `${annex}（五）`)
const platform = threshold('lg26.platform', '专精特新发展评价得分', 'Platform score', whole(60), `${annex}（七）`)

/** Exclusions of the yearly notices, for both texts. */
export const exclusions = (clause: string): readonly Criterion[] => [
  gate(
    'lg-not-champion',
    '已获单项冠军的不再推荐新申请',
    'Not a manufacturing champion already',
    clause,
    [validTitle],
    onlyIf(applying, all({ kind: 'title-free', title: 'champion' }, { kind: 'title-free', title: 'champion-product' })),
  ),
  gate(
    'lg-no-control-link',
    '与已认定“小巨人”企业无控股关系',
    'No control link with a recognised little giant',
    clause,
    [shareRegister],
    isFalse('market.controlledByLittleGiant'),
  ),
  gate(
    'lg-no-group-duplicate',
    '同一集团内无相似主导产品',
    'No similar main product within the group',
    clause,
    [groupChart],
    isFalse('market.sameGroupSimilarProduct'),
  ),
]

const gates: readonly Criterion[] = [
  ...baseGates('2号'),
  gate(
    'lg26-title',
    '已获专精特新中小企业称号',
    'Holds a valid title of specialised SME',
    `${annex}（一）`,
    [validTitle],
    titleHeld('specialised-sme'),
  ),
  gate(
    'lg26-years',
    '从事特定细分市场时间',
    'Time in the niche',
    `${annex}（一）`,
    [auditOfMainBusiness, productStatement],
    amount(scalar('market.yearsInNiche'), '>=', niche),
  ),
  gate(
    'lg26-revenue',
    '上年度营业收入',
    'Operating revenue',
    `${annex}（二）`,
    [auditOfMainBusiness],
    amount(figure('operatingRevenue'), '>=', revenue),
  ),
  gate(
    'lg26-main-share',
    '主营业务收入占比',
    'Main business in operating revenue',
    `${annex}（二）`,
    [auditOfMainBusiness],
    ratio(figure('mainBusinessRevenue'), figure('operatingRevenue'), '>=', mainShare),
  ),
  gate(
    'lg26-growth',
    '近两年营业收入复合增长率',
    'Compound growth of operating revenue over two years',
    `${annex}（二）`,
    [threeAudits],
    onlyIf(applying, growth({ figure: 'operatingRevenue', form: 'compound' }, '>=', compound)),
  ),
  gate(
    'lg26-debt-ratio',
    '上年末资产负债率',
    'Liabilities to assets',
    `${annex}（二）`,
    [auditOfMainBusiness],
    ratio(figure('totalLiabilities'), figure('totalAssets'), '<=', debt),
  ),
  gate(
    'lg26-rd-sum',
    '近两年研发费用合计',
    'R&D expense of two years together',
    `${annex}（三）`,
    [auditOfMainBusiness, rdAudit],
    amount(sumOfYears('rdExpense', 2), '>=', rdSum),
  ),
  gate(
    'lg26-rd-ratio',
    '近两年研发费用占比',
    'R&D share of revenue in each of two years',
    `${annex}（三）`,
    [auditOfMainBusiness, rdAudit],
    eachYear(2, (back) => ratio(figure('rdExpense', back), figure('operatingRevenue', back), '>=', rdRatio)),
  ),
  gate(
    'lg26-ip',
    'Ⅰ类知识产权',
    'Class I rights, or the exemption',
    `${annex}（四）`,
    [rights, awardCertificate],
    any({ kind: 'some', list: 'ip', where: classOneOf2, atLeast: ipCount }, rankedAward([['national'], 3])),
  ),
  gate(
    'lg26-market',
    '主导产品市场占有率',
    'Market share or rank, with high recognition',
    `${annex}（五）`,
    [shareStatement],
    all(any(amount(scalar('market.nicheShare'), '>=', share), amount(scalar('market.domesticRank'), '<=', rank)), judged),
    ['市场占有率说明可信、知名度较高吗？', 'Is the statement of the market share sound, and recognition high?'],
  ),
  gate('lg26-domain', '产业基础与产业链', 'Industrial base and chain', `${annex}（六）`, [productStatement, chainContracts], judged, [
    '是否属于工业“六基”或三类产业布局方向，处于产业链关键环节，增强产业链韧性与安全？请核对产业链名称、位置、三家下游客户和替代效果。',
    'Is the firm of the industrial base or the three directions of industry, at a key link of the chain? Check chain, position, three customers and substitution.',
  ]),
  gate(
    'lg26-platform-score',
    '专精特新发展评价得分',
    'Score of the official platform',
    `${annex}（七）`,
    [platformPage],
    any(
      amount(scalar('market.platformScore'), '>=', platform),
      onlyIf(renewing, amount(scalar('market.platformScorePrevious'), '>=', platform)),
    ),
  ),
  ...exclusions('工信厅企业函〔2026〕117号 推荐要求（四）'),
]

export const littleGiant2: Ruleset = {
  id: 'lg-2a2',
  certification: 'little-giant',
  title: { zh: '专精特新“小巨人”企业认定（2026）', en: 'Recognition of specialised little giants (2026)' },
  basis: [`${law2}《优质中小企业梯度培育管理办法》附件2、附件3`, '工信厅企业函〔2026〕117号', '工信厅企业〔2024〕75号'],
  inForce: { apply: { from: since2, to: null }, renew: { from: '2027-01-01', to: null } },
  criteria: gates,
  score: null,
  verdict: all(...everyOf(gates)),
  ways: [],
}
