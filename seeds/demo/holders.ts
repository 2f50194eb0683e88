import type { Scenario } from './firm.ts'
import { holdNumberOfThisYear, holdUntil, onlyUtilityModels, setStaff } from './moves.ts'

/** Firms that hold or held a title: in force, running out, lapsed, taken back. */
export const holderScenarios: readonly Scenario[] = [
  {
    name: '福清示例传感器有限公司',
    place: ['rongqiao', '石竹街道'],
    trade: ['C3983', '106', '传感器'],
    size: [4_100, 99],
    point: 'holds the tech-sme number of this year',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
    },
  },
  {
    name: '福清演示调味品有限公司',
    place: ['yuanhong', '城头镇'],
    trade: ['C1469', '206', '调味品'],
    size: [7_700, 187],
    point: 'its tech-sme number of last year has lapsed',
    change: (firm, on) => {
      firm.titles = [{ title: 'tech-sme', validFrom: on.inYear(1, '07-20'), validTo: on.inYear(1, '12-31') }]
    },
  },
  {
    name: '福清演示汽车内饰有限公司',
    place: ['lanyuan', '江镜镇'],
    trade: ['C3670', '807', '汽车内饰件'],
    size: [10_000, 300],
    point: 'hnte certificate in force: tech-sme direct, although 6.7 % science staff would be a veto',
    change: (firm, on) => {
      setStaff(firm, 300, 20)
      Object.assign(firm.last, { rdTax: 1_000_000, costExpense: 90_000_000 })
      holdUntil(firm, 'hnte', on.monthsAgo(-20), 3)
    },
  },
  {
    name: '福清示例光学镜片有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C4040', '803', '光学镜片'],
    size: [9_100, 166],
    point: 'hnte certificate ends soon, and all criteria are still met: renew',
    change: (firm, on) => holdUntil(firm, 'hnte', on.laterThisYear, 3),
  },
  {
    name: '福清演示化工新材料有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C2651', '403', '化工新材料'],
    size: [12_100, 242],
    point: 'hnte certificate ends soon, but science staff fell to 9.9 %: warn before it lapses',
    change: (firm, on) => {
      setStaff(firm, 242, 24)
      holdUntil(firm, 'hnte', on.laterThisYear, 3)
    },
  },
  {
    name: '福清示例异型玻璃有限公司',
    place: ['rongqiao', '阳下街道'],
    trade: ['C3042', '402', '异型玻璃'],
    size: [10_000, 100],
    point: 'hnte certificate lapsed before today: tech-sme by score only, and 50 points do not do',
    change: (firm, on) => {
      setStaff(firm, 100, 25)
      Object.assign(firm.last, { rdTax: 2_000_000, costExpense: 95_000_000 })
      onlyUtilityModels(firm, on, 4)
      holdUntil(firm, 'hnte', on.daysAgo(100), 3)
    },
  },
  {
    name: '福清演示涂料科技有限公司',
    place: ['jiangyin', '新厝镇'],
    trade: ['C2641', '405', '水性涂料'],
    size: [5_500, 78],
    point: 'hnte certificate revoked while it still ran',
    change: (firm, on) => holdUntil(firm, 'hnte', on.monthsAgo(-10), 3, true),
  },
  {
    name: '福清示例精密轴承有限公司',
    place: ['lanyuan', '港头镇'],
    trade: ['C3451', '804', '精密轴承'],
    size: [17_400, 286],
    point: 'holds 专精特新 and hnte: the next rung is the little giant',
    change: (firm, on) => {
      holdUntil(firm, 'specialised-sme', on.monthsAgo(-17), 3)
      holdUntil(firm, 'hnte', on.monthsAgo(-13), 3)
    },
  },
  {
    name: '福清示例光学镀膜有限公司',
    place: ['rongqiao', '音西街道'],
    trade: ['C4040', '402', '光学镀膜'],
    size: [13_900, 208],
    point: 'holds 科技小巨人 and hnte',
    change: (firm, on) => {
      holdUntil(firm, 'fujian-tech-giant', on.monthsAgo(-15), 3)
      holdUntil(firm, 'hnte', on.monthsAgo(-22), 3)
    },
  },
  {
    name: '福清演示复合材料股份有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C2659', '403', '复合材料'],
    size: [62_000, 1_150],
    point: 'a large firm at the top: holds the little giant, 专精特新 and hnte, and has become a joint-stock company',
    change: (firm, on) => {
      Object.assign(firm.profile, { jointStockOn: on.monthsAgo(40), shareCapital: 80_000_000 })
      holdUntil(firm, 'hnte', on.monthsAgo(-19), 3)
      holdUntil(firm, 'specialised-sme', on.monthsAgo(-8), 3)
      holdUntil(firm, 'little-giant', on.monthsAgo(-11), 3)
      firm.financing = [{ amount: 20_000_000, paidOn: on.monthsAgo(18), qualifiedInstitution: true, equityShare: 8 }]
      firm.market = {
        yearsInNiche: 11,
        nicheShare: 12.5,
        domesticRank: 3,
        provincialRank: 1,
        managementSystemCertified: true,
        ownBrand: true,
        coreSystemsOnline: true,
      }
    },
  },
]
