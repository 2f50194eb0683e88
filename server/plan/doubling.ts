import { and, eq, sql } from 'drizzle-orm'
import type { ApplicationPut, Doubling, TargetsPut, TitleApplication } from '../../shared/api/plan.ts'
import { yearOf } from '../../shared/days.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { pathAt } from '../../shared/plan/counting.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { lockFirm } from '../firms/record.ts'
import { placeCounts } from '../overview/counts.ts'
import { movementsOf } from '../overview/movements.ts'
import { ProblemError, refuse } from '../problems.ts'
import { countOn } from './count.ts'
import { daysOf, getIndicatorRecord, getPeriod, lockIndicator, type VersionCheck } from './service.ts'
import { planIndicators, planTargets, titleApplications } from './table.ts'

type Counts = Doubling['city']
type CountKey = keyof Counts

const nothing: Counts = {
  held: 0,
  gained: 0,
  lost: 0,
  ending: 0,
  atRisk: 0,
  candidates: 0,
  shortByOne: 0,
  applied: 0,
  passed: 0,
  failed: 0,
}

/** What the pipeline must deliver until the end of the year, in the city and by park and town. */
export async function getDoubling(tx: Queries, actor: Actor, periodId: string, key: string, today: string): Promise<Doubling> {
  const record = await getIndicatorRecord(tx, periodId, key)
  const { counting } = record
  const certification = counting.by === 'titles' ? (counting.titles[0] as Certification | undefined) : undefined
  if (certification === undefined) throw refuse('/query/key', '这项指标不按证书计数，没有倍增计划')
  const period = await getPeriod(tx, periodId)
  const days = daysOf(period, today)
  const isPark = actor.role === 'park'
  const counts = isPark
    ? days.map(() => null)
    : await countOn(
        tx,
        counting,
        days.map(({ on }) => on),
        today,
      )
  const year = Math.min(period.targetYear, yearOf(today))
  const targets = await tx.select().from(planTargets).where(eq(planTargets.indicator, record.no))
  const places = await countsOf(tx, certification, today, year)
  const city = [...places].filter(([place]) => place.startsWith('park:')).reduce((sum, [, one]) => added(sum, one), nothing)
  const target = isPark
    ? (targets.find((one) => one.year === year && one.place === `park:${actor.parkId}`)?.value ?? null)
    : pathAt(record, period, year)
  const needed = target === null ? null : Math.max(0, Math.ceil(target) - (city.held - city.atRisk))
  const decided = city.passed + city.failed
  const passRate = decided === 0 ? null : city.passed / decided
  const named = new Set([...places.keys(), ...targets.filter(() => !isPark).map(({ place }) => place)])
  return {
    asOf: today,
    key,
    certification,
    version: record.version,
    years: Array.from({ length: period.targetYear - period.baseYear + 1 }, (_, i) => {
      const at = period.baseYear + i
      return { year: at, path: pathAt(record, period, at), counted: counts[days.findIndex((one) => one.year === at)] ?? null }
    }),
    year,
    target,
    city,
    needed,
    passRate,
    applicationsNeeded:
      needed === null || passRate === null || passRate === 0 ? null : Math.max(0, Math.ceil(needed / passRate) - city.applied),
    places: [...named].sort().map((place) => ({
      place,
      targets: Object.fromEntries(targets.flatMap((one) => (one.place === place ? [[String(one.year), one.value]] : []))),
      ...(places.get(place) ?? nothing),
    })),
  }
}

const added = (a: Counts, b: Counts): Counts =>
  Object.fromEntries((Object.keys(nothing) as CountKey[]).map((key) => [key, a[key] + b[key]])) as Counts

