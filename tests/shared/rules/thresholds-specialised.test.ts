import { describe, expect, it } from 'vitest'
import type { Certification } from '../../../shared/dictionary/certifications.ts'
import type { Figure } from '../../../shared/dictionary/figures.ts'
import { figures } from '../../../shared/dictionary/figures.ts'
import type { Market } from '../../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import { assessCertification } from '../../../shared/rules/assess.ts'
import type { Rational } from '../../../shared/rules/exact.ts'
import type { Band, Parameter, PointsCriterion, PointsRule, Ruleset } from '../../../shared/rules/ruleset.ts'
import { champion as champion138, fujianChampion } from '../../../shared/rules/rulesets/champions.ts'
import { rulesets } from '../../../shared/rules/rulesets/index.ts'
import { innovativeSme } from '../../../shared/rules/rulesets/innovative-sme.ts'
import { specialisedSme63 } from '../../../shared/rules/rulesets/specialised-sme-63.ts'
import { withFigures, withProfile } from './firms.ts'
import {
  champion,
  classOne,
  classOnes,
  classTwo,
  equity,
  held,
  highValue,
  innovative,
  lineOf,
  littleGiant,
  littleGiant63,
  specialised,
  specialised63,
  techGiant,
  transferred,
  withMarket,
} from './specialised-firms.ts'

const fen = 0.01
const yuan = (value: number) => Math.round(value * 100) / 100

/** Every parameter of a rule set, by its id. */
function parametersOf(value: unknown, found = new Map<string, Parameter<unknown>>()): Map<string, Parameter<unknown>> {
  if (typeof value !== 'object' || value === null) return found
  if ('history' in value) found.set((value as Parameter<unknown>).id, value as Parameter<unknown>)
  else for (const member of Object.values(value)) parametersOf(member, found)
  return found
}

const parameters = new Map(rulesets.flatMap((ruleset) => [...parametersOf(ruleset)]))

/** The latest value of a threshold. */
function valueOf(id: string): number {
  const value = parameters.get(id)?.history.at(-1)?.value as Rational | undefined
  if (!value) throw new Error(`no parameter ${id}`)
  return value.p / value.q
}

type Line = readonly [
  certification: Certification,
  criterion: string,
  parameter: string,
  /** The firm with the measure at a value. */
  at: (value: number) => FirmFacts,
  /** The smallest step to the failing side. */
  step: number,
]

const years = (facts: FirmFacts) => (value: number) => withMarket(facts, { yearsInNiche: value })
const inMarket = (facts: FirmFacts, name: keyof Market) => (value: number) => withMarket(facts, { [name]: value } as Market)
const inYear =
  (facts: FirmFacts, figure: Figure, year = '2025') =>
  (value: number) =>
    withFigures(facts, { [figure]: yuan(value) }, year)
const invested = (facts: FirmFacts) => (value: number) => ({
  ...withFigures(facts, { operatingRevenue: 1 }),
  financing: equity(value / 10_000),
})
const ofSmallRevenue = withFigures(specialised63, { operatingRevenue: 5_000_000 })

