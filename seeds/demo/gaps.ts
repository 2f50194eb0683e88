import type { Scenario } from './firm.ts'
import { forget, knownYears } from './moves.ts'

/** Firms whose data is thin, of another calibre, doubtful or awkward. */
export const gapScenarios: readonly Scenario[] = [
  {
    name: '福清示例水产冷链有限公司',
    place: ['yuanhong', '海口镇'],
    trade: ['C1361', '206', '冷冻水产品'],
    size: [6_200, 133],
    point: 'knows only its audit report: proxies for sales, staff, R&D and net assets, and much still to be filled in',
    change: (firm) => {
      for (const year of knownYears(firm)) {
        const { operatingRevenue, rdExpense, totalAssets, totalLiabilities, netProfit, staffYearEnd } = year
        for (const name of Object.keys(year)) delete year[name as keyof typeof year]
        Object.assign(year, { operatingRevenue, rdExpense, totalAssets, totalLiabilities, netProfit, staffYearEnd })
      }
      Object.assign(firm, { answers: null, conversions: null })
    },
  },
  {
    name: '福清演示云数据服务有限公司',
    place: ['rongqiao', '石竹街道'],
    trade: ['I6550', '503', '数据处理'],
    size: [3_300, 107],
    point: 'head counts by month only, and the tax return instead of the audit: proxies; renamed four months ago',
    formerNames: (on) => [{ name: '福清演示信息工程有限公司', until: on.monthsAgo(4) }],
    change: (firm) => forget(firm, 'staffQuarterlyAvg', 'staffYearEnd', 'techStaffQuarterlyAvg', 'operatingRevenue', 'rdInput'),
  },
  {
    name: '福清示例跨境冷链食品数字化加工储运检验展示交易结算与供应链综合服务一体化产业技术协同创新研究中心（有限合伙）演示主体有限责任公司',
    place: ['yuanhong', '城头镇'],
    trade: ['M7320', '501', '食品技术研究'],
    size: [1_900, 58],
    point: 'head counts by quarter only, R&D and net assets from the audit report: proxies that still qualify; a very long name',
    change: (firm) => forget(firm, 'staffMonthlyAvg', 'staffYearEnd', 'techStaffMonthlyAvg', 'rdTax', 'rdHnte', 'rdInput', 'netAssets'),
  },
  {
    name: '福清演示防伪包装有限公司',
    place: [null, '上迳镇'],
    trade: ['C2319', '406', '防伪包装'],
    size: [2_800, 91],
    point: 'implausible figures: R&D entered in fen, above revenue; domestic R&D above all R&D; science staff above staff',
    change: (firm) => {
      const { last } = firm
      Object.assign(last, {
        rdTax: last.rdTax! * 100,
        rdHnteDomestic: last.rdHnte! * 1.5,
        techStaffQuarterlyAvg: 95,
        techStaffMonthlyAvg: 95,
      })
    },
  },
  {
    name: '福清示例新注册待补充科技有限公司',
    place: [null, '龙江街道'],
    trade: ['M7519', '504', '技术推广服务'],
    size: [0, 0],
    point: 'nothing is known but name, code and place: every list absent, no year',
    change: (firm) => {
      firm.profile = {}
      Object.assign(firm, { first: null, middle: null, last: {}, ip: null, conversions: null, answers: null })
      for (const list of ['titles', 'awards', 'institutions', 'standards', 'incidents', 'creditListings', 'financing'] as const)
        delete firm[list]
    },
  },
]
