import { classOneIp } from '../../dictionary/codes.ts'
import { percent, type Rational, whole } from '../exact.ts'
import { all, any, bothPurposes, everyOf, figure, isTrue, member, parameter, sumOf, waysOf } from '../builders.ts'
import type { Band, Criterion, ItemCondition, Parameter, Ruleset, Window } from '../ruleset.ts'

/**
 * 科技型中小企业: 国科发政〔2017〕115号 (评价办法), 国科火字〔2022〕67号 (评价服务工作指引), 工企业函〔2026〕160号.
 * Fiscal year Y-1 throughout. Thresholds unchanged since 2017.
 */
const doc = '国科发政〔2017〕115号'
const guide = '国科火字〔2022〕67号'
const since = '2017-05-03'

const points = (least: number, given: number): Band => ({ from: percent(least), relation: '>=', min: given, max: given })
const items = (least: number, given: number): Band => ({ from: whole(least), relation: '>=', min: given, max: given })

const cap = (id: string, zh: string, en: string, value: number): Parameter<Rational> =>
  parameter(id, zh, en, { from: since, value: whole(value), clause: `${doc} 第六条（二）`, source: 'verified' })

const staffCap = cap('techsme.staff-cap', '职工总数上限', 'Most staff', 500)
const salesCap = cap('techsme.sales-cap', '年销售收入上限（元）', 'Most sales revenue (yuan)', 200_000_000)
const assetsCap = cap('techsme.assets-cap', '资产总额上限（元）', 'Most total assets (yuan)', 200_000_000)

const pass = parameter<Rational>('techsme.pass', '综合评价合格线', 'Pass mark', {
  from: since,
  value: whole(60),
  clause: `${doc} 第六条（五）`,
  source: 'verified',
})

const bands = (id: string, zh: string, en: string, ...value: Band[]) =>
  parameter<readonly Band[]>(id, zh, en, { from: since, value, clause: `${doc} 第七条`, source: 'verified' })

const staffBands = bands(
  'techsme.staff-bands',
  '科技人员占比分档',
  'Bands of the share of science staff',
  points(30, 20),
  points(25, 16),
  points(20, 12),
  points(15, 8),
  points(10, 4),
)
const revenueBands = bands(
  'techsme.rd-revenue-bands',
  '研发费用占销售收入分档',
  'Bands of R&D to sales',
  points(6, 50),
  points(5, 40),
  points(4, 30),
  points(3, 20),
  points(2, 10),
)
const costBands = bands(
  'techsme.rd-cost-bands',
  '研发费用占成本费用分档',
  'Bands of R&D to cost',
  points(30, 50),
  points(25, 40),
  points(20, 30),
  points(15, 20),
  points(10, 10),
)
const classOneBands = bands('techsme.ip-class-one-bands', 'Ⅰ类知识产权分档', 'Bands of class I rights', items(1, 30))
const classTwoBands = bands(
  'techsme.ip-class-two-bands',
  'Ⅱ类知识产权分档',
  'Bands of class II rights',
  items(4, 24),
  items(3, 18),
  items(2, 12),
  items(1, 6),
)

/** 67号: industries to which the super-deduction of R&D expense does not apply. The list is from memory. */
const excludedIndustries = parameter<readonly string[]>(
  'techsme.excluded-industries',
  '不适用加计扣除的行业',
  'Industries without super-deduction',
  {
    from: since,
    value: ['C16', 'F51', 'F52', 'H61', 'H62', 'K70', 'L71', 'L72', 'R90'],
    clause: `${guide} 基本条件 3；财税〔2015〕119号`,
    source: 'memory',
  },
)

const lastYearAndThis: Window = { kind: 'calendar-years', yearsBack: 1 }
const fiveYears: Window = { kind: 'months', months: 60 }

/** Owned, in force, granted, linked to the main product; however obtained. */
const usable: readonly ItemCondition[] = [
  member('valid', [true], true),
  { kind: 'not-after', member: 'grantedOn', whenAbsent: true },
  member('linkedToMainProduct', [true]),
]
const classTwoIp = ['utility-model', 'design-patent', 'software-copyright']

