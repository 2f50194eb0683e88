import { parseArgs } from 'node:util'
import { loadSynthetic } from '../../seeds/index.ts'
import { today } from '../clock.ts'
import { readConfig } from '../config.ts'
import { openStore } from '../db/store.ts'
import { UsageError } from './usage.ts'

const wholeNumber = (name: string, written: string, least: number, most: number): number => {
  const number = Number(written)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new UsageError(`--${name}: a whole number from ${least} to ${most}`)
  return number
}

/** Makes a large synthetic register. The exit status. */
export async function runSeed(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { firms: { type: 'string' }, seed: { type: 'string', default: '1' } } })
  if (values.firms === undefined) throw new UsageError('--firms is needed')
  const firms = wholeNumber('firms', values.firms, 1, 1_000_000)
  const seed = wholeNumber('seed', values.seed, 0, 2 ** 31 - 1)
  const store = await openStore(readConfig(process.env), { as: 'command' })
  try {
    let shown = 0
    const added = await loadSynthetic(store.db, {
      firms,
      seed,
      today: today(),
      onProgress(stage, done, total) {
        if (Date.now() - shown < 1000 && done < total) return
        shown = Date.now()
        process.stderr.write(`${stage} ${done} / ${total}\n`)
      },
    })
    process.stdout.write(`${added} firms added\n`)
    return 0
  } finally {
    await store.close()
  }
}
