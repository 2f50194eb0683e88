import { setImmediate as breathe } from 'node:timers/promises'
import { inArray, sql } from 'drizzle-orm'
import { today } from '../clock.ts'
import type { Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { gatherBatch } from '../figures/facts.ts'
import { firms } from '../firms/table.ts'
import { startJob } from '../jobs/service.ts'
import { type Judged, rejudge } from './judge.ts'
import { loadFormer, storeConfirmed, storeJudged, storeWarnings } from './store.ts'

/** The job that brings every outdated result up to date; repeats merge. */
export const reassessKind = 'reassess'

/** So many firms are assessed in the transaction that changed them; more are left to a job. */
const atOnce = 50

/** Firms whose results are written together. */
export const batchSize = 500

/** Firms judged before other requests get their turn. */
const stride = 20

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
  for (let from = 0; from < ids.length; from += batchSize) {
    const batch = ids.slice(from, from + batchSize)
    // Whoever changes facts of a firm holds its row: what is read after this is what stays.
    await tx.select({ id: firms.id }).from(firms).where(inArray(firms.id, batch)).orderBy(firms.id).for('no key update')
    await reassessLocked(tx, batch, asOf)
  }
}

/** The same for firms whose rows the transaction holds already, as many as are written together. */
export async function reassessLocked(tx: Tx, ids: readonly string[], asOf: string): Promise<void> {
  const known = await gatherBatch(tx, ids, asOf)
  const former = await loadFormer(tx, ids)
  const judged: Judged[] = []
  const confirmed: string[] = []
  for (let from = 0; from < known.length; from += stride) {
    const slice = rejudge(known.slice(from, from + stride), former, asOf)
    judged.push(...slice.judged)
    confirmed.push(...slice.confirmed)
    await breathe()
  }
  await storeConfirmed(tx, confirmed, asOf)
  await storeJudged(tx, judged, former)
  await storeWarnings(tx, judged, known)
}
