import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { malformedRequests, operationsOf } from './malformed.ts'
import { caller, conclude, isShort, numberOption, quantile, randomOf, signIn, startServer } from './product.ts'

/**
 * Sends malformed requests to the running product, drawn from its OpenAPI document, in the name of each role and of nobody:
 * none may end in a failure of the server, take longer than five seconds, or lose its connection.
 *
 *   npm run drill:fuzz -- [--requests 10000] [--seed 1] [--short]
 */
const each = isShort ? 150 : numberOption('requests', 10_000)
const seed = numberOption('seed', 20_261_123)
const slowestMs = 5_000
const dataDir = mkdtempSync(join(tmpdir(), 'ladder-fuzz-'))
const server = await startServer({ DATA_DIR: dataDir, PORT: '0', RATE_LIMIT_PER_MINUTE: '10000000', RATE_LIMIT_SIGN_IN: '1000000' })
const faults: string[] = []
const statuses: Record<string, number> = {}
const times: number[] = []

const idsIn = (body: unknown): string[] =>
  ((body as { items?: { id?: unknown }[] } | undefined)?.items ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : []))

async function fuzz(role: string, account: string | undefined): Promise<void> {
  const random = randomOf(seed + role.length)
  const operations = operationsOf((await caller(server.url).send('GET', '/openapi.json'))?.body as Parameters<typeof operationsOf>[0])
  let cookie = account === undefined ? undefined : await signIn(server.url, account)
  const mine = await caller(server.url, cookie).send('GET', '/api/v1/firms?limit=5')
  const known = [
    ...idsIn(mine?.body),
    '00000000-0000-4000-8000-000000000000',
    'rongqiao',
    'bureau',
    'hnte',
    '91350181MA00000000',
    '2025',
    '1',
  ]
  const draw = malformedRequests(random, known)
  for (let n = 0; n < each; n++) {
    const request = draw(operations[n % operations.length]!)
    const begun = performance.now()
    try {
      const reply = await fetch(`${server.url}${request.url}`, {
        method: request.method,
        headers: { ...(cookie && { cookie }), ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        signal: AbortSignal.timeout(20_000),
      })
      const text = await reply.text()
      const ms = performance.now() - begun
      times.push(ms)
      statuses[reply.status] = (statuses[reply.status] ?? 0) + 1
      const isProblem = reply.headers.get('content-type')?.startsWith('application/problem+json') ?? false
      if (
        reply.status >= 500 ||
        ms > slowestMs ||
        (reply.status >= 400 && !isProblem) ||
        (account === undefined && isClosed(reply.status, request.url))
      )
        faults.push(`${role} ${Math.round(ms)} ms ${reply.status} ${JSON.stringify(request).slice(0, 600)} ${text.slice(0, 200)}`)
      // A request may have ended the session: by signing out, or by a new password.
      if (reply.status === 401 && account !== undefined) cookie = await signIn(server.url, account)
    } catch (error) {
      faults.push(`${role} ${String(error)} ${JSON.stringify(request).slice(0, 600)}`)
    }
  }
}

/** To nobody, what is not public is closed before it is judged. */
function isClosed(status: number, url: string): boolean {
  return status < 400 && /\/api\/v1\/(firms|accounts|imports|lists|jobs|overview)/.test(url)
}

const begun = performance.now()
const roles = { anonymous: undefined, bureau: 'bureau', park: 'park-rongqiao', company: 'firm-1', admin: 'admin' }
for (const [role, account] of Object.entries(roles)) {
  await fuzz(role, account)
  if (!isShort) process.stderr.write(`${role}: ${faults.length} faults so far ${faults.at(-1) ?? ''}\n`)
}
const health = await caller(server.url).send('GET', '/api/v1/health')
if (health?.status !== 200) faults.push('the server is not well afterwards')
server.child.kill('SIGTERM')
if ((await server.ended()) !== 0) faults.push(`SIGTERM: exit code ${server.child.exitCode}: ${server.output()}`)
rmSync(dataDir, { recursive: true, force: true })
conclude(
  {
    drill: 'fuzz',
    seed,
    requestsPerRole: each,
    roles: Object.keys(roles),
    statuses,
    milliseconds: {
      median: Math.round(quantile(times, 0.5)),
      p99: Math.round(quantile(times, 0.99)),
      longest: Math.round(Math.max(...times)),
    },
    minutes: Math.round((performance.now() - begun) / 6_000) / 10,
  },
  faults,
)
