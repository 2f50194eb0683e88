import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { ParkReport, ParkReportQuery } from '../../shared/api/park-report.ts'
import { addDays, yearOf } from '../../shared/days.ts'
import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { firmYears, heldTitles } from '../figures/table.ts'
import { firms } from '../firms/table.ts'
import { firmMoves } from '../moves/table.ts'
import { refuse } from '../problems.ts'
import { assessments, firmSummaries } from '../reports/table.ts'
import { coachingCases, coachingTodos, serviceRecords } from '../services/table.ts'
import { trainingFirms, trainings } from '../trainings/table.ts'

const count = sql<number>`count(*)::int`
/** Firms that are named in each part; a report is read on paper. */
const named = 30
/** Days ahead in which a certificate counts as running out. */
const soon = 180

interface Scope {
  readonly park: string | null
  /** On `firms`. */
  readonly where: SQL | undefined
}

/** One year of a park, of the city for the bureau. Everything is counted from what the caller sees. */
export async function getParkReport(tx: Queries, actor: Actor, query: ParkReportQuery, today: string): Promise<ParkReport> {
  if (actor.role === 'park' && query.park !== undefined && query.park !== actor.parkId) throw refuse('/query/park', '没有这个园区')
  const park = actor.role === 'park' ? actor.parkId : (query.park ?? null)
  const scope: Scope = { park, where: park === null ? undefined : eq(firms.parkId, park) }
  const year = query.year ?? yearOf(today)
  const [firmCount] = await tx
    .select({ firms: count, fresh: sql<number>`(count(*) filter (where extract(year from ${firms.createdAt}) = ${year}))::int` })
    .from(firms)
    .where(scope.where)
  return {
    asOf: today,
    year,
    parkId: park,
    firms: firmCount?.firms ?? 0,
    newFirms: firmCount?.fresh ?? 0,
    rungs: await rungsOf(tx, scope, year, today),
    near: await nearFirms(tx, scope),
    expiring: await expiringFirms(tx, scope, today),
    coverage: await coverageOf(tx, scope, today),
    services: await servicesOf(tx, scope, year, today),
    moves: await movesOf(tx, scope, year),
  }
}

