import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { systemActor, within } from '../db/context.ts'
import { poolStats } from '../db/pool.ts'
import { jobs } from '../jobs/table.ts'

/** Upper bounds of the durations that are counted, in seconds. */
const bounds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10] as const

interface Durations {
  readonly buckets: number[]
  sum: number
  count: number
}

type Labels = Readonly<Record<string, string | number>>

const labelled = (name: string, labels: Labels): string => {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${String(value).replace(/[\\"\n]/g, '_')}"`)
  return pairs.length > 0 ? `${name}{${pairs.join(',')}}` : name
}

/** One metric as Prometheus reads it. */
const metric = (name: string, type: 'counter' | 'gauge' | 'histogram', help: string, samples: readonly (readonly [string, number])[]) =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(([sample, value]) => `${sample} ${value}`), ''].join('\n')

/** Counts every request of this process by route and status; addresses and names are nowhere in it. */
export function countRequests(app: FastifyInstance) {
  const requests = new Map<string, number>()
  const durations: Durations = { buckets: bounds.map(() => 0), sum: 0, count: 0 }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const sample = labelled('ladder_requests_total', { method: request.method, route, status: reply.statusCode })
    requests.set(sample, (requests.get(sample) ?? 0) + 1)
    const seconds = reply.elapsedTime / 1000
    for (const [index, bound] of bounds.entries()) if (seconds <= bound) durations.buckets[index]!++
    durations.sum += seconds
    durations.count++
  })
  return { requests, durations }
}

type Counts = ReturnType<typeof countRequests>

function requestMetrics({ requests, durations }: Counts): string {
  const name = 'ladder_request_duration_seconds'
  const samples = bounds.map((bound, index): [string, number] => [labelled(`${name}_bucket`, { le: bound }), durations.buckets[index]!])
  samples.push([labelled(`${name}_bucket`, { le: '+Inf' }), durations.count])
  samples.push([`${name}_sum`, durations.sum], [`${name}_count`, durations.count])
  return (
    metric('ladder_requests_total', 'counter', 'Requests answered, by route and status.', [...requests]) +
    metric(name, 'histogram', 'How long answers took.', samples)
  )
}

function processMetrics(delay: IntervalHistogram): string {
  const quantiles = [0.5, 0.99, 1].map((share): [string, number] => [
    labelled('ladder_event_loop_delay_seconds', { quantile: share }),
    delay.percentile(share * 100) / 1e9,
  ])
  delay.reset()
  const { rss, heapUsed, external } = process.memoryUsage()
  const memory = Object.entries({ rss, heap: heapUsed, external }).map(([kind, bytes]): [string, number] => [
    labelled('ladder_memory_bytes', { kind }),
    bytes,
  ])
  return (
    metric('ladder_event_loop_delay_seconds', 'gauge', 'Delay of the event loop since the last look.', quantiles) +
    metric('ladder_memory_bytes', 'gauge', 'Memory of the process.', memory) +
    metric('ladder_open_handles', 'gauge', 'What keeps the process busy: sockets, timers, files.', [
      ['ladder_open_handles', process.getActiveResourcesInfo().length],
    ]) +
    metric('ladder_uptime_seconds', 'counter', 'Since the start of the process.', [['ladder_uptime_seconds', Math.round(process.uptime())]])
  )
}

async function databaseMetrics(app: FastifyInstance): Promise<string> {
  const pool = Object.entries(poolStats(app.db.$client)).map(([state, count]): [string, number] => [
    labelled('ladder_database_connections', { state }),
    count,
  ])
  const found = await within(
    app.db,
    systemActor,
    (tx) =>
      tx
        .select({ state: jobs.state, kind: jobs.kind, count: sql<number>`count(*)::int` })
        .from(jobs)
        .groupBy(jobs.state, jobs.kind),
    { readOnly: true },
  )
  const counts = found.map(({ state, kind, count }): [string, number] => [labelled('ladder_jobs', { state, kind }), count])
  return (
    metric('ladder_database_connections', 'gauge', 'Connections of this process to its database.', pool) +
    metric('ladder_jobs', 'gauge', 'Jobs of the installation, by kind and state.', counts)
  )
}

/** All metrics of this process as one text. Without its database it still tells of itself. */
export function metricsOf(app: FastifyInstance, counts: Counts): () => Promise<string> {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  app.addHook('onClose', async () => void delay.disable())
  return async () => processMetrics(delay) + requestMetrics(counts) + (await databaseMetrics(app).catch(() => ''))
}
