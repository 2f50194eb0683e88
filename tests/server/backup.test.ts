import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import postgres, { type Sql } from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { verifyAudit } from '../../server/audit/service.ts'
import { packageRoot } from '../../server/config.ts'
import { listTables } from '../../server/db/backup/catalog.ts'
import { writeBackup } from '../../server/db/backup/dump.ts'
import { restoreBackup } from '../../server/db/backup/load.ts'
import { closeDb, migrateDatabase, openDb, whileNobodyMigrates, bringUp } from '../../server/db/connection.ts'
import { knownMigrations } from '../../server/db/migrations.ts'
import { databaseAt } from './cluster.ts'
import { afterFile, freshUscc, makeDatabase, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
const folder = mkdtempSync(join(tmpdir(), 'ladder-backup-'))
const dataDir = join(folder, 'data')
const file = join(folder, 'backup.tar')
let writtenMeanwhile = 0

/** Everything that a restore must bring back: rows, sequences, policies, grants, triggers. */
async function stateOf(url: string): Promise<Record<string, unknown>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const state: Record<string, unknown> = {}
  for (const { name } of await listTables(sql))
    state[name] = (await sql.unsafe(`select count(*), md5(string_agg(t::text, '|' order by t::text)) as content from ${name} t`))[0]
  state['sequences'] = await sql`select schemaname, sequencename, last_value from pg_sequences order by 1, 2`
  state['policies'] = await sql`select * from pg_policies order by schemaname, tablename, policyname`
  state['grants'] = await sql`select relname, relacl::text, relrowsecurity, relforcerowsecurity, relpersistence
    from pg_class where relnamespace = 'public'::regnamespace order by 1`
  state['schema'] = await sql`select nspname, nspacl::text, nspowner::regrole::text from pg_namespace where nspname = 'public'`
  state['triggers'] =
    await sql`select tgrelid::regclass::text as of, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`
  await sql.end()
  return JSON.parse(JSON.stringify(state)) as Record<string, unknown>
}

