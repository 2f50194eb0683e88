import { and, eq, getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import * as accountTables from '../../server/accounts/table.ts'
import * as auditTables from '../../server/audit/table.ts'
import { closeDb, type Db, openDb } from '../../server/db/connection.ts'
import { type Actor, sqlState, systemActor, within } from '../../server/db/context.ts'
import * as evidenceTables from '../../server/evidence/table.ts'
import * as figureTables from '../../server/figures/table.ts'
import * as firmTables from '../../server/firms/table.ts'
import * as importTables from '../../server/imports/table.ts'
import * as listTables from '../../server/lists/table.ts'
import * as reportTables from '../../server/reports/table.ts'
import * as submissionTables from '../../server/submissions/table.ts'
import { startApi, type TestApi } from './support.ts'

const { firms } = firmTables
const { firmYears } = figureTables

const actor = (role: Actor['role'], scope: Partial<Actor> = {}): Actor => ({ ...systemActor, role, account: role, ...scope })
const rongqiao = actor('park', { parkId: 'rongqiao' })
const jiangyin = actor('park', { parkId: 'jiangyin' })

let api: TestApi
let db: Db
let mine: typeof firms.$inferSelect
let theirs: typeof firms.$inferSelect

/** Every table whose rows belong to a firm, with a row of each firm in it. */
const owned = [
  firmTables.firmNames,
  figureTables.firmYears,
  figureTables.ipRights,
  figureTables.heldTitles,
  figureTables.awards,
  figureTables.institutions,
  figureTables.standards,
  figureTables.incidents,
  figureTables.creditListings,
  figureTables.financings,
  figureTables.conversions,
  figureTables.marketPositions,
  figureTables.listings,
  figureTables.answers,
  reportTables.assessments,
  reportTables.firmSummaries,
  submissionTables.submissions,
] as const

const rowFor = (firmId: string) => ({
  firmId,
  name: '原名',
  year: 2025,
  kind: 'invention-patent',
  title: 'hnte',
  level: 'national',
  list: 'abnormal',
  from: '2024-01-01',
  amount: 1,
  paidOn: '2024-01-01',
  criterion: 'c',
  certification: 'hnte',
  asOf: '2026-06-15',
  verdict: 'review',
  factsFingerprint: 'f',
})

/** Only the members that the table has. */
function rowOf(table: PgTable, firmId: string) {
  const columns = getTableColumns(table)
  const row: Record<string, unknown> = Object.fromEntries(Object.entries(rowFor(firmId)).filter(([key]) => key in columns))
  if (table === figureTables.incidents) row.kind = 'safety'
  return row
}

type Owned = (typeof owned)[number]

const firmIdOf = (table: Owned) => table.firmId

beforeAll(async () => {
  api = await startApi()
  db = api.db
  mine = await api.makeFirm({ parkId: 'rongqiao', townCode: '350181005' })
  theirs = await api.makeFirm({ parkId: 'jiangyin', townCode: '350181006' })
  await within(db, systemActor, async (tx) => {
    for (const table of owned) for (const { id } of [mine, theirs]) await tx.insert(table as PgTable).values(rowOf(table, id))
  })
})

const stateOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => sqlState(error),
  )

describe('without a context', () => {
  it('shows no row of any firm, and takes none', async () => {
    for (const table of [firms, ...owned]) expect(await db.select().from(table as PgTable)).toEqual([])
    expect(await stateOf(db.insert(firms).values({ uscc: 'X'.repeat(18), name: 'x' }))).toBe('42501')
  })

  it('leaves none behind for the next user of the connection', async () => {
    const one = openDb(api.url, { max: 1 })
    expect(await within(one, systemActor, (tx) => tx.select().from(firms))).toHaveLength(2)
    expect(await one.select().from(firms)).toEqual([])
    await closeDb(one)
  })

  it('mixes no contexts on a few connections', async () => {
    const few = openDb(api.url, { max: 3 })
    const actors = [rongqiao, jiangyin, actor('company', { firmId: mine.id }), actor('park', { parkId: 'yuanhong' }), actor('bureau')]
    const expected = [1, 1, 1, 0, 2]
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const rows = await within(few, actors[i % 5] ?? rongqiao, (tx) => tx.select().from(firms))
        return rows.length === expected[i % 5] && rows.every(({ parkId }) => i % 5 > 1 || parkId === actors[i % 5]?.parkId)
      }),
    )
    expect(seen.every(Boolean)).toBe(true)
    await closeDb(few)
  })
})

