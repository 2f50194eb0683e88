import type { IpRight } from '../../shared/dictionary/lists.ts'
import type { Calendar } from './calendar.ts'
import type { Draft, DraftYear, Scenario } from './firm.ts'

/** That many percent of an amount, to the fen. */
export const portion = (amount: number, percent: number): number => Math.round(amount * percent) / 100

/** A right of the firm's own research, in force, in use and linked to the main product. */
export const right = (kind: IpRight['kind'], grantedOn: string, different: Partial<IpRight> = {}): IpRight => ({
  kind,
  grantedOn,
  acquisition: 'self',
  holderRank: 1,
  linkedToMainProduct: true,
  inUse: true,
  industrialisable: true,
  highValue: false,
  usedForHnte: false,
  valid: true,
  ...different,
})

/** A self-assessment that is good but not full: with the growth of the base firm it gives 74 to 76 points of the 71 needed. */
const goodAnswers = {
  'hnte-ip-advancedness': 7,
  'hnte-ip-core-support': 7,
  'hnte-ip-count': 7,
  'hnte-ip-acquisition': 5,
  'hnte-ip-standards-bonus': 0,
  'hnte-conversion': 26,
  'hnte-mgmt-rd-system': 5,
  'hnte-mgmt-institution': 5,
  'hnte-mgmt-incentive': 3,
  'hnte-mgmt-talent': 3,
} as const

/** Small differences between firms, the same at every run: up to ±`percent` %, on `kind` of figure. */
const wobble = (serial: number, kind: number, percent: number): number => 1 + ((((serial * 37 + kind * 53) % 21) - 10) / 1000) * percent

const hundreds = (amount: number): number => Math.round(amount / 100) * 100

function yearFigures(sales: number, staff: number, serial: number): DraftYear {
  const totalAssets = hundreds(sales * 0.88 * wobble(serial, 1, 8))
  const totalLiabilities = hundreds(totalAssets * 0.42 * wobble(serial, 2, 8))
  const tech = Math.round(staff * 0.27 * wobble(serial, 3, 20))
  const rd = sales * 0.065 * wobble(serial, 4, 15)
  const profit = hundreds(sales * 0.075 * wobble(serial, 5, 10))
  const totalIncome = hundreds(sales * 1.02)
  const highTechIncome = hundreds(totalIncome * 0.74 * wobble(serial, 6, 10))
  return {
    staffQuarterlyAvg: staff,
    staffMonthlyAvg: staff,
    staffYearEnd: Math.round(staff * 1.02),
    techStaffQuarterlyAvg: tech,
    techStaffMonthlyAvg: tech,
    rdStaff: Math.round(tech * 0.9),
    operatingRevenue: sales,
    salesRevenue: sales,
    mainBusinessRevenue: hundreds(sales * 0.96),
    mainProductRevenue: hundreds(sales * 0.72),
    totalIncome,
    highTechIncome,
    highTechMainProductIncome: hundreds(highTechIncome * 0.78),
    costExpense: hundreds(sales * 0.9),
    rdTax: hundreds(rd),
    rdHnte: hundreds(rd * 0.97),
    rdHnteDomestic: hundreds(rd * 0.94),
    rdExpense: hundreds(rd * 0.95),
    rdInput: hundreds(rd * 0.99),
    totalAssets,
    totalLiabilities,
    netAssets: totalAssets - totalLiabilities,
    netProfit: profit,
    netProfitParent: profit,
    netProfitParentExNonRecurring: hundreds(profit * 0.92),
    operatingCashFlow: hundreds(profit * 1.1),
    weightedRoe: Math.round((profit / (totalAssets - totalLiabilities)) * 10_000) / 100,
    taxPaid: hundreds(sales * 0.045),
    exportRevenue: hundreds(sales * 0.12 * wobble(serial, 7, 60)),
  }
}

/** A firm of nine years that states everything the two certifications ask for, and qualifies for both. It holds no title. */
export function baseFirm({ size, trade }: Scenario, serial: number, on: Calendar): Draft {
  const [sales, staff] = [size[0] * 10_000, size[1]]
  const [industry, field] = trade
  // Between 8 % and 13 % a year: 3 or 4 points of growth, never on the edge of a band.
  const growth = 1.08 + (serial % 6) / 100
  const yearAgo = (years: number) => yearFigures(hundreds(sales / growth ** years), Math.round(staff / (1 + years * 0.04)), serial)
  return {
    profile: {
      registeredOn: on.inYear(9 + (serial % 5), `0${1 + (serial % 9)}-1${serial % 10}`),
      inMainland: true,
      legalPerson: true,
      province: '35',
      industry,
      softwareFirm: industry.startsWith('I65'),
      booksLevied: true,
      productPolicy: serial % 3 === 0 ? 'encouraged' : 'permitted',
      highTechField: field,
      highTechFieldFit: 'certain',
      strategicIndustry: serial % 2 === 0,
    },
    first: yearAgo(2),
    middle: yearAgo(1),
    last: { ...yearAgo(0), staffQuarterlyAvg: staff, staffMonthlyAvg: staff },
    ip: [
      right('invention-patent', on.monthsAgo(40)),
      right('utility-model', on.monthsAgo(52)),
      right('utility-model', on.monthsAgo(31)),
      right('utility-model', on.monthsAgo(15)),
      right('software-copyright', on.monthsAgo(9), { industrialisable: null }),
    ],
    conversions: [4, 6, 6],
    titles: [],
    awards: [],
    institutions: [],
    standards: [],
    incidents: [],
    creditListings: [],
    financing: [],
    answers: { ...goodAnswers },
  }
}
