import type { FastifyInstance, FastifyRequest } from 'fastify'
import { roles, type Role } from '../../shared/accounts.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { findVisitor, type Visitor } from './sessions.ts'

/** Who may call an operation: everybody, or the signed-in of these roles. Which rows they see is decided by the database. */
export type Access = 'public' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route under /api declares it; the app is not built without. */
    access?: Access
    /** Also for those who must first change their password or set up their second factor. */
    beforeReady?: boolean
  }
  interface FastifyRequest {
    /** Who is signed in, if anybody. */
    visitor: Visitor | null
    /** Who acts. Throws where nobody is signed in, so only for routes that are not public. */
    readonly actor: Actor
  }
}

export const everyRole = Object.keys(roles) as readonly Role[]

/** The declaration of a route's access: `config: allow('bureau', 'park')`. */
export const allow = (...who: readonly Role[] | readonly ['public']): { access: Access } => ({
  access: who[0] === 'public' ? 'public' : (who as readonly Role[]),
})

/** Learns who calls, before anything else of the request is looked at. */
export function recogniseVisitors(app: FastifyInstance, db: Db, config: Config): void {
  app.decorateRequest('visitor', null)
  app.decorateRequest('actor', {
    getter(this: FastifyRequest) {
      if (!this.visitor) throw new ProblemError('not-signed-in')
      return this.visitor.actor
    },
  })
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/api/')) request.visitor = (await findVisitor(db, config, request)) ?? null
  })
}

/** Guards each route under /api by what it declares. Throws while the app is built where a route declares nothing. */
export function guardRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/api/')) return
    const access = route.config?.access
    if (access === undefined) throw new Error(`${String(route.method)} ${route.url} does not declare its access`)
    if (access === 'public') return
    const guard = async (request: FastifyRequest) => refuseUnless(request, access)
    route.onRequest = [...[route.onRequest ?? []].flat(), guard]
  })
}

function refuseUnless({ visitor, routeOptions }: FastifyRequest, access: readonly Role[]): void {
  if (!visitor) throw new ProblemError('not-signed-in')
  if (!routeOptions.config.beforeReady) {
    if (visitor.mustChangePassword) throw new ProblemError('password-change-required')
    if (visitor.mustSetUpSecondFactor) throw new ProblemError('second-factor-required')
  }
  if (visitor.actor.role === 'system' || !access.includes(visitor.actor.role)) throw new ProblemError('not-allowed')
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses writes that a page of another site sends. Programs send no Origin. */
export function refuseForeignOrigins(app: FastifyInstance, config: Config): void {
  const home = config.publicUrl && new URL(config.publicUrl).origin
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method)) return
    const { origin } = request.headers
    if (origin === undefined) {
      const site = request.headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ProblemError('foreign-origin')
      return
    }
    if (origin === home || hostOf(origin) === request.host) return
    throw new ProblemError('foreign-origin')
  })
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}
