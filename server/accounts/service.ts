import { and, asc, eq, gt, ilike, inArray, or, sql } from 'drizzle-orm'
import type { Account, Role } from '../../shared/accounts.ts'
import type { AccountCreate, AccountPage, AccountPatch, AccountQuery, ManagedAccount, PasswordChange } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import { staleVersion } from '../concurrency.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, sqlState, systemActor, within } from '../db/context.ts'
import { settings } from '../db/table.ts'
import { firms } from '../firms/table.ts'
import { parks } from '../parks/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { hashPassword, isPassword, passwordFault, passwordsAge } from './passwords.ts'
import { endSessionsOf, openSession } from './sessions.ts'
import { accounts, sessions } from './table.ts'

/** Former passwords that may not come back. */
const historyLength = 5

/** The account as it is told to its owner. */
export async function describeAccount(db: Db, accountId: string, mustChangePassword: boolean): Promise<Account> {
  return within(db, systemActor, async (tx) => {
    const [row] = await tx
      .select({ account: accounts, parkName: parks.name, firmName: firms.name })
      .from(accounts)
      .leftJoin(parks, eq(parks.id, accounts.parkId))
      .leftJoin(firms, eq(firms.id, accounts.firmId))
      .where(eq(accounts.id, accountId))
    if (!row) throw new ProblemError('not-signed-in')
    const [demo] = await tx.select().from(settings).where(eq(settings.key, 'demoData'))
    const { account, displayName, role, parkId, firmId, townCode } = row.account
    return {
      account,
      displayName,
      role,
      parkId,
      parkName: row.parkName,
      firmId,
      firmName: row.firmName,
      townCode,
      mustChangePassword,
      demoData: demo?.value === true,
    }
  })
}

/** Changes the own password. The database ends all its sessions; the token of a new one is returned. */
export async function changePassword(db: Db, config: Config, actor: Actor, change: PasswordChange): Promise<string> {
  const account = await within(
    db,
    systemActor,
    async (tx) =>
      (
        await tx
          .select()
          .from(accounts)
          .where(eq(accounts.id, actor.accountId ?? ''))
      )[0],
  )
  if (!account) throw new ProblemError('not-signed-in')
  if (!(await isPassword(account.passwordHash, change.current))) throw refuse('/current', '现在的密码不正确')
  const fault = passwordFault(change.password, account)
  if (fault) throw refuse('/password', fault)
  const former = [account.passwordHash, ...account.formerHashes].slice(0, passwordsAge(account.role) ? historyLength : 1)
  for (const old of former) if (await isPassword(old, change.password)) throw refuse('/password', '不能与用过的密码相同')

  const passwordHash = await hashPassword(change.password)
  return within(db, systemActor, async (tx) => {
    await tx
      .update(accounts)
      .set({ passwordHash, formerHashes: former, passwordChangedAt: now(), mustChange: false, version: sql`${accounts.version} + 1` })
      .where(eq(accounts.id, account.id))
    await audit(tx, actor, { action: 'password-changed', subject: `account:${account.account}` })
    return openSession(tx, config, account.id, actor.ip ?? null)
  })
}

const managedColumns = {
  id: accounts.id,
  account: accounts.account,
  displayName: accounts.displayName,
  role: accounts.role,
  parkId: accounts.parkId,
  firmId: accounts.firmId,
  firmName: firms.name,
  townCode: accounts.townCode,
  disabledAt: accounts.disabledAt,
  mustChange: accounts.mustChange,
  createdAt: accounts.createdAt,
  version: accounts.version,
}

type Managed = { readonly [K in keyof typeof managedColumns]: (typeof managedColumns)[K]['_']['data'] | null }

function managed(row: Managed, lastSeenAt: Date | null): ManagedAccount {
  return {
    account: row.account ?? '',
    displayName: row.displayName ?? '',
    role: row.role as Role,
    parkId: row.parkId,
    firmId: row.firmId,
    firmName: row.firmName,
    townCode: row.townCode,
    disabled: row.disabledAt !== null,
    mustChangePassword: row.mustChange ?? false,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt?.toISOString() ?? '',
    version: row.version ?? 1,
  }
}

