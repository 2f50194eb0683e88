import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { LightMyRequestResponse } from 'fastify'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../shared/accounts.ts'
import { addDays } from '../../shared/days.ts'
import { accounts } from '../../server/accounts/table.ts'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { evidence } from '../../server/evidence/table.ts'
import { importRows, imports } from '../../server/imports/table.ts'
import { startJob } from '../../server/jobs/service.ts'
import { type Operation, operations } from './isolation-table.ts'
import { freshUscc, type Session, startApi, type TestApi } from './support.ts'

/** What stands in every row of the other park and nowhere else. */
const secret = {
  name: '绝密甲乙化学有限公司',
  uscc: freshUscc(),
  phone: '13877776666',
  figure: 77_777_777.77,
  file: '绝密清单.xlsx',
  title: '绝密名单',
}
const marks = [secret.name, secret.uscc, secret.phone, String(secret.figure), secret.file, secret.title]

interface Ids {
  readonly firmId: string
  readonly listId: string
  readonly importId: string
  readonly jobId: string
  readonly account: string
  readonly evidenceId: string
}

let api: TestApi
let own: Ids
let foreign: Ids
/** A list of the whole city, which every office sees its part of. */
let whole: string
const missing: Ids = {
  firmId: randomUUID(),
  listId: randomUUID(),
  importId: randomUUID(),
  jobId: randomUUID(),
  account: 'gibt-es-nicht',
  evidenceId: randomUUID(),
}
const sessions = {} as Record<Role, Session>
const roles: readonly Role[] = ['company', 'park', 'town', 'bureau', 'admin']
/** Those whose sight ends somewhere. */
const bounded: readonly Role[] = ['company', 'park', 'town']

beforeAll(async () => {
  api = await startApi()
  const bureau = await api.asBureau()
  own = await furnish(bureau, 'rongqiao', '350181103', {
    name: '自家示例光电有限公司',
    uscc: freshUscc(),
    phone: '13911112222',
    figure: 5_600_000,
    file: '自家.xlsx',
    title: '自家名单',
  })
  foreign = await furnish(bureau, 'jiangyin', '350181107', secret)
  whole = (await freeze(bureau, '全市', [])).id
  sessions.bureau = bureau
  sessions.admin = await api.asAdmin()
  sessions.park = await api.asPark('rongqiao')
  sessions.town = await api.asTown('350181103')
  sessions.company = await api.asCompany(own.firmId)
})

