import type { FirmFacts } from '../../../shared/facts.ts'
import type { Assessment, SizeClass } from '../../../shared/report.ts'
import { hnte, rights, techSme, utilityModel, wan, withFigures, withProfile, withSeries } from './firms.ts'

/**
 * The worked examples of the policy sheets (115号 and 67号; 32号 and 195号; 300号) as facts with the expected answer. Money
 * in 万元 as the sheets state it. `expect` is partial: what it does not name is not compared.
 */
export interface WorkedExample {
  readonly id: string
  readonly point: string
  readonly facts: FirmFacts
  readonly expect: {
    readonly certification?: Assessment['certification']
    readonly ruleset?: string
    readonly verdict?: string
    readonly route?: string | null
    readonly score?: readonly [min: number, max: number]
    readonly points?: Readonly<Record<string, readonly [min: number, max: number]>>
    readonly outcomes?: Readonly<Record<string, string>>
    readonly shortBy?: number
    readonly sizeClass?: SizeClass
  }
}

interface TechSmeCase {
  readonly staff: readonly [all: number, tech: number]
  readonly rd: number
  readonly sales: number
  readonly cost: number | null
  readonly ip: readonly [classOne: number, classTwo: number]
  readonly assets?: number
  readonly also?: Partial<FirmFacts>
  /** Points for staff, R&D by revenue, R&D by cost, R&D, IP. */
  readonly points: readonly [number, number, number | null, number | readonly [number, number], number]
  readonly total: number | readonly [number, number]
  readonly result: 'pass' | 'fail' | 'incomplete'
  readonly route?: string
}

const interval = (points: number | readonly [number, number]): readonly [number, number] =>
  typeof points === 'number' ? [points, points] : points

function techSmeExample(id: string, point: string, one: TechSmeCase): WorkedExample {
  const [staff, revenue, cost, rd, ip] = one.points
  const facts = withFigures(
    { ...techSme, ip: rights(...one.ip), ...one.also },
    {
      staffQuarterlyAvg: one.staff[0],
      techStaffQuarterlyAvg: one.staff[1],
      rdTax: wan(one.rd),
      salesRevenue: wan(one.sales),
      costExpense: one.cost === null ? null : wan(one.cost),
      totalAssets: wan(one.assets ?? 5000),
    },
  )
  return {
    id,
    point,
    facts,
    expect: {
      certification: 'tech-sme',
      verdict: { pass: 'qualified', fail: 'unqualified', incomplete: 'undetermined' }[one.result],
      route: one.result === 'pass' ? (one.route ?? 'score') : null,
      score: interval(one.total),
      points: {
        'techsme-score-tech-staff': interval(staff),
        'techsme-score-rd-revenue': interval(revenue),
        'techsme-score-rd-cost': cost === null ? [0, 50] : interval(cost),
        'techsme-score-rd': interval(rd),
        'techsme-score-ip': interval(ip),
      },
    },
  }
}

const hnteCertificate = (validTo: string): Partial<FirmFacts> => ({ titles: [{ title: 'hnte', validFrom: '2023-11-28', validTo }] })
const standard = (draftingRank: number): Partial<FirmFacts> => ({
  standards: [{ level: 'national', draftingRank, publishedOn: '2022-06-15' }],
})

/** The mean of four quarters, each the mean of its start and end. */
const quarterly = (quarters: readonly (readonly [number, number])[]): number =>
  quarters.reduce((sum, [start, end]) => sum + (start + end) / 2, 0) / quarters.length

const staffOfA16: readonly [number, number] = [
  quarterly([
    [80, 90],
    [90, 100],
    [100, 110],
    [110, 120],
  ]),
  quarterly([
    [8, 10],
    [10, 10],
    [10, 12],
    [12, 8],
  ]),
]

