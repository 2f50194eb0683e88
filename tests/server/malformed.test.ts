import { beforeAll, describe, expect, it } from 'vitest'
import { type Session, startApi, type TestApi } from './support.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: { readonly type?: string; readonly enum?: readonly string[] }
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
}

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
}

let api: TestApi
let sessions: Session[]
let operations: { path: string; method: string; operation: Operation }[]
let ids: string[]

// The same cases at every run.
let state = 20_260_615
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const oneOf = <T>(values: readonly T[]): T => values[random(values.length)] as T

beforeAll(async () => {
  api = await startApi()
  const [mine, theirs] = [await api.makeFirm({ parkId: 'rongqiao' }), await api.makeFirm({ parkId: 'jiangyin' })]
  ids = [mine.id, theirs.id, '00000000-0000-4000-8000-000000000000']
  sessions = [
    api.anonymous,
    await api.asBureau(),
    await api.asPark('rongqiao'),
    await api.asCompany(mine.id),
    await api.asAdmin(),
    await api.asTown('350181005'),
  ]
  const document: { paths: Record<string, Record<string, Operation>> } = (await api.anonymous.get('/openapi.json')).json()
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // Streams answer until their job ends; there is none here.
      .filter(() => !path.endsWith('/events'))
      .map(([method, operation]) => ({ path, method, operation })),
  )
})

const odd: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  2 ** 53,
  0.1234567,
  '',
  ' ',
  'x'.repeat(5_000),
  '\0',
  '\ud800',
  '\u202e示例',
  '%',
  "' or 1=1 --",
  '../../etc/passwd',
  '2026-02-30',
  '9999999999999999999',
  'constructor',
  '__proto__',
  '=1+1',
  [],
  {},
  [[[[[[[]]]]]]],
  { toString: 1 },
]

/** Values of about the declared shape, each with a fair chance of being something else. */
function valueFor(schema: JsonSchema | undefined, depth = 0): unknown {
  if (random(4) === 0 || depth > 4) return oneOf(odd)
  switch (schema?.type) {
    case 'object': {
      const known = Object.entries(schema.properties ?? {}).filter(() => random(3) > 0)
      const members = known.map(([key, value]): [string, unknown] => [key, valueFor(value, depth + 1)])
      if (random(6) === 0) members.push([oneOf(['constructor', 'hasOwnProperty', 'version', 'x']), 1])
      return Object.fromEntries(members)
    }
    case 'array':
      return Array.from({ length: random(4) }, () => valueFor(schema.items, depth + 1))
    case 'number':
    case 'integer':
      return oneOf([0, 1, -3, 2.5, 12_345_678.91])
    case 'boolean':
      return random(2) === 0
    default:
      return oneOf([...ids, '示例', '2026-06-15', 'hnte', 'rongqiao', '91350181MA00000000'])
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
const inAddress = (value: unknown): string => encodeURIComponent(textOf(value).replace(/\p{Cs}/gu, '')).slice(0, 1_000)

function requestFor({ path, method, operation }: (typeof operations)[number]) {
  const url = path.replace(/\{[^}]+\}/g, () => (random(2) === 0 ? oneOf(ids) : inAddress(oneOf(odd)) || 'x'))
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && random(2) === 0)
    .map(({ name, schema }) => `${name}=${inAddress(random(2) === 0 ? oneOf(odd) : (oneOf(schema.enum ?? []) ?? valueFor(schema)))}`)
  const content = operation.requestBody?.content['application/json']
  const headers: Record<string, string> = {}
  if (random(3) === 0) headers['if-match'] = oneOf(['"v1"', '*', 'W/"v1"', 'v', '""', '"v99999999999999999999"'])
  if (random(5) === 0) headers['idempotency-key'] = oneOf(['k', 'x'.repeat(300), 'ä', ''])
  if (content || random(10) === 0)
    headers['content-type'] =
      random(8) === 0 ? oneOf(['text/plain', 'multipart/form-data', 'application/json; charset=latin1', 'x']) : 'application/json'
  const payload = content
    ? random(12) === 0
      ? oneOf(['{', '[]', 'null', '"x"', '{"a":1,"a":2}', ''])
      : JSON.stringify(valueFor(content.schema))
    : undefined
  return {
    method: method.toUpperCase() as 'GET',
    url: query.length > 0 ? `${url}?${query.join('&')}` : url,
    headers,
    ...(payload !== undefined && { payload }),
  }
}

describe('malformed requests, drawn from the OpenAPI document', () => {
  it('are answered, never by a failure of the server, and every refusal is a problem', async () => {
    for (const operation of operations) {
      for (const session of sessions) {
        for (let i = 0; i < 6; i++) {
          const request = requestFor(operation)
          const reply = await session.inject(request)
          const seen = [reply.statusCode, request, reply.statusCode >= 500 ? reply.body : '']
          expect(reply.statusCode, JSON.stringify(seen)).toBeLessThan(500)
          if (reply.statusCode >= 400) expect(reply.headers['content-type'], JSON.stringify(seen)).toMatch(/^application\/problem\+json/)
        }
      }
    }
    expect((await api.anonymous.get('/api/v1/health')).statusCode).toBe(200)
  }, 600_000)
})