async function rungsOf(tx: Queries, scope: Scope, year: number, today: string): Promise<ParkReport['rungs']> {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`]
  const { title, validFrom, validTo, revoked } = heldTitles
  const inForce = sql`(${validFrom} is null or ${validFrom} <= ${today}) and (${validTo} is null or ${validTo} >= ${today}) and ${revoked} is not true`
  const renewed = sql`exists (select 1 from titles later where later.firm_id = ${heldTitles.firmId} and later.title = ${title} and later.id <> ${heldTitles.id} and coalesce(later.valid_to, '9999-12-31') > ${validTo})`
  const held = await tx
    .select({
      title,
      held: sql<number>`(count(distinct ${heldTitles.firmId}) filter (where ${inForce}))::int`,
      gained: sql<number>`(count(distinct ${heldTitles.firmId}) filter (where ${validFrom} between ${from} and ${to}))::int`,
      lost: sql<number>`(count(distinct ${heldTitles.firmId}) filter (where ${validTo} between ${from} and ${to} and ${validTo} < ${today} and not ${renewed}))::int`,
      expiring: sql<number>`(count(distinct ${heldTitles.firmId}) filter (where ${inForce} and ${validTo} <= ${addDays(today, soon)} and not ${renewed}))::int`,
    })
    .from(heldTitles)
    .innerJoin(firms, eq(firms.id, heldTitles.firmId))
    .where(scope.where)
    .groupBy(title)
  const near = await tx
    .select({ certification: assessments.certification, near: count })
    .from(assessments)
    .innerJoin(firms, eq(firms.id, assessments.firmId))
    .where(and(scope.where, isNear, isNotHeld))
    .groupBy(assessments.certification)
  return (Object.keys(certifications) as Certification[]).flatMap((certification) => {
    const row = held.find((one) => one.title === certification)
    const short = near.find((one) => one.certification === certification)?.near ?? 0
    if (!row && short === 0) return []
    return [
      { certification, held: row?.held ?? 0, gained: row?.gained ?? 0, lost: row?.lost ?? 0, expiring: row?.expiring ?? 0, near: short },
    ]
  })
}

const isNear = sql`(${assessments.verdict} = 'qualified' or (${assessments.verdict} = 'unqualified' and ${assessments.shortBy} = 1))`
const isNotHeld = sql`not exists (select 1 from firm_summaries s where s.firm_id = ${assessments.firmId} and s.held @> jsonb_build_array(jsonb_build_object('title', ${assessments.certification})))`

/** Firms whose next rung is within reach or one criterion away. */
async function nearFirms(tx: Queries, scope: Scope): Promise<ParkReport['near']> {
  const rows = await tx
    .select({ id: firms.id, name: firms.name, certification: assessments.certification, shortBy: assessments.shortBy })
    .from(assessments)
    .innerJoin(
      firmSummaries,
      and(eq(firmSummaries.firmId, assessments.firmId), eq(firmSummaries.nextCertification, assessments.certification)),
    )
    .innerJoin(firms, eq(firms.id, assessments.firmId))
    .where(and(scope.where, isNear))
    .orderBy(asc(assessments.shortBy), asc(assessments.distance), asc(firms.id))
    .limit(named)
  return rows.map(({ id, name, certification, shortBy }) => ({ id, name, certification, day: null, missing: shortBy ?? 0 }))
}

async function expiringFirms(tx: Queries, scope: Scope, today: string): Promise<ParkReport['expiring']> {
  const rows = await tx
    .select({ id: firms.id, name: firms.name, certification: sql<string>`held.title->>'title'`, day: sql<string>`held.title->>'validTo'` })
    .from(firmSummaries)
    .innerJoin(firms, eq(firms.id, firmSummaries.firmId))
    .innerJoin(sql`lateral jsonb_array_elements(${firmSummaries.held}) as held(title)`, sql`true`)
    .where(and(scope.where, sql`held.title->>'validTo' between ${today} and ${addDays(today, soon)}`))
    .orderBy(sql`held.title->>'validTo'`, asc(firms.id))
    .limit(named)
  return rows.map((row) => ({ ...row, missing: 0 }))
}

async function coverageOf(tx: Queries, scope: Scope, today: string): Promise<ParkReport['coverage']> {
  const last = yearOf(today) - 1
  const rows = await tx
    .select({ year: firmYears.year, entered: count, confirmed: sql<number>`count(${firmYears.verifiedAt})::int` })
    .from(firmYears)
    .innerJoin(firms, eq(firms.id, firmYears.firmId))
    .where(and(scope.where, sql`${firmYears.year} between ${last - 2} and ${last}`))
    .groupBy(firmYears.year)
  return [last - 2, last - 1, last].map((year) => {
    const row = rows.find((one) => one.year === year)
    return { year, entered: row?.entered ?? 0, confirmed: row?.confirmed ?? 0 }
  })
}

async function servicesOf(tx: Queries, scope: Scope, year: number, today: string): Promise<ParkReport['services']> {
  const ofYear = sql`extract(year from ${serviceRecords.happenedOn}) = ${year}`
  const kinds = await tx
    .select({ kind: serviceRecords.kind, count })
    .from(serviceRecords)
    .innerJoin(firms, eq(firms.id, serviceRecords.firmId))
    .where(and(scope.where, ofYear))
    .groupBy(serviceRecords.kind)
  const [served] = await tx
    .select({ firms: sql<number>`count(distinct ${serviceRecords.firmId})::int` })
    .from(serviceRecords)
    .innerJoin(firms, eq(firms.id, serviceRecords.firmId))
    .where(and(scope.where, ofYear))
  const [cases] = await tx
    .select({
      open: sql<number>`(count(*) filter (where ${coachingCases.state} = 'open'))::int`,
      reached: sql<number>`(count(*) filter (where ${coachingCases.state} = 'reached' and extract(year from ${coachingCases.closedOn}) = ${year}))::int`,
    })
    .from(coachingCases)
    .innerJoin(firms, eq(firms.id, coachingCases.firmId))
    .where(scope.where)
  const [late] = await tx
    .select({ todos: count })
    .from(coachingTodos)
    .innerJoin(firms, eq(firms.id, coachingTodos.firmId))
    .where(and(scope.where, sql`${coachingTodos.doneOn} is null and ${coachingTodos.dueOn} < ${today}`))
  const [held] = await tx
    .select({ trainings: count })
    .from(trainings)
    .where(and(scope.park === null ? undefined : eq(trainings.parkId, scope.park), sql`extract(year from ${trainings.heldOn}) = ${year}`))
  const [came] = await tx
    .select({ firms: count })
    .from(trainingFirms)
    .innerJoin(firms, eq(firms.id, trainingFirms.firmId))
    .innerJoin(trainings, eq(trainings.id, trainingFirms.trainingId))
    .where(and(scope.where, eq(trainingFirms.state, 'attended'), sql`extract(year from ${trainings.heldOn}) = ${year}`))
  return {
    firms: served?.firms ?? 0,
    byKind: Object.fromEntries(kinds.map((row) => [row.kind, row.count])),
    openCases: cases?.open ?? 0,
    reachedCases: cases?.reached ?? 0,
    overdueTodos: late?.todos ?? 0,
    trainings: held?.trainings ?? 0,
    attended: came?.firms ?? 0,
  }
}

async function movesOf(tx: Queries, { park }: Scope, year: number): Promise<ParkReport['moves']> {
  const [row] = await tx
    .select({
      in: sql<number>`(count(*) filter (where ${firmMoves.toPark} is not distinct from ${park}))::int`,
      out: sql<number>`(count(*) filter (where ${firmMoves.fromPark} is not distinct from ${park}))::int`,
    })
    .from(firmMoves)
    .where(and(eq(firmMoves.state, 'confirmed'), sql`extract(year from ${firmMoves.decidedAt}) = ${year}`))
  return { in: row?.in ?? 0, out: row?.out ?? 0 }
}
