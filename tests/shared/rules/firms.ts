import type { Figure, YearFigures } from '../../../shared/dictionary/figures.ts'
import type { IpRight } from '../../../shared/dictionary/lists.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import type { Assessment, CriterionReport } from '../../../shared/report.ts'
import { assess } from '../../../shared/rules/assess.ts'

/** Yuan from 万元, as the policy sheets give money; exact to the fen. */
export const wan = (value: number): number => Math.round(value * 1_000_000) / 100

export const invention: IpRight = { kind: 'invention-patent', grantedOn: '2022-05-01', acquisition: 'self', linkedToMainProduct: true }
export const utilityModel: IpRight = { kind: 'utility-model', grantedOn: '2022-05-01', acquisition: 'self', linkedToMainProduct: true }

export const rights = (classOne: number, classTwo: number): IpRight[] => [
  ...Array.from({ length: classOne }, () => invention),
  ...Array.from({ length: classTwo }, () => utilityModel),
]

/** Nothing against the firm, every list stated. */
const clean = { titles: [], awards: [], institutions: [], standards: [], incidents: [], creditListings: [] } satisfies Partial<FirmFacts>

/** A firm that qualifies as a tech SME by its score: 20 + 50 + 30. */
export const techSme: FirmFacts = {
  asOf: '2026-06-15',
  profile: { registeredOn: '2012-03-01', inMainland: true, industry: 'C3974', booksLevied: true, productPolicy: 'permitted' },
  years: {
    '2025': {
      staffQuarterlyAvg: 100,
      techStaffQuarterlyAvg: 30,
      salesRevenue: wan(1000),
      rdTax: wan(60),
      costExpense: wan(900),
      totalAssets: wan(5000),
    },
  },
  ip: [invention],
  ...clean,
}

const hnteYear: YearFigures = {
  staffMonthlyAvg: 100,
  techStaffMonthlyAvg: 20,
  salesRevenue: wan(8000),
  rdHnte: wan(400),
  rdHnteDomestic: wan(400),
  totalIncome: wan(8000),
  highTechIncome: wan(5600),
  highTechMainProductIncome: wan(4800),
  netAssets: wan(3000),
}

/** A firm that meets every HNTE gate; its score is 80 with these answers. */
export const hnte: FirmFacts = {
  asOf: '2026-07-01',
  profile: { registeredOn: '2012-03-01', inMainland: true, industry: 'C3974', highTechField: '804', highTechFieldFit: 'certain' },
  years: { '2023': hnteYear, '2024': hnteYear, '2025': hnteYear },
  ip: [invention],
  conversions: { '2023': 5, '2024': 5, '2025': 5 },
  answers: {
    'hnte-ip-advancedness': 8,
    'hnte-ip-core-support': 8,
    'hnte-ip-count': 8,
    'hnte-ip-acquisition': 6,
    'hnte-ip-standards-bonus': 0,
    'hnte-conversion': 30,
    'hnte-mgmt-rd-system': 6,
    'hnte-mgmt-institution': 6,
    'hnte-mgmt-incentive': 4,
    'hnte-mgmt-talent': 4,
  },
  ...clean,
}

/** The firm with some figures of a year changed. */
export const withFigures = (facts: FirmFacts, figures: YearFigures, year = '2025'): FirmFacts => ({
  ...facts,
  years: { ...facts.years, [year]: { ...facts.years?.[year], ...figures } },
})

/** The firm with a figure of several years, the latest last. */
export const withSeries = (facts: FirmFacts, figure: Figure, values: readonly (number | null)[]): FirmFacts =>
  values.reduce<FirmFacts>(
    (changed, value, index) => withFigures(changed, { [figure]: value }, String(2026 - values.length + index)),
    facts,
  )

export const withProfile = (facts: FirmFacts, profile: FirmFacts['profile']): FirmFacts => ({
  ...facts,
  profile: { ...facts.profile, ...profile },
})

export function assessmentOf(facts: FirmFacts, certification: Assessment['certification']): Assessment {
  const found = assess(facts).assessments.find((assessment) => assessment.certification === certification)
  if (!found) throw new Error(`${certification} is not assessed`)
  return found
}

/** One criterion of the report, by its id. */
export function criterionOf(facts: FirmFacts, id: string): CriterionReport {
  const found = assess(facts)
    .assessments.flatMap(({ criteria }) => criteria)
    .find((criterion) => criterion.id === id)
  if (!found) throw new Error(`no criterion ${id}`)
  return found
}
