import { describe, expect, it } from 'vitest'
import type { IpRight } from '../../../shared/dictionary/lists.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import { findRuleset, rulesets } from '../../../shared/rules/rulesets/index.ts'
import {
  blankBoardFirm,
  bseFirm,
  chinextFirm,
  mainFirm,
  preconditionIds,
  starFirm,
  starPatent,
  starPatents,
  withAnswers,
  withMarketCap,
  withProfit,
  withWan,
} from './board-firms.ts'
import { assessmentOf, criterionOf, withFigures, withProfile } from './firms.ts'

type Side = readonly [criterion: string, met: FirmFacts, unmet: FirmFacts]

const fen = 0.01
const yi = (value: number): number => value * 100_000_000
const firm = blankBoardFirm

const marketCap = (criterion: string, least: number): Side => [criterion, withMarketCap(firm, least), withMarketCap(firm, least - fen)]
const revenue = (criterion: string, least: number): Side => [
  criterion,
  withFigures(firm, { operatingRevenue: least }),
  withFigures(firm, { operatingRevenue: least - fen }),
]
/** Net profit of the last year, all others unchanged. */
const profit = (criterion: string, base: FirmFacts, least: number): Side => [
  criterion,
  withFigures(base, { netProfitParent: least, netProfitParentExNonRecurring: least }),
  withFigures(base, { netProfitParent: least, netProfitParentExNonRecurring: least - fen }),
]
const positive = (criterion: string, base: FirmFacts): Side => [
  criterion,
  withFigures(base, { netProfitParent: fen, netProfitParentExNonRecurring: 1 }),
  withFigures(base, { netProfitParent: 0, netProfitParentExNonRecurring: 1 }),
]
const rdRatio = (criterion: string, base: FirmFacts, latestRd: number): Side => [
  criterion,
  withFigures(base, { rdInput: latestRd }),
  withFigures(base, { rdInput: latestRd - fen }),
]
/** Revenue of 1亿 a year: three years of R&D at 5 %, 10 % or 15 % are 1500, 3000 or 4500. */
const evenRevenue = withWan(firm, { operatingRevenue: [10000, 10000, 10000], rdInput: [0, 0, 0] })
const software = (facts: FirmFacts): FirmFacts => withProfile(facts, { softwareFirm: true })

