import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { verifyAudit } from '../../server/audit/service.ts'
import { closeDb, openDb } from '../../server/db/connection.ts'
import { type Ledger, writeFirms, writeImports } from './ledger.ts'
import {
  caller,
  conclude,
  freePort,
  isShort,
  numberOption,
  pause,
  postmasterOf,
  quantile,
  randomOf,
  type Server,
  signIn,
  startServer,
} from './product.ts'

/**
 * Kills the product at random moments while people write and import: everything, the server alone, the database alone, a
 * single connection of it, and the server while it starts. A ledger keeps what was acknowledged; all of it must be there
 * afterwards, once, with its audit row, and what was not acknowledged must be there whole or not at all.
 *
 *   npm run drill:crash -- [--kills 100] [--seed 1] [--short]
 */
const kills = isShort ? 5 : numberOption('kills', 100)
const random = randomOf(numberOption('seed', Date.now() % 1_000_000))
const dataDir = mkdtempSync(join(tmpdir(), 'ladder-crash-'))
const port = String(await freePort())
const env = { DATA_DIR: dataDir, PORT: port, RATE_LIMIT_PER_MINUTE: '1000000' }
const ledger: Ledger = { firms: [], imports: [], faults: [], acknowledged: 0, refused: 0 }

type Kind = 'all' | 'server' | 'database' | 'connection' | 'start'
const kinds: readonly Kind[] = ['all', 'server', 'database', 'connection', 'start']
const done: Record<Kind, number> = { all: 0, server: 0, database: 0, connection: 0, start: 0 }
const recoveries: number[] = []

const ownerUrl = (): string => readFileSync(join(dataDir, 'postgres-address'), 'utf8').trim()

/** The database's processes are a group of their own. */
function killDatabase(whole: boolean): void {
  const pid = postmasterOf(dataDir)
  if (pid === undefined) return
  try {
    process.kill(whole ? -pid : pid, 'SIGKILL')
  } catch {
    // It had not started yet, or has ended already.
  }
}

async function killConnection(): Promise<void> {
  const sql = postgres(ownerUrl(), { max: 1, onnotice: () => {} })
  const [row] = await sql<{ pid: number }[]>`select pid from pg_stat_activity
    where application_name = 'innovation-ladder' order by state = 'active' desc, random() limit 1`.catch(() => [])
  await sql.end({ timeout: 1 }).catch(() => {})
  if (row) process.kill(row.pid, 'SIGKILL')
}

async function killServer(server: Server): Promise<void> {
  server.child.kill('SIGKILL')
  await server.ended()
}

/** Waits until so much more is acknowledged: a slow machine gets as much done between two kills as a quick one. */
async function untilBusy(more: number): Promise<void> {
  const goal = ledger.acknowledged + more
  for (let waited = 0; ledger.acknowledged < goal && waited < 15_000; waited += 50) await pause(50)
}

/** How long until it serves again by itself. */
async function untilServing(url: string): Promise<number> {
  const begun = performance.now()
  for (;;) {
    const reply = await caller(url, undefined, 3_000).send('GET', '/api/v1/health')
    const ms = performance.now() - begun
    if (reply?.status === 200) return ms
    if (ms > 60_000) throw new Error('the server did not come back')
    await pause(100)
  }
}

async function strike(server: Server, kind: Kind): Promise<Server> {
  done[kind]++
  if (kind === 'database' || kind === 'connection') {
    if (kind === 'database') killDatabase(false)
    else await killConnection()
    await pause(50)
    recoveries.push(await untilServing(server.url))
    if (server.child.exitCode !== null || server.child.signalCode !== null) ledger.faults.push(`the server ended with its ${kind}`)
    return server
  }
  if (kind === 'all') killDatabase(true)
  await killServer(server)
  if (kind === 'start') {
    const begun = startServer(env)
    begun.catch(() => {})
    const early = startServer({ ...env, PORT: '0' })
    // Two at once on one data directory: one of them is refused; then whoever is left is killed at some moment.
    await Promise.race([pause(random(2_500)), Promise.allSettled([begun, early])])
    for (const one of await Promise.allSettled([Promise.race([begun, pause(1)]), Promise.race([early, pause(1)])]))
      if (one.status === 'fulfilled' && one.value) await killServer(one.value)
    await Promise.allSettled([begun, early].map((one) => one.then(killServer)))
  }
  const begun = performance.now()
  const again = await startServer(env)
  recoveries.push(performance.now() - begun)
  return again
}

