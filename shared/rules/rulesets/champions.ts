import { whole } from '../exact.ts'
import {
  all,
  amount,
  any,
  bothPurposes,
  eachYear,
  everyOf,
  figure,
  gate,
  isTrue,
  judged,
  meanOfYears,
  note,
  scalar,
  titleHeld,
  verifiedFrom,
  wan,
} from '../builders.ts'
import type { Criterion, Ruleset } from '../ruleset.ts'
import { audit, creditReport, institutionPapers, licence, productStatement, rights, shareStatement, threeAudits } from './documents.ts'
import { noIncidentOf63, notListed } from './item-conditions.ts'

/** 制造业单项冠军: 工信部政法〔2023〕138号 附件1. */
const law = '工信部政法〔2023〕138号'
const annex = `${law} 附件1`
const threshold = verifiedFrom('2023-01-01')

const years = threshold('champ.years', '从事相关领域年限', 'Years in the field', whole(10), `${annex} 专业发展1`)
const newProductYears = threshold('champ.years-new', '新产品从事年限', 'Years with a new product', whole(5), `${annex} 专业发展1`)
const revenue = threshold(
  'champ.revenue',
  '近三年平均主营业务收入（元）',
  'Mean main-business revenue (yuan)',
  wan(40000),
  `${annex} 专业发展2`,
)
const titledRevenue = threshold(
  'champ.revenue-titled',
  '近三年平均主营业务收入（专精特新企业，元）',
  'Mean main-business revenue with a specialised title (yuan)',
  wan(20000),
  `${annex} 专业发展2`,
)
const globalRank = threshold('champ.rank', '全球排名', 'Global rank', whole(3), `${annex} 市场竞争1`)
const meanRevenue = meanOfYears('mainBusinessRevenue', 3)

const nationalGates: readonly Criterion[] = [
  gate(
    'champ-entity',
    '境内独立法人、合规',
    'Independent legal person in mainland China, compliant',
    `${law} 第十三条`,
    [licence, creditReport],
    all(isTrue('profile.inMainland'), isTrue('profile.legalPerson'), noIncidentOf63, notListed('serious-dishonesty')),
  ),
  gate(
    'champ-years',
    '从事相关领域时间',
    'Time in the field',
    `${annex} 专业发展1`,
    [productStatement],
    any(amount(scalar('market.yearsInNiche'), '>=', years), all(amount(scalar('market.yearsInNiche'), '>=', newProductYears), judged)),
    ['主导产品是新产品吗？请核对投放日期和产品目录。', 'Is the main product new? Check its launch and the catalogue.'],
  ),
  gate(
    'champ-revenue',
    '近三年平均主营业务收入',
    'Mean main-business revenue of three years',
    `${annex} 专业发展2`,
    [threeAudits],
    any(
      amount(meanRevenue, '>=', revenue),
      all(amount(meanRevenue, '>=', titledRevenue), any(titleHeld('specialised-sme'), titleHeld('little-giant'))),
    ),
  ),
  gate(
    'champ-share',
    '市场占有率',
    'Global market position',
    `${annex} 市场竞争1`,
    [shareStatement],
    all(amount(scalar('market.globalRank'), '<=', globalRank), judged),
    [
      '全球排名由行业协会、海关或研究机构证明，且产品按《统计用产品分类目录》划分吗？',
      'Is the rank proved by an association, the customs or a research body, on the official product catalogue?',
    ],
  ),
  gate('champ-technology', '技术工艺国际先进', 'Technology and process advanced in the world', `${annex} 市场竞争2`, ['检测报告'], judged, [
    '关键性能和能耗优于国外同类产品吗？',
    'Are performance and energy use ahead of comparable foreign products?',
  ]),
  gate(
    'champ-innovation',
    '研发机构、专利、标准、转化',
    'Research, patents, standards, conversion',
    `${annex} 自主创新1–3`,
    [rights, institutionPapers],
    judged,
    [
      '研发投入、专利和标准在行业内领先，知识产权已运用并产生效益吗？',
      'Do R&D, patents and standards lead the sector, with rights in use and of benefit?',
    ],
  ),
  gate('champ-management', '经营业绩、国际化、品牌', 'Results, presence abroad, brand', `${annex} 经营管理1、市场竞争3`, [audit], judged, [
    '经营业绩、国际化和品牌在行业内领先吗？',
    'Do results, presence abroad and brand lead the sector?',
  ]),
]

