import type { FirmFacts } from '../../../shared/facts.ts'
import {
  classOne,
  classOnes,
  classTwo,
  equity,
  held,
  highValue,
  innovative,
  latestFirst,
  littleGiant,
  littleGiant63,
  specialised,
  specialised63,
  techGiant,
  transferred,
} from './specialised-firms.ts'
import type { WorkedExample } from './worked-examples.ts'

/**
 * The worked examples of 63号 (附件1–3), 2号 (附件1, 2) and of the Fujian technology giants, as facts. Money in 万元 as the
 * sheets state it. What only a person decides is left unanswered, so that a pass of the numbers is `review`.
 */

const rightsOf = { high: [highValue], self1: [classOne], one: [transferred], two: [classTwo], none: [] }

type Ip = keyof typeof rightsOf

// ——— 创新型中小企业

type InnovativeRow = readonly [
  id: string,
  point: string,
  ip: Ip,
  rd: number | null,
  revenue: number,
  main: readonly [number, number],
  liabilities: number,
  assets: number,
  strategic: boolean,
  /** ip, R&D, growth, debt, field, main share; null where open. */
  points: readonly (number | null)[],
  total: number | readonly [number, number],
  verdict: string,
  route: string | null,
  more?: Partial<FirmFacts>,
]

const innovativeParts = [
  ['innov-ip-class', 20],
  ['innov-rd-intensity', 20],
  ['innov-main-growth', 20],
  ['innov-debt-ratio', 10],
  ['innov-field', 10],
  ['innov-main-share', 20],
] as const

function innovativeExample(row: InnovativeRow): WorkedExample {
  const [id, point, ip, rd, revenue, main, liabilities, assets, strategic, points, total, verdict, route, more = {}] = row
  const large = id === 'A15'
  return {
    id: `innov-${id}`,
    point,
    facts: {
      ...innovative,
      profile: { ...innovative.profile, strategicIndustry: strategic },
      ip: rightsOf[ip],
      years: latestFirst({
        staffYearEnd: [large ? 1500 : 100],
        operatingRevenue: [revenue],
        mainBusinessRevenue: main,
        rdExpense: [rd],
        totalLiabilities: [liabilities],
        totalAssets: [assets],
      }),
      ...more,
    },
    expect: {
      certification: 'innovative-sme',
      ruleset: 'innov-63a1',
      verdict,
      route,
      score: typeof total === 'number' ? [total, total] : total,
      points: Object.fromEntries(
        innovativeParts.map(([part, of], index) => {
          const value = points[index] ?? null
          return [part, value === null ? ([0, of] as const) : ([value, value] as const)]
        }),
      ),
    },
  }
}

const hnteUntil = (validTo: string): Partial<FirmFacts> => ({ titles: [held('hnte', validTo)] })

