import type { Certification } from '../../../shared/dictionary/certifications.ts'
import type { YearFigures } from '../../../shared/dictionary/figures.ts'
import type { IpRight } from '../../../shared/dictionary/lists.ts'
import type { Market } from '../../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import type { CriterionReport } from '../../../shared/report.ts'
import { assessCertification } from '../../../shared/rules/assess.ts'
import { invention, utilityModel, wan } from './firms.ts'

/** Firms on the rungs of 63号 and 2号, of the provincial technology giants and of the champions. */

/** Figures of Y0, Y-1, Y-2 in 万元, the latest first; null is unknown. */
export const latestFirst = (
  series: { readonly [F in keyof YearFigures]?: readonly (number | null)[] },
  year = 2025,
): NonNullable<FirmFacts['years']> => {
  const years: Record<string, Record<string, number | null>> = {}
  for (const [figure, values] of Object.entries(series))
    values.forEach((value, back) => {
      const people = /staff/i.test(figure)
      const of = (years[String(year - back)] ??= {})
      of[figure] = value === null ? null : people ? value : wan(value)
    })
  return years
}

export const classOne: IpRight = { ...invention, inUse: true }
export const classTwo: IpRight = { ...utilityModel, inUse: true }
export const highValue: IpRight = { ...classOne, highValue: true }
export const transferred: IpRight = { ...classOne, acquisition: 'transfer', acquiredOn: '2022-05-01' }
export const classOnes = (count: number): IpRight[] => Array.from({ length: count }, () => classOne)

/** New equity of a qualified institution in 2025, in 万元. */
export const equity = (amount: number): NonNullable<FirmFacts['financing']> => [
  { amount: wan(amount), paidOn: '2025-05-01', qualifiedInstitution: true, equityShare: 12 },
]

export const held = (title: NonNullable<FirmFacts['titles']>[number]['title'], validTo = '2027-08-31') => ({
  title,
  validFrom: '2024-09-01',
  validTo,
})

/** Every list stated, nothing against the firm. */
const clean: FirmFacts = {
  asOf: '2026-06-15',
  profile: {
    registeredOn: '2012-03-01',
    inMainland: true,
    legalPerson: true,
    province: '35',
    industry: 'C3974',
    softwareFirm: false,
    productPolicy: 'permitted',
  },
  ip: [],
  titles: [],
  awards: [],
  institutions: [],
  standards: [],
  incidents: [],
  creditListings: [],
  financing: [],
}

export const withMarket = (facts: FirmFacts, market: Market): FirmFacts => ({ ...facts, market: { ...facts.market, ...market } })

/** 创新型中小企业: 100 points. */
export const innovative: FirmFacts = {
  ...clean,
  profile: { ...clean.profile, strategicIndustry: true },
  ip: [highValue],
  years: latestFirst({
    staffYearEnd: [100],
    operatingRevenue: [10000],
    mainBusinessRevenue: [9000, 7500],
    rdExpense: [600],
    totalLiabilities: [4000],
    totalAssets: [10000],
  }),
}

/** 专精特新中小企业 by 63号: 100 points, on a day of that text. */
export const specialised63: FirmFacts = {
  ...clean,
  asOf: '2026-02-10',
  ip: [highValue],
  institutions: [{ level: 'national', recognisedOn: '2021-09-01' }],
  years: latestFirst({
    staffYearEnd: [100],
    rdStaff: [20],
    operatingRevenue: [10000],
    mainBusinessRevenue: [9000, 8000, 7000],
    netProfit: [1000],
    totalLiabilities: [500],
    totalAssets: [1000],
    rdExpense: [500, 50],
  }),
  market: {
    yearsInNiche: 10,
    productField: 'A',
    digitalLevel: 3,
    localScore: 15,
    makerChina: 'none',
    managementSystemCertified: true,
    ownBrand: true,
    qualityAward: false,
    standardsContributor: false,
  },
}

