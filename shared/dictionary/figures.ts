import { type Members, money, people, percent } from './indicator.ts'

/**
 * The figures of one fiscal year (a calendar year). Calibres that differ are different figures and are never mixed
 * silently: a near one stands in only where `figureProxies` says so, and every use of it is named in the report.
 */
export const figures = {
  staffQuarterlyAvg: people('职工总数（季度平均）', 'Staff, quarterly average', {
    group: 'people',
    synonyms: ['职工总数', '季均职工人数', '职工季平均数', '从业人员季平均', '季度平均职工人数'],
    question: { zh: '{year} 年职工总数（季度平均）是多少？', en: 'How many staff in {year} (quarterly average)?' },
    help: {
      zh: '在职、兼职和临时聘用人员；兼职、临时人员须全年累计工作满 6 个月。每季（季初 + 季末）÷ 2，四季之和 ÷ 4。',
      en: 'On-the-job, part-time and temporary; part-time and temporary only with at least six months of work in the year. Quarter = (start + end) / 2; year = sum / 4.',
    },
    evidence: ['职工名册', '社保缴费记录'],
  }),
  staffMonthlyAvg: people('职工总数（月平均）', 'Staff, monthly average', {
    group: 'people',
    synonyms: ['月均职工人数', '职工月平均数', '月平均职工人数', '当年职工总数月平均数'],
    question: { zh: '{year} 年职工总数（月平均）是多少？', en: 'How many staff in {year} (monthly average)?' },
    help: {
      zh: '兼职、临时聘用人员须全年累计工作 183 天以上。每月（月初 + 月末）÷ 2，十二个月之和 ÷ 12。',
      en: 'Part-time and temporary only with at least 183 days in the year. Month = (start + end) / 2; year = sum / 12.',
    },
    evidence: ['职工名册', '社保缴费记录'],
  }),
  staffYearEnd: people('年末从业人员数', 'Staff at year end', {
    group: 'people',
    synonyms: [
      '年末人数',
      '年末从业人数',
      '年末职工人数',
      '期末从业人员',
      '从业人员期末人数',
      '职工人数',
      '员工人数',
      '员工总数',
      '从业人员',
      '从业人数',
    ],
    question: { zh: '{year} 年末有多少从业人员？', en: 'How many staff at the end of {year}?' },
    evidence: ['12 月社保缴费人数证明'],
  }),
  techStaffQuarterlyAvg: people('科技人员数（季度平均）', 'Science and technology staff, quarterly average', {
    group: 'people',
    synonyms: ['科技人员', '科技人员数', '季均科技人员', '科技人员季平均数'],
    question: { zh: '{year} 年科技人员（季度平均）是多少？', en: 'How many science and technology staff in {year} (quarterly average)?' },
    help: {
      zh: '直接从事研发和相关技术创新活动，以及专门从事上述活动管理和直接服务的人员；统计方法同职工总数。',
      en: 'Directly doing R&D and related innovation, or managing and serving it full-time; counted as the staff is.',
    },
    evidence: ['科技人员名单', '社保缴费记录'],
  }),
  techStaffMonthlyAvg: people('科技人员数（月平均）', 'Science and technology staff, monthly average', {
    group: 'people',
    synonyms: ['月均科技人员', '科技人员月平均数', '当年科技人员月平均数'],
    question: { zh: '{year} 年科技人员（月平均）是多少？', en: 'How many science and technology staff in {year} (monthly average)?' },
    help: { zh: '累计实际工作时间在 183 天以上的科技人员。', en: 'Science and technology staff who worked at least 183 days.' },
    evidence: ['科技人员名单', '岗位与学历', '社保缴费记录'],
  }),
  rdStaff: people('研发人员数（年末）', 'R&D staff at year end', {
    group: 'people',
    synonyms: ['研发人员', '研发人员数', '研发人员数量', '年末研发人员'],
    question: { zh: '{year} 年末有多少研发人员？', en: 'How many R&D staff at the end of {year}?' },
  }),

  operatingRevenue: money('营业收入', 'Operating revenue', {
    group: 'income',
    synonyms: ['营收', '营业总收入', '主营业务及其他业务收入', '年营业收入'],
    question: { zh: '{year} 年营业收入是多少？', en: 'What was the operating revenue of {year}?' },
    help: { zh: '审计报告利润表口径。', en: 'As in the audited income statement.' },
    evidence: ['审计报告'],
  }),
  salesRevenue: money('销售收入', 'Sales revenue', {
    group: 'income',
    synonyms: ['年销售收入', '销售额', '产品销售收入', '销售总收入'],
    question: { zh: '{year} 年销售收入是多少？', en: 'What was the sales revenue of {year}?' },
    help: {
      zh: '主营业务收入与其他业务收入之和，按企业所得税年度纳税申报表口径。',
      en: 'Main-business plus other-business income, as in the annual income-tax return.',
    },
    evidence: ['企业所得税年度纳税申报表'],
  }),
  mainBusinessRevenue: money('主营业务收入', 'Main-business revenue', {
    group: 'income',
    synonyms: ['主营收入'],
    question: { zh: '{year} 年主营业务收入是多少？', en: 'What was the main-business revenue of {year}?' },
    evidence: ['审计报告'],
  }),
  mainProductRevenue: money('主导产品销售收入', 'Revenue of the leading product', {
    group: 'income',
    synonyms: ['主导产品收入', '主营产品收入', '主营产品销售收入', '主导产品营业收入'],
    question: { zh: '{year} 年主导产品销售收入是多少？', en: 'What was the revenue of the leading product in {year}?' },
  }),
  totalIncome: money('总收入', 'Total income', {
    group: 'income',
    synonyms: ['企业总收入', '收入总额减不征税收入'],
    question: {
      zh: '{year} 年总收入（收入总额减不征税收入）是多少？',
      en: 'What was the total income of {year} (less non-taxable income)?',
    },
    help: {
      zh: '收入总额减不征税收入；含利息、补助、投资收益，通常大于销售收入。',
      en: 'Income total less non-taxable income; includes interest, subsidies and investment income.',
    },
    evidence: ['企业所得税年度纳税申报表', '专项审计报告'],
  }),
  highTechIncome: money('高新技术产品（服务）收入', 'High-tech product and service income', {
    group: 'income',
    synonyms: ['高新收入', '高新技术产品收入', '高新产品收入', '高新技术产品服务收入'],
    question: { zh: '{year} 年高新技术产品（服务）收入是多少？', en: 'What was the high-tech product and service income of {year}?' },
    evidence: ['专项审计报告', '收入明细'],
  }),
  highTechMainProductIncome: money('主要产品（服务）收入（高新）', 'Income of main high-tech products', {
    group: 'income',
    synonyms: ['主要产品服务收入', '主要高新技术产品收入', '高新主要产品收入', '主要产品收入'],
    question: {
      zh: '{year} 年高新技术产品收入中，主要产品（服务）收入是多少？',
      en: 'How much of the high-tech income of {year} came from the main products?',
    },
    help: {
      zh: '企业拥有知识产权、在技术上发挥核心支持作用的高新技术产品（服务）收入。',
      en: 'High-tech products with core-supporting intellectual property owned by the firm.',
    },
    evidence: ['收入明细'],
  }),
  costExpense: money('成本费用支出总额', 'Total cost and expense', {
    group: 'income',
    synonyms: ['成本费用', '成本费用总额', '成本费用支出'],
    question: { zh: '{year} 年成本费用支出总额是多少？', en: 'What was the total cost and expense of {year}?' },
    evidence: ['企业所得税年度纳税申报表'],
  }),

  rdTax: money('研发费用（加计扣除口径）', 'R&D expense, tax super-deduction scope', {
    group: 'rd',
    synonyms: ['加计扣除研发费用', '研发费用加计扣除口径', '研发投入', '研究开发费用总额', '研发费用总额'],
    question: { zh: '{year} 年研发费用（加计扣除口径）是多少？', en: 'What was the R&D expense of {year} (tax super-deduction scope)?' },
    help: {
      zh: '财税〔2015〕119号归集口径。没有单独归集的，可填审计报告研发费用，结果会标“按近似口径”。',
      en: 'As collected under Caishui [2015] 119. Where not collected, the audited R&D expense stands in and is marked as a proxy.',
    },
    evidence: ['研发支出辅助账', '研发项目清单'],
  }),
  rdHnte: money('研究开发费用（高企口径）', 'R&D expense, HNTE scope', {
    group: 'rd',
    synonyms: ['高企研发费用', '研究开发费用', '研发费用高企口径', '研发费用195号'],
    question: { zh: '{year} 年研究开发费用（高企认定口径）是多少？', en: 'What was the R&D expense of {year} (HNTE scope)?' },
    help: {
      zh: '国科发火〔2016〕195号归集口径，八项费用；其他费用不超过总额 20%。',
      en: 'Eight items of Guokefahuo [2016] 195; other costs up to 20% of the total.',
    },
    evidence: ['专项审计报告'],
  }),
  rdHnteDomestic: money('境内研究开发费用（高企口径）', 'Domestic R&D expense, HNTE scope', {
    group: 'rd',
    synonyms: ['境内研发费用', '中国境内研究开发费用', '境内研究开发费用'],
    question: {
      zh: '{year} 年研究开发费用中，境内发生的是多少？',
      en: 'How much of the R&D expense of {year} was spent in mainland China?',
    },
    evidence: ['专项审计报告'],
  }),
  rdExpense: money('研发费用（审计报告）', 'R&D expense, audited', {
    group: 'rd',
    synonyms: ['研发费用', '研发支出', '利润表研发费用', '审计研发费用'],
    question: { zh: '{year} 年审计报告上的研发费用是多少？', en: 'What was the audited R&D expense of {year}?' },
    evidence: ['审计报告'],
  }),
  rdInput: money('研发投入（费用化与资本化）', 'R&D input, expensed and capitalised', {
    group: 'rd',
    synonyms: ['研发投入合计', '研发投入总额', '研发投入金额'],
    question: { zh: '{year} 年研发投入（费用化 + 资本化）是多少？', en: 'What was the R&D input of {year} (expensed and capitalised)?' },
  }),

  totalAssets: money('资产总额', 'Total assets', {
    group: 'balance',
    synonyms: ['资产总计', '总资产', '年末资产总额', '资产合计'],
    question: { zh: '{year} 年末资产总额是多少？', en: 'What were the total assets at the end of {year}?' },
    evidence: ['资产负债表'],
  }),
  totalLiabilities: money('负债总额', 'Total liabilities', {
    group: 'balance',
    synonyms: ['负债合计', '总负债', '负债总计'],
    question: { zh: '{year} 年末负债总额是多少？', en: 'What were the total liabilities at the end of {year}?' },
    evidence: ['资产负债表'],
  }),
  netAssets: money('净资产', 'Net assets', {
    group: 'balance',
    synonyms: ['所有者权益', '所有者权益合计', '净资产总额', '股东权益合计'],
    question: { zh: '{year} 年末净资产是多少？', en: 'What were the net assets at the end of {year}?' },
    evidence: ['审计报告'],
  }),
  netProfit: money('净利润', 'Net profit', {
    group: 'result',
    synonyms: ['税后利润', '年净利润'],
    question: { zh: '{year} 年净利润是多少？', en: 'What was the net profit of {year}?' },
  }),
  netProfitParent: money('归母净利润', 'Net profit attributable to the parent', {
    group: 'result',
    synonyms: ['归属于母公司股东的净利润', '归属母公司净利润'],
    question: { zh: '{year} 年归属于母公司的净利润是多少？', en: 'What was the net profit attributable to the parent in {year}?' },
  }),
  netProfitParentExNonRecurring: money('扣非归母净利润', 'Net profit attributable to the parent, ex non-recurring', {
    group: 'result',
    synonyms: ['扣非净利润', '扣除非经常性损益后的净利润', '扣非后归母净利润'],
    question: {
      zh: '{year} 年扣除非经常性损益后的归母净利润是多少？',
      en: 'What was the net profit attributable to the parent ex non-recurring items in {year}?',
    },
  }),
  operatingCashFlow: money('经营活动现金流量净额', 'Net operating cash flow', {
    group: 'result',
    synonyms: ['经营现金流净额', '经营活动产生的现金流量净额'],
    question: { zh: '{year} 年经营活动现金流量净额是多少？', en: 'What was the net operating cash flow of {year}?' },
  }),
  weightedRoe: percent('加权平均净资产收益率', 'Weighted average return on equity', {
    group: 'result',
    synonyms: ['加权净资产收益率', '净资产收益率'],
    question: { zh: '{year} 年加权平均净资产收益率是多少？', en: 'What was the weighted average return on equity of {year}?' },
  }),
  taxPaid: money('上缴税费', 'Taxes paid', {
    group: 'result',
    synonyms: ['纳税总额', '上缴税金', '纳税额', '实缴税金'],
    question: { zh: '{year} 年上缴税费是多少？', en: 'What taxes were paid in {year}?' },
  }),
  exportRevenue: money('出口额', 'Export revenue', {
    group: 'income',
    synonyms: ['出口收入', '出口总额', '出口创汇'],
    question: { zh: '{year} 年出口额是多少？', en: 'What was the export revenue of {year}?' },
  }),
} as const