const innovativeRows: readonly InnovativeRow[] = [
  ['A01', 'every part in full', 'high', 600, 10000, [9000, 7500], 4000, 10000, true, [20, 20, 20, 10, 10, 20], 100, 'qualified', 'score'],
  ['A02', 'on three edges', 'self1', 330, 11000, [6600, 6000], 5500, 10000, false, [15, 15, 15, 10, 5, 15], 75, 'qualified', 'score'],
  [
    'A03',
    'exactly 60, growth exactly 15',
    'two',
    210,
    4200,
    [2310, 2200],
    3000,
    4000,
    true,
    [5, 20, 10, 5, 10, 10],
    60,
    'qualified',
    'score',
  ],
  ['A04', 'growth below its least', 'high', 100, 2000, [1100, 1112], 600, 1000, false, [20, 20, 0, 5, 5, 10], 60, 'unqualified', null],
  ['A05', 'innovation below its least', 'none', 150, 5000, [4500, 3600], 500, 1000, true, [0, 15, 20, 10, 10, 20], 75, 'unqualified', null],
  [
    'A06',
    'specialisation below its least',
    'high',
    180,
    3000,
    [1500, 1200],
    200,
    1000,
    false,
    [20, 20, 20, 10, 5, 5],
    80,
    'unqualified',
    null,
  ],
  [
    'A07',
    'a valid HNTE certificate',
    'two',
    10,
    1000,
    [490, 490],
    800,
    1000,
    false,
    [5, 5, 5, 0, 5, 0],
    20,
    'qualified',
    'innov-direct-honour',
    hnteUntil('2027-11-27'),
  ],
  [
    'A08',
    'an expired one',
    'two',
    10,
    1000,
    [490, 490],
    800,
    1000,
    false,
    [5, 5, 5, 0, 5, 0],
    20,
    'unqualified',
    null,
    hnteUntil('2026-06-14'),
  ],
  ['A09', 'just beside five edges', 'one', 469, 15716, [10999, 10000], 7501, 10000, true, [10, 10, 10, 0, 10, 15], 55, 'unqualified', null],
  ['A10', 'on five edges', 'one', 450, 15000, [11000, 10000], 7500, 10000, true, [10, 15, 15, 5, 10, 20], 75, 'qualified', 'score'],
  [
    'A11',
    'equity of exactly 500',
    'none',
    5,
    2000,
    [900, 1000],
    900,
    1000,
    false,
    [0, 0, 0, 0, 5, 0],
    5,
    'qualified',
    'innov-direct-equity',
    { financing: equity(500) },
  ],
  [
    'A12',
    'equity a little short',
    'one',
    40,
    2000,
    [1040, 1000],
    600,
    1000,
    true,
    [10, 10, 5, 5, 10, 5],
    45,
    'unqualified',
    null,
    { financing: equity(499.99) },
  ],
  ['A13', 'R&D unknown', 'self1', null, 5000, [4000, 3000], 500, 1000, true, [15, null, 20, 10, 10, 20], [75, 95], 'undetermined', null],
  [
    'A14',
    'a growth base of zero',
    'self1',
    80,
    1000,
    [900, 0],
    300,
    1000,
    true,
    [15, 20, null, 10, 10, 20],
    [75, 95],
    'undetermined',
    null,
  ],
  ['A15', 'a large firm', 'high', 6000, 60000, [50000, 40000], 4000, 10000, true, [20, 20, 20, 10, 10, 20], 100, 'unqualified', null],
  ['A16', 'the three least, but 50', 'self1', 50, 5000, [2500, 2500], 2750, 5000, true, [15, 5, 5, 10, 10, 5], 50, 'unqualified', null],
]

// ——— gates of 2号 and of the others: every one met but those named

const outcomesOf = (ids: readonly string[], not: Readonly<Record<string, string>>) => ({
  ...Object.fromEntries(ids.map((id) => [id, 'met'])),
  ...not,
})

const specialisedGates = ['title', 'years', 'scale', 'main-share', 'debt-ratio', 'rd-amount', 'rd-ratio', 'ip', 'platform-score'].map(
  (name) => `srdi26-${name}`,
)

type SpecialisedRow = readonly [
  id: string,
  years: number,
  revenue: readonly [number, number],
  main: number,
  liabilities: number,
  rd: readonly [number, number],
  classOne: number,
  platformScore: number | null,
  verdict: string,
  not: Readonly<Record<string, string>>,
  more?: Partial<FirmFacts>,
]

const institution: Partial<FirmFacts> = { institutions: [{ level: 'provincial', recognisedOn: '2021-09-01' }] }

const specialisedExample = ([
  id,
  years,
  revenue,
  main,
  liabilities,
  rd,
  ip,
  score,
  verdict,
  not,
  more = {},
]: SpecialisedRow): WorkedExample => ({
  id: `srdi26-${id}`,
  point: Object.keys(not).join(', ') || 'numbers pass',
  facts: {
    ...specialised,
    answers: {},
    ip: classOnes(ip),
    years: latestFirst({
      staffYearEnd: [100],
      operatingRevenue: revenue,
      mainBusinessRevenue: [main],
      totalLiabilities: [liabilities],
      totalAssets: [1000],
      rdExpense: rd,
    }),
    market: { yearsInNiche: years, platformScore: score },
    ...more,
  },
  expect: {
    certification: 'specialised-sme',
    ruleset: 'srdi-2a1',
    verdict,
    route: null,
    outcomes: outcomesOf(specialisedGates, { 'srdi26-market': 'review', ...not }),
  },
})

