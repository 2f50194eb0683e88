import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import { Logger, parseCronItems, run, runOnce, type TaskList } from 'graphile-worker'
import postgres from 'postgres'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { problemOf, ProblemError, problems } from '../problems.ts'
import { cronTasks, findTask, type JobContext, month, queueOf, shortLivedTasks, startJob } from './service.ts'
import { jobs } from './table.ts'

interface RunnerParts {
  readonly db: Db
  readonly readDb: Db
  readonly settings: Config
  /** Address of the database as its owner: the queue is not the application role's. */
  readonly ownerUrl: string
  readonly log: { error(details: unknown, message: string): void }
}

interface Work extends RunnerParts {
  /** The key of the lock by which this process is known to live. */
  readonly instance: number
  /** Aborts when the server closes. */
  readonly signal: AbortSignal
  /** Jobs that run in this process. */
  readonly active: Set<string>
}

type JobRow = typeof jobs.$inferSelect

/** Name space of the locks by which a living process is known. */
const instanceSpace = 4_718_203
const progressEveryMs = 300
const sweepEveryMs = 30_000
const silent = new Logger(() => () => {})

/** Runs jobs in this process until `stop`, and takes care of those that a dead process left behind. */
export async function startRunner(parts: RunnerParts): Promise<{ stop(): Promise<void> }> {
  const instance = randomInt(1, 2 ** 31 - 1)
  // Held as long as the process lives; the connection dies with it.
  const life = postgres(parts.ownerUrl, { max: 1, onnotice: () => {}, max_lifetime: null })
  const closing = new AbortController()
  const work: Work = { ...parts, instance, signal: closing.signal, active: new Set() }
  const lookAfter = async () => {
    await life`select pg_try_advisory_lock(${instanceSpace}, ${instance})`
    await reclaimJobs(work)
  }
  await lookAfter()
  let runner = await startQueue(work)
  // The queue gives up when its database goes away: it is started again until the server closes.
  const watch = async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) => parts.log.error({ err: error }, 'the queue stopped'))
      while (!closing.signal.aborted) {
        await sleep(1_000)
        const next = await startQueue(work).catch(() => undefined)
        if (!next) continue
        runner = next
        break
      }
      if (closing.signal.aborted) return
    }
  }
  const watching = watch()
  const sweep = setInterval(
    () => void lookAfter().catch((error: unknown) => parts.log.error({ err: error }, 'jobs could not be looked after')),
    sweepEveryMs,
  )
  return {
    async stop() {
      clearInterval(sweep)
      closing.abort()
      await runner.stop().catch(() => {})
      await watching
      await life.end({ timeout: 1 })
    },
  }
}

/** Two queues, so that work for which a person waits never stands behind the nightly one, however few run at once. */
async function startQueue(work: Work): Promise<{ readonly promise: Promise<unknown>; stop(): Promise<unknown> }> {
  const { job, background, scheduled } = taskList(work)
  const common = { connectionString: work.ownerUrl, noHandleSignals: true, logger: silent }
  const atOnce = work.settings.jobConcurrency
  const waited = await run({
    ...common,
    concurrency: atOnce,
    maxPoolSize: atOnce + 2,
    taskList: { job, scheduled },
    parsedCronItems: cronItems(),
  })
  const started = [waited]
  const stop = () => Promise.allSettled(started.map((runner) => runner.stop()))
  try {
    started.push(await run({ ...common, concurrency: 1, maxPoolSize: 3, taskList: { background }, parsedCronItems: [] }))
  } catch (error) {
    await stop()
    throw error
  }
  const promise = Promise.all(started.map((runner) => runner.promise)).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { promise, stop }
}

const cronItems = () =>
  parseCronItems(
    cronTasks().map(({ kind, cron }) => ({
      task: 'scheduled',
      identifier: kind,
      match: cron ?? '',
      payload: { kind },
      options: { backfillPeriod: 0, maxAttempts: 1 },
    })),
  )

