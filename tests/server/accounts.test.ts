import { beforeAll, describe, expect, it } from 'vitest'
import { type Session, startApi, type TestApi } from './support.ts'

const password = 'Some-thing-4-you'

let api: TestApi
let admin: Session
let bureau: Session
let rongqiao: Session
let jiangyin: Session
let company: Session
let firmId: string
let foreignFirmId: string

beforeAll(async () => {
  api = await startApi()
  firmId = (await api.makeFirm({ parkId: 'rongqiao', name: '融侨示例有限公司' })).id
  foreignFirmId = (await api.makeFirm({ parkId: 'jiangyin' })).id
  ;[admin, bureau, rongqiao, jiangyin, company] = await Promise.all([
    api.asAdmin(),
    api.asBureau(),
    api.asPark('rongqiao'),
    api.asPark('jiangyin'),
    api.asCompany(firmId),
  ])
})

let count = 0
const create = (who: Session, values: object, headers: Record<string, string> = {}) =>
  who.post('/api/v1/accounts', { account: `made-${++count}`, displayName: '王示例', password, ...values }, headers)
const last = () => `made-${count}`

describe('making accounts', () => {
  it('is for those who manage them', async () => {
    expect((await create(admin, { role: 'bureau' })).statusCode).toBe(201)
    expect((await create(bureau, { role: 'park', parkId: 'jiangyin' })).statusCode).toBe(201)
    expect((await create(bureau, { role: 'town', townCode: '350181005' })).statusCode).toBe(201)
    expect((await create(rongqiao, { role: 'company', firmId })).json()).toMatchObject({
      account: last(),
      role: 'company',
      firmId,
      firmName: '融侨示例有限公司',
      mustChangePassword: true,
      version: 1,
    })
    expect((await create(company, { role: 'company' })).json()).toMatchObject({ firmId })
  })

  it.each<[string, () => Session, () => object, string]>([
    ['a bureau an administrator', () => bureau, () => ({ role: 'admin' }), '/role'],
    ['a park a park', () => rongqiao, () => ({ role: 'park', parkId: 'rongqiao' }), '/role'],
    ['a company a bureau', () => company, () => ({ role: 'bureau' }), '/role'],
    ['a park for the firm of another park', () => rongqiao, () => ({ role: 'company', firmId: foreignFirmId }), '/firmId'],
    [
      'a park for a firm that is not there',
      () => rongqiao,
      () => ({ role: 'company', firmId: '00000000-0000-4000-8000-000000000000' }),
      '/firmId',
    ],
    ['a company for another firm', () => company, () => ({ role: 'company', firmId: foreignFirmId }), '/firmId'],
    ['an unknown park', () => admin, () => ({ role: 'park', parkId: 'nowhere' }), '/parkId'],
    ['a park without a park', () => admin, () => ({ role: 'park' }), '/parkId'],
    ['a bureau with a firm', () => admin, () => ({ role: 'bureau', firmId }), '/firmId'],
    ['a weak password', () => admin, () => ({ role: 'bureau', password: 'weak' }), '/password'],
  ])('refuses %s', async (_title, who, values, pointer) => {
    const reply = await create(who(), values())
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ errors: [{ pointer }] })
  })

  it('answers a name that is taken with 409, in any case of letters', async () => {
    await create(admin, { role: 'bureau', account: 'Taken' })
    const reply = await create(admin, { role: 'bureau', account: 'taken' })
    expect(reply.statusCode).toBe(409)
    expect(reply.json()).toMatchObject({ type: '/problems/account-exists', errors: [{ pointer: '/account' }] })
  })

  it('has one effect for one Idempotency-Key, and refuses the key for another account', async () => {
    const headers = { 'idempotency-key': 'one-two-three' }
    const body = { role: 'bureau', account: 'only-once', displayName: '王示例', password }
    const replies = await Promise.all([1, 2, 3].map(() => admin.post('/api/v1/accounts', body, headers)))
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201])
    expect(new Set(replies.map(({ body: text }) => text)).size).toBe(1)
    expect((await admin.post('/api/v1/accounts', { ...body, account: 'another' }, headers)).json()).toMatchObject({
      type: '/problems/key-reused',
    })
  })
})

