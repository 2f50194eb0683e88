import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { accounts } from '../../server/accounts/table.ts'
import { today } from '../../server/clock.ts'
import { sqlState, systemActor, within } from '../../server/db/context.ts'
import { folded } from '../../server/duties/calendar.ts'
import { startJob } from '../../server/jobs/service.ts'
import { digestKind } from '../../server/notices/kinds.ts'
import { notifications } from '../../server/notices/table.ts'
import type { AskResult, BulkResult } from '../../shared/api/bulk.ts'
import type { Duties } from '../../shared/api/duties.ts'
import type { FirmMove } from '../../shared/api/moves.ts'
import type { NoticePage } from '../../shared/api/notices.ts'
import type { Today } from '../../shared/api/today.ts'
import type { SavedView } from '../../shared/api/views.ts'
import { addDays } from '../../shared/days.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let dataDir: string
let park: Session
let colleague: Session
let other: Session
let bureau: Session
let company: Session
let firm: { readonly id: string; readonly name: string }
let nameless: { readonly id: string }
const day = today()

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'ladder-park-day-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  api = await startApi({ DATA_DIR: dataDir })
  park = await api.asPark('rongqiao')
  colleague = await api.asPark('rongqiao')
  other = await api.asPark('jiangyin')
  bureau = await api.asBureau()
  firm = await api.makeFirm({ name: '福清,日程;示例\\企业', parkId: 'rongqiao', registeredOn: '2018-03-01', inMainland: true })
  nameless = await api.makeFirm({ name: '没有账号的示例企业', parkId: 'rongqiao', registeredOn: '2019-03-01', inMainland: true })
  company = await api.asCompany(firm.id)
  const title = { title: 'hnte', validFrom: addDays(day, -1000), validTo: addDays(day, 30) }
  await park.put(`/api/v1/firms/${firm.id}/sections/titles`, { value: [title] }, { 'if-match': '"v0"' })
  await park.patch(
    `/api/v1/firms/${firm.id}/figures/${Number(day.slice(0, 4)) - 1}`,
    { figures: { operatingRevenue: 1_250_000, salesRevenue: 1_250_000, rdHnte: 12_500_000 } },
    { 'if-match': '"v0"' },
  )
  await park.put(`/api/v1/firms/${nameless.id}/sections/titles`, { value: [] }, { 'if-match': '"v0"' })
})

const version = (of: { version: number }) => ({ 'if-match': `"v${of.version}"` })

describe('views of the registry', () => {
  const view = {
    name: '我辅导的企业',
    filters: { officer: '林示例', warned: 'true' },
    columns: ['ladder', 'officer'],
    sort: 'expiry',
    order: 'desc',
  }

  it('are kept by a person, shared within the park, and changed by their owner alone', async () => {
    const made = await park.post('/api/v1/views', view)
    expect(made.statusCode, made.body).toBe(201)
    const saved: SavedView = made.json()
    expect(saved).toMatchObject({ ...view, isShared: false, isOwn: true })
    const url = `/api/v1/views/${saved.id}`
    expect((await colleague.get(url)).statusCode).toBe(404)
    const shared = await park.patch(url, { isShared: true }, version(saved))
    expect(shared.json()).toMatchObject({ isShared: true, version: 2 })
    expect((await park.patch(url, { name: 'x' }, version(saved))).statusCode).toBe(412)
    expect((await park.patch(url, { name: 'x' })).statusCode).toBe(428)

    expect((await colleague.get(url)).json()).toMatchObject({ name: view.name, isOwn: false })
    expect((await colleague.patch(url, { name: '改名' }, { 'if-match': '"v2"' })).statusCode).toBe(403)
    expect((await colleague.delete(url, { 'if-match': '"v2"' })).statusCode).toBe(403)
    for (const stranger of [other, bureau]) {
      expect((await stranger.get(url)).statusCode).toBe(404)
      expect((await stranger.get('/api/v1/views')).json().items).toEqual([])
    }
    expect((await park.delete(url, { 'if-match': '"v2"' })).statusCode).toBe(204)
    expect((await colleague.get(url)).statusCode).toBe(404)
  })

  it('refuse conditions that the registry does not know, and names that say nothing', async () => {
    const refusals = async (change: object) => (await park.post('/api/v1/views', { ...view, ...change })).json().errors?.[0]?.pointer
    expect(await refusals({ filters: { password: 'x' } })).toBe('/filters')
    expect(await refusals({ filters: { verdict: 'qualified', shortBy: 'many' } })).toBe('/filters')
    expect(await refusals({ name: ' ' })).toBe('/name')
  })
})