/** Runs what is queued and returns when nothing is left: for tests and commands. */
export async function runQueuedJobs(parts: RunnerParts): Promise<void> {
  const work: Work = { ...parts, instance: 0, signal: new AbortController().signal, active: new Set() }
  await runOnce({
    connectionString: parts.ownerUrl,
    concurrency: 1,
    maxPoolSize: 3,
    noHandleSignals: true,
    logger: silent,
    taskList: taskList(work),
  })
}

const taskList = (work: Work) =>
  ({
    job: async (payload) => runJob(work, (payload as { jobId: string }).jobId),
    background: async (payload) => runJob(work, (payload as { jobId: string }).jobId),
    scheduled: async (payload) => {
      const { kind } = payload as { kind: string }
      await within(work.db, systemActor, (tx) => startJob(tx, systemActor, kind, {}, { key: `scheduled:${kind}` }))
    },
  }) satisfies TaskList

async function runJob(work: Work, jobId: string): Promise<void> {
  const { db, readDb, settings, signal, active } = work
  const job = await claim(db, jobId, work.instance)
  if (!job) return
  active.add(jobId)
  const task = findTask(job.kind)
  const progress = progressWriter(db, job.id)
  try {
    if (!task) throw new Error(`no task of the kind ${job.kind}`)
    const context: JobContext = { db, readDb, settings, jobId, actor: job.actor, payload: job.payload, signal, progress: progress.report }
    const result = await (task.handler as (context: JobContext) => Promise<unknown>)(context)
    await progress.end()
    await persistently(() => finish(db, job.id, { state: 'done', result: result ?? null }))
  } catch (error) {
    await progress.end()
    // The server is closing or the database went away: not the job is at fault.
    const isCutShort = signal.aborted || problemOf(error).problem === 'unavailable'
    if (isCutShort && task && job.attempts < task.attempts) return await persistently(() => requeue(db, job))
    if (!(error instanceof ProblemError)) work.log.error({ err: error, kind: job.kind }, 'job failed')
    await persistently(() => fail(work, job, signal.aborted ? interrupted : sentenceOf(error)))
  } finally {
    active.delete(jobId)
  }
}

/** The database may be away for a moment, and with it the job's end. */
async function persistently(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      if (attempt === 5) throw error
      await sleep(attempt * 500)
    }
  }
}

const interrupted = '系统中途停止，没有完成，可以重做'

function sentenceOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return '系统出错了，没有完成'
  const [, title] = problems[error.problem]
  return error.options.detail ?? title
}

/** Takes a queued job, of several attempts exactly one; older queued ones of its key are merged into it. */
async function claim(db: Db, jobId: string, instance: number): Promise<JobRow | undefined> {
  return within(db, systemActor, async (tx) => {
    const [job] = await tx
      .update(jobs)
      .set({ state: 'running', startedAt: now(), instance, attempts: sql`${jobs.attempts} + 1` })
      .where(and(eq(jobs.id, jobId), eq(jobs.state, 'queued')))
      .returning()
    if (job?.key) {
      await tx
        .update(jobs)
        .set({ state: 'done', finishedAt: now(), result: { mergedInto: job.id } })
        .where(
          and(
            eq(jobs.key, job.key),
            eq(jobs.state, 'queued'),
            ne(jobs.id, job.id),
            sql`${jobs.createdAt} <= ${job.createdAt.toISOString()}::timestamptz`,
          ),
        )
    }
    return job
  })
}

const finish = (db: Db, id: string, outcome: { state: 'done' | 'failed'; result?: unknown; error?: string }) =>
  within(db, systemActor, (tx) =>
    tx
      .update(jobs)
      .set({ ...outcome, finishedAt: now(), instance: null })
      .where(eq(jobs.id, id)),
  )

/** Marks it and lets its feature settle what it left. */
async function fail({ db, log }: Pick<Work, 'db' | 'log'>, job: JobRow, sentence: string): Promise<void> {
  await finish(db, job.id, { state: 'failed', error: sentence })
  try {
    await findTask(job.kind)?.onFailure?.({ db, jobId: job.id, actor: job.actor, payload: job.payload, sentence })
  } catch (error) {
    log.error({ err: error, kind: job.kind }, 'a failed job could not be settled')
  }
}

