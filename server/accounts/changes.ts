import { and, eq, isNull } from 'drizzle-orm'
import type { AccountCreate, AccountPatch, ManagedAccount } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import { staleVersion } from '../concurrency.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, sqlState, systemActor, within } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { formerOf } from './own.ts'
import { hashPassword, passwordFault } from './passwords.ts'
import { checkedScope, manages } from './scope.ts'
import { managed, readManaged } from './service.ts'
import { endSessionsOf } from './sessions.ts'
import { accounts, secondFactors } from './table.ts'

type Row = typeof accounts.$inferSelect

/** Refuses who is let in for a time only: such an account makes and changes none. */
async function refuseGuests(tx: Tx, actor: Actor): Promise<void> {
  const [own] = await tx
    .select({ endsOn: accounts.endsOn })
    .from(accounts)
    .where(eq(accounts.id, actor.accountId ?? ''))
  if (own?.endsOn) throw new ProblemError('not-allowed', { detail: '有期限的账号不能管理其他账号' })
}

const refusePast = (endsOn: string | null | undefined): void => {
  if (endsOn != null && endsOn < today()) throw refuse('/endsOn', '截止日期已经过去')
}

async function firmNameOf(tx: Tx, firmId: string | null): Promise<string | null> {
  if (firmId === null) return null
  const [firm] = await tx.select({ name: firms.name }).from(firms).where(eq(firms.id, firmId))
  return firm?.name ?? null
}

/**
 * Makes an account: with a first password, which must be changed at the first sign-in, or without one, to be set by
 * invitation. Throws `account-exists`, `invalid-request`.
 */
export async function createAccount(
  tx: Tx,
  config: Config,
  actor: Actor,
  { parkId, firmId, townCode, ...given }: AccountCreate,
): Promise<ManagedAccount> {
  await refuseGuests(tx, actor)
  refusePast(given.endsOn)
  const scope = await checkedScope(tx, actor, given.role, { parkId: parkId ?? null, firmId: firmId ?? null, townCode: townCode ?? null })
  if (given.password !== undefined) {
    const fault = passwordFault(config, given.password, { ...given, firmName: await firmNameOf(tx, scope.firmId) })
    if (fault) throw refuse('/password', fault)
  }
  const values = {
    account: given.account,
    displayName: given.displayName,
    endsOn: given.endsOn ?? null,
    ...scope,
    passwordHash: given.password === undefined ? null : await hashPassword(given.password),
    mustChange: given.password !== undefined,
    createdBy: actor.account,
  }
  try {
    await tx.transaction((inner) => inner.insert(accounts).values(values))
  } catch (error) {
    if (sqlState(error) === '23505')
      throw new ProblemError('account-exists', { errors: [{ pointer: '/account', detail: '这个账号名已经有人用' }], cause: error })
    throw error
  }
  await audit(tx, actor, {
    action: 'account-created',
    subject: `account:${given.account}`,
    firmId: scope.firmId,
    after: { displayName: given.displayName, ...scope, ...(given.endsOn && { endsOn: given.endsOn }) },
  })
  return managed(await readManaged(tx, given.account))
}

/** The account's row, for an act of the actor upon it, locked. Throws `account-not-found`, `not-allowed`. */
export async function getManagedRow(tx: Tx, actor: Actor, account: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.account, account), isNull(accounts.removedAt)))
    .for('update')
  if (!row) throw new ProblemError('account-not-found')
  if (actor.role !== 'system' && !manages[actor.role].includes(row.role)) throw new ProblemError('not-allowed')
  await refuseGuests(tx, actor)
  return row
}

type Check = (version: number, current: () => unknown) => Promise<void>

