import type { Title } from '../../shared/dictionary/certifications.ts'
import type { CountingRule } from '../../shared/plan/counting.ts'

interface PlanIndicator {
  readonly no: number
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly base2020: number
  readonly target2025: number
  /** The counting rule as first proposed; the bureau may change it. */
  readonly counting: CountingRule
  readonly note: string | null
}

const statistics: CountingRule = { by: 'entered' }

const holders = (title: Title, when: 'on-day' | 'in-year' = 'on-day'): CountingRule => ({ by: 'titles', titles: [title], when })

/** 福清市“十四五”科技创新专项规划: its years. */
export const planPeriod = {
  id: '2021-2025',
  name: '十四五',
  baseYear: 2020,
  targetYear: 2025,
  source: '福清市“十四五”科技创新专项规划 专栏 1',
}

/** The twelve main indicators of 福清市“十四五”科技创新专项规划, 专栏 1: base 2020, target 2025. */
export const planIndicators: readonly PlanIndicator[] = [
  {
    no: 1,
    key: 'rd_intensity',
    name: '全社会研究与试验发展经费投入强度（R&D/GDP）',
    unit: '%',
    base2020: 3.64,
    target2025: 4,
    counting: statistics,
    note: '2020 年规上企业 R&D 经费投入 44.77 亿元。',
  },
  {
    no: 2,
    key: 'national_hte',
    name: '国家级高新技术企业数量',
    unit: '家',
    base2020: 108,
    target2025: 200,
    counting: holders('hnte'),
    note: '2020 年底的 108 家是 2015 年的 3.1 倍。',
  },
  {
    no: 3,
    key: 'tech_sme',
    name: '科技型中小企业数量',
    unit: '家',
    base2020: 55,
    target2025: 80,
    counting: holders('tech-sme'),
    note: null,
  },
  {
    no: 4,
    key: 'rd_staff_per_10k',
    name: '每万人就业人员中研发人员数（规上企业）',
    unit: '人',
    base2020: 428,
    target2025: 435,
    counting: statistics,
    note: null,
  },
  {
    no: 5,
    key: 'patents_per_10k',
    name: '每万人有效发明专利拥有量',
    unit: '件',
    base2020: 8.3,
    target2025: 12.5,
    counting: statistics,
    note: '正文写作“12.5 件以上”，较“十二五”期末增长 164% 以上。',
  },
  {
    no: 6,
    key: 'large_firms_with_rd_share',
    name: '规模以上工业企业中有研发活动企业占比',
    unit: '%',
    base2020: 61,
    target2025: 63,
    counting: statistics,
    note: null,
  },
  {
    no: 7,
    key: 'tech_contract_value',
    name: '技术合同认定登记总额（不含境外登记部分）',
    unit: '万元',
    base2020: 1400,
    target2025: 10000,
    counting: statistics,
    note: null,
  },
  {
    no: 8,
    key: 'little_giants',
    name: '科技小巨人企业',
    unit: '家',
    base2020: 40,
    target2025: 60,
    counting: holders('fujian-tech-giant'),
    note: '正文称“科技小巨人领军企业”。',
  },
  {
    no: 9,
    key: 'incubators',
    name: '福州市级以上众创空间、孵化器、星创天地',
    unit: '家',
    base2020: 5,
    target2025: 15,
    counting: {
      by: 'institutions',
      levels: ['national', 'ministerial', 'provincial', 'city'],
      kinds: ['众创空间', '孵化器', '星创天地'],
      per: 'institution',
    },
    note: '指标表与正文不一致：表中 2020 年基数为 5，正文列出福州市级众创空间 5 家、省级星创天地 2 家、福州市级星创天地 3 家，未计孵化器已有 10 家；基数 5 只与众创空间的家数相符。',
  },
  {
    no: 10,
    key: 'national_rd_orgs',
    name: '国家级研发机构',
    unit: '家',
    base2020: 4,
    target2025: 6,
    counting: { by: 'institutions', levels: ['national'], kinds: [], per: 'institution' },
    note: '基数与正文所列国家级企业技术中心 4 家相同。',
  },
  {
    no: 11,
    key: 'science_literacy',
    name: '公民具备科学素质比例',
    unit: '%',
    base2020: 13.8,
    target2025: 15,
    counting: statistics,
    note: null,
  },
  {
    no: 12,
    key: 'emerging_industry_share',
    name: '规上工业战略性新兴产业产值占规上工业总产值比重',
    unit: '%',
    base2020: 41,
    target2025: 50,
    counting: statistics,
    note: null,
  },
]
