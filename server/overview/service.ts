import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Overview } from '../../shared/api/overview.ts'
import { addDays, yearOf } from '../../shared/days.ts'
import { type Certification, certifications, type Title } from '../../shared/dictionary/certifications.ts'
import { judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { institutions } from '../figures/table.ts'
import { scopeOf } from '../firms/filter.ts'
import { firms } from '../firms/table.ts'
import { parks } from '../parks/table.ts'
import { planIndicators } from '../reference/table.ts'
import { readDigest } from '../reports/digest.ts'
import { firmSummaries } from '../reports/table.ts'

/** A certificate that ends within so many days is said to be running out. */
const soon = 90

const count = sql<number>`count(*)::int`

/** The city, or the caller's own park, at a glance: the latest assessments and the certificates in force today. */
export async function getOverview(tx: Queries, actor: Actor, today: string): Promise<Overview> {
  const scope = scopeOf(actor)
  const [byPark, withFigures, held, verdicts] = [
    await tx.select({ park: firms.parkId, count }).from(firms).where(scope).groupBy(firms.parkId),
    await countWithFigures(tx, actor, yearOf(today) - 1),
    await countHeld(tx, actor, today),
    await countVerdicts(tx, actor),
  ]
  const rungs = (Object.keys(certifications) as Certification[]).filter(
    (id) => judgedCertifications.includes(id) || held.some(({ title }) => title === id),
  )
  return {
    asOf: today,
    firms: sum(byPark, () => true),
    withFigures,
    rungs: rungs.map((certification) => rungOf(certification, held, verdicts)),
    parks: await parksOf(tx, actor, byPark, held, verdicts),
    indicators: await indicatorsOf(tx, actor, held),
  }
}

interface Held {
  readonly park: string | null
  readonly title: Title
  readonly count: number
  readonly ending: number
  readonly atRisk: number
}

interface VerdictCount {
  readonly park: string | null
  readonly certification: string
  readonly verdict: string
  readonly count: number
  readonly shortByOne: number
}

const sum = <T extends { readonly count: number }>(rows: readonly T[], of: (row: T) => boolean): number =>
  rows.reduce((total, row) => (of(row) ? total + row.count : total), 0)

function rungOf(certification: Certification, held: readonly Held[], verdicts: readonly VerdictCount[]): Overview['rungs'][number] {
  const holders = held.filter(({ title }) => title === certification)
  const judged = verdicts.filter((row) => row.certification === certification)
  const of = (verdict: string) => sum(judged, (row) => row.verdict === verdict)
  return {
    certification,
    held: sum(holders, () => true),
    expiringIn90Days: holders.reduce((total, { ending }) => total + ending, 0),
    expiringAtRisk: holders.reduce((total, { atRisk }) => total + atRisk, 0),
    qualified: of('qualified'),
    review: of('review'),
    undetermined: of('undetermined'),
    shortByOne: judged.reduce((total, { shortByOne }) => total + shortByOne, 0),
    unqualified: of('unqualified'),
  }
}

async function countWithFigures(tx: Queries, actor: Actor, year: number): Promise<number> {
  const [row] = await tx
    .select({ count })
    .from(firmSummaries)
    .where(and(ownPark(actor), sql`${firmSummaries.years} @> array[${year}]::smallint[]`))
  return row?.count ?? 0
}

/** Derived rows carry the park of their firm: counting them asks nothing of the firms. */
const ownPark = ({ role, parkId }: Actor): SQL | undefined => (role === 'park' ? eq(firmSummaries.parkId, parkId ?? '') : undefined)

async function countHeld(tx: Queries, actor: Actor, today: string): Promise<Held[]> {
  const title = sql<Title>`held.title->>'title'`
  const validTo = sql`(held.title->>'validTo')::date`
  const isEnding = sql`${validTo} <= ${addDays(today, soon)}::date`
  return tx
    .select({
      park: firmSummaries.parkId,
      title,
      count,
      ending: sql<number>`(count(*) filter (where ${isEnding}))::int`,
      atRisk: sql<number>`(count(*) filter (where ${isEnding} and held.title->>'renewal' = 'unqualified'))::int`,
    })
    .from(firmSummaries)
    .innerJoin(sql`lateral jsonb_array_elements(${firmSummaries.held}) as held(title)`, sql`true`)
    .where(and(ownPark(actor), sql`${firmSummaries.held} <> '[]'`, or(sql`${validTo} is null`, sql`${validTo} >= ${today}::date`)))
    .groupBy(firmSummaries.parkId, title)
}

/** Results of firms that do not hold the certification: firms that stand alike are counted together, then by certification. */
async function countVerdicts(tx: Queries, actor: Actor): Promise<VerdictCount[]> {
  const alike = await tx
    .select({ park: firmSummaries.parkId, digest: firmSummaries.digest, count })
    .from(firmSummaries)
    .where(ownPark(actor))
    .groupBy(firmSummaries.parkId, firmSummaries.digest)
  const counts = new Map<string, { -readonly [K in keyof VerdictCount]: VerdictCount[K] }>()
  for (const { park, digest, count: firmsAlike } of alike) {
    for (const [certification, counted] of readDigest(digest)) {
      if (counted === 'held' || counted === 'unavailable') continue
      const verdict = counted === 'short-by-one' ? 'unqualified' : counted
      const key = `${park} ${certification} ${verdict}`
      let row = counts.get(key)
      if (!row) counts.set(key, (row = { park, certification, verdict, count: 0, shortByOne: 0 }))
      row.count += firmsAlike
      if (counted === 'short-by-one') row.shortByOne += firmsAlike
    }
  }
  return [...counts.values()]
}

async function parksOf(
  tx: Queries,
  { role, parkId }: Actor,
  byPark: readonly { park: string | null; count: number }[],
  held: readonly Held[],
  verdicts: readonly VerdictCount[],
): Promise<Overview['parks']> {
  const all = await tx.select({ id: parks.id }).from(parks).orderBy(parks.sort, parks.id)
  const ids = role === 'park' ? [parkId] : [...all.map(({ id }) => id), null]
  return ids.map((park) => {
    const here = <T extends { readonly park: string | null }>(rows: readonly T[]) => rows.filter((row) => row.park === park)
    const judged = here(verdicts)
    const perRung = (value: (certification: string) => number) =>
      Object.fromEntries(judgedCertifications.map((certification) => [certification, value(certification)]))
    return {
      parkId: park,
      firms: sum(here(byPark), () => true),
      held: Object.fromEntries(here(held).map(({ title, count: holders }) => [title, holders])),
      qualified: perRung((certification) => sum(judged, (row) => row.certification === certification && row.verdict === 'qualified')),
      shortByOne: perRung((certification) =>
        judged.reduce((total, row) => (row.certification === certification ? total + row.shortByOne : total), 0),
      ),
    }
  })
}

/** The titles whose holders an indicator of the plan counts. */
const countedTitles: Readonly<Record<string, Title>> = { national_hte: 'hnte', tech_sme: 'tech-sme', little_giants: 'fujian-tech-giant' }

/** The plan's indicators are the city's: what a park counts in its own part is no value of them. */
async function indicatorsOf(tx: Queries, { role }: Actor, held: readonly Held[]): Promise<Overview['indicators']> {
  const rows = await tx.select().from(planIndicators).orderBy(planIndicators.no)
  const counted = async (key: string): Promise<number | null> => {
    if (role === 'park') return null
    const title = countedTitles[key]
    if (title) return sum(held, (row) => row.title === title)
    if (key !== 'national_rd_orgs') return null
    const [row] = await tx.select({ count }).from(institutions).where(eq(institutions.level, 'national'))
    return row?.count ?? 0
  }
  const indicators: Overview['indicators'] = []
  for (const { no, key, name, unit, baseYear, base, targetYear, target, note } of rows) {
    if (baseYear === null || base === null || targetYear === null || target === null) continue
    indicators.push({ no, key, name, unit, baseYear, base, targetYear, target, counted: await counted(key), note })
  }
  return indicators
}
