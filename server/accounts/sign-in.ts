import { createHash } from 'node:crypto'
import { eq, lt, sql } from 'drizzle-orm'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { isPassword } from './passwords.ts'
import { endSession, openSession } from './sessions.ts'
import { accounts, signInAttempts } from './table.ts'

interface Credentials {
  readonly account: string
  readonly password: string
}

interface Visit {
  readonly ip: string
  readonly requestId: string
  /** The session brought along, which ends. */
  readonly oldToken: string | undefined
}

type AccountRow = typeof accounts.$inferSelect

/** The name's key: what was typed is kept nowhere, it may be a password in the wrong field. */
const keyOf = (account: string): string => createHash('sha256').update(account.normalize('NFC').toLowerCase()).digest('hex')

/**
 * Signs in and returns the account and the token of a new session. Throws `sign-in-refused`, the same for a wrong
 * password, an unknown and a disabled account, and `account-locked` after too many failures for a name, known or not.
 */
export async function signIn(
  db: Db,
  config: Config,
  credentials: Credentials,
  visit: Visit,
): Promise<{ account: AccountRow; token: string }> {
  const visitor: Actor = { ...systemActor, account: 'anonymous', ip: visit.ip, requestId: visit.requestId }
  const key = keyOf(credentials.account)
  const found = await within(db, systemActor, (tx) =>
    tx
      .select()
      .from(accounts)
      .where(sql`lower(${accounts.account}) = lower(${credentials.account})`)
      .limit(1),
  )
  const account = found[0]
  const subject = account ? `account:${account.account}` : 'account:unknown'

  // Counted before the password is looked at, so that guesses at the same time do not get more tries.
  const attempt = await within(db, systemActor, (tx) => countAttempt(tx, key, config))
  if (attempt.isLocked) {
    await within(db, systemActor, (tx) => audit(tx, visitor, { action: 'sign-in-locked', subject, outcome: 'refused' }))
    throw locked(attempt.seconds)
  }
  const isRight = await isPassword(account?.passwordHash, credentials.password)
  if (!isRight || !account || account.disabledAt) {
    await within(db, systemActor, (tx) => audit(tx, visitor, { action: 'sign-in-failed', subject, outcome: 'failed' }))
    throw new ProblemError('sign-in-refused')
  }
  const token = await within(db, systemActor, async (tx) => {
    await tx.delete(signInAttempts).where(eq(signInAttempts.nameHash, key))
    if (visit.oldToken) await endSession(tx, visit.oldToken)
    await audit(tx, { ...actorOf(account), ip: visit.ip, requestId: visit.requestId }, { action: 'sign-in', subject })
    return openSession(tx, config, account.id, visit.ip)
  })
  return { account, token }
}

export const actorOf = (account: AccountRow): Actor => ({
  role: account.role,
  accountId: account.id,
  account: account.account,
  parkId: account.parkId,
  firmId: account.firmId,
  townCode: account.townCode,
})

const locked = (seconds: number) => new ProblemError('account-locked', { headers: { 'retry-after': String(seconds) } })

interface Attempt {
  readonly isLocked: boolean
  readonly seconds: number
}

/** One more attempt of the running series; the one after the last allowed is refused until the lock ends by itself. */
async function countAttempt(tx: Parameters<Parameters<Db['transaction']>[0]>[0], nameHash: string, config: Config): Promise<Attempt> {
  const at = now()
  const windowStart = new Date(at.getTime() - config.signInLockMs)
  const lockEnd = new Date(at.getTime() + config.signInLockMs)
  const t = signInAttempts
  const isOver = sql`(${t.since} <= ${windowStart.toISOString()}::timestamptz and (${t.lockedUntil} is null or ${t.lockedUntil} <= ${at.toISOString()}::timestamptz))
    or ${t.lockedUntil} <= ${at.toISOString()}::timestamptz`
  const [row] = await tx
    .insert(t)
    .values({ nameHash, attempts: 1, since: at })
    .onConflictDoUpdate({
      target: t.nameHash,
      set: {
        attempts: sql`case when ${isOver} then 1 else ${t.attempts} + 1 end`,
        since: sql`case when ${isOver} then ${at.toISOString()}::timestamptz else ${t.since} end`,
        lockedUntil: sql`case when ${isOver} then null
          when ${t.attempts} + 1 = ${config.signInFailures} then ${lockEnd.toISOString()}::timestamptz else ${t.lockedUntil} end`,
      },
    })
    .returning()
  const until = row?.lockedUntil ?? null
  const isLocked = (row?.attempts ?? 0) > config.signInFailures && until !== null && until > at
  return { isLocked, seconds: until ? Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 1000)) : 0 }
}

export async function sweepAttempts(tx: Parameters<Parameters<Db['transaction']>[0]>[0]): Promise<void> {
  await tx.delete(signInAttempts).where(lt(signInAttempts.since, new Date(now().getTime() - 86_400_000)))
}
