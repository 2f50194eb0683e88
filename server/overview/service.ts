import type { Overview } from '../../shared/api/overview.ts'
import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import { judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { parks } from '../parks/table.ts'
import { countNothing, countNow, type Counter, findPeriodOn, listIndicators } from '../plan/service.ts'
import { type CountRow, findState, placeCounts } from './counts.ts'

type Sums = Overview['rungs'][number]

/** The city, or the caller's own park, at a glance: the latest assessments and the certificates in force today. */
export async function getOverview(tx: Queries, actor: Actor, today: string): Promise<Overview> {
  const { rows, countedAt, isKept } = await placeCounts(tx, today)
  const period = await findPeriodOn(tx, today)
  const counter = actor.role === 'park' ? countNothing : isKept ? await countedAhead(tx, today) : countNow(tx, today)
  const shown = (Object.keys(certifications) as Certification[]).filter(
    (id) => judgedCertifications.includes(id) || rows.some(({ certification, held }) => certification === id && held > 0),
  )
  return {
    asOf: today,
    firms: total(rows, '', 'firms'),
    withFigures: total(rows, '', 'withFigures'),
    rungs: shown.map((certification) => rungOf(certification, rows)),
    parks: await parksOf(tx, actor, rows),
    countedAt: countedAt.toISOString(),
    period: period ?? null,
    indicators: period ? (await listIndicators(tx, period, today, counter)).items : [],
  }
}

/** The kept counts of the indicators; one whose rule has changed since is counted now. */
async function countedAhead(tx: Queries, today: string): Promise<Counter> {
  const kept = (await findState(tx))?.indicators ?? {}
  const live = countNow(tx, today)
  return async (record, days) => {
    const known = kept[`${record.no}@${record.version}`]
    return known && days.every((day) => day in known) ? days.map((day) => known[day] ?? null) : live(record, days)
  }
}

type Counted = Exclude<keyof CountRow, 'parkId' | 'townCode' | 'certification'>

/** The sum of a count over all places. */
export const total = (rows: readonly CountRow[], certification: string, of: Counted): number =>
  rows.reduce((sum, row) => (row.certification === certification ? sum + row[of] : sum), 0)

function rungOf(certification: Certification, rows: readonly CountRow[]): Sums {
  const of = (counted: Counted) => total(rows, certification, counted)
  return {
    certification,
    held: of('held'),
    expiringIn90Days: of('ending'),
    expiringAtRisk: of('atRisk'),
    qualified: of('qualified'),
    review: of('review'),
    undetermined: of('undetermined'),
    shortByOne: of('shortByOne'),
    unqualified: of('unqualified'),
  }
}

async function parksOf(tx: Queries, { role, parkId }: Actor, rows: readonly CountRow[]): Promise<Overview['parks']> {
  const all = await tx.select({ id: parks.id }).from(parks).orderBy(parks.sort, parks.id)
  const ids = role === 'park' ? [parkId] : [...all.map(({ id }) => id), null]
  return ids.map((park) => {
    const here = rows.filter((row) => row.parkId === park)
    const perRung = (of: Counted, which: readonly string[]) => Object.fromEntries(which.map((id) => [id, total(here, id, of)]))
    const held = [...new Set(here.flatMap((row) => (row.held > 0 ? [row.certification] : [])))]
    return {
      parkId: park,
      firms: total(here, '', 'firms'),
      held: perRung('held', held),
      qualified: perRung('qualified', judgedCertifications),
      shortByOne: perRung('shortByOne', judgedCertifications),
    }
  })
}
