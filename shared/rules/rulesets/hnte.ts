import { classOneIp } from '../../dictionary/codes.ts'
import type { Label } from '../../dictionary/indicator.ts'
import { percent, type Rational, whole } from '../exact.ts'
import { all, bothPurposes, everyOf, figure, isTrue, member, parameter, part, sumOver } from '../builders.ts'
import type { Band, Criterion, ItemCondition, PointsCriterion, PointsRange, Ruleset, Tier } from '../ruleset.ts'

/** 国家高新技术企业: 国科发火〔2016〕32号 (认定管理办法), 国科发火〔2016〕195号 (工作指引), both from 2016-01-01. */
const law = '国科发火〔2016〕32号'
const guide = '国科发火〔2016〕195号'
const since = '2016-01-01'

const share = (id: string, zh: string, en: string, value: number, clause: string) =>
  parameter<Rational>(id, zh, en, { from: since, value: percent(value), clause, source: 'verified' })

const minimumAge = parameter<Rational>('hnte.age', '注册成立天数', 'Days since registration', {
  from: since,
  value: whole(365),
  clause: `${law} 第十一条（一）；${guide}`,
  source: 'verified',
})

/** The larger the sales of the latest year, the smaller the share of R&D asked; 5000万 and 2亿 belong to the tier below. */
const rdTiers = parameter<readonly Tier[]>('hnte.rd-tiers', '研发费用占比分档', 'Tiers of the R&D share', {
  from: since,
  value: [
    { upTo: 50_000_000, threshold: percent(5) },
    { upTo: 200_000_000, threshold: percent(4) },
    { upTo: null, threshold: percent(3) },
  ],
  clause: `${law} 第十一条（五）`,
  source: 'verified',
})

const mainProduct = share('hnte.main-product', '主要产品收入占高新收入', 'Main products in high-tech income', 50, `${guide} 三（三）`)
const techStaff = share('hnte.tech-staff', '科技人员占比', 'Share of science staff', 10, `${law} 第十一条（四）`)
const domestic = share('hnte.rd-domestic', '境内研发费用占比', 'Domestic share of R&D', 60, `${law} 第十一条（五）`)
const highTech = share('hnte.high-tech-income', '高新收入占比', 'Share of high-tech income', 60, `${law} 第十一条（六）`)
const pass = parameter<Rational>('hnte.pass', '创新能力评价合格线（不含）', 'Pass mark, exclusive', {
  from: since,
  value: whole(70),
  clause: `${law} 第十一条（七）；${guide} 三（七）`,
  source: 'verified',
})

const clauseOf = (no: number) => `${guide} 三（七）${no}`

const grade = (zh: string, en: string): Label => ({ zh, en })
const bandTable = (id: string, zh: string, en: string, no: number, ...value: Band[]) =>
  parameter<readonly Band[]>(id, zh, en, { from: since, value, clause: clauseOf(no), source: 'verified' })
const band = (from: Rational, min: number, max: number, name: Label, more: Partial<Band> = {}): Band => ({
  from,
  relation: '>=',
  min,
  max,
  grade: name,
  ...more,
})

const classOneBands = bandTable(
  'hnte.ip-class-one-bands',
  'Ⅰ类知识产权数量分档',
  'Bands of class I rights',
  1,
  band(whole(1), 7, 8, grade('Ⅰ类 1 项以上', 'one of class I or more')),
)
const classTwoBands = bandTable(
  'hnte.ip-class-two-bands',
  'Ⅱ类知识产权数量分档',
  'Bands of class II rights',
  1,
  band(whole(5), 5, 6, grade('Ⅱ类 5 项以上', 'five of class II or more')),
  band(whole(3), 3, 4, grade('Ⅱ类 3–4 项', 'three or four of class II')),
  band(whole(1), 1, 2, grade('Ⅱ类 1–2 项', 'one or two of class II')),
)