const specialisedRows: readonly SpecialisedRow[] = [
  ['N01', 5, [6000, 5000], 5400, 400, [300, 200], 2, 62, 'review', {}],
  ['N02', 3, [1500, 1400], 1200, 800, [100, 100], 1, 50, 'review', {}],
  ['N03', 2.99, [1500, 1400], 1200, 800, [100, 100], 1, 50, 'unqualified', { 'srdi26-years': 'unmet' }],
  ['N04', 3, [1499.99, 1400], 1200, 800, [100, 100], 1, 50, 'unqualified', { 'srdi26-scale': 'unmet' }, { financing: equity(1999.99) }],
  ['N05', 3, [800, 600], 640, 800, [100, 100], 1, 50, 'review', {}, { financing: equity(2000) }],
  ['N06', 4, [5000, 4000], 3999, 400, [200, 150], 1, 55, 'unqualified', { 'srdi26-main-share': 'unmet' }],
  ['N07', 4, [5000, 4000], 4000, 800.01, [200, 150], 1, 55, 'unqualified', { 'srdi26-debt-ratio': 'unmet' }],
  ['N08', 4, [5000, 4000], 4500, 400, [200, 119], 1, 55, 'unqualified', { 'srdi26-rd-ratio': 'unmet' }],
  ['N09', 4, [2000, 1500], 1900, 400, [110, 99], 1, 55, 'unqualified', { 'srdi26-rd-amount': 'unmet' }],
  ['N10', 4, [5000, 4000], 4500, 400, [150, 120], 0, 55, 'review', {}, institution],
  ['N11', 4, [5000, 4000], 4500, 400, [150, 120], 0, 55, 'unqualified', { 'srdi26-ip': 'unmet' }],
  ['N12', 4, [5000, 4000], 4500, 400, [150, 120], 3, null, 'undetermined', { 'srdi26-platform-score': 'unknown' }],
  ['N13', 4, [5000, 4000], 4500, 400, [150, 120], 3, 49.9, 'unqualified', { 'srdi26-platform-score': 'unmet' }],
  [
    'N14',
    9,
    [9000, 8000],
    8500,
    300,
    [500, 400],
    6,
    88,
    'unqualified',
    { 'srdi26-title': 'unmet' },
    { ...institution, financing: equity(5000), titles: [] },
  ],
  ['N15', 4, [1200, 1000], 1100, 400, [150, 120], 3, 70, 'undetermined', { 'srdi26-scale': 'unknown' }, { financing: null }],
]

// ——— 专精特新中小企业 by 63号

type Institution = 'national' | 'provincial' | 'city' | 'county'

interface LegacyCase {
  readonly years: number
  readonly revenue: number
  readonly main: readonly [number, number, number]
  readonly field: 'A' | 'B' | 'C'
  readonly digital: number
  /** How many of the four flags of quality. */
  readonly quality: number
  readonly profit: number
  readonly liabilities: number
  readonly local: number
  readonly ip: Ip
  readonly rd: readonly [number, number]
  readonly staff: readonly [rd: number | null, all: number]
  readonly institution: Institution | null
  readonly more?: Partial<FirmFacts>
  readonly makerChina?: 'top500'
  /** In the order of the indicators; null where open. */
  readonly points: readonly (number | null)[]
  readonly total: number | readonly [number, number]
  readonly verdict: string
  readonly route?: string
  readonly not?: Readonly<Record<string, string>>
}

const legacyParts = [
  ['main-share', 5],
  ['growth', 10],
  ['years', 5],
  ['field', 5],
  ['digital', 5],
  ['quality', 5],
  ['net-margin', 10],
  ['debt', 5],
  ['local', 15],
  ['ip', 10],
  ['rd', 10],
  ['rd-staff', 5],
  ['institution', 10],
] as const

function legacyExample(id: string, point: string, one: LegacyCase): WorkedExample {
  return {
    id: `srdi22-${id}`,
    point,
    facts: {
      ...specialised63,
      ip: rightsOf[one.ip],
      institutions: one.institution === null ? [] : [{ level: one.institution, recognisedOn: '2021-09-01' }],
      years: latestFirst({
        staffYearEnd: [one.staff[1]],
        rdStaff: [one.staff[0]],
        operatingRevenue: [one.revenue],
        mainBusinessRevenue: one.main,
        netProfit: [one.profit],
        totalLiabilities: [one.liabilities],
        totalAssets: [1000],
        rdExpense: one.rd,
      }),
      market: {
        yearsInNiche: one.years,
        productField: one.field,
        digitalLevel: one.digital,
        localScore: one.local,
        makerChina: one.makerChina ?? 'none',
        managementSystemCertified: one.quality >= 1,
        ownBrand: one.quality >= 2,
        standardsContributor: one.quality >= 3,
        qualityAward: one.quality >= 4,
      },
      ...one.more,
    },
    expect: {
      certification: 'specialised-sme',
      ruleset: 'srdi-63a2',
      verdict: one.verdict,
      route: one.route ?? null,
      score: typeof one.total === 'number' ? [one.total, one.total] : one.total,
      points: Object.fromEntries(
        legacyParts.map(([name, of], index) => {
          const value = one.points[index] ?? null
          return [`srdi22-s-${name}`, value === null ? ([0, of] as const) : ([value, value] as const)]
        }),
      ),
      outcomes: outcomesOf(['srdi22-years', 'srdi22-rd', 'srdi22-scale'], one.not ?? {}),
    },
  }
}