const requeue = (db: Db, job: JobRow) =>
  within(db, systemActor, async (tx) => {
    await tx.update(jobs).set({ state: 'queued', instance: null, startedAt: null }).where(eq(jobs.id, job.id))
    await tx.execute(sql`select enqueue_task(${queueOf(job.kind)}, ${JSON.stringify({ jobId: job.id })}::json, null)`)
  })

/** Writes the latest progress a few times a second, one write at a time. */
function progressWriter(db: Db, id: string) {
  let latest: JobRow['progress'] | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<unknown> = Promise.resolve()
  const write = () => {
    timer = undefined
    const progress = latest
    latest = undefined
    if (progress)
      writing = writing
        .then(() => within(db, systemActor, (tx) => tx.update(jobs).set({ progress }).where(eq(jobs.id, id))))
        .catch(() => {})
  }
  return {
    report(done: number, total: number | null, stage: string): void {
      latest = { done, total, stage }
      timer ??= setTimeout(write, progressEveryMs)
    },
    async end(): Promise<void> {
      clearTimeout(timer)
      write()
      await writing
    },
  }
}

/** Jobs of processes that live no more: queued again where the task may be repeated, else failed. Old ones are cleared away. */
async function reclaimJobs(work: Work): Promise<void> {
  const { db } = work
  const running = await within(db, systemActor, (tx) => tx.select().from(jobs).where(eq(jobs.state, 'running')))
  const others = new Set(running.map(({ instance }) => instance ?? 0).filter((instance) => instance !== work.instance))
  const dead = await deadInstances(work.ownerUrl, [...others])
  for (const job of running) {
    const isLeft = job.instance === work.instance ? !work.active.has(job.id) : dead.has(job.instance ?? 0)
    if (!isLeft) continue
    if (job.attempts < (findTask(job.kind)?.attempts ?? 1)) await requeue(db, job)
    else await fail(work, job, interrupted)
  }
  await enqueueForgotten(work.ownerUrl)
  await within(db, systemActor, clearOld)
}

/**
 * Queued jobs that no task of the queue stands for any more: its process died, or its database went away, between taking the
 * task and claiming the job. A task too many does no harm, since a job is claimed once.
 */
async function enqueueForgotten(ownerUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await client.begin(async (tx) => {
      await tx`select set_config('app.role', 'system', true)`
      await tx`select enqueue_task('job', json_build_object('jobId', j.id), null) from jobs j
        where j.state = 'queued' and not exists (select from graphile_worker._private_jobs q
          where q.payload ->> 'jobId' = j.id::text and q.locked_at is null and q.attempts < q.max_attempts)
          and not exists (select from jobs newer where newer.key = j.key and newer.state = 'queued' and newer.created_at > j.created_at)`
    })
  } finally {
    await client.end()
  }
}

/** Takes finished jobs away whose time is over. */
async function clearOld(tx: Tx): Promise<void> {
  const isOver = (hours: number) =>
    and(inArray(jobs.state, ['done', 'failed']), lt(jobs.createdAt, new Date(now().getTime() - hours * 3_600_000)))
  await tx.delete(jobs).where(isOver(month))
  for (const { kind, keptHours } of shortLivedTasks()) await tx.delete(jobs).where(and(eq(jobs.kind, kind), isOver(keptHours)))
}

/** Which instances hold their lock no more. */
async function deadInstances(ownerUrl: string, instances: readonly number[]): Promise<ReadonlySet<number>> {
  if (instances.length === 0) return new Set()
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const dead = new Set<number>()
    for (const instance of instances) {
      const [tried] = await client<{ free: boolean }[]>`select pg_try_advisory_lock(${instanceSpace}, ${instance}) as free`
      if (tried?.free) {
        dead.add(instance)
        await client`select pg_advisory_unlock(${instanceSpace}, ${instance})`
      }
    }
    return dead
  } finally {
    await client.end()
  }
}