const techSmeExamples: readonly WorkedExample[] = [
  techSmeExample('A01', 'smallest all-boundary pass', {
    staff: [100, 10],
    rd: 60,
    sales: 1000,
    cost: 900,
    ip: [0, 1],
    points: [4, 50, 0, 50, 6],
    total: 60,
    result: 'pass',
  }),
  techSmeExample('A02', '80 points but staff score 0: veto', {
    staff: [101, 10],
    rd: 60,
    sales: 1000,
    cost: 900,
    ip: [1, 0],
    points: [0, 50, 0, 50, 30],
    total: 80,
    result: 'fail',
  }),
  techSmeExample('A03', '58 points', {
    staff: [100, 15],
    rd: 30,
    sales: 1000,
    cost: 950,
    ip: [1, 0],
    points: [8, 20, 0, 20, 30],
    total: 58,
    result: 'fail',
  }),
  techSmeExample('A04', 'no IP at all can pass', {
    staff: [50, 15],
    rd: 50,
    sales: 1000,
    cost: 600,
    ip: [0, 0],
    points: [20, 40, 0, 40, 0],
    total: 60,
    result: 'pass',
  }),
  techSmeExample('A05', 'cost alternative beats revenue alternative', {
    staff: [20, 5],
    rd: 50,
    sales: 2000,
    cost: 200,
    ip: [0, 2],
    points: [16, 10, 40, 40, 12],
    total: 68,
    result: 'pass',
  }),
  techSmeExample('A06', 'no revenue: only the cost ratio is defined', {
    staff: [10, 3],
    rd: 80,
    sales: 0,
    cost: 250,
    ip: [0, 0],
    points: [20, 0, 50, 50, 0],
    total: 70,
    result: 'pass',
  }),
  techSmeExample('A07', 'all three size caps exactly met', {
    staff: [500, 100],
    rd: 800,
    sales: 20000,
    cost: 18000,
    ip: [0, 3],
    assets: 20000,
    points: [12, 30, 0, 30, 18],
    total: 60,
    result: 'pass',
  }),
  techSmeExample('A08', '501 staff fails although 96 points', {
    staff: [501, 150],
    rd: 1200,
    sales: 20000,
    cost: 18000,
    ip: [1, 0],
    assets: 20000,
    points: [16, 50, 0, 50, 30],
    total: 96,
    result: 'fail',
  }),
  techSmeExample('A09', 'valid HNTE certificate: direct, no staff veto', {
    staff: [300, 20],
    rd: 100,
    sales: 10000,
    cost: 9000,
    ip: [1, 0],
    also: hnteCertificate('2026-11-27'),
    points: [0, 0, 0, 0, 30],
    total: 30,
    result: 'pass',
    route: 'techsme-direct-hnte',
  }),
  techSmeExample('A10', 'valid HNTE certificate but assets above 2亿', {
    staff: [300, 20],
    rd: 100,
    sales: 10000,
    cost: 9000,
    ip: [1, 0],
    assets: 20001,
    also: hnteCertificate('2026-11-27'),
    points: [0, 0, 0, 0, 30],
    total: 30,
    result: 'fail',
  }),
  techSmeExample('A11', 'HNTE certificate expired the day before', {
    staff: [100, 25],
    rd: 200,
    sales: 10000,
    cost: 9500,
    ip: [0, 4],
    also: hnteCertificate('2026-06-14'),
    points: [16, 10, 0, 10, 24],
    total: 50,
    result: 'fail',
  }),
  techSmeExample('A12', 'just below upper edges', {
    staff: [200, 59],
    rd: 599,
    sales: 10000,
    cost: 6000,
    ip: [0, 4],
    points: [16, 40, 0, 40, 24],
    total: 80,
    result: 'pass',
  }),
  techSmeExample('A13', 'five class II items still 24', {
    staff: [40, 4],
    rd: 30,
    sales: 600,
    cost: 500,
    ip: [0, 5],
    points: [4, 40, 0, 40, 24],
    total: 68,
    result: 'pass',
  }),
  techSmeExample('A14', '100 points but on the abnormal list this year, removed since', {
    staff: [30, 12],
    rd: 100,
    sales: 1000,
    cost: 800,
    ip: [2, 0],
    also: { creditListings: [{ list: 'abnormal', from: '2026-02-01', to: '2026-03-01' }] },
    points: [20, 50, 10, 50, 30],
    total: 100,
    result: 'fail',
  }),
  techSmeExample('A15', 'cost total unknown: 54 known, up to 94 possible', {
    staff: [60, 18],
    rd: 20,
    sales: 1000,
    cost: null,
    ip: [0, 4],
    points: [20, 10, null, [10, 50], 24],
    total: [54, 94],
    result: 'incomplete',
  }),
  techSmeExample('A16', 'quarterly averages decide, not the year end', {
    staff: staffOfA16,
    rd: 50,
    sales: 1000,
    cost: 450,
    ip: [0, 3],
    points: [4, 40, 10, 40, 18],
    total: 62,
    result: 'pass',
  }),
  techSmeExample('A17', 'fifth drafter of a national standard: direct', {
    staff: [90, 9],
    rd: 15,
    sales: 1000,
    cost: 900,
    ip: [0, 1],
    also: standard(5),
    points: [4, 0, 0, 0, 6],
    total: 10,
    result: 'pass',
    route: 'techsme-direct-standard',
  }),
  techSmeExample('A18', 'sixth drafter is no lead drafter', {
    staff: [90, 9],
    rd: 15,
    sales: 1000,
    cost: 900,
    ip: [0, 1],
    also: standard(6),
    points: [4, 0, 0, 0, 6],
    total: 10,
    result: 'fail',
  }),
]

