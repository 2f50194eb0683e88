import type { FirmFacts } from '../../../shared/facts.ts'
import {
  blankBoardFirm,
  bseFirm,
  mainFirm,
  type SeriesOfWan,
  starFirm,
  starPatents,
  withAnswers,
  withMarketCap,
  withProfit,
  withWan,
} from './board-firms.ts'
import { withProfile } from './firms.ts'
import type { WorkedExample } from './worked-examples.ts'

/**
 * The worked examples of the listing rules: attributes of STAR (A1–A7) and sets of the boards (B1–B14). Money in 万元. A firm
 * that is to fail or pass by the example alone has everything else in order.
 */
type Outcomes = Readonly<Record<string, string>>

const met = (prefix: string, ...names: string[]): Outcomes => Object.fromEntries(names.map((name) => [`${prefix}-${name}`, 'met']))
const unmet = (prefix: string, ...names: string[]): Outcomes => Object.fromEntries(names.map((name) => [`${prefix}-${name}`, 'unmet']))

const coreNames = ['attr-rd', 'attr-rd-staff', 'attr-invention-patents', 'attr-growth']

interface Attributes {
  readonly series: SeriesOfWan
  readonly patents: number
  readonly software?: true
}

const attributes = (
  id: string,
  point: string,
  { series, patents, software }: Attributes,
  expected: Outcomes,
  shortBy: number,
): WorkedExample => ({
  id,
  point,
  facts: withProfile(withWan({ ...starFirm, ip: starPatents(patents) }, series), software ? { softwareFirm: true, industry: 'I6513' } : {}),
  expect: {
    certification: 'star',
    verdict: shortBy === 0 ? 'qualified' : 'unqualified',
    route: shortBy === 0 ? 'star-set1' : null,
    outcomes: expected,
    shortBy,
  },
})

const a1: SeriesOfWan = { rdInput: [1500, 1900, 2600], operatingRevenue: [16000, 20000, 25000], rdStaff: [36], staffYearEnd: [300] }
const a4: SeriesOfWan = { rdInput: [2400, 2600, 3000], operatingRevenue: [52000, 56000, 60000], rdStaff: [60], staffYearEnd: [600] }
const notOfSoftware = { 'star-attr-rd-software': 'not-applicable' }
const ofSoftware = { 'star-attr-rd': 'not-applicable', 'star-attr-invention-patents': 'not-applicable' }

const attributeExamples: readonly WorkedExample[] = [
  attributes(
    'A1',
    'four of four, growth of exactly 25 %',
    { series: a1, patents: 9 },
    { ...met('star', ...coreNames), ...notOfSoftware },
    0,
  ),
  attributes(
    'A2',
    'six patents',
    { series: a1, patents: 6 },
    { ...met('star', 'attr-rd', 'attr-rd-staff', 'attr-growth'), ...unmet('star', 'attr-invention-patents') },
    1,
  ),
  attributes(
    'A3',
    'growth that only rounds to 25 %',
    { series: { ...a1, operatingRevenue: [16000, 20000, 24999] }, patents: 9 },
    { ...met('star', 'attr-rd', 'attr-rd-staff', 'attr-invention-patents'), ...unmet('star', 'attr-growth') },
    1,
  ),
  attributes('A4', 'the amounts instead of both ratios', { series: a4, patents: 12 }, met('star', ...coreNames), 0),
  attributes(
    'A5',
    'R&D of 7999',
    { series: { ...a4, rdInput: [2400, 2600, 2999] }, patents: 12 },
    { ...met('star', 'attr-rd-staff', 'attr-invention-patents', 'attr-growth'), ...unmet('star', 'attr-rd') },
    1,
  ),
  attributes(
    'A6',
    'a software firm without patents',
    {
      series: { rdInput: [900, 1200, 1500], operatingRevenue: [8000, 10000, 12500], rdStaff: [120], staffYearEnd: [200] },
      patents: 0,
      software: true,
    },
    { ...ofSoftware, ...met('star', 'attr-rd-software', 'attr-rd-staff', 'attr-growth') },
    0,
  ),
  attributes(
    'A7',
    'a software firm is not rescued by the amount',
    {
      series: { rdInput: [2400, 2800, 3300], operatingRevenue: [30000, 32000, 35000], rdStaff: [120], staffYearEnd: [200] },
      patents: 3,
      software: true,
    },
    { ...ofSoftware, ...unmet('star', 'attr-rd-software'), ...met('star', 'attr-rd-staff', 'attr-growth') },
    1,
  ),
]