describe.each([
  ['a park', () => rongqiao],
  ['a company', () => actor('company', { firmId: mine.id })],
  ['a town', () => actor('town', { townCode: '350181005' })],
])('%s', (_title, who) => {
  it('sees its own rows and no others, in every table', async () => {
    await within(db, who(), async (tx) => {
      expect((await tx.select({ id: firms.id }).from(firms)).map(({ id }) => id)).toEqual([mine.id])
      for (const table of owned) {
        const rows = await tx.select({ firmId: firmIdOf(table) }).from(table as PgTable)
        expect([getTableName(table), rows.map(({ firmId }) => firmId)]).toEqual([getTableName(table), [mine.id]])
      }
    })
  })

  it('neither changes, deletes nor adds rows of others, in any table', async () => {
    for (const table of owned) {
      const name = getTableName(table)
      const foreign = eq(firmIdOf(table), theirs.id)
      const changed = await within(db, who(), (tx) =>
        tx
          .update(table as PgTable)
          .set({ firmId: theirs.id } as never)
          .where(foreign)
          .returning(),
      )
      expect([name, changed]).toEqual([name, []])
      expect([
        name,
        await within(db, who(), (tx) =>
          tx
            .delete(table as PgTable)
            .where(foreign)
            .returning(),
        ),
      ]).toEqual([name, []])
      expect([name, await stateOf(within(db, who(), (tx) => tx.insert(table as PgTable).values(rowOf(table, theirs.id))))]).toEqual([
        name,
        '42501',
      ])
      const kept = await within(db, systemActor, (tx) =>
        tx
          .select()
          .from(table as PgTable)
          .where(foreign),
      )
      expect([name, kept.length]).toEqual([name, 1])
    }
  })

  it('gives no row of its own to others', async () => {
    if (who().role === 'town') return
    for (const table of owned) {
      const given = within(db, who(), (tx) =>
        tx
          .update(table as PgTable)
          .set({ firmId: theirs.id } as never)
          .where(eq(firmIdOf(table), mine.id)),
      )
      expect(await stateOf(given)).toMatch(/42501|23505/)
    }
  })
})

describe('the firm itself', () => {
  it('is not moved to another park, nor taken from one', async () => {
    const move = (who: Actor, id: string, parkId: string | null) =>
      stateOf(within(db, who, (tx) => tx.update(firms).set({ parkId }).where(eq(firms.id, id))))
    expect(await move(rongqiao, mine.id, 'jiangyin')).toBe('42501')
    expect(await move(actor('company', { firmId: mine.id }), mine.id, 'jiangyin')).toBe('42501')
    expect(await move(rongqiao, theirs.id, 'rongqiao')).toBeUndefined()
    const [kept] = await within(db, systemActor, (tx) => tx.select().from(firms).where(eq(firms.id, theirs.id)))
    expect(kept?.parkId).toBe('jiangyin')
  })

  it('is neither made nor deleted by a company, a town or the administrator', async () => {
    for (const who of [actor('company', { firmId: mine.id }), actor('town', { townCode: '350181005' }), actor('admin')]) {
      expect(await stateOf(within(db, who, (tx) => tx.insert(firms).values({ uscc: 'Y'.repeat(18), name: 'y' })))).toBe('42501')
      expect(await within(db, who, (tx) => tx.delete(firms).where(eq(firms.id, mine.id)).returning())).toEqual([])
    }
  })

  it('is read by a town and the administrator, not written', async () => {
    for (const who of [actor('town', { townCode: '350181005' }), actor('admin')]) {
      expect(await within(db, who, (tx) => tx.select().from(firms).where(eq(firms.id, mine.id)))).toHaveLength(1)
      expect(await within(db, who, (tx) => tx.update(firms).set({ name: 'z' }).where(eq(firms.id, mine.id)).returning())).toEqual([])
      expect(
        await within(db, who, (tx) => tx.update(firmYears).set({ rdHnte: 1 }).where(eq(firmYears.firmId, mine.id)).returning()),
      ).toEqual([])
    }
  })
})