const sides: readonly Side[] = [
  marketCap('star-set1-mcap', yi(10)),
  profit('star-set1a-profit', withProfit(firm, null, 1000, 0), 40_000_000),
  ['star-set1a-profit', withProfit(firm, null, 0.000001, 6000), withProfit(firm, null, 0, 6000)],
  positive('star-set1b-profit', firm),
  revenue('star-set1b-revenue', yi(1)),
  marketCap('star-set2-mcap', yi(15)),
  revenue('star-set2-revenue', yi(2)),
  rdRatio('star-set2-rd-ratio', evenRevenue, 45_000_000),
  marketCap('star-set3-mcap', yi(20)),
  revenue('star-set3-revenue', yi(3)),
  [
    'star-set3-ocf',
    withWan(firm, { operatingCashFlow: [-1000, 4000, 7000] }),
    withWan(firm, { operatingCashFlow: [-1000, 4000, 6999.999999] }),
  ],
  marketCap('star-set4-mcap', yi(30)),
  revenue('star-set4-revenue', yi(3)),
  marketCap('star-set5-mcap', yi(40)),
  rdRatio('star-attr-rd', evenRevenue, 15_000_000),
  rdRatio('star-attr-rd', withWan(firm, { operatingRevenue: [90000, 90000, 90000], rdInput: [2000, 3000, 0] }), 30_000_000),
  rdRatio('star-attr-rd-software', software(evenRevenue), 30_000_000),
  ['star-attr-rd-staff', withFigures(firm, { rdStaff: 30, staffYearEnd: 300 }), withFigures(firm, { rdStaff: 29, staffYearEnd: 300 })],
  ['star-attr-invention-patents', { ...firm, ip: starPatents(7) }, { ...firm, ip: starPatents(6) }],
  [
    'star-attr-growth',
    withWan(firm, { operatingRevenue: [16000, null, 25000] }),
    withWan(firm, { operatingRevenue: [16000, null, 24999.999999] }),
  ],
  [
    'star-attr-growth',
    withWan(firm, { operatingRevenue: [29000, null, 30000] }),
    withWan(firm, { operatingRevenue: [29000, null, 29999.999999] }),
  ],
  ['star-attr-x5', { ...firm, ip: starPatents(50) }, { ...firm, ip: starPatents(49) }],

  positive('chinext-set1-profit-years', withProfit(firm, null, 1, 0)),
  profit('chinext-set1-profit-sum', withProfit(firm, null, 4000, 0), 60_000_000),
  profit('chinext-set1-profit-latest', firm, 60_000_000),
  marketCap('chinext-set2-mcap', yi(15)),
  positive('chinext-set2-profit', firm),
  revenue('chinext-set2-revenue', yi(4)),
  marketCap('chinext-set3-mcap', yi(50)),
  revenue('chinext-set3-revenue', yi(3)),
  marketCap('chinext-set4a-mcap', yi(30)),
  revenue('chinext-set4a-revenue', yi(2)),
  [
    'chinext-set4a-cagr',
    withWan(firm, { operatingRevenue: [20000, null, 33800] }),
    withWan(firm, { operatingRevenue: [20000, null, 33799.999999] }),
  ],
  marketCap('chinext-set4b-mcap', yi(40)),
  revenue('chinext-set4b-revenue', yi(2)),
  rdRatio('chinext-set4b-rd-sum', withWan(firm, { rdInput: [2900, 3300, 0] }), 38_000_000),
  rdRatio('chinext-set4b-rd-ratio', evenRevenue, 45_000_000),
  [
    'chinext-pos-a',
    withWan(firm, { rdInput: [800, null, 1058], operatingRevenue: [16000, null, 25000] }),
    withWan(firm, { rdInput: [800, null, 1057.999999], operatingRevenue: [16000, null, 25000] }),
  ],
  [
    'chinext-pos-a',
    withWan(firm, { rdInput: [500, null, 1000], operatingRevenue: [16000, null, 25000] }),
    withWan(firm, { rdInput: [500, null, 999.999999], operatingRevenue: [16000, null, 25000] }),
  ],
  [
    'chinext-pos-a',
    withWan(firm, { rdInput: [800, null, 1058], operatingRevenue: [16000, null, 25000] }),
    withWan(firm, { rdInput: [800, null, 1058], operatingRevenue: [16000, null, 24999.999999] }),
  ],
  rdRatio('chinext-pos-b', withWan(firm, { rdInput: [1600, 1700, 0], operatingRevenue: [29000, null, 30000] }), 17_000_000),
  [
    'chinext-pos-b',
    withWan(firm, { rdInput: [1600, 1700, 1800], operatingRevenue: [29000, null, 30000] }),
    withWan(firm, { rdInput: [1600, 1700, 1800], operatingRevenue: [29000, null, 29999.999999] }),
  ],
  [
    'chinext-pos-negative',
    withProfile(firm, { industry: 'C1690' }),
    withAnswers(withProfile(firm, { industry: 'C1711' }), { 'chinext-pos-negative': false }),
  ],

  ['bse-structural-net-assets', withFigures(firm, { netAssets: 50_000_000 }), withFigures(firm, { netAssets: 50_000_000 - fen })],
  marketCap('bse-set1-mcap', yi(2)),
  profit('bse-set1a-profit', withProfit(firm, null, 1500, 0), 15_000_000),
  ['bse-set1a-profit', withProfit(firm, null, 1500, 2000), withProfit(firm, null, 1499.999999, 2000)],
  ['bse-set1a-roe', withWan(firm, { weightedRoe: [7, 9] }), withWan(firm, { weightedRoe: [7, 8.999999] })],
  profit('bse-set1b-profit', firm, 25_000_000),
  ['bse-set1b-roe', withWan(firm, { weightedRoe: [8] }), withWan(firm, { weightedRoe: [7.999999] })],
  marketCap('bse-set2-mcap', yi(4)),
  ['bse-set2-revenue-mean', withWan(firm, { operatingRevenue: [8000, 12000] }), withWan(firm, { operatingRevenue: [8000, 11999.999999] })],
  ['bse-set2-growth', withWan(firm, { operatingRevenue: [16000, 20800] }), withWan(firm, { operatingRevenue: [16000, 20799.999999] })],
  ['bse-set2-ocf', withFigures(firm, { operatingCashFlow: fen }), withFigures(firm, { operatingCashFlow: 0 })],
  marketCap('bse-set3-mcap', yi(8)),
  revenue('bse-set3-revenue', yi(2)),
  rdRatio('bse-set3-rd-ratio', evenRevenue, 16_000_000),
  marketCap('bse-set4-mcap', yi(15)),
  rdRatio('bse-set4-rd-sum', withWan(firm, { rdInput: [9999, 2000, 0] }), 30_000_000),

  ['main-set1-profit-years', withProfit(firm, 0.000001, 5, 5), withProfit(firm, 0, 5, 5)],
  profit('main-set1-profit-sum', withProfit(firm, 4000, 6000, 0), 100_000_000),
  profit('main-set1-profit-latest', firm, 100_000_000),
  [
    'main-set1-ocf-or-revenue',
    withWan(firm, { operatingCashFlow: [-1000, 1000, 20000], operatingRevenue: [1, 1, 1] }),
    withWan(firm, { operatingCashFlow: [-1000, 1000, 19999.999999], operatingRevenue: [1, 1, 1] }),
  ],
  [
    'main-set1-ocf-or-revenue',
    withWan(firm, { operatingCashFlow: [0, 0, 0], operatingRevenue: [50000, 50000, 50000] }),
    withWan(firm, { operatingCashFlow: [0, 0, 0], operatingRevenue: [50000, 50000, 49999.999999] }),
  ],
  marketCap('main-set2-mcap', yi(50)),
  positive('main-set2-profit', firm),
  revenue('main-set2-revenue', yi(6)),
  [
    'main-set2-ocf',
    withWan(firm, { operatingCashFlow: [8000, 8000, 9000] }),
    withWan(firm, { operatingCashFlow: [8000, 8000, 8999.999999] }),
  ],
  marketCap('main-set3-mcap', yi(100)),
  positive('main-set3-profit', firm),
  revenue('main-set3-revenue', yi(10)),
]

