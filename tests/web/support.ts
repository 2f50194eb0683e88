import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Account, Role } from '../../shared/accounts.ts'
import App from '../../web/App.vue'
import { chosenDay } from '../../web/clock.ts'
import { loadOfficeMessages } from '../../web/i18n.ts'
import { router } from '../../web/router.ts'
import '../../web/shell/OfficeLayout.vue'
import { toasts } from '../../web/toasts.ts'

/** What the page asked the API for. */
export interface Asked {
  readonly method: string
  /** Below /api/v1, with its query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: unknown
}

type Answer = unknown | ((asked: Asked) => unknown)

/** A refusal, to be returned by an answer. */
export class Refusal {
  readonly status: number
  readonly problem: object

  constructor(status: number, problem: object) {
    this.status = status
    this.problem = { type: '/problems/test', title: '没有成功', status, ...problem }
  }
}

/** The network is gone. */
export const offline = Symbol('offline')

/** Everything that was asked for, in order. */
export const asked: Asked[] = []

/** The last request of this method and path. */
export const lastAsked = (method: string, path: string): Asked | undefined =>
  asked.findLast((one) => one.method === method && one.path.split('?')[0] === path)

let answers: Readonly<Record<string, Answer>> = {}

function answerTo(request: Asked): Answer {
  const path = request.path.split('?')[0]
  const found = Object.entries(answers).find(([key]) => {
    const [method, pattern = ''] = key.split(' ')
    return method === request.method && new RegExp(`^${pattern.replace(/:[a-zA-Z]+/g, '[^/]+').replace(/\./g, '\\.')}$`).test(path ?? '')
  })
  if (!found) return new Refusal(404, { title: `the test has no answer to ${request.method} ${request.path}` })
  const [, answer] = found
  return typeof answer === 'function' ? (answer as (asked: Asked) => unknown)(request) : answer
}

async function fetched(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const path = String(input).replace(/^.*\/api\/v1/, '')
  const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : init.body
  const request: Asked = {
    method: init.method ?? 'GET',
    path,
    query: new URLSearchParams(path.split('?')[1] ?? ''),
    headers: new Headers(init.headers),
    body,
  }
  asked.push(request)
  const answer = await answerTo(request)
  if (answer === offline) throw new TypeError('Failed to fetch')
  if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
  if (answer instanceof Refusal) return Response.json(answer.problem, { status: answer.status })
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer)
}

const accountOf = (role: Role): Account => ({
  account: role,
  displayName: '林示例',
  role,
  parkId: role === 'park' ? 'rongqiao' : null,
  parkName: role === 'park' ? '融侨经济技术开发区' : null,
  firmId: role === 'company' ? '0190a000-0000-7000-8000-000000000001' : null,
  firmName: role === 'company' ? '福清示例光电有限公司' : null,
  townCode: role === 'town' ? '350181103' : null,
  endsOn: null,
  mustChangePassword: false,
  mustSetUpSecondFactor: false,
  demoData: true,
})

const places = {
  'GET /parks': {
    items: [
      { id: 'rongqiao', name: '融侨经济技术开发区', aliases: ['融侨经开区'], positioning: null },
      { id: 'jiangyin', name: '福州江阴港城经济区', aliases: ['江阴港城经济区'], positioning: null },
    ],
  },
  'GET /reference/towns': { items: [{ code: '350181103', name: '渔溪镇', kind: 'town' }] },
  'GET /reference/industries': { items: [{ code: 'C3974', name: '显示器件制造', level: 4, parent: 'C397' }] },
}

enableAutoUnmount(afterEach)

beforeEach(() => {
  asked.length = 0
  toasts.length = 0
  chosenDay.value = null
  vi.stubGlobal('fetch', fetched)
})

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

/** Lets everything happen that is on its way. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await flushPromises()
    await nextTick()
  }
}

/** Waits until a condition holds, as a person would. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 15_000
  while (performance.now() < end) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
    await settle()
  }
  throw new Error(`never came: ${what}\n${document.body.textContent?.replace(/\s+/g, ' ').slice(0, 2000)}`)
}

/** Opens an address as somebody of this role, with these answers of the API. */
export async function open(role: Role, path: string, given: Readonly<Record<string, Answer>>): Promise<VueWrapper> {
  answers = { 'GET /session': accountOf(role), ...places, ...given }
  await loadOfficeMessages()
  const host = document.createElement('div')
  document.body.append(host)
  const page = mount(App, { attachTo: host, global: { plugins: [createPinia(), router] } })
  await router.push('/self-check')
  await router.push(path)
  await until(() => document.querySelector('main h1, main [role="alert"], main .missing') !== null, `a page at ${path}`)
  await settle()
  return page
}

/** Changes what the API answers from now on. */
export const answer = (given: Readonly<Record<string, Answer>>): void => {
  answers = { ...answers, ...given }
}

const spoken = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim()

/** What the page says, as one text. */
export const text = (within: Element = document.body): string => spoken(within)

/** What stands in the cells of a table row. */
export const cells = (row: Element): string[] => [...row.querySelectorAll('th, td')].map(spoken)

/** What a control is called: its label, its `aria-label`, or what stands in it. */
function nameOf(element: Element): string {
  const own = element.getAttribute('aria-label')
  if (own !== null) return own
  const by = element.getAttribute('aria-labelledby')
  if (by !== null)
    return by
      .split(' ')
      .map((id) => spoken(document.getElementById(id) ?? document.createElement('i')))
      .join(' ')
  const label = (element.id !== '' && document.querySelector(`label[for="${element.id}"]`)) || element.closest('label')
  return label ? spoken(label) : spoken(element)
}

const matches = (name: string, wanted: string | RegExp): boolean => (typeof wanted === 'string' ? name.includes(wanted) : wanted.test(name))

const controls = {
  button: 'button',
  link: 'a[href]',
  field: 'input, select, textarea',
  row: 'tr, li',
} as const

/** All controls of a kind with this name, in sight or not. */
export const all = (kind: keyof typeof controls, name: string | RegExp, within: Element = document.body): HTMLElement[] =>
  [...within.querySelectorAll<HTMLElement>(controls[kind])].filter((element) => matches(nameOf(element), name))

/** The first control of a kind with this name; an error that shows the page where there is none. */
export function the<K extends keyof typeof controls>(kind: K, name: string | RegExp, within: Element = document.body): HTMLElement {
  const [found] = all(kind, name, within)
  if (!found) throw new Error(`no ${kind} “${String(name)}” in: ${text(within).slice(0, 1500)}`)
  return found
}

export const theInput = (name: string | RegExp, within?: Element): HTMLInputElement => the('field', name, within) as HTMLInputElement

/** Presses a button, follows a link, ticks a box. */
export async function press(element: HTMLElement): Promise<void> {
  element.click()
  await settle()
}

/** Types a text into a field, or picks an option by its value. */
export async function type(element: HTMLElement, value: string): Promise<void> {
  ;(element as HTMLInputElement).value = value
  element.dispatchEvent(new Event('input', { bubbles: true }))
  element.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}

/** Presses a key where the focus is. */
export async function key(name: string, options: KeyboardEventInit = {}): Promise<void> {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...options }))
  await settle()
}
