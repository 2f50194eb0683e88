import { today } from '../clock.ts'
import { systemActor, within } from '../db/context.ts'
import { defineTask } from '../jobs/service.ts'
import { countOn } from '../plan/count.ts'
import { daysOf, findPeriodOn, listIndicatorRecords } from '../plan/service.ts'
import type { Queries } from '../db/connection.ts'
import { countPlaces, findState, keepCounts, markOf } from './counts.ts'

/** Every five minutes; nothing is counted while nothing has changed. */
const often = '*/5 * * * *'

defineTask(
  'overview-counts',
  async ({ db, readDb }) => {
    const day = today()
    const read = { readOnly: true, isolation: 'repeatable read' } as const
    const found = await within(readDb, systemActor, async (tx) => ({ ...(await markOf(tx, day)), state: await findState(tx) }), read)
    if (found.state?.mark === found.mark) return { counted: false }
    const counted = await within(
      readDb,
      systemActor,
      async (tx) => ({ rows: await countPlaces(tx, day), indicators: await countIndicators(tx, day) }),
      read,
    )
    const { mark, firms } = found
    await within(db, systemActor, (tx) => keepCounts(tx, counted.rows, { day, mark, firms, indicators: counted.indicators }))
    return { counted: true }
  },
  { attempts: 3, cron: often, keptHours: 1 },
)

/** What the register counts of each indicator that is shown, by the version of its rule. */
async function countIndicators(tx: Queries, day: string): Promise<Record<string, Record<string, number | null>>> {
  const period = await findPeriodOn(tx, day)
  if (!period) return {}
  const days = [...new Set([...daysOf(period, day).map(({ on }) => on), day])]
  const counted: Record<string, Record<string, number | null>> = {}
  for (const record of await listIndicatorRecords(tx, period.id)) {
    const counts = await countOn(tx, record.counting, days, day)
    counted[`${record.no}@${record.version}`] = Object.fromEntries(days.map((on, i) => [on, counts[i] ?? null]))
  }
  return counted
}