/** B01, B02 and B06 with what the other rows change. */
const b01: LegacyCase = {
  years: 10,
  revenue: 10000,
  main: [9000, 8000, 7000],
  field: 'A',
  digital: 3,
  quality: 2,
  profit: 1000,
  liabilities: 500,
  local: 15,
  ip: 'high',
  rd: [500, 50],
  staff: [20, 100],
  institution: 'national',
  points: [5, 10, 5, 5, 5, 5, 10, 5, 15, 10, 10, 5, 10],
  total: 100,
  verdict: 'qualified',
  route: 'score',
}
const b02: LegacyCase = {
  years: 4,
  revenue: 4000,
  main: [2916, 2700, 2500],
  field: 'B',
  digital: 2,
  quality: 1,
  profit: 240,
  liabilities: 600,
  local: 5,
  ip: 'self1',
  rd: [160, 50],
  staff: [10, 100],
  institution: 'city',
  points: [3, 8, 2, 3, 3, 3, 6, 3, 5, 8, 4, 3, 4],
  total: 55,
  verdict: 'unqualified',
}
const b03: LegacyCase = {
  ...b02,
  local: 10,
  points: [3, 8, 2, 3, 3, 3, 6, 3, 10, 8, 4, 3, 4],
  total: 60,
  verdict: 'qualified',
  route: 'score',
}
const b06: LegacyCase = {
  years: 2,
  revenue: 999,
  main: [850, 800, 780],
  field: 'A',
  digital: 2,
  quality: 1,
  profit: -50,
  liabilities: 300,
  local: 15,
  ip: 'one',
  rd: [100, 50],
  staff: [30, 60],
  institution: 'county',
  more: { financing: equity(2000) },
  points: [5, 4, 1, 5, 3, 3, 0, 5, 15, 6, 10, 5, 2],
  total: 64,
  verdict: 'qualified',
  route: 'score',
}
const b08: LegacyCase = {
  years: 3,
  revenue: 1000,
  main: [800, 800, 800],
  field: 'B',
  digital: 3,
  quality: 1,
  profit: 100,
  liabilities: 500,
  local: 15,
  ip: 'two',
  rd: [100, 50],
  staff: [5, 100],
  institution: null,
  points: [5, 2, 1, 3, 5, 3, 10, 5, 15, 2, 10, 1, 0],
  total: 62,
  verdict: 'qualified',
  route: 'score',
}

const legacyExamples: readonly WorkedExample[] = [
  legacyExample('B01', 'every part in full', b01),
  legacyExample('B02', '55 points', b02),
  legacyExample('B03', 'exactly 60', b03),
  legacyExample('B04', 'a direct condition replaces the score', {
    ...b02,
    makerChina: 'top500',
    verdict: 'qualified',
    route: 'srdi22-direct-maker',
  }),
  legacyExample('B05', 'a direct condition replaces no gate', {
    years: 8,
    revenue: 40000,
    main: [36000, 32000, 30000],
    field: 'B',
    digital: 2,
    quality: 2,
    profit: 2000,
    liabilities: 500,
    local: 10,
    ip: 'self1',
    rd: [1160, 1040],
    staff: [60, 500],
    institution: 'provincial',
    points: [5, 8, 4, 3, 3, 5, 4, 5, 10, 8, 10, 3, 8],
    total: 76,
    verdict: 'unqualified',
    not: { 'srdi22-rd': 'unmet', 'srdi22-direct-rd': 'met' },
  }),
  legacyExample('B06', 'equity of exactly 2000', b06),
  legacyExample('B07', 'equity a little short', {
    ...b06,
    more: { financing: equity(1999.99) },
    verdict: 'unqualified',
    route: undefined,
    not: { 'srdi22-scale': 'unmet' },
  }),
  legacyExample('B08', 'R&D of exactly 100, a tenth of revenue', b08),
  legacyExample('B09', 'R&D a little short', {
    ...b08,
    rd: [99.99, 50],
    points: [5, 2, 1, 3, 5, 3, 10, 5, 15, 2, 8, 1, 0],
    total: 60,
    verdict: 'unqualified',
    route: undefined,
    not: { 'srdi22-rd': 'unmet' },
  }),
  legacyExample('B10', 'the better branch of R&D; nine of quality capped at five', {
    years: 9,
    revenue: 12000,
    main: [8988, 8400, 8000],
    field: 'A',
    digital: 1,
    quality: 3,
    profit: 960,
    liabilities: 700,
    local: 10,
    ip: 'self1',
    rd: [480, 50],
    staff: [12, 100],
    institution: 'provincial',
    points: [3, 6, 4, 5, 0, 5, 8, 1, 10, 8, 8, 3, 8],
    total: 69,
    verdict: 'qualified',
    route: 'score',
  }),
  legacyExample('B11', 'the mean of the rates, not the compound one', {
    years: 6,
    revenue: 1300,
    main: [1200, 2000, 1000],
    field: 'C',
    digital: 2,
    quality: 2,
    profit: 65,
    liabilities: 450,
    local: 5,
    ip: 'one',
    rd: [130, 50],
    staff: [20, 100],
    institution: 'county',
    points: [5, 10, 3, 0, 3, 5, 4, 5, 5, 6, 10, 5, 2],
    total: 63,
    verdict: 'qualified',
    route: 'score',
  }),
  legacyExample('B12', 'R&D staff unknown', {
    ...b03,
    staff: [null, 100],
    points: [3, 8, 2, 3, 3, 3, 6, 3, 10, 8, 4, null, 4],
    total: [57, 62],
    verdict: 'undetermined',
    route: undefined,
  }),
  legacyExample('B13', 'too short a time in the niche', {
    ...b01,
    years: 1.9,
    points: [5, 10, 0, 5, 5, 5, 10, 5, 15, 10, 10, 5, 10],
    total: 95,
    verdict: 'unqualified',
    route: undefined,
    not: { 'srdi22-years': 'unmet' },
  }),
  legacyExample('B14', 'below every edge', {
    years: 5,
    revenue: 2000,
    main: [1199, 1250, 1300],
    field: 'C',
    digital: 1,
    quality: 0,
    profit: 39,
    liabilities: 701,
    local: 0,
    ip: 'none',
    rd: [60, 50],
    staff: [4, 100],
    institution: null,
    points: [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0],
    total: 4,
    verdict: 'unqualified',
    not: { 'srdi22-rd': 'unmet' },
  }),
]

