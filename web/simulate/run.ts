import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { SimulationAnswer, SimulationRequest } from '../../shared/api/simulations.ts'
import { ApiFailure } from '../api.ts'
import { readProgress, runSimulation } from './simulate-api.ts'

/** So often the server is asked how far it is. */
const everyMs = 700

/** One simulation at a time, with how far it is. */
export function useRun() {
  const answer = shallowRef<SimulationAnswer>()
  /** What the answer is to. */
  const asked = shallowRef<SimulationRequest>()
  const failure = shallowRef<ApiFailure>()
  const reading = shallowRef<{ readonly done: number; readonly total: number } | null>(null)
  const isRunning = ref(false)
  let abort = new AbortController()
  let timer: ReturnType<typeof setInterval> | undefined

  function stop() {
    abort.abort()
    clearInterval(timer)
    isRunning.value = false
    reading.value = null
  }

  async function run(request: SimulationRequest): Promise<void> {
    stop()
    const mine = (abort = new AbortController())
    failure.value = undefined
    isRunning.value = true
    timer = setInterval(() => {
      readProgress(mine.signal)
        .then((progress) => {
          if (!mine.signal.aborted) reading.value = progress.reading
        })
        .catch(() => {})
    }, everyMs)
    try {
      const found = await runSimulation(request, mine.signal)
      if (mine.signal.aborted) return
      answer.value = found
      asked.value = request
    } catch (cause) {
      if (mine.signal.aborted) return
      if (!(cause instanceof ApiFailure)) console.error(cause)
      failure.value = cause instanceof ApiFailure ? cause : new ApiFailure(-1, null)
    }
    stop()
  }

  onBeforeUnmount(stop)
  return { answer, asked, failure, reading, isRunning, run, stop }
}
