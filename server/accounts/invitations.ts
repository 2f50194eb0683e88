import { randomBytes } from 'node:crypto'
import { eq, lt, sql } from 'drizzle-orm'
import type { InvitationLink, InvitationOffer, PasswordByInvitation } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { getManagedRow } from './changes.ts'
import { hashPassword, passwordFault } from './passwords.ts'
import { hashOf } from './sessions.ts'
import { formerOf, isFormerPassword } from './own.ts'
import { actorOf } from './sign-in.ts'
import { accounts, invitations } from './table.ts'

/**
 * Makes the one link by which a person sets a password, the first or a new one; an earlier link works no longer. Its token
 * is told this once. Throws `account-not-found` for accounts that the actor does not manage.
 */
export async function invite(db: Db, config: Config, actor: Actor, account: string): Promise<InvitationLink> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(now().getTime() + config.invitationMs)
  const { id, firmId } = await within(db, actor, (tx) => getManagedRow(tx, actor, account))
  await within(db, systemActor, async (tx) => {
    const link = { tokenHash: hashOf(token), expiresAt, createdBy: actor.account }
    await tx
      .insert(invitations)
      .values({ accountId: id, ...link })
      .onConflictDoUpdate({ target: invitations.accountId, set: link })
    await audit(tx, actor, {
      action: 'account-invited',
      subject: `account:${account}`,
      firmId,
      after: { expiresAt: expiresAt.toISOString() },
    })
  })
  return { token, expiresAt: expiresAt.toISOString() }
}

async function findInvited(tx: Tx, token: string) {
  const [found] = await tx
    .select({ account: accounts, firmName: firms.name, expiresAt: invitations.expiresAt })
    .from(invitations)
    .innerJoin(accounts, eq(accounts.id, invitations.accountId))
    .leftJoin(firms, eq(firms.id, accounts.firmId))
    .where(eq(invitations.tokenHash, hashOf(token)))
    .for('update', { of: invitations })
  // Used, overtaken, expired, made up: all the same to who brings it.
  if (!found || found.expiresAt <= now() || found.account.disabledAt) throw new ProblemError('invitation-refused')
  return found
}

/** Whom a link is for. Throws `invitation-refused`. */
export async function readInvitation(db: Db, token: string): Promise<InvitationOffer> {
  const { account, firmName, expiresAt } = await within(db, systemActor, (tx) => findInvited(tx, token))
  return { account: account.account, displayName: account.displayName, role: account.role, firmName, expiresAt: expiresAt.toISOString() }
}

/** Sets the password; the link is used up and every session of the account ends. The second factor is asked for as ever. */
export async function acceptInvitation(
  db: Db,
  config: Config,
  { token, password }: PasswordByInvitation,
  visit: { readonly ip: string; readonly requestId: string },
): Promise<void> {
  const { account, firmName } = await within(db, systemActor, (tx) => findInvited(tx, token))
  const fault = passwordFault(config, password, { ...account, firmName })
  if (fault) throw refuse('/password', fault)
  if (await isFormerPassword(config, account, password)) throw refuse('/password', '不能与用过的密码相同')
  const passwordHash = await hashPassword(password)
  await within(db, systemActor, async (tx) => {
    const { account: invited } = await findInvited(tx, token)
    await tx.delete(invitations).where(eq(invitations.accountId, invited.id))
    await tx
      .update(accounts)
      .set({
        passwordHash,
        formerHashes: formerOf(config, invited),
        passwordChangedAt: now(),
        mustChange: false,
        version: sql`${accounts.version} + 1`,
      })
      .where(eq(accounts.id, invited.id))
    await audit(
      tx,
      { ...actorOf(invited), ...visit },
      {
        action: 'invitation-accepted',
        subject: `account:${invited.account}`,
        firmId: invited.firmId,
      },
    )
  })
}

export async function sweepInvitations(tx: Tx): Promise<void> {
  await tx.delete(invitations).where(lt(invitations.expiresAt, now()))
}