const gate = (id: string, point: string, criterion: string, outcome: 'met' | 'unmet', facts: FirmFacts): WorkedExample => ({
  id,
  point,
  facts,
  expect: { certification: 'hnte', outcomes: { [criterion]: outcome } },
})

const rdCase = (sales: readonly number[], rd: readonly number[]): FirmFacts => {
  const registered = sales.length === 3 ? hnte : withProfile(hnte, { registeredOn: `${2026 - sales.length}-03-01` })
  return withSeries(withSeries(registered, 'salesRevenue', sales.map(wan)), 'rdHnte', rd.map(wan))
}

const domesticCase = (domestic: number): FirmFacts =>
  withSeries(withSeries(hnte, 'rdHnte', [200, 200, 200].map(wan)), 'rdHnteDomestic', [120, 120, domestic - 240].map(wan))

const gateExamples: readonly WorkedExample[] = [
  gate('B-G01', 'latest sales exactly 5,000: 5 % tier', 'hnte-rd-ratio', 'met', rdCase([3000, 4000, 5000], [150, 200, 250])),
  gate('B-G02', 'latest sales 5,000.01: 4 % tier', 'hnte-rd-ratio', 'met', rdCase([3000, 4000, 5000.01], [100, 160, 221])),
  gate('B-G03', 'latest sales exactly 20,000: 4 % tier', 'hnte-rd-ratio', 'met', rdCase([16000, 18000, 20000], [640, 720, 800])),
  gate('B-G04', 'latest sales 20,001: 3 % tier', 'hnte-rd-ratio', 'met', rdCase([16000, 18000, 20001], [480, 540, 601])),
  gate('B-G05', 'the three-year sum decides, not the latest year', 'hnte-rd-ratio', 'unmet', rdCase([2000, 3000, 4000], [50, 100, 250])),
  gate('B-G06', 'two-year-old firm: two years are summed', 'hnte-rd-ratio', 'met', rdCase([500, 1000], [40, 50])),
  gate('B-G07', 'domestic R&D exactly 60 %', 'hnte-rd-domestic-share', 'met', domesticCase(360)),
  gate('B-G08', 'domestic R&D 59.83 %', 'hnte-rd-domestic-share', 'unmet', domesticCase(359)),
  gate(
    'B-G09',
    'high-tech income exactly 60 %',
    'hnte-hightech-income-share',
    'met',
    withFigures(hnte, { highTechIncome: wan(3000), totalIncome: wan(5000) }),
  ),
  gate(
    'B-G10',
    'total income is the denominator, not sales',
    'hnte-hightech-income-share',
    'unmet',
    withFigures(hnte, { highTechIncome: wan(2950), totalIncome: wan(5000), salesRevenue: wan(4800) }),
  ),
  gate(
    'B-G11',
    'science staff exactly 10 %',
    'hnte-tech-staff-ratio',
    'met',
    withFigures(hnte, { techStaffMonthlyAvg: 12, staffMonthlyAvg: 120 }),
  ),
  gate(
    'B-G12',
    'science staff 9.917 %',
    'hnte-tech-staff-ratio',
    'unmet',
    withFigures(hnte, { techStaffMonthlyAvg: 12, staffMonthlyAvg: 121 }),
  ),
  gate('B-G13', '365 days', 'hnte-age-365', 'met', withProfile(hnte, { registeredOn: '2025-07-01' })),
  gate('B-G14', '364 days', 'hnte-age-365', 'unmet', withProfile(hnte, { registeredOn: '2025-07-02' })),
  gate(
    'B-G15',
    'main products exactly 50 %: not over',
    'hnte-main-product-share',
    'unmet',
    withFigures(hnte, { highTechMainProductIncome: wan(1500), highTechIncome: wan(3000) }),
  ),
  gate(
    'B-G16',
    'main products 50.03 %',
    'hnte-main-product-share',
    'met',
    withFigures(hnte, { highTechMainProductIncome: wan(1501), highTechIncome: wan(3000) }),
  ),
]

