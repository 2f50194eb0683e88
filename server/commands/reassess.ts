import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import type { Db } from '../db/connection.ts'
import { beginRun, getRun, type Reassessment, workOn } from '../reports/reassess.ts'
import { rulesKey } from '../reports/validity.ts'
import { UsageError } from './usage.ts'
import { withStore } from './with-store.ts'

const mostWorkers = 32

/** Judges the register and stores the results. The exit status. */
export async function runReassess(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { all: { type: 'boolean', default: false }, workers: { type: 'string', default: '2' }, run: { type: 'string' } },
  })
  const workers = Number(values.workers)
  if (!Number.isInteger(workers) || workers < 1 || workers > mostWorkers)
    throw new UsageError(`--workers: a whole number from 1 to ${mostWorkers}`)
  const { all: everything, run: id } = values
  return withStore(async ({ db }) => {
    if (id !== undefined) await join(db, id)
    else {
      const begun = performance.now()
      const done = await lead(db, { everything, workers, by: 'ladder reassess' }, (assessed, total) => {
        process.stderr.write(`${assessed} / ${total}\n`)
      })
      process.stdout.write(`${done} firms assessed in ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
    }
    return 0
  })
}

async function join(db: Db, id: string): Promise<void> {
  const run = await getRun(db, id)
  if (run.finishedAt === null && run.rules === rulesKey()) await workOn(db, run)
}

interface LeadOptions {
  readonly everything: boolean
  readonly workers: number
  readonly by: string
}

/** Takes the lead of a run that further processes join, to its end; tells about once a second how far it is. How many firms it has judged. */
export async function lead(db: Db, { everything, workers, by }: LeadOptions, tell: (done: number, total: number) => void): Promise<number> {
  const run = await beginRun(db, { everything, by })
  if (run.done > 0) process.stderr.write(`goes on at ${run.done} / ${run.total}, begun ${run.startedAt.toISOString()}\n`)
  const helpers = run.total === 0 ? [] : Array.from({ length: workers - 1 }, () => help(run))
  let shown = 0
  await workOn(db, run, {
    progress(done, total) {
      if (Date.now() - shown < 1000 && done < total) return
      shown = Date.now()
      tell(done, total)
    },
  })
  const failed = (await Promise.all(helpers)).filter((code) => code !== 0).length
  if (failed > 0) process.stderr.write(`${failed} of ${helpers.length} helpers failed; their firms were left to the others\n`)
  return (await getRun(db, run.id)).done
}

/** Another process on the same run: this very command, told to join it. */
async function help({ id }: Reassessment): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, 'reassess', '--run', id], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}
