import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { problemOf } from '../problems.ts'
import { audit } from './service.ts'

/**
 * Leaves a row where somebody who is signed in was refused something by right: what the role may not do, and what is not
 * there for this person, be it foreign or missing. Both rows are the same, so that the trail is no oracle either. The
 * answer waits for the row; where the database is away the refusal still stands.
 */
export async function recordRefusal(db: Db, error: unknown, request: FastifyRequest): Promise<void> {
  const { visitor, method, routeOptions, params } = request
  const { problem, statusCode } = problemOf(error)
  const isRefusal = statusCode === 403 || (statusCode === 404 && routeOptions.url?.includes('/:'))
  // What must be done first is no refusal.
  if (!visitor || !isRefusal || problem === 'password-change-required' || problem === 'second-factor-required') return
  try {
    await within(db, systemActor, (tx) =>
      // Of no park: what was asked for may be another's, so only those who read everything read it.
      audit(
        tx,
        { ...visitor.actor, parkId: null },
        {
          action: 'refused',
          subject: subjectOf(routeOptions.url ?? '', params),
          outcome: 'refused',
          after: { method, route: routeOptions.url, problem },
        },
      ),
    )
  } catch (cause) {
    request.log.error({ err: cause }, 'a refusal is not in the audit trail')
  }
}

/** `firm:<id>` of `/firms/:firmId/figures`; else the route itself. */
function subjectOf(route: string, params: unknown): string {
  const [name, value] = Object.entries((params ?? {}) as Readonly<Record<string, unknown>>)[0] ?? []
  if (name === undefined) return route
  return `${name.replace(/Id$/, '')}:${String(value).replaceAll('\0', '').slice(0, 100)}`
}