const gates: readonly Criterion[] = [
  {
    id: 'techsme-resident-enterprise',
    kind: 'gate',
    name: { zh: '境内注册居民企业', en: 'Resident enterprise registered in mainland China' },
    clause: `${doc} 第六条（一）；${guide} 基本条件 1`,
    source: 'verified',
    evidence: ['营业执照'],
    test: isTrue('profile.inMainland'),
  },
  {
    id: 'techsme-accounting-levy',
    kind: 'gate',
    name: { zh: '会计核算健全、查账征收、能准确归集研发费用', en: 'Sound books, levied on accounts, R&D expense collected exactly' },
    clause: `${guide} 基本条件 1`,
    source: 'verified',
    evidence: ['企业所得税年度纳税申报表', '研发支出辅助账'],
    test: isTrue('profile.booksLevied'),
  },
  {
    id: 'techsme-staff-cap',
    kind: 'gate',
    name: { zh: '职工总数', en: 'Staff' },
    clause: `${doc} 第六条（二）`,
    source: 'verified',
    evidence: ['职工名册', '社保缴费记录'],
    test: { kind: 'amount', of: figure('staffQuarterlyAvg'), relation: '<=', threshold: staffCap },
  },
  {
    id: 'techsme-sales-cap',
    kind: 'gate',
    name: { zh: '年销售收入', en: 'Sales revenue' },
    clause: `${doc} 第六条（二）`,
    source: 'verified',
    evidence: ['企业所得税年度纳税申报表', '审计报告'],
    test: { kind: 'amount', of: figure('salesRevenue'), relation: '<=', threshold: salesCap },
  },
  {
    id: 'techsme-assets-cap',
    kind: 'gate',
    name: { zh: '资产总额', en: 'Total assets' },
    clause: `${doc} 第六条（二）`,
    source: 'verified',
    evidence: ['资产负债表'],
    test: { kind: 'amount', of: figure('totalAssets'), relation: '<=', threshold: assetsCap },
  },
  {
    id: 'techsme-product-not-prohibited',
    kind: 'gate',
    name: { zh: '产品和服务不属于禁止、限制、淘汰类', en: 'Products not prohibited, restricted or obsolete' },
    clause: `${doc} 第六条（三）`,
    source: 'verified',
    evidence: ['产品说明'],
    test: {
      kind: 'choice',
      fact: 'profile.productPolicy',
      outcomes: { encouraged: 'met', permitted: 'met', restricted: 'unmet', obsolete: 'unmet', prohibited: 'unmet' },
    },
  },
  {
    id: 'techsme-industry-not-excluded',
    kind: 'gate',
    name: { zh: '所在行业不属于加计扣除不适用行业', en: 'Industry not excluded from the super-deduction' },
    clause: `${guide} 基本条件 3`,
    source: 'memory',
    evidence: ['营业执照'],
    test: { kind: 'industry', codes: excludedIndustries, inside: 'unmet', outside: 'met' },
  },
  {
    id: 'techsme-no-major-incident',
    kind: 'gate',
    name: { zh: '上年和当年无重大事故、严重环境违法、科研严重失信', en: 'No major incident, breach or misconduct last year and this' },
    clause: `${doc} 第六条（四）；${guide} 基本条件 4`,
    source: 'verified',
    evidence: ['企业声明', '行政处罚查询'],
    test: {
      kind: 'none',
      list: 'incidents',
      where: [
        member('kind', ['safety', 'quality', 'environment', 'research-misconduct', 'fraud']),
        member('major', [true]),
        { kind: 'within', member: 'on', window: lastYearAndThis },
      ],
    },
  },
  {
    id: 'techsme-not-listed',
    kind: 'gate',
    name: { zh: '上年和当年未列入经营异常名录、严重违法失信名单', en: 'Not on the abnormal or dishonesty list last year and this' },
    clause: `${doc} 第六条（四）；${guide} 基本条件 4`,
    source: 'verified',
    evidence: ['信用中国报告', '国家企业信用信息公示系统查询'],
    test: { kind: 'none', list: 'creditListings', where: [{ kind: 'overlaps', from: 'from', to: 'to', window: lastYearAndThis }] },
  },
]

const parts: readonly Criterion[] = [
  {
    id: 'techsme-score-tech-staff',
    kind: 'part',
    name: { zh: '科技人员指标', en: 'Science and technology staff' },
    clause: `${doc} 第七条（一）`,
    source: 'verified',
    evidence: ['科技人员名单', '劳动合同或社保缴费记录'],
    of: 20,
    answerable: false,
    points: {
      kind: 'share-bands',
      part: figure('techStaffQuarterlyAvg'),
      whole: figure('staffQuarterlyAvg'),
      bands: staffBands,
      undefinedIs: 'open',
    },
  },
  {
    id: 'techsme-score-rd-revenue',
    kind: 'option',
    name: { zh: '研发费用占销售收入', en: 'R&D expense to sales revenue' },
    clause: `${doc} 第七条（二）`,
    source: 'verified',
    of: 50,
    answerable: false,
    points: { kind: 'share-bands', part: figure('rdTax'), whole: figure('salesRevenue'), bands: revenueBands, undefinedIs: 'zero' },
  },
  {
    id: 'techsme-score-rd-cost',
    kind: 'option',
    name: { zh: '研发费用占成本费用支出总额', en: 'R&D expense to total cost and expense' },
    clause: `${doc} 第七条（二）`,
    source: 'verified',
    of: 50,
    answerable: false,
    points: { kind: 'share-bands', part: figure('rdTax'), whole: figure('costExpense'), bands: costBands, undefinedIs: 'zero' },
  },
  {
    id: 'techsme-score-rd',
    kind: 'part',
    name: { zh: '研发投入指标（两项取高）', en: 'R&D input (the better of the two)' },
    clause: `${doc} 第七条（二）`,
    source: 'verified',
    evidence: ['企业所得税年度纳税申报表', '研发支出辅助账', '研发项目清单'],
    of: 50,
    answerable: false,
    points: { kind: 'best', options: ['techsme-score-rd-revenue', 'techsme-score-rd-cost'] },
  },
  {
    id: 'techsme-score-ip',
    kind: 'part',
    name: { zh: '科技成果指标', en: 'Intellectual property' },
    clause: `${doc} 第七条（三）、第九条`,
    source: 'verified',
    evidence: ['知识产权证书'],
    of: 30,
    answerable: false,
    points: {
      kind: 'count-bands',
      list: 'ip',
      classes: [
        { where: [member('kind', classOneIp), ...usable], bands: classOneBands },
        { where: [member('kind', classTwoIp), ...usable], bands: classTwoBands },
      ],
    },
  },
]

