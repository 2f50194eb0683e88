import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { openSession } from '../../server/accounts/sessions.ts'
import { accounts, sessions, signInAttempts } from '../../server/accounts/table.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { idempotencyKeys } from '../../server/db/table.ts'
import { startRunner } from '../../server/jobs/runner.ts'
import { cronTasks, startJob } from '../../server/jobs/service.ts'
import { jobs } from '../../server/jobs/table.ts'
import { startApi, type TestApi } from './support.ts'

let api: TestApi
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
const run = async (kind: string) => {
  await within(api.db, systemActor, (tx) => startJob(tx, systemActor, kind))
  await api.runJobs()
}

beforeAll(async () => {
  api = await startApi()
})

describe('what is cleared away by the clock', () => {
  it('is: sessions, sign-in attempts, kept answers, outdated results, left uploads', () => {
    const kinds = cronTasks().map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['reassess', 'sweep-sessions', 'sweep-idempotency-keys']))
    for (const { cron } of cronTasks()) expect(cron).toMatch(/^[\d*/,]+( [\d*/,]+){4}$/)
  })

  it('ends sessions whose time is over, and no other', async () => {
    const tokens = await within(api.db, systemActor, async (tx) => {
      const [account] = await tx
        .insert(accounts)
        .values({ account: 'gone', displayName: '甲', role: 'bureau', passwordHash: 'none' })
        .returning()
      await tx.delete(sessions)
      for (let n = 0; n < 3; n++) await openSession(tx, api.config, account!.id, null)
      return (await tx.select().from(sessions)).map(({ tokenHash }) => tokenHash)
    })
    const [over, idle, alive] = tokens as [string, string, string]
    await within(api.db, systemActor, async (tx) => {
      await tx
        .update(sessions)
        .set({ expiresAt: hoursAgo(1) })
        .where(eq(sessions.tokenHash, over))
      await tx
        .update(sessions)
        .set({ lastSeenAt: hoursAgo(25) })
        .where(eq(sessions.tokenHash, idle))
      await tx.insert(signInAttempts).values([
        { nameHash: 'old', attempts: 9, since: hoursAgo(25) },
        { nameHash: 'new', attempts: 9, since: hoursAgo(1) },
      ])
    })
    await run('sweep-sessions')
    const left = await within(api.db, systemActor, async (tx) => ({
      sessions: (await tx.select().from(sessions)).map(({ tokenHash }) => tokenHash),
      attempts: (await tx.select().from(signInAttempts)).map(({ nameHash }) => nameHash),
    }))
    expect(left).toEqual({ sessions: [alive], attempts: ['new'] })
  })

  it('forgets the answers kept for repeats after two days', async () => {
    const accountId = '00000000-0000-4000-8000-000000000001'
    await within(api.db, systemActor, (tx) =>
      tx.insert(idempotencyKeys).values([
        { accountId, key: 'old', requestHash: 'x', createdAt: hoursAgo(49) },
        { accountId, key: 'new', requestHash: 'x', createdAt: hoursAgo(47) },
      ]),
    )
    await run('sweep-idempotency-keys')
    const left = await within(api.db, systemActor, (tx) => tx.select().from(idempotencyKeys))
    expect(left.map(({ key }) => key)).toEqual(['new'])
  })

  it('keeps finished jobs for a month, previews for a day', async () => {
    await within(api.db, systemActor, async (tx) => {
      const job = (kind: string, hours: number) => ({ kind, state: 'done' as const, actor: systemActor, createdAt: hoursAgo(hours) })
      await tx.delete(jobs)
      await tx.insert(jobs).values([job('reassess', 31 * 24), job('reassess', 29 * 24), job('list-preview', 25), job('list-preview', 23)])
    })
    const runner = await startRunner({ db: api.db, readDb: api.db, settings: api.config, ownerUrl: api.url, log: { error: () => {} } })
    await runner.stop()
    const left = await within(api.db, systemActor, (tx) =>
      tx.execute(sql`select kind, (extract(epoch from now() - created_at) / 3600)::int as hours from jobs order by 1`),
    )
    expect(left).toEqual([
      { kind: 'list-preview', hours: 23 },
      { kind: 'reassess', hours: 29 * 24 },
    ])
  })
})
