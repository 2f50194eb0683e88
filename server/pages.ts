import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { packageRoot } from './config.ts'
import { ProblemError } from './problems.ts'

/** Not pages: an address below these that is not known is an error. */
const machine = /^\/(api|docs|openapi\.json)(\/|\?|$)/

interface Known {
  readonly pattern: RegExp
  readonly methods: Set<string>
}

/** Serves the built single-page application, and answers what no route takes. */
export async function servePages(app: FastifyInstance): Promise<void> {
  const folder = join(packageRoot(), 'dist', 'web')
  const index = join(folder, 'index.html')
  const page = existsSync(index) ? readFileSync(index, 'utf8') : undefined
  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      globIgnore: ['**/*.map', 'index.html'],
      setHeaders: (reply, path) => {
        // Names under assets/ carry a hash of their content.
        void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page),
    )
  }

  const known = knownRoutes(app)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const allowed = known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => [...methods])
    if (allowed.length > 0) throw new ProblemError('method-not-allowed', { headers: { allow: [...new Set(allowed)].sort().join(', ') } })
    const isPage =
      page !== undefined && (request.method === 'GET' || request.method === 'HEAD') && !machine.test(request.url) && !/\.[^/]*$/.test(path)
    if (!isPage) throw new ProblemError('not-found')
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  })
}

/** Every route's pattern, so that a wrong method is told from a wrong address. */
function knownRoutes(app: FastifyInstance): readonly Known[] {
  const known = new Map<string, Known>()
  app.addHook('onRoute', ({ url, method }) => {
    const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')
    const entry = known.get(source) ?? { pattern: new RegExp(`^${source}/?$`), methods: new Set() }
    for (const one of [method].flat()) entry.methods.add(one)
    known.set(source, entry)
    list.splice(0, list.length, ...known.values())
  })
  const list: Known[] = []
  return list
}
