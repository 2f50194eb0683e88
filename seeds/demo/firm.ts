import type { IpRight } from '../../shared/dictionary/lists.ts'
import type { Profile } from '../../shared/dictionary/profile.ts'
import type { YearFigures } from '../../shared/dictionary/figures.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { towns } from '../reference/towns.ts'
import { inventedUscc } from '../uscc.ts'
import { baseFirm } from './base.ts'
import type { Calendar } from './calendar.ts'

/** What is known of a seeded firm; the day of assessment comes when it is assessed. */
export type SeedFacts = Omit<FirmFacts, 'asOf'>

/** A firm of the sample data. Everything about it is invented. */
export interface DemoFirm {
  readonly uscc: string
  readonly name: string
  readonly formerNames?: readonly { readonly name: string; readonly until: string }[]
  /** null: outside every park. */
  readonly parkId: string | null
  readonly townCode: string
  readonly address: string
  readonly businessScope: string
  readonly contactName: string
  readonly contactPhone: string
  readonly contactEmail: string
  readonly serviceOfficer: string | null
  /** What the firm shows, for whoever reads the seeds or wonders at a screen. */
  readonly point: string
  readonly facts: SeedFacts
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The figures of one year while a scenario is being told. */
export type DraftYear = Mutable<YearFigures>

/** A firm while its scenario is being told: the three fiscal years by their place, and null for a year nobody knows. */
export interface Draft extends Mutable<Omit<SeedFacts, 'years' | 'conversions' | 'profile' | 'ip' | 'answers'>> {
  profile: Mutable<Profile>
  /** Y-3, Y-2, Y-1. */
  first: DraftYear | null
  middle: DraftYear | null
  last: DraftYear
  /** Items converted in Y-3, Y-2, Y-1; null: nobody has said. */
  conversions: (number | null)[] | null
  ip: Mutable<IpRight>[] | null
  answers: Record<string, number | boolean> | null
}

/** One firm told as a difference from a firm that qualifies for both certifications. */
export interface Scenario {
  readonly name: string
  /** Park, null outside every park; name of the town or street. */
  readonly place: readonly [park: 'rongqiao' | 'jiangyin' | 'yuanhong' | 'lanyuan' | null, town: string]
  /** GB/T 4754-2017; level 2 of 国家重点支持的高新技术领域; what it makes. */
  readonly trade: readonly [industry: string, field: NonNullable<Profile['highTechField']>, products: string]
  /** Sales in 万元 and average staff of the last fiscal year; every other figure follows from these. */
  readonly size: readonly [sales: number, staff: number]
  readonly point: string
  readonly formerNames?: (on: Calendar) => { name: string; until: string }[]
  readonly change?: (firm: Draft, on: Calendar) => void
}

const surnames = ['林', '陈', '郑', '王', '黄', '张', '李', '吴', '何', '薛', '翁', '施']
const officers = ['林示例', '陈示例', '郑演示', null]

function factsOf(draft: Draft, on: Calendar): SeedFacts {
  const { first, middle, last, conversions, ip, answers, ...rest } = draft
  const years = [first, middle, last]
  const fiscalYear = (index: number) => String(on.year - 3 + index)
  const known = years.flatMap((figures, index) =>
    figures === null || Object.keys(figures).length === 0 ? [] : [[fiscalYear(index), figures] as const],
  )
  return {
    ...rest,
    ...(known.length > 0 && { years: Object.fromEntries(known) }),
    ...(ip !== null && { ip }),
    ...(conversions !== null && {
      conversions: Object.fromEntries(conversions.flatMap((items, index) => (items === null ? [] : [[fiscalYear(index), items]]))),
    }),
    ...(answers !== null && { answers }),
  }
}

function townCodeOf(name: string): string {
  const town = towns.find((candidate) => candidate.name === name)
  if (!town) throw new RangeError(`no town ${name}`)
  return town.code
}

/** Tells one scenario as of a day. The serial gives the firm its code and small differences in its figures. */
export function firmOf(scenario: Scenario, serial: number, on: Calendar): DemoFirm {
  const draft = baseFirm(scenario, serial, on)
  scenario.change?.(draft, on)
  const [parkId, town] = scenario.place
  const uscc = inventedUscc('MADEM', serial)
  const facts = factsOf(draft, on)
  return {
    uscc,
    name: scenario.name,
    ...(scenario.formerNames && { formerNames: scenario.formerNames(on) }),
    parkId,
    townCode: townCodeOf(town),
    address: `福建省福州市福清市${town}示例路${serial}号`,
    businessScope: `${scenario.trade[2]}的研发、生产与销售（演示数据）。`,
    contactName: `${surnames[serial % surnames.length]!}${serial % 2 === 0 ? '示例' : '演示'}`,
    contactPhone: `1390000${String(serial).padStart(4, '0')}`,
    contactEmail: `firm-${serial}@example.com`,
    serviceOfficer: officers[serial % officers.length]!,
    point: scenario.point,
    facts: { ...facts, profile: { uscc, name: scenario.name, ...facts.profile } },
  }
}