/** When each of these accounts was last active in a session that is still open. */
async function lastSeen(db: Db, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Date>> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await within(db, systemActor, (tx) =>
    tx
      .select({ id: sessions.accountId, at: sql<string>`max(${sessions.lastSeenAt})` })
      .from(sessions)
      .where(inArray(sessions.accountId, wanted))
      .groupBy(sessions.accountId),
  )
  return new Map(rows.map(({ id, at }) => [id, new Date(at)]))
}

/** Wildcards are searched for literally. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** The accounts that the actor may manage, by name. */
export async function listAccounts(db: Db, actor: Actor, { q, role, cursor, limit }: AccountQuery): Promise<AccountPage> {
  const rows = await within(db, actor, (tx) =>
    tx
      .select(managedColumns)
      .from(accounts)
      .leftJoin(firms, eq(firms.id, accounts.firmId))
      .where(
        and(
          q ? or(ilike(accounts.account, containing(q)), ilike(accounts.displayName, containing(q))) : undefined,
          role && eq(accounts.role, role),
          cursor !== undefined ? gt(accounts.account, Buffer.from(cursor, 'base64url').toString().replaceAll('\0', '')) : undefined,
        ),
      )
      .orderBy(asc(accounts.account))
      .limit(limit + 1),
  )
  const page = rows.slice(0, limit)
  const seen = await lastSeen(
    db,
    page.map(({ id }) => id),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => managed(row, seen.get(row.id) ?? null)),
    nextCursor: rows.length > limit && last ? Buffer.from(last.account).toString('base64url') : null,
  }
}

async function readManaged(tx: Tx, account: string): Promise<Managed> {
  const [row] = await tx
    .select(managedColumns)
    .from(accounts)
    .leftJoin(firms, eq(firms.id, accounts.firmId))
    .where(eq(accounts.account, account))
  if (!row) throw new ProblemError('account-not-found')
  return row
}

/** One account that the actor may manage. Throws `account-not-found`, also for those it may not. */
export async function getAccount(db: Db, actor: Actor, account: string): Promise<ManagedAccount> {
  const row = await within(db, actor, (tx) => readManaged(tx, account))
  const seen = await lastSeen(db, [row.id])
  return managed(row, seen.get(row.id ?? '') ?? null)
}

/** Which roles' accounts a role makes and changes. The database keeps the same line. */
const manages: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['company', 'park', 'town', 'bureau', 'admin'],
  bureau: ['park', 'town', 'company'],
  park: ['company'],
  company: ['company'],
  town: [],
}

interface Scope {
  readonly role: Role
  readonly parkId: string | null
  readonly firmId: string | null
  readonly townCode: string | null
}

/** The scope of an account by its role; what does not belong to the role is refused. */
async function checkedScope(tx: Tx, actor: Actor, role: Role, given: Partial<Scope>): Promise<Scope> {
  if (actor.role === 'system' || !manages[actor.role].includes(role)) throw refuse('/role', '不能管理这种角色的账号')
  const foreign = (['parkId', 'firmId', 'townCode'] as const).filter((key) => given[key] && scopeOf[role] !== key)
  if (foreign.length > 0)
    throw new ProblemError('invalid-request', { errors: foreign.map((key) => ({ pointer: `/${key}`, detail: '这种角色没有这一项' })) })
  const firmId = role === 'company' ? (given.firmId ?? actor.firmId) : null
  const scope: Scope = {
    role,
    parkId: role === 'park' ? (given.parkId ?? null) : null,
    firmId,
    townCode: role === 'town' ? (given.townCode ?? null) : null,
  }
  const needed = scopeOf[role]
  if (needed && !scope[needed]) throw refuse(`/${needed}`, { parkId: '请选择园区', firmId: '请选择企业', townCode: '请选择镇街' }[needed])
  if (scope.parkId && !(await tx.select({ id: parks.id }).from(parks).where(eq(parks.id, scope.parkId))).length)
    throw refuse('/parkId', '没有这个园区')
  // Another park's firm is not seen here, so it answers as a missing one.
  if (scope.firmId && !(await tx.select({ id: firms.id }).from(firms).where(eq(firms.id, scope.firmId))).length)
    throw refuse('/firmId', '没有这家企业')
  return scope
}