// ——— “小巨人” by 2号

const giantGates = ['title', 'years', 'revenue', 'main-share', 'growth', 'debt-ratio', 'rd-sum', 'rd-ratio', 'ip', 'platform-score'].map(
  (name) => `lg26-${name}`,
)

type GiantRow = readonly [
  id: string,
  years: number,
  revenue: readonly [number, number, number | null],
  main: number,
  liabilities: number,
  rd: readonly [number, number],
  classOne: number,
  share: number,
  rank: number | null,
  score: number,
  verdict: string,
  not: Readonly<Record<string, string>>,
  more?: Partial<FirmFacts>,
]

const firstOfNation: Partial<FirmFacts> = { awards: [{ level: 'national', rank: 3, awardedOn: '2024-12-01' }] }

function giantExample([
  id,
  years,
  revenue,
  main,
  liabilities,
  rd,
  ip,
  share,
  rank,
  score,
  verdict,
  not,
  more = {},
]: GiantRow): WorkedExample {
  const facts: FirmFacts = {
    ...littleGiant,
    answers: {},
    ip: classOnes(ip),
    years: latestFirst({
      staffYearEnd: [100],
      operatingRevenue: revenue,
      mainBusinessRevenue: [main],
      totalLiabilities: [liabilities],
      totalAssets: [1000],
      rdExpense: rd,
    }),
    market: { ...littleGiant.market, yearsInNiche: years, nicheShare: share, domesticRank: rank, platformScore: score },
    ...more,
  }
  return {
    id: `lg26-${id}`,
    point: Object.keys(not).join(', ') || 'numbers pass',
    facts,
    expect: {
      certification: 'little-giant',
      ruleset: 'lg-2a2',
      verdict,
      route: null,
      outcomes: outcomesOf(giantGates, { 'lg26-market': 'review', 'lg26-domain': 'review', ...not }),
    },
  }
}

/** A 复核 by 2号 falls after the cycle of 2026: the figures of C07 moved by a year. */
const renewalNextYear = (): WorkedExample => {
  const { facts, expect, ...named } = giantExample(['C07', 5, [11024, 10500, 10000], 10500, 500, [800, 700], 5, 15, 2, 55, 'review', {}])
  return {
    ...named,
    point: '复核: growth is not tested, the score of the year before counts',
    facts: {
      ...facts,
      asOf: '2027-06-15',
      purpose: 'renew',
      years: Object.fromEntries(Object.entries(facts.years ?? {}).map(([year, figures]) => [String(Number(year) + 1), figures])),
      market: { ...facts.market, platformScorePrevious: 60 },
    },
    expect: { ...expect, outcomes: { ...expect.outcomes, 'lg26-growth': 'not-applicable', 'lg-not-champion': 'not-applicable' } },
  }
}

