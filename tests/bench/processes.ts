import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

const numberIn = (pid: number, member: string): number => {
  try {
    return Number(new RegExp(`${member}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** Memory that a process holds now, in MB; Linux only, 0 elsewhere. */
export const residentMemory = (pid: number): number => numberIn(pid, 'VmRSS')

/** Node children of a process: the one that reads an uploaded file, the helpers of a command. */
function nodeChildren(pid: number): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return stat.includes('(node') && Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : []
    } catch {
      return []
    }
  })
}

/** The most memory that a process and its Node children hold together while the work lasts, in MB. */
export async function peakOf<T>(pid: number, work: () => Promise<T>): Promise<{ readonly result: T; readonly peak: number }> {
  let peak = residentMemory(pid)
  const watch = setInterval(() => {
    peak = Math.max(
      peak,
      [pid, ...nodeChildren(pid)].reduce((sum, one) => sum + residentMemory(one), 0),
    )
  }, 50)
  try {
    return { result: await work(), peak }
  } finally {
    clearInterval(watch)
  }
}

/** Processes and folders of a benchmark: nothing of them outlives it, however it ends. */
export class Workshop {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'ladder-bench-'))
  private readonly stops = new Set<() => Promise<unknown>>()

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => void this.close().finally(() => process.exit(128 + constants.signals[signal])))
  }

  /** Has something ended with the workshop; call what is returned when it has ended by itself. */
  keep(stop: () => Promise<unknown>): () => void {
    this.stops.add(stop)
    return () => this.stops.delete(stop)
  }

  /** Runs a command of `ladder` on the workshop's data; what it printed and how much memory its processes held. */
  async command(...args: readonly string[]): Promise<{ readonly printed: string; readonly peak: number }> {
    const child = spawn(process.execPath, ['dist/server/cli.js', ...args], {
      env: { ...process.env, DATA_DIR: this.dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const free = this.keep(() => ended(child, 'SIGTERM'))
    let printed = ''
    child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
    const { result: code, peak } = await peakOf(child.pid ?? 0, () => ended(child))
    free()
    if (code !== 0) throw new Error(`ladder ${args.join(' ')} ended with ${code}`)
    return { printed, peak }
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.stops].map((stop) => stop()))
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<number | null> {
  if (signal) child.kill(signal)
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('close', resolve))
}