async function freeze(bureau: Session, title: string, parks: readonly string[]): Promise<{ id: string }> {
  const body = operations['POST /api/v1/lists']?.body as { recipe: object }
  const answer = await bureau.post('/api/v1/lists', { title, recipe: { ...body.recipe, scope: { parks } } })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

/** One of everything for a park. */
async function furnish(bureau: Session, parkId: string, townCode: string, of: typeof secret): Promise<Ids> {
  const made = await bureau.post('/api/v1/firms', { uscc: of.uscc, name: of.name, parkId, contactPhone: of.phone, contactName: of.name })
  const firmId: string = made.json().id
  await bureau.patch(`/api/v1/firms/${firmId}/figures/2025`, { figures: { salesRevenue: of.figure } }, { 'if-match': '"v0"' })
  await bureau.put(`/api/v1/firms/${firmId}/sections/institutions`, { value: [{ level: 'city', kind: of.title }] }, { 'if-match': '"v0"' })
  // Of another year than the one whose figures are changed: what was sent is closed to the firm.
  await bureau.patch(`/api/v1/firms/${firmId}/figures/2024`, { figures: { salesRevenue: of.figure } }, { 'if-match': '"v0"' })
  const sent = await (
    await api.asCompany(firmId)
  ).put(`/api/v1/firms/${firmId}/submissions/2024`, { step: 'submitted', figuresVersion: 1 }, { 'if-match': '"v0"' })
  expect(sent.statusCode, sent.body).toBe(200)
  const title = { title: 'tech-sme', validFrom: addDays(today(), -300), validTo: addDays(today(), 60) }
  await bureau.put(`/api/v1/firms/${firmId}/sections/titles`, { value: [title] }, { 'if-match': '"v0"' })
  const visit = { kind: 'visit', happenedOn: '2026-06-15', officer: '专员', summary: of.title }
  await bureau.post(`/api/v1/firms/${firmId}/services/records`, visit)
  const listId = (await freeze(bureau, of.title, [parkId])).id
  return within(api.db, systemActor, async (tx) => {
    await tx.execute(sql`update firms set town_code = ${townCode} where id = ${firmId}::uuid`)
    const [account] = await tx
      .insert(accounts)
      .values({ account: `konto-${parkId}`, displayName: of.name, role: 'company', firmId, passwordHash: 'none' })
      .returning()
    const [file] = await tx
      .insert(imports)
      .values({ parkId, createdBy: account!.id, createdByName: of.name, fileName: of.file, fileHash: 'x', fileSize: 1, state: 'preview' })
      .returning()
    await tx.insert(importRows).values({ importId: file!.id, row: 2, cells: [of.name], name: of.name, outcome: 'new' })
    const [paper] = await tx
      .insert(evidence)
      .values({ firmId, paper: '审计报告', fileName: of.file, type: 'pdf', size: 1, hash: 'x', file: randomUUID(), by: of.name })
      .returning()
    const actor = { ...systemActor, role: 'park' as const, parkId, accountId: account!.id, account: of.name }
    const jobId = await startJob(tx, actor, 'reassess', { of: of.name })
    await tx.execute(sql`update jobs set state = 'done', result = ${JSON.stringify({ name: of.name })}::jsonb where id = ${jobId}::uuid`)
    return { firmId, listId, importId: file!.id, jobId, account: account!.account, evidenceId: paper!.id }
  })
}

/** The versions that writes must name, as they really are. */
async function versionOf(key: string, ids: Ids): Promise<number> {
  const bureau = sessions.bureau
  if (ids === missing) return 1
  if (key.includes('/figures/')) {
    const { years } = (await bureau.get(`/api/v1/firms/${ids.firmId}/figures`)).json()
    return years.find(({ year }: { year: number }) => year === 2025).version
  }
  if (key.includes('/sections/')) return (await bureau.get(`/api/v1/firms/${ids.firmId}/sections/institutions`)).json().version
  if (key.includes('/imports/')) return (await bureau.get(`/api/v1/imports/${ids.importId}`)).json().version
  if (key.includes('/accounts/')) return (await sessions.admin.get(`/api/v1/accounts/${ids.account}`)).json().version
  return (await bureau.get(`/api/v1/firms/${ids.firmId}`)).json().version
}

async function call(session: Session, key: string, ids: Ids, query = operations[key]?.query): Promise<LightMyRequestResponse> {
  const [method, path] = key.split(' ') as ['GET', string]
  const { body, ifMatch } = operations[key] as Operation
  const values: Readonly<Record<string, string>> = {
    ...ids,
    year: '2025',
    section: 'institutions',
    row: '2',
    itemId: missing.firmId,
    viewId: missing.firmId,
    moveId: missing.firmId,
    trainingId: missing.firmId,
    id: 'hnte@2016-32-195',
    whole,
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? name))
  return session.inject({
    method,
    url: fill(path) + (query ? `?${fill(query)}` : ''),
    ...(body && { payload: body }),
    headers: ifMatch ? { 'if-match': `"v${await versionOf(key, ids)}"` } : {},
  })
}

/** Everything that an answer says, files unpacked, without what names this very request. */
async function said({ statusCode, headers, rawPayload, body }: LightMyRequestResponse, ids: Ids): Promise<string> {
  const type = String(headers['content-type'] ?? '')
  const text = type.includes('spreadsheetml') ? JSON.stringify((await readXlsx(rawPayload)).sheets.map(({ rows }) => rows)) : body
  const plain = Object.values(ids).reduce((words: string, id: string) => words.replaceAll(id, '<id>'), text)
  return `${statusCode} ${type} ${headers['etag'] ?? ''} ${plain.replace(/"requestId":"[^"]*"/, '')}`
}

