import { eq, sql } from 'drizzle-orm'
import { hashPassword } from '../server/accounts/passwords.ts'
import { accounts as accountTable } from '../server/accounts/table.ts'
import { audit } from '../server/audit/service.ts'
import { now } from '../server/clock.ts'
import type { Db, Tx } from '../server/db/connection.ts'
import { systemActor, within } from '../server/db/context.ts'
import type { Source } from '../server/db/provenance.ts'
import { settings } from '../server/db/table.ts'
import { firms } from '../server/firms/table.ts'
import { reassessFirms } from '../server/reports/refresh.ts'
import { type DemoAccount, demoPeople, keepPasswords, keptPasswords, readablePassword } from './accounts.ts'
import { demoFirms } from './demo/demo-firms.ts'
import type { DemoFirm } from './demo/firm.ts'
import { addReference } from './reference/load.ts'
import { storeFirms } from './store.ts'
import { syntheticFirms } from './synthetic.ts'

/** Held while seeding, so that two processes at their first start do it once. */
const seedLock = 4_718_203

/** The two firms of different parks that have accounts: one criterion short of hnte, and a certificate about to be lost. */
const firmsWithAccounts = ['福清示例光电有限公司', '福清演示化工新材料有限公司'] as const

/** Parks, towns, industries and plan indicators. May be called at every start. */
export async function loadReference(db: Db): Promise<void> {
  await within(db, systemActor, addReference)
}

interface DemoOptions {
  /** Where the passwords are kept, in `demo-accounts.txt`, for its owner only. */
  readonly dataDir: string
  /** The day that all days of the sample data are relative to, when it is loaded first. */
  readonly today: string
  /** For all accounts; random ones when absent. */
  readonly password?: string | undefined
}

async function readSetting(tx: Tx, key: string): Promise<unknown> {
  const [row] = await tx.select().from(settings).where(eq(settings.key, key))
  return row?.value
}

async function writeSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
}

/**
 * The sample data: 60 fictitious firms with their assessments, and accounts for every role. Loaded once; a later call
 * changes nothing but the passwords, where another one is given. Throws where real firms or accounts are there already.
 */
export async function loadDemo(db: Db, { dataDir, today, password }: DemoOptions): Promise<DemoAccount[]> {
  const firmsToLoad = demoFirms(today)
  const kept = keptPasswords(dataDir)
  return within(db, systemActor, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${seedLock})`)
    await addReference(tx)
    const people = demoPeople(codeOf(firmsToLoad, firmsWithAccounts[0]), codeOf(firmsToLoad, firmsWithAccounts[1]))
    if ((await readSetting(tx, 'demoDay')) === undefined) {
      await refuseRealFirms(tx)
      await refuseRealAccounts(tx)
      const known = people.map((each): DemoAccount => ({ ...each, password: password ?? readablePassword() }))
      await addFirms(tx, firmsToLoad, today)
      await addAccounts(tx, known)
      await writeSetting(tx, 'demoDay', today)
      keepPasswords(dataDir, known)
      return known
    }
    const known = people.map((each): DemoAccount => ({ ...each, password: password ?? kept.get(each.account) ?? null }))
    const changed = password === undefined ? [] : known.filter(({ account }) => kept.get(account) !== password)
    if (changed.length > 0) {
      await setPasswords(tx, changed)
      keepPasswords(dataDir, known)
    }
    return known
  })
}

function codeOf(given: readonly DemoFirm[], name: string): string {
  const firm = given.find((each) => each.name === name)
  if (!firm) throw new Error(`no demo firm ${name}`)
  return firm.uscc
}

const inUse = '这个库已在使用：演示数据只能装入新库。This database is in use: sample data goes into a new one only.'

/** Invented firms are never mixed with real ones. */
async function refuseRealFirms(tx: Tx): Promise<void> {
  if ((await readSetting(tx, 'demoData')) === true) return
  const [firm] = await tx.select({ id: firms.id }).from(firms).limit(1)
  if (firm) throw new Error(inUse)
}

/** Accounts whose passwords are printed stand beside no account of a person. */
async function refuseRealAccounts(tx: Tx): Promise<void> {
  const [account] = await tx.select({ id: accountTable.id }).from(accountTable).where(eq(accountTable.demo, false)).limit(1)
  if (account) throw new Error(inUse)
}

async function addFirms(tx: Tx, given: readonly DemoFirm[], today: string): Promise<void> {
  const source: Source = { source: 'seed', by: 'system', at: now().toISOString() }
  const ids = await storeFirms(tx, given, { source })
  await reassessFirms(tx, ids, today)
  await writeSetting(tx, 'demoData', true)
  await audit(tx, systemActor, { action: 'demo-loaded', after: { firms: ids.length, today } })
}

async function addAccounts(tx: Tx, given: readonly DemoAccount[]): Promise<void> {
  const rows = await tx.select({ id: firms.id, uscc: firms.uscc }).from(firms).where(eq(firms.demo, true))
  const firmIds = new Map(rows.map(({ id, uscc }) => [uscc, id]))
  for (const { account, displayName, role, parkId, uscc, password } of given) {
    const firmId = uscc === null ? null : (firmIds.get(uscc) ?? null)
    const passwordHash = await hashPassword(password ?? readablePassword())
    await tx.insert(accountTable).values({ account, displayName, role, parkId, firmId, passwordHash, mustChange: false, demo: true })
  }
}

async function setPasswords(tx: Tx, given: readonly DemoAccount[]): Promise<void> {
  for (const { account, password } of given) {
    if (password === null) continue
    await tx
      .update(accountTable)
      .set({ passwordHash: await hashPassword(password), passwordChangedAt: now() })
      .where(eq(accountTable.account, account))
  }
}

interface SyntheticOptions {
  readonly firms: number
  readonly seed: number
  readonly today: string
  readonly onProgress?: (done: number, total: number) => void
}

const batchSize = 500

/** Batches on the way at once: one is made while another is stored. */
const inFlight = 2

/**
 * A large fictitious register, the same firms for the same seed, in batches of one transaction each, so that memory stays
 * flat and an interrupted run can be taken up again: firms that are there already are passed over. Not assessed yet. Returns
 * how many are new. Throws where real firms are there.
 */
export async function loadSynthetic(db: Db, { firms: total, seed, today, onProgress }: SyntheticOptions): Promise<number> {
  await within(db, systemActor, async (tx) => {
    await refuseRealFirms(tx)
    await addReference(tx)
    await writeSetting(tx, 'demoData', true)
  })
  let added = 0
  let done = 0
  const batches = inBatches(syntheticFirms({ firms: total, seed, today }), batchSize)
  const storeInTurn = async () => {
    for (const batch of batches) {
      const ids = await within(db, systemActor, (tx) => storeFirms(tx, batch, { source: null }))
      added += ids.length
      done += batch.length
      onProgress?.(done, total)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, storeInTurn))
  await within(db, systemActor, (tx) => audit(tx, systemActor, { action: 'synthetic-loaded', after: { firms: added, seed, today } }))
  return added
}

function* inBatches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length === size) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
