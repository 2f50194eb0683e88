import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { SecondFactor, SecondFactorKey } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { ProblemError, refuse } from '../problems.ts'
import { countAttempt, keyOf } from './attempts.ts'
import { secondFactors, sessions } from './table.ts'
import { otpauthUri, stepOfCode, toBase32 } from './totp.ts'

const codesAtOnce = 10

const digest = (code: string): string => createHash('sha256').update(code).digest('hex')

/** Ten codes of fifty random bits, for the day the phone is lost; kept as hashes, each works once. */
const newRecoveryCodes = (): string[] =>
  Array.from({ length: codesAtOnce }, () => {
    const letters = toBase32(randomBytes(7)).slice(0, 10)
    return `${letters.slice(0, 5)}-${letters.slice(5)}`
  })

const hashesOf = (codes: readonly string[]): string[] => codes.map((code) => digest(code.replace('-', '')))

const confirmedOf = (accountId: string) => and(eq(secondFactors.accountId, accountId), isNotNull(secondFactors.confirmedAt))

export async function hasSecondFactor(db: Db, accountId: string): Promise<boolean> {
  const rows = await within(db, systemActor, (tx) =>
    tx.select({ id: secondFactors.accountId }).from(secondFactors).where(confirmedOf(accountId)),
  )
  return rows.length > 0
}

/** Whether the code lets the account in: six digits of the moment or a recovery code, each once. Without a second factor everything does. */
export async function takeCode(tx: Tx, actor: Actor, accountId: string, code: string): Promise<boolean> {
  // Locked: of two that bring the same code at once, one gets in.
  const [factor] = await tx.select().from(secondFactors).where(confirmedOf(accountId)).for('update')
  if (!factor) return true
  const plain = code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  const own = eq(secondFactors.accountId, accountId)
  if (/^\d{6}$/.test(plain)) {
    const step = stepOfCode(factor.secret, plain, now(), factor.lastStep)
    if (step === undefined) return false
    await tx.update(secondFactors).set({ lastStep: step }).where(own)
    return true
  }
  const used = digest(plain)
  if (!factor.recoveryHashes.includes(used)) return false
  const left = factor.recoveryHashes.filter((hash) => hash !== used)
  await tx.update(secondFactors).set({ recoveryHashes: left }).where(own)
  await audit(tx, actor, { action: 'recovery-code-used', subject: `account:${actor.account}`, after: { left: left.length } })
  return true
}

/** Whether the own account has one, and whether it must. */
export async function describeSecondFactor(db: Db, config: Config, actor: Actor): Promise<SecondFactor> {
  const [factor] = await within(db, systemActor, (tx) =>
    tx
      .select()
      .from(secondFactors)
      .where(confirmedOf(actor.accountId ?? '')),
  )
  const isRequired = actor.role !== 'system' && config.secondFactorRoles.includes(actor.role)
  return { isOn: factor !== undefined, isRequired, recoveryCodesLeft: factor?.recoveryHashes.length ?? 0 }
}

/** Begins to set one up: the key to be put into an app. It holds once a code of it has come back. Throws `second-factor-on`. */
export async function beginSecondFactor(db: Db, actor: Actor): Promise<SecondFactorKey> {
  const secret = toBase32(randomBytes(20))
  const accountId = actor.accountId ?? ''
  const [begun] = await within(db, systemActor, (tx) =>
    tx
      .insert(secondFactors)
      .values({ accountId, secret })
      .onConflictDoUpdate({ target: secondFactors.accountId, set: { secret, lastStep: 0 }, setWhere: isNull(secondFactors.confirmedAt) })
      .returning({ id: secondFactors.accountId }),
  )
  if (!begun) throw new ProblemError('second-factor-on')
  return { secret, uri: otpauthUri(secret, actor.account) }
}

/** Turns it on by a first code, ends the account's other sessions and returns the recovery codes, the only time they are told. */
export async function confirmSecondFactor(db: Db, actor: Actor, code: string, thisSession: string): Promise<string[]> {
  const accountId = actor.accountId ?? ''
  const codes = newRecoveryCodes()
  await within(db, systemActor, async (tx) => {
    const own = eq(secondFactors.accountId, accountId)
    const [factor] = await tx.select().from(secondFactors).where(own).for('update')
    if (factor?.confirmedAt) throw new ProblemError('second-factor-on')
    const step = factor && stepOfCode(factor.secret, code.replace(/\s/g, ''), now(), factor.lastStep)
    if (step === undefined) throw refuse('/code', '动态码不对，请看手机上现在显示的六位数字')
    await tx
      .update(secondFactors)
      .set({ confirmedAt: now(), lastStep: step, recoveryHashes: hashesOf(codes) })
      .where(own)
    await tx.delete(sessions).where(and(eq(sessions.accountId, accountId), ne(sessions.tokenHash, thisSession)))
    await audit(tx, actor, { action: 'second-factor-on', subject: `account:${actor.account}` })
  })
  return codes
}

/** Takes a code of somebody who is signed in; wrong ones count like failed sign-ins. */
async function requireCode(db: Db, config: Config, actor: Actor, code: string): Promise<void> {
  if (await within(db, systemActor, (tx) => takeCode(tx, actor, actor.accountId ?? '', code))) return
  await countAttempt(db, keyOf(actor.account), config)
  await within(db, systemActor, (tx) =>
    audit(tx, actor, { action: 'second-factor-failed', subject: `account:${actor.account}`, outcome: 'failed' }),
  )
  throw refuse('/code', '动态码不正确，或已经用过')
}

/** New recovery codes; the old ones work no longer. */
export async function renewRecoveryCodes(db: Db, config: Config, actor: Actor, code: string): Promise<string[]> {
  await requireCode(db, config, actor, code)
  const codes = newRecoveryCodes()
  await within(db, systemActor, async (tx) => {
    await tx
      .update(secondFactors)
      .set({ recoveryHashes: hashesOf(codes) })
      .where(confirmedOf(actor.accountId ?? ''))
    await audit(tx, actor, { action: 'recovery-codes-renewed', subject: `account:${actor.account}` })
  })
  return codes
}

/** Turns the own one off. Throws `not-allowed` where the role must have one. */
export async function endSecondFactor(db: Db, config: Config, actor: Actor, code: string): Promise<void> {
  if (actor.role !== 'system' && config.secondFactorRoles.includes(actor.role))
    throw new ProblemError('not-allowed', { detail: '这个角色必须使用二次验证' })
  await requireCode(db, config, actor, code)
  await within(db, systemActor, async (tx) => {
    await tx.delete(secondFactors).where(eq(secondFactors.accountId, actor.accountId ?? ''))
    await audit(tx, actor, { action: 'second-factor-off', subject: `account:${actor.account}` })
  })
}
