import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { FirmPage, type FirmRow } from '../../shared/api/firms.ts'
import { ApiFailure, get, queryOf, useRequest } from '../api.ts'

/** Rows of one answer: the first one soon, further ones few in number. */
const firstRows = 50
const furtherRows = 200

/** The rows of the registry as far as they have been read; more come while one scrolls. */
export function useRows(asked: Readonly<Ref<Readonly<Record<string, string | number | undefined>>>>) {
  const first = useRequest((signal) => get(`/firms${queryOf({ ...asked.value, limit: firstRows })}`, FirmPage, { signal }))
  const further = shallowRef<readonly FirmRow[]>([])
  const cursor = ref<string | null>(null)
  const isReading = ref(false)
  const moreFailure = shallowRef<ApiFailure | null>(null)
  const rows = computed(() =>
    further.value.length === 0 ? (first.data.value?.items ?? []) : [...(first.data.value?.items ?? []), ...further.value],
  )

  watch(first.data, (page) => {
    further.value = []
    cursor.value = page?.nextCursor ?? null
    moreFailure.value = null
  })

  async function more(): Promise<void> {
    const from = cursor.value
    if (from === null || isReading.value || first.isLoading.value) return
    isReading.value = true
    try {
      const page = await get(`/firms${queryOf({ ...asked.value, cursor: from, limit: furtherRows })}`, FirmPage)
      // Another question may have been asked meanwhile.
      if (cursor.value !== from) return
      further.value = [...further.value, ...page.items]
      cursor.value = page.nextCursor
      moreFailure.value = null
    } catch (cause) {
      if (!(cause instanceof ApiFailure)) throw cause
      moreFailure.value = cause
    } finally {
      isReading.value = false
    }
  }

  return { ...first, rows, hasMore: computed(() => cursor.value !== null), isReading, moreFailure, more }
}