describe('what is done to many firms at once', () => {
  const both = () => ({ ids: [firm.id, nameless.id] })

  it('gives firms to an officer and tags them, by ids or by query, and says what stood there before', async () => {
    const assigned = await park.post('/api/v1/firms/actions/assign', { selection: both(), serviceOfficer: '林示例' })
    expect(assigned.json()).toMatchObject({ changed: 2, unchanged: 0, before: [{ serviceOfficer: null }] })
    const tagged: BulkResult = (
      await park.post('/api/v1/firms/actions/tag', { selection: { query: { officer: '林示例' } }, add: ['重点'] })
    ).json()
    expect(tagged.changed).toBe(2)
    const rows = (await park.get('/api/v1/firms?officer=%E6%9E%97%E7%A4%BA%E4%BE%8B&tag=%E9%87%8D%E7%82%B9')).json()
    expect(rows.items.map(({ serviceOfficer, tags }: { serviceOfficer: string; tags: string[] }) => [serviceOfficer, tags])).toEqual([
      ['林示例', ['重点']],
      ['林示例', ['重点']],
    ])
    const undone = await park.post('/api/v1/firms/actions/tag', { selection: { ids: [nameless.id] }, remove: ['重点'] })
    expect(undone.json()).toMatchObject({ changed: 1, unchanged: 0 })
    const history = (await park.get(`/api/v1/firms/${firm.id}/history`)).json().items
    expect(history[0].changes).toEqual([{ fact: 'tags', before: [], after: ['重点'] }])
  })

  it('passes over firms of another park as if they did not exist', async () => {
    const answer = await other.post('/api/v1/firms/actions/assign', { selection: both(), serviceOfficer: '外人' })
    expect(answer.json()).toEqual({ changed: 0, unchanged: 0, before: [] })
    expect((await park.get(`/api/v1/firms/${firm.id}`)).json().serviceOfficer).toBe('林示例')
  })

  it('asks each firm for its own decisive figures, once a week, and tells who was passed over and why', async () => {
    const preview: AskResult = (await park.post('/api/v1/firms/actions/ask', { selection: both(), preview: true })).json()
    expect(preview).toMatchObject({ asked: 1, skipped: { 'no-account': 1 } })
    expect((await company.get('/api/v1/notices')).json().items).toEqual([])

    const sent: AskResult = (await park.post('/api/v1/firms/actions/ask', { selection: both(), note: '月底前' })).json()
    const facts = sent.firms.find(({ id }) => id === firm.id)?.facts ?? []
    expect(facts.length).toBeGreaterThan(0)
    const notices: NoticePage = (await company.get('/api/v1/notices')).json()
    expect(notices.unread).toBe(1)
    expect(notices.items[0]).toMatchObject({
      kind: 'figures-missing',
      link: `/firms/${firm.id}/figures`,
      values: { firm: firm.name, by: '融侨经济技术开发区', note: '月底前', facts },
    })
    const again: AskResult = (await park.post('/api/v1/firms/actions/ask', { selection: both() })).json()
    expect(again).toMatchObject({ asked: 0, skipped: { 'asked-lately': 1, 'no-account': 1 } })
  })
})