describe('every line of the boards, on both sides', () => {
  it.each(sides)('%s', (criterion, met, unmet) => {
    expect(criterionOf(met, criterion).outcome).toBe('met')
    expect(criterionOf(unmet, criterion).outcome).toBe('unmet')
  })

  it('are all tried: what is left takes no figure', () => {
    const tried = new Set(sides.map(([criterion]) => criterion))
    const computed = new Set(
      rulesets
        .filter(({ certification }) => ['star', 'chinext', 'bse', 'main-board'].includes(certification))
        .flatMap(({ criteria }) => criteria)
        .filter((criterion) => 'test' in criterion && criterion.test.kind !== 'judged')
        .map(({ id }) => id),
    )
    const others = [...computed].filter((id) => !tried.has(id)).sort()
    expect(others).toEqual([
      'bse-structural',
      'chinext-pos-c',
      'chinext-set3-sector',
      'chinext-structural',
      'ipo-pre-operating-years',
      'main-structural',
      'star-structural',
    ])
  })

  it('take the lesser net profit of each year before adding up', () => {
    const facts = withWan(firm, { netProfitParent: [null, 3000, 2000], netProfitParentExNonRecurring: [null, 2000, 3000] })
    expect(criterionOf(facts, 'star-set1a-profit')).toMatchObject({ outcome: 'unmet', value: 40_000_000 })
  })
})