/** 0 < average < 1 is left open by the table: 0 points, flagged for a person. */
const conversionBands = bandTable(
  'hnte.conversion-bands',
  '年均科技成果转化分档',
  'Bands of conversions a year',
  2,
  band(whole(5), 25, 30, grade('强', 'strong')),
  band(whole(4), 19, 24, grade('较强', 'fairly strong')),
  band(whole(3), 13, 18, grade('一般', 'ordinary')),
  band(whole(2), 7, 12, grade('较弱', 'fairly weak')),
  band(whole(1), 1, 6, grade('弱', 'weak')),
  band(whole(0), 0, 0, grade('不足 1 项', 'fewer than one'), { relation: '>', review: true }),
)

const growthBands = bandTable(
  'hnte.growth-bands',
  '成长性增长率分档',
  'Bands of growth',
  4,
  band(percent(35), 9, 10, grade('≥ 35%', '≥ 35%')),
  band(percent(25), 7, 8, grade('25%–35%', '25%–35%')),
  band(percent(15), 5, 6, grade('15%–25%', '15%–25%')),
  band(percent(5), 3, 4, grade('5%–15%', '5%–15%')),
  band(percent(0), 1, 2, grade('0–5%', '0–5%'), { relation: '>' }),
)

const acquisitionRanges = parameter<{ better: PointsRange; other: PointsRange }>(
  'hnte.ip-acquisition-ranges',
  '知识产权获得方式分档',
  'Ranges of how rights were obtained',
  {
    from: since,
    value: { better: { min: 1, max: 6 }, other: { min: 1, max: 3 } },
    clause: clauseOf(1),
    source: 'verified',
  },
)

const classTwoIp = ['utility-model', 'design-patent', 'software-copyright']

/** In force, granted, and not a class II right already used in an application: those count once only (195号). */
const usable: readonly ItemCondition[] = [
  member('valid', [true], true),
  { kind: 'not-after', member: 'grantedOn', whenAbsent: true },
  { kind: 'one-of', of: [member('kind', classOneIp), member('usedForHnte', [false], true)] },
]

