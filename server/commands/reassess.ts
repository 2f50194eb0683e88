import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { openStore } from '../db/store.ts'
import { beginRun, getRun, type Reassessment, workOn } from '../reports/reassess.ts'
import { rulesKey } from '../reports/validity.ts'
import { UsageError } from './usage.ts'

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
  const store = await openStore(readConfig(process.env), { as: 'command' })
  try {
    if (values.run === undefined) return await lead(store.db, values.all, workers)
    const run = await getRun(store.db, values.run)
    if (run.finishedAt === null && run.rules === rulesKey()) await workOn(store.db, run)
    return 0
  } finally {
    await store.close()
  }
}

async function lead(db: Db, everything: boolean, workers: number): Promise<number> {
  const begun = performance.now()
  const run = await beginRun(db, { everything, by: 'ladder reassess' })
  if (run.done > 0) process.stderr.write(`goes on at ${run.done} / ${run.total}, begun ${run.startedAt.toISOString()}\n`)
  const helpers = run.total === 0 ? [] : Array.from({ length: workers - 1 }, () => help(run))
  let shown = 0
  await workOn(db, run, {
    progress(done, total) {
      if (Date.now() - shown < 1000) return
      shown = Date.now()
      process.stderr.write(`${done} / ${total}\n`)
    },
  })
  const failed = (await Promise.all(helpers)).filter((code) => code !== 0).length
  if (failed > 0) process.stderr.write(`${failed} of ${helpers.length} helpers failed; their firms were left to the others\n`)
  const { done } = await getRun(db, run.id)
  process.stdout.write(`${done} firms assessed in ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  return 0
}

/** Another process on the same run: this very command, told to join it. */
async function help({ id }: Reassessment): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, 'reassess', '--run', id], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}
