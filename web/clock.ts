import { computed, type ComputedRef, ref } from 'vue'
import { useRoute } from 'vue-router'
import { isDay, yearOf } from '../shared/days.ts'

/** The calendar day in Asia/Shanghai, wherever the browser is. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())

/** The evaluation day that was chosen, kept while moving between pages; null is today. */
export const chosenDay = ref<string | null>(null)

/** The day whose law and figures a page judges by: `?on=` where it names a day, else today. */
export function useEvaluationDay(): ComputedRef<string> {
  const route = useRoute()
  return computed(() => (typeof route.query.on === 'string' && isDay(route.query.on) ? route.query.on : today()))
}

/** Y0, the last complete fiscal year on a day. */
export const lastFiscalYear = (day: string): number => yearOf(day) - 1