describe('what belongs to a park besides firms', () => {
  it('keeps imports and their rows to the park that made them', async () => {
    const { imports, importRows } = importTables
    const account = '00000000-0000-4000-8000-000000000001'
    const made = { createdBy: account, createdByName: 'p', fileName: 'a.xlsx', fileHash: 'h', fileSize: 1, state: 'uploaded' }
    const [own] = await within(db, rongqiao, (tx) =>
      tx
        .insert(imports)
        .values({ ...made, parkId: 'rongqiao' })
        .returning(),
    )
    await within(db, rongqiao, (tx) => tx.insert(importRows).values({ importId: own?.id ?? '', row: 2, cells: ['x'] }))
    for (const who of [jiangyin, actor('company', { firmId: mine.id }), actor('town', { townCode: '350181005' })]) {
      expect(await within(db, who, (tx) => tx.select().from(imports))).toEqual([])
      expect(await within(db, who, (tx) => tx.select().from(importRows))).toEqual([])
      expect(await stateOf(within(db, who, (tx) => tx.insert(importRows).values({ importId: own?.id ?? '', row: 3, cells: [] })))).toBe(
        '42501',
      )
    }
    expect(await stateOf(within(db, jiangyin, (tx) => tx.insert(imports).values({ ...made, parkId: 'rongqiao' })))).toBe('42501')
    expect(await within(db, actor('bureau'), (tx) => tx.select().from(importRows))).toHaveLength(1)
  })

  it('shows of a frozen list the own rows, and lets nobody change it', async () => {
    const { cultivationLists, cultivationListRows } = listTables
    const list = {
      number: 'PY-1',
      title: 't',
      certification: 'hnte' as const,
      asOf: '2026-06-15',
      recipe: {},
      sentence: 's',
      factsFingerprint: 'f',
      frozenBy: 'b',
    }
    const [frozen] = await within(db, actor('bureau'), async (tx) => {
      const [row] = await tx.insert(cultivationLists).values(list).returning()
      for (const [position, firm] of [mine, theirs].entries())
        await tx
          .insert(cultivationListRows)
          .values({ listId: row?.id ?? '', position, firmId: firm.id, parkId: firm.parkId, townCode: firm.townCode, row: {} })
      return [row]
    })
    const rows = (who: Actor) => within(db, who, (tx) => tx.select().from(cultivationListRows))
    expect((await rows(rongqiao)).map(({ firmId }) => firmId)).toEqual([mine.id])
    expect(await rows(actor('bureau'))).toHaveLength(2)
    expect(await rows(actor('company', { firmId: mine.id }))).toEqual([])
    expect(await within(db, actor('company', { firmId: mine.id }), (tx) => tx.select().from(cultivationLists))).toEqual([])
    for (const who of [actor('bureau'), systemActor]) {
      expect(await stateOf(within(db, who, (tx) => tx.update(cultivationLists).set({ title: 'x' })))).toBe('42501')
      expect(
        await stateOf(within(db, who, (tx) => tx.delete(cultivationListRows).where(eq(cultivationListRows.listId, frozen?.id ?? '')))),
      ).toBe('42501')
    }
  })

  it('shows a role the accounts it manages, and gives nobody more than the own rights', async () => {
    const { accounts } = accountTables
    const add = (who: Actor, values: Partial<typeof accounts.$inferInsert>) =>
      stateOf(
        within(db, who, (tx) =>
          tx.insert(accounts).values({ account: `a-${Math.random()}`, displayName: 'x', passwordHash: 'x', role: 'company', ...values }),
        ),
      )
    expect(await add(rongqiao, { firmId: mine.id })).toBeUndefined()
    expect(await add(rongqiao, { firmId: theirs.id })).toBe('42501')
    expect(await add(rongqiao, { role: 'bureau' })).toBe('42501')
    expect(await add(actor('bureau'), { role: 'admin' })).toBe('42501')
    expect(await add(actor('company', { firmId: mine.id }), { firmId: mine.id })).toBeUndefined()
    expect(await add(actor('company', { firmId: mine.id }), { firmId: theirs.id })).toBe('42501')
    expect(await within(db, jiangyin, (tx) => tx.select().from(accounts).where(eq(accounts.role, 'company')))).toEqual([])
    const raise = within(db, rongqiao, (tx) =>
      tx.update(accounts).set({ role: 'bureau', firmId: null }).where(eq(accounts.firmId, mine.id)),
    )
    expect(await stateOf(raise)).toBe('42501')
  })

  it('hides sessions, attempts and the setup secret from everybody but the system', async () => {
    for (const who of [rongqiao, actor('bureau'), actor('admin'), actor('company', { firmId: mine.id })])
      for (const table of [accountTables.sessions, accountTables.signInAttempts, accountTables.setupSecret])
        expect(await within(db, who, (tx) => tx.select().from(table as PgTable))).toEqual([])
  })
})