const giantRows: readonly GiantRow[] = [
  ['C01', 8, [12000, 11000, 10000], 11500, 500, [800, 700], 6, 25, 1, 72, 'review', {}],
  ['C02', 3, [5000, 4700, 4535.14], 4500, 750, [700, 500], 4, 10, 9, 60, 'review', {}],
  ['C03', 3, [4999.99, 4700, 4500], 4600, 750, [700, 500], 4, 10, 9, 60, 'unqualified', { 'lg26-revenue': 'unmet' }],
  ['C04', 5, [10000, 9500, 9000], 8999, 500, [800, 700], 5, 15, 2, 70, 'unqualified', { 'lg26-main-share': 'unmet' }],
  ['C05', 5, [11025, 10500, 10000], 10500, 500, [800, 700], 5, 15, 2, 70, 'review', {}],
  ['C06', 5, [11024, 10500, 10000], 10500, 500, [800, 700], 5, 15, 2, 70, 'unqualified', { 'lg26-growth': 'unmet' }],
  ['C08', 5, [20000, 19000, 18000], 19000, 751, [800, 700], 5, 15, 2, 70, 'unqualified', { 'lg26-debt-ratio': 'unmet' }],
  [
    'C09',
    5,
    [20000, 19000, 18000],
    19000,
    700,
    [599, 600],
    5,
    15,
    2,
    70,
    'unqualified',
    { 'lg26-rd-sum': 'unmet', 'lg26-rd-ratio': 'unmet' },
  ],
  ['C10', 5, [30000, 20000, 18000], 29000, 700, [899, 601], 5, 15, 2, 70, 'unqualified', { 'lg26-rd-ratio': 'unmet' }],
  ['C11', 5, [30000, 20000, 18000], 29000, 700, [900, 600], 3, 15, 2, 70, 'review', {}, firstOfNation],
  ['C12', 5, [30000, 20000, 18000], 29000, 700, [900, 600], 3, 15, 2, 70, 'unqualified', { 'lg26-ip': 'unmet' }],
  ['C13', 5, [30000, 20000, 18000], 29000, 700, [900, 600], 4, 6, 3, 70, 'review', {}],
  ['C14', 5, [30000, 20000, 18000], 29000, 700, [900, 600], 4, 9.9, 4, 70, 'unqualified', { 'lg26-market': 'unmet' }],
  ['C15', 5, [30000, 20000, 18000], 29000, 700, [900, 600], 4, 12, null, 59.9, 'unqualified', { 'lg26-platform-score': 'unmet' }],
  ['C16', 5, [30000, 20000, null], 29000, 700, [900, 600], 4, 12, null, 66, 'undetermined', { 'lg26-growth': 'unknown' }],
]

// ——— “小巨人” by 63号

const giantGates63 = [
  'title',
  'years',
  'main-share',
  'growth',
  'it',
  'certificate',
  'debt-ratio',
  'brand',
  'rd-tier',
  'institution',
  'ip',
].map((name) => `lg22-${name}`)

type GiantRow63 = readonly [
  id: string,
  years: number,
  revenue: readonly [number, number],
  main: readonly [number, number, number],
  liabilities: number,
  rd: readonly [number, number],
  classOne: number,
  institution: boolean,
  share: number,
  systems: number,
  staff: readonly [rd: number, all: number],
  verdict: string,
  not: Readonly<Record<string, string>>,
  more?: Partial<FirmFacts>,
]

function giantExample63(row: GiantRow63): WorkedExample {
  const [id, years, revenue, main, liabilities, rd, ip, institution, share, systems, staff, verdict, not, more = {}] = row
  return {
    id: `lg22-${id}`,
    point: Object.keys(not).join(', ') || 'numbers pass',
    facts: {
      ...littleGiant63,
      answers: { 'lg22-chain': true, 'lg22-domain': true },
      ip: classOnes(ip),
      institutions: institution ? [{ level: 'city', recognisedOn: '2021-09-01' }] : [],
      years: latestFirst({
        staffYearEnd: [staff[1]],
        rdStaff: [staff[0]],
        operatingRevenue: revenue,
        mainBusinessRevenue: main,
        totalLiabilities: [liabilities],
        totalAssets: [1000],
        rdExpense: rd,
      }),
      market: { ...littleGiant63.market, yearsInNiche: years, nicheShare: share, coreSystemsOnline: systems > 0 },
      ...more,
    },
    expect: {
      certification: 'little-giant',
      ruleset: 'lg-63a3',
      verdict,
      route: id === 'L08' ? 'lg22-direct-award' : null,
      outcomes: outcomesOf(giantGates63, { 'lg22-market': 'review', 'lg22-direct-maker': 'unmet', ...not }),
    },
  }
}