describe('notices', () => {
  it('are read and marked by whom they are for, and cannot be told otherwise afterwards', async () => {
    const [notice] = ((await company.get('/api/v1/notices?unread=true')).json() as NoticePage).items
    expect((await park.put('/api/v1/notices/read', { ids: [notice?.id] })).json()).toEqual({ unread: 0 })
    expect((await company.get('/api/v1/notices/unread')).json()).toEqual({ unread: 1 })
    expect((await company.put('/api/v1/notices/read', { ids: [notice?.id] })).json()).toEqual({ unread: 0 })
    expect((await park.get('/api/v1/notices')).json().items).toEqual([])
    const rewritten = within(api.db, systemActor, (tx) => tx.update(notifications).set({ link: '/elsewhere' }))
    expect(await rewritten.then(() => undefined, sqlState)).toBe('42501')
  })

  it('go out once a day to those who left an address, without the kinds they do not want', async () => {
    const url = '/api/v1/notices/settings'
    expect((await company.put(url, { email: 'kein-adresse', isDaily: true, muted: [] }, { 'if-match': '"v0"' })).statusCode).toBe(400)
    const chosen = await company.put(url, { email: 'firm@example.cn', isDaily: true, muted: ['todo-due'] }, { 'if-match': '"v0"' })
    expect(chosen.json()).toEqual({ email: 'firm@example.cn', isDaily: true, muted: ['todo-due'], version: 1 })
    expect((await company.put(url, { email: null, isDaily: true, muted: [] }, { 'if-match': '"v0"' })).statusCode).toBe(412)

    const link = (await company.post('/api/v1/duties/calendar')).statusCode
    expect(link).toBe(201)
    // The certificate of the firm ends in thirty days: told by the daily job itself.
    await within(api.db, systemActor, (tx) => startJob(tx, systemActor, digestKind))
    await api.runJobs()
    const mails = readdirSync(join(dataDir, 'outbox')).map((name) => readFileSync(join(dataDir, 'outbox', name), 'utf8'))
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain('To: firm@example.cn')
    const told: NoticePage = (await company.get('/api/v1/notices')).json()
    expect(told.items[0]).toMatchObject({ kind: 'certificate-expiring', values: { certification: 'hnte', day: addDays(day, 30) } })
    expect(((await park.get('/api/v1/notices')).json() as NoticePage).items[0]?.kind).toBe('certificate-expiring')
    await within(api.db, systemActor, (tx) => startJob(tx, systemActor, 'send-notices'))
    await api.runJobs()
    expect(readdirSync(join(dataDir, 'outbox'))).toHaveLength(1)
  })
})

