import type { MessageKey } from '../i18n.ts'
import type { Sort } from './filters.ts'

export interface FirmColumn {
  readonly id: ColumnId
  readonly label: MessageKey
  readonly sort?: Sort
  readonly isNumber?: true
  /** Not for those whose firms are all of one park. */
  readonly ofManyParks?: true
}

/** What the registry can show beside the firm itself, in the order in which it is offered. */
const columns = [
  { id: 'industry', label: 'firms.industry' },
  { id: 'park', label: 'firms.park', ofManyParks: true },
  { id: 'ladder', label: 'firms.ladder' },
  { id: 'next', label: 'firms.nextAndGap', sort: 'shortBy' },
  { id: 'revenue', label: 'firms.revenueOf', sort: 'revenue', isNumber: true },
  { id: 'rdShare', label: 'firms.rdShare', isNumber: true },
  { id: 'techStaffShare', label: 'firms.techStaffShare', isNumber: true },
  { id: 'completeness', label: 'firms.completeness', sort: 'completeness', isNumber: true },
  { id: 'expiry', label: 'firms.expiry', sort: 'expiry' },
  { id: 'updated', label: 'firms.updated', sort: 'updatedAt' },
  { id: 'town', label: 'firms.town' },
  { id: 'officer', label: 'firms.serviceOfficer' },
  { id: 'tags', label: 'firms.tags' },
  { id: 'size', label: 'firms.sizeClass' },
  { id: 'held', label: 'firms.held' },
  { id: 'warnings', label: 'firms.warned' },
  { id: 'assessedOn', label: 'firms.assessedOn' },
] as const satisfies readonly { id: string; label: MessageKey; sort?: Sort; isNumber?: true; ofManyParks?: true }[]

export type ColumnId = (typeof columns)[number]['id']

/** How many stand there while nobody has chosen. */
const shownFirst = 10

export const allColumns = (hasPark: boolean): readonly FirmColumn[] =>
  columns.filter((column: Omit<FirmColumn, 'id'>) => hasPark || !column.ofManyParks)

export const defaultColumns = (hasPark: boolean): readonly ColumnId[] =>
  allColumns(hasPark)
    .filter((column) => columns.findIndex(({ id }) => id === column.id) < shownFirst)
    .map(({ id }) => id)

/** The columns that an address or a view names, those it does not know left out; without any the usual ones. */
export function columnsOf(named: readonly string[], hasPark: boolean): readonly FirmColumn[] {
  const offered = allColumns(hasPark)
  const found = named.flatMap((id) => offered.filter((column) => column.id === id))
  return found.length > 0 ? found : offered.filter(({ id }) => defaultColumns(hasPark).includes(id))
}