const lines: readonly Line[] = [
  ['innovative-sme', 'innov-direct-equity', 'innov.equity', (value) => ({ ...innovative, financing: equity(value / 10_000) }), -fen],
  ['specialised-sme', 'srdi22-years', 'srdi22.years', years(specialised63), -0.01],
  ['specialised-sme', 'srdi22-rd', 'srdi22.rd-amount', inYear(ofSmallRevenue, 'rdExpense'), -fen],
  ['specialised-sme', 'srdi22-scale', 'srdi22.revenue', inYear(specialised63, 'operatingRevenue'), -fen],
  ['specialised-sme', 'srdi22-scale', 'srdi22.equity', invested(specialised63), -fen],
  ['specialised-sme', 'srdi22-direct-equity', 'srdi22.direct-equity', invested(specialised63), -fen],
  [
    'specialised-sme',
    'srdi22-direct-rd',
    'srdi22.direct-rd',
    (value) => withFigures(inYear(specialised63, 'rdExpense', '2024')(0), { rdExpense: yuan(value * 2) }),
    -fen,
  ],
  ['specialised-sme', 'srdi26-years', 'srdi26.years', years(specialised), -0.01],
  ['specialised-sme', 'srdi26-scale', 'srdi26.revenue', inYear(specialised, 'operatingRevenue'), -fen],
  ['specialised-sme', 'srdi26-scale', 'srdi26.equity', invested(specialised), -fen],
  ['specialised-sme', 'srdi26-rd-amount', 'srdi26.rd-amount', inYear(specialised, 'rdExpense'), -fen],
  ['specialised-sme', 'srdi26-rd-amount', 'srdi26.rd-amount', inYear(specialised, 'rdExpense', '2024'), -fen],
  ['specialised-sme', 'srdi26-ip', 'srdi26.ip', (value) => ({ ...specialised, ip: classOnes(value) }), -1],
  ['specialised-sme', 'srdi26-platform-score', 'srdi26.platform', inMarket(specialised, 'platformScore'), -0.1],
  ['little-giant', 'lg22-years', 'lg22.years', years(littleGiant63), -0.01],
  ['little-giant', 'lg22-market', 'lg22.market-share', inMarket(littleGiant63, 'nicheShare'), -0.01],
  ['little-giant', 'lg22-ip', 'lg22.ip', (value) => ({ ...littleGiant63, ip: classOnes(value) }), -1],
  ['little-giant', 'lg26-years', 'lg26.years', years(littleGiant), -0.01],
  ['little-giant', 'lg26-revenue', 'lg26.revenue', inYear(littleGiant, 'operatingRevenue'), -fen],
  [
    'little-giant',
    'lg26-rd-sum',
    'lg26.rd-sum',
    (value) => inYear(inYear(littleGiant, 'rdExpense', '2024')(5_000_000), 'rdExpense')(value - 5_000_000),
    -fen,
  ],
  ['little-giant', 'lg26-ip', 'lg26.ip', (value) => ({ ...littleGiant, ip: classOnes(value) }), -1],
  ['little-giant', 'lg26-market', 'lg26.market-share', (value) => withMarket(littleGiant, { nicheShare: value, domesticRank: 9 }), -0.01],
  ['little-giant', 'lg26-market', 'lg26.market-rank', (value) => withMarket(littleGiant, { nicheShare: 1, domesticRank: value }), 1],
  ['little-giant', 'lg26-platform-score', 'lg26.platform', inMarket(littleGiant, 'platformScore'), -0.1],
  ['fujian-tech-giant', 'fjstg-revenue', 'fjstg.revenue', inYear(techGiant, 'operatingRevenue'), -fen],
  [
    'fujian-tech-giant',
    'fjstg-ip',
    'fjstg.ip',
    (value) => ({ ...techGiant, ip: Array.from({ length: value }, () => techGiant.ip![0]!) }),
    -1,
  ],
  ['champion', 'champ-share', 'champ.rank', inMarket(champion, 'globalRank'), 1],
  ['champion', 'champ-years', 'champ.years-new', (value) => ({ ...years(champion)(value), answers: { 'champ-years': true } }), -0.01],
  [
    'champion',
    'champ-revenue',
    'champ.revenue',
    (value) => withFigures(champion, { mainBusinessRevenue: yuan(value * 3 - 850_000_000) }),
    -fen,
  ],
  [
    'champion',
    'champ-revenue',
    'champ.revenue-titled',
    (value) => ({ ...withFigures(champion, { mainBusinessRevenue: yuan(value * 3 - 850_000_000) }), titles: [held('specialised-sme')] }),
    -fen,
  ],
  ['fujian-champion', 'fjchamp-years', 'fjchamp.years', years(champion), -0.01],
  ['fujian-champion', 'fjchamp-revenue', 'fjchamp.revenue', inYear(champion, 'operatingRevenue', '2023'), -fen],
  ['fujian-champion', 'fjchamp-share', 'fjchamp.domestic-rank', inMarket(champion, 'domesticRank'), 1],
  ['fujian-champion', 'fjchamp-share', 'fjchamp.provincial-rank', inMarket(champion, 'provincialRank'), 1],
]

describe('every amount of the rule sets, one unit apart', () => {
  it.each(lines)('%s %s: %s', (certification, criterion, parameter, at, step) => {
    const line = valueOf(parameter)
    expect(lineOf(at(line), certification, criterion).outcome).toBe('met')
    expect(lineOf(at(Math.round((line + step) * 100) / 100), certification, criterion).outcome).toBe('unmet')
  })
})

