import type { SizeClass } from '../report.ts'
import type { Case } from './case.ts'
import type { Judgement } from './judge.ts'
import { factsOfQuantity, readFigure, type Reading } from './readings.ts'
import { onceACase } from './slots.ts'
import { compareAmount, whole } from './exact.ts'
import { parameter } from './builders.ts'
import { valueOn } from './ruleset.ts'
import { Truth, truthOf } from './truth.ts'

/** 中小企业划型标准规定 (工信部联企业〔2011〕300号 第四条); grouping of GB/T 4754-2017 by 国统字〔2017〕213号 (from memory). */

/** Staff at the end of the year (persons), operating revenue and total assets (万元); a line is met only when all of it are. */
interface Line {
  readonly staff?: number
  readonly revenue?: number
  readonly assets?: number
}

export interface Sector {
  readonly key: string
  /** Section letter and first and last division, or longer codes. */
  readonly codes: readonly string[]
  readonly large: Line
  readonly medium: Line
  readonly small: Line
}

const sector = (key: string, codes: string, large: Line, medium: Line, small: Line): Sector => ({
  key,
  codes: codes.split(' '),
  large,
  medium,
  small,
})
const range = (section: string, from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => `${section}${String(from + i).padStart(2, '0')}`).join(' ')

export const sizeSectors = parameter<readonly Sector[]>('size.sectors', '中小企业划型标准', 'Size classes of firms', {
  from: '2011-06-18',
  clause: '工信部联企业〔2011〕300号 第四条',
  source: 'verified',
  value: [
    sector('agri', range('A', 1, 5), { revenue: 20000 }, { revenue: 500 }, { revenue: 50 }),
    sector(
      'industry',
      [range('B', 6, 12), range('C', 13, 43), range('D', 44, 46)].join(' '),
      { staff: 1000, revenue: 40000 },
      { staff: 300, revenue: 2000 },
      { staff: 20, revenue: 300 },
    ),
    sector(
      'construction',
      range('E', 47, 50),
      { revenue: 80000, assets: 80000 },
      { revenue: 6000, assets: 5000 },
      { revenue: 300, assets: 300 },
    ),
    sector('wholesale', 'F51', { staff: 200, revenue: 40000 }, { staff: 20, revenue: 5000 }, { staff: 5, revenue: 1000 }),
    sector('retail', 'F52', { staff: 300, revenue: 20000 }, { staff: 50, revenue: 500 }, { staff: 10, revenue: 100 }),
    sector(
      'transport',
      `${range('G', 54, 58)} G591`,
      { staff: 1000, revenue: 30000 },
      { staff: 300, revenue: 3000 },
      { staff: 20, revenue: 200 },
    ),
    sector(
      'warehouse',
      'G590 G592 G593 G594 G595 G596 G597 G598 G599',
      { staff: 200, revenue: 30000 },
      { staff: 100, revenue: 1000 },
      { staff: 20, revenue: 100 },
    ),
    sector('post', 'G60', { staff: 1000, revenue: 30000 }, { staff: 300, revenue: 2000 }, { staff: 20, revenue: 100 }),
    sector('hotel', 'H61', { staff: 300, revenue: 10000 }, { staff: 100, revenue: 2000 }, { staff: 10, revenue: 100 }),
    sector('catering', 'H62', { staff: 300, revenue: 10000 }, { staff: 100, revenue: 2000 }, { staff: 10, revenue: 100 }),
    sector('infotrans', 'I63 I64', { staff: 2000, revenue: 100000 }, { staff: 100, revenue: 1000 }, { staff: 10, revenue: 100 }),
    sector('software', 'I65', { staff: 300, revenue: 10000 }, { staff: 100, revenue: 1000 }, { staff: 10, revenue: 50 }),
    sector('realestate', 'K701', { revenue: 200000, assets: 10000 }, { revenue: 1000, assets: 5000 }, { revenue: 100, assets: 2000 }),
    sector('property', 'K702', { staff: 1000, revenue: 5000 }, { staff: 300, revenue: 1000 }, { staff: 100, revenue: 500 }),
    sector('leasing', 'L71 L72', { staff: 300, assets: 120000 }, { staff: 100, assets: 8000 }, { staff: 10, assets: 100 }),
    sector(
      'other',
      [range('M', 73, 75), range('N', 76, 79), range('O', 80, 82), 'Q85', range('R', 86, 90), 'K703 K709'].join(' '),
      { staff: 300 },
      { staff: 100 },
      { staff: 10 },
    ),
  ],
})