const keys = Object.keys(operations)
const callable = (role: Role) => keys.filter((key) => operations[key]?.access !== 'public' && operations[key]?.access.includes(role))
const byId = (key: string): boolean => !['collection', 'nothing'].includes(operations[key]?.about ?? '')

describe('the table of operations', () => {
  it('holds every operation of the API and says of each who may call it as the API does', async () => {
    const document = (await api.anonymous.get('/openapi.json')).json()
    const declared = Object.entries(document.paths as Record<string, Record<string, { 'x-roles'?: string[] }>>).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation['x-roles']?.toSorted() ?? 'public'] as const,
      ),
    )
    const table = keys.map((key) => {
      const access = operations[key]?.access
      return [key, access === 'public' ? access : [...(access ?? [])].sort()] as const
    })
    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(table))
  })
})

describe('without a session', () => {
  it.each(keys.filter((key) => operations[key]?.access !== 'public'))('%s is answered 401', async (key) => {
    expect((await call(api.anonymous, key, own)).statusCode).toBe(401)
    expect(await said(await call(api.anonymous, key, foreign), foreign)).toBe(await said(await call(api.anonymous, key, missing), missing))
  })
})

describe.each(roles)('for the role %s', (role) => {
  it('every operation that is not its own is answered 403, whatever it names', async () => {
    for (const key of keys.filter((one) => operations[one]?.access !== 'public' && !callable(role).includes(one))) {
      for (const ids of [own, foreign, missing]) expect([key, (await call(sessions[role], key, ids)).statusCode]).toEqual([key, 403])
    }
  })
})

describe.each(bounded)('for a %s', (role) => {
  it('its own rows are there', async () => {
    for (const key of callable(role)) {
      const { about, refusalsOnly } = operations[key]!
      if (refusalsOnly || (role === 'company' && about === 'job')) continue
      if (role === 'town' && (about === 'list' || about === 'job')) continue
      const answer = await call(sessions[role], key, own)
      expect([key, answer.statusCode < 400], answer.body.slice(0, 300)).toEqual([key, true])
    }
  })

  it('a row of another park is answered like one that does not exist, and stays as it is', async () => {
    const before = await everythingOf(foreign)
    for (const key of callable(role).filter(byId)) {
      const answer = await call(sessions[role], key, foreign)
      expect([key, answer.statusCode]).toEqual([key, 404])
      expect([key, await said(answer, foreign)]).toEqual([key, await said(await call(sessions[role], key, missing), missing)])
    }
    expect(await everythingOf(foreign)).toEqual(before)
  })

  it.each([
    '',
    'park=jiangyin',
    'q={name}',
    'town=350181107',
    'sort=revenue&order=desc',
    'limit=200',
    'warned=false',
    'certification=hnte&shortBy=20',
  ])('no collection, count, search or export holds anything of another park (%s)', async (query) => {
    for (const key of callable(role).filter((one) => operations[one]?.about === 'collection')) {
      const asked = query.replace('{name}', encodeURIComponent(secret.name.slice(0, 4)))
      const isFirms = key.includes('/firms')
      const answer = await call(sessions[role], key, own, isFirms ? asked : operations[key]?.query)
      const text = await said(answer, own)
      // An export says what was asked for.
      const unasked = marks.filter((mark) => !(isFirms && decodeURIComponent(asked).includes(mark.slice(0, 4))) || mark !== secret.name)
      for (const mark of [...unasked, foreign.firmId]) expect([key, text.includes(mark)]).toEqual([key, false])
    }
  })

  it('a search for a foreign value is answered like a search for nothing', async () => {
    const ask = async (query: string) => (await sessions[role].get(`/api/v1/firms?${query}`)).json()
    const nothing = { items: [], nextCursor: null, total: 0 }
    for (const q of [secret.name, secret.name.slice(0, 2), secret.name.slice(2, 3), secret.uscc, secret.uscc.slice(0, 14)]) {
      expect([q, await ask(`q=${encodeURIComponent(q)}`)]).toEqual([q, nothing])
    }
    expect(await ask('park=jiangyin')).toEqual(await ask('park=nirgends'))
    expect(await ask('town=350181107')).toEqual(await ask('town=999999999'))
  })
})