type RatioLine = readonly [
  certification: Certification,
  criterion: string,
  parameter: string,
  facts: FirmFacts,
  part: Figure,
  whole: Figure,
  side: 'least' | 'most',
  year?: string,
]

const upperTier = withFigures(littleGiant63, { operatingRevenue: 100_000_000 })

const ratios: readonly RatioLine[] = [
  ['specialised-sme', 'srdi22-rd', 'srdi22.rd-ratio', specialised63, 'rdExpense', 'operatingRevenue', 'least'],
  ['specialised-sme', 'srdi26-main-share', 'srdi26.main-share', specialised, 'mainBusinessRevenue', 'operatingRevenue', 'least'],
  ['specialised-sme', 'srdi26-debt-ratio', 'srdi26.debt', specialised, 'totalLiabilities', 'totalAssets', 'most'],
  ['specialised-sme', 'srdi26-rd-ratio', 'srdi26.rd-ratio', specialised, 'rdExpense', 'operatingRevenue', 'least'],
  ['specialised-sme', 'srdi26-rd-ratio', 'srdi26.rd-ratio', specialised, 'rdExpense', 'operatingRevenue', 'least', '2024'],
  ['little-giant', 'lg22-main-share', 'lg22.main-share', littleGiant63, 'mainBusinessRevenue', 'operatingRevenue', 'least'],
  ['little-giant', 'lg22-debt-ratio', 'lg22.debt', littleGiant63, 'totalLiabilities', 'totalAssets', 'most'],
  ['little-giant', 'lg22-rd-tier', 'lg22.rd-upper-ratio', upperTier, 'rdExpense', 'operatingRevenue', 'least', '2024'],
  ['little-giant', 'lg26-main-share', 'lg26.main-share', littleGiant, 'mainBusinessRevenue', 'operatingRevenue', 'least'],
  ['little-giant', 'lg26-debt-ratio', 'lg26.debt', littleGiant, 'totalLiabilities', 'totalAssets', 'most'],
  ['little-giant', 'lg26-rd-ratio', 'lg26.rd-ratio', littleGiant, 'rdExpense', 'operatingRevenue', 'least', '2024'],
  ['fujian-tech-giant', 'fjstg-main-product', 'fjstg.main-product', techGiant, 'mainProductRevenue', 'operatingRevenue', 'least'],
  ['fujian-tech-giant', 'fjstg-tech-staff', 'fjstg.tech-staff', techGiant, 'techStaffMonthlyAvg', 'staffYearEnd', 'least'],
  ['fujian-tech-giant', 'fjstg-debt', 'fjstg.debt', techGiant, 'totalLiabilities', 'totalAssets', 'most'],
]

/** A whole of 666,666 yuan for every percent, and a part of so many percent, moved by so many of its smallest unit. */
function share(facts: FirmFacts, part: Figure, whole: Figure, percent: number, units: number, year = '2025'): FirmFacts {
  const unit = figures[part].kind === 'money' ? fen : 1e-6
  const of = figures[whole].kind === 'money' ? 66_666_600 : 1000
  return withFigures(facts, { [whole]: of, [part]: Math.round(((of / 100) * percent + units * unit) * 1e6) / 1e6 }, year)
}

describe('every ratio of the rule sets, a fen or a millionth of a person apart', () => {
  it.each(ratios.map((line) => [line[0], line[1], line[2], line] as const))('%s %s: %s', (certification, criterion, parameter, line) => {
    const [, , , facts, part, whole, side, year] = line
    const percent = Math.round(valueOf(parameter) * 100)
    const outcome = (units: number) => lineOf(share(facts, part, whole, percent, units, year), certification, criterion).outcome
    expect(outcome(0)).toBe('met')
    expect(outcome(side === 'least' ? -1 : 1)).toBe('unmet')
  })
})

// ——— bands of points, made from the tables themselves

interface Step {
  readonly at: number
  readonly points: number
  readonly beyond: number
}

const stepsOf = (bands: Parameter<readonly Band[]>): Step[] => {
  const table = bands.history.at(-1)!.value
  return table.map(({ from, max }, index) => ({ at: from.p / from.q, points: max, beyond: table[index + 1]?.max ?? 0 }))
}

type Banded = readonly [criterion: string, what: string, at: FirmFacts, points: number, past: FirmFacts, beyond: number]