const giantRows63: readonly GiantRow63[] = [
  ['L01', 5, [10000, 9000], [7000, 6600, 6250], 700, [300, 270], 2, true, 10, 1, [20, 200], 'review', {}],
  ['L02', 5, [9999, 9000], [7500, 7000, 6500], 700, [599.9, 540], 2, true, 10, 1, [20, 200], 'unqualified', { 'lg22-rd-tier': 'unmet' }],
  ['L03', 5, [9999, 9000], [7500, 7000, 6500], 700, [600, 540], 2, true, 10, 1, [20, 200], 'review', {}],
  ['L04', 5, [5000, 4500], [4000, 3700, 3500], 600, [300, 270], 2, true, 12, 2, [20, 90], 'review', {}],
  ['L05', 4, [4999, 3000], [4500, 2800, 1500], 600, [1800, 1200], 2, true, 12, 2, [50, 100], 'review', {}, { financing: equity(8000) }],
  [
    'L06',
    4,
    [4999, 3000],
    [4500, 2800, 1500],
    600,
    [1800, 1200],
    2,
    true,
    12,
    2,
    [49, 100],
    'unqualified',
    { 'lg22-rd-tier': 'unmet' },
    { financing: equity(8000) },
  ],
  [
    'L07',
    4,
    [4999, 3000],
    [4500, 2800, 1500],
    600,
    [1799, 1200],
    2,
    true,
    12,
    2,
    [50, 100],
    'unqualified',
    { 'lg22-rd-tier': 'unmet' },
    { financing: equity(8000) },
  ],
  [
    'L08',
    4,
    [20000, 18000],
    [15000, 14000, 13500],
    600,
    [500, 400],
    0,
    false,
    12,
    2,
    [20, 200],
    'review',
    { 'lg22-rd-tier': 'unmet', 'lg22-institution': 'unmet', 'lg22-ip': 'unmet', 'lg22-direct-award': 'met' },
    firstOfNation,
  ],
  [
    'L09',
    4,
    [20000, 18000],
    [15000, 14000, 13500],
    600,
    [500, 400],
    0,
    false,
    12,
    2,
    [20, 200],
    'unqualified',
    { 'lg22-rd-tier': 'unmet', 'lg22-institution': 'unmet', 'lg22-ip': 'unmet' },
  ],
  [
    'L10',
    4,
    [20000, 18000],
    [13999, 13000, 12000],
    600,
    [700, 600],
    3,
    true,
    12,
    2,
    [20, 200],
    'unqualified',
    { 'lg22-main-share': 'unmet' },
  ],
  ['L11', 4, [20000, 18000], [15000, 15000, 13700], 600, [700, 600], 3, true, 12, 2, [20, 200], 'unqualified', { 'lg22-growth': 'unmet' }],
  [
    'L12',
    4,
    [20000, 18000],
    [15000, 14800, 13600],
    700.1,
    [700, 600],
    3,
    true,
    12,
    2,
    [20, 200],
    'unqualified',
    { 'lg22-debt-ratio': 'unmet' },
  ],
  [
    'L13',
    4,
    [20000, 18000],
    [15000, 14800, 13600],
    700,
    [700, 600],
    3,
    true,
    9.99,
    2,
    [20, 200],
    'unqualified',
    { 'lg22-market': 'unmet' },
  ],
  [
    'L14',
    2.9,
    [20000, 18000],
    [15000, 14000, 13000],
    600,
    [700, 600],
    3,
    true,
    12,
    0,
    [20, 200],
    'unqualified',
    { 'lg22-years': 'unmet', 'lg22-it': 'unmet' },
  ],
  ['L15', 4, [20000, 18000], [15000, 14000, 13000], 600, [700, 539], 3, true, 12, 1, [20, 200], 'unqualified', { 'lg22-rd-tier': 'unmet' }],
]

// ——— 福建省科技小巨人

const techGiantGates = ['registered', 'sme', 'age', 'revenue', 'main-product', 'rd', 'tech-staff', 'team', 'ip', 'debt'].map(
  (name) => `fjstg-${name}`,
)

type TechGiantRow = readonly [
  id: string,
  mainProduct: number,
  revenue: readonly [number, number, number],
  rd: readonly [number, number | null, number],
  software: boolean,
  staff: readonly [tech: number, all: number],
  ip: number,
  liabilities: number,
  verdict: string,
  not: Readonly<Record<string, string>>,
  more?: { readonly registeredOn?: string; readonly unanswered?: true },
]

