import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hashPassword } from '../../server/accounts/passwords.ts'
import { prepareSetup } from '../../server/accounts/setup.ts'
import { accounts, sessions } from '../../server/accounts/table.ts'
import { auditTrail } from '../../server/audit/table.ts'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { session, startApi, type TestApi } from './support.ts'

const password = '雨过天晴 Rain-4-ever'

let api: TestApi
let passwordHash: string

beforeAll(async () => {
  api = await startApi()
  passwordHash = await hashPassword(password)
})

let made = 0

async function makeAccount(values: Partial<typeof accounts.$inferInsert> = {}): Promise<string> {
  const account = `person-${++made}`
  await within(api.db, systemActor, (tx) =>
    tx.insert(accounts).values({ account, displayName: '张示例', role: 'bureau', passwordHash, ...values }),
  )
  return account
}

const signIn = (account: string, given = password, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url: '/api/v1/session', payload: { account, password: given }, headers })

const cookieOf = (reply: { headers: Record<string, unknown> }): string => String(reply.headers['set-cookie']).split(';')[0] ?? ''

/** Whether the session behind the cookie still holds. */
const isSignedIn = async (cookie: string) => (await session(api.app, cookie).get('/api/v1/session')).statusCode === 200

describe('signing in', () => {
  it('tells who one is, under a new opaque token in a cookie that scripts cannot read', async () => {
    const account = await makeAccount({ role: 'park', parkId: 'rongqiao' })
    const reply = await signIn(account, password, { cookie: 'ladder_session=chosen-by-someone-else' })
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toEqual({
      account,
      displayName: '张示例',
      role: 'park',
      parkId: 'rongqiao',
      parkName: '融侨经济技术开发区',
      firmId: null,
      firmName: null,
      townCode: null,
      endsOn: null,
      mustChangePassword: false,
      mustSetUpSecondFactor: false,
      demoData: false,
    })
    const cookie = String(reply.headers['set-cookie'])
    expect(cookie).toMatch(/^ladder_session=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
    const token = cookieOf(reply).split('=')[1] ?? ''
    expect(reply.body).not.toContain(token)
    const stored = await within(api.db, systemActor, (tx) => tx.select().from(sessions))
    expect(stored.some(({ tokenHash }) => tokenHash.includes(token))).toBe(false)
  })

  it('takes the name in any case', async () => {
    const account = await makeAccount()
    expect((await signIn(account.toUpperCase())).statusCode).toBe(200)
  })

  it('gives another token each time and ends the session brought along', async () => {
    const account = await makeAccount()
    const first = cookieOf(await signIn(account))
    const second = cookieOf(await signIn(account, password, { cookie: first }))
    expect(second).not.toBe(first)
    expect(await isSignedIn(first)).toBe(false)
    expect(await isSignedIn(second)).toBe(true)
  })

  it('binds the cookie to the host and to TLS where people come by https', async () => {
    const config = readConfig({ LOG_LEVEL: 'silent', PUBLIC_URL: 'https://ladder.example', MAX_EVENT_LOOP_DELAY: '0' })
    const app = await buildApp({ config, db: api.db })
    const account = await makeAccount()
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { account, password },
      headers: { origin: 'https://ladder.example' },
    })
    expect(reply.statusCode).toBe(200)
    expect(String(reply.headers['set-cookie'])).toMatch(/^__Host-ladder_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/)
    expect(reply.headers['strict-transport-security']).toBeDefined()
    await app.close()
  })

  it('answers an unknown name, a wrong password and a disabled account alike', async () => {
    const [known, disabled] = [await makeAccount(), await makeAccount({ disabledAt: new Date() })]
    const replies = [await signIn(known, 'not the password'), await signIn('nobody-here', 'not the password'), await signIn(disabled)]
    const bodies = replies.map((reply) => ({ ...reply.json(), requestId: '' }))
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401])
    expect(bodies[1]).toEqual(bodies[0])
    expect(bodies[2]).toEqual(bodies[0])
  })
})

