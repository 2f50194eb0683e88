import { FrozenList, FrozenLists, ListComparison, ListPreview, type ListRow, ListRows, type Recipe } from '../../shared/api/lists.ts'
import { z } from 'zod'
import { Job } from '../../shared/api/jobs.ts'
import { ApiFailure, downloadUrl, get, post, queryOf, saveFile } from '../api.ts'

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

const Composed = z.union([ListPreview, Job])
const Merged = z.object({ mergedInto: z.uuid() })

const pollMs = 600

/** A pause that ends at once when nobody waits any more. */
const pause = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, pollMs)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })

/** What a recipe gives. Where many firms have to be judged for it, the server does so as a job, and tells how far it is. */
export async function previewList(
  recipe: Recipe,
  signal: AbortSignal,
  tell: (progress: Job['progress'] | null) => void = () => undefined,
): Promise<ListPreview> {
  let answer = await post('/lists/preview', recipe, Composed, { signal })
  while ('state' in answer) {
    if (answer.state === 'failed') throw new ApiFailure(500, { type: '/problems/job-failed', title: answer.error ?? '', status: 500 })
    const merged = Merged.safeParse(answer.result)
    if (answer.state === 'done' && !merged.success) answer = ListPreview.parse(answer.result)
    else {
      tell(answer.progress)
      await pause(signal)
      signal.throwIfAborted()
      answer = await get(`/jobs/${merged.success ? merged.data.mergedInto : answer.id}`, Job, { signal })
    }
  }
  tell(null)
  return answer
}

export const freezeList = (title: string, recipe: Recipe) => post('/lists', { title, recipe }, FrozenList)

export const saveDraft = (recipe: Recipe, name: string) => saveFile('/lists/preview/export.xlsx', recipe, `${name}.xlsx`)

export const exportUrl = (id: string, format: 'xlsx' | 'csv', other: string | null) =>
  downloadUrl(`/lists/${id}/export.${format}${queryOf({ with: other })}`)