describe('firms that qualify', () => {
  it.each([
    ['star', starFirm, 'star-set1'],
    ['chinext', chinextFirm, 'chinext-set1'],
    ['bse', bseFirm, 'bse-set1'],
    ['main-board', mainFirm, 'main-set1'],
  ] as const)('%s, by the first set that holds', (certification, facts, route) => {
    expect(assessmentOf(facts, certification)).toMatchObject({ verdict: 'qualified', route, shortBy: 0, missing: [], score: null })
  })

  it.each([
    ['star', starFirm],
    ['chinext', chinextFirm],
    ['bse', bseFirm],
    ['main-board', mainFirm],
  ] as const)('%s need the structural conditions: stated, denied, unknown', (certification, facts) => {
    const structural = (structuralOk: boolean | null) =>
      assessmentOf({ ...facts, listing: { ...facts.listing, structuralOk } }, certification)
    expect(structural(false)).toMatchObject({ verdict: 'unqualified', shortBy: 1 })
    expect(structural(null)).toMatchObject({ verdict: 'undetermined', missing: ['listing.structuralOk'] })
  })

  it('fall back to review while nobody has answered, and name the set', () => {
    expect(assessmentOf({ ...mainFirm, answers: {} }, 'main-board')).toMatchObject({ verdict: 'review', route: 'main-set1', shortBy: 0 })
    expect(assessmentOf(withAnswers(bseFirm, { 'bse-positioning': null }), 'bse')).toMatchObject({ verdict: 'review', route: 'bse-set1' })
    expect(assessmentOf(withAnswers(mainFirm, { 'main-positioning': false }), 'main-board')).toMatchObject({
      verdict: 'unqualified',
      shortBy: 1,
    })
  })

  it('prefer a set that is met to an earlier one left to a person', () => {
    const open = withMarketCap(withWan(chinextFirm, { operatingRevenue: [16000, 20000, 40000] }), yi(50))
    const unprofitable = withProfit(open, -3000, -2000, -1000)
    expect(assessmentOf(unprofitable, 'chinext')).toMatchObject({ verdict: 'review', route: 'chinext-set3' })
    const answered = withAnswers(unprofitable, { 'chinext-set4-sector': true })
    expect(assessmentOf(answered, 'chinext')).toMatchObject({ verdict: 'qualified', route: 'chinext-set4' })
  })
})

describe('rule sets by day', () => {
  it.each([
    ['chinext', '2024-04-29', undefined],
    ['chinext', '2024-04-30', 'chinext@2024-04-30'],
    ['chinext', '2026-04-23', 'chinext@2024-04-30'],
    ['chinext', '2026-04-24', 'chinext@2026-04-24'],
    ['star', '2024-04-29', undefined],
    ['star', '2024-04-30', 'star@2024-04-30'],
    ['bse', '2024-04-29', undefined],
    ['bse', '2024-04-30', 'bse@2024-04-30'],
    ['main-board', '2024-04-29', undefined],
    ['main-board', '2024-04-30', 'main-board@2024-04-30'],
  ] as const)('%s on %s: %s', (certification, day, id) => {
    expect(findRuleset(certification, day, 'apply')?.id).toBe(id)
    expect(findRuleset(certification, day, 'renew')?.id).toBe(id)
  })

  it('are unavailable before the first', () => {
    expect(assessmentOf({ ...starFirm, asOf: '2024-04-29' }, 'star')).toMatchObject({ verdict: 'unavailable', shortBy: null, criteria: [] })
  })

  it('know no fourth set of ChiNext before the reform', () => {
    const earlier = assessmentOf({ ...chinextFirm, asOf: '2026-04-23' }, 'chinext')
    expect(earlier.criteria.map(({ id }) => id).filter((id) => id.includes('set4'))).toEqual([])
  })
})