const gates: readonly Criterion[] = [
  {
    id: 'hnte-resident-enterprise',
    kind: 'gate',
    name: { zh: '境内注册居民企业', en: 'Resident enterprise registered in mainland China' },
    clause: `${law} 第二条`,
    source: 'verified',
    evidence: ['营业执照'],
    test: isTrue('profile.inMainland'),
  },
  {
    id: 'hnte-age-365',
    kind: 'gate',
    name: { zh: '注册成立一年以上', en: 'Registered for a year or more' },
    clause: `${law} 第十一条（一）`,
    source: 'verified',
    evidence: ['营业执照'],
    test: { kind: 'age', atLeastDays: minimumAge },
  },
  {
    id: 'hnte-core-ip-owned',
    kind: 'gate',
    name: { zh: '拥有对主要产品起核心支持作用的知识产权', en: 'Owns rights that support the core of the main products' },
    clause: `${law} 第十一条（二）`,
    source: 'verified',
    evidence: ['知识产权证书', '知识产权与产品对应表'],
    test: { kind: 'some', list: 'ip', where: [...usable, member('linkedToMainProduct', [true])] },
  },
  {
    id: 'hnte-main-product-share',
    kind: 'gate',
    name: { zh: '主要产品（服务）收入占高新收入', en: 'Main products in high-tech income' },
    clause: `${guide} 三（三）`,
    source: 'verified',
    evidence: ['收入明细'],
    test: {
      kind: 'share',
      part: figure('highTechMainProductIncome'),
      whole: figure('highTechIncome'),
      relation: '>',
      undefinedIs: 'review',
      threshold: mainProduct,
    },
  },
  {
    id: 'hnte-tech-field',
    kind: 'gate',
    name: { zh: '技术属于国家重点支持的高新技术领域', en: 'Technology within the national high-tech fields' },
    clause: `${law} 第十一条（三）`,
    source: 'verified',
    evidence: ['技术说明'],
    question: { zh: '核心技术属于所选的高新技术领域吗？', en: 'Does the core technology belong to the chosen field?' },
    test: all(
      {
        kind: 'choice',
        fact: 'profile.highTechFieldFit',
        outcomes: { certain: 'met', probable: 'judged', unsure: 'judged', none: 'unmet' },
      },
      { kind: 'known', fact: 'profile.highTechField' },
    ),
  },
  {
    id: 'hnte-tech-staff-ratio',
    kind: 'gate',
    name: { zh: '科技人员占比', en: 'Share of science and technology staff' },
    clause: `${law} 第十一条（四）`,
    source: 'verified',
    evidence: ['职工名册', '科技人员名单', '社保缴费记录'],
    test: {
      kind: 'share',
      part: figure('techStaffMonthlyAvg'),
      whole: figure('staffMonthlyAvg'),
      relation: '>=',
      undefinedIs: 'review',
      threshold: techStaff,
    },
  },
  {
    id: 'hnte-rd-ratio',
    kind: 'gate',
    name: { zh: '近三年研发费用占销售收入', en: 'R&D expense to sales over three years' },
    clause: `${law} 第十一条（五）`,
    source: 'verified',
    evidence: ['专项审计报告'],
    test: {
      kind: 'share',
      part: sumOver('rdHnte', 'accounting-years'),
      whole: sumOver('salesRevenue', 'accounting-years'),
      relation: '>=',
      undefinedIs: 'review',
      threshold: { tiers: rdTiers, by: figure('salesRevenue') },
    },
  },
  {
    id: 'hnte-rd-domestic-share',
    kind: 'gate',
    name: { zh: '境内研发费用占全部研发费用', en: 'Domestic R&D in all R&D' },
    clause: `${law} 第十一条（五）`,
    source: 'verified',
    evidence: ['专项审计报告'],
    test: {
      kind: 'share',
      part: sumOver('rdHnteDomestic', 'accounting-years'),
      whole: sumOver('rdHnte', 'accounting-years'),
      relation: '>=',
      undefinedIs: 'review',
      threshold: domestic,
    },
  },
  {
    id: 'hnte-hightech-income-share',
    kind: 'gate',
    name: { zh: '高新技术产品（服务）收入占总收入', en: 'High-tech income in total income' },
    clause: `${law} 第十一条（六）`,
    source: 'verified',
    evidence: ['专项审计报告'],
    test: {
      kind: 'share',
      part: figure('highTechIncome'),
      whole: figure('totalIncome'),
      relation: '>=',
      undefinedIs: 'review',
      threshold: highTech,
    },
  },
  {
    id: 'hnte-innovation-score',
    kind: 'aggregate',
    name: { zh: '创新能力评价', en: 'Innovation score' },
    clause: `${law} 第十一条（七）；${guide} 三（七）`,
    source: 'verified',
    test: { kind: 'score', relation: '>', pass },
  },
  {
    id: 'hnte-no-major-incident',
    kind: 'gate',
    name: { zh: '申请前一年内无重大事故、严重环境违法', en: 'No major incident or environmental breach in the year before' },
    clause: `${law} 第十一条（八）`,
    source: 'verified',
    evidence: ['企业声明', '行政处罚查询'],
    test: {
      kind: 'none',
      list: 'incidents',
      where: [
        member('kind', ['safety', 'quality', 'environment']),
        member('major', [true]),
        { kind: 'within', member: 'on', window: { kind: 'days', days: 365 } },
      ],
    },
  },
]

const ipBlock = { zh: '知识产权', en: 'Intellectual property' }
const conversionBlock = { zh: '科技成果转化能力', en: 'Conversion of results' }
const managementBlock = { zh: '研究开发组织管理水平', en: 'R&D organisation and management' }
const growthBlock = { zh: '企业成长性', en: 'Growth' }

const fiveGrades = (words: readonly (readonly [string, string])[]) =>
  words.map(([zh, en], index) => ({ label: { zh, en }, points: [8, 6, 4, 2, 0][index]! }))