function growth(
  id: string,
  point: string,
  values: readonly (number | null)[],
  points: readonly [number, number],
  outcome?: string,
): WorkedExample {
  const registered = values.length === 3 ? hnte : withProfile(hnte, { registeredOn: `${2026 - values.length}-03-01` })
  const yuan = values.map((value) => (value === null ? null : wan(value)))
  return {
    id,
    point,
    facts: withSeries(withSeries(registered, 'netAssets', yuan), 'salesRevenue', yuan),
    expect: {
      certification: 'hnte',
      points: { 'hnte-growth-net-assets': points, 'hnte-growth-sales': points },
      ...(outcome === undefined ? {} : { outcomes: { 'hnte-growth-net-assets': outcome } }),
    },
  }
}

const growthExamples: readonly WorkedExample[] = [
  growth('B-R01', 'exactly 35 %', [100, 135, 182.25], [9, 10]),
  growth('B-R02', '34.94 %', [100, 134.9, 182.1], [7, 8]),
  growth('B-R03', 'exactly 25 %', [100, 125, 156.25], [7, 8]),
  growth('B-R04', 'exactly 15 %, one band too low in doubles', [100, 115, 132.25], [5, 6]),
  growth('B-R05', 'exactly 5 %', [100, 105, 110.25], [3, 4]),
  growth('B-R06', '1 %', [100, 101, 102.01], [1, 2]),
  growth('B-R07', 'no growth', [100, 100, 100], [0, 0], 'unmet'),
  growth('B-R08', 'first year zero: the later two', [0, 200, 260], [7, 8]),
  growth('B-R09', 'second year zero', [100, 0, 300], [0, 0]),
  growth('B-R10', 'first and second zero', [0, 0, 100], [0, 0]),
  growth('B-R11', 'ends below its start and still gets points', [100, 150, 90], [3, 4]),
  growth('B-R12', 'shrinking', [100, 80, 90], [0, 0]),
  growth('B-R13', 'down to zero', [100, 120, 0], [0, 0]),
  growth('B-R14', 'two years, no factor of a half, left to a person', [200, 250], [7, 8], 'review'),
  growth('B-R15', 'one year', [300], [0, 0], 'unmet'),
  growth('B-R16', 'negative base, left to a person', [-50, 40, 60], [0, 0], 'review'),
  growth('B-R17', 'ever more negative is no growth', [-50, -100, -200], [0, 0], 'review'),
  growth('B-R18', 'latest year missing', [100, 110, null], [0, 10], 'unknown'),
]

interface ScoreCase {
  /** 先进, 核心, 数量, 方式, 加分 */
  readonly ip: readonly [number, number, number, number, number]
  readonly rights: readonly [classOne: number, classTwo: number]
  readonly usedClassTwo?: number
  readonly conversions: readonly number[]
  readonly conversionPoints: number
  readonly management: readonly [number, number, number, number]
  readonly growth: readonly [netAssets: number, sales: number]
  readonly total: number
  readonly pass: boolean
  readonly figures?: Parameters<typeof withFigures>[1]
}

/** A growth series that falls into the band of the wanted points. */
const seriesFor = (points: number): readonly number[] => {
  const rate = [0, 1, 1, 5, 5, 15, 15, 25, 25, 35, 35][points]! / 100
  return [1000, 1000 * (1 + rate), 1000 * (1 + rate) ** 2]
}

