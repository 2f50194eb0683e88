import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../shared/problem.ts'
import { type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session

beforeAll(async () => {
  api = await startApi({ BODY_LIMIT_BYTES: '20000' })
  bureau = await api.asBureau()
})

const signIn = (payload: string | object, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'POST', url: '/api/v1/session', payload, headers: { 'content-type': 'application/json', ...headers } })

describe('errors are problem details, whatever was wrong', () => {
  const cases: readonly [
    title: string,
    status: number,
    ask: () => Promise<{ statusCode: number; headers: Record<string, unknown>; body: string }>,
  ][] = [
    ['an unknown address under /api', 404, () => api.anonymous.get('/api/v1/nothing')],
    ['an unknown file', 404, () => api.anonymous.get('/nothing.map')],
    ['a dot file', 404, () => api.anonymous.get('/.env')],
    ['a malformed address', 400, () => api.anonymous.get('/api/v1/accounts/%E0%A4%A')],
    ['a parameter that is too long', 414, () => bureau.get(`/api/v1/accounts/${'a'.repeat(300)}`)],
    ['a method that is not there', 405, () => api.anonymous.delete('/api/v1/health')],
    ['an odd method', 405, () => api.anonymous.inject({ method: 'OPTIONS', url: '/api/v1/health' })],
    ['a body that is no JSON', 400, () => signIn('{"account":')],
    ['a body that poisons prototypes', 400, () => signIn('{"__proto__": {"x": 1}}')],
    ['a body of another type', 415, () => signIn('<a/>', { 'content-type': 'application/xml' })],
    ['a body that is too large', 413, () => signIn({ account: 'a'.repeat(30_000), password: 'x' })],
    ['a body that is null', 400, () => signIn('null')],
    ['no session', 401, () => api.anonymous.get('/api/v1/accounts')],
    ['a role that may not', 403, () => bureau.get('/api/v1/metrics')],
    ['a row that is not there', 404, () => bureau.get('/api/v1/jobs/00000000-0000-4000-8000-000000000000')],
    ['an id that is none', 400, () => bureau.get('/api/v1/jobs/1')],
    ['a NUL in an address', 400, () => bureau.get('/api/v1/accounts/a%00b')],
    ['a query out of range', 400, () => bureau.get('/api/v1/accounts?limit=0')],
  ]

  it.each(cases)('answers %s with %i', async (_title, status, ask) => {
    const reply = await ask()
    expect(reply.statusCode).toBe(status)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    const problem = Problem.parse(JSON.parse(reply.body))
    expect(problem.status).toBe(status)
    expect(problem.title).not.toBe('')
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.headers['x-content-type-options']).toBe('nosniff')
    expect(reply.body).not.toMatch(/node_modules|at \w+ \(|select |postgres/i)
  })

  it('names every refused value at once, unknown ones too', async () => {
    const reply = await signIn({ account: '', pass: 'x' })
    expect(reply.statusCode).toBe(400)
    const { errors } = Problem.parse(reply.json())
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['/account', '/pass', '/password'])
  })

  it('says the title in English to those who prefer it', async () => {
    expect((await api.anonymous.get('/api/v1/nothing', { 'accept-language': 'en-GB,en;q=0.9' })).json()).toMatchObject({
      title: 'Not found',
    })
    expect((await api.anonymous.get('/api/v1/nothing')).json()).toMatchObject({ title: '没有找到' })
  })

  it('asks for a session before it looks at the body', async () => {
    for (const payload of ['{"broken', '{}']) {
      const reply = await api.app.inject({
        method: 'POST',
        url: '/api/v1/accounts',
        payload,
        headers: { 'content-type': 'application/json' },
      })
      expect(reply.statusCode).toBe(401)
    }
    const typed = await api.app.inject({ method: 'POST', url: '/api/v1/accounts', payload: 'x', headers: { 'content-type': 'image/png' } })
    expect(typed.statusCode).toBe(401)
  })

  it('names the methods that are there', async () => {
    expect((await bureau.put('/api/v1/accounts/x')).headers.allow).toBe('DELETE, GET, HEAD, PATCH')
  })

  it('refuses writes from pages of other sites, and takes those of its own', async () => {
    const from = (headers: Record<string, string>) => signIn({ account: 'nobody', password: 'wrong' }, headers)
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'http://localhost:1' },
    ]
    for (const headers of foreign) {
      const reply = await from(headers)
      expect(reply.statusCode).toBe(403)
      expect(reply.json()).toMatchObject({ type: '/problems/foreign-origin' })
    }
    expect((await from({ origin: 'http://localhost:80', host: 'localhost' })).statusCode).toBe(401)
    expect((await from({})).statusCode).toBe(401)
  })
})

describe('what never becomes a request', () => {
  const say = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = api.app.server.address() as { port: number }
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let heard = ''
      socket.setEncoding('utf8').on('data', (part: string) => (heard += part))
      socket.once('end', () => resolve(heard)).once('error', reject)
    })

  beforeAll(async () => {
    await api.app.listen({ port: 0, host: '127.0.0.1' })
  })

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['too many headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['no Host', 'GET /api/v1/health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['an odd expectation', 'GET /api/v1/health HTTP/1.1\r\nHost: a\r\nExpect: pie\r\nConnection: close\r\n\r\n', 417],
  ])('answers %s with a problem', async (_title, text, status) => {
    const heard = await say(text)
    expect(heard).toContain(`HTTP/1.1 ${status}`)
    expect(heard.toLowerCase()).toContain('application/problem+json')
    expect(JSON.parse(heard.slice(heard.indexOf('{'), heard.lastIndexOf('}') + 1))).toMatchObject({ status })
  })
})