describe('the end of a session', () => {
  it('comes at once with signing out', async () => {
    const cookie = cookieOf(await signIn(await makeAccount()))
    const reply = await session(api.app, cookie).delete('/api/v1/session')
    expect(reply.statusCode).toBe(204)
    expect(String(reply.headers['set-cookie'])).toMatch(/^ladder_session=;/)
    expect(await isSignedIn(cookie)).toBe(false)
  })

  it.each([
    ['disabling', { disabledAt: new Date() }],
    ['another role', { role: 'admin' as const }],
    ['another password', { passwordHash: 'other' }],
  ])('comes at once with %s of the account, however it is done', async (_title, change) => {
    const account = await makeAccount()
    const cookie = cookieOf(await signIn(account))
    expect(await isSignedIn(cookie)).toBe(true)
    await within(api.db, systemActor, (tx) => tx.update(accounts).set(change).where(eq(accounts.account, account)))
    expect(await isSignedIn(cookie)).toBe(false)
  })

  it('comes after half an hour without a request, and not while there are some', async () => {
    const cookie = cookieOf(await signIn(await makeAccount()))
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      for (let i = 0; i < 3; i++) {
        vi.setSystemTime(Date.now() + 29 * 60_000)
        expect(await isSignedIn(cookie)).toBe(true)
      }
      vi.setSystemTime(Date.now() + 31 * 60_000)
      expect(await isSignedIn(cookie)).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })

  it('comes after twelve hours in any case', async () => {
    const cookie = cookieOf(await signIn(await makeAccount()))
    const start = Date.now()
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
        vi.setSystemTime(start + minutes * 60_000)
        expect(await isSignedIn(cookie)).toBe(true)
      }
      vi.setSystemTime(start + 12 * 3_600_000 + 1_000)
      expect(await isSignedIn(cookie)).toBe(false)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is an administrator to bring about for another', async () => {
    const account = await makeAccount()
    const cookie = cookieOf(await signIn(account))
    const admin = await api.asAdmin()
    expect((await admin.delete(`/api/v1/accounts/${account}/sessions`)).statusCode).toBe(204)
    expect(await isSignedIn(cookie)).toBe(false)
  })
})

describe('the lock after five failures', () => {
  const failures = async (account: string, times: number) => {
    for (let i = 0; i < times; i++) expect((await signIn(account, `wrong ${i}`)).statusCode).toBe(401)
  }

  it('refuses the right password too, leaves others alone, ends by itself and is in the audit trail', async () => {
    const [account, other] = [await makeAccount(), await makeAccount()]
    await failures(account, 5)
    const locked = await signIn(account)
    expect(locked.statusCode).toBe(429)
    expect(locked.json()).toMatchObject({ type: '/problems/account-locked' })
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800)
    expect((await signIn(other)).statusCode).toBe(200)

    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 15 * 60_000 + 1_000)
    try {
      expect((await signIn(account)).statusCode).toBe(200)
    } finally {
      vi.useRealTimers()
    }
    const rows = await within(api.db, systemActor, (tx) =>
      tx
        .select()
        .from(auditTrail)
        .where(eq(auditTrail.subject, `account:${account}`))
        .orderBy(auditTrail.seq),
    )
    expect(rows.map(({ action }) => action)).toEqual([...Array<string>(5).fill('sign-in-failed'), 'sign-in-locked', 'sign-in'])
  })

  it('does not come when the right password stands between', async () => {
    const account = await makeAccount()
    await failures(account, 4)
    expect((await signIn(account)).statusCode).toBe(200)
    await failures(account, 4)
    expect((await signIn(account)).statusCode).toBe(200)
  })

  it('comes for names that do not exist as well, so that it betrays none', async () => {
    await failures('a-name-nobody-has', 5)
    expect((await signIn('a-name-nobody-has')).statusCode).toBe(429)
  })

  it('grants guesses at the same time no more than five tries', async () => {
    const account = await makeAccount()
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => signIn(account, `guess ${i}`)))
    expect(replies.filter(({ statusCode }) => statusCode === 401)).toHaveLength(5)
    expect(replies.filter(({ statusCode }) => statusCode === 429)).toHaveLength(7)
  })
})