function score(id: string, point: string, one: ScoreCase): WorkedExample {
  const years = one.conversions.length
  const registered = years === 3 ? hnte : withProfile(hnte, { registeredOn: `${2026 - years}-03-01` })
  const twoYearRate = (points: number) => [1000, 1000 * (1 + [0, 1, 1, 5, 5, 15, 15, 25, 25, 35, 35][points]! / 100)]
  const series = (points: number) =>
    (years === 3 ? seriesFor(points) : twoYearRate(points)).map((value) => wan(Math.round(value * 100) / 100))
  const sales = series(one.growth[1])
  const grown = withSeries(
    withSeries(withSeries(registered, 'netAssets', series(one.growth[0])), 'salesRevenue', sales),
    'rdHnte',
    sales.map((value) => Math.round(value * 6) / 100),
  )
  const domestic = withSeries(
    grown,
    'rdHnteDomestic',
    sales.map((value) => Math.round(value * 6) / 100),
  )
  const latest = sales.at(-1) ?? 0
  const facts: FirmFacts = withFigures(
    {
      ...domestic,
      ip: [...rights(...one.rights), ...Array.from({ length: one.usedClassTwo ?? 0 }, () => ({ ...utilityModel, usedForHnte: true }))],
      conversions: Object.fromEntries(one.conversions.map((items, index) => [String(2026 - years + index), items])),
      answers: {
        'hnte-ip-advancedness': one.ip[0],
        'hnte-ip-core-support': one.ip[1],
        'hnte-ip-count': one.ip[2],
        'hnte-ip-acquisition': one.ip[3],
        'hnte-ip-standards-bonus': one.ip[4],
        'hnte-conversion': one.conversionPoints,
        'hnte-mgmt-rd-system': one.management[0],
        'hnte-mgmt-institution': one.management[1],
        'hnte-mgmt-incentive': one.management[2],
        'hnte-mgmt-talent': one.management[3],
        'hnte-growth-net-assets': one.growth[0],
        'hnte-growth-sales': one.growth[1],
      },
    },
    {
      totalIncome: latest,
      highTechIncome: Math.round(latest * 70) / 100,
      highTechMainProductIncome: Math.round(latest * 60) / 100,
      ...one.figures,
    },
  )
  return {
    id,
    point,
    facts,
    expect: {
      certification: 'hnte',
      verdict: one.pass ? 'qualified' : 'unqualified',
      score: [one.total, one.total],
      points: { 'hnte-conversion': [one.conversionPoints, one.conversionPoints], 'hnte-ip-count': [one.ip[2], one.ip[2]] },
    },
  }
}

