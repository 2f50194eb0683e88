import { computed, onBeforeUnmount, ref, type Ref, watch } from 'vue'
import { Import } from '../../shared/api/imports.ts'
import { type Request, useRequest } from '../api.ts'
import { eventsUrl, getImport, isLive } from './imports-api.ts'

const pollEveryMs = 1000

export interface LiveImport extends Request<Import> {
  /** The server cannot be reached while it is at work: what it has done is not known yet. */
  readonly isLost: Readonly<Ref<boolean>>
  /** The answer to a write was lost: the server is asked until it says what became of it. */
  readonly isUnsure: Readonly<Ref<boolean>>
  readonly askUntilKnown: () => void
}

/** An import that is kept up to date while the server works on it: by server-sent events, else by asking again and again. */
export function useLiveImport(id: () => string): LiveImport {
  const request = useRequest((signal) => getImport(id(), signal))
  const { data, failure, isLoading, reload, put } = request
  const isBusy = computed(() => data.value !== undefined && isLive(data.value))
  const polls = ref(false)
  const isUnsure = ref(false)
  let events: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    events?.close()
    events = null
    clearTimeout(timer)
    polls.value = false
  }

  function take(event: MessageEvent<string>) {
    const told = Import.safeParse(JSON.parse(event.data))
    if (told.success) put(told.data)
  }

  function listen() {
    if (typeof EventSource === 'undefined') {
      polls.value = true
      return
    }
    events = new EventSource(eventsUrl(id()))
    events.addEventListener('import', take)
    events.addEventListener('message', take)
    // The stream has ended or never came: the truth is asked for instead.
    events.addEventListener('error', () => {
      events?.close()
      events = null
      polls.value = true
    })
  }

  watch(
    [isBusy, id],
    () => {
      stop()
      if (isBusy.value) listen()
    },
    { immediate: true },
  )
  watch([polls, isUnsure, isLoading], () => {
    clearTimeout(timer)
    if (!isLoading.value && (polls.value || isUnsure.value)) timer = setTimeout(reload, pollEveryMs)
  })

  watch(isLoading, (now) => {
    if (!now && failure.value === undefined) isUnsure.value = false
  })

  function askUntilKnown() {
    isUnsure.value = true
    reload()
  }

  onBeforeUnmount(stop)

  return { ...request, isUnsure, askUntilKnown, isLost: computed(() => isBusy.value && failure.value !== undefined) }
}
