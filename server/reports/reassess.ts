import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql, type SQL } from 'drizzle-orm'
import { today } from '../clock.ts'
import type { Db, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { startJob } from '../jobs/service.ts'
import { loadRevisions } from '../rules/enacted.ts'
import { batchSize, reassessKind, reassessLocked } from './refresh.ts'
import { reassessments } from './table.ts'
import { rulesKey } from './validity.ts'

/** A run over the register: every firm, or those whose results are outdated. */
export type Reassessment = typeof reassessments.$inferSelect

interface RunOptions {
  /** Also firms whose results still stand. */
  readonly everything?: boolean
  /** Who asked for it. */
  readonly by?: string
}

interface WorkOptions {
  /** Told after each batch how far the run is, by whomever. */
  readonly progress?: (done: number, total: number) => Promise<void> | void
  readonly signal?: AbortSignal | undefined
  /** Firms in one transaction. */
  readonly batch?: number
}

const runLock = 4_718_211
const zeroId = '00000000-0000-0000-0000-000000000000'

/** How long firms that another process holds are waited for before they are looked at again. */
const patienceMs = 300

/**
 * Takes up the run of this kind that is under way or was broken off, else begins one. A run of other rules, or of yesterday,
 * is not taken up.
 */
export async function beginRun(db: Db, { everything = false, by = 'system' }: RunOptions = {}): Promise<Reassessment> {
  // What was enacted a moment ago is what the run is for, whoever has told this process.
  await loadRevisions(db)
  return within(db, systemActor, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${runLock})`)
    const rules = rulesKey()
    await tx.execute(sql`update reassessments set finished_at = now() where finished_at is null
      and (rules <> ${rules} or started_at < now() - interval '1 day')`)
    const [open] = await tx
      .select()
      .from(reassessments)
      .where(sql`${reassessments.finishedAt} is null and ${reassessments.everything} = ${everything}`)
      .limit(1)
    if (open) return open
    const total = await countDue(tx, { everything, startedAt: null })
    const [made] = await tx
      .insert(reassessments)
      .values({ everything, rules, startedBy: by, total, startedAt: sql`now()` })
      .returning()
    if (!made) throw new Error('the run was not stored')
    return made
  })
}

/** The run as it stands now. */
export async function getRun(db: Db, id: string): Promise<Reassessment> {
  const [run] = await within(db, systemActor, (tx) => tx.select().from(reassessments).where(eq(reassessments.id, id)))
  if (!run) throw new Error(`no run ${id}`)
  return run
}

/**
 * Works on a run until nothing is left of it, beside any number of others. Each transaction takes the next firms that are
 * due and that nobody else holds, and leaves them judged: what is done is told by the firms themselves, so that nothing is
 * lost but the batch of whoever is killed, and nothing is done twice.
 */
export async function workOn(
  db: Db,
  run: Reassessment,
  { progress = () => {}, signal, batch = batchSize }: WorkOptions = {},
): Promise<void> {
  for (let after = zeroId; ;) {
    signal?.throwIfAborted()
    const taken = await within(db, systemActor, (tx) => takeBatch(tx, run, after, batch))
    if (taken) {
      after = taken.last
      await progress(taken.done, Math.max(run.total, taken.done))
    } else if (after !== zeroId) after = zeroId
    else if ((await within(db, systemActor, (tx) => countDue(tx, run), { readOnly: true })) === 0) break
    else await sleep(patienceMs, undefined, signal ? { signal } : {})
  }
  await within(db, systemActor, (tx) =>
    tx.execute(sql`update reassessments set finished_at = now() where id = ${run.id}::uuid and finished_at is null`),
  )
}

async function takeBatch(tx: Tx, run: Reassessment, after: string, batch: number): Promise<{ last: string; done: number } | undefined> {
  // What is lost with the machine is due again: no commit needs to wait for the disk.
  await tx.execute(sql`select set_config('synchronous_commit', 'off', true)`)
  const held = await tx.execute<{ id: string }>(sql`select firms.id from firms left join firm_summaries s on s.firm_id = firms.id
    where firms.id > ${after}::uuid and ${isDue(run)} order by firms.id limit ${batch} for no key update of firms skip locked`)
  const last = held.at(-1)?.id
  if (last === undefined) return undefined
  // Another process may have judged some of them between the look and the lock.
  const due = await tx.execute<{ id: string }>(sql`select firms.id from firms left join firm_summaries s on s.firm_id = firms.id
    where firms.id = any(${`{${held.map(({ id }) => id).join(',')}}`}::uuid[]) and ${isDue(run)} order by firms.id`)
  await reassessLocked(
    tx,
    due.map(({ id }) => id),
    today(),
  )
  const [row] = await tx.execute<{ done: number }>(
    sql`update reassessments set done = done + ${due.length} where id = ${run.id}::uuid returning done`,
  )
  return { last, done: row?.done ?? 0 }
}

type Due = Pick<Reassessment, 'everything'> & { readonly startedAt: Date | null }

/**
 * Which firms a run still has to judge. One whose facts have changed is due whenever that was; any other only until it has
 * been judged in this run, whatever came of it.
 */
function isDue({ everything, startedAt }: Due): SQL {
  const since = startedAt === null ? sql`true` : sql`s.refreshed_at < ${startedAt.toISOString()}::timestamptz`
  if (everything) return sql`(s.firm_id is null or ${since})`
  return sql`(s.firm_id is null or s.stale or (${since} and not ${standsOn('s', today())}))`
}

/** Whether a stored result is what judging the firm anew would give. */
export function standsOn(summaries: string, asOf: string): SQL {
  const s = sql.raw(summaries)
  return sql`coalesce(not ${s}.stale and ${s}.as_of <= ${asOf}::date and ${s}.holds_until >= ${asOf}::date and ${s}.rules = ${rulesKey()}, false)`
}

async function countDue(tx: Tx, due: Due): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from firms left join firm_summaries s on s.firm_id = firms.id where ${isDue(due)}`,
  )
  return row?.count ?? 0
}

/** Judges all firms whose facts have changed or whose results no longer stand: titles expire and rules change at midnight. */
export async function reassessOutdated(db: Db, options: WorkOptions = {}): Promise<number> {
  const run = await beginRun(db)
  await workOn(db, run, options)
  return (await getRun(db, run.id)).done
}

/** Queues the job where results are outdated: on start, since the nightly run may have been missed. */
export async function catchUp(db: Db): Promise<void> {
  await within(db, systemActor, async (tx) => {
    if ((await countDue(tx, { everything: false, startedAt: null })) > 0)
      await startJob(tx, systemActor, reassessKind, {}, { key: reassessKind })
  })
}