/** Grades of the management parts are our own: 195号 states only the most of each. */
const practice = (points: readonly [number, number, number, number]) =>
  [
    ['没有', 'none'],
    ['只有文件', 'documents only'],
    ['部分执行', 'partly carried out'],
    ['执行并有记录', 'carried out with records'],
  ].map(([zh, en], index) => ({ label: { zh: zh!, en: en! }, points: points[index]! }))

const judged = (
  id: string,
  of: number,
  no: number,
  name: Label,
  question: Label,
  grades: PointsCriterion['grades'],
  block: Label,
  evidence: readonly string[],
): PointsCriterion => ({
  id,
  kind: 'part',
  name,
  clause: clauseOf(no),
  source: 'verified',
  of,
  answerable: true,
  points: { kind: 'judged' },
  question,
  block,
  evidence,
  ...(grades ? { grades } : {}),
})

const parts: readonly PointsCriterion[] = [
  judged(
    'hnte-ip-advancedness',
    8,
    1,
    { zh: '技术的先进程度', en: 'How advanced the technology is' },
    {
      zh: '核心技术有多先进？已授权的发明专利或第三方评价可佐证“高”。',
      en: 'How advanced is the core technology? A granted invention patent or an appraisal supports "high".',
    },
    fiveGrades([
      ['高', 'high'],
      ['较高', 'fairly high'],
      ['一般', 'ordinary'],
      ['较低', 'fairly low'],
      ['无', 'none'],
    ]),
    ipBlock,
    ['专利文本', '第三方评价'],
  ),
  judged(
    'hnte-ip-core-support',
    8,
    1,
    { zh: '对主要产品（服务）在技术上发挥核心支持作用', en: 'Support of the core of the main products' },
    { zh: '知识产权对主要产品的核心支持作用有多强？', en: 'How strongly do the rights support the main products?' },
    fiveGrades([
      ['强', 'strong'],
      ['较强', 'fairly strong'],
      ['一般', 'ordinary'],
      ['较弱', 'fairly weak'],
      ['无', 'none'],
    ]),
    ipBlock,
    ['知识产权与产品对应表'],
  ),
  {
    id: 'hnte-ip-count',
    kind: 'part',
    name: { zh: '知识产权数量', en: 'Number of rights' },
    clause: clauseOf(1),
    source: 'verified',
    evidence: ['知识产权证书', '缴费收据'],
    of: 8,
    answerable: true,
    block: ipBlock,
    points: {
      kind: 'count-bands',
      list: 'ip',
      classes: [
        { where: [member('kind', classOneIp), ...usable], bands: classOneBands },
        { where: [member('kind', classTwoIp), ...usable], bands: classTwoBands },
      ],
    },
  },
  {
    id: 'hnte-ip-acquisition',
    kind: 'part',
    name: { zh: '知识产权获得方式', en: 'How rights were obtained' },
    clause: clauseOf(1),
    source: 'verified',
    evidence: ['知识产权证书', '转让合同'],
    of: 6,
    answerable: true,
    block: ipBlock,
    points: { kind: 'branch', list: 'ip', where: usable, better: [member('acquisition', ['self'])], ranges: acquisitionRanges },
  },
  judged(
    'hnte-ip-standards-bonus',
    2,
    1,
    { zh: '参与编制国家标准、行业标准、检测方法、技术规范（加分）', en: 'Took part in standards, test methods or specifications (bonus)' },
    {
      zh: '参与编制过国家标准、行业标准、检测方法或技术规范吗？',
      en: 'Did the firm take part in national or industry standards, test methods or specifications?',
    },
    [
      { label: { zh: '是', en: 'yes' }, points: 2 },
      { label: { zh: '部分参与', en: 'in part' }, points: 1 },
      { label: { zh: '否', en: 'no' }, points: 0 },
    ],
    ipBlock,
    ['标准文本'],
  ),
  {
    id: 'hnte-conversion',
    kind: 'part',
    name: { zh: '科技成果转化能力（近三年年均）', en: 'Conversions a year over three years' },
    clause: clauseOf(2),
    source: 'verified',
    evidence: ['转化清单', '合同、发票、检测或用户报告'],
    of: 30,
    answerable: true,
    block: conversionBlock,
    points: {
      kind: 'share-bands',
      part: { kind: 'conversions', over: 'accounting-years' },
      whole: { kind: 'years', over: 'accounting-years' },
      bands: conversionBands,
      undefinedIs: 'open',
      noSpan: 'zero-with-review',
    },
  },
  judged(
    'hnte-mgmt-rd-system',
    6,
    3,
    { zh: '研发组织管理制度、研发投入核算体系、研发费用辅助账', en: 'R&D rules, accounting of R&D input, auxiliary ledger' },
    { zh: '研发管理制度、投入核算体系和辅助账做到哪一步？', en: 'How far are R&D rules, accounting and the auxiliary ledger in place?' },
    practice([0, 2, 4, 6]),
    managementBlock,
    ['制度文件', '研发费用辅助账'],
  ),
  judged(
    'hnte-mgmt-institution',
    6,
    3,
    { zh: '内部研发机构与科研条件、产学研合作', en: 'R&D institution, equipment, cooperation with universities' },
    {
      zh: '内部研发机构、科研条件和产学研合作做到哪一步？',
      en: 'How far are the R&D institution, its equipment and cooperation in place?',
    },
    practice([0, 2, 4, 6]),
    managementBlock,
    ['机构设立文件', '设备清单', '合作合同'],
  ),
  judged(
    'hnte-mgmt-incentive',
    4,
    3,
    { zh: '成果转化组织实施与激励奖励制度、开放式创新创业平台', en: 'Incentives for conversion, open innovation platform' },
    { zh: '成果转化的组织实施与激励奖励做到哪一步？', en: 'How far are incentives for conversion in place?' },
    practice([0, 1, 3, 4]),
    managementBlock,
    ['奖励制度与记录'],
  ),
  judged(
    'hnte-mgmt-talent',
    4,
    3,
    { zh: '科技人员培养进修、技能培训、人才引进、绩效评价奖励', en: 'Training, hiring and appraisal of science staff' },
    { zh: '科技人员培养、引进和绩效评价做到哪一步？', en: 'How far are training, hiring and appraisal of science staff in place?' },
    practice([0, 1, 3, 4]),
    managementBlock,
    ['培训记录', '绩效制度'],
  ),
  {
    id: 'hnte-growth-net-assets',
    kind: 'part',
    name: { zh: '净资产增长率', en: 'Growth of net assets' },
    clause: clauseOf(4),
    source: 'verified',
    evidence: ['三年审计报告'],
    of: 10,
    answerable: true,
    block: growthBlock,
    points: { kind: 'growth-bands', figure: 'netAssets', over: 'accounting-years', bands: growthBands },
  },
  {
    id: 'hnte-growth-sales',
    kind: 'part',
    name: { zh: '销售收入增长率', en: 'Growth of sales revenue' },
    clause: clauseOf(4),
    source: 'verified',
    evidence: ['三年审计报告'],
    of: 10,
    answerable: true,
    block: growthBlock,
    points: { kind: 'growth-bands', figure: 'salesRevenue', over: 'accounting-years', bands: growthBands },
  },
]

const inBlock = (block: Label) => parts.filter((one) => one.block === block).map(({ id }) => part(id))

export const hnte: Ruleset = {
  id: 'hnte@2016-32-195',
  certification: 'hnte',
  title: { zh: '国家高新技术企业认定', en: 'Recognition of national high-tech enterprises' },
  basis: [`${law}《高新技术企业认定管理办法》`, `${guide}《高新技术企业认定管理工作指引》`],
  inForce: bothPurposes(since),
  criteria: [...gates, ...parts],
  score: {
    of: 100,
    pass,
    tree: {
      kind: 'sum',
      of: [{ kind: 'sum', of: inBlock(ipBlock), cap: 30 }, ...[conversionBlock, managementBlock, growthBlock].flatMap(inBlock)],
    },
  },
  verdict: all(...everyOf(gates)),
  ways: [],
}
