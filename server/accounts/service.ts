import { and, asc, eq, gt, ilike, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Role } from '../../shared/accounts.ts'
import type { AccountPage, AccountQuery, ManagedAccount } from '../../shared/api/accounts.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { ProblemError } from '../problems.ts'
import { accounts, invitations, secondFactors, sessions } from './table.ts'

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
  endsOn: accounts.endsOn,
  mustChange: accounts.mustChange,
  createdAt: accounts.createdAt,
  version: accounts.version,
}

type Managed = { readonly [K in keyof typeof managedColumns]: (typeof managedColumns)[K]['_']['data'] | null }

/** What the system alone knows of an account. */
interface Known {
  readonly lastSeenAt: Date | null
  readonly hasSecondFactor: boolean
  readonly invitedUntil: Date | null
}

export function managed(row: Managed, known?: Known): ManagedAccount {
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
    endsOn: row.endsOn,
    hasSecondFactor: known?.hasSecondFactor ?? false,
    invitedUntil: known?.invitedUntil?.toISOString() ?? null,
    lastSeenAt: known?.lastSeenAt?.toISOString() ?? null,
    createdAt: row.createdAt?.toISOString() ?? '',
    version: row.version ?? 1,
  }
}

/** When each of these accounts was last active in an open session, whether it has a second factor, and until when a link is open. */
async function knownOf(db: Db, ids: readonly (string | null)[]): Promise<ReadonlyMap<string | null, Known>> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await within(db, systemActor, (tx) =>
    tx
      .select({
        id: accounts.id,
        seenAt: sql<string | null>`(select max(${sessions.lastSeenAt}) from ${sessions} where ${sessions.accountId} = ${accounts.id})`,
        confirmedAt: secondFactors.confirmedAt,
        invitedUntil: invitations.expiresAt,
      })
      .from(accounts)
      .leftJoin(secondFactors, eq(secondFactors.accountId, accounts.id))
      .leftJoin(invitations, eq(invitations.accountId, accounts.id))
      .where(inArray(accounts.id, wanted)),
  )
  return new Map(
    rows.map(({ id, seenAt, confirmedAt, invitedUntil }) => [
      id,
      { lastSeenAt: seenAt === null ? null : new Date(seenAt), hasSecondFactor: confirmedAt !== null, invitedUntil },
    ]),
  )
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
          isNull(accounts.removedAt),
          q ? or(ilike(accounts.account, containing(q)), ilike(accounts.displayName, containing(q))) : undefined,
          role && eq(accounts.role, role),
          cursor !== undefined ? gt(accounts.account, Buffer.from(cursor, 'base64url').toString().replaceAll('\0', '')) : undefined,
        ),
      )
      .orderBy(asc(accounts.account))
      .limit(limit + 1),
  )
  const page = rows.slice(0, limit)
  const known = await knownOf(
    db,
    page.map(({ id }) => id),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => managed(row, known.get(row.id))),
    nextCursor: rows.length > limit && last ? Buffer.from(last.account).toString('base64url') : null,
  }
}

/** The row of an account that the actor may manage. Throws `account-not-found`. */
export async function readManaged(tx: Tx, account: string): Promise<Managed> {
  const [row] = await tx
    .select(managedColumns)
    .from(accounts)
    .leftJoin(firms, eq(firms.id, accounts.firmId))
    .where(and(eq(accounts.account, account), isNull(accounts.removedAt)))
  if (!row) throw new ProblemError('account-not-found')
  return row
}

/** One account that the actor may manage. Throws `account-not-found`, also for those it may not. */
export async function getAccount(db: Db, actor: Actor, account: string): Promise<ManagedAccount> {
  const row = await within(db, actor, (tx) => readManaged(tx, account))
  return managed(row, (await knownOf(db, [row.id])).get(row.id))
}
