import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'

const Health = z.object({ status: z.literal('ok') })

const Metrics = z.object({
  uptimeSeconds: z.number(),
  /** Milliseconds since the last call of this operation. */
  eventLoopDelay: z.object({ mean: z.number(), p99: z.number(), max: z.number() }),
  memory: z.object({ rss: z.number().int(), heapUsed: z.number().int() }),
  databaseConnections: z.number().int(),
})

export const healthRoutes: Routes = async (app) => {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  app.addHook('onClose', async () => {
    delay.disable()
  })

  app.get(
    '/health',
    {
      config: allow('public'),
      schema: { summary: 'Whether the server and its database serve', tags: ['system'], response: { 200: Health } },
    },
    async () => {
      await app.db.execute(sql`select 1`)
      return { status: 'ok' as const }
    },
  )

  app.get(
    '/metrics',
    { config: allow('admin'), schema: { summary: 'How the server is doing', tags: ['system'], response: { 200: Metrics } } },
    async () => {
      const [row] = await app.db.execute<{ count: string }>(sql`select count(*) from pg_stat_activity where datname = current_database()`)
      const { rss, heapUsed } = process.memoryUsage()
      const ms = (nanoseconds: number) => Math.round(nanoseconds / 1e4) / 100
      const eventLoopDelay = { mean: ms(delay.mean || 0), p99: ms(delay.percentile(99)), max: ms(delay.max) }
      delay.reset()
      return {
        uptimeSeconds: Math.round(process.uptime()),
        eventLoopDelay,
        memory: { rss, heapUsed },
        databaseConnections: Number(row?.count ?? 0),
      }
    },
  )
}