describe('criteria of the boards', () => {
  const idsOf = (id: string) => rulesets.find((ruleset) => ruleset.id === id)!.criteria.map((criterion) => criterion.id)

  it('are rows, not sets', () => {
    for (const { ways, criteria } of rulesets.filter(({ id }) => /^(star|chinext|bse|main-board)@/.test(id)))
      for (const way of ways) expect(criteria.map(({ id }) => id)).not.toContain(way.id)
  })

  it('include the conditions of issue except at the Beijing exchange', () => {
    for (const id of ['star@2024-04-30', 'chinext@2026-04-24', 'main-board@2024-04-30'])
      expect(idsOf(id)).toEqual(expect.arrayContaining(preconditionIds))
    expect(idsOf('bse@2024-04-30').filter((id) => id.startsWith('ipo-pre'))).toEqual([])
  })

  it('have unique ids', () => {
    for (const { criteria } of rulesets) expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length)
  })
})

describe('STAR: software firms', () => {
  const kindUnknown = (facts: FirmFacts): FirmFacts => withProfile(facts, { softwareFirm: null, industry: null })
  const rows = (facts: FirmFacts) => ['star-attr-rd', 'star-attr-rd-software'].map((id) => criterionOf(facts, id).outcome)

  it('show the row of the other kind as not applicable', () => {
    expect(rows(starFirm)).toEqual(['met', 'not-applicable'])
    expect(rows(withProfile(starFirm, { softwareFirm: true }))[0]).toBe('not-applicable')
    expect(rows(withProfile(starFirm, { softwareFirm: null, industry: 'I6513' }))[0]).toBe('not-applicable')
    expect(criterionOf({ ...withProfile(starFirm, { softwareFirm: true }), ip: null }, 'star-attr-invention-patents')).toMatchObject({
      outcome: 'not-applicable',
      missing: [],
    })
  })

  it('decide both rows where the two lines agree while the kind is unknown', () => {
    // 10 % and more, 5 % by ratio alone, less than both.
    expect(rows(kindUnknown(withWan(starFirm, { rdInput: [2000, 2000, 2100] })))).toEqual(['met', 'met'])
    expect(rows(kindUnknown(withWan(starFirm, { rdInput: [1000, 1500, 1500] })))).toEqual(['unknown', 'unknown'])
    expect(rows(kindUnknown(withWan(starFirm, { rdInput: [500, 500, 500] })))).toEqual(['unmet', 'unmet'])
  })

  it('name the kind of firm among the missing, and miss one of the two rows, not both', () => {
    const open = kindUnknown(withWan(starFirm, { rdInput: [1000, 1500, 1500] }))
    expect(assessmentOf(open, 'star')).toMatchObject({ verdict: 'undetermined', shortBy: 0 })
    expect(assessmentOf(open, 'star').missing).toEqual(['profile.softwareFirm', 'profile.industry'])
    const short = kindUnknown(withWan(starFirm, { rdInput: [500, 500, 500] }))
    expect(assessmentOf(short, 'star')).toMatchObject({ verdict: 'unqualified', shortBy: 1 })
  })

  it('leave too few patents open while the kind is unknown', () => {
    expect(criterionOf(kindUnknown({ ...starFirm, ip: starPatents(6) }), 'star-attr-invention-patents').outcome).toBe('unknown')
    expect(criterionOf(kindUnknown({ ...starFirm, ip: starPatents(7) }), 'star-attr-invention-patents').outcome).toBe('met')
    expect(criterionOf(kindUnknown({ ...starFirm, ip: null }), 'star-attr-invention-patents').missing).toContain('ip')
  })
})

