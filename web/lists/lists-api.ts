import { FrozenList, FrozenLists, ListComparison, ListPreview, type ListRow, ListRows, type Recipe } from '../../shared/api/lists.ts'
import { downloadUrl, get, post, queryOf, saveFile } from '../api.ts'

export const listLists = (cursor: string | null, signal: AbortSignal) =>
  get(`/lists${queryOf({ cursor, limit: 50 })}`, FrozenLists, { signal })

export const getList = (id: string, signal: AbortSignal) => get(`/lists/${id}`, FrozenList, { signal })

export const listRows = (id: string, cursor: string | null, limit: number, signal?: AbortSignal) =>
  get(`/lists/${id}/rows${queryOf({ cursor, limit })}`, ListRows, signal ? { signal } : {})

/** Every row of a frozen list, for printing. */
export async function allRows(id: string): Promise<readonly ListRow[]> {
  const rows: ListRow[] = []
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof listRows>> = await listRows(id, cursor, 200)
    rows.push(...page.items)
    if (page.nextCursor === null) return rows
    cursor = page.nextCursor
  }
}

export const compareLists = (id: string, other: string, signal: AbortSignal) =>
  get(`/lists/${id}/comparison${queryOf({ with: other })}`, ListComparison, { signal })

export const previewList = (recipe: Recipe, signal: AbortSignal) => post('/lists/preview', recipe, ListPreview, { signal })

export const freezeList = (title: string, recipe: Recipe) => post('/lists', { title, recipe }, FrozenList)

export const saveDraft = (recipe: Recipe, name: string) => saveFile('/lists/preview/export.xlsx', recipe, `${name}.xlsx`)

export const exportUrl = (id: string, format: 'xlsx' | 'csv', other: string | null) =>
  downloadUrl(`/lists/${id}/export.${format}${queryOf({ with: other })}`)
