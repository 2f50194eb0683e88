import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { ensureDatabase, startCluster } from '../../server/db/embedded.ts'
import { holderOf, lockDataDir } from '../../server/db/lock.ts'
import { isAlive } from '../../server/db/orphan.ts'
import { packageRoot } from '../../server/config.ts'

const folders: string[] = []
const freshFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-embedded-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Runs a script in a process of its own; resolves with its first line. */
function inProcess(script: string, dataDir: string): Promise<{ line: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: packageRoot(),
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('it ended')))
    child.stdout.setEncoding('utf8').once('data', (line: string) =>
      resolve({
        line: line.trim(),
        kill: () =>
          new Promise((gone) => {
            child.once('exit', () => gone())
            child.kill('SIGKILL')
          }),
      }),
    )
  })
}

const postmasterOf = (dataDir: string): number => {
  for (const place of ['database/postgres', 'postgres']) {
    try {
      return Number.parseInt(readFileSync(join(dataDir, place, 'postmaster.pid'), 'utf8'), 10)
    } catch {
      continue
    }
  }
  return 0
}

describe('the built-in database', () => {
  it('takes its folder over from an orphan of a killed server, with every row that was acknowledged', async () => {
    const dataDir = freshFolder()
    const owner = await inProcess(
      `import { startCluster } from './server/db/embedded.ts'
       import postgres from 'postgres'
       const cluster = await startCluster({ dataDir: process.env.DATA_DIR })
       const sql = postgres(cluster.url('postgres'), { onnotice: () => {} })
       await sql\`create table kept (n int)\`
       await sql\`insert into kept values (1)\`
       console.log('written')
       for (let n = 2; ; n++) await sql\`insert into kept values (\${n})\``,
      dataDir,
    )
    expect(owner.line).toBe('written')
    await owner.kill()
    const orphan = postmasterOf(dataDir)
    expect(isAlive(orphan)).toBe(true)

    const cluster = await startCluster({ dataDir })
    expect(isAlive(orphan)).toBe(false)
    const sql = postgres(cluster.url('postgres'), { max: 1 })
    expect(await sql`select n from kept where n = 1`).toHaveLength(1)
    await sql.end()
    await cluster.stop()
    expect(postmasterOf(dataDir)).toBe(0)
  })

  it('comes back by itself on the same port when it is killed', async () => {
    const dataDir = freshFolder()
    const told: string[] = []
    const cluster = await startCluster({ dataDir, onCrash: (message) => told.push(message) })
    await ensureDatabase(cluster, 'ladder')
    const sql = postgres(cluster.url('ladder'), { max: 2, onnotice: () => {} })
    await sql`create table kept (n int)`
    await sql`insert into kept values (1)`
    process.kill(postmasterOf(dataDir), 'SIGKILL')
    while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 50))
    const ask = async (): Promise<number> => (await sql`select n from kept`.catch(() => undefined))?.length ?? ask()
    expect(await ask()).toBe(1)
    await sql.end()
    await cluster.stop()
  })

  it('begins anew where it was killed while it initialised', async () => {
    const dataDir = freshFolder()
    for (const place of ['database/postgres.new', 'postgres.new']) {
      mkdirSync(join(dataDir, place, 'base'), { recursive: true })
      writeFileSync(join(dataDir, place, 'PG_VERSION'), '18')
    }
    const cluster = await startCluster({ dataDir })
    await cluster.stop()
  })

  it('is not mistaken in a process that has its id by now', async () => {
    const dataDir = freshFolder()
    const cluster = await startCluster({ dataDir })
    await cluster.stop()
    const folder = join(dataDir, process.getuid?.() === 0 ? 'database/postgres' : 'postgres')
    writeFileSync(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n`, { mode: 0o600 })
    const again = await startCluster({ dataDir })
    await again.stop()
  })

  it('sorts Chinese by pinyin and sees its characters as letters', async () => {
    const cluster = await startCluster({ dataDir: freshFolder(), unsafe: true })
    const sql = postgres(cluster.url('postgres'), { max: 1, onnotice: () => {} })
    const rows = await sql`select name from unnest(array['中', '啊', '示', '福']) name order by name collate "zh-x-icu"`
    expect(rows.map(({ name }) => String(name)).join('')).toBe('啊福示中')
    await sql`create extension pg_trgm`
    const [trigrams] = await sql`select cardinality(show_trgm('人工智能')) > 0 as some`
    expect(trigrams?.some).toBe(true)
    await sql.end()
    await cluster.stop()
  })
})

describe('the lock of the data directory', () => {
  it('refuses a second server, and lets one in where the first was killed', async () => {
    const dataDir = freshFolder()
    const first = await inProcess(
      `import { lockDataDir } from './server/db/lock.ts'
       lockDataDir(process.env.DATA_DIR)
       console.log('locked')
       setInterval(() => {}, 1000)`,
      dataDir,
    )
    expect(first.line).toBe('locked')
    expect(() => lockDataDir(dataDir)).toThrow(/另一个服务正在使用数据目录/)
    expect(holderOf(dataDir)).toBeGreaterThan(0)
    await first.kill()
    expect(holderOf(dataDir)).toBeUndefined()
    const release = lockDataDir(dataDir)
    release()
  })
})