describe('STAR: patents and attributes', () => {
  const sixAnd = (patent: IpRight) => criterionOf({ ...starFirm, ip: [...starPatents(6), patent] }, 'star-attr-invention-patents')

  it('count invention and defence patents that are granted, linked and can be industrialised, in use or not', () => {
    expect(sixAnd({ ...starPatent, inUse: false }).outcome).toBe('met')
    expect(sixAnd({ ...starPatent, kind: 'defence-patent' }).outcome).toBe('met')
    expect(sixAnd({ ...starPatent, acquisition: 'transfer' }).outcome).toBe('met')
    expect(sixAnd({ ...starPatent, grantedOn: null }).outcome).toBe('met')
    expect(sixAnd({ ...starPatent, grantedOn: '2026-06-15' }).outcome).toBe('met')
    expect(sixAnd({ ...starPatent, grantedOn: '2026-06-16' }).outcome).toBe('unmet')
    expect(sixAnd({ ...starPatent, kind: 'utility-model' }).outcome).toBe('unmet')
    expect(sixAnd({ ...starPatent, linkedToMainProduct: false }).outcome).toBe('unmet')
    expect(sixAnd({ ...starPatent, industrialisable: false }).outcome).toBe('unmet')
    expect(sixAnd({ ...starPatent, valid: false }).outcome).toBe('unmet')
    expect(sixAnd({ ...starPatent, industrialisable: null })).toMatchObject({
      outcome: 'unknown',
      missing: ['ip.6.industrialisable'],
    })
  })

  it('are met by any one exception, and left to a person while an exception is unanswered', () => {
    const failing = { ...starFirm, ip: starPatents(3) }
    expect(assessmentOf(failing, 'star')).toMatchObject({ verdict: 'unqualified', route: null, shortBy: 1 })
    expect(assessmentOf(withAnswers(failing, { 'star-attr-x3': null }), 'star')).toMatchObject({ verdict: 'review', shortBy: 0 })
    expect(assessmentOf(withAnswers(failing, { 'star-attr-x3': true }), 'star')).toMatchObject({ verdict: 'qualified' })
    const many = withWan({ ...starFirm, ip: starPatents(50) }, { rdInput: [0, 0, 0] })
    expect(assessmentOf(many, 'star')).toMatchObject({ verdict: 'qualified' })
  })

  it('count each row that is short, up to the one exception that would do', () => {
    const poor = withWan({ ...starFirm, ip: [] }, { rdInput: [0, 0, 0] })
    expect(assessmentOf(poor, 'star').shortBy).toBe(1)
  })

  it('leave a base of zero or less unknown', () => {
    const facts = withWan(starFirm, { operatingRevenue: [0, 20000, 25000] })
    expect(criterionOf(facts, 'star-attr-growth').outcome).toBe('unknown')
    expect(criterionOf(withWan(facts, { operatingRevenue: [0, 20000, 30000] }), 'star-attr-growth').outcome).toBe('met')
    expect(criterionOf(withWan(starFirm, { operatingRevenue: [0, 0, 0] }), 'star-set2-rd-ratio').outcome).toBe('unknown')
  })
})

describe('ChiNext: the sector of unprofitable firms', () => {
  const sector = (facts: FirmFacts) => criterionOf(facts, 'chinext-set3-sector')

  it('does not concern a profitable firm, even against an answer', () => {
    expect(sector(chinextFirm).outcome).toBe('not-applicable')
    expect(sector(withAnswers(chinextFirm, { 'chinext-set3-sector': false })).outcome).toBe('not-applicable')
  })

  it('is left to a person at zero and below, and unknown without both profits', () => {
    const even = withFigures(chinextFirm, { netProfitParent: 0 })
    expect(sector(even).outcome).toBe('review')
    expect(sector(withAnswers(even, { 'chinext-set3-sector': true })).outcome).toBe('met')
    expect(sector(withAnswers(even, { 'chinext-set3-sector': false })).outcome).toBe('unmet')
    expect(sector(withFigures(chinextFirm, { netProfitParent: null }))).toMatchObject({
      outcome: 'unknown',
      missing: ['years.2025.netProfitParent'],
    })
  })
})