/** A database of its own with nothing in it. */
async function emptyDatabase(): Promise<string> {
  const name = `ladder_r_${Math.random().toString(36).slice(2)}`
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  afterFile(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return databaseAt(inject('clusterUrl'), name)
}

const withClient = async <T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

beforeAll(async () => {
  afterFile(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(dataDir, 'imports', 'a'), { recursive: true })
  writeFileSync(join(dataDir, 'imports', 'a', 'original'), Buffer.from([0, 1, 2, 255]))
  writeFileSync(join(dataDir, 'imports', 'a', 'partial'), 'half an upload')
  writeFileSync(join(dataDir, 'postgres-password'), 'not for others')
  api = await startApi()
  bureau = await api.asBureau()
  for (let n = 0; n < 12; n++) await bureau.post('/api/v1/firms', { uscc: freshUscc(), name: `备份企业${n}` })
  await withClient(
    api.url,
    (sql) => sql`update firms set business_scope = E'back\\\\slash\ttab\nline \\\\N' where id = (select min(id::text)::uuid from firms)`,
  )

  // People go on writing while it is made.
  let isOver = false
  const writer = (async () => {
    while (!isOver && (await bureau.post('/api/v1/firms', { uscc: freshUscc(), name: '备份期间登记' })).statusCode === 201)
      writtenMeanwhile++
  })()
  await writeBackup({ url: api.url, dataDir }, file, new Date())
  isOver = true
  await writer
})

describe('backup and restore', () => {
  it('bring back one moment of everything, though people wrote meanwhile, and the product runs on it', async () => {
    const target = { url: await emptyDatabase(), dataDir: join(folder, 'restored') }
    const manifest = await restoreBackup(target, file)
    expect(manifest.tables.find(({ name }) => name === 'public.firms')?.rows).toBeGreaterThanOrEqual(12)
    expect(writtenMeanwhile).toBeGreaterThan(0)

    // Backed up again from the copy, nothing differs; and an installation that stands still equals its copy wholly.
    const second = join(folder, 'second.tar')
    await writeBackup({ url: api.url, dataDir }, second, new Date())
    const still = await stateOf(api.url)
    await restoreBackup(target, second, { replace: true })
    expect(await stateOf(target.url)).toEqual(still)
    expect(readdirSync(join(target.dataDir, 'imports', 'a'))).toEqual(['original'])
    expect(readFileSync(join(target.dataDir, 'imports', 'a', 'original'))).toEqual(Buffer.from([0, 1, 2, 255]))
    expect(statSync(file).mode & 0o077).toBe(0)

    const db = openDb(target.url, { max: 2 })
    expect(await verifyAudit(db)).toMatchObject({ firstBad: null })
    const app = await buildApp({ config: api.config, db })
    const reply = await app.inject({ url: '/api/v1/firms?limit=1', headers: { cookie: bureau.cookie ?? '' } })
    expect([reply.statusCode, reply.json<{ items: unknown[] }>().items.length]).toEqual([200, 1])
    await app.close()
    await closeDb(db)
  })

  it('refuse a damaged file wherever the damage is, and leave the target as it was', async () => {
    const whole = readFileSync(file)
    const url = await emptyDatabase()
    const damaged = join(folder, 'damaged.tar')
    const bad = [whole.subarray(0, -1), whole.subarray(0, whole.length / 2), Buffer.concat([whole, Buffer.alloc(512)]), Buffer.from('')]
    for (const at of [3, 600, Math.floor(whole.length / 2), whole.length - 1500, whole.length - 600, whole.length - 1])
      bad.push(Buffer.from(whole.map((byte, index) => (index === at ? byte ^ 1 : byte))))
    for (const content of bad) {
      writeFileSync(damaged, content)
      await expect(restoreBackup({ url, dataDir: join(folder, 'none') }, damaged)).rejects.toThrow(/damaged|too early|manifest/)
    }
    expect(await withClient(url, (sql) => sql`select 1 from pg_class where relnamespace = 'public'::regnamespace`)).toHaveLength(0)
  })

  it('refuse a target that is not empty, and put back what was there when a restore ends in the middle', async () => {
    const url = await makeDatabase()
    await withClient(url, (sql) => sql`insert into parks (id, name, sort) values ('kept', '原有园区', 1)`)
    const before = await stateOf(url)
    await expect(restoreBackup({ url, dataDir: join(folder, 'none') }, file)).rejects.toThrow(/not empty/)
    // Killed right after what was there was put aside.
    await withClient(url, async (sql) => {
      for (const schema of ['public', 'drizzle', 'graphile_worker'])
        await sql.unsafe(`alter schema ${schema} rename to before_restore_${schema}`)
      await sql.unsafe('create schema public; create table half (n int)')
    })
    await migrateDatabase(url)
    expect(await stateOf(url)).toEqual(before)
  })

  it('bring a backup of an earlier schema up to date', async () => {
    const old = { url: await emptyDatabase(), dataDir: join(folder, 'old') }
    const count = 3
    await whileNobodyMigrates(old.url, (client) => bringUp(client, old.url, count))
    await withClient(old.url, (sql) => sql`insert into parks (id, name, sort) values ('early', '早先的园区', 1)`)
    await writeBackup(old, join(folder, 'old.tar'), new Date())
    const url = await emptyDatabase()
    const manifest = await restoreBackup({ url, dataDir: join(folder, 'none') }, join(folder, 'old.tar'))
    expect(manifest.migrations.product).toEqual(knownMigrations().slice(0, count))
    expect(await withClient(url, (sql) => sql`select id from parks`)).toEqual([{ id: 'early' }])
    expect(await withClient(url, (sql) => sql`select 1 from drizzle.__drizzle_migrations`)).toHaveLength(knownMigrations().length)
  })

  it('say by their exit status that something failed', async () => {
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', 'server/cli.ts', ...args], {
        cwd: packageRoot(),
        env: { ...process.env, DATABASE_URL: api.url, DATA_DIR: dataDir },
      }).then(
        () => 0,
        (error: { code: number }) => error.code,
      )
    const codes = await Promise.all([
      run('restore', file, '--check'),
      run('restore', join(folder, 'damaged.tar')),
      run('restore', file),
      run('backup'),
    ])
    expect(codes).toEqual([0, 1, 1, 2])
  })
})
