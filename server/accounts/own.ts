import { and, eq, sql } from 'drizzle-orm'
import type { Account } from '../../shared/accounts.ts'
import type { PasswordChange } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { settings } from '../db/table.ts'
import { firms } from '../firms/table.ts'
import { parks } from '../parks/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { hashPassword, hasPasswordProfile, isPassword, passwordFault } from './passwords.ts'
import { openSession } from './sessions.ts'
import { type AccountRow, confirmPassword } from './sign-in.ts'
import { accounts, secondFactors } from './table.ts'

/** The account as it is told to its owner. */
export async function describeAccount(db: Db, config: Config, accountId: string, mustChangePassword: boolean): Promise<Account> {
  return within(db, systemActor, async (tx) => {
    const [row] = await tx
      .select({ account: accounts, parkName: parks.name, firmName: firms.name, confirmedAt: secondFactors.confirmedAt })
      .from(accounts)
      .leftJoin(parks, eq(parks.id, accounts.parkId))
      .leftJoin(firms, eq(firms.id, accounts.firmId))
      .leftJoin(secondFactors, eq(secondFactors.accountId, accounts.id))
      .where(eq(accounts.id, accountId))
    if (!row) throw new ProblemError('not-signed-in')
    const [demo] = await tx.select().from(settings).where(eq(settings.key, 'demoData'))
    const { account, displayName, role, parkId, firmId, townCode, endsOn } = row.account
    return {
      account,
      displayName,
      role,
      parkId,
      parkName: row.parkName,
      firmId,
      firmName: row.firmName,
      townCode,
      endsOn,
      mustChangePassword,
      mustSetUpSecondFactor: row.confirmedAt === null && config.secondFactorRoles.includes(role),
      demoData: demo?.value === true,
    }
  })
}

/** Changes the own password. The database ends all its sessions; the token of a new one is returned. */
export async function changePassword(db: Db, config: Config, actor: Actor, change: PasswordChange, device: string | null): Promise<string> {
  const account = await confirmPassword(db, config, actor, change.current)
  const [firm] = account.firmId
    ? await within(db, systemActor, (tx) =>
        tx
          .select({ name: firms.name })
          .from(firms)
          .where(eq(firms.id, account.firmId ?? '')),
      )
    : []
  const fault = passwordFault(config, change.password, { ...account, firmName: firm?.name ?? null })
  if (fault) throw refuse('/password', fault)
  if (await isFormerPassword(config, account, change.password)) throw refuse('/password', '不能与用过的密码相同')

  const passwordHash = await hashPassword(change.password)
  return within(db, systemActor, async (tx) => {
    const [written] = await tx
      .update(accounts)
      .set({
        passwordHash,
        formerHashes: formerOf(config, account),
        passwordChangedAt: now(),
        mustChange: false,
        version: sql`${accounts.version} + 1`,
      })
      .where(and(eq(accounts.id, account.id), eq(accounts.passwordHash, account.passwordHash ?? '')))
      .returning({ id: accounts.id })
    // An administrator was quicker: what was confirmed is the password no longer.
    if (!written) throw new ProblemError('not-signed-in')
    await audit(tx, actor, { action: 'password-changed', subject: `account:${account.account}` })
    return openSession(tx, config, account.id, actor.ip ?? null, device)
  })
}

/** The hashes that are kept of former passwords, newest first. */
export const formerOf = (config: Config, { passwordHash, formerHashes, role }: AccountRow): string[] =>
  [...(passwordHash === null ? [] : [passwordHash]), ...formerHashes].slice(
    0,
    hasPasswordProfile(config, role) ? config.passwordHistory : 0,
  )

/** Whether it is the present password or, for the roles of the profile, one of those before. */
export async function isFormerPassword(config: Config, account: AccountRow, password: string): Promise<boolean> {
  const former = [account.passwordHash, ...formerOf(config, account)]
  for (const old of new Set(former)) if (old !== null && (await isPassword(old, password))) return true
  return false
}
