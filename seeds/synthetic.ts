import type { YearFigures } from '../shared/dictionary/figures.ts'
import type { IpRight } from '../shared/dictionary/lists.ts'
import type { Profile } from '../shared/dictionary/profile.ts'
import { type Calendar, calendarOf } from './demo/calendar.ts'
import type { DemoFirm, SeedFacts } from './demo/firm.ts'
import { parks } from './reference/parks.ts'
import { towns } from './reference/towns.ts'
import { between, chance, pick, type Random, randomOf, skewed, whole } from './random.ts'
import { inventedUscc } from './uscc.ts'

interface SyntheticOptions {
  /** How many, up to a million. */
  readonly firms: number
  readonly seed: number
  readonly today: string
}

interface Trade {
  readonly share: number
  readonly name: string
  readonly field: NonNullable<Profile['highTechField']>
  readonly industries: readonly string[]
}

/** The trades of 福清 with their share of the firms. */
const trades: readonly Trade[] = [
  { share: 20, name: '电子信息', field: '106', industries: ['C3974', 'C3976', 'C3982', 'C3985', 'C3989', 'C3912', 'C3922'] },
  { share: 12, name: '化工新材料', field: '403', industries: ['C2614', 'C2641', 'C2651', 'C2659', 'C2661', 'C2669'] },
  { share: 16, name: '食品', field: '206', industries: ['C1361', 'C1362', 'C1432', 'C1469', 'C1331', 'C1499'] },
  { share: 7, name: '玻璃', field: '402', industries: ['C3042', 'C3051', 'C3054', 'C3052'] },
  { share: 9, name: '塑胶', field: '403', industries: ['C2921', 'C2922', 'C2927', 'C2929'] },
  { share: 10, name: '软件', field: '101', industries: ['I6511', 'I6513', 'I6531', 'I6550'] },
  { share: 10, name: '装备', field: '804', industries: ['C3415', 'C3525', 'C3531', 'C3670', 'C3812', 'C3463'] },
  { share: 6, name: '纺织箱包', field: '406', industries: ['C1711', 'C1922', 'C1752'] },
  { share: 6, name: '技术服务', field: '501', industries: ['M7320', 'M7519', 'M7452'] },
  { share: 4, name: '商贸', field: '506', industries: ['F5129', 'F5189', 'L7259'] },
]

const tradeTickets = trades.flatMap((trade) => {
  const scope = `${trade.name}的研发、生产与销售（演示数据）。`
  return Array.from({ length: trade.share }, () => ({ ...trade, scope }))
})
const parkTickets = [
  ...parks.flatMap((park, index) => Array.from({ length: [30, 22, 18, 12][index] ?? 10 }, () => park.id)),
  ...Array.from({ length: 18 }, () => null),
]

/** How much a firm tells: the chance of each single figure to be missing. A fifth of all figures over the whole registry. */
const silences = [0, 0, 0.01, 0.02, 0.08, 0.2, 0.28, 0.36, 0.48]

const policies: readonly NonNullable<Profile['productPolicy']>[] = [
  ...Array.from({ length: 12 }, () => 'encouraged' as const),
  ...Array.from({ length: 37 }, () => 'permitted' as const),
  'restricted',
]
const fits = ['certain', 'certain', 'certain', 'certain', 'certain', 'probable', 'unsure', 'none'] as const

const hundreds = (amount: number): number => Math.round(amount / 100) * 100
const quarters = (people: number): number => Math.round(people * 4) / 4

/** The same object with each of its members made unknown by chance. */
function partly<T extends object>(random: Random, silence: number, members: T): { [K in keyof T]: T[K] | null } {
  const doubtful: { [K in keyof T]: T[K] | null } = members
  if (silence > 0) for (const name in doubtful) if (chance(random, silence)) doubtful[name] = null
  return doubtful
}

/** What stays the same over the years of one firm. */
interface Habit {
  /** One firm in eighty has nobody on its payroll: shares of staff are undefined. */
  readonly hasStaff: boolean
  readonly techShare: number
  readonly rdShare: number
  readonly highTechShare: number
  readonly mainProductShare: number
  readonly domesticShare: number
  readonly costShare: number
  readonly assetShare: number
  readonly debtShare: number
}

// Spread around the thresholds, so that both sides of each are met; the strong ones lie mostly above.
const habitOf = (random: Random, isStrong: boolean): Habit => ({
  hasStaff: !chance(random, 0.0125),
  techShare: isStrong ? between(random, 0.09, 0.36) : between(random, 0.04, 0.3),
  rdShare: isStrong ? between(random, 0.045, 0.11) : between(random, 0.015, 0.075),
  highTechShare: isStrong ? between(random, 0.58, 0.95) : between(random, 0.35, 0.85),
  mainProductShare: isStrong ? between(random, 0.49, 0.95) : between(random, 0.4, 0.95),
  domesticShare: chance(random, 0.92) ? between(random, 0.8, 1) : between(random, 0.5, 0.8),
  costShare: between(random, 0.7, 1.02),
  assetShare: skewed(random, 0.95, 2),
  debtShare: between(random, 0.1, 0.95),
})

