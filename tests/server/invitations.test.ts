import { beforeAll, describe, expect, it, vi } from 'vitest'
import { systemActor, within } from '../../server/db/context.ts'
import { accounts, invitations } from '../../server/accounts/table.ts'
import { auditTrail } from '../../server/audit/table.ts'
import { type Session, session, startApi, type TestApi } from './support.ts'

const password = 'Some-thing-4-you'

let api: TestApi
let park: Session
let firmId: string
let made = 0

beforeAll(async () => {
  api = await startApi()
  firmId = (await api.makeFirm({ parkId: 'rongqiao', name: '福建省福清市蓝鲸智造股份有限公司' })).id
  park = await api.asPark('rongqiao')
})

const signIn = (account: string, given = password, headers: Record<string, string> = {}) =>
  api.anonymous.post('/api/v1/session', { account, password: given }, headers)
const accept = (token: string, given = password) => api.anonymous.post('/api/v1/invitations/acceptance', { token, password: given })
const sessionOf = (reply: { headers: Record<string, unknown> }): Session =>
  session(api.app, String(reply.headers['set-cookie']).split(';')[0])

async function invited(who: Session = park, values: object = {}): Promise<{ account: string; token: string }> {
  const account = `invited-${++made}`
  const reply = await who.post('/api/v1/accounts', { account, displayName: '王示例', role: 'company', firmId, ...values })
  expect(reply.statusCode, reply.body).toBe(201)
  const link = await who.post(`/api/v1/accounts/${account}/invitation`)
  expect(link.statusCode, link.body).toBe(201)
  return { account, token: link.json().token }
}

const later = async (ms: number, work: () => Promise<void>) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    vi.setSystemTime(Date.now() + ms)
    await work()
  } finally {
    vi.useRealTimers()
  }
}

describe('a one-time link', () => {
  it('lets the person alone choose the password: none works before, the link works once', async () => {
    const { account, token } = await invited()
    for (const guess of ['', 'none', 'null', password]) expect((await signIn(account, guess || 'x')).statusCode).toBe(401)
    expect((await api.anonymous.post('/api/v1/invitations/offer', { token })).json()).toMatchObject({
      account,
      displayName: '王示例',
      firmName: '福建省福清市蓝鲸智造股份有限公司',
    })
    for (const weak of ['short', 'Password12345', `${account}-Xyz9`, '我在蓝鲸智造上班 88', '创新阶梯用户 2026'])
      expect((await accept(token, weak)).json()).toMatchObject({ errors: [{ pointer: '/password' }] })
    const both = await Promise.all([accept(token), accept(token, 'Some-thing-else-5')])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([204, 403])
    const won = both[0]?.statusCode === 204 ? password : 'Some-thing-else-5'
    expect((await signIn(account, won)).json()).toMatchObject({ account, mustChangePassword: false })
    expect((await api.anonymous.post('/api/v1/invitations/offer', { token })).statusCode).toBe(403)
  })

  it('is refused alike when it was used, overtaken, too old, or never was', async () => {
    const { account, token } = await invited()
    const second = (await park.post(`/api/v1/accounts/${account}/invitation`)).json().token
    const refusals = [await accept(token), await accept('made-up')]
    await later(73 * 3_600_000, async () => void refusals.push(await accept(second)))
    const bodies = refusals.map((reply) => ({ ...reply.json(), requestId: '' }))
    expect(bodies[0]).toMatchObject({ status: 403, type: '/problems/invitation-refused' })
    expect(bodies[1]).toEqual(bodies[0])
    expect(bodies[2]).toEqual(bodies[0])
    await park.patch(`/api/v1/accounts/${account}`, { disabled: true }, { 'if-match': '"v1"' })
    await park.patch(`/api/v1/accounts/${account}`, { disabled: false }, { 'if-match': '"v2"' })
    expect((await accept(second)).statusCode).toBe(403)
  })

  it('is kept as a hash alone, and told nobody but who made it', async () => {
    const { token } = await invited()
    const kept = await within(api.db, systemActor, async (tx) =>
      JSON.stringify([await tx.select().from(invitations), await tx.select().from(auditTrail)]),
    )
    expect(kept).not.toContain(token)
    const foreign = await api.asPark('jiangyin')
    const [theirs, none] = [
      await foreign.post(`/api/v1/accounts/invited-${made}/invitation`),
      await foreign.post('/api/v1/accounts/nobody-here/invitation'),
    ]
    expect([theirs.statusCode, none.statusCode]).toEqual([404, 404])
  })
})

