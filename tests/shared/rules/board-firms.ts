import type { Figure } from '../../../shared/dictionary/figures.ts'
import type { IpRight } from '../../../shared/dictionary/lists.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import { wan, withFigures, withSeries } from './firms.ts'

/** Of the main business and able to be industrialised: what STAR counts. */
export const starPatent: IpRight = {
  kind: 'invention-patent',
  grantedOn: '2022-05-01',
  acquisition: 'self',
  linkedToMainProduct: true,
  industrialisable: true,
}
export const starPatents = (count: number): IpRight[] => Array.from({ length: count }, () => starPatent)

export const preconditionIds = [
  'operating-years',
  'audit-opinion',
  'internal-control',
  'business-stability',
  'control-stability',
  'independence',
  'compliance',
].map((name) => `ipo-pre-${name}`)

/** Every judged condition answered in favour, the exceptions of STAR denied, so that the figures decide. */
const answers: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(preconditionIds.map((id) => [id, true])),
  'star-attr-x1': false,
  'star-attr-x2': false,
  'star-attr-x3': false,
  'star-attr-x4': false,
  'chinext-pos-barred': true,
  'bse-positioning': true,
  'main-positioning': true,
}

/** Series of figures in 万元, the latest year last. */
export type SeriesOfWan = { readonly [F in Figure]?: readonly (number | null)[] }

/** The firm with series of figures in 万元 (persons and percentages as they are). */
export const withWan = (facts: FirmFacts, series: SeriesOfWan): FirmFacts =>
  Object.entries(series).reduce<FirmFacts>(
    (changed, [figure, values]) =>
      withSeries(
        changed,
        figure as Figure,
        values.map((value) => (value === null || plain.has(figure) ? value : wan(value))),
      ),
    facts,
  )
const plain = new Set<string>(['rdStaff', 'staffYearEnd', 'weightedRoe'] satisfies Figure[])

/** The same net profit before and after non-recurring items, in 万元. */
export const withProfit = (facts: FirmFacts, ...values: (number | null)[]): FirmFacts =>
  withWan(facts, { netProfitParent: values, netProfitParentExNonRecurring: values })

export const withMarketCap = (facts: FirmFacts, expectedMarketCap: number | null): FirmFacts => ({
  ...facts,
  listing: { ...facts.listing, expectedMarketCap },
})

export const withAnswers = (facts: FirmFacts, changed: Readonly<Record<string, boolean | null>>): FirmFacts => ({
  ...facts,
  answers: { ...facts.answers, ...changed },
})

/** Nothing against the firm, structure in order, no figure yet. */
export const blankBoardFirm: FirmFacts = {
  asOf: '2026-06-15',
  profile: {
    registeredOn: '2010-01-01',
    jointStockOn: '2020-01-01',
    inMainland: true,
    legalPerson: true,
    province: '35',
    industry: 'C3974',
    softwareFirm: false,
  },
  years: { '2023': {}, '2024': {}, '2025': {} },
  ip: [],
  titles: [],
  awards: [],
  institutions: [],
  standards: [],
  incidents: [],
  creditListings: [],
  financing: [],
  listing: { structuralOk: true },
  answers,
}

/** Qualifies at STAR by set 1 and four of four attributes. */
export const starFirm: FirmFacts = withMarketCap(
  withFigures(
    withWan(withProfit({ ...blankBoardFirm, ip: starPatents(9) }, 3000, 3000, 3000), {
      rdInput: [1500, 1900, 2600],
      operatingRevenue: [16000, 20000, 25000],
    }),
    { rdStaff: 36, staffYearEnd: 300 },
  ),
  1_000_000_000,
)

/** Qualifies at ChiNext by set 1 and positioning A. */
export const chinextFirm: FirmFacts = withProfit(starFirm, 3000, 4000, 6000)

/** Qualifies at the Beijing exchange by set 1 A. */
export const bseFirm: FirmFacts = withMarketCap(
  withWan(withProfit(blankBoardFirm, null, 1520, 1600), { weightedRoe: [7.5, 9], netAssets: [6000] }),
  230_000_000,
)

/** Qualifies at the main boards by set 1, by revenue. */
export const mainFirm: FirmFacts = withWan(withProfit(blankBoardFirm, 4000, 6200, 10100), {
  operatingCashFlow: [6000, 6000, 7000],
  operatingRevenue: [50000, 50000, 52000],
})
