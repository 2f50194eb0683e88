import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hashPassword } from '../../server/accounts/passwords.ts'
import { accounts } from '../../server/accounts/table.ts'
import { codeAt, stepAt } from '../../server/accounts/totp.ts'
import { buildApp } from '../../server/app.ts'
import { auditTrail } from '../../server/audit/table.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { type Session, session, startApi, type TestApi } from './support.ts'

const password = '雨过天晴 Rain-4-ever'

let api: TestApi
let passwordHash: string
let made = 0

beforeAll(async () => {
  api = await startApi()
  passwordHash = await hashPassword(password)
})

async function makeAccount(): Promise<string> {
  const account = `factor-${++made}`
  await within(api.db, systemActor, (tx) => tx.insert(accounts).values({ account, displayName: '张示例', role: 'bureau', passwordHash }))
  return account
}

const signIn = (account: string, code?: string, given = password) =>
  api.anonymous.post('/api/v1/session', { account, password: given, ...(code !== undefined && { code }) })

const sessionOf = (reply: { headers: Record<string, unknown> }): Session =>
  session(api.app, String(reply.headers['set-cookie']).split(';')[0])

/** The digits that an app shows, by default those of this moment. */
const codeOf = (secret: string, steps = 0) => codeAt(secret, stepAt(new Date()) + steps)

/** An account with a second factor, set up by the step before this one, so that the present code is still unused. */
async function enrolled() {
  const account = await makeAccount()
  const own = sessionOf(await signIn(account))
  const { secret } = (await own.post('/api/v1/session/second-factor', { current: password })).json()
  const confirmed = await own.post('/api/v1/session/second-factor/confirmation', { code: codeOf(secret, -1) })
  expect(confirmed.statusCode, confirmed.body).toBe(200)
  return { account, own, secret: secret as string, recovery: confirmed.json().codes as string[] }
}

it('makes the codes of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const known = {
    59: '287082',
    1111111109: '081804',
    1111111111: '050471',
    1234567890: '005924',
    2000000000: '279037',
    20000000000: '353130',
  }
  for (const [seconds, code] of Object.entries(known)) expect(codeAt(secret, Math.floor(Number(seconds) / 30))).toBe(code)
})

describe('setting up a second factor', () => {
  it('asks for the password, holds only after a first code, and ends the other sessions', async () => {
    const account = await makeAccount()
    const [own, other] = [sessionOf(await signIn(account)), sessionOf(await signIn(account))]
    expect((await own.post('/api/v1/session/second-factor', { current: 'wrong' })).json()).toMatchObject({
      errors: [{ pointer: '/current' }],
    })
    const begun = (await own.post('/api/v1/session/second-factor', { current: password })).json()
    expect(begun.uri).toContain(`secret=${begun.secret}&issuer=`)
    expect(sessionOf(await signIn(account)).cookie).toBeDefined()
    expect((await own.post('/api/v1/session/second-factor/confirmation', { code: '000000' })).statusCode).toBe(400)
    const confirmed = await own.post('/api/v1/session/second-factor/confirmation', { code: codeOf(begun.secret) })
    expect(new Set(confirmed.json().codes).size).toBe(10)
    expect((await other.get('/api/v1/session')).statusCode).toBe(401)
    expect((await own.get('/api/v1/session/second-factor')).json()).toEqual({ isOn: true, isRequired: false, recoveryCodesLeft: 10 })
    // The key is told while it is set up, never again.
    expect((await own.post('/api/v1/session/second-factor', { current: password })).json()).toMatchObject({
      type: '/problems/second-factor-on',
    })
  })
})

