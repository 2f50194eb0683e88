import type { Label } from '../dictionary/indicator.ts'

interface Stage extends Label {
  /** Who says so. */
  readonly authority: string
  /** What to keep of it. */
  readonly papers: string
}

/** The way to a listing, from the county's reserve to the first trading day, in its order. */
export const listingStages = {
  'reserve-county': {
    zh: '县级后备',
    en: 'County reserve',
    authority: '福清市金融工作部门',
    papers: '入库申请表、上市意向与目标板块、三年财务报表',
  },
  'reserve-city': { zh: '市级重点上市后备', en: 'City reserve', authority: '福州市', papers: '名单文号与年度' },
  'reserve-province': { zh: '省重点上市后备', en: 'Provincial reserve', authority: '福建省', papers: '名单年度、层次（基础层、培育层）' },
  'advisers-engaged': { zh: '签约中介', en: 'Advisers engaged', authority: '企业', papers: '保荐、审计、法律、财务顾问协议' },
  'joint-stock-reform': {
    zh: '股份制改造',
    en: 'Joint-stock reform',
    authority: '市场监管部门',
    papers: '审计与评估报告、发起人协议、折股比例、新营业执照',
  },
  'neeq-quoted': { zh: '新三板挂牌', en: 'Quoted on NEEQ', authority: '全国股转公司', papers: '同意挂牌函、证券代码、层级' },
  'tutoring-filed': { zh: '辅导备案', en: 'Tutoring filed', authority: '福建证监局', papers: '辅导协议、备案报告、保荐机构' },
  'tutoring-progress': { zh: '辅导进展', en: 'Tutoring under way', authority: '保荐机构', papers: '按季进展报告' },
  'tutoring-accepted': { zh: '辅导验收', en: 'Tutoring accepted', authority: '福建证监局', papers: '验收工作完成函及其有效期' },
  'application-accepted': {
    zh: '申报受理',
    en: 'Application accepted',
    authority: '交易所',
    papers: '招股说明书申报稿、所选标准、报告期末',
  },
  inquiry: { zh: '审核问询', en: 'Inquiry', authority: '交易所', papers: '各轮问询函与回复' },
  'committee-meeting': { zh: '上市委审议', en: 'Listing committee', authority: '交易所', papers: '审议结果公告' },
  'registration-submitted': { zh: '提交注册', en: 'Registration submitted', authority: '中国证监会', papers: '审核意见' },
  registered: { zh: '同意注册', en: 'Registered', authority: '中国证监会', papers: '批复文号及其有效期' },
  issued: { zh: '发行', en: 'Issued', authority: '交易所', papers: '发行结果公告' },
  listed: { zh: '上市', en: 'Listed', authority: '交易所', papers: '上市公告书、证券代码、板块' },
} as const satisfies Readonly<Record<string, Stage>>

export type ListingStage = keyof typeof listingStages

/** How a way may end before the listing. */
export const listingExits = {
  suspended: { zh: '中止', en: 'Suspended' },
  withdrawn: { zh: '撤回', en: 'Withdrawn' },
  terminated: { zh: '终止', en: 'Terminated' },
  rejected: { zh: '不予注册或不予上市', en: 'Rejected' },
} as const satisfies Readonly<Record<string, Label>>

export type ListingExit = keyof typeof listingExits

/** The boards whose tests stand side by side. */
export const boards = ['star', 'chinext', 'bse', 'main-board', 'neeq', 'hkex'] as const

export type Board = (typeof boards)[number]

/** Where two stages stand to each other on the way. */
export const stageOrder = (stage: ListingStage): number => Object.keys(listingStages).indexOf(stage)
