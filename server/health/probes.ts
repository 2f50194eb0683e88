import { sql } from 'drizzle-orm'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findVisitor } from '../accounts/sessions.ts'
import { ProblemError } from '../problems.ts'
import { countRequests, metricsOf } from './metrics.ts'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** From a program on this machine, and not by way of a proxy on it. */
const isLocal = ({ raw, headers }: FastifyRequest): boolean =>
  loopback.has(raw.socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined

/**
 * What watches the process asks at the root: `/healthz` whether it lives, `/readyz` whether it may be sent requests,
 * `/metrics` how it is doing, for administrators and for programs on this machine only.
 */
export function answerProbes(app: FastifyInstance): void {
  const metrics = metricsOf(app, countRequests(app))
  const schema = { hide: true }

  app.get('/healthz', { schema }, async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))

  app.get('/readyz', { schema }, async (_request, reply) => {
    await app.db.execute(sql`select 1`)
    return reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })

  app.get('/metrics', { schema }, async (request, reply) => {
    if (!isLocal(request)) {
      const visitor = await findVisitor(app.db, app.settings, request)
      if (!visitor) throw new ProblemError('not-signed-in')
      if (visitor.actor.role !== 'admin') throw new ProblemError('not-allowed')
    }
    return reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(await metrics())
  })
}