describe('side doors', () => {
  it('a list is not compared with one that the park has no part in', async () => {
    const url = (other: string) => `/api/v1/lists/${own.listId}/comparison?with=${other}`
    const refused = await sessions.park.get(url(foreign.listId))
    expect(refused.statusCode).toBe(404)
    expect(await said(refused, foreign)).toBe(await said(await sessions.park.get(url(missing.listId)), missing))
    expect((await sessions.park.get(`/api/v1/lists/${own.listId}/export.xlsx?with=${foreign.listId}`)).statusCode).toBe(404)
  })

  it('a park reads of a list of the whole city its own rows only', async () => {
    for (const path of ['', '/rows', `/comparison?with=${own.listId}`, '/export.xlsx', '/export.csv', `/export.xlsx?with=${own.listId}`]) {
      const text = await said(await sessions.park.get(`/api/v1/lists/${whole}${path}`), own)
      for (const mark of marks) expect([path, text.includes(mark)]).toEqual([path, false])
    }
  })

  it.each(['park', 'company'] as const)('a %s cannot make an account for a firm of another park', async (role) => {
    const account = { account: 'neues-konto', displayName: '新人', role: 'company', password: 'Kein-einfaches-Passwort-7' }
    const make = (firmId: string) => sessions[role].post('/api/v1/accounts', { ...account, firmId })
    const refused = await make(foreign.firmId)
    expect(refused.statusCode).toBeGreaterThanOrEqual(400)
    expect(await said(refused, foreign)).toBe(await said(await make(missing.firmId), missing))
  })

  it('fields that nobody may set are refused by name, and change nothing', async () => {
    for (const [field, value] of Object.entries({
      parkId: 'jiangyin',
      uscc: freshUscc(),
      version: 9,
      verifiedBy: 'x',
      id: foreign.firmId,
    })) {
      const answer = await sessions.park.patch(
        `/api/v1/firms/${own.firmId}`,
        { [field]: value },
        { 'if-match': `"v${await versionOf('', own)}"` },
      )
      expect([field, answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([field, 400, `/${field}`])
    }
  })
})

describe('the bureau', () => {
  it('sees what the others do not: the marks are really there', async () => {
    for (const key of callable('bureau').filter((one) => one.startsWith('GET') && !operations[one]?.refusalsOnly)) {
      const { about } = operations[key]!
      if (about === 'nothing' || key.includes('/overview') || key.includes('/jobs/') || key.includes('/report') || key.includes('/facts'))
        continue
      const text = await said(await call(sessions.bureau, key, foreign), own)
      expect([key, marks.some((mark) => text.includes(mark))]).toEqual([key, true])
    }
  })
})

/** All rows that belong to the other park, as they stand. */
async function everythingOf(ids: Ids): Promise<unknown> {
  return within(api.db, systemActor, async (tx) => {
    const tables = await tx.execute<{ name: string }>(
      sql`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'firm_id' and table_name not in ('audit', 'import_rows') order by 1`,
    )
    const rows: Record<string, unknown> = {}
    for (const { name } of tables) {
      rows[name] = await tx.execute(
        sql`select to_jsonb(t) as row from ${sql.identifier(name)} t where firm_id = ${ids.firmId}::uuid order by to_jsonb(t)::text`,
      )
    }
    rows['firms'] = await tx.execute(sql`select to_jsonb(t) as row from firms t where id = ${ids.firmId}::uuid`)
    rows['imports'] = await tx.execute(sql`select to_jsonb(t) as row from imports t where id = ${ids.importId}::uuid`)
    rows['import_rows'] = await tx.execute(sql`select to_jsonb(t) as row from import_rows t where import_id = ${ids.importId}::uuid`)
    rows['jobs'] = await tx.execute(sql`select to_jsonb(t) as row from jobs t where id = ${ids.jobId}::uuid`)
    rows['lists'] = await tx.execute(sql`select to_jsonb(t) as row from cultivation_lists t where id = ${ids.listId}::uuid`)
    return rows
  })
}