describe('duties', () => {
  it('name what is due and when for the firms one sees, and leave out days that no text states', async () => {
    const duties: Duties = (await park.get('/api/v1/duties')).json()
    const hnte = duties.items.filter(({ firmId }) => firmId === firm.id)
    expect(hnte.find(({ kind }) => kind === 'expiry')).toMatchObject({
      certification: 'hnte',
      kind: 'expiry',
      until: addDays(day, 30),
      state: 'due',
      firmName: firm.name,
    })
    expect(hnte.map(({ kind }) => kind)).toContain('renewal')
    const report = (await park.get('/api/v1/duties?kind=change-report')).json() as Duties
    expect(report.items[0]).toMatchObject({ from: null, until: null, clause: expect.stringContaining('第十七条') })
    const ahead: Duties = (await park.get(`/api/v1/duties?from=${day}&to=${addDays(day, 40)}`)).json()
    expect(ahead.days).toEqual(Object.fromEntries(Object.entries(ahead.days).filter(([on]) => on >= day && on <= addDays(day, 40))))
    expect(ahead.days[addDays(day, 30)]).toBeGreaterThan(0)
    expect((await company.get('/api/v1/duties')).json().total).toBe(duties.total)
    expect((await other.get('/api/v1/duties')).json()).toMatchObject({ items: [], total: 0 })
  })

  it('are read by calendar programs under a secret address, until it is ended', async () => {
    const { path } = (await park.post('/api/v1/duties/calendar')).json() as { path: string }
    const feed = await api.anonymous.get(path)
    expect(feed.headers['content-type']).toBe('text/calendar; charset=utf-8')
    const lines = feed.body.split('\r\n')
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(feed.body.endsWith('END:VCALENDAR\r\n')).toBe(true)
    const plain = feed.body.replaceAll('\r\n ', '')
    expect(plain).toContain('SUMMARY:福清\\,日程\\;示例\\\\企业：国家高新技术企业 证书到期')
    expect(plain).toContain(`DTSTART;VALUE=DATE:${addDays(day, 30).replaceAll('-', '')}`)
    expect(plain).not.toMatch(/1250000|12500000|万元/)

    expect((await other.get('/api/v1/duties/calendar')).json()).toEqual({ exists: false, createdAt: null })
    const { path: fresh } = (await park.post('/api/v1/duties/calendar')).json() as { path: string }
    expect((await api.anonymous.get(path)).statusCode).toBe(404)
    expect((await api.anonymous.get(fresh)).statusCode).toBe(200)
    await within(api.db, systemActor, (tx) =>
      tx
        .update(accounts)
        .set({ disabledAt: new Date() })
        .where(eq(accounts.id, sql`(select account_id from calendar_tokens order by created_at desc limit 1)`)),
    )
    expect((await api.anonymous.get(fresh)).statusCode).toBe(404)
    park = colleague
    const { path: last } = (await park.post('/api/v1/duties/calendar')).json() as { path: string }
    await park.delete('/api/v1/duties/calendar')
    expect((await api.anonymous.get(last)).statusCode).toBe(404)
  })

  it('folds long lines between characters', () => {
    const line = `SUMMARY:${'融'.repeat(60)}`
    const parts = folded(line).split('\r\n')
    expect(parts.every((part) => Buffer.byteLength(part) <= 75)).toBe(true)
    expect(parts.map((part, i) => (i === 0 ? part : part.slice(1))).join('')).toBe(line)
  })
})

