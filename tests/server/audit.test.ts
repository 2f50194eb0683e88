import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, verifyAudit } from '../../server/audit/service.ts'
import { auditTrail } from '../../server/audit/table.ts'
import { closeDb, openDb } from '../../server/db/connection.ts'
import { type Actor, sqlState, systemActor, within } from '../../server/db/context.ts'
import { startApi, type TestApi } from './support.ts'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
})

/** What only somebody with the keys of the database could do. */
async function tamper(statement: string): Promise<void> {
  const client = postgres(api.url, { max: 1, onnotice: () => {} })
  await client.unsafe(statement)
  await client.end()
}

const entry = (i: number) => ({
  action: 'firm-changed',
  subject: `firm:${i}`,
  before: { rdHnte: null },
  after: { rdHnte: i + 0.1, name: '“示例”\n' },
})

describe('the chain', () => {
  beforeEach(async () => {
    await tamper(`truncate audit; update audit_head set seq = 0, hash = repeat('0', 64)`)
    await within(api.db, systemActor, async (tx) => {
      for (let i = 1; i <= 6; i++) await audit(tx, systemActor, entry(i))
    })
  })

  it('fits as it was written', async () => {
    expect(await verifyAudit(api.db)).toEqual({ rows: 6, firstBad: null, reason: null })
  })

  it.each([
    ['edited', `update audit set after = '{"rdHnte": 9}' where seq = 3`, 3, 'hash'],
    ['edited in time', `update audit set at = at + interval '1 millisecond' where seq = 2`, 2, 'hash'],
    ['deleted', `delete from audit where seq = 4`, 4, 'missing'],
    ['deleted and renumbered', `delete from audit where seq = 4; update audit set seq = seq - 1 where seq > 4`, 4, 'chain'],
    [
      'swapped',
      `update audit set seq = case seq when 2 then 103 else 102 end where seq in (2, 3); update audit set seq = seq - 100 where seq > 100`,
      2,
      'chain',
    ],
    [
      'put between',
      `update audit set seq = seq + 100 where seq > 2; update audit set seq = seq - 99 where seq > 100; insert into audit select (jsonb_populate_record(a, '{"seq": 3}')).* from audit a where seq = 2`,
      3,
      'chain',
    ],
    ['cut off at the end', `delete from audit where seq > 4`, 5, 'tail'],
    ['all gone', `delete from audit`, 1, 'tail'],
  ])('shows rows that were %s, and the first of them', async (_title, statement, firstBad, reason) => {
    await tamper(statement)
    expect(await verifyAudit(api.db)).toMatchObject({ firstBad, reason })
  })

  it('stays whole under many writers at once', async () => {
    const many = openDb(api.url, { max: 8 })
    await Promise.all(
      Array.from({ length: 120 }, (_, i) =>
        within(many, systemActor, async (tx) => {
          await audit(tx, systemActor, entry(i))
          await tx.execute(sql`select pg_sleep(0.001)`)
          await audit(tx, systemActor, entry(i))
        }),
      ),
    )
    await closeDb(many)
    expect(await verifyAudit(api.db)).toEqual({ rows: 246, firstBad: null, reason: null })
  })
})

describe('a row', () => {
  it('is there exactly when the act is', async () => {
    const count = async () => (await within(api.db, systemActor, (tx) => tx.select().from(auditTrail))).length
    const before = await count()
    const failed = within(api.db, systemActor, async (tx) => {
      await audit(tx, systemActor, entry(1))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await count()).toBe(before)
    await within(api.db, systemActor, async (tx) => {
      await tx
        .transaction(async (inner) => {
          await audit(inner, systemActor, entry(2))
          throw new Error('undone')
        })
        .catch(() => {})
      await audit(tx, systemActor, entry(3))
    })
    expect(await count()).toBe(before + 1)
  })

  it('is changed, removed or forged by no role of the product', async () => {
    await within(api.db, systemActor, (tx) => audit(tx, systemActor, entry(1)))
    const roles: readonly Actor['role'][] = ['system', 'admin', 'bureau']
    const statements = [
      sql`update audit set action = 'x'`,
      sql`delete from audit`,
      sql`insert into audit select * from audit`,
      sql`truncate audit`,
      sql`update audit_head set seq = 0`,
    ]
    for (const role of roles)
      for (const statement of statements) {
        const state = await within(api.db, { ...systemActor, role }, (tx) => tx.execute(statement)).then(
          () => 'done',
          (error: unknown) => sqlState(error),
        )
        expect(state).toBe('42501')
      }
  })

  it("is read by the firm's own people and park, not by others", async () => {
    const mine = await api.makeFirm({ parkId: 'rongqiao' })
    const bureau: Actor = { ...systemActor, role: 'bureau', account: 'bureau' }
    await within(api.db, bureau, (tx) => audit(tx, bureau, { action: 'firm-changed', subject: `firm:${mine.id}`, firmId: mine.id }))
    const seen = async (scope: Partial<Actor>) =>
      (await within(api.db, { ...systemActor, ...scope }, (tx) => tx.select().from(auditTrail))).filter(({ firmId }) => firmId === mine.id)
        .length
    expect(await seen({ role: 'company', firmId: mine.id })).toBe(1)
    expect(await seen({ role: 'park', parkId: 'rongqiao' })).toBe(1)
    expect(await seen({ role: 'park', parkId: 'jiangyin' })).toBe(0)
    expect(await seen({ role: 'company', firmId: '00000000-0000-4000-8000-000000000000' })).toBe(0)
    expect(await seen({ role: 'town', townCode: '1' })).toBe(0)
  })
})

it('says who, when, from where and what, with the request', async () => {
  const admin = await api.asAdmin()
  const reply = await admin.post('/api/v1/accounts', {
    account: 'new-one',
    displayName: '李示例',
    role: 'bureau',
    password: 'Some-thing-4-you',
  })
  expect(reply.statusCode).toBe(201)
  const rows = await within(api.db, systemActor, (tx) => tx.select().from(auditTrail))
  expect(rows.at(-1)).toMatchObject({
    role: 'admin',
    ip: '127.0.0.1',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    action: 'account-created',
    subject: 'account:new-one',
    outcome: 'done',
    before: null,
    after: { displayName: '李示例', role: 'bureau' },
  })
  expect(JSON.stringify(rows)).not.toContain('Some-thing')
})