/** Everything that was acknowledged is there, once, with its audit rows, and nothing is half. */
async function audit(sql: Sql): Promise<void> {
  for (const firm of ledger.firms) {
    const found = await sql<{ id: string; version: number; address: string | null; created: number; changed: number; summaries: number }[]>`
      select f.id, f.version, f.address,
        (select count(*)::int from audit where subject = 'firm:' || f.id and action = 'firm-created') as created,
        (select count(*)::int from audit where subject = 'firm:' || f.id and action = 'firm-changed') as changed,
        (select count(*)::int from firm_summaries s where s.firm_id = f.id) as summaries
      from firms f where f.uscc = ${firm.uscc}`
    const [row] = found
    if (!row) {
      if (firm.id !== null) ledger.faults.push(`firm ${firm.uscc} was acknowledged and is gone`)
      continue
    }
    const isSame = (row.version === firm.version && row.address === firm.address) || (firm.owed !== null && row.address === firm.owed)
    const isWhole = found.length === 1 && row.created === 1 && row.changed === row.version - 1 && row.summaries === 1
    if (!isSame || !isWhole) ledger.faults.push(`firm ${firm.uscc}: ${JSON.stringify([firm, found])}`)
  }
  for (const { id, codes, state } of ledger.imports) {
    const [found] = await sql<{ firms: number; state: string }[]>`
      select (select count(*)::int from firms where uscc in ${sql(codes)}) as firms, (select state from imports where id = ${id}) as state`
    const expected = found?.state === 'committed' ? codes.length : 0
    if (found?.firms !== expected || (state === 'committed' && found.state !== 'committed'))
      ledger.faults.push(`import ${id}: ${JSON.stringify([state, found])}`)
  }
}

/** Nothing is "running" for ever: what was interrupted goes on or has failed. */
async function untilIdle(sql: Sql): Promise<void> {
  for (let second = 0; ; second++) {
    const [open] = await sql<{ jobs: number; imports: number }[]>`
      select (select count(*)::int from jobs where state in ('queued', 'running')) as jobs,
        (select count(*)::int from imports where state in ('uploaded', 'parsing', 'checking', 'committing')) as imports`
    if (open?.jobs === 0 && open.imports === 0) return
    if (second === 120) {
      ledger.faults.push(`still at work after two minutes: ${JSON.stringify(open)}`)
      return
    }
    await pause(1_000)
  }
}

const begun = performance.now()
let server = await startServer(env)
let isOver = false
const cookie = await signIn(server.url, 'bureau')
const writing = { ledger, caller: caller(server.url, cookie), isOver: () => isOver }
const writers = Promise.all([...['a', 'b', 'c'].map((name) => writeFirms(writing, name)), writeImports(writing)])
for (let kill = 1; kill <= kills; kill++) {
  await untilBusy(isShort ? 6 : 1 + random(30))
  await pause(random(300))
  server = await strike(server, kinds[isShort ? kill - 1 : random(kinds.length)]!)
  if (kill % 10 === 0) process.stderr.write(`${kill} of ${kills}, ${ledger.acknowledged} acknowledged, ${ledger.faults.length} faults\n`)
}
await pause(isShort ? 500 : 5_000)
isOver = true
await writers
const sql = postgres(ownerUrl(), { max: 1, onnotice: () => {} })
await untilIdle(sql)
await audit(sql)
await sql.end()
const db = openDb(ownerUrl(), { max: 1 })
const chain = await verifyAudit(db)
await closeDb(db)
if (chain.firstBad !== null) ledger.faults.push(`the audit trail is broken: ${JSON.stringify(chain)}`)
server.child.kill('SIGTERM')
if ((await server.ended()) !== 0) ledger.faults.push(`SIGTERM: exit code ${server.child.exitCode}`)
if (postmasterOf(dataDir) !== undefined) ledger.faults.push('a database was left behind')
rmSync(dataDir, { recursive: true, force: true })
conclude(
  {
    drill: 'crash',
    kills: done,
    acknowledged: ledger.acknowledged,
    refused: ledger.refused,
    firms: ledger.firms.length,
    imports: { begun: ledger.imports.length, committed: ledger.imports.filter(({ state }) => state === 'committed').length },
    auditRows: chain.rows,
    recoverySeconds: {
      median: Math.round(quantile(recoveries, 0.5) / 100) / 10,
      longest: Math.round(Math.max(...recoveries) / 100) / 10,
    },
    minutes: Math.round((performance.now() - begun) / 6_000) / 10,
  },
  ledger.faults,
)