const scopeOf: Readonly<Record<Role, 'parkId' | 'firmId' | 'townCode' | null>> = {
  park: 'parkId',
  company: 'firmId',
  town: 'townCode',
  bureau: null,
  admin: null,
}

/** Makes an account whose password must be changed at the first sign-in. Throws `account-exists`, `invalid-request`. */
export async function createAccount(tx: Tx, actor: Actor, { parkId, firmId, townCode, ...given }: AccountCreate): Promise<ManagedAccount> {
  const fault = passwordFault(given.password, given)
  if (fault) throw refuse('/password', fault)
  const scope = await checkedScope(tx, actor, given.role, { parkId: parkId ?? null, firmId: firmId ?? null, townCode: townCode ?? null })
  const passwordHash = await hashPassword(given.password)
  try {
    await tx.transaction((inner) =>
      inner.insert(accounts).values({
        account: given.account,
        displayName: given.displayName,
        ...scope,
        passwordHash,
        mustChange: true,
        createdBy: actor.account,
      }),
    )
  } catch (error) {
    if (sqlState(error) === '23505')
      throw new ProblemError('account-exists', { errors: [{ pointer: '/account', detail: '这个账号名已经有人用' }], cause: error })
    throw error
  }
  await audit(tx, actor, {
    action: 'account-created',
    subject: `account:${given.account}`,
    firmId: scope.firmId,
    after: { displayName: given.displayName, ...scope },
  })
  return managed(await readManaged(tx, given.account), null)
}

/** Changes an account. Disabling, a new password and another role or scope end its sessions, by a trigger of the table. */
export async function changeAccount(
  tx: Tx,
  actor: Actor,
  account: string,
  patch: AccountPatch,
  requireVersion: (version: number, current: () => unknown) => Promise<void>,
): Promise<ManagedAccount> {
  const [row] = await tx.select().from(accounts).where(eq(accounts.account, account)).for('update')
  if (!row) throw new ProblemError('account-not-found')
  const current = managed(await readManaged(tx, account), null)
  await requireVersion(row.version, () => current)
  if (actor.role !== 'system' && !manages[actor.role].includes(row.role)) throw new ProblemError('not-allowed')

  const { displayName, disabled, password, role, parkId, firmId, townCode } = patch
  const movesScope = role !== undefined || parkId !== undefined || firmId !== undefined || townCode !== undefined
  if (movesScope && actor.role !== 'admin') throw new ProblemError('not-allowed', { detail: '角色和范围只能由系统管理员修改' })
  if (row.id === actor.accountId && (disabled || movesScope)) throw refuse('/disabled', '不能停用自己，也不能改变自己的角色')
  if (password !== undefined) {
    const fault = passwordFault(password, { role: role ?? row.role, account })
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
      ...(password !== undefined && {
        passwordHash: await hashPassword(password),
        formerHashes: [row.passwordHash, ...row.formerHashes].slice(0, historyLength),
        passwordChangedAt: now(),
        mustChange: row.id !== actor.accountId,
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
    before: {
      displayName: row.displayName,
      role: row.role,
      parkId: row.parkId,
      firmId: row.firmId,
      townCode: row.townCode,
      disabled: row.disabledAt !== null,
    },
    after: { displayName, disabled, ...scope, ...(password !== undefined && { password: 'reset' }) },
  })
  return managed(await readManaged(tx, account), null)
}

/** Ends all sessions of an account that the actor may manage. */
export async function signOutEverywhere(db: Db, actor: Actor, account: string): Promise<void> {
  const { id } = await within(db, actor, (tx) => readManaged(tx, account))
  await within(db, systemActor, async (tx) => {
    await endSessionsOf(tx, id ?? '')
    await audit(tx, actor, { action: 'sessions-ended', subject: `account:${account}` })
  })
}
