import type { Label } from './indicator.ts'

/** GB/T 2260, first two digits of the place of registration. */
export const provinces: Readonly<Record<string, string>> = {
  '11': '北京市',
  '12': '天津市',
  '13': '河北省',
  '14': '山西省',
  '15': '内蒙古自治区',
  '21': '辽宁省',
  '22': '吉林省',
  '23': '黑龙江省',
  '31': '上海市',
  '32': '江苏省',
  '33': '浙江省',
  '34': '安徽省',
  '35': '福建省',
  '36': '江西省',
  '37': '山东省',
  '41': '河南省',
  '42': '湖北省',
  '43': '湖南省',
  '44': '广东省',
  '45': '广西壮族自治区',
  '46': '海南省',
  '50': '重庆市',
  '51': '四川省',
  '52': '贵州省',
  '53': '云南省',
  '54': '西藏自治区',
  '61': '陕西省',
  '62': '甘肃省',
  '63': '青海省',
  '64': '宁夏回族自治区',
  '65': '新疆维吾尔自治区',
  '71': '台湾省',
  '81': '香港特别行政区',
  '82': '澳门特别行政区',
}

/** GB/T 4754-2017: section letter and two to four digits. */
export const industryPattern = /^[A-T]\d{2,4}$/

/** 国家重点支持的高新技术领域 (国科发火〔2016〕32号, annex): level-1 and level-2 codes and their official names. */
export const highTechFields: Readonly<Record<string, string>> = {
  '10': '电子信息',
  '101': '软件',
  '102': '微电子技术',
  '103': '计算机产品及其网络应用技术',
  '104': '通信技术',
  '105': '广播影视技术',
  '106': '新型电子元器件',
  '107': '信息安全技术',
  '108': '智能交通和轨道交通技术',
  '20': '生物与新医药',
  '201': '医药生物技术',
  '202': '中药、天然药物',
  '203': '化学药研发技术',
  '204': '药物新剂型与制剂创制技术',
  '205': '医疗仪器、设备与医学专用软件',
  '206': '轻工和化工生物技术',
  '207': '农业生物技术',
  '30': '航空航天',
  '301': '航空技术',
  '302': '航天技术',
  '40': '新材料',
  '401': '金属材料',
  '402': '无机非金属材料',
  '403': '高分子材料',
  '404': '生物医用材料',
  '405': '精细和专用化学品',
  '406': '与文化艺术产业相关的新材料',
  '50': '高技术服务',
  '501': '研发与设计服务',
  '502': '检验检测认证与标准服务',
  '503': '信息技术服务',
  '504': '高技术专业化服务',
  '505': '知识产权与成果转化服务',
  '506': '电子商务与现代物流技术',
  '507': '城市管理与社会服务',
  '508': '文化创意产业支撑技术',
  '60': '新能源与节能',
  '601': '可再生清洁能源',
  '602': '核能及氢能',
  '603': '新型高效能量转换与储存技术',
  '604': '高效节能技术',
  '70': '资源与环境',
  '701': '水污染控制与水资源利用技术',
  '702': '大气污染控制技术',
  '703': '固体废弃物处置与综合利用技术',
  '704': '物理性污染防治技术',
  '705': '环境监测及环境事故应急处理技术',
  '706': '生态环境建设与保护技术',
  '707': '清洁生产技术',
  '708': '资源勘查、高效开采与综合利用技术',
  '80': '先进制造与自动化',
  '801': '工业生产过程控制系统',
  '802': '安全生产技术',
  '803': '高性能、智能化仪器仪表',
  '804': '先进制造工艺与装备',
  '805': '新型机械',
  '806': '电力系统与设备',
  '807': '汽车及轨道车辆相关技术',
  '808': '高技术船舶与海洋工程装备设计制造技术',
  '809': '传统文化产业改造技术',
}

const labels = <const T extends Readonly<Record<string, readonly [zh: string, en: string]>>>(pairs: T) =>
  Object.fromEntries(Object.entries(pairs).map(([id, [zh, en]]) => [id, { zh, en }])) as { readonly [K in keyof T]: Label }

export const productPolicies = labels({
  encouraged: ['鼓励类', 'encouraged'],
  permitted: ['允许类', 'permitted'],
  restricted: ['限制类', 'restricted'],
  obsolete: ['淘汰类', 'obsolete'],
  prohibited: ['禁止类', 'prohibited'],
})

export const fieldFits = labels({
  certain: ['确定属于', 'certain'],
  probable: ['可能属于', 'probable'],
  unsure: ['不确定', 'unsure'],
  none: ['不属于', 'none'],
})

export const ipKinds = labels({
  'invention-patent': ['发明专利', 'Invention patent'],
  'defence-patent': ['国防专利', 'Defence patent'],
  'plant-variety': ['植物新品种', 'Plant variety'],
  'crop-variety': ['国家级农作物品种', 'National crop variety'],
  'new-drug': ['国家新药', 'National new drug'],
  'protected-tcm': ['国家一级中药保护品种', 'Protected TCM variety, class 1'],
  'ic-layout': ['集成电路布图设计专有权', 'IC layout design'],
  'utility-model': ['实用新型专利', 'Utility model'],
  'design-patent': ['外观设计专利', 'Design patent'],
  'software-copyright': ['软件著作权', 'Software copyright'],
})

/** Ⅰ类知识产权; the rest are Ⅱ类 (国科发政〔2017〕115号 第九条; 国科发火〔2016〕195号). */
export const classOneIp = [
  'invention-patent',
  'defence-patent',
  'plant-variety',
  'crop-variety',
  'new-drug',
  'protected-tcm',
  'ic-layout',
] as const

export const acquisitions = labels({
  self: ['自主研发', 'own research'],
  transfer: ['受让', 'assigned'],
  donation: ['受赠', 'donated'],
  merger: ['并购', 'merger'],
})

export const awardLevels = labels({ national: ['国家级', 'national'], provincial: ['省级', 'provincial'] })

export const institutionLevels = labels({
  national: ['国家级', 'national'],
  ministerial: ['部级', 'ministerial'],
  provincial: ['省级', 'provincial'],
  city: ['市级', 'city'],
  county: ['县级', 'county'],
})

export const standardLevels = labels({
  international: ['国际标准', 'international'],
  national: ['国家标准', 'national'],
  industry: ['行业标准', 'industry'],
  local: ['地方标准', 'local'],
  group: ['团体标准', 'group'],
})

export const incidentKinds = labels({
  safety: ['安全事故', 'safety'],
  quality: ['质量事故', 'quality'],
  environment: ['环境违法', 'environment'],
  'research-misconduct': ['科研失信', 'research misconduct'],
  'data-security': ['数据安全', 'data security'],
  'tax-evasion': ['偷漏税', 'tax evasion'],
  fraud: ['弄虚作假', 'fraud'],
})

export const creditLists = labels({
  abnormal: ['经营异常名录', 'abnormal-operations list'],
  'serious-dishonesty': ['严重违法失信名单', 'serious-dishonesty list'],
})

export const makerChina = labels({ none: ['未入围', 'none'], top500: ['全国 500 强', 'top 500'], top50: ['全国 50 强', 'top 50'] })

export const productFields = labels({
  A: ['补短板、锻长板、填空白', 'A: closes a gap at a key link'],
  B: ['六基、中华老字号或为重点产业链龙头配套', 'B: industrial base, time-honoured brand, or supplier of a chain leader'],
  C: ['其他', 'C: other'],
})
