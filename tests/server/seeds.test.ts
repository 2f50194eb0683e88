import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { passwordFault } from '../../server/accounts/passwords.ts'
import { accounts } from '../../server/accounts/table.ts'
import { today } from '../../server/clock.ts'
import { closeDb, type Db, openDb } from '../../server/db/connection.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { gatherFacts } from '../../server/figures/facts.ts'
import { firmNames, firms } from '../../server/firms/table.ts'
import { parks } from '../../server/parks/table.ts'
import { industries, places, planIndicators } from '../../server/reference/table.ts'
import { assessments, firmSummaries } from '../../server/reports/table.ts'
import type { DemoAccount } from '../../seeds/accounts.ts'
import { demoFirms } from '../../seeds/demo/demo-firms.ts'
import { loadDemo, loadReference, loadSynthetic } from '../../seeds/index.ts'
import { afterFile, makeDatabase, startApi, type TestApi } from './support.ts'

const countOf = async (db: Db, table: PgTable): Promise<number> => {
  const [row] = await within(db, systemActor, (tx) => tx.select({ count: sql<number>`count(*)::int` }).from(table))
  return row?.count ?? 0
}

/** A folder of its own for what a start keeps. */
function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-seeds-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

async function freshDb(): Promise<Db> {
  const db = openDb(await makeDatabase(), { max: 4 })
  afterFile(() => closeDb(db))
  return db
}