const techGiantExample = ([
  id,
  mainProduct,
  revenue,
  rd,
  software,
  staff,
  ip,
  liabilities,
  verdict,
  not,
  more = {},
]: TechGiantRow): WorkedExample => ({
  id: `fjstg-${id}`,
  point: Object.keys(not).join(', ') || 'numbers pass',
  facts: {
    ...techGiant,
    profile: { ...techGiant.profile, softwareFirm: software, registeredOn: more.registeredOn ?? '2022-12-31' },
    answers: more.unanswered ? {} : { 'fjstg-team': true },
    ip: Array.from({ length: ip }, () => ({ ...classTwo, grantedOn: '2024-05-01' })),
    years: latestFirst({
      staffYearEnd: [staff[1]],
      techStaffMonthlyAvg: [staff[0]],
      operatingRevenue: revenue,
      mainProductRevenue: [mainProduct],
      rdExpense: rd,
      totalLiabilities: [liabilities],
      totalAssets: [1000],
    }),
  },
  expect: {
    certification: 'fujian-tech-giant',
    ruleset: 'fjstg-2023',
    verdict,
    route: null,
    outcomes: outcomesOf(techGiantGates, { 'fjstg-credit': 'review', ...not }),
  },
})

const ordinary: readonly [number, number, number] = [5000, 4500, 4000]
const ordinaryRd: readonly [number, number, number] = [200, 180, 160]

const techGiantRows: readonly TechGiantRow[] = [
  ['E01', 7000, [8000, 7000, 6000], [400, 350, 300], false, [20, 100], 5, 400, 'review', {}],
  ['E02', 1200, [2000, 2000, 2000], [60, 60, 60], false, [10, 100], 1, 700, 'review', {}],
  ['E03', 1500, [1999.99, 1900, 1800], [80, 80, 80], false, [12, 100], 2, 500, 'unqualified', { 'fjstg-revenue': 'unmet' }],
  ['E04', 2999, ordinary, ordinaryRd, false, [12, 100], 2, 500, 'unqualified', { 'fjstg-main-product': 'unmet' }],
  ['E05', 4500, ordinary, ordinaryRd, true, [30, 100], 2, 500, 'unqualified', { 'fjstg-rd': 'unmet' }],
  ['E06', 4500, ordinary, [250, 225, 200], true, [30, 100], 2, 500, 'review', {}],
  ['E07', 4500, ordinary, ordinaryRd, false, [9, 100], 2, 500, 'unqualified', { 'fjstg-tech-staff': 'unmet' }],
  ['E08', 4500, ordinary, ordinaryRd, false, [12, 100], 0, 500, 'unqualified', { 'fjstg-ip': 'unmet' }],
  ['E09', 4500, ordinary, ordinaryRd, false, [12, 100], 2, 700.01, 'unqualified', { 'fjstg-debt': 'unmet' }],
  ['E10', 45000, [50000, 45000, 40000], [2000, 1800, 1600], false, [300, 1200], 9, 500, 'unqualified', { 'fjstg-sme': 'unmet' }],
  ['E11', 4500, ordinary, ordinaryRd, false, [12, 100], 2, 500, 'unqualified', { 'fjstg-age': 'unmet' }, { registeredOn: '2023-01-01' }],
  // The two formulas disagree: the sheet says undetermined here and review in its text; a person decides.
  ['E12', 9000, [10000, 2000, 1000], [200, 100, 50], false, [12, 100], 2, 500, 'review', { 'fjstg-rd': 'review' }],
  ['E13', 4500, ordinary, [200, null, 160], false, [12, 100], 2, 500, 'undetermined', { 'fjstg-rd': 'unknown' }],
  [
    'E14',
    25000,
    [30000, 28000, 26000],
    [900, 840, 780],
    false,
    [60, 600],
    3,
    500,
    'review',
    { 'fjstg-team': 'review' },
    { unanswered: true },
  ],
  ['E15', 5000, [6000, 5000, 4000], [180, 140, 120], false, [12, 100], 2, 500, 'unqualified', { 'fjstg-rd': 'unmet' }],
]

export const specialisedExamples: readonly WorkedExample[] = [
  ...innovativeRows.map(innovativeExample),
  ...specialisedRows.map(specialisedExample),
  ...legacyExamples,
  ...giantRows.map(giantExample),
  renewalNextYear(),
  ...giantRows63.map(giantExample63),
  ...techGiantRows.map(techGiantExample),
]
