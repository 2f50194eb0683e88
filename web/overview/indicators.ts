import type { PlanIndicator } from '../../shared/api/plan.ts'
import { isEnglish } from '../i18n.ts'

export type Indicator = PlanIndicator

/** The value of the last year that has one: what was entered stands before what the register counts. */
export function latestOf({ years }: Indicator): { readonly year: number; readonly value: number; readonly isEntered: boolean } | null {
  const last = years.findLast(({ counted, entered }) => counted !== null || entered !== null)
  if (!last) return null
  const value = last.entered?.value ?? last.counted
  return value === null ? null : { year: last.year, value, isEntered: last.entered !== null }
}

/** The value that counts now: entered for the year that is shown, else what the register counts today. */
export function valueOf(indicator: Indicator): number | null {
  const last = indicator.years.at(-1)
  return last?.entered?.value ?? indicator.now ?? latestOf(indicator)?.value ?? null
}

export type IndicatorState = 'met' | 'unmet' | 'behind' | 'unknown'

/** Whether the value has come up to the target, or at least to the path; unknown without a value. Some targets are below their base. */
export function stateOf(indicator: Indicator): IndicatorState {
  const { base, target, years, targetYear } = indicator
  const value = valueOf(indicator)
  if (value === null || target === null) return 'unknown'
  const isRising = base === null || target >= base
  const reaches = (line: number) => (isRising ? value >= line : value <= line)
  if (reaches(target)) return 'met'
  const last = years.at(-1)
  return last && last.year < targetYear && last.path !== null && !reaches(last.path) ? 'behind' : 'unmet'
}

/** Where a value stands on the way from the base (0) to the target (1); null where there is no way to go. */
export function onTheWay(value: number, { base, target }: Pick<Indicator, 'base' | 'target'>): number | null {
  return base === null || target === null || target === base ? null : (value - base) / (target - base)
}

/** The plan is written in Chinese; its indicators in English, by key. */
const english: Readonly<Record<string, string>> = {
  rd_intensity: 'R&D expenditure as a share of GDP',
  national_hte: 'National high-tech enterprises',
  tech_sme: 'Technology-based SMEs',
  rd_staff_per_10k: 'R&D staff per 10,000 employed (firms above designated size)',
  patents_per_10k: 'Valid invention patents per 10,000 inhabitants',
  large_firms_with_rd_share: 'Share of industrial firms above designated size with R&D',
  tech_contract_value: 'Value of registered technology contracts (without those abroad)',
  little_giants: 'Technology little giants',
  incubators: 'Makerspaces, incubators and rural start-up hubs, Fuzhou level and above',
  national_rd_orgs: 'National R&D institutions',
  science_literacy: 'Share of citizens with scientific literacy',
  emerging_industry_share: 'Strategic emerging industries in industrial output above designated size',
}

const englishUnits: Readonly<Record<string, string>> = { 家: 'firms', 人: 'persons', 件: 'patents', 万元: '10k yuan' }

export const indicatorName = ({ key, name }: Pick<Indicator, 'key' | 'name'>): string => (isEnglish.value && english[key]) || name

export const indicatorUnit = ({ unit }: Pick<Indicator, 'unit'>): string => (isEnglish.value && englishUnits[unit]) || unit
