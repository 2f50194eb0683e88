import type { FastifyServerOptions } from 'fastify'
import type { Config } from './config.ts'
import { sqlState } from './db/context.ts'

/**
 * What of an error goes into the log. Messages of failed queries carry the values of people's rows, so of those only
 * code and place are written.
 */
export function loggedError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { type: typeof error }
  const state = sqlState(error)
  const isQuery =
    'query' in error || error.name === 'PostgresError' || (error.cause instanceof Error && error.cause.name === 'PostgresError')
  return {
    type: error.name,
    ...(state && { code: state }),
    ...(!isQuery && { message: error.message }),
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause instanceof Error && { cause: loggedError(error.cause) }),
  }
}

const nothing = () => undefined

/** One line a request, by the route's pattern: addresses, bodies and headers stay out of the log. */
export function loggerOptions({ logLevel }: Pick<Config, 'logLevel'>): FastifyServerOptions['logger'] {
  if (logLevel === 'silent') return false
  const options = { level: logLevel, base: null, serializers: { err: loggedError, req: nothing, res: nothing } }
  return options as unknown as FastifyServerOptions['logger']
}
