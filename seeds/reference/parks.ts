interface Park {
  readonly id: string
  readonly name: string
  /** For tight places: chips, table cells. */
  readonly shortName: string
  readonly aliases: readonly string[]
  readonly positioning: string
  readonly industries: readonly string[]
}

/** The four parks (四大园区) of 福清市“十四五”科技创新专项规划. */
export const parks: readonly Park[] = [
  {
    id: 'rongqiao',
    name: '融侨经济技术开发区',
    shortName: '融侨',
    aliases: ['融侨经开区', '融侨开发区'],
    positioning: '光电信息产业科技创新高地',
    industries: ['电子信息', '精密汽车部件', '光学'],
  },
  {
    id: 'jiangyin',
    name: '福州江阴港城经济区',
    shortName: '江阴',
    aliases: ['江阴港城经济区'],
    positioning: '化工新材料产业和国际一流的海上风电装备制造基地',
    industries: ['化工新材料', '海上风电装备', '海洋装备'],
  },
  {
    id: 'yuanhong',
    name: '福州新区福清功能区（元洪投资区）',
    shortName: '元洪',
    aliases: ['福州新区福清功能区', '元洪投资区', '元洪国际食品产业园'],
    positioning: '国际化食品高端园区',
    industries: ['食品加工', '食品数字经济'],
  },
  {
    id: 'lanyuan',
    name: '闽台（福州）蓝色经济产业园',
    shortName: '蓝园',
    aliases: ['蓝色经济产业园', '蓝园'],
    positioning: '新能源汽车产业、海洋产业、智能化产业集聚区',
    industries: ['铝精深加工', '新能源汽车及氢能', '临海装备制造', '智能制造和智能化服务'],
  },
]