describe('signing in with a second factor', () => {
  it('needs a code after the right password, and takes each code once', async () => {
    const { account, secret } = await enrolled()
    expect((await signIn(account)).json()).toMatchObject({ status: 401, type: '/problems/second-factor-needed' })
    expect((await signIn(account, undefined, 'wrong')).json()).toMatchObject({ type: '/problems/sign-in-refused' })
    expect((await signIn(account, codeOf(secret, -5))).json()).toMatchObject({ type: '/problems/code-refused' })
    const code = codeOf(secret)
    const both = await Promise.all([signIn(account, code), signIn(account, code)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401])
    expect((await signIn(account, code)).statusCode).toBe(401)
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      vi.setSystemTime(Date.now() + 31_000)
      expect((await signIn(account, ` ${codeOf(secret).slice(0, 3)} ${codeOf(secret).slice(3)}`)).statusCode).toBe(200)
    } finally {
      vi.useRealTimers()
    }
  })

  it('takes a recovery code once, in any writing', async () => {
    const { account, recovery } = await enrolled()
    const [first = '', second = ''] = recovery
    expect((await signIn(account, first.toLowerCase().replace('-', ' '))).statusCode).toBe(200)
    expect((await signIn(account, first)).json()).toMatchObject({ type: '/problems/code-refused' })
    const own = sessionOf(await signIn(account, second))
    expect((await own.get('/api/v1/session/second-factor')).json()).toMatchObject({ recoveryCodesLeft: 8 })
  })

  it('locks after five wrong codes, the right one too; steps without a code do not count', async () => {
    const { account, secret } = await enrolled()
    for (let i = 0; i < 6; i++) expect((await signIn(account)).json()).toMatchObject({ type: '/problems/second-factor-needed' })
    for (let i = 0; i < 5; i++) expect((await signIn(account, '12345')).json()).toMatchObject({ type: '/problems/code-refused' })
    expect((await signIn(account, codeOf(secret))).statusCode).toBe(429)
    const rows = await within(api.db, systemActor, (tx) =>
      tx
        .select()
        .from(auditTrail)
        .where(eq(auditTrail.subject, `account:${account}`)),
    )
    expect(rows.filter(({ action }) => action === 'second-factor-failed')).toHaveLength(5)
  })

  it('is not skipped by a new password, from an administrator or by a link', async () => {
    const { account, secret } = await enrolled()
    const admin = await api.asAdmin()
    const next = 'Quite-another-1'
    const { version } = (await admin.get(`/api/v1/accounts/${account}`)).json()
    expect((await admin.patch(`/api/v1/accounts/${account}`, { password: next }, { 'if-match': `"v${version}"` })).statusCode).toBe(200)
    expect((await signIn(account, undefined, next)).json()).toMatchObject({ type: '/problems/second-factor-needed' })
    const { token } = (await admin.post(`/api/v1/accounts/${account}/invitation`)).json()
    await api.anonymous.post('/api/v1/invitations/acceptance', { token, password: 'And-one-more-22' })
    expect((await signIn(account, undefined, 'And-one-more-22')).json()).toMatchObject({ type: '/problems/second-factor-needed' })
    expect((await signIn(account, codeOf(secret), 'And-one-more-22')).statusCode).toBe(200)
    // Taking it off is an act of its own.
    expect((await admin.delete(`/api/v1/accounts/${account}/second-factor`)).statusCode).toBe(204)
    expect((await signIn(account, undefined, 'And-one-more-22')).statusCode).toBe(200)
  })

  it('is turned off by password and code, not by the password alone', async () => {
    const { account, own, secret } = await enrolled()
    const off = (code: string) => own.post('/api/v1/session/second-factor/removal', { current: password, code })
    expect((await off('000000')).json()).toMatchObject({ errors: [{ pointer: '/code' }] })
    const renewed = await own.post('/api/v1/session/second-factor/recovery-codes', { current: password, code: codeOf(secret) })
    expect(renewed.json().codes).toHaveLength(10)
    expect((await off(renewed.json().codes[0])).statusCode).toBe(204)
    expect((await signIn(account)).statusCode).toBe(200)
  })
})

it('comes before anything else for the roles that must have one', async () => {
  const app = await buildApp({ config: { ...api.config, secondFactorRoles: ['bureau'] }, db: api.db })
  const bureau = session(app, (await api.asBureau()).cookie)
  expect((await bureau.get('/api/v1/firms')).json()).toMatchObject({ status: 403, type: '/problems/second-factor-required' })
  expect((await bureau.get('/api/v1/session')).json()).toMatchObject({ mustSetUpSecondFactor: true })
  expect((await bureau.get('/api/v1/session/second-factor')).statusCode).toBe(200)
  expect((await session(app, (await api.asPark('rongqiao')).cookie).get('/api/v1/firms')).statusCode).toBe(200)
  await app.close()
})

it('keeps keys and codes out of the audit trail', async () => {
  const { secret, recovery } = await enrolled()
  const rows = await within(api.db, systemActor, (tx) => tx.select().from(auditTrail))
  for (const hidden of [secret, ...recovery, password]) expect(JSON.stringify(rows)).not.toContain(hidden)
})