const set = (id: string, point: string, facts: FirmFacts, expected: WorkedExample['expect']): WorkedExample => ({
  id,
  point,
  facts,
  expect: expected,
})

const yi = (value: number): number => value * 100_000_000

/** Revenue of 1亿 or more and no figure of attributes: those of STAR are left to the first exception. */
const starSets = (facts: FirmFacts): FirmFacts => withAnswers(facts, { 'star-attr-x1': true })
const b1 = withMarketCap(
  starSets(
    withWan(blankBoardFirm, {
      netProfitParent: [900, 2300, 3400],
      netProfitParentExNonRecurring: [700, 1900, 3150],
      operatingRevenue: [null, null, 21000],
    }),
  ),
  yi(11),
)
const b14 = withMarketCap(
  withWan(withProfit(blankBoardFirm, 4000, 6200, 9900), {
    operatingRevenue: [null, null, 60500],
    operatingCashFlow: [8000, 8000, 9100],
  }),
  yi(51),
)
const losses = (facts: FirmFacts): FirmFacts => withProfit(facts, -3000, -2000, -1000)

const setExamples: readonly WorkedExample[] = [
  set('B1', 'STAR 1 by both branches', b1, {
    certification: 'star',
    verdict: 'qualified',
    route: 'star-set1',
    outcomes: met('star', 'set1-mcap', 'set1a-profit', 'set1b-profit', 'set1b-revenue'),
  }),
  set(
    'B2',
    'STAR 1 by neither branch',
    withWan(b1, { netProfitParentExNonRecurring: [700, 1900, 3050], operatingRevenue: [null, null, 9900] }),
    {
      certification: 'star',
      verdict: 'unqualified',
      route: null,
      outcomes: { ...met('star', 'set1-mcap', 'set1b-profit'), ...unmet('star', 'set1a-profit', 'set1b-revenue') },
      shortBy: 1,
    },
  ),
  set(
    'B3',
    'STAR 2 in the red',
    withMarketCap(
      starSets(losses(withWan(blankBoardFirm, { operatingRevenue: [9000, 15000, 21000], rdInput: [2500, 2300, 2100] }))),
      yi(16),
    ),
    {
      certification: 'star',
      verdict: 'qualified',
      route: 'star-set2',
      outcomes: { ...met('star', 'set2-mcap', 'set2-revenue', 'set2-rd-ratio'), ...unmet('star', 'set1a-profit', 'set1b-profit') },
    },
  ),
  set('B4', 'ChiNext 1 on both edges', withProfit(blankBoardFirm, 3000, 4000, 6000), {
    certification: 'chinext',
    verdict: 'review',
    route: 'chinext-set1',
    outcomes: met('chinext', 'set1-profit-years', 'set1-profit-sum', 'set1-profit-latest'),
  }),
  set('B5', 'ChiNext 1 short of the latest year', withMarketCap(withProfit(blankBoardFirm, 3000, 4500, 5800), 0), {
    certification: 'chinext',
    verdict: 'unqualified',
    route: null,
    outcomes: { ...met('chinext', 'set1-profit-years', 'set1-profit-sum'), ...unmet('chinext', 'set1-profit-latest') },
    shortBy: 1,
  }),
  set('B6', 'ChiNext 4 by growth', withMarketCap(losses(withWan(blankBoardFirm, { operatingRevenue: [12000, 15500, 20300] })), yi(31)), {
    certification: 'chinext',
    verdict: 'review',
    route: 'chinext-set4',
    outcomes: {
      ...met('chinext', 'set4a-mcap', 'set4a-revenue', 'set4a-cagr'),
      'chinext-set4-sector': 'review',
      'chinext-set3-sector': 'review',
    },
  }),
  set(
    'B7',
    'ChiNext 4 by R&D',
    withMarketCap(losses(withWan(blankBoardFirm, { operatingRevenue: [17000, 19000, 21000], rdInput: [2900, 3300, 3900] })), yi(41)),
    {
      certification: 'chinext',
      verdict: 'review',
      route: 'chinext-set4',
      outcomes: met('chinext', 'set4b-mcap', 'set4b-revenue', 'set4b-rd-sum', 'set4b-rd-ratio'),
    },
  ),
  set(
    'B8',
    'ChiNext positioning by growth of R&D, on both edges',
    withWan(withProfit(blankBoardFirm, 3000, 4000, 6000), { rdInput: [800, 900, 1058], operatingRevenue: [16000, 20000, 25000] }),
    { certification: 'chinext', verdict: 'qualified', route: 'chinext-set1', outcomes: met('chinext', 'pos-a') },
  ),
  set(
    'B9',
    'ChiNext positioning by the amount of R&D, growth waived',
    withWan(withProfit(blankBoardFirm, 3000, 4000, 6000), { rdInput: [1600, 1700, 1800], operatingRevenue: [null, null, 30000] }),
    { certification: 'chinext', verdict: 'qualified', route: 'chinext-set1', outcomes: met('chinext', 'pos-b') },
  ),
  set('B10', 'Beijing 1 A by the mean return of two years', bseFirm, {
    certification: 'bse',
    verdict: 'qualified',
    route: 'bse-set1',
    outcomes: met('bse', 'structural-net-assets', 'set1-mcap', 'set1a-profit', 'set1a-roe'),
  }),
  set('B11', 'Beijing 1 by neither branch', withWan(withProfit(bseFirm, null, 1490, 2400), { weightedRoe: [8.5, 9] }), {
    certification: 'bse',
    verdict: 'unqualified',
    route: null,
    outcomes: { ...met('bse', 'set1a-roe', 'set1b-roe'), ...unmet('bse', 'set1a-profit', 'set1b-profit') },
    shortBy: 1,
  }),
  set(
    'B12',
    'Beijing 2 and 3, growth of exactly 30 %',
    withMarketCap(
      withWan(blankBoardFirm, { operatingRevenue: [16000, 20800], rdInput: [1400, 1600], operatingCashFlow: [1], netAssets: [6000] }),
      yi(8),
    ),
    {
      certification: 'bse',
      verdict: 'qualified',
      route: 'bse-set2',
      outcomes: met('bse', 'set2-mcap', 'set2-revenue-mean', 'set2-growth', 'set2-ocf', 'set3-mcap', 'set3-revenue', 'set3-rd-ratio'),
    },
  ),
  set('B13', 'main 1 by revenue where cash flow fails', mainFirm, {
    certification: 'main-board',
    verdict: 'qualified',
    route: 'main-set1',
    outcomes: met('main', 'set1-profit-years', 'set1-profit-sum', 'set1-profit-latest', 'set1-ocf-or-revenue'),
  }),
  set('B14', 'main 2 where set 1 lacks profit in the latest year', b14, {
    certification: 'main-board',
    verdict: 'qualified',
    route: 'main-set2',
    outcomes: { ...unmet('main', 'set1-profit-latest'), ...met('main', 'set2-mcap', 'set2-profit', 'set2-revenue', 'set2-ocf') },
  }),
]

export const boardExamples: readonly WorkedExample[] = [...attributeExamples, ...setExamples].map((example) => ({
  ...example,
  id: `boards ${example.id}`,
}))