describe('a move between parks', () => {
  const ask = (by: Session, toPark: string | null, reason = '厂房搬到江阴') => by.post(`/api/v1/firms/${firm.id}/moves`, { toPark, reason })

  it('is asked for by the park of the firm, once', async () => {
    expect((await ask(other, 'jiangyin')).statusCode).toBe(404)
    expect((await ask(park, 'rongqiao')).json().errors[0]).toMatchObject({ pointer: '/toPark' })
    expect((await ask(park, null)).json().errors[0]).toMatchObject({ pointer: '/toPark' })
    expect((await ask(park, 'jiangyin', '')).statusCode).toBe(400)
    const made = await ask(park, 'jiangyin')
    expect(made.statusCode, made.body).toBe(201)
    expect((await ask(park, 'lanyuan')).statusCode).toBe(409)
  })

  it('changes nothing before the other park has confirmed, and tells it who is to come and no more', async () => {
    const [move] = (await other.get('/api/v1/moves?state=requested')).json().items as FirmMove[]
    expect(move).toMatchObject({ firmName: firm.name, fromPark: 'rongqiao', may: { decide: true, withdraw: false } })
    expect((await other.get('/api/v1/notices')).json().items[0]).toMatchObject({ kind: 'move-requested', link: '/moves' })
    expect(((await other.get('/api/v1/today')).json() as Today).groups[0]).toMatchObject({ kind: 'move', count: 1 })
    expect((await other.get(`/api/v1/firms/${firm.id}`)).statusCode).toBe(404)
    const stranger = await api.asPark('lanyuan')
    expect((await stranger.get('/api/v1/moves')).json().items).toEqual([])
    const decide = (by: Session, state: string, headers = version(move!)) => by.patch(`/api/v1/moves/${move?.id}`, { state }, headers)
    expect((await decide(stranger, 'confirmed')).statusCode).toBe(404)
    expect((await decide(park, 'confirmed')).statusCode).toBe(403)
    expect((await decide(other, 'withdrawn')).statusCode).toBe(403)
    expect((await other.patch(`/api/v1/moves/${move?.id}`, { state: 'confirmed' })).statusCode).toBe(428)
    expect((await decide(other, 'confirmed', { 'if-match': '"v9"' })).statusCode).toBe(412)
    expect((await park.get(`/api/v1/firms/${firm.id}`)).json().parkId).toBe('rongqiao')

    const before = (await park.get(`/api/v1/firms/${firm.id}`)).json()
    expect((await decide(other, 'confirmed')).json()).toMatchObject({ state: 'confirmed', may: { decide: false } })
    expect((await park.get(`/api/v1/firms/${firm.id}`)).statusCode).toBe(404)
    const moved = (await other.get(`/api/v1/firms/${firm.id}`)).json()
    expect(moved).toMatchObject({ parkId: 'jiangyin', serviceOfficer: null, version: before.version + 1 })
    expect((await other.get('/api/v1/firms')).json().items.map(({ id }: { id: string }) => id)).toEqual([firm.id])
    expect((await other.get('/api/v1/duties')).json().total).toBeGreaterThan(0)
    const history = (await other.get(`/api/v1/firms/${firm.id}/history`)).json().items
    expect(history[0]).toMatchObject({ action: 'move-confirmed', changes: [{ fact: 'parkId', before: 'rongqiao', after: 'jiangyin' }] })
    expect((await decide(other, 'refused')).statusCode).toBe(412)
    expect((await decide(other, 'refused', { 'if-match': '"v2"' })).statusCode).toBe(409)
    expect(((await company.get('/api/v1/notices')).json() as NoticePage).items[0]).toMatchObject({
      kind: 'move-decided',
      values: { state: 'confirmed' },
    })
  })

  it('is refused by the other park, or settled by the bureau also out of all parks', async () => {
    const back: FirmMove = (await ask(other, 'rongqiao', '搬回')).json()
    const refused = await park.patch(`/api/v1/moves/${back.id}`, { state: 'refused', note: '没有厂房' }, version(back))
    expect(refused.json()).toMatchObject({ state: 'refused', note: '没有厂房' })
    expect((await other.get(`/api/v1/firms/${firm.id}`)).json().parkId).toBe('jiangyin')
    const out: FirmMove = (await ask(bureau, null, '迁出园区')).json()
    await bureau.patch(`/api/v1/moves/${out.id}`, { state: 'confirmed' }, version(out))
    expect((await bureau.get(`/api/v1/firms/${firm.id}`)).json().parkId).toBeNull()
    expect((await other.get(`/api/v1/firms/${firm.id}`)).statusCode).toBe(404)
    const home: FirmMove = (await ask(bureau, 'rongqiao', '迁回')).json()
    await park.patch(`/api/v1/moves/${home.id}`, { state: 'confirmed' }, version(home))
    expect((await park.get(`/api/v1/firms/${firm.id}`)).json().parkId).toBe('rongqiao')
  })
})

describe('what waits today', () => {
  it('names each thing with its reason: doubts, certificates, changed results', async () => {
    const waits: Today = (await park.get('/api/v1/today')).json()
    const of = (kind: string) => waits.groups.find((group) => group.kind === kind)
    expect(of('doubtful')?.items[0]).toMatchObject({ firmId: firm.id, text: expect.stringContaining('可能是单位错了') })
    expect(of('expiring')?.items[0]).toMatchObject({ firmName: firm.name, day: addDays(day, 30), certification: 'hnte' })
    expect(of('notice')?.count).toBeGreaterThan(0)
    expect(of('confirm')).toBeUndefined()
    await within(api.db, systemActor, (tx) =>
      tx.execute(sql`update assessments set verdict = 'review' where firm_id = ${firm.id}::uuid and certification = 'hnte'`),
    )
    const changed: Today = (await park.get('/api/v1/today')).json()
    expect(changed.groups.find(({ kind }) => kind === 'verdict')?.items[0]).toMatchObject({
      firmId: firm.id,
      certification: 'hnte',
      after: 'review',
    })
    expect(JSON.stringify((await other.get('/api/v1/today')).json())).not.toContain(firm.id)
  })
})