describe('the schema', () => {
  const catalogue = async <T extends Record<string, unknown>>(query: string): Promise<T[]> => {
    const client = postgres(api.url, { max: 1 })
    const rows = await client.unsafe<T[]>(query)
    await client.end()
    return [...rows]
  }

  /** Tables of the product without a wall that holds for their owner too. */
  const unwalled = async (): Promise<string[]> => {
    const open = await catalogue<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity) order by 1`)
    return open.map(({ name }) => name)
  }

  it('forces row-level security on every table of firms, people and acts', async () => {
    // The stage alone has none: COPY is refused under policies. The application's role may only add to it.
    expect(await unwalled()).toEqual(['import_stage'])
    for (const what of ['select', 'update', 'delete']) {
      const query = {
        select: sql`select * from import_stage`,
        update: sql`update import_stage set row = 1`,
        delete: sql`delete from import_stage`,
      }[what]
      expect(await stateOf(within(db, systemActor, (tx) => tx.execute(query ?? sql``)))).toBe('42501')
    }
  })

  it('has a policy that mentions the firm on every table that names one, unless none but the bureau sees it', async () => {
    const tables = await catalogue<{ name: string; expressions: string | null }>(`
      select c.table_name as name, string_agg(coalesce(p.qual, '') || coalesce(p.with_check, ''), ' ') as expressions
      from information_schema.columns c left join pg_policies p on p.tablename = c.table_name and 'ladder_app' = any(p.roles)
      where c.table_schema = 'public' and c.column_name = 'firm_id' group by 1`)
    expect(tables.length).toBeGreaterThan(15)
    for (const { name, expressions } of tables)
      if (/'(park|town|company)'|true\)?$/.test(expressions ?? 'true'))
        expect([name, expressions]).toEqual([name, expect.stringMatching(/firm_id|park_id|import_id/)])
  })

  it('finds out a new table of firms without a wall', async () => {
    const client = postgres(api.url, { max: 1, onnotice: () => {} })
    await client`create table forgotten (firm_id uuid)`
    expect(await unwalled()).toEqual(['forgotten', 'import_stage'])
    await client`alter table forgotten enable row level security`
    expect(await unwalled()).toEqual(['forgotten', 'import_stage'])
    await client`drop table forgotten`
    await client.end()
  })

  it('gives the application a role that is nothing and owns nothing', async () => {
    const [role] = await catalogue(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname = 'ladder_app'`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: false })
    const [things] = await catalogue<{ count: string }>(`
      select (select count(*) from pg_class where relowner = 'ladder_app'::regrole) + (select count(*) from pg_proc where proowner = 'ladder_app'::regrole)
        + (select count(*) from pg_namespace where nspowner = 'ladder_app'::regrole) as count`)
    expect(things?.count).toBe('0')
    const [current] = await db.execute<{ current_user: string }>(sql`select current_user`)
    expect(current?.current_user).toBe('ladder_app')
  })

  it('lets views look with the eyes of who asks', async () => {
    const views = await catalogue(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and not coalesce(reloptions @> '{security_invoker=true}', false)`)
    expect(views).toEqual([])
  })

  it('knows every table of the code, so that none is left out here', async () => {
    const declared = [
      accountTables,
      auditTables,
      evidenceTables,
      figureTables,
      firmTables,
      importTables,
      listTables,
      reportTables,
      submissionTables,
    ]
      .flatMap((module) => Object.values(module))
      .filter((value): value is PgTable => is(value, PgTable))
      .filter((table) => 'firmId' in getTableColumns(table))
      .map(getTableName)
    const elsewhere = [
      'accounts',
      'audit',
      'evidence',
      'submission_steps',
      'import_rows',
      'import_changes',
      'cultivation_list_rows',
      'cultivation_list_others',
    ]
    expect(declared.sort()).toEqual([...owned.map(getTableName), ...elsewhere].sort())
  })
})

it('keeps a stated zero from an unknown and numbers whole', async () => {
  const values = { operatingRevenue: 9_999_999_999_999.99, rdHnte: 0, staffYearEnd: 118.333333, weightedRoe: -3.5 }
  const where = and(eq(firmYears.firmId, mine.id), eq(firmYears.year, 2025))
  const [row] = await within(db, rongqiao, (tx) => tx.update(firmYears).set(values).where(where).returning())
  expect(row).toMatchObject({ ...values, rdTax: null })
})
