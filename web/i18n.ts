import { createI18n } from 'vue-i18n'
import { computed, ref } from 'vue'
import type { Label } from '../shared/dictionary/indicator.ts'
import type { officeZh } from './messages/office.zh.ts'
import { publicZh } from './messages/public.zh.ts'
import { keepPreference, preference } from './theme.ts'

export type Locale = 'zh' | 'en'

type Messages = typeof publicZh & typeof officeZh

type Paths<T> = T extends string ? never : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string]

/** Every message there is, taken from the Chinese ones: a key that is misspelt does not compile. */
export type MessageKey = Paths<Messages>

export type Values = Readonly<Record<string, string | number>>

const i18n = createI18n<false>({
  legacy: false,
  locale: 'zh',
  fallbackLocale: 'zh',
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
  messages: { zh: publicZh, en: {} },
})

export const locale = ref<Locale>('zh')

/** The text of a message in the language that is shown. */
export const t = (key: MessageKey, values: Values = {}): string => i18n.global.t(key, values)

/** A term of the dictionary in the language that is shown. */
export const term = (label: Label): string => label[locale.value]

/** Joins a list as the language does. */
export const listed = (parts: readonly string[]): string => parts.join(locale.value === 'en' ? ', ' : '、')

/** Joins two sentences: Chinese ones stand close, English ones take a space. */
export const sentences = (parts: readonly string[]): string => parts.join(locale.value === 'en' ? ' ' : '')

export const isEnglish = computed(() => locale.value === 'en')

const parts = {
  zh: { public: async () => publicZh, office: async () => (await import('./messages/office.zh.ts')).officeZh },
  en: {
    public: async () => (await import('./messages/public.en.ts')).publicEn,
    office: async () => (await import('./messages/office.en.ts')).officeEn,
  },
} as const

const loaded = new Set(['zh.public'])
let needsOffice = false

async function load(language: Locale, part: 'public' | 'office'): Promise<void> {
  const name = `${language}.${part}`
  if (loaded.has(name)) return
  i18n.global.mergeLocaleMessage(language, await parts[language][part]())
  loaded.add(name)
}

/** Brings the messages of the signed-in pages; the public ones do without. */
export async function loadOfficeMessages(): Promise<void> {
  needsOffice = true
  await Promise.all([load('zh', 'office'), locale.value === 'zh' ? undefined : load(locale.value, 'office')])
}

export async function chooseLocale(choice: Locale): Promise<void> {
  await Promise.all([load(choice, 'public'), needsOffice ? load(choice, 'office') : undefined])
  i18n.global.locale.value = choice
  locale.value = choice
  document.documentElement.lang = choice === 'zh' ? 'zh-CN' : 'en'
  keepPreference('locale', choice)
}

export async function startLocale(): Promise<void> {
  if (preference('locale') === 'en') await chooseLocale('en')
}
