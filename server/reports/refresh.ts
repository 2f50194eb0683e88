import { setImmediate as breathe } from 'node:timers/promises'
import { and, eq, getTableColumns, gt, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import { assess } from '../../shared/rules/assess.ts'
import { warningsOf } from '../../shared/warnings.ts'
import { now, today } from '../clock.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { gatherFactsOf } from '../figures/facts.ts'
import { firms } from '../firms/table.ts'
import { startJob } from '../jobs/service.ts'
import { fingerprintOf } from './fingerprint.ts'
import { storedAssessment, storedSummary } from './summary.ts'
import { assessments, firmSummaries } from './table.ts'

/** The job that brings every outdated result up to date; repeats merge. */
export const reassessKind = 'reassess'

/** So many firms are assessed in the transaction that changed them; more are left to a job. */
const atOnce = 50

/** Firms whose results are written together. */
const batchSize = 250

/** Firms assessed before other requests get their turn. */
const stride = 50

/**
 * To be called after facts of firms have changed, in the same transaction: their warnings, assessments and summaries
 * follow at once, or by a job where they are many.
 */
export async function refreshFirms(tx: Tx, actor: Actor, firmIds: readonly string[]): Promise<void> {
  const ids = [...new Set(firmIds)]
  if (ids.length <= atOnce) return reassessFirms(tx, ids, today())
  for (let from = 0; from < ids.length; from += 5000) await markStale(tx, ids.slice(from, from + 5000))
  await startJob(tx, actor, reassessKind, {}, { key: reassessKind })
}

/** Says that facts have changed since the last assessment. */
const markStale = (tx: Tx, ids: readonly string[]) =>
  tx.execute(sql`insert into firm_summaries (firm_id, stale)
    select id::uuid, true from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) id
    on conflict (firm_id) do update set stale = true`)

/** Judges the firms as of a day and keeps the results for lists and the registry. */
export async function reassessFirms(tx: Tx, firmIds: readonly string[], asOf: string): Promise<void> {
  const ids = [...firmIds].sort()
  for (let from = 0; from < ids.length; from += batchSize) await reassessBatch(tx, ids.slice(from, from + batchSize), asOf)
}

async function reassessBatch(tx: Tx, ids: readonly string[], asOf: string): Promise<void> {
  const results: (typeof assessments.$inferInsert)[] = []
  const summaries: (typeof firmSummaries.$inferInsert)[] = []
  const doubted: { id: string; warnings: typeof firms.$inferSelect.warnings }[] = []
  // Whoever changes facts of a firm holds its row: what is read after this is what stays.
  await tx
    .select({ id: firms.id })
    .from(firms)
    .where(inArray(firms.id, [...ids]))
    .orderBy(firms.id)
    .for('no key update')
  let count = 0
  for await (const { firm, facts } of gatherFactsOf(tx, ids, asOf)) {
    const report = assess(facts)
    const fingerprint = fingerprintOf(facts)
    for (const assessment of report.assessments) {
      const stored = storedAssessment(firm.id, asOf, assessment, fingerprint)
      if (stored) results.push({ ...stored, assessedAt: now() })
    }
    summaries.push({ ...storedSummary(firm.id, facts, report, fingerprint), refreshedAt: now() })
    const warnings = warningsOf(facts)
    if (JSON.stringify(warnings) !== JSON.stringify(firm.warnings)) doubted.push({ id: firm.id, warnings })
    if (++count % stride === 0) await breathe()
  }
  if (summaries.length === 0) return
  await dropFormer(tx, summaries, results)
  if (results.length > 0) {
    const target = [assessments.firmId, assessments.certification]
    await tx
      .insert(assessments)
      .values(results)
      .onConflictDoUpdate({ target, set: replaced(assessments) })
  }
  await tx
    .insert(firmSummaries)
    .values(summaries)
    .onConflictDoUpdate({ target: firmSummaries.firmId, set: replaced(firmSummaries) })
  for (const { id, warnings } of doubted) await tx.update(firms).set({ warnings }).where(eq(firms.id, id))
}

/** Takes away results of certifications that no rule set judges on the day. */
async function dropFormer(tx: Tx, of: readonly { firmId: string }[], kept: readonly { certification: string }[]): Promise<void> {
  const judged = [...new Set(kept.map(({ certification }) => certification))]
  const former = judged.length === 0 ? sql`true` : sql`${assessments.certification} not in ${judged}`
  await tx.delete(assessments).where(
    and(
      inArray(
        assessments.firmId,
        of.map(({ firmId }) => firmId),
      ),
      former,
    ),
  )
}

/** For an upsert: every column takes the value that could not be inserted. */
const replaced = (table: PgTable): Record<string, SQL> =>
  Object.fromEntries(Object.keys(getTableColumns(table)).map((name) => [name, sql.raw(`excluded."${toSnakeCase(name)}"`)]))

type Progress = (done: number, total: number | null) => Promise<void> | void

/**
 * Assesses every firm whose facts have changed, or whose results are of an earlier day: titles expire and rules change at
 * midnight. A transaction a batch, so that nobody waits long and a killed run goes on where it stopped.
 */
export async function reassessOutdated(db: Db, progress: Progress = () => {}, signal?: AbortSignal): Promise<number> {
  const asOf = today()
  const total = await within(db, systemActor, (tx) => countOutdated(tx, asOf))
  let done = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const ids = await within(db, systemActor, async (tx) => {
      const outdated = await nextOutdated(tx, asOf, after)
      await reassessFirms(tx, outdated, asOf)
      return outdated
    })
    const last = ids.at(-1)
    if (last === undefined) return done
    after = last
    done += ids.length
    await progress(done, Math.max(total, done))
    signal?.throwIfAborted()
  }
}

const isOutdated = (asOf: string) =>
  or(sql`${firmSummaries.firmId} is null`, firmSummaries.stale, sql`${firmSummaries.asOf} is null`, lt(firmSummaries.asOf, asOf))

async function countOutdated(tx: Tx, asOf: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .where(isOutdated(asOf))
  return row?.count ?? 0
}

async function nextOutdated(tx: Tx, asOf: string, after: string): Promise<string[]> {
  const rows = await tx
    .select({ id: firms.id })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .where(and(gt(firms.id, after), isOutdated(asOf)))
    .orderBy(firms.id)
    .limit(batchSize)
  return rows.map(({ id }) => id)
}

/** Queues the job where results are outdated: on start, since the nightly run may have been missed. */
export async function catchUp(db: Db): Promise<void> {
  await within(db, systemActor, async (tx) => {
    if ((await countOutdated(tx, today())) > 0) await startJob(tx, systemActor, reassessKind, {}, { key: reassessKind })
  })
}
