import { createHash } from 'node:crypto'
import { and, eq, lt } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import { now } from './clock.ts'
import type { Tx } from './db/connection.ts'
import { systemActor, within } from './db/context.ts'
import { idempotencyKeys } from './db/table.ts'
import { defineTask } from './jobs/service.ts'
import { ProblemError } from './problems.ts'

/** An answer as it is kept for the same request again. */
export interface Answer<T> {
  readonly status: number
  readonly body: T
}

/**
 * Does the work once for an `Idempotency-Key` of the account; the same request again gets the kept answer, another one
 * with the key `key-reused`. Without the header the work is simply done. `content` stands for what the body does not
 * show: the hash of an uploaded file.
 */
export async function onceOnly<T>(tx: Tx, request: FastifyRequest, work: () => Promise<Answer<T>>, content = ''): Promise<Answer<T>> {
  const key = request.headers['idempotency-key']
  const { accountId } = request.actor
  if (key === undefined || accountId === null) return work()
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new ProblemError('bad-request', { detail: 'Idempotency-Key 应为 1 到 200 个可见字符' })

  const requestHash = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.body ?? null, content]))
    .digest('hex')
  // A second request at the same time waits here until the first one has committed or failed.
  const [isFirst] = await tx
    .insert(idempotencyKeys)
    .values({ accountId, key, requestHash })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  const row = and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key))
  if (!isFirst) {
    const [kept] = await tx.select().from(idempotencyKeys).where(row)
    if (!kept || kept.requestHash !== requestHash || kept.status === null) throw new ProblemError('key-reused')
    return { status: kept.status, body: kept.body as T }
  }
  const answer = await work()
  await tx.update(idempotencyKeys).set({ status: answer.status, body: answer.body }).where(row)
  return answer
}

/** How long a repeat is recognised: longer than any program tries again. */
const keptMs = 48 * 3_600_000

defineTask(
  'sweep-idempotency-keys',
  ({ db }) =>
    within(db, systemActor, async (tx) => {
      await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(now().getTime() - keptMs)))
    }),
  { attempts: 3, cron: '40 17 * * *' },
)
