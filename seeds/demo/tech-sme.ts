import { portion } from './base.ts'
import type { Scenario } from './firm.ts'
import { onlyUtilityModels, setSales, setStaff, withoutUsableIp } from './moves.ts'

/** Firms around the rules of 科技型中小企业: each gate missed by the least, each way in, the edges of the score. */
export const techSmeScenarios: readonly Scenario[] = [
  {
    name: '福清示例精密模具有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C3525', '804', '精密模具'],
    size: [14_200, 480],
    point: 'tech-sme: one person above the cap of 500 staff',
    change: (firm) => setStaff(firm, 501, 130),
  },
  {
    name: '福清示例电子材料有限公司',
    place: ['rongqiao', '石竹街道'],
    trade: ['C3985', '106', '电子专用材料'],
    size: [20_000, 310],
    point: 'tech-sme: one fen above the cap of 2 亿 sales',
    change: (firm) => {
      setSales(firm, 200_000_000.01)
      Object.assign(firm.last, { totalAssets: 180_000_000, totalLiabilities: 80_000_000, netAssets: 100_000_000 })
    },
  },
  {
    name: '福清演示汽车线束有限公司',
    place: ['rongqiao', '音西街道'],
    trade: ['C3670', '807', '汽车线束'],
    size: [18_600, 335],
    point: 'tech-sme: one fen above the cap of 2 亿 assets',
    change: (firm) => {
      Object.assign(firm.last, { totalAssets: 200_000_000.01, totalLiabilities: 96_000_000, netAssets: 104_000_000.01 })
    },
  },
  {
    name: '福清示例水处理药剂有限公司',
    place: ['jiangyin', '江阴镇'],
    trade: ['C2666', '405', '水处理药剂'],
    size: [9_300, 146],
    point: 'tech-sme: products of the restricted class (限制类)',
    change: (firm) => {
      firm.profile.productPolicy = 'restricted'
    },
  },
  {
    name: '福清演示食品供应链有限公司',
    place: [null, '龙田镇'],
    trade: ['F5129', '506', '食品批发与冷链配送'],
    size: [6_400, 88],
    point: 'tech-sme: wholesale, an industry excluded from the R&D super-deduction',
  },
  {
    name: '福清示例海带加工有限公司',
    place: ['yuanhong', '海口镇'],
    trade: ['C1369', '206', '海带制品'],
    size: [3_100, 74],
    point: 'tech-sme: levied by estimate (核定征收), not on accounts',
    change: (firm) => {
      firm.profile.booksLevied = false
    },
  },
  {
    name: '示例（香港）食品科技有限公司',
    place: [null, '高山镇'],
    trade: ['C1499', '206', '功能性食品'],
    size: [5_200, 96],
    point: 'both: registered in Hong Kong, no resident enterprise of the mainland',
    change: (firm) => {
      Object.assign(firm.profile, { inMainland: false, province: '81' })
    },
  },
  {
    name: '福清演示玻璃工艺有限公司',
    place: ['rongqiao', '阳下街道'],
    trade: ['C3054', '402', '日用玻璃制品'],
    size: [4_800, 132],
    point: 'tech-sme: was on the abnormal-operations list within the two years, removed since',
    change: (firm, on) => {
      firm.creditListings = [{ list: 'abnormal', from: on.daysAgo(210), to: on.daysAgo(120) }]
    },
  },
  {
    name: '福清示例紫菜食品有限公司',
    place: ['yuanhong', '城头镇'],
    trade: ['C1369', '206', '紫菜制品'],
    size: [1_000, 100],
    point: 'tech-sme: 58 points, two short of the line (8 + 20 + 30)',
    change: (firm) => {
      setStaff(firm, 100, 15)
      Object.assign(firm.last, { rdTax: 300_000, costExpense: 9_500_000 })
    },
  },
  {
    name: '福清演示塑胶管材有限公司',
    place: ['jiangyin', '新厝镇'],
    trade: ['C2922', '403', '塑胶管材'],
    size: [1_000, 101],
    point: 'tech-sme: 80 points, but 9.9 % science staff is a veto',
    change: (firm) => {
      setStaff(firm, 101, 10)
      Object.assign(firm.last, { rdTax: 600_000, costExpense: 9_000_000 })
    },
  },
  {
    name: '福清示例户外织物有限公司',
    place: ['lanyuan', '江镜镇'],
    trade: ['C1752', '403', '户外织物'],
    size: [1_000, 100],
    point: 'tech-sme: exactly 60 points (4 + 50 + 6), the least that qualifies',
    change: (firm, on) => {
      setStaff(firm, 100, 10)
      Object.assign(firm.last, { rdTax: 600_000, costExpense: 9_000_000 })
      onlyUtilityModels(firm, on, 1)
    },
  },
  {
    name: '福清示例显示组件有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C3974', '106', '显示组件'],
    size: [20_000, 500],
    point: 'tech-sme: 500 staff, 2 亿 sales and 2 亿 assets, all three caps exactly met',
    change: (firm, on) => {
      setStaff(firm, 500, 100)
      Object.assign(firm.last, { totalAssets: 200_000_000, totalLiabilities: 90_000_000, netAssets: 110_000_000, rdTax: 8_000_000 })
      onlyUtilityModels(firm, on, 3)
    },
  },
  {
    name: '福清演示功率器件有限公司',
    place: ['rongqiao', '石竹街道'],
    trade: ['C3972', '102', '功率器件'],
    size: [8_700, 118],
    point: 'tech-sme: direct, second of the winners of a national award three years ago; the score alone would not do',
    change: (firm, on) => {
      firm.awards = [{ level: 'national', rank: 2, awardedOn: on.monthsAgo(36) }]
      setStaff(firm, 118, 14)
      Object.assign(firm.last, { rdTax: portion(firm.last.salesRevenue!, 2.4), costExpense: portion(firm.last.salesRevenue!, 92) })
    },
  },
  {
    name: '福清示例果蔬保鲜研究有限公司',
    place: ['yuanhong', '海口镇'],
    trade: ['C1495', '206', '果蔬保鲜剂'],
    size: [12_400, 204],
    point: 'tech-sme: direct, by a provincial enterprise technology centre',
    change: (firm, on) => {
      firm.institutions = [{ level: 'provincial', kind: '企业技术中心', recognisedOn: on.monthsAgo(50) }]
      setStaff(firm, 204, 28)
      Object.assign(firm.last, { rdTax: portion(firm.last.salesRevenue!, 2.2), costExpense: portion(firm.last.salesRevenue!, 93) })
    },
  },
  {
    name: '福清示例连接器有限公司',
    place: ['rongqiao', '音西街道'],
    trade: ['C3989', '106', '电连接器'],
    size: [1_000, 90],
    point: 'tech-sme: direct, fifth drafter of a national standard of four years ago, with only 10 points of score',
    change: (firm, on) => {
      firm.standards = [{ level: 'national', draftingRank: 5, publishedOn: on.monthsAgo(48) }]
      setStaff(firm, 90, 9)
      Object.assign(firm.last, { rdTax: 150_000, costExpense: 9_000_000 })
      onlyUtilityModels(firm, on, 1)
    },
  },
  {
    name: '福清演示端子制造有限公司',
    place: ['rongqiao', '宏路街道'],
    trade: ['C3989', '106', '接线端子'],
    size: [1_000, 90],
    point: 'tech-sme: the same firm but sixth drafter, so neither direct nor by score',
    change: (firm, on) => {
      firm.standards = [{ level: 'national', draftingRank: 6, publishedOn: on.monthsAgo(48) }]
      setStaff(firm, 90, 9)
      Object.assign(firm.last, { rdTax: 150_000, costExpense: 9_000_000 })
      onlyUtilityModels(firm, on, 1)
    },
  },
  {
    name: '福清演示智慧渔业科技有限公司',
    place: ['lanyuan', '港头镇'],
    trade: ['I6531', '503', '渔业信息系统'],
    size: [1_000, 50],
    point: 'tech-sme: no intellectual property at all, and still 60 points; hnte: two conversions in three years score nothing',
    change: (firm) => {
      setStaff(firm, 50, 15)
      Object.assign(firm.last, { rdTax: 500_000, costExpense: 6_000_000 })
      firm.ip = []
      firm.conversions = [1, 0, 1]
      withoutUsableIp(firm)
    },
  },
  {
    name: '福清示例种业科技有限公司',
    place: [null, '一都镇'],
    trade: ['A0511', '207', '果蔬种苗'],
    size: [2_000, 20],
    point: 'tech-sme: 25 % of cost earns more than 2.5 % of sales',
    change: (firm, on) => {
      setStaff(firm, 20, 5)
      Object.assign(firm.last, { rdTax: 500_000, costExpense: 2_000_000 })
      onlyUtilityModels(firm, on, 2)
    },
  },
  {
    name: '福清演示氢能装备有限公司',
    place: ['lanyuan', '江镜镇'],
    trade: ['C3463', '602', '氢气压缩装备'],
    size: [0, 10],
    point: 'zero denominators: no sales yet; tech-sme by share of cost, the ratios of hnte need a person',
    change: (firm) => {
      setStaff(firm, 10, 3)
      for (const year of [firm.first, firm.middle, firm.last]) {
        Object.assign(year!, {
          totalAssets: 30_000_000,
          totalLiabilities: 4_000_000,
          netAssets: 26_000_000,
          rdHnte: 780_000,
          rdHnteDomestic: 780_000,
        })
        Object.assign(year!, { weightedRoe: null, rdTax: 800_000, rdExpense: 760_000, rdInput: 800_000, costExpense: 2_500_000 })
      }
    },
  },
  {
    name: '福清演示海工装备有限公司',
    place: ['lanyuan', '港头镇'],
    trade: ['C3737', '808', '海洋工程装备'],
    size: [0, 12],
    point: 'zero denominators: neither sales nor costs in the last year, so R&D scores nothing and a person must look',
    change: (firm) => {
      setStaff(firm, 12, 4)
      for (const year of [firm.first, firm.middle, firm.last]) {
        Object.assign(year!, {
          totalAssets: 16_000_000,
          totalLiabilities: 1_000_000,
          netAssets: 15_000_000,
          costExpense: 0,
          weightedRoe: null,
        })
      }
      firm.ip = firm.ip!.slice(0, 3)
    },
  },
  {
    name: '福清示例知识产权运营有限公司',
    place: ['lanyuan', '江镜镇'],
    trade: ['M7520', '505', '专利技术转化'],
    size: [900, 0],
    point: 'tech-sme: review, since a share of no staff at all is undefined',
    change: (firm) => {
      setStaff(firm, 0, 0)
      Object.assign(firm.last, { staffYearEnd: 0, rdStaff: 0 })
    },
  },
  {
    name: '福清示例智能仪表有限公司',
    place: ['lanyuan', '港头镇'],
    trade: ['C4011', '803', '智能仪表'],
    size: [1_000, 60],
    point: 'tech-sme: undetermined at 54 to 94 points, because the total cost is not known',
    change: (firm, on) => {
      setStaff(firm, 60, 18)
      Object.assign(firm.last, { rdTax: 200_000, costExpense: null })
      onlyUtilityModels(firm, on, 4)
    },
  },
]
