import { createHash } from 'node:crypto'
import { eq, lt, sql } from 'drizzle-orm'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { signInAttempts } from './table.ts'

/** The name's key: what was typed is kept nowhere, it may be a password in the wrong field. */
export const keyOf = (account: string): string => createHash('sha256').update(account.normalize('NFC').toLowerCase()).digest('hex')

/** The answer to every try at a locked name. */
export const locked = ({ seconds }: Attempt): ProblemError =>
  new ProblemError('account-locked', { headers: { 'retry-after': String(seconds) } })

interface Attempt {
  readonly isLocked: boolean
  readonly seconds: number
}

/**
 * One more attempt of the running series; the one after the last allowed is refused until the lock ends by itself.
 * Counted before a secret is looked at, so that guesses at the same time do not get more tries.
 */
export async function countAttempt(db: Db, nameHash: string, config: Config): Promise<Attempt> {
  const at = now()
  const windowStart = new Date(at.getTime() - config.signInLockMs)
  const lockEnd = new Date(at.getTime() + config.signInLockMs)
  const t = signInAttempts
  const isOver = sql`(${t.since} <= ${windowStart.toISOString()}::timestamptz and (${t.lockedUntil} is null or ${t.lockedUntil} <= ${at.toISOString()}::timestamptz))
    or ${t.lockedUntil} <= ${at.toISOString()}::timestamptz`
  const [row] = await within(db, systemActor, (tx) =>
    tx
      .insert(t)
      .values({ nameHash, attempts: 1, since: at, ...(config.signInFailures === 1 && { lockedUntil: lockEnd }) })
      .onConflictDoUpdate({
        target: t.nameHash,
        set: {
          attempts: sql`case when ${isOver} then 1 else ${t.attempts} + 1 end`,
          // The quarter of an hour runs from the latest failure, so that no five fit between two windows.
          since: at,
          lockedUntil: sql`case when ${isOver} then null
          when ${t.attempts} + 1 = ${config.signInFailures} then ${lockEnd.toISOString()}::timestamptz else ${t.lockedUntil} end`,
        },
      })
      .returning(),
  )
  const until = row?.lockedUntil ?? null
  const isLocked = (row?.attempts ?? 0) > config.signInFailures && until !== null && until > at
  return { isLocked, seconds: until ? Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 1000)) : 0 }
}

/** The attempt was none: the password was right, and the code is still to come. */
export async function forgiveAttempt(tx: Tx, nameHash: string): Promise<void> {
  await tx
    .update(signInAttempts)
    .set({ attempts: sql`greatest(${signInAttempts.attempts} - 1, 0)`, lockedUntil: null })
    .where(eq(signInAttempts.nameHash, nameHash))
}

export async function endSeries(tx: Tx, nameHash: string): Promise<void> {
  await tx.delete(signInAttempts).where(eq(signInAttempts.nameHash, nameHash))
}

export async function sweepAttempts(tx: Tx): Promise<void> {
  await tx.delete(signInAttempts).where(lt(signInAttempts.since, new Date(now().getTime() - 86_400_000)))
}