/** Changes an account. Disabling, a new password and another role or scope end its sessions, by a trigger of the table. */
export async function changeAccount(
  tx: Tx,
  config: Config,
  actor: Actor,
  account: string,
  patch: AccountPatch,
  check: Check,
): Promise<ManagedAccount> {
  const row = await getManagedRow(tx, actor, account)
  const current = managed(await readManaged(tx, account))
  await check(row.version, () => current)

  const { displayName, disabled, password, role, parkId, firmId, townCode, endsOn } = patch
  const movesScope = role !== undefined || parkId !== undefined || firmId !== undefined || townCode !== undefined
  if (movesScope && actor.role !== 'admin') throw new ProblemError('not-allowed', { detail: '角色和范围只能由系统管理员修改' })
  if (row.id === actor.accountId) refuseForOneself(patch, movesScope)
  refusePast(endsOn)
  if (password !== undefined) {
    const owner = { role: role ?? row.role, account, displayName: displayName ?? row.displayName }
    const fault = passwordFault(config, password, { ...owner, firmName: await firmNameOf(tx, row.firmId) })
    if (fault) throw refuse('/password', fault)
  }
  const scope = movesScope
    ? await checkedScope(tx, actor, role ?? row.role, { parkId: parkId ?? null, firmId: firmId ?? null, townCode: townCode ?? null })
    : undefined
  const [written] = await tx
    .update(accounts)
    .set({
      ...scope,
      ...(displayName !== undefined && { displayName }),
      ...(disabled !== undefined && { disabledAt: disabled ? now() : null }),
      ...(endsOn !== undefined && { endsOn }),
      ...(password !== undefined && {
        passwordHash: await hashPassword(password),
        formerHashes: formerOf(config, row),
        passwordChangedAt: now(),
        mustChange: true,
      }),
      version: row.version + 1,
    })
    .where(and(eq(accounts.id, row.id), eq(accounts.version, row.version)))
    .returning({ id: accounts.id })
  if (!written) throw staleVersion(row.version, current)
  await audit(tx, actor, {
    action: 'account-changed',
    subject: `account:${account}`,
    firmId: row.firmId,
    before: { ...stateOf(row) },
    after: { displayName, disabled, endsOn, ...scope, ...(password !== undefined && { password: 'reset' }) },
  })
  return managed(await readManaged(tx, account))
}

function refuseForOneself({ disabled, password, endsOn }: AccountPatch, movesScope: boolean): void {
  if (disabled || movesScope || endsOn) throw refuse('/disabled', '不能停用自己，也不能改变自己的角色或期限')
  // The own password asks for the present one.
  if (password !== undefined) throw refuse('/password', '自己的密码请在「修改密码」里改')
}

const stateOf = ({ displayName, role, parkId, firmId, townCode, disabledAt, endsOn }: Row) => ({
  ...{ displayName, role, parkId, firmId, townCode, endsOn },
  disabled: disabledAt !== null,
})

/**
 * Removes a person: nobody signs in with the account any more, and name, password, second factor and links are gone. The
 * row and the account's name stay, so that what was done under it can still be read, and nobody else gets that name.
 */
export async function removeAccount(tx: Tx, actor: Actor, account: string, check: Check): Promise<void> {
  const row = await getManagedRow(tx, actor, account)
  await check(row.version, async () => managed(await readManaged(tx, account)))
  if (row.id === actor.accountId) throw refuse('/account', '不能删除自己')
  await tx
    .update(accounts)
    .set({
      displayName: '已移除',
      passwordHash: null,
      formerHashes: [],
      disabledAt: row.disabledAt ?? now(),
      removedAt: now(),
      version: row.version + 1,
    })
    .where(eq(accounts.id, row.id))
  await audit(tx, actor, { action: 'account-removed', subject: `account:${account}`, firmId: row.firmId, before: { role: row.role } })
}

/** Ends all sessions of an account that the actor may manage. */
export async function signOutEverywhere(db: Db, actor: Actor, account: string): Promise<void> {
  const { id, firmId } = await within(db, actor, (tx) => readManaged(tx, account))
  await within(db, systemActor, async (tx) => {
    await endSessionsOf(tx, id ?? '')
    await audit(tx, actor, { action: 'sessions-ended', subject: `account:${account}`, firmId })
  })
}

/** Takes the second factor off an account whose owner has lost phone and recovery codes. An act of its own: a new password leaves it. */
export async function removeSecondFactor(db: Db, actor: Actor, account: string): Promise<void> {
  const { id, firmId } = await within(db, actor, (tx) => getManagedRow(tx, actor, account))
  if (id === actor.accountId) throw refuse('/account', '自己的二次验证请在「账号安全」里关闭')
  await within(db, systemActor, async (tx) => {
    await tx.delete(secondFactors).where(eq(secondFactors.accountId, id))
    await endSessionsOf(tx, id)
    await audit(tx, actor, { action: 'second-factor-removed', subject: `account:${account}`, firmId })
  })
}
