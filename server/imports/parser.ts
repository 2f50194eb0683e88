import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { FileProblem, isFileProblemCode } from './file-problem.ts'
import { limits } from './limits.ts'
import type { SheetInfo } from './sheet.ts'

/** What a file holds, known before its rows. */
export interface FileMeta {
  readonly kind: 'xlsx' | 'csv'
  /** Which sheet the rows are of. */
  readonly sheet: number
  readonly sheets: readonly SheetInfo[]
  readonly date1904: boolean
}

export interface ParseOptions {
  /** Which sheet; the one that looks most like a table of firms when absent. */
  readonly sheet?: number | undefined
  readonly signal?: AbortSignal
  readonly milliseconds?: number
  readonly heapMegabytes?: number
  readonly residentBytes?: number
}

/** Takes what is read, in order. The reader waits for each promise. */
export interface RowSink {
  meta(meta: FileMeta): void | Promise<void>
  /** `cells` is the JSON of `RawCell[]`. */
  row(row: number, cells: string): void | Promise<void>
}

/**
 * Reads a file in a process of its own, bounded in memory and time, with nothing of the server's environment. Whatever
 * becomes of that process, the outcome is all rows or one `FileProblem`.
 */
export async function parseFile(path: string, sink: RowSink, options: ParseOptions = {}): Promise<{ rows: number; columns: number }> {
  const release = await takeTurn()
  try {
    return await parseAlone(path, sink, options)
  } finally {
    release()
  }
}

let running = 0
const waiting: (() => void)[] = []

/** Reading costs memory: so many at once, the others one after the other. */
async function takeTurn(): Promise<() => void> {
  if (running >= limits.parser.atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  return () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** The bundle beside this one, or the source by the loader that runs this source. */
function childCommand(): string[] {
  const here = import.meta.url
  if (!here.endsWith('.ts')) return [fileURLToPath(new URL('./parse-child.js', here))]
  const loader = pathToFileURL(createRequire(here).resolve('tsx')).href
  return ['--import', loader, fileURLToPath(new URL('./parse-child.ts', here))]
}

async function parseAlone(path: string, sink: RowSink, options: ParseOptions): Promise<{ rows: number; columns: number }> {
  const { milliseconds, heapMegabytes, residentBytes } = { ...limits.parser, ...options }
  const args = [`--max-old-space-size=${heapMegabytes}`, '--no-warnings', ...childCommand(), path, String(options.sheet ?? 'auto')]
  const child = spawn(process.execPath, args, { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.on('error', () => {})
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (code, signal) => resolve(signal ?? code))
  })
  let stopped: FileProblem | undefined
  const stop = (problem: FileProblem) => {
    stopped ??= problem
    child.kill('SIGKILL')
  }
  const clock = setTimeout(() => stop(new FileProblem('took-too-long')), milliseconds)
  const watch = setInterval(
    () => void residentOf(child.pid).then((bytes) => bytes > residentBytes && stop(new FileProblem('took-too-much'))),
    100,
  )
  const abort = () => stop(new FileProblem('reader-failed'))
  options.signal?.addEventListener('abort', abort)
  try {
    const counts = await readAnswer(child.stdout, sink)
    if (counts) return counts
    const how = await ended
    throw stopped ?? new FileProblem(how === 'SIGABRT' || how === 'SIGKILL' || how === 134 ? 'took-too-much' : 'reader-failed')
  } catch (error) {
    throw stopped ?? error
  } finally {
    clearTimeout(clock)
    clearInterval(watch)
    options.signal?.removeEventListener('abort', abort)
    child.kill('SIGKILL')
    await ended
  }
}

/** Where the system tells it; elsewhere the bound of the heap must do. */
async function residentOf(pid: number | undefined): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '')
  return Number(pages.split(' ')[1] ?? 0) * 4096
}

/** Undefined where the answer breaks off. */
async function readAnswer(stdout: NodeJS.ReadableStream, sink: RowSink): Promise<{ rows: number; columns: number } | undefined> {
  stdout.setEncoding('utf8')
  let rest = ''
  for await (const chunk of stdout as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      switch (line.charAt(0)) {
        case 'R': {
          const tab = line.indexOf('\t')
          await sink.row(Number(line.slice(1, tab)), line.slice(tab + 1))
          break
        }
        case 'M':
          await sink.meta(JSON.parse(line.slice(1)) as FileMeta)
          break
        case 'E':
          return JSON.parse(line.slice(1)) as { rows: number; columns: number }
        case 'X': {
          const { code, sentence } = JSON.parse(line.slice(1)) as { code: string; sentence: string }
          throw FileProblem.told(isFileProblemCode(code) ? code : 'reader-failed', sentence)
        }
      }
    }
  }
  return undefined
}
