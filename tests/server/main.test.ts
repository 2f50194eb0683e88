import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../server/config.ts'
import { isAlive } from '../../server/db/orphan.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'ladder-main-'))
const password = 'A-good-one-77'
const started: ChildProcess[] = []

interface Running {
  readonly process: ChildProcess
  readonly url: string
  readonly output: string
  ended(): Promise<number | null>
}

function launch(env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: packageRoot(),
    env: { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  return child
}

const endOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', resolve))

/** Starts the product as `npm start` does, and waits until it says where it is. */
function start(): Promise<Running> {
  const child = launch()
  let output = ''
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const url = /Innovation Ladder：(\S+)/.exec(output)?.[1]
      if (url) resolve({ process: child, url, output, ended: () => endOf(child) })
    })
    child.once('exit', () => reject(new Error(output)))
  })
}

const database = () => {
  for (const place of ['database/postgres', 'postgres']) {
    const file = join(dataDir, place, 'postmaster.pid')
    if (existsSync(file)) return Number.parseInt(readFileSync(file, 'utf8'), 10)
  }
  return undefined
}

const send = (url: string, path: string, body: object) =>
  fetch(`${url}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

afterAll(async () => {
  for (const child of started) child.kill('SIGTERM')
  await Promise.all(started.map(endOf))
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the server as a process', () => {
  let cookie = ''

  it('prints the one-time secret of an empty installation, by which the first administrator is made', async () => {
    const server = await start()
    const secret = /^ {2}([0-9a-f]{32})$/m.exec(server.output)?.[1] ?? ''
    expect((await send(server.url, '/setup', { secret, account: 'chief', password })).status).toBe(201)
    const signedIn = await send(server.url, '/session', { account: 'chief', password })
    expect(signedIn.status).toBe(200)
    cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { items } = (await (await fetch(`${server.url}/api/v1/parks`)).json()) as { items: unknown[] }
    expect(items).toHaveLength(4)

    const second = launch()
    let said = ''
    second.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
    expect(await endOf(second)).toBe(1)
    expect(said).toContain('另一个服务正在使用数据目录')
    expect(said).not.toContain('    at ')
    expect((await fetch(`${server.url}/api/v1/health`)).status).toBe(200)

    server.process.kill('SIGTERM')
    expect(await server.ended()).toBe(0)
    expect(database()).toBeUndefined()
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false)
  })

  it('keeps what others must not read from them', () => {
    expect(statSync(dataDir).mode & 0o066).toBe(0)
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o077).toBe(0)
  })

  it('starts again by itself after it was killed, with its sessions and without a new secret', async () => {
    const server = await start()
    server.process.kill('SIGKILL')
    await server.ended()
    const orphan = database() ?? 0
    expect(isAlive(orphan)).toBe(true)

    const again = await start()
    expect(isAlive(orphan)).toBe(false)
    expect(again.output).not.toMatch(/[0-9a-f]{32}/)
    expect((await fetch(`${again.url}/api/v1/session`, { headers: { cookie } })).status).toBe(200)
    again.process.kill('SIGINT')
    expect(await again.ended()).toBe(0)
    expect(database()).toBeUndefined()
  })

  it('leaves no process behind when it is stopped while it starts', async () => {
    const server = launch()
    while (database() === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
    const pid = database() ?? 0
    server.kill('SIGINT')
    await endOf(server)
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false)
  })

  it('says what is wrong with its settings, all at once', async () => {
    const server = launch({ PORT: 'x', SESSION_HOURS: '0' })
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
    expect(await endOf(server)).toBe(1)
    expect(said).toMatch(/PORT: /)
    expect(said).toMatch(/SESSION_HOURS: /)
  })
})
