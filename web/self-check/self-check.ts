import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { FirmFacts } from '../../shared/facts.ts'
import { type QuestionId, questionOf, questionsFor, reportBy } from '../../shared/rules/questions.ts'
import { firstRungs } from '../../shared/rules/rulesets/first-rungs.ts'
import { withFact } from '../facts/paths.ts'
import { type Ask, asksOf, isAnswered, questionIds } from './asks.ts'

const key = 'self-check'

interface Kept {
  readonly facts: FirmFacts
  readonly trail: readonly Ask[]
}

const isKept = (value: unknown): value is Kept => typeof value === 'object' && value !== null && 'facts' in value && 'trail' in value

function kept(): Kept | null {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return isKept(read) ? read : null
  } catch {
    return null
  }
}

/**
 * The self-check of one visitor: facts in memory only, judged again at every key stroke by the rules themselves. `draft`
 * holds what is being typed; `facts` what was answered before.
 */
export function useSelfCheck(day: Ref<string>) {
  const before = kept()
  const facts = shallowRef<FirmFacts>({ ...before?.facts, asOf: day.value })
  const draft = shallowRef(facts.value)
  /** Screens that were shown, in order: answered or passed over. */
  const trail = shallowRef<readonly Ask[]>(before?.trail ?? [])
  const editing = shallowRef<Ask | null>(null)
  const isKeeping = ref(before !== null)

  // What was shown once does not come again by itself, answered or not; it is opened from the list of answers.
  const shown = computed<ReadonlySet<QuestionId>>(() => new Set(trail.value.flatMap(questionIds)))
  const questionnaire = computed(() => questionsFor(firstRungs, facts.value, shown.value))
  // Facts that no longer change anything; parts of a question that is still open are not among them.
  const needless = computed(() => {
    const wanted = new Set(questionnaire.value.report.assessments.flatMap(({ missing }) => missing.map(questionOf)))
    return questionnaire.value.needless.filter((fact) => !wanted.has(questionOf(fact)))
  })
  const open = computed(() => asksOf(questionnaire.value, shown.value))
  const current = computed<Ask | null>(() => editing.value ?? open.value[0] ?? null)
  const report = computed(() => reportBy(firstRungs, draft.value))
  const answered = computed(() => trail.value.filter((ask) => isAnswered(facts.value, ask)))
  const passedOver = computed(() => trail.value.filter((ask) => !isAnswered(facts.value, ask)))

  function change(path: string, value: unknown): void {
    draft.value = withFact(draft.value, path, value)
  }

  function settle(ask: Ask): void {
    const before = trail.value.find(({ id }) => id === ask.id)
    const facts = [...new Set([...(before?.facts ?? []), ...ask.facts])].sort()
    trail.value = before ? trail.value.map((one) => (one === before ? { ...ask, facts } : one)) : [...trail.value, ask]
    editing.value = null
  }

  /** Takes what was typed and goes on. */
  function next(): void {
    const ask = current.value
    if (!ask) return
    facts.value = draft.value
    settle(ask)
  }

  /** Leaves it unknown and goes on. */
  function skip(): void {
    const ask = current.value
    if (!ask) return
    draft.value = facts.value
    settle(ask)
  }

  /** Opens a screen again. */
  function edit(ask: Ask): void {
    draft.value = facts.value
    editing.value = ask
  }

  const previous = computed<Ask | null>(() => {
    const at = editing.value ? trail.value.findIndex(({ id }) => id === editing.value?.id) : trail.value.length
    return trail.value[at - 1] ?? null
  })

  function back(): void {
    if (previous.value) edit(previous.value)
  }

  /** Starts from a file: its facts, and only the questions that they leave open. */
  function load(read: FirmFacts): void {
    facts.value = { ...read, asOf: day.value }
    draft.value = facts.value
    trail.value = []
    editing.value = null
  }

  function restart(): void {
    load({ asOf: day.value })
  }

  watch(day, (asOf) => {
    facts.value = { ...facts.value, asOf }
    draft.value = { ...draft.value, asOf }
  })

  // Only with the visitor's tick, and only until the tab is closed.
  watch([facts, trail, isKeeping], () => {
    try {
      if (isKeeping.value) sessionStorage.setItem(key, JSON.stringify({ facts: facts.value, trail: trail.value } satisfies Kept))
      else sessionStorage.removeItem(key)
    } catch {
      isKeeping.value = false
    }
  })

  return {
    facts,
    draft,
    report,
    needless,
    open,
    current,
    previous,
    answered,
    passedOver,
    editing,
    isKeeping,
    change,
    next,
    skip,
    edit,
    back,
    load,
    restart,
  }
}
