import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance, type RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { guardRoutes, recogniseVisitors, refuseForeignOrigins } from './accounts/access.ts'
import { accountRoutes } from './accounts/routes.ts'
import { secondFactorRoutes } from './accounts/second-factor-routes.ts'
import { sessionRoutes } from './accounts/session-routes.ts'
import { recordRefusal } from './audit/refusals.ts'
import { auditRoutes } from './audit/routes.ts'
import { recordViews } from './audit/views.ts'
import { bulkRoutes } from './bulk/routes.ts'
import type { Config } from './config.ts'
import type { Db } from './db/connection.ts'
import { answerClientError, answerExpectation, drainOnClose, harden, limitRates } from './hardening.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { figureRoutes } from './figures/routes.ts'
import { firmRoutes } from './firms/routes.ts'
import { answerProbes } from './health/probes.ts'
import { healthRoutes } from './health/routes.ts'
import { importRoutes } from './imports/routes.ts'
import { jobRoutes } from './jobs/routes.ts'
import { listRoutes } from './lists/routes.ts'
import { loggerOptions } from './log.ts'
import { dutyRoutes } from './duties/routes.ts'
import { describeApi } from './openapi.ts'
import { servePages } from './pages.ts'
import { moveRoutes } from './moves/routes.ts'
import { noticeRoutes } from './notices/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { parkReportRoutes } from './park-report/routes.ts'
import { parkRoutes } from './parks/routes.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { answerProblem, ProblemError } from './problems.ts'
import { referenceRoutes } from './reference/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { serviceRoutes } from './services/routes.ts'
import { simulationRoutes } from './simulations/routes.ts'
import { submissionRoutes } from './submissions/routes.ts'
import { todayRoutes } from './today/routes.ts'
import { trainingRoutes } from './trainings/routes.ts'
import { serializerCompiler, validatorCompiler } from './validation.ts'
import { viewRoutes } from './views/routes.ts'

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** The routes of a feature; their paths stand under /api/v1. */
export type Routes = (app: App) => Promise<void>

declare module 'fastify' {
  interface FastifyInstance {
    readonly db: Db
    /** For reads that may lag behind: the replica where there is one. */
    readonly readDb: Db
    readonly settings: Config
    /** Aborts when the server begins to close: streams end then. */
    readonly closing: AbortSignal
  }
}

/** The whole API: every feature by name. */
const features: Readonly<Record<string, Routes>> = {
  health: healthRoutes,
  session: sessionRoutes,
  secondFactor: secondFactorRoutes,
  accounts: accountRoutes,
  audit: auditRoutes,
  parks: parkRoutes,
  reference: referenceRoutes,
  firms: firmRoutes,
  privacy: privacyRoutes,
  figures: figureRoutes,
  submissions: submissionRoutes,
  evidence: evidenceRoutes,
  imports: importRoutes,
  reports: reportRoutes,
  simulations: simulationRoutes,
  lists: listRoutes,
  overview: overviewRoutes,
  jobs: jobRoutes,
  today: todayRoutes,
  views: viewRoutes,
  notices: noticeRoutes,
  duties: dutyRoutes,
  bulk: bulkRoutes,
  services: serviceRoutes,
  moves: moveRoutes,
  trainings: trainingRoutes,
  parkReport: parkReportRoutes,
}

interface AppParts {
  readonly config: Config
  readonly db: Db
  readonly readDb?: Db
}

/** Builds the server, ready to listen. Throws where a route does not declare who may call it. */
export async function buildApp({ config, db, readDb = db }: AppParts): Promise<App> {
  const app = fastify({
    logger: loggerOptions(config),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestIdOf(request, config),
    trustProxy: config.trustProxy,
    bodyLimit: config.bodyLimit,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    return503OnClosing: false,
    // A request must have come whole within 40 s; a connection on which nothing moves is ended.
    requestTimeout: 40_000,
    connectionTimeout: 45_000,
    keepAliveTimeout: 20_000,
    http: { maxHeaderSize: 16_384, headersTimeout: 20_000, connectionsCheckingInterval: 4_000, requireHostHeader: false },
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-content-type-options', 'nosniff')
      answerProblem(error, request, reply)
    },
    clientErrorHandler: answerClientError,
  }).withTypeProvider<ZodTypeProvider>()

  app.server.on('checkExpectation', answerExpectation)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    await recordRefusal(db, error, request)
    answerProblem(error, request, reply)
    return reply
  })
  app.decorate('db', db).decorate('readDb', readDb).decorate('settings', config)

  await harden(app, config)
  drainOnClose(app)
  refuseNameless(app)
  refuseForeignOrigins(app, config)
  recogniseVisitors(app, db, config)
  await limitRates(app, config)
  guardRoutes(app)
  recordViews(app, db)
  logRequests(app)
  await describeApi(app, config)
  answerProbes(app)
  await servePages(app)
  for (const routes of Object.values(features)) await app.register(async (scope) => routes(scope as App), { prefix: '/api/v1' })
  return app
}

/** One id from the edge to the log and the audit row: the proxy's, where a proxy is believed, else our own. */
function requestIdOf({ headers }: IncomingMessage, { trustProxy }: Config): string {
  const given = headers['x-request-id']
  return trustProxy && typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}

/** HTTP/1.1 asks for a Host; without one an origin cannot be judged. */
function refuseNameless(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }) => {
    if (!headers.host) throw new ProblemError('bad-request', { detail: 'Host is missing' })
  })
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    void reply.header('x-request-id', request.id)
    return payload
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, visitor } = request
    if (!routeOptions.url?.startsWith('/api/')) return
    request.log.info({
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      by: visitor?.actor.account,
    })
  })
}