describe('seeing accounts', () => {
  const names = async (who: Session, query = '') =>
    (await who.get(`/api/v1/accounts?limit=200${query}`)).json<{ items: { account: string; role: string; firmId: string | null }[] }>()
      .items

  it('shows each role those it manages, and itself', async () => {
    await create(admin, { role: 'company', firmId: foreignFirmId })
    const foreign = last()
    expect((await names(rongqiao)).some(({ account }) => account === foreign)).toBe(false)
    expect((await names(rongqiao)).every(({ role, firmId: of }) => role === 'park' || of === firmId)).toBe(true)
    expect((await names(company)).every(({ firmId: of }) => of === firmId)).toBe(true)
    expect((await names(admin)).some(({ account }) => account === foreign)).toBe(true)
    expect((await names(jiangyin)).some(({ account }) => account === foreign)).toBe(true)
  })

  it('answers a foreign account like a missing one', async () => {
    await create(admin, { role: 'company', firmId: foreignFirmId })
    const [foreign, missing] = [await rongqiao.get(`/api/v1/accounts/${last()}`), await rongqiao.get('/api/v1/accounts/nobody-here')]
    expect([foreign.statusCode, missing.statusCode]).toEqual([404, 404])
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...missing.json(), requestId: '' })
  })

  it('pages through all of them once, and searches wildcards literally', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { items: { account: string }[]; nextCursor: string | null } = (
        await admin.get(`/api/v1/accounts?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()
      seen.push(...page.items.map(({ account }) => account))
      cursor = page.nextCursor
    }
    expect(seen).toHaveLength((await names(admin)).length)
    expect(new Set(seen).size).toBe(seen.length)
    expect(await names(admin, '&q=%25')).toEqual([])
    expect((await names(admin, '&q=王示')).length).toBeGreaterThan(0)
  })

  it.each(['%00', 'AA', encodeURIComponent("' or 1=1")])('takes any cursor without failing: %s', async (cursor) => {
    expect((await admin.get(`/api/v1/accounts?cursor=${cursor}`)).statusCode).toBeLessThan(500)
  })
})

describe('changing accounts', () => {
  const patch = (who: Session, account: string, body: object, version: string | undefined) =>
    who.patch(`/api/v1/accounts/${account}`, body, version === undefined ? {} : { 'if-match': version })

  it('asks for the version that was read, and answers a stale one with what stands', async () => {
    await create(admin, { role: 'bureau' })
    const account = last()
    expect((await patch(admin, account, { displayName: '甲' }, undefined)).statusCode).toBe(428)
    expect((await patch(admin, account, { displayName: '甲' }, '*')).statusCode).toBe(428)
    const first = await patch(admin, account, { displayName: '甲' }, '"v1"')
    expect(first.statusCode).toBe(200)
    expect(first.headers.etag).toBe('"v2"')
    const stale = await patch(admin, account, { displayName: '乙' }, '"v1"')
    expect(stale.statusCode).toBe(412)
    expect(stale.headers.etag).toBe('"v2"')
    expect(stale.json()).toMatchObject({ type: '/problems/stale-version', current: { displayName: '甲', version: 2 } })
    expect((await admin.get(`/api/v1/accounts/${account}`)).headers.etag).toBe('"v2"')
  })

  it('lets exactly one of many writers of one version win', async () => {
    await create(admin, { role: 'bureau' })
    const account = last()
    const replies = await Promise.all(Array.from({ length: 8 }, (_, i) => patch(admin, account, { displayName: `人${i}` }, '"v1"')))
    const winners = replies.filter(({ statusCode }) => statusCode === 200)
    expect(winners).toHaveLength(1)
    expect(replies.filter(({ statusCode }) => statusCode === 412)).toHaveLength(7)
    expect((await admin.get(`/api/v1/accounts/${account}`)).json().displayName).toBe(winners[0]?.json().displayName)
  })

  it('ends the sessions of a disabled account and lets a new password in once', async () => {
    await create(rongqiao, { role: 'company', firmId })
    const account = last()
    const signIn = () => api.anonymous.post('/api/v1/session', { account, password })
    const cookie = String((await signIn()).headers['set-cookie']).split(';')[0] ?? ''
    expect((await patch(rongqiao, account, { disabled: true }, '"v1"')).json()).toMatchObject({ disabled: true })
    expect((await api.app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode).toBe(401)
    expect((await signIn()).statusCode).toBe(401)
    expect((await patch(rongqiao, account, { disabled: false }, '"v2"')).statusCode).toBe(200)
    expect((await signIn()).json()).toMatchObject({ mustChangePassword: true })
  })

  it('leaves role and scope to the administrator', async () => {
    await create(admin, { role: 'park', parkId: 'rongqiao' })
    const account = last()
    expect((await patch(bureau, account, { parkId: 'jiangyin' }, '"v1"')).statusCode).toBe(403)
    expect((await patch(admin, account, { parkId: 'jiangyin' }, '"v1"')).json()).toMatchObject({ parkId: 'jiangyin' })
  })

  it('changes nothing of accounts one does not manage', async () => {
    await create(admin, { role: 'company', firmId: foreignFirmId })
    const account = last()
    expect((await patch(rongqiao, account, { disabled: true }, '"v1"')).statusCode).toBe(404)
    expect((await rongqiao.delete(`/api/v1/accounts/${account}/sessions`)).statusCode).toBe(404)
    expect((await admin.get(`/api/v1/accounts/${account}`)).json()).toMatchObject({ disabled: false, version: 1 })
  })

  it('refuses fields that a client may not set, by name', async () => {
    const reply = await create(admin, { role: 'bureau', version: 9, demo: true })
    expect(reply.statusCode).toBe(400)
    expect(
      reply
        .json()
        .errors.map(({ pointer }: { pointer: string }) => pointer)
        .sort(),
    ).toEqual(['/demo', '/version'])
  })
})
