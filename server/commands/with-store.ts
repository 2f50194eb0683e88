import { constants } from 'node:os'
import { readConfig } from '../config.ts'
import { openStore, type Store } from '../db/store.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a command on the database of this installation. Ended by a signal, it leaves no database behind: that one is in a
 * process group of its own, and would go on alone.
 */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(readConfig(process.env), { as: 'command' })
  const end = (signal: NodeJS.Signals) => void store.close().finally(() => process.exit(128 + constants.signals[signal]))
  for (const signal of signals) process.once(signal, end)
  try {
    return await work(store)
  } finally {
    for (const signal of signals) process.off(signal, end)
    await store.close()
  }
}
