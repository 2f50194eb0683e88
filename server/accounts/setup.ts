import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Setup } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { ProblemError, refuse } from '../problems.ts'
import { hashPassword, passwordFault } from './passwords.ts'
import { accounts, setupSecret } from './table.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** For an installation without any account: makes a new one-time secret and returns it to be printed; else undefined. */
export async function prepareSetup(db: Db): Promise<string | undefined> {
  return within(db, systemActor, async (tx) => {
    const [any] = await tx.select({ id: accounts.id }).from(accounts).limit(1)
    if (any) return undefined
    const secret = randomBytes(16).toString('hex')
    await tx
      .insert(setupSecret)
      .values({ id: 1, secretHash: digest(secret) })
      .onConflictDoUpdate({ target: setupSecret.id, set: { secretHash: digest(secret) } })
    return secret
  })
}

/** Makes the first administrator and returns the account's id. Throws `setup-refused`; the secret works once. */
export async function setUp(
  db: Db,
  config: Config,
  { secret, account, password }: Setup,
  visit: { readonly ip: string; readonly requestId: string },
): Promise<string> {
  const fault = passwordFault(config, password, { role: 'admin', account })
  if (fault) throw refuse('/password', fault)
  const passwordHash = await hashPassword(password)
  return within(db, systemActor, async (tx) => {
    // Of several at once, one finds the row.
    const [kept] = await tx.select().from(setupSecret).where(eq(setupSecret.id, 1)).for('update')
    if (!kept || !timingSafeEqual(Buffer.from(kept.secretHash), Buffer.from(digest(secret)))) throw new ProblemError('setup-refused')
    await tx.delete(setupSecret)
    const [made] = await tx
      .insert(accounts)
      .values({ account, displayName: account, role: 'admin', passwordHash, createdBy: 'setup' })
      .returning()
    if (!made) throw new ProblemError('setup-refused')
    await audit(
      tx,
      { ...systemActor, account: 'setup', ...visit },
      { action: 'account-created', subject: `account:${account}`, after: { role: 'admin' } },
    )
    return made.id
  })
}
