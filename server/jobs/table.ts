import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from '../db/columns.ts'
import type { Actor } from '../db/context.ts'
import { actingAccount, actingAs, actingPark, wall } from '../db/walls.ts'

export interface JobProgress {
  readonly done: number
  /** Null while it is not known. */
  readonly total: number | null
  /** What is being done, in words for the screen. */
  readonly stage: string
}

/** Long work and how far it is. The queue itself is graphile-worker's; this is what people see of it. */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text().notNull(),
    /** Jobs of one key that have not begun merge into the newest. */
    key: text(),
    state: text({ enum: ['queued', 'running', 'done', 'failed'] })
      .notNull()
      .default('queued'),
    payload: jsonb().$type<unknown>().notNull().default({}),
    /** In whose name it works. */
    actor: jsonb().$type<Actor>().notNull(),
    progress: jsonb().$type<JobProgress>().notNull().default({ done: 0, total: null, stage: '' }),
    result: jsonb().$type<unknown>(),
    /** Why it failed, in words. */
    error: text(),
    attempts: integer().notNull().default(0),
    /** The process that runs it, as the key of the lock which that process holds as long as it lives. */
    instance: integer(),
    parkId: text(),
    createdBy: uuid(),
    createdAt: moment().notNull().defaultNow(),
    startedAt: moment(),
    finishedAt: moment(),
  },
  (t) => {
    const own = sql`${t.createdBy} = ${actingAccount} or (${actingAs('park')} and ${t.parkId} = ${actingPark})`
    return [
      index('jobs_by_key')
        .on(t.key)
        .where(sql`${t.state} = 'queued'`),
      index('jobs_open')
        .on(t.state, t.createdAt)
        .where(sql`${t.state} in ('queued', 'running')`),
      ...wall({
        read: sql`${actingAs('system', 'bureau', 'admin')} or ${own}`,
        insert: sql`${actingAs('system', 'bureau', 'admin')} or ${own}`,
        update: actingAs('system'),
        remove: actingAs('system'),
      }),
    ]
  },
)
