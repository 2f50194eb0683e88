import { computed, shallowRef } from 'vue'
import { type Section, SectionBody } from '../../shared/api/firms.ts'
import { ApiFailure, failureText, get, put as putTo, useRequest } from '../api.ts'
import { t } from '../i18n.ts'
import { say } from '../toasts.ts'

/**
 * One part of what is known of a firm, read and replaced as a whole. Null is unknown ("nobody has said"), an empty list is
 * "none, stated". A stale write shows both values and loses neither.
 */
export function useSection<V>(firm: () => string, name: Section, changed: () => void) {
  // The firm is read anew after each change; only another firm has another section.
  const firmId = computed(firm)
  const { data, failure, reload, put } = useRequest((signal) => get(`/firms/${firmId.value}/sections/${name}`, SectionBody, { signal }))
  const value = computed(() => (data.value ? (data.value.value as V | null) : undefined))
  const conflict = shallowRef<{ readonly theirs: SectionBody; readonly mine: V | null } | null>(null)
  const faults = shallowRef<readonly string[]>([])

  /** True once it is stored. */
  async function save(next: V | null, undoes = false): Promise<boolean> {
    const before = data.value
    if (!before) return false
    faults.value = []
    try {
      put(await putTo(`/firms/${firmId.value}/sections/${name}`, { value: next }, SectionBody, { version: before.version }))
      changed()
      if (undoes) say(t('shell.undone'))
      else say(t('shell.saved'), () => void save(before.value as V | null, true))
      return true
    } catch (cause) {
      const theirs = cause instanceof ApiFailure && cause.status === 412 ? SectionBody.safeParse(cause.problem?.current) : null
      if (theirs?.success) {
        put(theirs.data)
        conflict.value = { theirs: theirs.data, mine: next }
        return true
      }
      faults.value =
        cause instanceof ApiFailure ? (cause.problem?.errors?.map(({ detail }) => detail) ?? [cause.message]) : [failureText(cause)]
      return false
    }
  }

  /** After a conflict: mine over theirs, or theirs as it is. */
  function resolve(usesMine: boolean): void {
    const met = conflict.value
    conflict.value = null
    if (met && usesMine) void save(met.mine)
  }

  return { value, failure, reload, save, conflict, resolve, faults }
}
