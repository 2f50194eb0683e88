import { onBeforeUnmount, type Ref, ref } from 'vue'

/** Whether the screen is a phone's (below 600 px), where tables become cards. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(width < 600px)')
  const isNarrow = ref(query.matches)
  const onChange = () => (isNarrow.value = query.matches)
  query.addEventListener('change', onChange)
  onBeforeUnmount(() => query.removeEventListener('change', onChange))
  return isNarrow
}
