import { reactive } from 'vue'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly undo?: () => void
}

/** Short words about what was done, ten seconds each. */
export const toasts = reactive<Toast[]>([])

let last = 0

export function dismiss(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id)
  if (at >= 0) toasts.splice(at, 1)
}

/** Says that something is done, with a way back where there is one. */
export function say(text: string, undo?: () => void): void {
  const id = ++last
  toasts.push({ id, text, ...(undo && { undo }) })
  setTimeout(() => dismiss(id), 10_000)
}