describe('ChiNext: positioning', () => {
  const withoutRoute = withWan(chinextFirm, { rdInput: [0, 0, 0] })

  it('is left to a person where no route is met, and where the figures are missing', () => {
    expect(criterionOf(withoutRoute, 'chinext-pos-b').outcome).toBe('unmet')
    expect(assessmentOf(withoutRoute, 'chinext')).toMatchObject({ verdict: 'review', shortBy: 0, missing: [] })
    const unknown = withWan(chinextFirm, { rdInput: [null, null, null] })
    expect(criterionOf(unknown, 'chinext-pos-a').outcome).toBe('unknown')
    const { verdict, missing } = assessmentOf(unknown, 'chinext')
    expect([verdict, ...[...missing].sort()]).toEqual(['review', 'years.2023.rdInput', 'years.2024.rdInput', 'years.2025.rdInput'])
  })

  it('takes growth and a person for the third route', () => {
    const growing = withWan(withoutRoute, { operatingRevenue: [20000, 25000, 33800] })
    expect(criterionOf(withWan(withoutRoute, { operatingRevenue: [17752, null, 29999] }), 'chinext-pos-c').outcome).toBe('unmet')
    expect(criterionOf(growing, 'chinext-pos-c').outcome).toBe('review')
    expect(assessmentOf(withAnswers(growing, { 'chinext-pos-c': true }), 'chinext').verdict).toBe('qualified')
    expect(assessmentOf(withAnswers(growing, { 'chinext-pos-c': false }), 'chinext').verdict).toBe('review')
  })

  it('asks a person about an industry of the negative list, and shows an unknown one that counts as review', () => {
    const industry = (code: string | null) => withProfile(chinextFirm, { industry: code })
    expect(criterionOf(industry('C1711'), 'chinext-pos-negative').outcome).toBe('review')
    expect(criterionOf(industry('J66'), 'chinext-pos-negative').outcome).toBe('review')
    expect(assessmentOf(industry('C1711'), 'chinext').verdict).toBe('review')
    expect(assessmentOf(withAnswers(industry('C1711'), { 'chinext-pos-negative': true }), 'chinext').verdict).toBe('qualified')
    expect(assessmentOf(withAnswers(industry('C1711'), { 'chinext-pos-negative': false }), 'chinext')).toMatchObject({
      verdict: 'unqualified',
      shortBy: 1,
    })
    expect(criterionOf(industry(null), 'chinext-pos-negative')).toMatchObject({ outcome: 'unknown', missing: ['profile.industry'] })
    expect(assessmentOf(industry(null), 'chinext')).toMatchObject({ verdict: 'review', shortBy: 0 })
  })

  it('stops barred business', () => {
    expect(assessmentOf(withAnswers(chinextFirm, { 'chinext-pos-barred': null }), 'chinext').verdict).toBe('review')
    expect(assessmentOf(withAnswers(chinextFirm, { 'chinext-pos-barred': false }), 'chinext').verdict).toBe('unqualified')
  })
})

