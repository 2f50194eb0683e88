import { beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { guardRoutes } from '../../server/accounts/access.ts'
import fastify from 'fastify'
import { startApi, type TestApi } from './support.ts'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly Record<string, unknown>[]
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>
  readonly requestBody?: unknown
  readonly 'x-roles'?: readonly string[]
}

interface Document {
  readonly openapi: string
  readonly servers?: unknown
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly securitySchemes: Record<string, unknown> }
}

let api: TestApi
let document: Document
let operations: { path: string; method: string; operation: Operation }[]

beforeAll(async () => {
  api = await startApi()
  document = (await api.anonymous.get('/openapi.json')).json()
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
})

describe('the OpenAPI document', () => {
  it('is of version 3.1, with full paths and the session cookie', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.servers).toBeUndefined()
    expect(Object.keys(document.paths).every((path) => path.startsWith('/api/v1/'))).toBe(true)
    expect(document.components.securitySchemes).toEqual({ session: { type: 'apiKey', in: 'cookie', name: 'ladder_session' } })
    expect(Object.keys(document.paths)).toContain('/api/v1/session')
  })

  it('names every operation once, and says of each who may call it and what it answers', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, method, operation } of operations) {
      const at = `${method} ${path}`
      expect([at, operation.summary]).toEqual([at, expect.stringMatching(/\w/)])
      const isPublic = operation.security.length === 0
      if (!isPublic) expect([at, operation.security, operation['x-roles']?.length]).toEqual([at, [{ session: [] }], expect.any(Number)])
      const codes = Object.keys(operation.responses)
      expect([at, codes]).toEqual([at, expect.arrayContaining(['4XX', '5XX'])])
      expect([at, codes.some((code) => code.startsWith('2'))]).toEqual([at, true])
      expect(operation.responses['4XX']?.content).toHaveProperty(['application/problem+json'])
    }
  })

  it('says no less than what is there: 401 for every operation that is not public', async () => {
    for (const { path, method, operation } of operations) {
      if (operation.security.length === 0) continue
      const url = path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000')
      const reply = await api.app.inject({
        method: method.toUpperCase() as 'GET',
        url,
        payload: '{"broken',
        headers: { 'content-type': 'application/json' },
      })
      expect([method, path, reply.statusCode]).toEqual([method, path, 401])
    }
  })

  it('says no more than what is allowed: 403 for every role that it does not name, before anything else is looked at', async () => {
    const firm = await api.makeFirm()
    const sessions = {
      company: await api.asCompany(firm.id),
      park: await api.asPark('rongqiao'),
      town: await api.asTown('350181005'),
      bureau: await api.asBureau(),
      admin: await api.asAdmin(),
    }
    for (const { path, method, operation } of operations) {
      if (operation.security.length === 0) continue
      for (const [role, session] of Object.entries(sessions)) {
        if (operation['x-roles']?.includes(role)) continue
        const url = path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000')
        const reply = await session.inject({
          method: method.toUpperCase() as 'GET',
          url,
          payload: '{"broken',
          headers: { 'content-type': 'application/json' },
        })
        expect([role, method, path, reply.statusCode]).toEqual([role, method, path, 403])
      }
    }
  })

  it('can be read as a page under the content security policy', async () => {
    const page = await api.anonymous.get('/docs')
    expect(page.statusCode).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/)
    for (const directive of ['object-src', 'base-uri', 'frame-ancestors', 'form-action']) expect(policy).toContain(directive)
    expect(page.body).not.toMatch(/<script(?! src)|<style| style=/)
    for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await api.anonymous.get(String(path))).statusCode).toBe(200)
  })
})

describe('a route that does not say who may call it', () => {
  it('keeps the server from being built', () => {
    const app = fastify()
    guardRoutes(app)
    expect(() => app.get('/api/v1/forgotten', () => 'x')).toThrow('GET /api/v1/forgotten does not declare its access')
    expect(() => app.get('/somewhere', () => 'x')).not.toThrow()
  })
})

describe('limits by configuration', () => {
  it('answers 429 with the time to wait, counted by account', async () => {
    const config = { ...api.config, rateLimitPerMinute: 3 }
    const app = await buildApp({ config, db: api.db })
    const [one, two] = [await api.asBureau(), await api.asBureau()]
    const ask = (cookie = '') => app.inject({ url: '/api/v1/parks', headers: { cookie } })
    for (let i = 0; i < 3; i++) expect((await ask(one.cookie)).statusCode).toBe(200)
    const reply = await ask(one.cookie)
    expect(reply.statusCode).toBe(429)
    expect(reply.headers['content-type']).toMatch(/problem\+json/)
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
    expect((await ask(two.cookie)).statusCode).toBe(200)
    await app.close()
  })

  it('carries two hundred requests a second from one session by default', () => {
    expect(api.config.rateLimitPerMinute).toBeGreaterThan(200 * 60)
  })
})

describe('answers that are no errors', () => {
  it('are not kept by browsers, but for reference data', async () => {
    const bureau = await api.asBureau()
    expect((await bureau.get('/api/v1/session')).headers['cache-control']).toBe('no-store')
    const towns = await bureau.get('/api/v1/reference/towns')
    expect(towns.headers['cache-control']).toMatch(/max-age/)
    expect(towns.json()).toEqual({ items: [] })
    expect((await api.anonymous.get('/api/v1/parks')).json().items.map(({ id }: { id: string }) => id)).toEqual([
      'rongqiao',
      'jiangyin',
      'yuanhong',
      'lanyuan',
    ])
    expect((await api.anonymous.get('/api/v1/health')).json()).toEqual({ status: 'ok' })
  })
})
