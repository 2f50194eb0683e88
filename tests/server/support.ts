import { randomBytes, randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import postgres from 'postgres'
import { inject } from 'vitest'
import type { Role } from '../../shared/accounts.ts'
import { usccCheckCharacter } from '../../shared/uscc.ts'
import { openSession } from '../../server/accounts/sessions.ts'
import { accounts } from '../../server/accounts/table.ts'
import { type App, buildApp } from '../../server/app.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { closeDb, type Db, openDb } from '../../server/db/connection.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { firms } from '../../server/firms/table.ts'
import { runQueuedJobs } from '../../server/jobs/runner.ts'
import { parks } from '../../server/parks/table.ts'
import { databaseAt } from './cluster.ts'

/** Requests in the name of one session, or of none. */
export interface Session {
  readonly cookie: string | undefined
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(url: string, payload?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  put(url: string, payload?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  patch(url: string, payload?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  delete(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
}

/** An API over a database of its own, with the four parks and nothing else in it. */
export interface TestApi {
  readonly app: App
  readonly db: Db
  /** Address of its database as the owner. */
  readonly url: string
  readonly config: Config
  readonly anonymous: Session
  asBureau(): Promise<Session>
  asAdmin(): Promise<Session>
  asPark(parkId: string): Promise<Session>
  asCompany(firmId: string): Promise<Session>
  asTown(townCode: string): Promise<Session>
  /** A firm with a valid code of its own, outside the parks unless told. */
  makeFirm(values?: Partial<typeof firms.$inferInsert>): Promise<typeof firms.$inferSelect>
  /** Runs what is queued, to its end. */
  runJobs(): Promise<void>
}

let count = 0

/** A credit code with a valid check character, another one at each call. */
export function freshUscc(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const middle = Array.from(randomBytes(9), (byte) => alphabet.charAt(byte % 31)).join('')
  const first = `91350181${middle}`
  return first + usccCheckCharacter(first)
}

/** The park ids of tests. */
export const testParks = [
  { id: 'rongqiao', name: '融侨经济技术开发区', sort: 1 },
  { id: 'jiangyin', name: '福州江阴港城经济区', sort: 2 },
  { id: 'yuanhong', name: '元洪投资区', sort: 3 },
  { id: 'lanyuan', name: '蓝色经济产业园', sort: 4 },
]

const closings: (() => unknown)[] = []

/** For what a test file has opened, wherever it was: closed after its tests, the last opened first. Hooks that are declared inside of hooks are never run. */
export const afterFile = (close: () => unknown): void => void closings.push(close)

/** Closes all that the test file has opened. */
export async function closeOpened(): Promise<void> {
  for (const close of closings.splice(0).reverse()) await close()
}

/** Clones the migrated template for this test file and drops the copy at its end. */
export async function makeDatabase(): Promise<string> {
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
  const name = `ladder_t_${randomUUID().replaceAll('-', '')}`
  await admin.unsafe(`create database ${name} template ${inject('template')} strategy file_copy`)
  afterFile(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  })
  return databaseAt(inject('clusterUrl'), name)
}

/** Starts the API over a fresh database; everything is closed after the file's tests. */
export async function startApi(env: Readonly<Record<string, string>> = {}): Promise<TestApi> {
  const url = await makeDatabase()
  const config = readConfig({ LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', MAX_EVENT_LOOP_DELAY: '0', ...env })
  const db = openDb(url, { max: 5 })
  const app = await buildApp({ config, db })
  await app.ready()
  afterFile(async () => {
    await app.close()
    await closeDb(db)
  })
  await within(db, systemActor, (tx) => tx.insert(parks).values(testParks))

  const sessionFor = async (role: Role, scope: { parkId?: string; firmId?: string; townCode?: string } = {}) => {
    const token = await within(db, systemActor, async (tx) => {
      const [account] = await tx
        .insert(accounts)
        .values({ account: `${role}-${++count}`, displayName: `测试${count}`, role, ...scope, passwordHash: 'none', demo: true })
        .returning()
      return openSession(tx, config, account?.id ?? '', null)
    })
    return session(app, `ladder_session=${token}`)
  }

  return {
    app,
    db,
    url,
    config,
    anonymous: session(app, undefined),
    asBureau: () => sessionFor('bureau'),
    asAdmin: () => sessionFor('admin'),
    asPark: (parkId) => sessionFor('park', { parkId }),
    asCompany: (firmId) => sessionFor('company', { firmId }),
    asTown: (townCode) => sessionFor('town', { townCode }),
    async makeFirm(values = {}) {
      const [firm] = await within(db, systemActor, (tx) =>
        tx
          .insert(firms)
          .values({ uscc: freshUscc(), name: `示例企业${++count}`, ...values })
          .returning(),
      )
      if (!firm) throw new Error('no firm was made')
      return firm
    },
    runJobs: () => runQueuedJobs({ db, readDb: db, settings: config, ownerUrl: url, log: app.log }),
  }
}

/** Requests with this cookie. */
export function session(app: App, cookie: string | undefined): Session {
  const send = async (options: InjectOptions) => app.inject({ ...options, headers: { ...(cookie && { cookie }), ...options.headers } })
  return {
    cookie,
    inject: send,
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post: (url, payload, headers = {}) => send({ method: 'POST', url, headers, ...(payload && { payload }) }),
    put: (url, payload, headers = {}) => send({ method: 'PUT', url, headers, ...(payload && { payload }) }),
    patch: (url, payload, headers = {}) => send({ method: 'PATCH', url, headers, ...(payload && { payload }) }),
    delete: (url, headers = {}) => send({ method: 'DELETE', url, headers }),
  }
}