describe('conditions of issue', () => {
  const years = (registeredOn: string | null, jointStockOn: string | null, answer: boolean | null = null) =>
    criterionOf(
      withAnswers(withProfile(mainFirm, { registeredOn, jointStockOn }), { 'ipo-pre-operating-years': answer }),
      'ipo-pre-operating-years',
    ).outcome

  it('want three years of operation, the anniversary counted', () => {
    expect(years('2023-06-16', null)).toBe('unmet')
    expect(years('2023-06-16', null, true)).toBe('unmet')
    expect(years('2023-06-15', '2023-06-15')).toBe('met')
    expect(years('2010-01-01', '2023-06-16')).toBe('review')
    expect(years('2010-01-01', null)).toBe('review')
    expect(years('2010-01-01', '2025-01-01', true)).toBe('met')
    expect(years('2010-01-01', '2025-01-01', false)).toBe('unmet')
    expect(years('2010-01-01', '2020-01-01', false)).toBe('met')
  })

  it('are left to a person where no day is stated', () => {
    expect(years(null, null)).toBe('review')
    expect(years(null, '2023-06-15')).toBe('met')
  })

  it.each(preconditionIds)('%s is left to a person until answered, and fails by a no', (id) => {
    const open = withProfile(mainFirm, { jointStockOn: null })
    expect(criterionOf(withAnswers(open, { [id]: null }), id).outcome).toBe('review')
    expect(assessmentOf(withAnswers(open, { [id]: false }), 'main-board')).toMatchObject({ verdict: 'unqualified', shortBy: 1 })
  })
})

describe('what is missing', () => {
  it('is named for a set that lacks one profit figure', () => {
    const facts = withFigures(mainFirm, { netProfitParent: null })
    expect(assessmentOf(facts, 'main-board')).toMatchObject({ verdict: 'undetermined', route: null })
    expect(assessmentOf(facts, 'main-board').missing).toContain('years.2025.netProfitParent')
  })

  it('is not a sum: a part that would do by itself decides nothing', () => {
    const facts = withWan(mainFirm, { operatingCashFlow: [null, null, 30000], operatingRevenue: [1, 1, 1] })
    expect(criterionOf(facts, 'main-set1-ocf-or-revenue')).toMatchObject({
      outcome: 'unknown',
      missing: ['years.2024.operatingCashFlow', 'years.2023.operatingCashFlow'],
    })
  })

  it('is nothing where every set fails for good', () => {
    const facts = withMarketCap(withProfit(mainFirm, 1, 1, 1), 0)
    expect(assessmentOf(facts, 'main-board')).toMatchObject({ verdict: 'unqualified', missing: [] })
  })

  it('takes proxies and says so', () => {
    const facts = withWan(bseFirm, { netAssets: [null], totalAssets: [9000], totalLiabilities: [3000] })
    expect(criterionOf(facts, 'bse-structural-net-assets')).toMatchObject({
      outcome: 'met',
      proxies: ['years.2025.totalAssets', 'years.2025.totalLiabilities'],
    })
    const rd = withWan(starFirm, { rdInput: [1500, 1900, null], rdExpense: [2600] })
    expect(criterionOf(rd, 'star-attr-rd')).toMatchObject({ outcome: 'met', proxies: ['years.2025.rdExpense'] })
  })
})

describe('shortBy of the boards', () => {
  it('takes the set that lacks least, and adds what lies outside the sets', () => {
    // Set 1 lacks three rows, set 2 the market value and the profit, set 3 all three.
    const facts = withMarketCap(
      withWan(withProfit(mainFirm, -1, 1, -1), { operatingRevenue: [1, 1, 60000], operatingCashFlow: [1, 1, 24998] }),
      0,
    )
    expect(assessmentOf(facts, 'main-board')).toMatchObject({ verdict: 'unqualified', shortBy: 2 })
    expect(assessmentOf(withAnswers(facts, { 'main-positioning': false, 'ipo-pre-compliance': false }), 'main-board').shortBy).toBe(4)
  })

  it('takes the lesser branch inside a set', () => {
    const facts = withMarketCap(
      withWan(withProfit(bseFirm, null, 100, 2500), { weightedRoe: [9, 7], operatingRevenue: [1, 1], rdInput: [0, 0] }),
      yi(2),
    )
    expect(assessmentOf(facts, 'bse').shortBy).toBe(1)
  })

  it('never counts what is unknown', () => {
    expect(assessmentOf({ asOf: '2026-06-15' }, 'star')).toMatchObject({ verdict: 'undetermined', shortBy: 0 })
  })
})