/** 专精特新中小企业 by 2号, the market position confirmed by a person. */
export const specialised: FirmFacts = {
  ...clean,
  titles: [held('innovative-sme')],
  ip: classOnes(1),
  years: latestFirst({
    staffYearEnd: [100],
    operatingRevenue: [5000, 4000],
    mainBusinessRevenue: [4500],
    totalLiabilities: [400],
    totalAssets: [1000],
    rdExpense: [200, 150],
  }),
  market: { yearsInNiche: 4, platformScore: 55 },
  answers: { 'srdi26-market': true },
}

/** “小巨人” by 63号, the expert-judged blocks confirmed. */
export const littleGiant63: FirmFacts = {
  ...clean,
  asOf: '2026-02-10',
  titles: [held('specialised-sme')],
  ip: classOnes(2),
  institutions: [{ level: 'city', recognisedOn: '2021-09-01' }],
  years: latestFirst({
    staffYearEnd: [200],
    rdStaff: [20],
    operatingRevenue: [20000, 18000],
    mainBusinessRevenue: [15000, 14000, 13000],
    totalLiabilities: [600],
    totalAssets: [1000],
    rdExpense: [700, 600],
  }),
  market: {
    yearsInNiche: 4,
    nicheShare: 12,
    coreSystemsOnline: true,
    managementSystemCertified: true,
    ownBrand: true,
    makerChina: 'none',
    controlledByLittleGiant: false,
    sameGroupSimilarProduct: false,
  },
  answers: { 'lg22-governance': true, 'lg22-market': true, 'lg22-chain': true, 'lg22-domain': true },
}

/** “小巨人” by 2号, market position and domain confirmed. */
export const littleGiant: FirmFacts = {
  ...clean,
  titles: [held('specialised-sme')],
  ip: classOnes(5),
  years: latestFirst({
    staffYearEnd: [200],
    operatingRevenue: [20000, 19000, 18000],
    mainBusinessRevenue: [19000],
    totalLiabilities: [500],
    totalAssets: [1000],
    rdExpense: [800, 700],
  }),
  market: {
    yearsInNiche: 5,
    nicheShare: 15,
    domesticRank: 2,
    platformScore: 70,
    controlledByLittleGiant: false,
    sameGroupSimilarProduct: false,
  },
  answers: { 'lg26-market': true, 'lg26-domain': true },
}

/** 福建省科技小巨人, team and credit confirmed. */
export const techGiant: FirmFacts = {
  ...clean,
  profile: { ...clean.profile, registeredOn: '2022-12-31' },
  ip: [{ ...classTwo, grantedOn: '2024-05-01' }],
  years: latestFirst({
    staffYearEnd: [100],
    techStaffMonthlyAvg: [12],
    operatingRevenue: [5000, 4500, 4000],
    mainProductRevenue: [4500],
    rdExpense: [200, 180, 160],
    totalLiabilities: [500],
    totalAssets: [1000],
  }),
  answers: { 'fjstg-team': true, 'fjstg-credit': true },
}

/** 制造业单项冠军 of the nation and of Fujian, everything judged confirmed. */
export const champion: FirmFacts = {
  ...clean,
  years: latestFirst({ operatingRevenue: [60000, 55000, 50000], mainBusinessRevenue: [50000, 45000, 40000] }),
  market: { yearsInNiche: 12, globalRank: 2, domesticRank: 1, provincialRank: 1 },
  answers: {
    'champ-share': true,
    'champ-technology': true,
    'champ-innovation': true,
    'champ-management': true,
    'fjchamp-share': true,
    'fjchamp-technology': true,
  },
}

/** One criterion of one certification, as the report states it. */
export function lineOf(facts: FirmFacts, certification: Certification, id: string): CriterionReport {
  const found = assessCertification(facts, certification).criteria.find((criterion) => criterion.id === id)
  if (!found) throw new Error(`no criterion ${id} of ${certification}`)
  return found
}
