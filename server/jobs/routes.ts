import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Job } from '../../shared/api/jobs.ts'
import { allow, everyRole } from '../accounts/access.ts'
import { findVisitor } from '../accounts/sessions.ts'
import type { Routes } from '../app.ts'
import { getJob } from './service.ts'

const Id = z.object({ jobId: z.uuid() })

const isOver = ({ state }: Job): boolean => state === 'done' || state === 'failed'

export const jobRoutes: Routes = async (app) => {
  app.get(
    '/jobs/:jobId',
    { config: allow(...everyRole), schema: { summary: 'Long work and how far it is', tags: ['jobs'], params: Id, response: { 200: Job } } },
    async ({ actor, params }) => getJob(app.db, actor, params.jobId),
  )

  app.get(
    '/jobs/:jobId/events',
    {
      config: allow(...everyRole),
      schema: {
        summary: 'The progress of a job as server-sent events',
        description: 'Each event `job` carries the job; the stream ends with the job, with the session, or when the server closes.',
        tags: ['jobs'],
        params: Id,
        response: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const first = await getJob(app.db, request.actor, request.params.jobId)
      const gone = new AbortController()
      request.raw.once('close', () => gone.abort())
      const stop = AbortSignal.any([gone.signal, app.closing])
      // The headers that the hooks have set go out with the stream.
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      let sent = ''
      let quiet = 0
      for (let job = first; !stop.aborted; job = await getJob(app.db, request.actor, job.id)) {
        const data = JSON.stringify(job)
        quiet = data === sent ? quiet + 1 : 0
        if (data !== sent) reply.raw.write(`event: job\ndata: ${data}\n\n`)
        // A comment now and then keeps proxies from hanging up, and finds out who has.
        else if (quiet % 30 === 0) reply.raw.write(': waiting\n\n')
        sent = data
        if (isOver(job)) break
        await sleep(500, undefined, { signal: stop }).catch(() => {})
        // A right that is taken away ends the stream too.
        if (quiet % 10 === 0 && !(await findVisitor(app.db, app.settings, request))) break
      }
      reply.raw.end()
    },
  )
}