describe('a consultant', () => {
  it('is invited by the company until a day, is out the day after, and invites nobody', async () => {
    const company = await api.asCompany(firmId)
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
    expect(
      (await company.post('/api/v1/accounts', { account: 'too-late', displayName: '顾问', role: 'company', endsOn: '2020-01-01' })).json(),
    ).toMatchObject({ errors: [{ pointer: '/endsOn' }] })
    const { account, token } = await invited(company, { endsOn: day, firmId: undefined })
    await accept(token)
    const consultant = sessionOf(await signIn(account))
    expect((await consultant.get(`/api/v1/firms/${firmId}`)).statusCode).toBe(200)
    const tries = [
      await consultant.post('/api/v1/accounts', { account: 'a-friend', displayName: '朋友', role: 'company', password }),
      await consultant.post(`/api/v1/accounts/${account}/invitation`),
    ]
    expect(tries.map(({ statusCode }) => statusCode)).toEqual([403, 403])
    await within(api.db, systemActor, (tx) => tx.update(accounts).set({ endsOn: '2020-01-01' }))
    expect((await consultant.get(`/api/v1/firms/${firmId}`)).statusCode).toBe(401)
    expect((await signIn(account)).statusCode).toBe(401)
    await within(api.db, systemActor, (tx) => tx.update(accounts).set({ endsOn: null }))
  })
})

describe('where one is signed in', () => {
  it('is shown with browser and time, and ended one by one or all but this', async () => {
    const { account, token } = await invited()
    await accept(token)
    const agent = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36' }
    const [here, there, third] = [
      sessionOf(await signIn(account, password, agent)),
      sessionOf(await signIn(account)),
      sessionOf(await signIn(account)),
    ]
    const { items } = (await here.get('/api/v1/sessions')).json()
    expect(items).toHaveLength(3)
    const own = items.find(({ isThis }: { isThis: boolean }) => isThis)
    expect(own).toMatchObject({ device: 'Chrome · Windows', ip: '127.0.0.1' })
    const stranger = await api.asCompany(firmId)
    expect((await stranger.delete(`/api/v1/sessions/${own.id}`)).statusCode).toBe(404)
    const other = (await there.get('/api/v1/sessions')).json().items.find(({ isThis }: { isThis: boolean }) => isThis)
    expect((await here.delete(`/api/v1/sessions/${other.id}`)).statusCode).toBe(204)
    expect((await there.get('/api/v1/session')).statusCode).toBe(401)
    expect((await here.delete('/api/v1/sessions')).statusCode).toBe(204)
    expect((await third.get('/api/v1/session')).statusCode).toBe(401)
    expect((await here.get('/api/v1/session')).statusCode).toBe(200)
  })
})

describe('removing a person', () => {
  it('takes the name and every key away, and leaves what was done readable', async () => {
    const { account, token } = await invited()
    await accept(token)
    const own = sessionOf(await signIn(account))
    const changed = await own.patch(`/api/v1/firms/${firmId}`, { address: '新地址' }, { 'if-match': '"v1"' })
    expect(changed.statusCode, changed.body).toBe(200)
    const { version } = (await park.get(`/api/v1/accounts/${account}`)).json()
    expect((await park.delete(`/api/v1/accounts/${account}`)).statusCode).toBe(428)
    expect((await park.delete(`/api/v1/accounts/${account}`, { 'if-match': `"v${version}"` })).statusCode).toBe(204)
    expect((await own.get('/api/v1/session')).statusCode).toBe(401)
    expect((await signIn(account)).statusCode).toBe(401)
    expect((await park.get(`/api/v1/accounts/${account}`)).statusCode).toBe(404)
    expect((await park.get('/api/v1/accounts?limit=200')).body).not.toContain(account)
    const { items } = (await park.get(`/api/v1/firms/${firmId}/history`)).json()
    expect(items[0]).toMatchObject({ by: account, action: 'firm-changed' })
    // Nobody else gets the name under which somebody has acted.
    const again = await park.post('/api/v1/accounts', { account, displayName: '别人', role: 'company', firmId, password })
    expect(again.statusCode).toBe(409)
    const [row] = await within(api.db, systemActor, (tx) =>
      tx.execute<Record<string, unknown>>(`select * from accounts where account = '${account}'`),
    )
    expect(row).toMatchObject({ display_name: '已移除', password_hash: null, former_hashes: [] })
  })

  it('is not done to oneself, nor is the own password set without the present one', async () => {
    const admin = await api.asAdmin()
    const { account } = (await admin.get('/api/v1/session')).json()
    expect((await admin.delete(`/api/v1/accounts/${account}`, { 'if-match': '"v1"' })).statusCode).toBe(400)
    expect((await admin.patch(`/api/v1/accounts/${account}`, { password }, { 'if-match': '"v1"' })).json()).toMatchObject({
      errors: [{ pointer: '/password' }],
    })
  })
})
