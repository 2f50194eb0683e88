import { computed, type ComputedRef, ref, type Ref, shallowRef, watch } from 'vue'
import type { Import, ImportRow, RowOutcome, RowPatch } from '../../shared/api/imports.ts'
import { ApiFailure, failureText, type Request, useRequest } from '../api.ts'
import { listRows, patchRow } from './imports-api.ts'

type Rows = Awaited<ReturnType<typeof listRows>>

export interface PreviewRows {
  readonly request: Request<Rows>
  readonly rows: Readonly<Ref<readonly ImportRow[]>>
  readonly page: ComputedRef<number>
  readonly hasNext: ComputedRef<boolean>
  readonly next: () => void
  readonly previous: () => void
  /** Corrects or decides one row; the answer takes its place. False where it was refused. */
  readonly correct: (row: number, body: RowPatch) => Promise<boolean>
  /** Row that is being written. */
  readonly busyRow: Readonly<Ref<number | null>>
  readonly failure: Readonly<Ref<{ readonly row: number; readonly text: string } | null>>
}

/** The rows of the preview, page by page, and what a person does to them. */
export function usePreviewRows(file: () => Import, outcome: () => RowOutcome | null, onChange: () => void): PreviewRows {
  const cursors = ref<readonly (string | null)[]>([null])
  const rows = shallowRef<readonly ImportRow[]>([])
  const busyRow = ref<number | null>(null)
  const failure = shallowRef<{ row: number; text: string } | null>(null)

  watch(outcome, () => (cursors.value = [null]), { flush: 'sync' })

  const id = computed(() => file().id)
  const request = useRequest((signal) => {
    const wanted = outcome()
    return listRows(id.value, wanted === null ? [] : [wanted], cursors.value.at(-1) ?? null, signal)
  })
  watch(request.data, (answer) => answer && (rows.value = answer.items))

  async function correct(row: number, body: RowPatch): Promise<boolean> {
    busyRow.value = row
    failure.value = null
    try {
      const written = await patchRow(id.value, row, body)
      rows.value = rows.value.map((one) => (one.row === row ? written : one))
      onChange()
      return true
    } catch (cause) {
      const text = cause instanceof ApiFailure ? [cause.message, ...Object.values(cause.faults)].join(' ') : failureText(cause)
      failure.value = { row, text }
      return false
    } finally {
      busyRow.value = null
    }
  }

  return {
    request,
    rows,
    page: computed(() => cursors.value.length),
    hasNext: computed(() => request.data.value?.nextCursor != null),
    next: () => {
      const cursor = request.data.value?.nextCursor
      if (cursor != null) cursors.value = [...cursors.value, cursor]
    },
    previous: () => {
      if (cursors.value.length > 1) cursors.value = cursors.value.slice(0, -1)
    },
    correct,
    busyRow,
    failure,
  }
}
