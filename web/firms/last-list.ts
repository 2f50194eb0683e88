import { shallowRef } from 'vue'

/** The list one came from: where it is, and its firms in order, for going to the previous and the next. */
export const lastList = shallowRef<{ readonly address: string; readonly ids: readonly string[] } | null>(null)
