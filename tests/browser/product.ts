import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const demoPassword = 'demo-password-for-tests'

/** The product as a user starts it: the built server in a process of its own, with demo data in a directory of its own. */
export interface Product {
  readonly url: string
  readonly dataDir: string
  readonly pid: number
  /** What it has printed so far. */
  output(): string
  /** Ends it as a service manager does; its exit code. */
  stop(options?: { readonly keepData?: boolean }): Promise<number | null>
}

/** `npm test` and the benchmarks run from the root of the project. */
const root = process.cwd()

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function untilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + 120_000
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`)
    const healthy = await fetch(`${url}/api/v1/health`).then(
      (response) => response.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`the server did not answer within two minutes:\n${output()}`)
}

/** Starts the built product; `npm run build` must have run. */
export async function startProduct(args: readonly string[] = ['--demo'], env: Readonly<Record<string, string>> = {}): Promise<Product> {
  const dataDir = env['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'ladder-')))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['dist/server/main.js', ...args], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO_PASSWORD: demoPassword, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const output = () => printed
  try {
    await untilHealthy(url, child, output)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    output,
    async stop({ keepData = false } = {}) {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      if (!keepData) await rm(dataDir, { recursive: true, force: true })
      return child.exitCode
    },
  }
}