const scoreExamples: readonly WorkedExample[] = [
  score('B-S01', 'solid manufacturer', {
    ip: [7, 7, 7, 5, 0],
    rights: [1, 3],
    conversions: [6, 5, 5],
    conversionPoints: 26,
    management: [5, 5, 3, 3],
    growth: [7, 5],
    total: 80,
    pass: true,
  }),
  score('B-S02', 'exactly 70 fails', {
    ip: [5, 5, 5, 4, 0],
    rights: [0, 5],
    conversions: [4, 4, 4],
    conversionPoints: 21,
    management: [5, 5, 3, 3],
    growth: [9, 5],
    total: 70,
    pass: false,
  }),
  score('B-S03', 'one bonus point more', {
    ip: [5, 5, 5, 4, 1],
    rights: [0, 5],
    conversions: [4, 4, 4],
    conversionPoints: 21,
    management: [5, 5, 3, 3],
    growth: [9, 5],
    total: 71,
    pass: true,
  }),
  score('B-S04', 'IP raw 32 capped at 30', {
    ip: [8, 8, 8, 6, 2],
    rights: [2, 0],
    conversions: [7, 7, 6],
    conversionPoints: 30,
    management: [6, 6, 4, 4],
    growth: [10, 10],
    total: 100,
    pass: true,
  }),
  score('B-S05', 'zero growth is no veto', {
    ip: [8, 7, 8, 5, 0],
    rights: [1, 0],
    conversions: [6, 6, 6],
    conversionPoints: 28,
    management: [6, 5, 4, 3],
    growth: [0, 0],
    total: 74,
    pass: true,
  }),
  score('B-S06', 'no IP fails whatever the score', {
    ip: [0, 0, 0, 0, 0],
    rights: [0, 0],
    conversions: [5, 5, 5],
    conversionPoints: 25,
    management: [5, 5, 3, 3],
    growth: [10, 10],
    total: 61,
    pass: false,
  }),
  score('B-S07', 'renewal: six used class II excluded, two remain', {
    ip: [5, 5, 2, 4, 0],
    rights: [0, 2],
    usedClassTwo: 6,
    conversions: [5, 5, 5],
    conversionPoints: 25,
    management: [4, 4, 3, 3],
    growth: [7, 5],
    total: 67,
    pass: false,
  }),
  score('B-S08', 'renewal: the same invention patent again', {
    ip: [6, 6, 7, 5, 0],
    rights: [1, 0],
    conversions: [5, 5, 5],
    conversionPoints: 25,
    management: [4, 4, 3, 3],
    growth: [5, 3],
    total: 71,
    pass: true,
  }),
  score('B-S09', '14 conversions in 3 years: band B', {
    ip: [6, 6, 7, 5, 0],
    rights: [1, 0],
    conversions: [5, 5, 4],
    conversionPoints: 24,
    management: [5, 4, 3, 3],
    growth: [4, 3],
    total: 70,
    pass: false,
  }),
  score('B-S10', '15 conversions in 3 years: band A', {
    ip: [6, 6, 7, 5, 0],
    rights: [1, 0],
    conversions: [5, 5, 5],
    conversionPoints: 25,
    management: [5, 4, 3, 3],
    growth: [4, 3],
    total: 71,
    pass: true,
  }),
  score('B-S11', 'two-year-old firm: divided by two', {
    ip: [6, 5, 5, 6, 0],
    rights: [0, 6],
    conversions: [4, 4],
    conversionPoints: 20,
    management: [5, 4, 3, 3],
    growth: [7, 9],
    total: 73,
    pass: true,
  }),
  score('B-S12', 'high-tech income 59 %: a gate fails with 85 points', {
    ip: [8, 7, 8, 5, 0],
    rights: [1, 0],
    conversions: [6, 6, 6],
    conversionPoints: 28,
    management: [5, 5, 4, 3],
    growth: [7, 5],
    total: 85,
    pass: false,
    figures: { totalIncome: wan(5000), highTechIncome: wan(2950), highTechMainProductIncome: wan(2900) },
  }),
]

/** The interval examples: what nobody has answered stays open. */
function open(
  id: string,
  point: string,
  growth: readonly [netAssets: number, sales: number],
  facts: Partial<FirmFacts>,
  score: readonly [number, number],
  verdict: string,
): WorkedExample {
  const series = (points: number) => seriesFor(points).map((value) => wan(Math.round(value * 100) / 100))
  const sales = series(growth[1])
  const rd = sales.map((value) => Math.round(value * 6) / 100)
  const grown = withSeries(withSeries(hnte, 'netAssets', series(growth[0])), 'salesRevenue', sales)
  return {
    id,
    point,
    facts: { ...withSeries(withSeries(grown, 'rdHnte', rd), 'rdHnteDomestic', rd), ...facts },
    expect: { certification: 'hnte', score, verdict },
  }
}

/** The sheet spans 14–16 for management in B-I03 and B-I04; answers fix it at 14. */
const management = { 'hnte-mgmt-rd-system': 4, 'hnte-mgmt-institution': 4, 'hnte-mgmt-incentive': 3, 'hnte-mgmt-talent': 3 }
const strong = { 'hnte-ip-advancedness': 8, 'hnte-ip-core-support': 8 }
const perYear = (a: number, b: number, c: number) => ({ '2023': a, '2024': b, '2025': c })

const intervalExamples: readonly WorkedExample[] = [
  open(
    'B-I01',
    'management answers missing',
    [10, 8],
    { ip: rights(0, 3), conversions: perYear(4, 4, 4), answers: { 'hnte-ip-advancedness': 5, 'hnte-ip-core-support': 5 } },
    [49, 84],
    'review',
  ),
  open(
    'B-I02',
    '70 cannot be passed any more',
    [0, 0],
    {
      ip: rights(0, 2).map((right) => ({ ...right, acquisition: 'transfer' as const })),
      conversions: perYear(2, 2, 2),
      answers: { 'hnte-ip-advancedness': 2, 'hnte-ip-core-support': 2 },
    },
    [13, 43],
    'unqualified',
  ),
  open(
    'B-I03',
    'passes even at the low end',
    [6, 4],
    { conversions: perYear(5, 5, 5), answers: { ...strong, 'hnte-ip-standards-bonus': 2, ...management } },
    [73, 84],
    'qualified',
  ),
  open(
    'B-I04',
    'one conversion in three years: 0 points, flagged',
    [10, 10],
    { conversions: perYear(1, 0, 0), answers: { ...strong, 'hnte-ip-standards-bonus': 1, ...management } },
    [57, 64],
    'unqualified',
  ),
]

