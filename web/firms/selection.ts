import { computed, ref, shallowRef } from 'vue'
import type { Selection } from '../../shared/api/bulk.ts'
import type { Filters } from './filters.ts'

/** The firms that are ticked, or all that the filters find: 「全选」 means the query, not the rows that were read. */
export function useSelection(filters: () => Filters, total: () => number | null) {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const isAll = ref(false)
  let last: number | null = null

  const count = computed(() => (isAll.value ? total() : ids.value.size))
  const isEmpty = computed(() => !isAll.value && ids.value.size === 0)
  const has = (id: string): boolean => isAll.value || ids.value.has(id)

  /** Ticks a row; with `upTo` all rows from the one ticked before. */
  function toggle(rows: readonly { readonly id: string }[], index: number, upTo = false): void {
    const row = rows[index]
    if (!row) return
    const next = new Set(isAll.value ? rows.map(({ id }) => id) : ids.value)
    isAll.value = false
    const on = !next.has(row.id)
    const [from, to] = upTo && last !== null ? [Math.min(last, index), Math.max(last, index)] : [index, index]
    for (const { id } of rows.slice(from, to + 1)) {
      if (on) next.add(id)
      else next.delete(id)
    }
    last = index
    ids.value = next
  }

  function tickAll(rows: readonly { readonly id: string }[], on: boolean): void {
    isAll.value = false
    ids.value = on ? new Set(rows.map(({ id }) => id)) : new Set()
  }

  function clear(): void {
    isAll.value = false
    ids.value = new Set()
    last = null
  }

  /** As the API takes it. */
  const body = (): Selection => (isAll.value ? { query: { ...(filters() as Selection['query']) } } : { ids: [...ids.value] })

  return { ids, isAll, count, isEmpty, has, toggle, tickAll, clear, body }
}