export const champion: Ruleset = {
  id: 'champ-138',
  certification: 'champion',
  title: { zh: '制造业单项冠军企业遴选', en: 'Selection of manufacturing champions' },
  basis: [annex],
  inForce: bothPurposes('2023-01-01'),
  criteria: nationalGates,
  score: null,
  verdict: all(...everyOf(nationalGates)),
  ways: [],
}

/** 福建省制造业单项冠军: 闽工信规〔2024〕2号. Articles after 第四条 were not readable. */
const fujianLaw = '闽工信规〔2024〕2号'
const fujianSince = '2024-01-11'
const fujianThreshold = verifiedFrom(fujianSince)

const fujianYears = fujianThreshold('fjchamp.years', '从事相关业务领域年限', 'Years in the field', whole(5), fujianLaw)
const fujianRevenue = fujianThreshold(
  'fjchamp.revenue',
  '近三年每年营业收入（元）',
  'Revenue of each of three years (yuan)',
  wan(10000),
  fujianLaw,
)
const nationalRank = fujianThreshold('fjchamp.domestic-rank', '全国排名', 'Domestic rank', whole(5), fujianLaw)
const provincialRank = fujianThreshold('fjchamp.provincial-rank', '全省排名', 'Provincial rank', whole(3), fujianLaw)
const manufacturing = fujianThreshold<readonly string[]>('fjchamp.sectors', '行业范围', 'Sectors', ['C'], `${fujianLaw} 第二、三条`)

const fujianGates: readonly Criterion[] = [
  gate(
    'fjchamp-entity',
    '独立法人制造业企业',
    'Manufacturing firm in Fujian, independent legal person',
    `${fujianLaw} 第二、三条`,
    [licence],
    all(
      isTrue('profile.inMainland'),
      isTrue('profile.legalPerson'),
      { kind: 'choice', fact: 'profile.province', outcomes: { '35': 'met' } },
      { kind: 'industry', codes: manufacturing, inside: 'met', outside: 'unmet' },
    ),
  ),
  gate(
    'fjchamp-years',
    '从事相关业务领域时间',
    'Time in the field',
    fujianLaw,
    [productStatement],
    amount(scalar('market.yearsInNiche'), '>=', fujianYears),
  ),
  gate(
    'fjchamp-revenue',
    '近三年营业收入',
    'Operating revenue in each of three years',
    fujianLaw,
    [threeAudits],
    eachYear(3, (back) => amount(figure('operatingRevenue', back), '>=', fujianRevenue)),
  ),
  gate(
    'fjchamp-share',
    '市场占有率',
    'Market position in nation and province',
    fujianLaw,
    [shareStatement],
    all(amount(scalar('market.domesticRank'), '<=', nationalRank), amount(scalar('market.provincialRank'), '<=', provincialRank), judged),
    ['按销售收入的排名有可靠来源吗？', 'Does the rank by sales revenue have a sound source?'],
  ),
  gate(
    'fjchamp-technology',
    '国内先进、省内领先',
    'Advanced in the nation, leading in the province',
    `${fujianLaw} 第二条`,
    ['检测报告', rights],
    judged,
    ['技术工艺国内先进、省内领先吗？', 'Is the technology advanced in the nation and leading in the province?'],
  ),
]

const fujianNotes: readonly Criterion[] = [
  note(
    'fjchamp-new-product',
    '行业新产品（可适当放宽）',
    'New product of the sector: lines may be relaxed',
    fujianLaw,
    [productStatement],
    judged,
    ['主导产品是行业新产品吗？', 'Is the main product new to the sector?'],
  ),
  note('fjchamp-field', '重点支持领域', 'Fields of priority', `${fujianLaw} 第四条`, [productStatement], judged, [
    '属于重点支持领域（部省重点领域、国家平台或项目、“六基”、补短板等）吗？',
    'Is it in a field of priority (key fields, national platforms, industrial base, closing gaps)?',
  ]),
]

export const fujianChampion: Ruleset = {
  id: 'fjchamp-2024-2',
  certification: 'fujian-champion',
  title: { zh: '福建省制造业单项冠军企业遴选', en: 'Selection of Fujian manufacturing champions' },
  basis: [fujianLaw],
  inForce: bothPurposes(fujianSince),
  criteria: [...fujianGates, ...fujianNotes],
  score: null,
  verdict: all(...everyOf(fujianGates)),
  ways: [],
}
