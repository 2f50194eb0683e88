import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import { type DataWarning, FirmYear, FirmYearSaved } from '../../shared/api/firms.ts'
import type { Figure, YearFigures } from '../../shared/dictionary/figures.ts'
import { ApiFailure, patch, reasonText } from '../api.ts'

/** How what was typed stands: `held` waits for the person, `offline` for the connection, `refused` for another word of the server. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'held' | 'offline' | 'refused'

export type Drafts = Readonly<Partial<Record<Figure, number | null>>>

/** A figure that two people changed since it was read. */
export interface Clash {
  readonly figure: Figure
  readonly mine: number | null
  readonly theirs: number | null
}

interface Saving {
  readonly firmId: () => string
  /** The year as it was read last. */
  readonly stored: () => FirmYear | undefined
  /** Takes the year as it is stored now. */
  readonly put: (year: FirmYear, warnings: readonly DataWarning[] | null) => void
  /** Which drafts are not to be stored yet, e.g. doubtful ones. */
  readonly isHeld: (figure: Figure) => boolean
}

/** Long enough to finish a number, short enough to forget about saving. */
const pauseMs = 700
const [retryMs, longestRetryMs] = [2_000, 30_000]

const only = (drafts: Drafts, keeps: (figure: Figure) => boolean): Drafts =>
  Object.fromEntries(Object.entries(drafts).filter(([figure]) => keeps(figure as Figure)))

/**
 * Stores figures of a year while they are typed. What could not be stored stays as it was typed: through a lost connection,
 * which is tried again by itself, through a refusal, and through somebody else's change of the same figure.
 */
export function useAutosave({ firmId, stored, put, isHeld }: Saving) {
  const drafts = shallowRef<Drafts>({})
  const state = ref<SaveState>('saved')
  const refusal = ref<string | null>(null)
  /** Why the server did not take a figure. */
  const faults = shallowRef<Readonly<Partial<Record<Figure, string>>>>({})
  const clashes = shallowRef<readonly Clash[]>([])
  const undoable = shallowRef<readonly Drafts[]>([])
  const savedAt = ref<Date | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry = retryMs
  let isUndoing = false

  const valueOf = (figure: Figure): number | null => stored()?.figures[figure] ?? null
  const isBlocked = (figure: Figure): boolean =>
    isHeld(figure) || figure in faults.value || clashes.value.some((one) => one.figure === figure)
  const unsaved = computed(() => Object.keys(drafts.value).length)

  function schedule(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }

  /** Notes what was typed. */
  function write(figure: Figure, value: number | null) {
    faults.value = only(faults.value as Drafts, (one) => one !== figure) as typeof faults.value
    const others = only(drafts.value, (one) => one !== figure)
    drafts.value = value === valueOf(figure) ? others : { ...others, [figure]: value }
    if (state.value !== 'saving' && state.value !== 'offline') state.value = unsaved.value > 0 ? 'waiting' : 'saved'
    schedule(pauseMs)
  }

  /** Stores what may be stored, at once. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    const year = stored()
    if (!year || state.value === 'saving') return
    const sent = only(drafts.value, (figure) => !isBlocked(figure))
    if (Object.keys(sent).length === 0) {
      state.value = unsaved.value > 0 ? 'held' : 'saved'
      return
    }
    state.value = 'saving'
    const outcome = await patch(`/firms/${firmId()}/figures/${year.year}`, { figures: sent as YearFigures }, FirmYearSaved, {
      version: year.version,
    }).catch((cause: unknown) => cause)
    if (outcome instanceof ApiFailure || outcome instanceof Error) fail(outcome, sent, year)
    else keep(outcome as FirmYearSaved, sent, year)
  }

  function keep({ warnings, ...year }: FirmYearSaved, sent: Drafts, before: FirmYear) {
    if (!isUndoing) {
      const back = Object.fromEntries(Object.keys(sent).map((figure) => [figure, before.figures[figure as Figure] ?? null]))
      undoable.value = [...undoable.value, back]
    }
    isUndoing = false
    put(year, warnings)
    settle()
    savedAt.value = new Date()
    refusal.value = null
    retry = retryMs
    goOn()
  }

  /** What is stored as it was typed is no draft any more; what was typed on meanwhile is. */
  function settle() {
    drafts.value = only(drafts.value, (figure) => drafts.value[figure] !== valueOf(figure))
  }

  function goOn() {
    state.value = unsaved.value > 0 ? 'waiting' : 'saved'
    if (unsaved.value > 0) schedule(0)
  }

  function fail(cause: unknown, sent: Drafts, before: FirmYear) {
    const failure = cause instanceof ApiFailure ? cause : new ApiFailure(-1, null)
    if (failure.status === 412) return meet(failure, sent, before)
    if (failure.status <= 0 || failure.status >= 500 || failure.status === 429) {
      state.value = 'offline'
      schedule(retry)
      retry = Math.min(retry * 2, longestRetryMs)
      return
    }
    const named = Object.entries(failure.faults).flatMap(([pointer, detail]) => {
      const figure = pointer.split('/').at(-1) as Figure
      return figure in sent ? [[figure, detail] as const] : []
    })
    if (named.length > 0) {
      faults.value = { ...faults.value, ...Object.fromEntries(named) }
      return goOn()
    }
    refusal.value = reasonText(failure)
    state.value = 'refused'
  }

  /** Somebody else saved in between: only figures that both changed are asked about, the others go on. */
  function meet(failure: ApiFailure, sent: Drafts, before: FirmYear) {
    const current = FirmYear.safeParse(failure.problem?.current)
    if (!current.success) {
      refusal.value = failure.message
      state.value = 'refused'
      return
    }
    const theirs = (figure: Figure) => current.data.figures[figure] ?? null
    put(current.data, null)
    settle()
    clashes.value = (Object.keys(sent) as Figure[])
      .filter((figure) => theirs(figure) !== (before.figures[figure] ?? null) && figure in drafts.value)
      .map((figure) => ({ figure, mine: drafts.value[figure] ?? null, theirs: theirs(figure) }))
    goOn()
  }

  /** Settles the figures that two people changed: these mine, the others theirs. */
  function resolve(mine: readonly string[]) {
    const lost = clashes.value.filter(({ figure }) => !mine.includes(figure)).map(({ figure }) => figure)
    clashes.value = []
    drafts.value = only(drafts.value, (figure) => !lost.includes(figure))
    goOn()
  }

  /** Puts back what the last save has changed. */
  function undo() {
    const back = undoable.value.at(-1)
    if (!back) return
    undoable.value = undoable.value.slice(0, -1)
    isUndoing = true
    drafts.value = only({ ...drafts.value, ...back }, (figure) => ({ ...drafts.value, ...back })[figure] !== valueOf(figure))
    goOn()
    return back
  }

  const reconnect = () => state.value === 'offline' && void save()
  const warn = (event: BeforeUnloadEvent) => unsaved.value > 0 && event.preventDefault()
  onMounted(() => {
    window.addEventListener('online', reconnect)
    window.addEventListener('beforeunload', warn)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('online', reconnect)
    window.removeEventListener('beforeunload', warn)
  })

  return { drafts, state, refusal, faults, clashes, undoable, unsaved, savedAt, write, save, resolve, undo, schedule }
}
