import type { Overview } from '../../shared/api/overview.ts'
import { isEnglish } from '../i18n.ts'

export type Indicator = Overview['indicators'][number]

/** Whether the register's own count has come up to the target; unknown where it cannot count. Some targets are below their base. */
export function stateOf({ base, target, counted }: Indicator): 'met' | 'unmet' | 'unknown' {
  if (counted === null) return 'unknown'
  return (target >= base ? counted >= target : counted <= target) ? 'met' : 'unmet'
}

/** Where a value stands on the way from the base (0) to the target (1); null where there is no way to go. */
export function onTheWay(value: number, { base, target }: Indicator): number | null {
  return target === base ? null : (value - base) / (target - base)
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
