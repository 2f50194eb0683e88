import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Job } from '../../shared/api/jobs.ts'
import type { Recipe } from '../../shared/api/lists.ts'
import { useRequest } from '../api.ts'
import { useEvaluationDay } from '../clock.ts'
import { previewList } from './lists-api.ts'
import { queryOfRecipe, recipeOfQuery, takesNobody, widened } from './recipe-query.ts'

/** Typing is waited for so long before the list is composed again. */
const pauseMs = 350

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A list in the making: its recipe in the address, and what it gives now. */
export function useDraft() {
  const route = useRoute()
  const router = useRouter()
  const day = useEvaluationDay()
  const recipe = shallowRef<Recipe>(recipeOfQuery(route.query, day.value))
  const asked = shallowRef<Recipe>(recipe.value)
  const isTyping = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(recipe, (now) => {
    isTyping.value = !same(now, asked.value)
    clearTimeout(timer)
    timer = setTimeout(() => {
      isTyping.value = false
      if (same(now, asked.value)) return
      asked.value = now
      const { on } = route.query
      void router.replace({ query: { ...(on ? { on } : {}), ...queryOfRecipe(now) } })
    }, pauseMs)
  })
  onBeforeUnmount(() => clearTimeout(timer))

  // The way back, a link, or another day in the top bar: the address leads.
  watch([() => route.query, day], () => {
    const named = route.query.certification === undefined ? { ...recipe.value, asOf: day.value } : recipeOfQuery(route.query, day.value)
    if (isTyping.value || same(named, asked.value)) return
    recipe.value = named
    asked.value = named
  })

  const isVoid = computed(() => takesNobody(asked.value))
  const progress = shallowRef<Job['progress'] | null>(null)
  const preview = useRequest((signal) => {
    progress.value = null
    return isVoid.value ? undefined : previewList(asked.value, signal, (now) => (progress.value = now))
  })
  const isEmpty = computed(() => !preview.isLoading.value && preview.data.value?.ruleset != null && preview.data.value.counts.firms === 0)

  // For an empty list the wider net is tried too, so that its number can be told.
  const wider = computed(() => widened(asked.value))
  const widerPreview = useRequest((signal) => (isEmpty.value && !isVoid.value ? previewList(wider.value, signal) : undefined))

  return {
    recipe,
    asked,
    isVoid,
    isEmpty,
    isStale: computed(() => isTyping.value || preview.isLoading.value),
    preview,
    /** How far a long composition is. */
    progress,
    wider,
    widerFirms: computed(() => (isEmpty.value ? widerPreview.data.value?.counts.firms : undefined)),
  }
}