const unknown: SizeClass = { class: null, sme: null }

/** Sectors by day and code, as they were asked for. */
const found = new Map<string, Sector | null>()

/** The sector of an industry code; null where the standard does not cover it or the code is too short to tell. */
export function sectorOf(industry: string, asOf: string): Sector | null {
  const { value, from } = valueOn(sizeSectors, asOf)
  const key = `${from} ${industry}`
  let sector = found.get(key)
  if (sector === undefined) {
    sector = value.find(({ codes }) => codes.some((code) => industry.startsWith(code))) ?? null
    // Codes are few; what is typed may be anything.
    if (found.size < 5000) found.set(key, sector)
  }
  return sector
}

const yuan = 10_000

const keys = ['staff', 'revenue', 'assets'] as const

type Standing = 'certain' | 'excluded' | 'open'

type Readings = Readonly<Record<keyof Line, Reading>>

/** One present figure below its line excludes a class; all present and on or above it make it certain. */
function standing(line: Line, readings: Readings): Standing {
  let open = false
  for (const key of keys) {
    const limit = line[key]
    if (limit === undefined) continue
    const { value } = readings[key]
    if (value === null) open = true
    else if (compareAmount(value, whole(limit * (key === 'staff' ? 1 : yuan))) < 0) return 'excluded'
  }
  return open ? 'open' : 'certain'
}

function readingsOf(of: Case): Readings {
  const year = of.year - 1
  return {
    staff: readFigure(of, 'staffYearEnd', year),
    revenue: readFigure(of, 'operatingRevenue', year),
    assets: readFigure(of, 'totalAssets', year),
  }
}

const names = ['large', 'medium', 'small'] as const

/** The size class by last year's figures, checked from the top; null where data could still change it. */
export function sizeClassOf(of: Case): SizeClass {
  const industry = of.facts.profile?.industry
  const sector = industry == null ? null : sectorOf(industry, of.asOf)
  return sector === null ? unknown : classIn(sector, readingsOf(of))
}

function classIn(sector: Sector, readings: Readings): SizeClass {
  const large = standing(sector.large, readings)
  const sme = large === 'excluded' ? true : large === 'certain' ? false : null
  for (const name of names) {
    const found = name === 'large' ? large : standing(sector[name], readings)
    if (found === 'certain') return { class: name, sme }
    if (found === 'open') return { class: null, sme }
  }
  return { class: 'micro', sme }
}

const decidedBy = (['staffYearEnd', 'operatingRevenue', 'totalAssets'] as const).flatMap((figure) =>
  factsOfQuantity({ kind: 'figure', figure, yearsBack: 1 }),
)

/** The facts that decide whether a firm is an SME. */
export const factsOfSize: readonly string[] = ['profile.industry', ...decidedBy]

/** Whether the firm is an SME: one figure below the large line is enough; an industry not covered is left to a person. */
export const judgeSme = onceACase('sme', factsOfSize, (of): Judgement => {
  const industry = of.facts.profile?.industry
  const shown = { proxies: nothing, threshold: null, distance: null, notApplicable: false }
  if (industry == null) return { ...shown, truth: Truth.unknown, missing: ['profile.industry'], value: null }
  const sector = sectorOf(industry, of.asOf)
  if (sector === null) {
    const tooShort = valueOn(sizeSectors, of.asOf).value.some(({ codes }) => codes.some((code) => code.startsWith(industry)))
    return { ...shown, truth: tooShort ? Truth.unknown : Truth.review, missing: tooShort ? ['profile.industry'] : [], value: null }
  }
  const readings = readingsOf(of)
  const asked = (Object.keys(sector.large) as (keyof Line)[]).map((key) => readings[key])
  const large = standing(sector.large, readings)
  return {
    ...shown,
    truth: large === 'open' ? Truth.unknown : truthOf(large === 'excluded'),
    missing: large === 'open' ? asked.flatMap(({ missing }) => missing) : nothing,
    proxies: asked.flatMap(({ proxies }) => proxies),
    value: classIn(sector, readings).class,
  }
})

const nothing: readonly string[] = []