describe('changing the own password', () => {
  const change = (cookie: string, payload: object) => session(api.app, cookie).put('/api/v1/session/password', payload)

  it('asks for the present one, ends every session and opens a new one', async () => {
    const account = await makeAccount()
    const [here, elsewhere] = [cookieOf(await signIn(account)), cookieOf(await signIn(account))]
    expect((await change(here, { current: 'not it', password: 'Quite-another-1' })).json()).toMatchObject({
      errors: [{ pointer: '/current' }],
    })
    const reply = await change(here, { current: password, password: 'Quite-another-1' })
    expect(reply.statusCode).toBe(200)
    expect(await isSignedIn(here)).toBe(false)
    expect(await isSignedIn(elsewhere)).toBe(false)
    expect(await isSignedIn(cookieOf(reply))).toBe(true)
    expect((await signIn(account)).statusCode).toBe(401)
    expect((await signIn(account, 'Quite-another-1')).statusCode).toBe(200)
    expect((await change(cookieOf(reply), { current: 'Quite-another-1', password })).json()).toMatchObject({
      errors: [{ detail: '不能与用过的密码相同' }],
    })
  })

  it.each(['Short-1', 'alllowercaseletters', '123456789012', 'Password12345', 'aaaaaaaaaaaaaaA1', 'Fuqing@202612'])(
    'refuses %s',
    async (weak) => {
      const cookie = cookieOf(await signIn(await makeAccount()))
      const reply = await change(cookie, { current: password, password: weak })
      expect(reply.statusCode).toBe(400)
      expect(reply.json()).toMatchObject({ errors: [{ pointer: '/password' }] })
    },
  )

  it('refuses the name of the account in it', async () => {
    const account = await makeAccount()
    const reply = await change(cookieOf(await signIn(account)), { current: password, password: `My-${account}-7!` })
    expect(reply.json()).toMatchObject({ errors: [{ detail: '密码不能包含账号名' }] })
  })

  it('takes 128 characters of any script whole', async () => {
    const account = await makeAccount()
    const long = `Aa1${'创新之梯步步高'.repeat(20)}`.slice(0, 128)
    expect((await change(cookieOf(await signIn(account)), { current: password, password: long })).statusCode).toBe(200)
    expect((await signIn(account, long)).statusCode).toBe(200)
    expect((await signIn(account, long.slice(0, 127))).statusCode).toBe(401)
  })

  it('comes before anything else for those who must', async () => {
    const account = await makeAccount({ mustChange: true })
    const cookie = cookieOf(await signIn(account))
    expect((await session(api.app, cookie).get('/api/v1/accounts')).json()).toMatchObject({ type: '/problems/password-change-required' })
    expect((await session(api.app, cookie).get('/api/v1/session')).json()).toMatchObject({ mustChangePassword: true })
    const changed = cookieOf(await change(cookie, { current: password, password: 'Quite-another-1' }))
    expect((await session(api.app, changed).get('/api/v1/accounts')).statusCode).toBe(200)
  })

  it('is asked of staff after ninety days, of companies and demo accounts not', async () => {
    const old = new Date(Date.now() - 91 * 86_400_000)
    const firm = await api.makeFirm()
    const must = async (values: Partial<typeof accounts.$inferInsert>) => {
      const cookie = cookieOf(await signIn(await makeAccount({ passwordChangedAt: old, ...values })))
      return (await session(api.app, cookie).get('/api/v1/session')).json().mustChangePassword
    }
    expect(await must({})).toBe(true)
    expect(await must({ demo: true })).toBe(false)
    expect(await must({ role: 'company', firmId: firm.id })).toBe(false)
  })
})

describe('an empty installation', () => {
  it('has no account, and makes the first administrator by a secret that works once', async () => {
    const empty = await startApi()
    expect((await empty.anonymous.post('/api/v1/session', { account: 'admin', password: 'admin' })).statusCode).toBe(401)
    const setUp = (secret: string) => empty.anonymous.post('/api/v1/setup', { secret, account: 'chief', password: 'A-good-one-77' })
    expect((await setUp('')).statusCode).toBe(403)
    const first = await prepareSetup(empty.db)
    const secret = (await prepareSetup(empty.db)) ?? ''
    expect((await setUp(first ?? '')).statusCode).toBe(403)
    const replies = await Promise.all([setUp(secret), setUp(secret)])
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 403])
    expect(replies.find(({ statusCode }) => statusCode === 201)?.json()).toMatchObject({ account: 'chief', role: 'admin' })
    expect(await prepareSetup(empty.db)).toBeUndefined()
    expect((await empty.anonymous.post('/api/v1/session', { account: 'chief', password: 'A-good-one-77' })).statusCode).toBe(200)
  })
})

it('keeps passwords and tokens out of the audit trail', async () => {
  const rows = await within(api.db, systemActor, (tx) => tx.execute(sql`select audit::text as line from audit`))
  expect(JSON.stringify(rows)).not.toMatch(/Rain-4|Quite-another|argon2/)
})
