import { sql } from 'drizzle-orm'
import type { Tx } from './connection.ts'

type Entry = Readonly<Record<string, unknown>>

const queues = new WeakMap<object, Entry[]>()

/** From here on entries of this transaction wait for `flushAudit`, so that the chain is locked for its last moment only. */
export function gatherAudit(tx: Tx): void {
  queues.set(tx, [])
}

/** Takes one entry, in the columns' names. In a nested transaction it is written at once, so that it is undone with it. */
export async function queueAudit(tx: Tx, entry: Entry): Promise<void> {
  const queue = queues.get(tx)
  if (queue) queue.push(entry)
  else await append(tx, [entry])
}

export async function flushAudit(tx: Tx): Promise<void> {
  const queue = queues.get(tx)
  if (queue && queue.length > 0) await append(tx, queue)
  queues.delete(tx)
}

const append = (tx: Tx, entries: readonly Entry[]) => tx.execute(sql`select audit_append(${JSON.stringify(entries)}::jsonb)`)
