import { eq, sql } from 'drizzle-orm'
import type { Job } from '../../shared/api/jobs.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { jobs } from './table.ts'

/** What a handler works with. */
export interface JobContext<P = unknown> {
  readonly db: Db
  readonly readDb: Db
  readonly settings: Config
  readonly jobId: string
  /** In whose name: pass it to `within`, or the system's where the work must see more. */
  readonly actor: Actor
  readonly payload: P
  /** Aborts when the server closes: stop soon; the job is queued again where the task may be repeated, else failed. */
  readonly signal: AbortSignal
  /** Tells people how far it is, outside of the handler's own transactions. Cheap: written a few times a second. */
  progress(done: number, total: number | null, stage: string): void
}

/** Does the work and returns the result that people see. A thrown `ProblemError` tells them why it failed. */
export type JobHandler<P> = (context: JobContext<P>) => Promise<unknown>

interface TaskOptions {
  /** How often it may be begun when a process died or closed in the middle; 1: such a job has failed. */
  readonly attempts?: number
  /** When it runs by itself, as a crontab line in UTC (`10 16 * * *` is 00:10 in China), as the system. */
  readonly cron?: string
  /** Whether its result is for nobody but who started it: for others there is no such job. */
  readonly isPrivate?: boolean
  /** How long a finished one is kept; a month unless told. */
  readonly keptHours?: number
  /** Told when a job has failed for good, also by the death of its process: to settle what it left. */
  readonly onFailure?: (failure: JobFailure) => Promise<void>
}

/** A job that will not be taken up again. */
export interface JobFailure {
  readonly db: Db
  readonly jobId: string
  readonly actor: Actor
  readonly payload: unknown
  /** Why, in words for people. */
  readonly sentence: string
}

interface Task {
  readonly kind: string
  readonly handler: JobHandler<never>
  readonly attempts: number
  readonly cron: string | undefined
  readonly isPrivate: boolean
  readonly keptHours: number
  readonly onFailure: TaskOptions['onFailure']
}

/** In hours. */
export const month = 30 * 24

const tasks = new Map<string, Task>()

/** Declares a kind of job. Called once while modules load. */
export function defineTask<P>(
  kind: string,
  handler: JobHandler<P>,
  { attempts = 1, cron, isPrivate = false, keptHours = month, onFailure }: TaskOptions = {},
): void {
  tasks.set(kind, { kind, handler: handler as JobHandler<never>, attempts, cron, isPrivate, keptHours, onFailure })
}

export const findTask = (kind: string): Task | undefined => tasks.get(kind)

export const shortLivedTasks = (): readonly Task[] => [...tasks.values()].filter(({ keptHours }) => keptHours < month)

/** Nobody waits for what runs by itself: it has a queue of its own. */
export const queueOf = (kind: string): 'job' | 'background' => (findTask(kind)?.cron === undefined ? 'job' : 'background')

export const cronTasks = (): readonly Task[] => [...tasks.values()].filter(({ cron }) => cron !== undefined)

/**
 * Makes a job in the transaction that makes it necessary, and returns its id; it begins after the commit. A job with
 * the same `key` that has not begun yet is replaced by this one, so that repeats merge.
 */
export async function startJob(
  tx: Tx,
  actor: Actor,
  kind: string,
  payload: unknown = {},
  { key }: { readonly key?: string } = {},
): Promise<string> {
  const [row] = await tx
    .insert(jobs)
    .values({ kind, key, payload, actor, createdBy: actor.accountId, parkId: actor.parkId })
    .returning({ id: jobs.id })
  if (!row) throw new Error('the job was not stored')
  await tx.execute(sql`select enqueue_task(${queueOf(kind)}, ${JSON.stringify({ jobId: row.id })}::json, ${key ?? row.id})`)
  return row.id
}

/** A job that the actor may see. Throws `job-not-found`, also for those it may not. */
export async function getJob(db: Db, actor: Actor, id: string): Promise<Job> {
  const [row] = await within(db, actor, (tx) => tx.select().from(jobs).where(eq(jobs.id, id)), { readOnly: true })
  if (!row || (findTask(row.kind)?.isPrivate && row.createdBy !== actor.accountId)) throw new ProblemError('job-not-found')
  const { kind, state, progress, result, error, createdAt, startedAt, finishedAt } = row
  return {
    id,
    kind,
    state,
    progress,
    result,
    error,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
