import { eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, type Db, openDb } from '../../server/db/connection.ts'
import { type Actor, sqlState, systemActor, within } from '../../server/db/context.ts'
import { firms } from '../../server/firms/table.ts'
import { freshUscc, startApi, type TestApi } from './support.ts'

let api: TestApi
let one: Db
let owner: postgres.Sql

beforeAll(async () => {
  api = await startApi()
  one = openDb(api.url, { max: 1 })
  owner = postgres(api.url, { max: 1, onnotice: () => {} })
})

afterAll(async () => {
  await closeDb(one)
  await owner.end()
})

const bureau: Actor = { ...systemActor, role: 'bureau', account: 'bureau' }
const nobody: Actor = { ...systemActor, role: 'park', parkId: 'yuanhong', account: 'p' }

/** Ends the connection that the transaction runs on, as a restart of the database would. */
async function cut(pid: number): Promise<void> {
  await owner`select pg_terminate_backend(${pid}, 5000)`
  await new Promise((resolve) => setTimeout(resolve, 50))
}

const pidOf = async (tx: Pick<Db, 'execute'>): Promise<number> =>
  Number((await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`))[0]?.pid)
const named = (name: string) => within(one, systemActor, (tx) => tx.select().from(firms).where(eq(firms.name, name)))

describe('a connection that breaks', () => {
  it('ends its transaction, keeps nothing of it, and is replaced', async () => {
    const work = within(one, bureau, async (tx) => {
      await tx.insert(firms).values({ uscc: freshUscc(), name: 'half' })
      await cut(await pidOf(tx))
      await tx.insert(firms).values({ uscc: freshUscc(), name: 'half' })
    })
    expect(sqlState(await work.catch((error: unknown) => error))).toMatch(/CONNECTION|57P01/)
    expect(await named('half')).toEqual([])
  })

  it('lets no late statement of the lost transaction into the one that comes after it', async () => {
    let late: Promise<unknown> = Promise.resolve()
    let go = () => {}
    const released = new Promise<void>((resolve) => (go = resolve))
    const lost = within(one, bureau, async (tx) => {
      const pid = await pidOf(tx)
      late = released.then(() => tx.insert(firms).values({ uscc: freshUscc(), name: 'late' }))
      late.catch(() => {})
      await cut(pid)
      await tx.execute(sql`select 1`)
    })
    await expect(lost).rejects.toThrow()
    await within(one, systemActor, async (tx) => {
      go()
      await expect(late).rejects.toThrow()
      await tx.execute(sql`select 1`)
    })
    expect(await named('late')).toEqual([])
  })

  it('is noticed while it idles', async () => {
    await cut(await pidOf(one))
    expect(await within(one, nobody, (tx) => tx.select().from(firms))).toEqual([])
  })
})

describe('a transaction', () => {
  it('takes no statement once it is over', async () => {
    let kept: { insert: Db['insert'] } | undefined
    await within(one, bureau, async (tx) => void (kept = tx))
    await expect(kept?.insert(firms).values({ uscc: freshUscc(), name: 'after' })).rejects.toThrow()
    expect(await named('after')).toEqual([])
  })

  it('fails as a whole where a statement failed, also when the work went on', async () => {
    const work = within(one, bureau, async (tx) => {
      await tx.insert(firms).values({ uscc: freshUscc(), name: 'ignored' })
      await tx
        .insert(firms)
        .values({ uscc: 'short', name: 'x' })
        .catch(() => {})
      return 'fine'
    })
    expect(sqlState(await work.catch((error: unknown) => error))).toBe('23514')
    expect(await named('ignored')).toEqual([])
  })

  it('goes on after a failed part that stands between savepoints', async () => {
    await within(one, bureau, async (tx) => {
      await tx.transaction((inner) => inner.insert(firms).values({ uscc: freshUscc(), name: 'first' }))
      await tx
        .transaction(async (inner) => {
          await inner.insert(firms).values({ uscc: freshUscc(), name: 'undone' })
          await inner.insert(firms).values({ uscc: 'short', name: 'x' })
        })
        .catch(() => {})
      await tx.insert(firms).values({ uscc: freshUscc(), name: 'second' })
    })
    expect([(await named('first')).length, (await named('undone')).length, (await named('second')).length]).toEqual([1, 0, 1])
  })

  it('is run again after a deadlock, and nobody hears of it', async () => {
    const [a, b] = [await api.makeFirm({ name: 'a' }), await api.makeFirm({ name: 'b' })]
    const two = openDb(api.url, { max: 2 })
    const rename = (first: string, second: string) =>
      within(two, bureau, async (tx) => {
        for (const id of [first, second]) {
          await tx
            .update(firms)
            .set({ version: sql`${firms.version} + 1` })
            .where(eq(firms.id, id))
          await tx.execute(sql`select pg_sleep(0.2)`)
        }
      })
    await Promise.all([rename(a.id, b.id), rename(b.id, a.id)])
    const rows = await within(two, bureau, (tx) =>
      tx
        .select({ version: firms.version })
        .from(firms)
        .where(sql`${firms.id} in (${a.id}, ${b.id})`),
    )
    expect(rows.map(({ version }) => version)).toEqual([3, 3])
    await closeDb(two)
  })
})

describe('the connections', () => {
  it('are shared by many at once without loss', async () => {
    const few = openDb(api.url, { max: 3 })
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => within(few, bureau, (tx) => tx.execute<{ n: number }>(sql`select ${i}::int as n`))),
    )
    expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, i) => i))
    const [count] =
      await owner`select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'innovation-ladder'`
    expect(count?.n).toBeLessThanOrEqual(3 + 5 + 1)
    await closeDb(few)
  })

  it('copy into the stage as the application, and hand over to the system alone', async () => {
    const id = '00000000-0000-4000-8000-00000000000a'
    const stream = await one.$client`copy import_stage (import_id, row, cells) from stdin`.writable()
    await new Promise<void>((resolve, reject) => {
      stream.once('finish', resolve).once('error', reject)
      stream.end(`${id}\t2\t["融侨"]\n${id}\t3\t[]\n`)
    })
    const take = (actor: Actor) => within(one, actor, (tx) => tx.execute(sql`select * from take_staged(${id}::uuid) order by 1`))
    expect(sqlState(await take(bureau).catch((error: unknown) => error))).toBe('42501')
    expect([...(await take(systemActor))]).toEqual([
      { row: 2, cells: '["融侨"]' },
      { row: 3, cells: '[]' },
    ])
    expect([...(await take(systemActor))]).toEqual([])
  })
})
