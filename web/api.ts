import { type Ref, ref, shallowRef, watchEffect } from 'vue'
import type { z } from 'zod'
import type { Problem } from '../shared/problem.ts'
import { t } from './i18n.ts'

/** What the API refused, or `status` 0 where it could not be reached at all. */
export class ApiFailure extends Error {
  readonly status: number
  readonly problem: Problem | null

  constructor(status: number, problem: Problem | null) {
    super(problem?.title ?? t(status === 0 ? 'shell.networkDown' : 'shell.serverTrouble'))
    this.name = 'ApiFailure'
    this.status = status
    this.problem = problem
  }

  /** Refused values by their JSON Pointer, to stand beside the field. */
  get faults(): Readonly<Record<string, string>> {
    return Object.fromEntries((this.problem?.errors ?? []).map(({ pointer, detail }) => [pointer, detail]))
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Options {
  readonly signal?: AbortSignal
  /** The version that was read: sent as `If-Match`, so that a later change by another is not overwritten. */
  readonly version?: number
  /** A 401 is an answer here, not the end of a session. */
  readonly quiet?: boolean
}

let signInAgain: () => Promise<boolean> = async () => false

/** Whoever shows the sign-in dialog: resolves true once the same person is signed in again. */
export function whenSignedOut(handler: () => Promise<boolean>): void {
  signInAgain = handler
}

/** `crypto.randomUUID` is missing on a plain-http intranet, so the key is made of random bytes. */
const idempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

async function failureOf(response: Response): Promise<ApiFailure> {
  // Schemas are not part of the first load of the public pages: this one comes with the first refusal.
  const { Problem } = await import('../shared/problem.ts')
  const parsed = Problem.safeParse(await response.json().catch(() => null))
  return new ApiFailure(response.status, parsed.success ? parsed.data : null)
}

async function send(method: Method, path: string, body: unknown, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (options.version !== undefined) headers['If-Match'] = `"v${options.version}"`
  if (method === 'POST' && !options.quiet) headers['Idempotency-Key'] = idempotencyKey()
  const isFile = body instanceof FormData
  if (body !== undefined && !isFile) headers['Content-Type'] = 'application/json'
  const init: RequestInit = {
    method,
    headers,
    body: body === undefined ? undefined : isFile ? body : JSON.stringify(body),
    signal: options.signal ?? null,
  }
  for (;;) {
    const response = await fetch(`/api/v1${path}`, init).catch((cause: unknown) => {
      if (options.signal?.aborted) throw cause
      throw new ApiFailure(0, null)
    })
    if (response.ok) return response
    // The same request goes out again after signing in, so that nothing typed is lost.
    if (response.status === 401 && !options.quiet && (await signInAgain())) continue
    // Nobody being signed in is no trouble: nothing to read from it.
    if (response.status === 401 && method === 'GET') throw new ApiFailure(401, null)
    throw await failureOf(response)
  }
}

/** A schema, or where to fetch it from: pages that need no account load none before they must. */
type Schema<T> = z.ZodType<T> | (() => Promise<z.ZodType<T>>)

async function read<T>(response: Response, schema: Schema<T>): Promise<T> {
  const found = typeof schema === 'function' ? await schema() : schema
  return found.parse(await response.json())
}

export const get = async <T>(path: string, schema: Schema<T>, options: Options = {}): Promise<T> =>
  read(await send('GET', path, undefined, options), schema)

export const post = async <T>(path: string, body: unknown, schema: Schema<T>, options: Options = {}): Promise<T> =>
  read(await send('POST', path, body, options), schema)

export const put = async <T>(path: string, body: unknown, schema: Schema<T>, options: Options = {}): Promise<T> =>
  read(await send('PUT', path, body, options), schema)

export const patch = async <T>(path: string, body: unknown, schema: Schema<T>, options: Options = {}): Promise<T> =>
  read(await send('PATCH', path, body, options), schema)

/** Deletes; the answer has no content. */
export async function del(path: string, options: Options = {}): Promise<void> {
  await send('DELETE', path, undefined, options)
}

/** Sends a file and tells how much of it, from 0 to 1, has gone: `fetch` cannot. */
export async function upload<T>(
  path: string,
  form: FormData,
  schema: Schema<T>,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (share: number) => void } = {},
): Promise<T> {
  const key = idempotencyKey()
  for (;;) {
    const response = await new Promise<Response>((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', `/api/v1${path}`)
      request.setRequestHeader('Accept', 'application/json')
      request.setRequestHeader('Idempotency-Key', key)
      request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress?.(loaded / total)
      request.onload = () => resolve(new Response(request.responseText, { status: request.status }))
      request.onerror = () => reject(new ApiFailure(0, null))
      request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
      signal?.addEventListener('abort', () => request.abort(), { once: true })
      request.send(form)
    })
    if (response.ok) return read(response, schema)
    if (response.status === 401 && (await signInAgain())) continue
    throw await failureOf(response)
  }
}

/** Where a browser downloads from; the file is streamed, so it is never read here. */
export const downloadUrl = (path: string): string => `/api/v1${path}`

/** Asks for a file that depends on what is sent, and hands it to the browser as a download of this name. */
export async function saveFile(path: string, body: unknown, name: string): Promise<void> {
  const response = await send('POST', path, body, {})
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** A query string of the values that are set. */
export function queryOf(values: Readonly<Record<string, string | number | boolean | null | undefined>>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value != null && value !== '') query.set(key, String(value))
  return query.size > 0 ? `?${query}` : ''
}

/** What the page says of a failure that it cannot treat in particular. */
export const failureText = (failure: unknown): string => (failure instanceof ApiFailure ? failure.message : t('shell.serverTrouble'))

/** The same with the server's reasons in full: every refused value, or the one sentence that it adds. */
export const reasonText = (failure: unknown): string =>
  failure instanceof ApiFailure
    ? (failure.problem?.errors?.map(({ detail }) => detail).join(' ') ?? failure.problem?.detail ?? failure.message)
    : failureText(failure)

export interface Request<T> {
  /** The last answer; stays while a newer one is on its way. */
  readonly data: Readonly<Ref<T | undefined>>
  readonly failure: Readonly<Ref<ApiFailure | undefined>>
  readonly isLoading: Readonly<Ref<boolean>>
  readonly reload: () => void
  /** Puts an answer that came another way, e.g. of a write. */
  readonly put: (answer: T) => void
}

/** Loads what the function asks for, and again whenever something that it read before asking has changed. */
export function useRequest<T>(load: (signal: AbortSignal) => Promise<T> | undefined): Request<T> {
  const data = shallowRef<T>()
  const failure = shallowRef<ApiFailure>()
  const isLoading = ref(false)
  const round = ref(0)

  watchEffect((onCleanup) => {
    void round.value
    const abort = new AbortController()
    onCleanup(() => abort.abort())
    const asked = load(abort.signal)
    isLoading.value = asked !== undefined
    asked
      ?.then((answer) => {
        if (abort.signal.aborted) return
        data.value = answer
        failure.value = undefined
        isLoading.value = false
      })
      .catch((cause: unknown) => {
        if (abort.signal.aborted) return
        if (!(cause instanceof ApiFailure)) console.error(cause)
        failure.value = cause instanceof ApiFailure ? cause : new ApiFailure(-1, null)
        isLoading.value = false
      })
  })

  return { data, failure, isLoading, reload: () => round.value++, put: (answer) => (data.value = answer) }
}
