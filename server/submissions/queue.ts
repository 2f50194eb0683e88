import { and, asc, count, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import type { Queue, QueueQuery } from '../../shared/api/submissions.ts'
import type { Queries } from '../db/connection.ts'
import { firms } from '../firms/table.ts'
import { refuse } from '../problems.ts'
import { doubtsOf } from './service.ts'
import { submissions } from './table.ts'

interface Place {
  readonly at: Date
  readonly firmId: string
  readonly year: number
}

function placeOf(cursor: string): Place {
  const [ms = '', firmId = '', year = ''] = cursor.split('_')
  if (!/^\d{1,14}$/.test(ms) || !/^[0-9a-f-]{36}$/.test(firmId) || !/^\d{4}$/.test(year))
    throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  return { at: new Date(Number(ms)), firmId, year: Number(year) }
}

/** What waits for a decision, the longest waiting first; what was decided, the latest first. */
export async function listQueue(tx: Queries, { state, cursor, limit }: QueueQuery): Promise<Queue> {
  const isOpen = state === 'submitted'
  const [beyond, order] = isOpen ? [gt, asc] : [lt, desc]
  const from = cursor === undefined ? undefined : placeOf(cursor)
  const { at, firmId, year } = submissions
  const rows = await tx
    .select({ submission: submissions, name: firms.name, uscc: firms.uscc, parkId: firms.parkId, warnings: firms.warnings })
    .from(submissions)
    .innerJoin(firms, eq(firms.id, submissions.firmId))
    .where(
      and(
        eq(submissions.state, state),
        from &&
          or(
            beyond(at, from.at),
            and(eq(at, from.at), or(beyond(firmId, from.firmId), and(eq(firmId, from.firmId), beyond(year, from.year)))),
          ),
      ),
    )
    .orderBy(order(at), order(firmId), order(year))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)?.submission
  return {
    items: shown.map(({ submission, warnings, ...firm }) => ({
      ...firm,
      firmId: submission.firmId,
      year: submission.year,
      state,
      by: submission.by,
      at: submission.at.toISOString(),
      note: submission.note,
      round: submission.round,
      doubts: doubtsOf({ warnings }, submission.year),
    })),
    nextCursor: rows.length > limit && last ? `${last.at.getTime()}_${last.firmId}_${last.year}` : null,
    counts: await countStates(tx),
  }
}

async function countStates(tx: Queries): Promise<Queue['counts']> {
  const rows = await tx
    .select({ state: submissions.state, of: count() })
    .from(submissions)
    .where(inArray(submissions.state, ['submitted', 'returned', 'confirmed']))
    .groupBy(sql`1`)
  const counts = { submitted: 0, returned: 0, confirmed: 0 }
  for (const { state, of } of rows) if (state !== 'withdrawn') counts[state] = of
  return counts
}