function bandsOf(base: FirmFacts, id: string, rule: PointsRule): Banded[] {
  switch (rule.kind) {
    case 'share-bands': {
      const [part, whole] = [rule.part, rule.whole]
      if (part.kind !== 'figure' || whole.kind !== 'figure') return []
      const most = rule.bands.history.at(-1)!.value[0]?.relation === '<='
      return stepsOf(rule.bands).map(({ at, points, beyond }) => {
        const moved = (units: number) => share(base, part.figure, whole.figure, Math.round(at * 100), units)
        return [id, `${Math.round(at * 100)} %`, moved(0), points, moved(most ? 1 : -1), beyond]
      })
    }
    case 'rate-bands': {
      // Flat up to the last year, which brings the whole growth.
      const years = rule.of.form === 'mean' ? ['2023', '2024'] : ['2024']
      const factor = rule.of.form === 'mean' ? 2 : 1
      const flat = years.reduce((facts, year) => withFigures(facts, { [rule.of.figure]: 1_000_000 }, year), base)
      return stepsOf(rule.bands).map(({ at, points, beyond }) => {
        const moved = (units: number) => withFigures(flat, { [rule.of.figure]: yuan(1_000_000 * (1 + factor * at) + units * fen) })
        return [id, `growth of ${Math.round(at * 100)} %`, moved(0), points, moved(-1), beyond]
      })
    }
    case 'amount-bands':
      return stepsOf(rule.bands).map(({ at, points, beyond }) => {
        const moved = (units: number) => {
          if (rule.of.kind === 'scalar')
            return withMarket(base, { [rule.of.fact.slice('market.'.length)]: yuan(at + units * fen) } as Market)
          return rule.of.kind === 'figure' ? withFigures(base, { operatingRevenue: 1e12, [rule.of.figure]: yuan(at + units * fen) }) : base
        }
        return [id, String(at), moved(0), points, moved(-1), beyond]
      })
    case 'greatest':
      return rule.of.flatMap((one) => {
        // The share alone: a tenth of 500万 is below the least amount.
        if (one.kind !== 'share-bands') return bandsOf(base, id, one)
        return stepsOf(one.bands).map(({ at, points, beyond }) => {
          const moved = (units: number) => withFigures(base, { operatingRevenue: 5_000_000, rdExpense: yuan(5_000_000 * at + units * fen) })
          return [id, `${Math.round(at * 100)} %`, moved(0), points, moved(-1), beyond] as const
        })
      })
    default:
      return []
  }
}

const bandedParts = (ruleset: Ruleset, base: FirmFacts): Banded[] =>
  ruleset.criteria
    .filter((criterion): criterion is PointsCriterion => 'points' in criterion)
    .flatMap(({ id, points }) => bandsOf(base, id, points))

describe('bands of points, one unit apart', () => {
  it.each(bandedParts(innovativeSme, innovative))('%s: %s', (id, _what, at, points, past, beyond) => {
    expect(lineOf(at, 'innovative-sme', id).points).toMatchObject({ min: points, max: points })
    expect(lineOf(past, 'innovative-sme', id).points).toMatchObject({ min: beyond, max: beyond })
  })

  it.each(bandedParts(specialisedSme63, specialised63))('%s: %s', (id, _what, at, points, past, beyond) => {
    expect(lineOf(at, 'specialised-sme', id).points).toMatchObject({ min: points, max: points })
    expect(lineOf(past, 'specialised-sme', id).points).toMatchObject({ min: beyond, max: beyond })
  })

  it('takes the better half of R&D: 480万 by amount, 4 % by share', () => {
    const facts = withFigures(specialised63, { operatingRevenue: 120_000_000, rdExpense: 4_800_000 })
    expect(lineOf(facts, 'specialised-sme', 'srdi22-s-rd').points).toMatchObject({ min: 8, max: 8 })
  })
})

// ——— what is not a number

type Side = readonly [what: string, certification: Certification, criterion: string, met: FirmFacts, unmet: FirmFacts]