const sizeExample = (
  no: string,
  sector: string,
  industry: string,
  staff: number | null,
  revenue: number | null,
  assets: number | null,
  sizeClass: SizeClass['class'],
): WorkedExample => ({
  id: `size-${no}-${sector}`,
  point: `${staff ?? '—'} staff, ${revenue ?? '—'} 万元, assets ${assets ?? '—'}`,
  facts: {
    asOf: '2026-06-15',
    profile: { industry },
    years: {
      '2025': {
        staffYearEnd: staff,
        operatingRevenue: revenue === null ? null : wan(revenue),
        totalAssets: assets === null ? null : wan(assets),
      },
    },
  },
  expect: { sizeClass: { class: sizeClass, sme: sizeClass !== 'large' } },
})

type SizeRow = readonly [
  sector: string,
  industry: string,
  staff: number | null,
  revenue: number | null,
  assets: number | null,
  sizeClass: SizeClass['class'],
]

const sizeRows: readonly SizeRow[] = [
  ['industry', 'C3974', 1200, 30000, null, 'medium'],
  ['industry', 'C3974', 800, 90000, null, 'medium'],
  ['industry', 'C3974', 1000, 40000, null, 'large'],
  ['industry', 'C3974', 999, 40000, null, 'medium'],
  ['industry', 'C3974', 300, 2000, null, 'medium'],
  ['industry', 'C3974', 299, 39000, null, 'small'],
  ['industry', 'C3974', 300, 1999.99, null, 'small'],
  ['industry', 'C3974', 20, 300, null, 'small'],
  ['industry', 'C3974', 19, 5000, null, 'micro'],
  ['industry', 'C3974', 500, 299, null, 'micro'],
  ['software', 'I6513', 300, 10000, null, 'large'],
  ['software', 'I6513', 299, 20000, null, 'medium'],
  ['software', 'I6513', 100, 999, null, 'small'],
  ['software', 'I6513', 10, 50, null, 'small'],
  ['software', 'I6513', 9, 800, null, 'micro'],
  ['agri', 'A0111', null, 20000, null, 'large'],
  ['agri', 'A0111', null, 19999, null, 'medium'],
  ['agri', 'A0111', null, 49.9, null, 'micro'],
  ['construction', 'E4710', null, 80000, 79999, 'medium'],
  ['construction', 'E4710', null, 5999, 9000, 'small'],
  ['realestate', 'K7010', null, 200000, 10000, 'large'],
  ['realestate', 'K7010', null, 300000, 9999, 'medium'],
  ['leasing', 'L7212', 300, null, 120000, 'large'],
  ['leasing', 'L7212', 99, null, 9000, 'small'],
  ['other', 'M7320', 300, null, null, 'large'],
  ['other', 'M7320', 99, null, null, 'small'],
  ['other', 'M7320', 9, null, null, 'micro'],
  ['wholesale', 'F5171', 199, 90000, null, 'medium'],
  ['retail', 'F5211', 49, 600, null, 'small'],
  ['property', 'K7020', 99, 5000, null, 'micro'],
  ['infotrans', 'I6421', 2000, 100000, null, 'large'],
  ['warehouse', 'G5930', 100, 1000, null, 'medium'],
  ['transport', 'G5430', 299, 3000, null, 'small'],
  ['post', 'G6010', 1000, 29999, null, 'medium'],
  ['hotel', 'H6110', 100, 2000, null, 'medium'],
  ['catering', 'H6210', 10, 100, null, 'small'],
]

const sizeExamples = sizeRows.map((row, index) => sizeExample(String(index + 1).padStart(2, '0'), ...row))

export const workedExamples: readonly WorkedExample[] = [
  ...techSmeExamples,
  ...gateExamples,
  ...growthExamples,
  ...scoreExamples,
  ...intervalExamples,
  ...sizeExamples,
]
