import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import compress from '@fastify/compress'
import { constants } from 'node:zlib'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { problemBody, ProblemError, type ProblemName, problems, problemType } from './problems.ts'

const unavailable = () => new ProblemError('unavailable', { headers: { 'retry-after': '5' } })

/** Headers, limits and load shedding that hold for every route. */
export async function harden(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        ...(config.secure && { upgradeInsecureRequests: [] }),
      },
    },
    // On a plain-http intranet these would show a blank page.
    hsts: config.secure && { maxAge: 31_536_000 },
    crossOriginOpenerPolicy: config.secure,
    originAgentCluster: config.secure,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  })
  await app.register(cookie)
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    customTypes: /^(text\/(?!event-stream)|application\/(json|problem\+json|javascript|xml)|image\/svg\+xml)/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  if (config.maxEventLoopDelay > 0) {
    await app.register(underPressure, {
      maxEventLoopDelay: config.maxEventLoopDelay,
      pressureHandler: () => {
        throw unavailable()
      },
    })
  }
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    return payload
  })
}

/** Bytes that are read and thrown away of a body that is refused. */
const discarded = 32_000_000

/**
 * Who sends too much must be able to read why: cut off in the middle of sending, most clients see a broken connection
 * instead of the answer. What they still send is thrown away; what never ends is ended by the request's timeout.
 */
export function hearOut(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw, headers }, reply, payload) => {
    if ((reply.statusCode === 413 || reply.statusCode === 415) && Number(headers['content-length'] ?? Infinity) <= discarded) {
      void reply.removeHeader('connection')
      raw.resume()
    }
    return payload
  })
}

/** Counts by account, by address for visitors: after `recogniseVisitors`, before `guardRoutes`. */
export async function limitRates(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(rateLimit, {
    max: config.rateLimitPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request) => request.visitor?.actor.accountId ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) =>
      new ProblemError('too-many-requests', { headers: { 'retry-after': String(Math.max(1, Math.ceil(ttl / 1000))) } }),
  })
}

const drainMs = 11_000
const noticeMs = 300

/**
 * On closing: begun requests are answered; for a moment new ones on open connections are told to come back, so that a
 * busy client is not cut off in mid-request; then idle connections are closed again and again, and an end is set.
 */
export function drainOnClose(app: FastifyInstance): void {
  const closing = new AbortController()
  app.decorate('closing', closing.signal)
  app.addHook('onRequest', async () => {
    if (closing.signal.aborted) throw unavailable()
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing.signal.aborted) void reply.header('connection', 'close')
    return payload
  })
  app.addHook('preClose', async () => {
    closing.abort()
    if (!app.server.listening) return
    await sleep(noticeMs)
    const sweep = setInterval(() => app.server.closeIdleConnections(), 100)
    const end = setTimeout(() => app.server.closeAllConnections(), drainMs)
    app.server.once('close', () => {
      clearInterval(sweep)
      clearTimeout(end)
    })
  })
}

/** What never becomes a request answers with the same shape. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const name: ProblemName =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'headers-too-large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'request-timeout'
        : 'bad-request'
  const body = JSON.stringify(problemBody(new ProblemError(name), undefined))
  socket.end(
    `HTTP/1.1 ${problems[name][0]} Refused\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  )
}

/** `Expect:` with anything but 100-continue. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify({ ...problemBody(new ProblemError('bad-request'), undefined), status: 417 })
  response.writeHead(417, { 'content-type': problemType, connection: 'close' }).end(body)
}
