import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, isAlive, kernelFacts } from './orphan.ts'

/** When a process began, as its kernel counts; empty where it is not told. Tells a process from a later one of its id. */
const birthOf = (pid: number): string => kernelFacts(pid)[19] ?? ''

interface Holder {
  readonly pid: number
  readonly birth: string
}

const read = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** Whether the process that wrote this is still there. */
function lives({ pid, birth }: Holder): boolean {
  if (pid === process.pid || !isAlive(pid)) return false
  return birth === '' ? /node/.test(commandOf(pid)) : birthOf(pid) === birth
}

/** The id of the living server that uses the data directory, if any. */
export function holderOf(dataDir: string): number | undefined {
  const holder = read(join(dataDir, 'server.lock'))
  return holder && lives(holder) ? holder.pid : undefined
}

/** Takes the data directory for this process and returns how to give it back. Throws where another server has it. */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'server.lock')
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) })
  for (let attempt = 1; ; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      break
    } catch (cause) {
      const holder = read(file)
      if (holder && lives(holder)) {
        throw new Error(
          `另一个服务正在使用数据目录 ${dataDir}（进程 ${holder.pid}）。请先停止它，或用 DATA_DIR 指定另一个目录。\nAnother server (process ${holder.pid}) uses the data directory ${dataDir}. Stop it first, or set DATA_DIR to another one.`,
          { cause },
        )
      }
      if (attempt === 3) throw cause
      rmSync(file, { force: true })
    }
  }
  const release = () => {
    if (existsSync(file) && read(file)?.pid === process.pid) rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}