const incident = (facts: FirmFacts, kind: 'safety' | 'fraud' | 'tax-evasion' | 'data-security', on: string, major = true): FirmFacts => ({
  ...facts,
  incidents: [{ kind, major, on }],
})
const award = (facts: FirmFacts, level: 'national' | 'provincial', rank: number, awardedOn = '2024-12-01'): FirmFacts => ({
  ...facts,
  ip: [],
  awards: [{ level, rank, awardedOn }],
})
const listed = (facts: FirmFacts, list: 'abnormal' | 'serious-dishonesty', from: string, to: string | null): FirmFacts => ({
  ...facts,
  creditListings: [{ list, from, to }],
})
const registered = (registeredOn: string) => withProfile(techGiant, { registeredOn })
const obtained = (right: NonNullable<FirmFacts['ip']>[number]): FirmFacts => ({ ...techGiant, ip: [right] })
const rankOf = (holderRank: number): FirmFacts => ({ ...specialised, ip: [{ ...classOne, holderRank }] })

const sides: readonly Side[] = [
  ['a branch', 'innovative-sme', 'base-legal-entity', innovative, withProfile(innovative, { legalPerson: false })],
  [
    'restricted products',
    'specialised-sme',
    'base-product-allowed',
    specialised,
    withProfile(specialised, { productPolicy: 'restricted' }),
  ],
  [
    'a listing that ended the day before',
    'specialised-sme',
    'base-abnormal-list',
    listed(specialised, 'abnormal', '2024-01-01', '2026-06-14'),
    listed(specialised, 'abnormal', '2024-01-01', '2026-06-15'),
  ],
  [
    'the dishonesty list from the day on',
    'little-giant',
    'base-dishonest-list',
    listed(littleGiant, 'serious-dishonesty', '2026-06-16', null),
    listed(littleGiant, 'serious-dishonesty', '2026-06-15', null),
  ],
  [
    'the third anniversary of an incident',
    'specialised-sme',
    'base-incidents-3y',
    incident(specialised, 'safety', '2023-06-14'),
    incident(specialised, 'safety', '2023-06-15'),
  ],
  [
    'tax evasion, which 2号 does not name',
    'specialised-sme',
    'base-incidents-3y',
    incident(specialised, 'tax-evasion', '2025-01-01'),
    incident(specialised63, 'tax-evasion', '2025-01-01', false),
  ],
  [
    'fraud, which 63号 does not name',
    'little-giant',
    'base-incidents-3y',
    incident(littleGiant63, 'fraud', '2025-01-01'),
    incident(littleGiant, 'fraud', '2025-01-01', false),
  ],
  [
    'the ban for falsified data',
    'innovative-sme',
    'base-no-fraud-ban',
    incident(innovative, 'fraud', '2023-06-14'),
    incident(innovative, 'fraud', '2023-06-15', false),
  ],
  ['an SME of 999 and a large firm', 'specialised-sme', 'base-sme-size', size(999), size(1000)],
  ['a title on its last day', 'specialised-sme', 'srdi26-title', titled('2026-06-15'), titled('2026-06-14')],
  [
    'a tech-SME title in its year',
    'specialised-sme',
    'srdi26-title',
    { ...specialised, titles: [{ title: 'tech-sme', validFrom: '2026-05-01' }] },
    { ...specialised, titles: [{ title: 'tech-sme', validFrom: '2025-05-01' }] },
  ],
  ['the third and the fourth holder', 'specialised-sme', 'srdi26-ip', rankOf(3), rankOf(4)],
  [
    'a right in use and one that is not',
    'specialised-sme',
    'srdi26-ip',
    specialised,
    { ...specialised, ip: [{ ...classOne, inUse: false }] },
  ],
  ['a right filed by the firm and a transferred one', 'specialised-sme', 'srdi26-ip', specialised, { ...specialised, ip: [transferred] }],
  [
    'third and fourth of an award, 2号',
    'specialised-sme',
    'srdi26-ip',
    award(specialised, 'provincial', 3),
    award(specialised, 'provincial', 4),
  ],
  ['national and provincial awards', 'little-giant', 'lg26-ip', award(littleGiant, 'national', 3), award(littleGiant, 'provincial', 1)],
  [
    'fifth and sixth of a national award',
    'specialised-sme',
    'srdi22-direct-award',
    award(specialised63, 'national', 5),
    award(specialised63, 'national', 6),
  ],
  [
    'third and fourth of a provincial award',
    'specialised-sme',
    'srdi22-direct-award',
    award(specialised63, 'provincial', 3),
    award(specialised63, 'provincial', 4),
  ],
  [
    'the third anniversary of an award of any rank',
    'innovative-sme',
    'innov-direct-award',
    award(innovative, 'provincial', 40, '2023-06-15'),
    award(innovative, 'provincial', 1, '2023-06-14'),
  ],
  [
    'a contest among 500 and among none',
    'specialised-sme',
    'srdi22-direct-maker',
    withMarket(specialised63, { makerChina: 'top50' }),
    specialised63,
  ],
  [
    'a contest among 50 and among 500',
    'little-giant',
    'lg22-direct-maker',
    withMarket(littleGiant63, { makerChina: 'top50' }),
    withMarket(littleGiant63, { makerChina: 'top500' }),
  ],
  [
    'no title of champion',
    'little-giant',
    'lg-not-champion',
    { ...littleGiant, titles: [held('specialised-sme'), held('champion', '2026-06-14')] },
    { ...littleGiant, titles: [held('specialised-sme'), held('champion-product', '2026-06-15')] },
  ],
  ['a control link', 'little-giant', 'lg-no-control-link', littleGiant63, withMarket(littleGiant63, { controlledByLittleGiant: true })],
  [
    'a similar product of the group',
    'little-giant',
    'lg-no-group-duplicate',
    littleGiant,
    withMarket(littleGiant, { sameGroupSimilarProduct: true }),
  ],
  ['registered by the last day of 2022', 'fujian-tech-giant', 'fjstg-age', registered('2022-12-31'), registered('2023-01-01')],
  ['another province', 'fujian-tech-giant', 'fjstg-registered', techGiant, withProfile(techGiant, { province: '33' })],
  [
    'a right granted three years ago',
    'fujian-tech-giant',
    'fjstg-ip',
    obtained({ ...classTwo, grantedOn: '2023-06-15' }),
    obtained({ ...classTwo, grantedOn: '2023-06-14' }),
  ],
  [
    'a transferred right: its transfer counts',
    'fujian-tech-giant',
    'fjstg-ip',
    obtained({ ...transferred, grantedOn: '2018-01-01', acquiredOn: '2023-06-15' }),
    obtained({ ...transferred, grantedOn: '2025-01-01', acquiredOn: '2023-06-14' }),
  ],
  ['a manufacturer and another', 'fujian-champion', 'fjchamp-entity', champion, withProfile(champion, { industry: 'I6513' })],
  ['a champion on the dishonesty list', 'champion', 'champ-entity', champion, listed(champion, 'serious-dishonesty', '2026-01-01', null)],
]

