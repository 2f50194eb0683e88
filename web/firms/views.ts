import type { MessageKey } from '../i18n.ts'
import type { Filters } from './filters.ts'

/** A ready-made view of the registry. */
export interface FirmView {
  readonly id: string
  readonly label: MessageKey
  readonly filters: Filters
  /** How it is best ordered. */
  readonly order?: { readonly sort: string; readonly order?: 'asc' | 'desc' }
}

/** Views that answer which firms need somebody now. */
export const firmViews = (year: number): readonly FirmView[] => [
  { id: 'all', label: 'firms.viewAll', filters: {} },
  { id: 'short', label: 'firms.viewShort', filters: { certification: 'hnte', verdict: 'unqualified', shortBy: '1' } },
  { id: 'reach', label: 'firms.viewReach', filters: { certification: 'hnte', verdict: 'qualified,review' } },
  { id: 'expiring', label: 'firms.viewExpiring', filters: { expiringWithin: '90' }, order: { sort: 'expiry' } },
  { id: 'missing', label: 'firms.viewMissing', filters: { missingYear: String(year) } },
  { id: 'warned', label: 'firms.viewWarned', filters: { warned: 'true' } },
]