/** By park and by town; a firm stands in one of each. */
async function countsOf(tx: Queries, certification: Certification, today: string, year: number): Promise<Map<string, Counts>> {
  const places = new Map<string, Counts>()
  const add = (park: string | null, town: string | null, part: Partial<Counts>) => {
    for (const place of [`park:${park ?? 'none'}`, ...(town === null ? [] : [`town:${town}`])])
      places.set(place, added(places.get(place) ?? nothing, { ...nothing, ...part }))
  }
  for (const row of (await placeCounts(tx, today)).rows)
    if (row.certification === certification)
      add(row.parkId, row.townCode, { held: row.held, candidates: row.qualified, shortByOne: row.shortByOne })
  for (const { park, town, gained, lost, ending, atRisk } of await movementsOf(tx, certification, today))
    add(park, town, { gained, lost, ending, atRisk })
  const applications = await tx.execute<{ park: string | null; town: string | null; applied: number; passed: number; failed: number }>(sql`
    select f.park_id as park, f.town_code as town, (count(*) filter (where a.outcome is null))::int as applied,
      (count(*) filter (where a.outcome = 'passed'))::int as passed, (count(*) filter (where a.outcome = 'failed'))::int as failed
    from title_applications a join firms f on f.id = a.firm_id where a.certification = ${certification} and a.year = ${year} group by 1, 2`)
  for (const { park, town, ...counted } of applications) add(park, town, counted)
  return places
}

/** Splits the target of a year by place. */
export async function setTargets(
  tx: Tx,
  actor: Actor,
  { periodId, key, year }: { readonly periodId: string; readonly key: string; readonly year: number },
  { items }: TargetsPut,
  check: VersionCheck,
): Promise<void> {
  const record = await lockIndicator(tx, periodId, key)
  await check(record.version, () => ({ version: record.version }))
  for (const { place, value } of items) {
    const here = and(eq(planTargets.indicator, record.no), eq(planTargets.year, year), eq(planTargets.place, place))
    if (value === null) await tx.delete(planTargets).where(here)
    else {
      const row = { value, updatedAt: now(), updatedBy: actor.account }
      await tx
        .insert(planTargets)
        .values({ indicator: record.no, year, place, ...row })
        .onConflictDoUpdate({ target: [planTargets.indicator, planTargets.year, planTargets.place], set: row })
    }
  }
  await tx
    .update(planIndicators)
    .set({ version: record.version + 1 })
    .where(eq(planIndicators.no, record.no))
  await audit(tx, actor, { action: 'targets-set', subject: `indicator:${periodId}/${key}`, after: { year, items } })
}

const shown = ({
  certification,
  year,
  appliedOn,
  outcome,
  decidedOn,
  note,
  version,
  updatedBy,
}: typeof titleApplications.$inferSelect) => ({
  certification,
  year,
  appliedOn,
  outcome,
  decidedOn,
  note,
  version,
  updatedBy,
})

/** The applications of a firm, the latest first. */
export async function listApplications(tx: Queries, firmId: string): Promise<TitleApplication[]> {
  const rows = await tx
    .select()
    .from(titleApplications)
    .where(eq(titleApplications.firmId, firmId))
    .orderBy(sql`${titleApplications.year} desc`, titleApplications.certification)
  return rows.map(shown)
}

/** Keeps that a firm has applied, and what came of it. */
export async function keepApplication(
  tx: Tx,
  actor: Actor,
  { firmId, certification, year }: { readonly firmId: string; readonly certification: Certification; readonly year: number },
  given: ApplicationPut,
  check: VersionCheck,
): Promise<TitleApplication> {
  await lockFirm(tx, firmId)
  if (given.outcome !== null && given.decidedOn === null) throw refuse('/decidedOn', '请填写结果公布的日期')
  if (given.decidedOn !== null && given.decidedOn < given.appliedOn) throw refuse('/decidedOn', '不能早于申报日期')
  const here = and(
    eq(titleApplications.firmId, firmId),
    eq(titleApplications.certification, certification),
    eq(titleApplications.year, year),
  )
  const [before] = await tx.select().from(titleApplications).where(here)
  await check(before?.version ?? 0, () => (before ? shown(before) : null))
  const row = { ...given, version: (before?.version ?? 0) + 1, updatedAt: now(), updatedBy: actor.account }
  const [kept] = await tx
    .insert(titleApplications)
    .values({ firmId, certification, year, ...row })
    .onConflictDoUpdate({ target: [titleApplications.firmId, titleApplications.certification, titleApplications.year], set: row })
    .returning()
  if (!kept) throw new ProblemError('firm-not-found')
  await audit(tx, actor, {
    action: 'application-kept',
    subject: `firm:${firmId}`,
    firmId,
    before: before ? shown(before) : null,
    after: shown(kept),
  })
  return shown(kept)
}