function size(staffYearEnd: number): FirmFacts {
  return withFigures(specialised, { staffYearEnd, operatingRevenue: 400_000_000 })
}

function titled(validTo: string): FirmFacts {
  return { ...specialised, titles: [held('innovative-sme', validTo)] }
}

describe('every other condition, on both sides', () => {
  it.each(sides)('%s: %s %s', (_what, certification, criterion, met, unmet) => {
    expect(lineOf(met, certification, criterion).outcome).toBe('met')
    expect(lineOf(unmet, certification, criterion).outcome).toBe('unmet')
  })

  it.each([
    ['a high-value right', [highValue], 20, 10],
    ['one by own research', [classOne], 15, 8],
    ['one transferred a year ago', [{ ...transferred, acquiredOn: '2025-02-10' }], 10, 6],
    ['one transferred since', [{ ...transferred, acquiredOn: '2025-06-16' }], 0, 0],
    ['a utility model a day past two years', [{ ...classTwo, grantedOn: '2024-02-09' }], 5, 2],
    ['a utility model of two years', [{ ...classTwo, grantedOn: '2024-06-15' }], 0, 0],
    ['software of yesterday', [{ kind: 'software-copyright', acquisition: 'self', linkedToMainProduct: true }], 5, 2],
    ['a right not linked', [{ ...classOne, linkedToMainProduct: false }], 0, 0],
  ] as const)('%s gives its class of points', (_what, ip, innovativePoints, specialisedPoints) => {
    expect(lineOf({ ...innovative, ip: [...ip] }, 'innovative-sme', 'innov-ip-class').points?.max).toBe(innovativePoints)
    expect(lineOf({ ...specialised63, ip: [...ip] }, 'specialised-sme', 'srdi22-s-ip').points?.max).toBe(specialisedPoints)
  })

  it.each([
    ['national', 10],
    ['ministerial', 8],
    ['provincial', 8],
    ['city', 4],
    ['county', 2],
  ] as const)('a %s institution gives %d points', (level, points) => {
    expect(lineOf({ ...specialised63, institutions: [{ level }] }, 'specialised-sme', 'srdi22-s-institution').points?.max).toBe(points)
  })

  it('tiers R&D by revenue: 1亿 and 5000万 belong to the tier above', () => {
    const at = (revenue: number, percent: number, less = 0) =>
      lineOf(
        withFigures(
          withFigures(littleGiant63, { operatingRevenue: revenue, rdExpense: yuan((revenue * percent) / 100 - less) }),
          { operatingRevenue: 10_000_000, rdExpense: 10_000_000 },
          '2024',
        ),
        'little-giant',
        'lg22-rd-tier',
      ).outcome
    expect([at(100_000_000, 3), at(100_000_000, 3, fen)]).toEqual(['met', 'unmet'])
    expect([at(99_999_900, 6), at(99_999_900, 6, fen), at(99_999_900, 3)]).toEqual(['met', 'unmet', 'unmet'])
    expect([at(50_000_000, 6), at(50_000_000, 6, fen)]).toEqual(['met', 'unmet'])
    expect(at(49_999_900, 50)).toBe('unmet')
  })

  it('asks equity, R&D and R&D staff together of the lowest tier', () => {
    const at = (financed: number, rd: number, staff: number) =>
      lineOf(
        {
          ...withFigures(
            withFigures(littleGiant63, { operatingRevenue: 49_999_999.99, rdExpense: rd - 10_000_000, staffYearEnd: 100, rdStaff: staff }),
            { rdExpense: 10_000_000 },
            '2024',
          ),
          financing: equity(financed),
        },
        'little-giant',
        'lg22-rd-tier',
      ).outcome
    expect(at(8000, 30_000_000, 50)).toBe('met')
    expect([at(7999.99, 30_000_000, 50), at(8000, 29_999_999.99, 50), at(8000, 30_000_000, 49)]).toEqual(['unmet', 'unmet', 'unmet'])
  })

  it('counts new equity of two fiscal years for the scale, of three for the innovative', () => {
    const paid = (facts: FirmFacts, paidOn: string) => ({
      ...facts,
      financing: [{ amount: 60_000_000, paidOn, qualifiedInstitution: true, equityShare: 30 }],
    })
    const direct = (paidOn: string) => lineOf(paid(specialised63, paidOn), 'specialised-sme', 'srdi22-direct-equity').outcome
    expect([direct('2024-01-01'), direct('2025-12-31'), direct('2023-12-31'), direct('2026-01-05')]).toEqual([
      'met',
      'met',
      'unmet',
      'unmet',
    ])
    expect(lineOf(paid(innovative, '2023-01-01'), 'innovative-sme', 'innov-direct-equity').outcome).toBe('met')
    expect(lineOf(paid(innovative, '2022-12-31'), 'innovative-sme', 'innov-direct-equity').outcome).toBe('unmet')
  })
})

