import { ref } from 'vue'

/** Light, dark, or as the system is set. */
export type Theme = 'light' | 'dark' | 'system'

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Keeps a preference of this browser; nothing about firms or people ever goes here. */
export function keepPreference(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A private window has no storage: the choice lasts for this page.
  }
}

export const preference = stored

const dark = () => matchMedia('(prefers-color-scheme: dark)')

export const theme = ref<Theme>('system')

/** Whether the page is dark now; charts draw again when it changes. */
export const isDark = ref(false)

function apply(): void {
  isDark.value = theme.value === 'dark' || (theme.value === 'system' && dark().matches)
  document.documentElement.classList.toggle('dark', isDark.value)
}

export function startTheme(): void {
  const kept = stored('theme')
  if (kept === 'light' || kept === 'dark') theme.value = kept
  dark().addEventListener('change', apply)
  apply()
}

export function chooseTheme(choice: Theme): void {
  theme.value = choice
  keepPreference('theme', choice)
  apply()
}