function yearFigures(random: Random, sales: number, habit: Habit): YearFigures {
  const staff = habit.hasStaff ? Math.max(1, quarters((sales / 520_000) * between(random, 0.6, 1.5))) : 0
  const tech = quarters(staff * habit.techShare)
  const rd = sales * habit.rdShare * between(random, 0.9, 1.1)
  const rdHnte = hundreds(rd * between(random, 0.95, 1.03))
  const totalIncome = hundreds(sales * between(random, 1, 1.06))
  const highTechIncome = hundreds(totalIncome * habit.highTechShare)
  const totalAssets = hundreds(sales * habit.assetShare + 200_000)
  const totalLiabilities = hundreds(totalAssets * habit.debtShare)
  const profit = hundreds(sales * (1.02 - habit.costShare) * 0.75)
  return {
    staffQuarterlyAvg: staff,
    staffMonthlyAvg: quarters(staff * between(random, 0.98, 1.02)),
    staffYearEnd: Math.round(staff * between(random, 0.95, 1.06)),
    techStaffQuarterlyAvg: tech,
    techStaffMonthlyAvg: quarters(tech * between(random, 0.97, 1.03)),
    rdStaff: Math.round(tech * 0.85),
    operatingRevenue: sales,
    salesRevenue: sales,
    mainBusinessRevenue: hundreds(sales * 0.95),
    mainProductRevenue: hundreds(sales * habit.mainProductShare),
    totalIncome,
    highTechIncome,
    highTechMainProductIncome: hundreds(highTechIncome * habit.mainProductShare),
    costExpense: hundreds(sales * habit.costShare),
    rdTax: hundreds(rd),
    rdHnte,
    rdHnteDomestic: hundreds(rdHnte * habit.domesticShare),
    rdExpense: hundreds(rd * 0.96),
    totalAssets,
    totalLiabilities,
    netAssets: totalAssets - totalLiabilities,
    netProfit: profit,
    operatingCashFlow: hundreds(profit * between(random, 0.4, 1.5)),
    taxPaid: hundreds(sales * between(random, 0.01, 0.07)),
    exportRevenue: chance(random, 0.5) ? 0 : hundreds(sales * between(random, 0.02, 0.7)),
  }
}

const classTwo: readonly IpRight['kind'][] = ['utility-model', 'utility-model', 'utility-model', 'design-patent', 'software-copyright']

function ipRights(random: Random, on: Calendar, firstDay: string, isStrong: boolean): IpRight[] {
  const items = chance(random, isStrong ? 0.05 : 0.3) ? 0 : whole(random, 1, isStrong ? 16 : 8)
  return Array.from({ length: items }, () => {
    const grantedOn = on.daysAgo(whole(random, 1, 2600))
    return {
      kind: chance(random, 0.18) ? 'invention-patent' : pick(random, classTwo),
      grantedOn: grantedOn < firstDay ? firstDay : grantedOn,
      acquisition: chance(random, 0.88) ? 'self' : 'transfer',
      holderRank: 1,
      linkedToMainProduct: chance(random, 0.85),
      inUse: chance(random, 0.8),
      usedForHnte: chance(random, 0.2),
    }
  })
}

/** Some firms have graded themselves; the expert-judged parts only, so that no answer depends on other facts. */
function answersOf(random: Random, isStrong: boolean): SeedFacts['answers'] {
  if (!chance(random, isStrong ? 0.6 : 0.2)) return null
  const least = isStrong ? 6 : 2
  return {
    'hnte-ip-advancedness': whole(random, least, 8),
    'hnte-ip-core-support': whole(random, least, 8),
    'hnte-ip-standards-bonus': chance(random, 0.2) ? 1 : 0,
    'hnte-mgmt-rd-system': pick(random, isStrong ? [4, 6] : [2, 4, 6]),
    'hnte-mgmt-institution': pick(random, isStrong ? [4, 6] : [2, 4, 6]),
    'hnte-mgmt-incentive': pick(random, isStrong ? [3, 4] : [1, 3, 4]),
    'hnte-mgmt-talent': pick(random, isStrong ? [3, 4] : [1, 3, 4]),
  }
}

function titlesOf(random: Random, on: Calendar): SeedFacts['titles'] {
  const titles: NonNullable<SeedFacts['titles']> = []
  if (chance(random, 0.12)) {
    const ended = whole(random, -900, 400)
    titles.push({ title: 'hnte', validFrom: on.daysAgo(ended + 1095), validTo: on.daysAgo(ended), revoked: chance(random, 0.02) })
  }
  if (chance(random, 0.15)) titles.push({ title: 'tech-sme', validFrom: on.earlierThisYear, validTo: on.inYear(0, '12-31') })
  if (chance(random, 0.02)) titles.push({ title: 'specialised-sme', validFrom: on.daysAgo(500), validTo: on.daysAgo(-594) })
  return titles
}