describe('score lines', () => {
  it('pass the specialised of 63号 at exactly 60 points and not a millionth below', () => {
    const at = (localScore: number) =>
      assessCertification(
        withMarket(
          { ...specialised63, ip: [], institutions: [] },
          { yearsInNiche: 2, productField: 'C', digitalLevel: 1, managementSystemCertified: false, ownBrand: false, localScore },
        ),
        'specialised-sme',
      )
    expect(at(14)).toMatchObject({ verdict: 'qualified', route: 'score', score: { min: 60, max: 60 } })
    expect(at(13.999999)).toMatchObject({ verdict: 'unqualified', route: null, shortBy: 1 })
  })

  it('pass the innovative at the least of each group, one fen apart, and at a total of 60', () => {
    // 0 + 20 for innovation, 10 + 5 for growth, 10 + 15 for specialisation: 60.
    const least: FirmFacts = {
      ...withFigures(innovative, { rdExpense: 5_000_000, mainBusinessRevenue: 63_000_000, totalLiabilities: 75_000_000 }),
      ip: [],
    }
    const at = (facts: FirmFacts) => {
      const { criteria, verdict } = assessCertification(withFigures(facts, { mainBusinessRevenue: 60_000_000 }, '2024'), 'innovative-sme')
      const unmet = criteria.filter(({ id, outcome }) => outcome === 'unmet' && /^innov-(min|score)/.test(id)).map(({ id }) => id)
      return [verdict, ...unmet]
    }
    expect(at(least)).toEqual(['qualified'])
    expect(at(withFigures(least, { rdExpense: 4_999_999.99 }))).toEqual(['unqualified', 'innov-min-innovation', 'innov-score-total'])
    expect(at(withFigures(least, { totalLiabilities: 75_000_000.01 }))).toEqual(['unqualified', 'innov-min-growth', 'innov-score-total'])
    expect(at(withProfile(least, { strategicIndustry: false }))).toEqual(['unqualified', 'innov-score-total'])
    const rich: FirmFacts = { ...least, ip: [highValue] }
    const narrow = withFigures(withProfile(rich, { strategicIndustry: false }), { operatingRevenue: 114_545_454.54 })
    expect(at(narrow)).toEqual(['qualified'])
    expect(at(withFigures(narrow, { operatingRevenue: 114_545_454.56 }))).toEqual(['unqualified', 'innov-min-specialisation'])
  })
})

