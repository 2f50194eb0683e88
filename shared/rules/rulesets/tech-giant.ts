import { percent, type Rational, whole } from '../exact.ts'
import {
  all,
  amount,
  any,
  bothPurposes,
  everyOf,
  figure,
  gate,
  isTrue,
  judged,
  note,
  ratio,
  sumOfYears,
  titleHeld,
  verifiedFrom,
  wan,
} from '../builders.ts'
import type { Criterion, Parameter, Ruleset, Test } from '../ruleset.ts'
import { audit, creditReport, institutionPapers, insured, licence, rdAudit, rights, threeAudits, validTitle } from './documents.ts'
import { obtainedRight } from './item-conditions.ts'

/** 福建省科技小巨人企业: 闽政办〔2016〕18号 行动计划, followed by 闽科企〔2023〕1号. HNTE is a preference, not a condition. */
const plan = '闽政办〔2016〕18号'
const notice = '闽科企〔2023〕1号'
const threshold = verifiedFrom('2016-02-01')

const revenue = threshold('fjstg.revenue', '上年度营业收入（元）', 'Operating revenue (yuan)', wan(2000), `${plan}（二）`)
const mainProduct = threshold('fjstg.main-product', '主营产品销售额占比', 'Share of the main product', percent(60), `${plan}（二）`)
const rd = threshold('fjstg.rd', '近三年研发投入占比', 'R&D share of three years', percent(3), `${plan}（三）`)
const softwareRd = threshold(
  'fjstg.rd-software',
  '近三年研发投入占比（软件和信息服务业）',
  'R&D share of three years, software and information services',
  percent(5),
  `${plan}（三）`,
)
const techStaff = threshold('fjstg.tech-staff', '科技人员占比', 'Share of science staff', percent(10), `${plan}（四）`)
const ipCount = threshold('fjstg.ip', '近三年自主知识产权件数', 'Own rights of three years', whole(1), `${plan}（六）`)
const debt = threshold('fjstg.debt', '资产负债率', 'Liabilities to assets', percent(70), `${plan}（七）`)

const bothFormulas = (least: Parameter<Rational>): readonly Test[] => [
  ratio(sumOfYears('rdExpense', 3), sumOfYears('operatingRevenue', 3), '>=', least),
  { kind: 'mean-share', part: 'rdExpense', whole: 'operatingRevenue', years: 3, relation: '>=', threshold: least },
]
/** "年平均": the sum over the sum and the mean of the yearly shares; where they disagree a person decides. */
const meanRd = (least: Parameter<Rational>): Test => ({ kind: 'agree', of: bothFormulas(least), otherwise: 'review' })

const gates: readonly Criterion[] = [
  gate(
    'fjstg-registered',
    '省内登记、独立法人',
    'Registered in Fujian, independent legal person',
    `${plan}（一）；${notice} 1`,
    [licence],
    all({ kind: 'choice', fact: 'profile.province', outcomes: { '35': 'met' } }, isTrue('profile.legalPerson')),
  ),
  gate('fjstg-sme', '中小企业', 'A small or medium-sized firm', `${plan}（一）；${notice} 1；工信部联企业〔2011〕300号`, [audit, insured], {
    kind: 'sme',
  }),
  gate('fjstg-age', '注册满三个完整年度', 'Registered before 1 January three years ago', `${notice} 1`, [licence], {
    kind: 'since',
    fact: 'profile.registeredOn',
    window: { kind: 'calendar-years', yearsBack: 3 },
    strict: true,
    whenAbsent: 'unknown',
  }),
  gate(
    'fjstg-revenue',
    '上年度营业收入',
    'Operating revenue',
    `${plan}（二）；${notice} 2`,
    [audit],
    amount(figure('operatingRevenue'), '>=', revenue),
  ),
  gate(
    'fjstg-main-product',
    '主营产品销售额占比',
    'Sales of the main product in operating revenue',
    `${plan}（二）；${notice} 2`,
    [audit, '主营产品销售明细'],
    ratio(figure('mainProductRevenue'), figure('operatingRevenue'), '>=', mainProduct),
  ),
  gate(
    'fjstg-rd',
    '近三年研发投入年平均占比',
    'Yearly mean of the R&D share over three years',
    `${plan}（三）；${notice} 3`,
    [threeAudits, rdAudit],
    {
      kind: 'split',
      by: { kind: 'software' },
      met: meanRd(softwareRd),
      unmet: meanRd(rd),
      // Either line is passed, or neither is, by both formulas; else the kind of firm decides.
      open: { kind: 'agree', of: [...bothFormulas(softwareRd), ...bothFormulas(rd)], otherwise: 'unknown' },
    },
  ),
  gate(
    'fjstg-tech-staff',
    '科技人员占比',
    'Share of science and technology staff',
    `${plan}（四）；${notice} 4`,
    [insured, '科技人员名单'],
    ratio(figure('techStaffMonthlyAvg'), figure('staffYearEnd'), '>=', techStaff),
  ),
  gate(
    'fjstg-team',
    '创新团队、研发机构、持续研发',
    'Innovation team, R&D institution, continuous research',
    `${plan}（五）；${notice} 5`,
    [institutionPapers, '研发项目资料'],
    judged,
    [
      '有稳定的创新团队和研发机构，并持续开展研发吗？请核对负责人、成员、场地、设备和项目清单。',
      'Are there a team, an R&D institution and continuous projects? Check head, members, rooms, equipment and projects.',
    ],
  ),
  gate('fjstg-ip', '自主知识产权', 'Own rights obtained in three years', `${plan}（六）`, [rights], {
    kind: 'some',
    list: 'ip',
    where: obtainedRight,
    atLeast: ipCount,
  }),
  gate(
    'fjstg-debt',
    '资产负债率',
    'Liabilities to assets',
    `${plan}（七）`,
    [audit],
    ratio(figure('totalLiabilities'), figure('totalAssets'), '<=', debt),
  ),
  gate('fjstg-credit', '信用、融资能力', 'Credit and ability to raise funds', `${plan}（七）`, [creditReport, '银行资信证明'], judged, [
    '信用良好、有较强融资能力吗？请核对银行评级和逾期贷款。',
    'Is credit good, with ability to raise funds? Check bank rating and overdue loans.',
  ]),
]

const preferences: readonly Criterion[] = [
  note(
    'fjstg-preference',
    '同等条件优先',
    'Preferred among equals',
    `${plan}（八）；${notice} 遴选要求`,
    [validTitle],
    any(titleHeld('hnte'), titleHeld('specialised-sme'), titleHeld('tech-sme'), isTrue('profile.strategicIndustry')),
  ),
]

export const techGiant: Ruleset = {
  id: 'fjstg-2023',
  certification: 'fujian-tech-giant',
  title: { zh: '福建省科技小巨人企业遴选', en: 'Selection of Fujian technology little giants' },
  basis: [`${plan} 行动计划（2016–2020 年）`, notice],
  inForce: bothPurposes('2016-02-01'),
  criteria: [...gates, ...preferences],
  score: null,
  verdict: all(...everyOf(gates)),
  ways: [],
}
