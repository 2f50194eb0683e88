import type { Progress } from '../../shared/api/progress.ts'
import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import { flowRungs } from '../../shared/plan/rungs.ts'
import { keptBack, leastShown } from '../../shared/plan/suppress.ts'
import type { Db, Queries } from '../db/connection.ts'
import { systemActor } from '../db/context.ts'
import { getOverview } from '../overview/service.ts'
import { listParks } from '../parks/service.ts'

const outside = '园外'

const shown = (value: number): number | null => (value > 0 && value < leastShown ? null : value)

/** What everybody may know of the city: counts alone, small ones kept back. */
export async function getProgress(tx: Queries, db: Db, today: string): Promise<Progress> {
  const { firms, parks, rungs, indicators } = await getOverview(tx, systemActor, today)
  const names = new Map((await listParks(db, systemActor)).map(({ id, name }) => [id, name]))
  const shownRungs = rungs.filter(({ certification, held }) => held > 0 || flowRungs.some((id) => id === certification))
  // Rows are parks, columns the firms and each rung; the sums of the city stand below.
  const table = parks.map((park) => [park.firms, ...shownRungs.map(({ certification }) => park.held[certification] ?? 0)])
  const totals = [firms, ...shownRungs.map(({ held }) => held)]
  const kept = totals.map((_, column) => keptBack(table.map((row) => row[column] ?? 0)))
  const at = (row: number, column: number): number | null => (kept[column]?.[row] ? null : (table[row]?.[column] ?? 0))
  return {
    asOf: today,
    firms: shown(firms),
    rungs: shownRungs.map(({ certification }, i) => ({
      certification,
      name: certifications[certification as Certification].zh,
      held: shown(totals[i + 1] ?? 0),
    })),
    parks: parks.map(({ parkId }, row) => ({
      parkId,
      name: parkId === null ? outside : (names.get(parkId) ?? parkId),
      firms: at(row, 0),
      held: Object.fromEntries(shownRungs.map(({ certification }, i) => [certification, at(row, i + 1)])),
    })),
    indicators: indicators.map(({ key, name, unit, base, baseYear, target, targetYear, counting, years }) => {
      const last = years.findLast(({ entered, counted }) => entered !== null || counted !== null)
      const counted = last?.counted ?? null
      const value = last?.entered?.value ?? (counted === null || counting.by === 'entered' ? counted : shown(counted))
      return { key, name, unit, base, baseYear, target, targetYear, value, year: value === null ? null : (last?.year ?? null) }
    }),
  }
}
