import { onBeforeUnmount, onMounted, ref } from 'vue'
import { keepPreference, preference } from './theme.ts'

/** Keys of one letter can be switched off: they get in the way of speech input. */
export const letterKeysOn = ref(preference('letter-keys') !== 'off')

export function switchLetterKeys(on: boolean): void {
  letterKeysOn.value = on
  keepPreference('letter-keys', on ? 'on' : 'off')
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select'))

/** The name of a key: `j`, `Shift J`, `Alt ArrowUp`, `Ctrl s`, `Enter`. */
export function keyName(event: KeyboardEvent): string {
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl ' : '',
    event.altKey ? 'Alt ' : '',
    event.shiftKey && event.key.length > 1 ? 'Shift ' : '',
    letter,
  ].join('')
}

/**
 * Keys of a page while it is shown. Bare keys are left alone in inputs, while an input method composes, and in dialogs;
 * with a modifier they work everywhere.
 */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return
    const name = keyName(event)
    const handler = keys[name]
    if (!handler) return
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey
    if (!hasModifier && isTyping(event.target)) return
    if (!hasModifier && event.key.length === 1 && !letterKeysOn.value) return
    if (document.querySelector('dialog[open]')) return
    // Enter on a link or a button is the link's or the button's.
    if (name === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button, summary')) return
    handler(event)
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
