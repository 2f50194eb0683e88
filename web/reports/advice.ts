import { type Ref, shallowRef, watch } from 'vue'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Change, Gap, Plan } from '../../shared/report.ts'
import type { advise, planOf } from '../../shared/rules/advise.ts'
import type { Growths } from '../../shared/rules/plan.ts'

/** Which figures a way is about: those of closed years, or of the next application year. */
export type Period = 'closed' | 'next'

/** Changes to be tried out, in the year that they are for. */
export interface Trial {
  readonly period: Period
  readonly changes: readonly Change[]
}

type Planned = Plan['assessments'][number] & { readonly asOf: string }

export interface Advice {
  readonly gap: Ref<Gap | null>
  readonly plan: Ref<Planned | null>
  /** Whether an answer is still being worked out. */
  readonly isFinding: Ref<boolean>
}

interface Rules {
  readonly advise: typeof advise
  readonly planOf: typeof planOf
}

/** The page is painted first: the search takes up to a fifth of a second. */
const afterPaint = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)))

/**
 * The smallest change for one certification, now and in the next application year, worked out here from the facts. What
 * searches is fetched when it is first wanted; where it cannot be fetched there is no advice.
 */
export function useAdvice(facts: () => FirmFacts | undefined, certification: () => Certification | null, growths: () => Growths): Advice {
  const gap = shallowRef<Gap | null>(null)
  const plan = shallowRef<Planned | null>(null)
  const isFinding = shallowRef(false)

  async function answered<T>(isCurrent: () => boolean, find: (rules: Rules) => T): Promise<T | null> {
    await afterPaint()
    const rules = await import('../../shared/rules/advise.ts').catch(() => null)
    return rules && isCurrent() ? find(rules) : null
  }

  watch(
    [facts, certification],
    async ([given, id], _, onCleanup) => {
      let isCurrent = true
      onCleanup(() => (isCurrent = false))
      gap.value = null
      if (!given || id === null) return
      isFinding.value = true
      const found = await answered(
        () => isCurrent,
        (rules) => rules.advise(given, { certifications: [id], gap: true }).assessments[0]?.gap,
      )
      if (!isCurrent) return
      gap.value = found ?? null
      isFinding.value = false
    },
    { immediate: true },
  )
  watch(
    [facts, certification, growths],
    async ([given, id, rates], [before, previous], onCleanup) => {
      let isCurrent = true
      onCleanup(() => (isCurrent = false))
      // While only rates change the last plan stays in sight.
      if (given !== before || id !== previous) plan.value = null
      if (!given || id === null) return
      const next = await answered(
        () => isCurrent,
        (rules) => rules.planOf(given, { certifications: [id], growths: rates }),
      )
      const [one] = next?.assessments ?? []
      if (isCurrent) plan.value = next && one ? { ...one, asOf: next.asOf } : null
    },
    { immediate: true },
  )

  return { gap, plan, isFinding }
}
