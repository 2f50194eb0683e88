import { eq, sql } from 'drizzle-orm'
import type { SignIn } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { today } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { countAttempt, endSeries, forgiveAttempt, keyOf, locked } from './attempts.ts'
import { isPassword } from './passwords.ts'
import { hasSecondFactor, takeCode } from './second-factor.ts'
import { endSession, openSession } from './sessions.ts'
import { accounts } from './table.ts'

interface Visit {
  readonly ip: string
  readonly requestId: string
  readonly device: string | null
  /** The session brought along, which ends. */
  readonly oldToken: string | undefined
}

export type AccountRow = typeof accounts.$inferSelect

/** Whether the account lets nobody in: disabled, removed, or its last day is over. */
const isClosed = ({ disabledAt, endsOn }: AccountRow): boolean => disabledAt !== null || (endsOn !== null && endsOn < today())

/**
 * Signs in and returns the account and the token of a new session. Throws `sign-in-refused`, the same for a wrong
 * password, an unknown and a closed account; `account-locked` after too many failures for a name, known or not;
 * `second-factor-needed` where the password is right and a code must follow, `code-refused` where it does not fit.
 */
export async function signIn(db: Db, config: Config, given: SignIn, visit: Visit): Promise<{ account: AccountRow; token: string }> {
  const visitor: Actor = { ...systemActor, account: 'anonymous', ip: visit.ip, requestId: visit.requestId }
  const key = keyOf(given.account)
  const [account] = await within(db, systemActor, (tx) =>
    tx
      .select()
      .from(accounts)
      .where(sql`lower(${accounts.account}) = lower(${given.account.normalize('NFC')})`)
      .limit(1),
  )
  const subject = account ? `account:${account.account}` : 'account:unknown'
  const note = (action: string, outcome: 'failed' | 'refused') =>
    within(db, systemActor, (tx) => audit(tx, visitor, { action, subject, firmId: account?.firmId ?? null, outcome }))

  const attempt = await countAttempt(db, key, config)
  if (attempt.isLocked) {
    await note('sign-in-locked', 'refused')
    throw locked(attempt)
  }
  const isRight = await isPassword(account?.passwordHash, given.password)
  if (!isRight || !account || isClosed(account)) {
    await note('sign-in-failed', 'failed')
    throw new ProblemError('sign-in-refused')
  }
  if (given.code === undefined && (await hasSecondFactor(db, account.id))) {
    await within(db, systemActor, (tx) => forgiveAttempt(tx, key))
    throw new ProblemError('second-factor-needed')
  }
  const actor: Actor = { ...actorOf(account), ip: visit.ip, requestId: visit.requestId }
  const token = await within(db, systemActor, async (tx) => {
    if (!(await takeCode(tx, actor, account.id, given.code ?? ''))) return undefined
    await endSeries(tx, key)
    if (visit.oldToken) await endSession(tx, visit.oldToken)
    await audit(tx, actor, { action: 'sign-in', subject, firmId: account.firmId })
    return openSession(tx, config, account.id, visit.ip, visit.device)
  })
  if (token === undefined) {
    await note('second-factor-failed', 'failed')
    throw new ProblemError('code-refused')
  }
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

/**
 * Asks for the password of somebody who is signed in, before something is changed that keeps others out. Wrong ones count
 * like failed sign-ins. Throws `account-locked`, and a refusal of `/current`.
 */
export async function confirmPassword(db: Db, config: Config, actor: Actor, current: string): Promise<AccountRow> {
  const [account] = await within(db, systemActor, (tx) =>
    tx
      .select()
      .from(accounts)
      .where(eq(accounts.id, actor.accountId ?? '')),
  )
  if (!account) throw new ProblemError('not-signed-in')
  const key = keyOf(account.account)
  const attempt = await countAttempt(db, key, config)
  if (!attempt.isLocked && (await isPassword(account.passwordHash, current))) {
    // Forgiven, not forgotten: wrong codes that follow a right password still add up.
    await within(db, systemActor, (tx) => forgiveAttempt(tx, key))
    return account
  }
  const action = attempt.isLocked ? 'password-locked' : 'password-refused'
  await within(db, systemActor, (tx) => audit(tx, actor, { action, subject: `account:${account.account}`, outcome: 'failed' }))
  if (attempt.isLocked) throw locked(attempt)
  throw new ProblemError('invalid-request', { errors: [{ pointer: '/current', detail: '现在的密码不正确' }] })
}
