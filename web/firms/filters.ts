import { computed } from 'vue'
import { type LocationQueryRaw, useRoute, useRouter } from 'vue-router'
import type { SavedView } from '../../shared/api/views.ts'

/** What the registry can be narrowed by; all of it stands in the address, so that a link reproduces a view. */
export const filterKeys = [
  'q',
  'park',
  'town',
  'industry',
  'certification',
  'verdict',
  'shortBy',
  'held',
  'notHeld',
  'expiringWithin',
  'missingYear',
  'warned',
  'officer',
  'tag',
] as const

export type FilterKey = (typeof filterKeys)[number]
export type Filters = { readonly [K in FilterKey]?: string }

export const sorts = ['name', 'updatedAt', 'uscc', 'revenue', 'shortBy', 'completeness', 'expiry'] as const
export type Sort = (typeof sorts)[number]

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The filters, order and page that the address names, and ways to change them. */
export function useFilters() {
  const route = useRoute()
  const router = useRouter()

  const filters = computed<Filters>(() =>
    Object.fromEntries(filterKeys.flatMap((key) => (text(route.query[key]) === undefined ? [] : [[key, text(route.query[key])]]))),
  )
  const sort = computed<Sort>(() => sorts.find((one) => one === route.query.sort) ?? 'name')
  const order = computed<'asc' | 'desc'>(() => (route.query.order === 'desc' ? 'desc' : 'asc'))
  const viewId = computed(() => text(route.query.view) ?? null)
  const columns = computed<readonly string[]>(() => text(route.query.columns)?.split(',') ?? [])

  /** Everything else of the address, e.g. the evaluation day. */
  const rest = (): LocationQueryRaw => ({ ...route.query })

  /** Changes some filters. */
  function narrow(change: { readonly [K in FilterKey]?: string | undefined }): void {
    void router.replace({ query: { ...rest(), ...change } })
  }

  /** These filters and no others. */
  function only(next: Filters): void {
    const none = Object.fromEntries(filterKeys.map((key) => [key, undefined]))
    void router.replace({ query: { ...rest(), ...none, view: undefined, ...next } })
  }

  function sortBy(next: Sort, direction: 'asc' | 'desc'): void {
    void router.replace({
      query: { ...rest(), sort: next === 'name' ? undefined : next, order: direction === 'asc' ? undefined : direction },
    })
  }

  function showColumns(next: readonly string[]): void {
    void router.replace({ query: { ...rest(), columns: next.length > 0 ? next.join(',') : undefined } })
  }

  /** A saved view: its filters, columns and order, and nothing of what was there before. */
  function show(view: SavedView): void {
    const none = Object.fromEntries(filterKeys.map((key) => [key, undefined]))
    const { filters: given, columns: shown, sort: by, order: direction, id } = view
    const order = { sort: by === 'name' ? undefined : by, order: direction === 'asc' ? undefined : direction }
    void router.replace({
      query: { ...rest(), ...none, ...given, ...order, columns: shown.length > 0 ? shown.join(',') : undefined, view: id },
    })
  }

  return { filters, sort, order, viewId, columns, narrow, only, sortBy, showColumns, show }
}
