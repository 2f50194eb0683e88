import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import postgres from 'postgres'
import { type Binaries, postgresBinaries } from './binaries.ts'
import { stopOrphan } from './orphan.ts'

/** A running native Postgres of our own. */
export interface Cluster {
  readonly port: number
  /** The address of a database in it, with the owner's password. */
  url(database: string): string
  /** Fast shutdown. Also ends the restarting after a crash. */
  stop(): Promise<void>
}

interface ClusterOptions {
  /** Where the cluster and its password are kept. */
  readonly dataDir: string
  /** For tests only: gives up durability for speed. */
  readonly unsafe?: boolean
  /** Told when the database went down by itself and when it is back. */
  readonly onCrash?: (message: string) => void
}

const owner = 'ladder'
const unsafeSettings = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']

/** Starts the Postgres that comes with the package: initialises it once, stops an orphan of a killed server first. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataDir } = options
  mkdirSync(dataDir, { recursive: true })
  const binaries = postgresBinaries(dataDir)
  const folder = join(binaries.home, 'postgres')
  const password = passwordOf(dataDir)
  if (!existsSync(join(folder, 'PG_VERSION'))) initialise(binaries, folder, password)
  await stopOrphan(binaries, folder)

  let child: ChildProcess | undefined
  let isStopping = false
  const port = await freePort()
  const killAtExit = () => child?.kill('SIGINT')

  const start = async () => {
    const started = await startWithRetries(binaries, folder, port, options.unsafe ?? false, (spawned) => (child = spawned))
    started.once('exit', () => void (isStopping || restart()))
  }
  // The port stays the same, so that connections find the way back by themselves.
  const restart = async () => {
    options.onCrash?.('the database went down and is being started again')
    for (let wait = 200; !isStopping; wait = Math.min(wait * 2, 5_000)) {
      try {
        await start()
        options.onCrash?.('the database is back')
        return
      } catch {
        await sleep(wait)
      }
    }
  }

  // Before anything is started: a signal may come while Postgres gets ready.
  process.once('exit', killAtExit)
  await start()
  return {
    port,
    url: (database) => `postgres://${owner}:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      isStopping = true
      process.removeListener('exit', killAtExit)
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child?.once('exit', resolve))
      child.kill('SIGINT')
      await gone
    },
  }
}

/** Creates the database unless it is there. */
export async function ensureDatabase(cluster: Cluster, name: string): Promise<void> {
  const client = postgres(cluster.url('postgres'), { max: 1, onnotice: () => {} })
  try {
    const [found] = await client`select 1 from pg_database where datname = ${name}`
    if (!found) await client`create database ${client(name)}`
  } finally {
    await client.end()
  }
}

function passwordOf(dataDir: string): string {
  const file = join(dataDir, 'postgres-password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const password = randomBytes(24).toString('hex')
  writeFileSync(file, `${password}\n`, { mode: 0o600 })
  return password
}

/** Done beside and moved into place, so that being killed in the middle leaves nothing half made. */
function initialise(binaries: Binaries, folder: string, password: string): void {
  const { ids } = binaries
  const work = `${folder}.new`
  const passwordFile = `${folder}.pw`
  rmSync(work, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(work, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (ids) for (const path of [work, passwordFile]) chownSync(path, ids.uid, ids.gid)
  const initdb = (ctype: string) =>
    execFileSync(
      binaries.initdb,
      [
        ['-D', work, '-U', owner, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
        // With ctype C text search finds no letters in Chinese.
        ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${ctype}`],
      ].flat(),
      { ...ids, cwd: binaries.home, stdio: ['ignore', 'ignore', 'pipe'], env: binaries.env },
    )
  try {
    try {
      initdb('C.UTF-8')
    } catch {
      rmSync(work, { recursive: true, force: true })
      mkdirSync(work, { mode: 0o700 })
      if (ids) chownSync(work, ids.uid, ids.gid)
      initdb('en_US.UTF-8')
    }
  } finally {
    rmSync(passwordFile, { force: true })
  }
  chmodSync(work, 0o700)
  renameSync(work, folder)
}

/** A killed postmaster leaves its shared memory to its last children for a moment; so does its pid file. */
async function startWithRetries(
  binaries: Binaries,
  folder: string,
  port: number,
  unsafe: boolean,
  onSpawn: (child: ChildProcess) => void,
): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostgres(binaries, folder, port, unsafe, onSpawn)
    } catch (error) {
      if (attempt === 10) throw error
      await sleep(300)
      await stopOrphan(binaries, folder)
    }
  }
}

function startPostgres(
  binaries: Binaries,
  folder: string,
  port: number,
  unsafe: boolean,
  onSpawn: (child: ChildProcess) => void,
): Promise<ChildProcess> {
  const settings = [
    ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`, '-c', 'unix_socket_directories='],
    [
      '-c',
      'max_connections=100',
      '-c',
      'shared_buffers=256MB',
      '-c',
      'work_mem=16MB',
      '-c',
      'maintenance_work_mem=128MB',
      '-c',
      'max_wal_size=2GB',
    ],
    ['-c', 'timezone=UTC', '-c', 'jit=off', '-c', 'random_page_cost=1.1', ...(unsafe ? unsafeSettings : [])],
  ].flat()
  // A process group of its own: Ctrl-C goes to the server alone, which stops the database when requests are answered.
  const child = spawn(binaries.postgres, ['-D', folder, ...settings], {
    ...binaries.ids,
    cwd: binaries.home,
    env: binaries.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onSpawn(child)
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lines.push(text)
      if (lines.length > 50) lines.shift()
      if (text.includes('ready to accept connections')) resolve(child)
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`The built-in database did not start:\n${lines.join('')}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
