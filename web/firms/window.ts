import { computed, type Ref, ref } from 'vue'

/** Below this every row is drawn: searching in the page and printing need nothing then. */
const windowedFrom = 120
/** Rows drawn beyond the edges, so that scrolling shows no gaps. */
const beyond = 20

/** Which rows of a long table are drawn, by where its frame is scrolled to; all rows are equally high. */
export function useWindow(count: Readonly<Ref<number>>, rowHeight: Readonly<Ref<number>>) {
  const top = ref(0)
  const height = ref(800)
  const isPrinting = ref(false)

  const range = computed(() => {
    if (count.value <= windowedFrom || isPrinting.value) return { from: 0, to: count.value }
    const from = Math.max(0, Math.floor(top.value / rowHeight.value) - beyond)
    return { from, to: Math.min(count.value, from + Math.ceil(height.value / rowHeight.value) + 2 * beyond) }
  })

  function onScroll(frame: HTMLElement): void {
    top.value = frame.scrollTop
    height.value = frame.clientHeight || 800
  }

  return { range, isPrinting, onScroll }
}
