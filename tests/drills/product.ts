import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { usccCheckCharacter } from '../../shared/uscc.ts'

/** The password of all accounts of a drill. */
export const password = 'Drill-only-2026-words'

/** The product as a process that may be killed at any moment. */
export interface Server {
  readonly url: string
  readonly child: ChildProcess
  /** What it has printed so far. */
  output(): string
  ended(): Promise<number | null>
}

/** The built product in a process of its own. Resolves when it says where it is, throws what it printed when it ends before. */
export async function startServer(env: Readonly<Record<string, string>>, args: readonly string[] = ['--demo']): Promise<Server> {
  const child = spawn(process.execPath, ['dist/server/main.js', ...args], {
    env: { ...process.env, HOST: '127.0.0.1', DEMO_PASSWORD: password, LOG_LEVEL: 'error', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed = (printed + text).slice(-20_000)
        const found = /Innovation Ladder：(\S+)/.exec(printed)?.[1]
        if (found) resolve(found)
      })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${printed}`)))
  })
  const url = await address
  return {
    url,
    child,
    output: () => printed,
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      return child.exitCode
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** The process of the built-in database, which has the data directory as its own. */
export function postmasterOf(dataDir: string): number | undefined {
  for (const place of ['database/postgres', 'postgres']) {
    const file = join(dataDir, place, 'postmaster.pid')
    if (existsSync(file)) return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
  }
  return undefined
}

/** What came back, or undefined where the connection broke or nothing came in time. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: unknown
}

/** Requests in the name of one session. */
export interface Caller {
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply | undefined>
}

export function caller(url: string, cookie?: string, timeoutMs = 20_000): Caller {
  return {
    async send(method, path, body, headers = {}) {
      const isForm = body instanceof FormData
      try {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: { ...(cookie && { cookie }), ...(body !== undefined && !isForm && { 'content-type': 'application/json' }), ...headers },
          ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
          signal: AbortSignal.timeout(timeoutMs),
        })
        const text = await response.text()
        const isJson = response.headers.get('content-type')?.includes('json') ?? false
        return {
          status: response.status,
          headers: response.headers,
          text,
          body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined,
        }
      } catch {
        return undefined
      }
    },
  }
}

/** Signs in and returns the cookie. */
export async function signIn(url: string, account: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const reply = await caller(url).send('POST', '/api/v1/session', { account, password })
    const cookie = reply?.headers.get('set-cookie')?.split(';')[0]
    if (reply?.status === 200 && cookie) return cookie
    if (attempt === 20) throw new Error(`${account} could not sign in: ${reply?.status} ${reply?.text}`)
    await pause(500)
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A credit code with a valid check character, another one at each call. */
export function freshUscc(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const middle = Array.from(randomBytes(9), (byte) => alphabet.charAt(byte % 31)).join('')
  const first = `91350181${middle}`
  return `${first}${usccCheckCharacter(first)}`
}

/** `--name 5` of the command line. */
export function numberOption(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}

export const isShort = process.argv.includes('--short')

/** The same numbers for the same seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** The value below which this share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Prints what a drill found and ends with 1 where anything is wrong. */
export function conclude(found: Readonly<Record<string, unknown>>, faults: readonly string[]): void {
  process.stdout.write(`${JSON.stringify({ ...found, faults: faults.slice(0, 20) }, null, 2)}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