/** Without what is not known, as facts come back from the database. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(known)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => (member == null ? [] : [[key, known(member)]])))
}

describe('reference data', () => {
  it('is there after a start, once however often it is loaded, and keeps what somebody has edited', async () => {
    const db = await freshDb()
    await loadReference(db)
    await within(db, systemActor, (tx) => tx.update(parks).set({ positioning: '改过的定位' }).where(eq(parks.id, 'rongqiao')))
    await loadReference(db)
    const counts = await Promise.all([parks, places, industries, planIndicators].map((table) => countOf(db, table)))
    expect(counts).toEqual([4, 26, 1971, 12])
    const [park] = await within(db, systemActor, (tx) => tx.select().from(parks).where(eq(parks.id, 'rongqiao')))
    expect(park?.positioning).toBe('改过的定位')
  })
})

describe('the sample data', () => {
  const dataDir = makeDataDir()
  let api: TestApi
  let known60: DemoAccount[]

  beforeAll(async () => {
    api = await startApi()
    known60 = await loadDemo(api.db, { dataDir, today: today() })
  })

  const signIn = async ({ account }: { account: string }, password: string | null) => {
    const answer = await api.anonymous.post('/api/v1/session', { account, password })
    return { status: answer.statusCode, ...answer.json<Record<string, unknown>>() }
  }

  it('has sixty firms, each with its assessments and its summary', async () => {
    expect(await countOf(api.db, firms)).toBe(60)
    expect(await countOf(api.db, firmSummaries)).toBe(60)
    expect(await countOf(api.db, firmNames)).toBe(1)
    const verdicts = await within(api.db, systemActor, (tx) =>
      tx
        .select({ certification: assessments.certification, firms: sql<number>`count(*)::int` })
        .from(assessments)
        .groupBy(assessments.certification),
    )
    expect(Object.fromEntries(verdicts.map(({ certification, firms: of }) => [certification, of]))).toMatchObject({
      'tech-sme': 60,
      hnte: 60,
    })
  })

  it('comes back as the facts that were declared', async () => {
    const declared = demoFirms(today())
    const ids = await within(api.db, systemActor, (tx) => tx.select({ id: firms.id, uscc: firms.uscc }).from(firms))
    for (const { uscc, facts } of declared) {
      const id = ids.find((row) => row.uscc === uscc)!.id
      const gathered = await within(api.db, systemActor, (tx) => gatherFacts(tx, id, today()))
      expect(gathered.facts).toEqual({ asOf: today(), ...(known(facts) as object) })
    }
  })

  it('warns of the figures that are implausible', async () => {
    const [firm] = await within(api.db, systemActor, (tx) => tx.select().from(firms).where(eq(firms.name, '福清演示防伪包装有限公司')))
    expect(firm?.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['rd-above-revenue', 'part-larger-than-whole']))
  })

  it('lets every account sign in to what is its own, and says that the data is invented', async () => {
    expect(known60.map(({ account }) => account)).toEqual([
      'bureau',
      'park-rongqiao',
      'park-jiangyin',
      'park-yuanhong',
      'park-blue',
      'firm-1',
      'firm-2',
      'admin',
    ])
    for (const demo of known60) {
      expect(await signIn(demo, demo.password)).toMatchObject({
        status: 200,
        account: demo.account,
        displayName: demo.displayName,
        role: demo.role,
        parkId: demo.parkId,
        mustChangePassword: false,
        demoData: true,
      })
    }
    const [first, second] = known60.filter(({ role }) => role === 'company')
    expect(await signIn(first!, first!.password)).toMatchObject({ firmName: '福清示例光电有限公司' })
    expect(await signIn(second!, second!.password)).toMatchObject({ firmName: '福清演示化工新材料有限公司' })
    expect(await signIn(first!, second!.password)).toMatchObject({ status: 401 })
  })

  it('makes each account a password of its own that the rules for passwords allow', () => {
    expect(new Set(known60.map(({ password }) => password)).size).toBe(8)
    for (const { account, role, password } of known60) {
      expect(password!.length).toBeGreaterThanOrEqual(16)
      expect(passwordFault(readConfig({}), password!, { account, role })).toBeNull()
    }
  })

  it('keeps the passwords in a file for its owner only', () => {
    const file = join(dataDir, 'demo-accounts.txt')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    for (const { account, password } of known60) expect(readFileSync(file, 'utf8')).toContain(`${account}\t${password}`)
  })

  it('is loaded once: a later start tells the same accounts and changes nothing', async () => {
    const before = await within(api.db, systemActor, (tx) => tx.select().from(accounts).orderBy(accounts.account))
    expect(await loadDemo(api.db, { dataDir, today: '2099-01-01' })).toEqual(known60)
    expect(await countOf(api.db, firms)).toBe(60)
    const after = await within(api.db, systemActor, (tx) => tx.select().from(accounts).orderBy(accounts.account))
    expect(after).toEqual(before)
  })

  it('tells no password where the file is gone', async () => {
    const again = await loadDemo(api.db, { dataDir: makeDataDir(), today: today() })
    expect(again.map(({ password }) => password)).toEqual(Array.from({ length: 8 }, () => null))
  })

  it('takes a password that is given as it is, also at a later start', async () => {
    const changed = await loadDemo(api.db, { dataDir, today: today(), password: '有 空格 demo' })
    for (const demo of changed) expect(await signIn(demo, '有 空格 demo')).toMatchObject({ status: 200, account: demo.account })
    expect(await loadDemo(api.db, { dataDir, today: today() })).toEqual(changed)
  })
})

describe('a register in use', () => {
  it('is not mixed with invented firms', async () => {
    const api = await startApi()
    await api.makeFirm()
    const refusal = /已在使用/
    await expect(loadDemo(api.db, { dataDir: makeDataDir(), today: today() })).rejects.toThrow(refusal)
    await expect(loadSynthetic(api.db, { firms: 10, seed: 7, today: today() })).rejects.toThrow(refusal)
    expect(await countOf(api.db, firms)).toBe(1)
  })

  it('gets no accounts with printed passwords beside those of persons', async () => {
    const db = await freshDb()
    await within(db, systemActor, (tx) =>
      tx.insert(accounts).values({ account: 'admin', displayName: '管理员', role: 'admin', passwordHash: 'none' }),
    )
    await expect(loadDemo(db, { dataDir: makeDataDir(), today: today() })).rejects.toThrow(/已在使用/)
    expect(await countOf(db, accounts)).toBe(1)
    expect(await countOf(db, firms)).toBe(0)
  })
})

describe('a synthetic register', () => {
  it('is stored and assessed whole, and taken up again where it stopped', async () => {
    const db = await freshDb()
    const stages: [string, number][] = []
    expect(await loadSynthetic(db, { firms: 700, seed: 7, today: today(), onProgress: (stage, done) => stages.push([stage, done]) })).toBe(
      700,
    )
    expect(await loadSynthetic(db, { firms: 900, seed: 7, today: today() })).toBe(200)
    expect(await countOf(db, firms)).toBe(900)
    expect(await countOf(db, firmSummaries)).toBe(900)
    expect(stages).toContainEqual(['store', 700])
    expect(stages).toContainEqual(['assess', 700])
  })

  it('is the same in another database, down to the ids', async () => {
    const [one, other] = [await freshDb(), await freshDb()]
    const read = async (db: Db) => {
      await loadSynthetic(db, { firms: 40, seed: 3, today: today() })
      return within(db, systemActor, (tx) =>
        tx
          .select({ firmId: assessments.firmId, certification: assessments.certification, unmet: assessments.unmet })
          .from(assessments)
          .orderBy(assessments.firmId, assessments.certification),
      )
    }
    expect(await read(one)).toEqual(await read(other))
  })
})
