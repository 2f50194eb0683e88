import { addDays } from '../../shared/days.ts'
import { portion, right } from './base.ts'
import type { Scenario } from './firm.ts'
import { foundOn, holdNumberOfThisYear, knownYears, onlyUtilityModels, setRdShare, setSales, setStaff, withoutUsableIp } from './moves.ts'

/** Firms around the rules of 国家高新技术企业: each gate missed by the least, the edges of its ratios, its score, its years. */
export const hnteScenarios: readonly Scenario[] = [
  {
    name: '福清示例光电有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C3974', '106', '光电显示器件'],
    size: [5_600, 118.5],
    point: 'hnte: one criterion short, high-tech income 55.79 % of 60 %',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      setStaff(firm, 118.5, 31)
      Object.assign(firm.last, { totalIncome: 57_000_000, highTechIncome: 31_800_000, highTechMainProductIncome: 24_000_000 })
    },
  },
  {
    name: '福清示例显示器件有限公司',
    place: ['rongqiao', '石竹街道'],
    trade: ['C3974', '106', '显示器件'],
    size: [7_400, 142],
    point: 'both: qualifies with every figure stated and holds nothing yet',
  },
  {
    name: '福清演示半导体封装有限公司',
    place: ['rongqiao', '音西街道'],
    trade: ['C3973', '102', '半导体封装'],
    size: [2_300, 62],
    point: 'hnte: registered 364 days ago, one day short; one accounting year, so growth scores nothing',
    change: (firm, on) => {
      foundOn(firm, on, on.daysAgo(364), 1)
      firm.answers = { ...firm.answers, 'hnte-ip-advancedness': 8, 'hnte-ip-core-support': 8, 'hnte-conversion': 29, 'hnte-mgmt-talent': 4 }
    },
  },
  {
    name: '福清示例光通信器件有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C3976', '104', '光通信器件'],
    size: [5_000, 120],
    point: 'hnte: every ratio exactly on its line (10 %, 5 % at 5000 万, 60 %, 60 %), registered 365 days ago',
    change: (firm, on) => {
      foundOn(firm, on, on.daysAgo(365), 1)
      setStaff(firm, 120, 12)
      setRdShare(firm, 5)
      const { rdHnte, totalIncome } = firm.last
      const highTechIncome = portion(totalIncome!, 60)
      Object.assign(firm.last, {
        rdHnteDomestic: portion(rdHnte!, 60),
        highTechIncome,
        highTechMainProductIncome: portion(highTechIncome, 50) + 0.01,
      })
      firm.answers = { ...firm.answers, 'hnte-ip-advancedness': 8, 'hnte-ip-core-support': 8, 'hnte-conversion': 29, 'hnte-mgmt-talent': 4 }
    },
  },
  {
    name: '福清演示冷冻调理食品有限公司',
    place: ['yuanhong', '城头镇'],
    trade: ['C1432', '206', '冷冻调理食品'],
    size: [8_800, 230],
    point: 'hnte: states that it has no intellectual property',
    change: (firm) => {
      firm.ip = []
      withoutUsableIp(firm)
    },
  },
  {
    name: '福清示例食品机械有限公司',
    place: ['yuanhong', '海口镇'],
    trade: ['C3531', '805', '食品加工机械'],
    size: [4_600, 92],
    point: 'hnte: only class II rights, all of them used up in an earlier application',
    change: (firm, on) => {
      onlyUtilityModels(firm, on, 6)
      for (const item of firm.ip!) item.usedForHnte = true
      withoutUsableIp(firm)
    },
  },
  {
    name: '福清演示密封制品有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C2919', '403', '橡胶密封制品'],
    size: [11_500, 168],
    point: 'hnte: main products exactly 50 % of high-tech income, which must be more than that',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      firm.last.highTechMainProductIncome = portion(firm.last.highTechIncome!, 50)
    },
  },
  {
    name: '福清示例休闲家具有限公司',
    place: [null, '渔溪镇'],
    trade: ['C2110', '406', '木质家具'],
    size: [3_900, 210],
    point: 'hnte: the technology is in none of the national high-tech fields',
    change: (firm) => {
      firm.profile.highTechFieldFit = 'none'
    },
  },
  {
    name: '福清演示智能终端有限公司',
    place: ['rongqiao', '阳下街道'],
    trade: ['C3922', '104', '智能终端'],
    size: [6_900, 155],
    point: 'hnte: review, the field only probably fits; net assets were 0 three years ago, so growth takes the later two',
    change: (firm) => {
      firm.profile.highTechFieldFit = 'probable'
      Object.assign(firm.first!, { totalLiabilities: firm.first!.totalAssets, netAssets: 0, weightedRoe: null })
    },
  },
  {
    name: '福清示例鱼糜制品有限公司',
    place: ['yuanhong', '城头镇'],
    trade: ['C1362', '206', '鱼糜制品'],
    size: [5_800, 121],
    point: 'hnte: science staff 12 of 121, 9.917 % of 10 %',
    change: (firm) => setStaff(firm, 121, 12),
  },
  {
    name: '福清演示复合板材有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C2922', '403', '复合板材'],
    size: [4_300, 85],
    point: 'hnte: R&D 4.99 % of three years where sales up to 5000 万 ask for 5 %',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      setRdShare(firm, 4.99)
    },
  },
  {
    name: '福清示例改性塑料有限公司',
    place: ['jiangyin', '新厝镇'],
    trade: ['C2929', '403', '改性塑料'],
    size: [5_000, 110],
    point: 'hnte: R&D 3.99 % where one fen of sales above 5000 万 asks for 4 %',
    change: (firm) => {
      setSales(firm, 50_000_000.01)
      setRdShare(firm, 3.99)
    },
  },
  {
    name: '福清演示大宗粮油有限公司',
    place: ['yuanhong', '海口镇'],
    trade: ['C1331', '206', '食用植物油'],
    size: [26_000, 380],
    point: 'hnte: R&D 2.99 % where sales above 2 亿 ask for 3 %; too large for tech-sme',
    change: (firm) => setRdShare(firm, 2.99),
  },
  {
    name: '福清示例海上风电叶片有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C3415', '601', '风电叶片'],
    size: [15_600, 260],
    point: 'hnte: 59.9 % of R&D was spent in mainland China, of 60 %',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      for (const year of knownYears(firm)) year.rdHnteDomestic = portion(year.rdHnte!, 59.9)
    },
  },
  {
    name: '福清演示压铸件有限公司',
    place: ['lanyuan', '江镜镇'],
    trade: ['C3392', '401', '有色金属压铸件'],
    size: [9_900, 190],
    point: 'hnte: a score of exactly 70, which is not above 70',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      Object.assign(firm.answers!, {
        'hnte-ip-advancedness': 6,
        'hnte-ip-core-support': 6,
        'hnte-ip-acquisition': 4,
        'hnte-conversion': 25,
      })
      Object.assign(firm.answers!, { 'hnte-growth-net-assets': 3, 'hnte-growth-sales': 3 })
    },
  },
  {
    name: '福清示例新能源汽车电机有限公司',
    place: ['lanyuan', '港头镇'],
    trade: ['C3812', '807', '驱动电机'],
    size: [13_300, 240],
    point: 'hnte: a panel average of 70.4, just above 70',
    change: (firm) => {
      Object.assign(firm.answers!, {
        'hnte-ip-advancedness': 6.4,
        'hnte-ip-core-support': 6,
        'hnte-ip-acquisition': 4,
        'hnte-conversion': 25,
      })
      Object.assign(firm.answers!, { 'hnte-growth-net-assets': 3, 'hnte-growth-sales': 3 })
    },
  },
  {
    name: '福清演示精细化工有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C2614', '405', '精细化工品'],
    size: [16_700, 225],
    point: 'both: a major safety accident 100 days ago',
    change: (firm, on) => {
      firm.incidents = [{ kind: 'safety', major: true, on: on.daysAgo(100) }]
    },
  },
  {
    name: '福清示例工业软件有限公司',
    place: ['rongqiao', '石竹街道'],
    trade: ['I6513', '101', '工业软件'],
    size: [2_600, 84],
    point: 'hnte: review, every figure is there and the expert-judged parts are unanswered',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      firm.answers = null
      firm.ip = [3, 8, 14, 20, 27, 33].map((months) => right('software-copyright', on.monthsAgo(months)))
    },
  },
  {
    name: '福清示例车载镜头有限公司',
    place: ['rongqiao', '音西街道'],
    trade: ['C4040', '803', '车载镜头'],
    size: [10_800, 178],
    point: 'hnte: undetermined, total income is not known; nothing stands in for it',
    change: (firm, on) => {
      holdNumberOfThisYear(firm, on)
      firm.last.totalIncome = null
    },
  },
  {
    name: '福清演示蓝宝石衬底有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C3985', '402', '蓝宝石衬底'],
    size: [3_700, 97],
    point: 'hnte: negative net assets, so their growth scores nothing and a person must look',
    change: (firm) => {
      for (const [index, year] of knownYears(firm).entries()) {
        const netAssets = [-5_000_000, -8_000_000, -12_000_000][index]!
        Object.assign(year, { netAssets, totalLiabilities: year.totalAssets! - netAssets, weightedRoe: null })
      }
    },
  },
  {
    name: '福清示例海藻生物科技有限公司',
    place: ['yuanhong', '城头镇'],
    trade: ['C1495', '206', '海藻提取物'],
    size: [1_500, 46],
    point: 'young: registered in Y-2, two accounting years',
    change: (firm, on) => {
      foundOn(firm, on, on.inYear(2, '02-26'), 2)
      setRdShare(firm, 6)
    },
  },
  {
    name: '福清演示跨境数字贸易科技有限公司',
    place: ['yuanhong', '海口镇'],
    trade: ['I6531', '506', '数字贸易平台'],
    size: [700, 24],
    point: 'young: registered in Y-1, one accounting year',
    change: (firm, on) => foundOn(firm, on, addDays(on.inYear(1, '01-01'), 12), 1),
  },
  {
    name: '福清示例无人船科技有限公司',
    place: ['lanyuan', '港头镇'],
    trade: ['C3733', '808', '小型无人船'],
    size: [0, 8],
    point: 'young: registered this year, no accounting year at all',
    change: (firm, on) => {
      foundOn(firm, on, on.earlierThisYear, 0)
      withoutUsableIp(firm)
    },
  },
]
