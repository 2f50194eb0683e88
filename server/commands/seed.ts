import { parseArgs } from 'node:util'
import { loadSynthetic } from '../../seeds/index.ts'
import { today } from '../clock.ts'
import { lead } from './reassess.ts'
import { UsageError } from './usage.ts'
import { withStore } from './with-store.ts'

const wholeNumber = (name: string, written: string, least: number, most: number): number => {
  const number = Number(written)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new UsageError(`--${name}: a whole number from ${least} to ${most}`)
  return number
}

/** Makes a large synthetic register. The exit status. */
export async function runSeed(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { firms: { type: 'string' }, seed: { type: 'string', default: '1' }, workers: { type: 'string', default: '2' } },
  })
  if (values.firms === undefined) throw new UsageError('--firms is needed')
  const firms = wholeNumber('firms', values.firms, 1, 1_000_000)
  const seed = wholeNumber('seed', values.seed, 0, 2 ** 31 - 1)
  const workers = wholeNumber('workers', values.workers, 1, 32)
  return withStore(async ({ db }) => {
    const begun = performance.now()
    let shown = 0
    const tell = (stage: string) => (done: number, total: number) => {
      if (Date.now() - shown < 1000 && done < total) return
      shown = Date.now()
      process.stderr.write(`${stage} ${done} / ${total}\n`)
    }
    const added = await loadSynthetic(db, { firms, seed, today: today(), onProgress: tell('store') })
    const stored = performance.now()
    await lead(db, { everything: false, workers, by: 'ladder seed' }, tell('assess'))
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
    process.stdout.write(`${added} firms added in ${seconds(begun, stored)} s, assessed in ${seconds(stored, performance.now())} s\n`)
    return 0
  })
}
