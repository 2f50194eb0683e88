import { and, eq, gt, sql } from 'drizzle-orm'
import type { Recipe } from '../../shared/api/lists.ts'
import type { Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { defineTask, type JobContext, startJob } from '../jobs/service.ts'
import { jobs } from '../jobs/table.ts'
import { ProblemError } from '../problems.ts'
import { previewList } from './freeze.ts'
import { loadNames } from './names.ts'

/** The job that composes the preview of a recipe for which many firms must be judged; its result is the preview. */
const previewKind = 'list-preview'

/** So many firms are judged while the request waits; more by the job. */
export const judgedAtOnce = 2_000

/** Each person composes one list at a time: a newer recipe takes the place of the one before. */
export const startPreview = (tx: Tx, actor: Actor, recipe: Recipe): Promise<string> =>
  startJob(tx, actor, previewKind, recipe, { key: `${previewKind}:${actor.accountId}` })

defineTask<Recipe>(previewKind, composePreview, { attempts: 2, isPrivate: true, keptHours: 24 })

async function composePreview({ db, readDb, actor, payload: recipe, jobId, progress, signal }: JobContext<Recipe>) {
  const names = await loadNames(db)
  const advance = async (done: number, total: number) => {
    signal.throwIfAborted()
    progress(done, total, '评估')
    if (await isSuperseded(db, jobId)) throw new ProblemError('conflict', { detail: '条件已改，按新的条件重新组成' })
  }
  return within(readDb, actor, (tx) => previewList(tx, actor, recipe, names, advance), { readOnly: true, isolation: 'repeatable read' })
}

/** Whether its owner has asked for another one since. */
async function isSuperseded(db: JobContext['db'], jobId: string): Promise<boolean> {
  const [newer] = await within(
    db,
    systemActor,
    (tx) =>
      tx
        .select({ id: jobs.id })
        .from(jobs)
        .innerJoin(sql`jobs as own`, sql`own.id = ${jobId}::uuid`)
        .where(and(eq(jobs.state, 'queued'), eq(jobs.key, sql`own.key`), gt(jobs.createdAt, sql`own.created_at`)))
        .limit(1),
    { readOnly: true },
  )
  return newer !== undefined
}