export type Figure = keyof typeof figures

/** The figures of one fiscal year: money in yuan, people in persons. Absent or null is unknown. */
export type YearFigures = Members<typeof figures>

export const figureIds = Object.keys(figures) as readonly Figure[]

/** What figures stand under on forms, in the template and on the firm page, in this order. */
export const figureGroups = {
  people: { zh: '人员', en: 'People' },
  income: { zh: '收入与成本', en: 'Income and cost' },
  rd: { zh: '研发（按口径）', en: 'R&D, by calibre' },
  balance: { zh: '资产负债', en: 'Balance sheet' },
  result: { zh: '经营结果', en: 'Results' },
} as const

/**
 * Where a calibre is absent, the nearest one that stands in, in this order. Nothing else stands in for anything: in
 * particular nothing for `totalIncome` or `rdHnteDomestic`. `netAssets` is besides derived as assets less liabilities.
 */
export const figureProxies: { readonly [F in Figure]?: readonly Figure[] } = {
  salesRevenue: ['operatingRevenue'],
  operatingRevenue: ['salesRevenue'],
  staffQuarterlyAvg: ['staffMonthlyAvg', 'staffYearEnd'],
  staffMonthlyAvg: ['staffQuarterlyAvg', 'staffYearEnd'],
  staffYearEnd: ['staffMonthlyAvg', 'staffQuarterlyAvg'],
  techStaffQuarterlyAvg: ['techStaffMonthlyAvg'],
  techStaffMonthlyAvg: ['techStaffQuarterlyAvg'],
  rdTax: ['rdExpense'],
  rdHnte: ['rdExpense'],
  rdInput: ['rdExpense'],
}