describe('growth on its edge', () => {
  it('is compound for the little giant of 2026: 11025 on 10000', () => {
    const grown = (revenue: number) =>
      lineOf(
        withFigures(withFigures(littleGiant, { operatingRevenue: 100_000_000 }, '2023'), { operatingRevenue: revenue }),
        'little-giant',
        'lg26-growth',
      )
    expect(grown(110_250_000).outcome).toBe('met')
    expect(grown(110_249_999.99).outcome).toBe('unmet')
  })

  it('is the mean of two yearly rates before: 10 % and 0 %', () => {
    const grown = (main: number) => {
      const flat = ['2023', '2024'].reduce((facts, year) => withFigures(facts, { mainBusinessRevenue: 100_000_000 }, year), littleGiant63)
      return lineOf(withFigures(flat, { mainBusinessRevenue: main }), 'little-giant', 'lg22-growth')
    }
    expect(grown(110_000_000).outcome).toBe('met')
    expect(grown(109_999_999.99).outcome).toBe('unmet')
  })

  it('is no gate of a renewal in 2025, and one in 2026', () => {
    const shrinking = withFigures({ ...littleGiant63, purpose: 'renew' as const }, { mainBusinessRevenue: 1_000_000 })
    const outcome = (asOf: string) => lineOf({ ...shrinking, asOf }, 'little-giant', 'lg22-growth').outcome
    expect(outcome('2025-12-31')).toBe('not-applicable')
    expect(outcome('2026-01-01')).toBe('unmet')
    expect(lineOf({ ...shrinking, asOf: '2025-12-31', purpose: 'apply' }, 'little-giant', 'lg22-growth').outcome).not.toBe('not-applicable')
  })
})

describe('the rule set in force', () => {
  it.each([
    ['specialised-sme', 'apply', '2022-07-31', null],
    ['specialised-sme', 'apply', '2022-08-01', 'srdi-63a2'],
    ['specialised-sme', 'renew', '2026-03-31', 'srdi-63a2'],
    ['specialised-sme', 'renew', '2026-04-01', 'srdi-2a1'],
    ['little-giant', 'apply', '2026-03-31', 'lg-63a3'],
    ['little-giant', 'apply', '2026-04-01', 'lg-2a2'],
    ['little-giant', 'renew', '2026-12-31', 'lg-63a3'],
    ['little-giant', 'renew', '2027-01-01', 'lg-2a2'],
    ['innovative-sme', 'apply', '2022-07-31', null],
    ['innovative-sme', 'renew', '2022-08-01', 'innov-63a1'],
    ['fujian-tech-giant', 'apply', '2016-02-01', 'fjstg-2023'],
    ['champion', 'apply', '2023-01-01', champion138.id],
    ['fujian-champion', 'apply', '2024-01-10', null],
    ['fujian-champion', 'apply', '2024-01-11', fujianChampion.id],
  ] as const)('%s to %s on %s: %s', (certification, purpose, asOf, ruleset) => {
    const assessment = assessCertification({ asOf, purpose }, certification)
    expect(assessment.ruleset).toBe(ruleset)
    if (ruleset === null) expect(assessment.verdict).toBe('unavailable')
  })
})
