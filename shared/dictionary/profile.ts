import { choice, count, day, flag, type Members, money, percent, rank, text } from './indicator.ts'
import { fieldFits, highTechFields, makerChina, productFields, productPolicies, provinces } from './codes.ts'

const named = (codes: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(codes).map(([code, zh]) => [code, { zh: `${code} ${zh}`, en: `${code} ${zh}` }]))

/** What a firm is, apart from its yearly figures. */
export const profile = {
  uscc: text('统一社会信用代码', 'Unified social credit code', {
    synonyms: ['信用代码', '社会信用代码', '统一信用代码', '企业代码', '统一代码', '社会统一信用代码'],
    maxLength: 18,
  }),
  name: text('企业名称', 'Name of the firm', {
    synonyms: ['单位名称', '公司名称', '公司全称', '企业全称', '名称', '单位全称', '企业名'],
    maxLength: 120,
  }),
  registeredOn: day('注册成立日期', 'Date of registration', {
    synonyms: ['注册日期', '成立日期', '成立时间', '注册时间', '登记日期', '注册成立时间'],
    question: { zh: '企业是哪天注册成立的？', en: 'When was the firm registered?' },
    evidence: ['营业执照'],
  }),
  inMainland: flag('境内注册居民企业', 'Resident enterprise registered in mainland China', {
    synonyms: ['境内居民企业', '居民企业'],
    question: { zh: '是不是在中国境内（不含港澳台）注册的居民企业？', en: 'Is it a resident enterprise registered in mainland China?' },
    evidence: ['营业执照'],
  }),
  legalPerson: flag('独立法人', 'Independent legal person', {
    synonyms: ['是否独立法人', '法人资格'],
    question: { zh: '是不是独立法人（分公司不是）？', en: 'Is it an independent legal person (a branch is not)?' },
    evidence: ['营业执照'],
  }),
  province: choice('注册地省份', 'Province of registration', named(provinces), { synonyms: ['省份代码', '注册省份'] }),
  industry: text('行业代码（GB/T 4754-2017）', 'Industry (GB/T 4754-2017)', {
    synonyms: ['行业代码', '国民经济行业', '国民经济行业代码', '所属行业', '行业'],
    question: { zh: '属于哪个行业（GB/T 4754-2017）？', en: 'Which industry is it (GB/T 4754-2017)?' },
    maxLength: 5,
  }),
  softwareFirm: flag('软件和信息服务业企业', 'Software and information services firm', { synonyms: ['是否软件企业', '软件企业'] }),
  booksLevied: flag('查账征收且能准确归集研发费用', 'Levied on accounts, R&D expense collected exactly', {
    synonyms: ['查账征收', '是否查账征收'],
    question: {
      zh: '是否同时做到：查账征收、会计核算健全、能准确归集研发费用、缴纳企业所得税？',
      en: 'Is it levied on its accounts, with sound books, exact collection of R&D expense, and paying enterprise income tax?',
    },
    evidence: ['企业所得税年度纳税申报表', '研发支出辅助账'],
  }),
  productPolicy: choice('产品政策类别', 'Standing of the products', productPolicies, {
    synonyms: ['产品类别（产业结构调整指导目录）', '产业目录类别'],
    question: {
      zh: '主要产品和服务在《产业结构调整指导目录》中属于哪一类？',
      en: 'How does the national industry catalogue class the main products?',
    },
  }),
  highTechField: choice('国家重点支持的高新技术领域', 'National high-tech field', named(highTechFields), {
    synonyms: ['高新技术领域', '技术领域'],
    question: {
      zh: '核心技术属于国家重点支持的哪个高新技术领域？',
      en: 'Which national high-tech field does the core technology belong to?',
    },
    evidence: ['技术说明'],
  }),
  highTechFieldFit: choice('技术领域符合程度', 'How surely the field fits', fieldFits, {
    question: { zh: '核心技术属于这个领域，有多大把握？', en: 'How sure is it that the technology belongs to that field?' },
  }),
  strategicIndustry: flag('主导产品属于战略性新兴产业', 'Leading product in a strategic emerging industry', {
    synonyms: ['战略性新兴产业'],
  }),
  jointStockOn: day('股份公司设立日期', 'Date of becoming a joint-stock company', { synonyms: ['股改日期'] }),
  shareCapital: money('股本总额（发行前）', 'Share capital before issue', { synonyms: ['股本总额', '股本'] }),
} as const

export type Profile = Members<typeof profile>

/** Position in the niche, and scores read from official platforms (never computed here). */
export const market = {
  yearsInNiche: count('从事特定细分市场年限', 'Years in the niche', { synonyms: ['从事细分市场时间', '细分市场年限'] }),
  nicheShare: percent('细分市场占有率', 'Share of the niche', { synonyms: ['主导产品市场占有率', '市场占有率'] }),
  domesticRank: rank('国内排名', 'Domestic rank'),
  provincialRank: rank('省内排名', 'Provincial rank'),
  globalRank: rank('全球排名', 'Global rank'),
  platformScore: percent('专精特新发展评价得分', 'Score of the official specialised-SME platform'),
  platformScorePrevious: percent('专精特新发展评价得分（上年）', 'That score a year before'),
  digitalLevel: count('数字化水平等级', 'Level of digitalisation'),
  qualityAward: flag('质量奖', 'Quality award'),
  managementSystemCertified: flag('管理体系认证', 'Certified management system'),
  ownBrand: flag('自主品牌', 'Own brand'),
  standardsContributor: flag('参与标准制修订', 'Contributor to standards'),
  coreSystemsOnline: flag('核心业务采用信息系统', 'Core business runs on information systems'),
  makerChina: choice('“创客中国”大赛', 'Maker China contest', makerChina),
  productField: choice('主导产品所属领域', 'Field of the leading product', productFields),
  controlledByLittleGiant: flag('受其他“小巨人”企业控制', 'Controlled by another little giant'),
  sameGroupSimilarProduct: flag('同集团主导产品相似', 'A firm of the group has a similar leading product'),
  localScore: percent('地方特色指标得分', 'Score of local indicators'),
} as const

export type Market = Members<typeof market>

export const listing = {
  expectedMarketCap: money('预计市值', 'Expected market capitalisation'),
  structuralOk: flag('发行上市结构性条件', 'Structural conditions of listing'),
} as const

export type Listing = Members<typeof listing>
