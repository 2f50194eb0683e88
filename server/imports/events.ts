import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Import } from '../../shared/api/imports.ts'
import { findVisitor } from '../accounts/sessions.ts'
import type { App } from '../app.ts'
import { within } from '../db/context.ts'
import { getImport } from './service.ts'

const busy = new Set<Import['state']>(['uploaded', 'parsing', 'checking', 'committing'])

/** Whether nothing goes on by itself: a person is asked next, or it is over. */
const isAtRest = ({ state, progress }: Import): boolean => !busy.has(state) && progress === null

const everyMs = 400

/** Sends the import as server-sent events until it is at rest, the session ends, or the server closes. */
export async function sendEvents(app: App, request: FastifyRequest, reply: FastifyReply, importId: string): Promise<void> {
  const read = () => within(app.db, request.actor, (tx) => getImport(tx, importId), { readOnly: true })
  let current = await read()
  const gone = new AbortController()
  request.raw.once('close', () => gone.abort())
  const stop = AbortSignal.any([gone.signal, app.closing])
  reply.hijack()
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  let sent = ''
  let quiet = 0
  try {
    while (!stop.aborted) {
      const data = JSON.stringify(current)
      quiet = data === sent ? quiet + 1 : 0
      if (data !== sent) reply.raw.write(`event: import\ndata: ${data}\n\n`)
      else if (quiet % 30 === 0) reply.raw.write(': waiting\n\n')
      sent = data
      if (isAtRest(current)) break
      await sleep(everyMs, undefined, { signal: stop }).catch(() => {})
      if (quiet % 10 === 9 && !(await findVisitor(app.db, app.settings, request))) break
      current = await read()
    }
  } catch (error) {
    request.log.error({ err: error }, 'the events of an import broke off')
  }
  reply.raw.end()
}