function yearsOf(random: Random, on: Calendar, firstYear: number, silence: number, isStrong: boolean): SeedFacts['years'] {
  const habit = habitOf(random, isStrong)
  const growth = isStrong ? between(random, 1, 1.5) : between(random, 0.85, 1.3)
  let sales = hundreds(skewed(random, 9_000_000, 6)) + 10_000
  const years: Record<string, YearFigures> = {}
  for (const year of [on.year - 3, on.year - 2, on.year - 1]) {
    // A year nobody has told at all is more usual than its single figures missing.
    const untold = chance(random, silence / 3)
    const figures = yearFigures(random, sales, habit)
    if (year >= firstYear && !untold) years[year] = partly(random, silence, figures)
    sales = hundreds(sales * growth)
  }
  return years
}

function factsOf(random: Random, on: Calendar, uscc: string, name: string, trade: Trade): SeedFacts {
  const silence = pick(random, silences)
  const isStrong = chance(random, 0.3)
  const registeredOn = on.daysAgo(chance(random, 0.12) ? whole(random, 1, 1000) : whole(random, 1000, 10_000))
  const firstYear = Number(registeredOn.slice(0, 4))
  const known = partly<Profile>(random, silence / 2, {
    registeredOn,
    inMainland: true,
    legalPerson: chance(random, 0.99),
    province: '35',
    industry: pick(random, trade.industries),
    softwareFirm: trade.name === '软件',
    booksLevied: chance(random, 0.94),
    productPolicy: pick(random, policies),
    highTechField: trade.field,
    highTechFieldFit: pick(random, fits),
  })
  const profile = Object.assign(known, { uscc, name })
  const conversions: Record<string, number> = {}
  for (let year = Math.max(firstYear, on.year - 3); year < on.year; year++)
    conversions[year] = whole(random, isStrong ? 3 : 0, isStrong ? 9 : 6)
  const lists: Pick<SeedFacts, 'ip' | 'titles' | 'awards' | 'institutions' | 'standards' | 'incidents' | 'creditListings' | 'conversions'> =
    {
      ip: ipRights(random, on, registeredOn, isStrong),
      titles: titlesOf(random, on),
      awards: [],
      institutions: chance(random, 0.03) ? [{ level: 'provincial', kind: '企业技术中心', recognisedOn: on.daysAgo(900) }] : [],
      standards: chance(random, 0.03) ? [{ level: 'industry', draftingRank: whole(random, 1, 9), publishedOn: on.daysAgo(850) }] : [],
      incidents: chance(random, 0.01) ? [{ kind: 'safety', major: true, on: on.daysAgo(whole(random, 1, 900)) }] : [],
      creditListings: chance(random, 0.02) ? [{ list: 'abnormal', from: on.daysAgo(900), to: on.daysAgo(whole(random, 1, 899)) }] : [],
      conversions,
    }
  const years = yearsOf(random, on, firstYear, silence, isStrong)
  return Object.assign(partly(random, silence / 2, lists), { profile, years, answers: answersOf(random, isStrong) })
}

/** The same calendar with its days looked up: a day is asked for millions of times. */
function withDayTable(on: Calendar): Calendar {
  const first = -1000
  const days = Array.from({ length: 11_100 }, (_, index) => on.daysAgo(first + index))
  return { ...on, daysAgo: (ago) => days[ago - first]! }
}

/**
 * A large invented registry, one firm at a time, for trying the product at size. Firm n is the same for the same seed
 * and day whatever the number of firms and the machine. Figures lie around the thresholds of both certifications and a
 * fifth of them is missing, so that every verdict occurs. Throws above a million firms, for which codes are not enough.
 */
export function* syntheticFirms({ firms, seed, today }: SyntheticOptions): Generator<DemoFirm> {
  if (firms > 1_000_000) throw new RangeError('at most 1,000,000 synthetic firms')
  const on = withDayTable(calendarOf(today))
  for (let serial = 0; serial < firms; serial++) {
    const random = randomOf(seed, serial)
    const trade = pick(random, tradeTickets)
    const town = pick(random, towns)
    const uscc = inventedUscc('XN', serial)
    const name = `福清演示${trade.name}${String(serial).padStart(6, '0')}号有限公司`
    yield {
      uscc,
      name,
      parkId: pick(random, parkTickets),
      townCode: town.code,
      address: `福建省福州市福清市${town.name}演示路${serial}号`,
      businessScope: trade.scope,
      contactName: '演示联系人',
      contactPhone: `139${String(serial).padStart(8, '0')}`,
      contactEmail: `firm-${serial}@example.com`,
      serviceOfficer: null,
      point: 'synthetic',
      facts: factsOf(random, on, uscc, name, trade),
    }
  }
}
