import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'

/**
 * A server that was killed leaves its database running, which keeps the data directory: it is stopped. A pid file
 * whose process is another program's by now is removed.
 */
export async function stopOrphan(binaries: Binaries, folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return
  if (!/postgres/.test(commandOf(pid))) {
    rmSync(file, { force: true })
    return
  }
  try {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '30'], {
      ...binaries.ids,
      cwd: binaries.home,
      env: binaries.env,
    })
  } catch (cause) {
    // It may have ended between the look and the call.
    if (isAlive(pid)) throw new Error('A database left behind by an earlier run could not be stopped.', { cause })
  }
}

/** Whether a process of this id runs. One that has ended but was not collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return !/^[ZX]/.test(kernelFacts(pid)[0] ?? '')
}

/** What the kernel tells of a process, from its state on; nothing where there is no /proc. */
export function kernelFacts(pid: number): readonly string[] {
  try {
    // The program's name stands in parentheses and may contain anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  } catch {
    return []
  }
}

/** The program a process runs, as far as the system tells; zombies tell nothing. */
export function commandOf(pid: number): string {
  try {
    if (existsSync(`/proc/${pid}/cmdline`)) return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (process.platform === 'win32') return execFileSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { encoding: 'utf8' })
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