const lines: readonly Criterion[] = [
  {
    id: 'techsme-score-min-60',
    kind: 'aggregate',
    name: { zh: '综合评价得分', en: 'Total score' },
    clause: `${doc} 第六条（五）`,
    source: 'verified',
    test: { kind: 'score', relation: '>=', pass },
  },
  {
    id: 'techsme-staff-score-nonzero',
    kind: 'aggregate',
    name: { zh: '科技人员指标得分不得为 0', en: 'Points for science staff not zero' },
    clause: `${doc} 第六条（五）`,
    source: 'verified',
    test: { kind: 'points-above-zero', part: 'techsme-score-tech-staff' },
  },
]

const direct: readonly Criterion[] = [
  {
    id: 'techsme-direct-hnte',
    kind: 'direct',
    name: { zh: '拥有有效期内高新技术企业资格证书', en: 'Holds a valid HNTE certificate' },
    clause: `${doc} 第八条（一）`,
    source: 'verified',
    evidence: ['高新技术企业证书'],
    test: { kind: 'title-held', title: 'hnte' },
  },
  {
    id: 'techsme-direct-national-award',
    kind: 'direct',
    name: { zh: '近五年获国家级科技奖励且排名前三', en: 'National science award within five years, among the first three' },
    clause: `${doc} 第八条（二）`,
    source: 'verified',
    evidence: ['获奖证书'],
    test: {
      kind: 'some',
      list: 'awards',
      where: [
        member('level', ['national']),
        { kind: 'at-most', member: 'rank', limit: 3 },
        { kind: 'within', member: 'awardedOn', window: fiveYears },
      ],
    },
  },
  {
    id: 'techsme-direct-rd-institution',
    kind: 'direct',
    name: { zh: '拥有经认定的省部级以上研发机构', en: 'Recognised R&D institution of provincial or ministerial level or above' },
    clause: `${doc} 第八条（三）`,
    source: 'verified',
    evidence: ['研发机构认定文件'],
    test: {
      kind: 'some',
      list: 'institutions',
      where: [member('level', ['national', 'ministerial', 'provincial']), { kind: 'not-after', member: 'recognisedOn', whenAbsent: true }],
    },
  },
  {
    id: 'techsme-direct-standard',
    kind: 'direct',
    name: { zh: '近五年主导制定过国际、国家或行业标准', en: 'Led an international, national or industry standard within five years' },
    clause: `${doc} 第八条（四）、第九条`,
    source: 'verified',
    evidence: ['标准文本及起草单位页'],
    test: {
      kind: 'some',
      list: 'standards',
      where: [
        member('level', ['international', 'national', 'industry']),
        { kind: 'at-most', member: 'draftingRank', limit: 5 },
        { kind: 'within', member: 'publishedOn', window: fiveYears },
      ],
    },
  },
]

const scorePath = all(...everyOf(lines))

export const techsme: Ruleset = {
  id: 'techsme@115-67-2026',
  certification: 'tech-sme',
  title: { zh: '科技型中小企业评价', en: 'Evaluation of technology-based SMEs' },
  basis: [`${doc}《科技型中小企业评价办法》`, `${guide}《科技型中小企业评价服务工作指引》`, '工企业函〔2026〕160号'],
  inForce: bothPurposes('2022-01-01'),
  criteria: [...gates, ...parts, ...lines, ...direct],
  score: {
    of: 100,
    pass,
    tree: sumOf('techsme-score-tech-staff', 'techsme-score-rd', 'techsme-score-ip'),
  },
  verdict: all(...everyOf(gates), any(...everyOf(direct), scorePath)),
  ways: [...waysOf(direct), { id: 'score', test: scorePath }],
}
