import { and, asc, desc, eq, max } from 'drizzle-orm'
import type {
  CountedFirms,
  IndicatorDetail,
  IndicatorPatch,
  IndicatorPost,
  IndicatorYear,
  PeriodPost,
  PlanIndicator,
  PlanIndicators,
  PlanPeriod,
  ValuePut,
} from '../../shared/api/plan.ts'
import { yearOf } from '../../shared/days.ts'
import { type CountingRule, countingWords, pathAt } from '../../shared/plan/counting.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError, refuse } from '../problems.ts'
import { countOn, explainCount } from './count.ts'
import { indicatorValues, indicatorVersions, planIndicators, planPeriods } from './table.ts'

/** Passes a write from the version that stands only. */
export type VersionCheck = (version: number, current: () => unknown) => Promise<void>

/** Plan periods, the latest first. */
export const listPeriods = (tx: Queries): Promise<PlanPeriod[]> =>
  tx
    .select({
      id: planPeriods.id,
      name: planPeriods.name,
      baseYear: planPeriods.baseYear,
      targetYear: planPeriods.targetYear,
      source: planPeriods.source,
    })
    .from(planPeriods)
    .orderBy(desc(planPeriods.baseYear), desc(planPeriods.id))

export async function getPeriod(tx: Queries, id: string): Promise<PlanPeriod> {
  const period = (await listPeriods(tx)).find((one) => one.id === id)
  if (!period) throw new ProblemError('not-found')
  return period
}

/** The period that a day belongs to, else the last one before it: a plan that is over is shown until the next is entered. */
export async function findPeriodOn(tx: Queries, day: string): Promise<PlanPeriod | undefined> {
  const periods = await listPeriods(tx)
  const year = yearOf(day)
  return (
    periods.find(({ baseYear, targetYear }) => baseYear < year && year <= targetYear) ?? periods.find(({ baseYear }) => baseYear < year)
  )
}

/** A period to come. Its indicators may be those of another one; their base and target are still to be entered. */
export async function addPeriod(tx: Tx, actor: Actor, { name, baseYear, targetYear, source, copyFrom }: PeriodPost): Promise<PlanPeriod> {
  const id = `${baseYear + 1}-${targetYear}`
  if ((await listPeriods(tx)).some((one) => one.id === id)) throw refuse('/targetYear', `${id} 年的规划期已经有了`)
  await tx.insert(planPeriods).values({ id, name, baseYear, targetYear, source, createdAt: now(), createdBy: actor.account })
  if (copyFrom !== null) {
    const rows = await tx.select().from(planIndicators).where(eq(planIndicators.periodId, copyFrom)).orderBy(asc(planIndicators.position))
    let no = await nextNo(tx)
    for (const { key, position, name: title, unit, counting, source: office } of rows) {
      const values = { no: no++, periodId: id, key, position, name: title, unit, counting, source: office, updatedBy: actor.account }
      await tx.insert(planIndicators).values(values)
    }
  }
  await audit(tx, actor, { action: 'plan-period-added', subject: `plan:${id}`, after: { name, baseYear, targetYear, copyFrom } })
  return getPeriod(tx, id)
}

async function nextNo(tx: Queries): Promise<number> {
  const [row] = await tx.select({ last: max(planIndicators.no) }).from(planIndicators)
  return (row?.last ?? 0) + 1
}

export type IndicatorRecord = typeof planIndicators.$inferSelect

/** The indicators of a period in the order of the plan. */
export const listIndicatorRecords = (tx: Queries, periodId: string): Promise<IndicatorRecord[]> =>
  tx
    .select()
    .from(planIndicators)
    .where(eq(planIndicators.periodId, periodId))
    .orderBy(asc(planIndicators.position), asc(planIndicators.no))

export async function getIndicatorRecord(tx: Queries, periodId: string, key: string): Promise<IndicatorRecord> {
  const [found] = await tx
    .select()
    .from(planIndicators)
    .where(and(eq(planIndicators.periodId, periodId), eq(planIndicators.key, key)))
  if (!found) throw new ProblemError('not-found')
  return found
}

/** The years of a period that have begun, with the day on which each is counted. */
export function daysOf({ baseYear, targetYear }: PlanPeriod, today: string): { readonly year: number; readonly on: string }[] {
  const last = Math.min(targetYear, yearOf(today))
  return Array.from({ length: Math.max(0, last - baseYear + 1) }, (_, i) => {
    const year = baseYear + i
    return { year, on: year === yearOf(today) ? today : `${year}-12-31` }
  })
}

/** What the register counts of an indicator by day; somebody may have counted ahead. */
export type Counter = (record: IndicatorRecord, days: readonly string[]) => Promise<(number | null)[]>

export const countNow =
  (tx: Queries, today: string): Counter =>
  (record, days) =>
    countOn(tx, record.counting, days, today)

/** Nobody counts: what a park has of its own is no value of the city's plan. */
export const countNothing: Counter = async (_record, days) => days.map(() => null)

/** The indicators of a period with their years. */
export async function listIndicators(tx: Queries, period: PlanPeriod, today: string, counter: Counter): Promise<PlanIndicators> {
  const records = await listIndicatorRecords(tx, period.id)
  const items: PlanIndicator[] = []
  for (const record of records) items.push(await indicatorOf(tx, record, period, today, counter))
  return { period, asOf: today, items }
}

async function indicatorOf(
  tx: Queries,
  record: IndicatorRecord,
  period: PlanPeriod,
  today: string,
  counter: Counter,
): Promise<PlanIndicator> {
  const { no, periodId, key, position, name, unit, base, target, path, counting, note, version, updatedAt, updatedBy } = record
  const days = daysOf(period, today)
  const counts = await counter(record, [...days.map(({ on }) => on), today])
  const entered = new Map((await tx.select().from(indicatorValues).where(eq(indicatorValues.indicator, no))).map((row) => [row.year, row]))
  const years = days.map(({ year, on }, i): IndicatorYear => {
    const value = entered.get(year)
    return {
      year,
      on,
      counted: counts[i] ?? null,
      entered: value
        ? {
            value: value.value,
            source: value.source,
            evidence: value.evidence,
            by: value.enteredBy,
            at: value.enteredAt.toISOString(),
            version: value.version,
          }
        : null,
      path: pathAt({ base, target, path }, period, year),
    }
  })
  return {
    periodId,
    key,
    no: position,
    name,
    unit,
    baseYear: period.baseYear,
    base,
    targetYear: period.targetYear,
    target,
    path: { ...path },
    counting,
    countingText: countingWords(counting),
    note,
    version,
    updatedAt: updatedAt.toISOString(),
    updatedBy,
    now: counts.at(-1) ?? null,
    years,
  }
}

/** One indicator with what it was before. */
export async function getIndicator(tx: Queries, periodId: string, key: string, today: string): Promise<IndicatorDetail> {
  const record = await getIndicatorRecord(tx, periodId, key)
  const period = await getPeriod(tx, periodId)
  const versions = await tx
    .select()
    .from(indicatorVersions)
    .where(eq(indicatorVersions.indicator, record.no))
    .orderBy(desc(indicatorVersions.version))
  return {
    ...(await indicatorOf(tx, record, period, today, countNow(tx, today))),
    versions: versions.map(({ version, stands, reason, changedBy, changedAt }) => ({
      version,
      base: (stands['base'] as number | null) ?? null,
      target: (stands['target'] as number | null) ?? null,
      countingText: countingWords(stands['counting'] as CountingRule),
      reason,
      by: changedBy,
      at: changedAt.toISOString(),
    })),
  }
}

const standsOf = ({ name, unit, base, target, path, counting, note }: IndicatorRecord) => ({
  name,
  unit,
  base,
  target,
  path,
  counting,
  note,
})

/** Adds an indicator to a period. */
export async function addIndicator(tx: Tx, actor: Actor, periodId: string, given: IndicatorPost): Promise<IndicatorRecord> {
  await getPeriod(tx, periodId)
  const others = await listIndicatorRecords(tx, periodId)
  if (others.some(({ key }) => key === given.key)) throw refuse('/key', '这个规划期已经有这项指标')
  const position = Math.max(0, ...others.map((one) => one.position)) + 1
  await tx.insert(planIndicators).values({ ...given, no: await nextNo(tx), periodId, position, updatedAt: now(), updatedBy: actor.account })
  const record = await getIndicatorRecord(tx, periodId, given.key)
  await audit(tx, actor, { action: 'indicator-added', subject: `indicator:${periodId}/${given.key}`, after: standsOf(record) })
  return record
}

/** Changes what an indicator says; what it said before stays readable, with the reason. */
export async function changeIndicator(
  tx: Tx,
  actor: Actor,
  { periodId, key }: { readonly periodId: string; readonly key: string },
  { reason, ...given }: IndicatorPatch,
  check: VersionCheck,
): Promise<void> {
  const record = await lockIndicator(tx, periodId, key)
  await check(record.version, () => ({ ...standsOf(record), version: record.version }))
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const [after] = await tx
    .update(planIndicators)
    .set({ ...changed, version: record.version + 1, updatedAt: now(), updatedBy: actor.account })
    .where(eq(planIndicators.no, record.no))
    .returning()
  if (!after) throw new ProblemError('not-found')
  if (record.version === 1) await keepVersion(tx, record, '规划原文', record.updatedBy, record.updatedAt)
  await keepVersion(tx, after, reason, actor.account, now())
  await audit(tx, actor, {
    action: 'indicator-changed',
    subject: `indicator:${periodId}/${key}`,
    before: standsOf(record),
    after: { ...standsOf(after), reason },
  })
}

const keepVersion = (tx: Tx, record: IndicatorRecord, reason: string, changedBy: string, changedAt: Date) =>
  tx
    .insert(indicatorVersions)
    .values({ indicator: record.no, version: record.version, stands: standsOf(record), reason, changedBy, changedAt })

export async function lockIndicator(tx: Tx, periodId: string, key: string): Promise<IndicatorRecord> {
  const [record] = await tx
    .select()
    .from(planIndicators)
    .where(and(eq(planIndicators.periodId, periodId), eq(planIndicators.key, key)))
    .for('update')
  if (!record) throw new ProblemError('not-found')
  return record
}

/** Enters the value of a year, or takes it away. */
export async function enterValue(
  tx: Tx,
  actor: Actor,
  { periodId, key, year }: { readonly periodId: string; readonly key: string; readonly year: number },
  { value, source, evidence }: ValuePut,
  check: VersionCheck,
): Promise<number> {
  const { no } = await lockIndicator(tx, periodId, key)
  const period = await getPeriod(tx, periodId)
  if (year < period.baseYear || year > period.targetYear) throw refuse('/year', `应在 ${period.baseYear} 到 ${period.targetYear} 年之间`)
  const ofYear = and(eq(indicatorValues.indicator, no), eq(indicatorValues.year, year))
  const [before] = await tx.select().from(indicatorValues).where(ofYear)
  await check(before?.version ?? 0, () => before ?? null)
  const version = (before?.version ?? 0) + 1
  if (value === null) await tx.delete(indicatorValues).where(ofYear)
  else {
    const row = { value, source, evidence, version, enteredAt: now(), enteredBy: actor.account }
    await tx
      .insert(indicatorValues)
      .values({ indicator: no, year, ...row })
      .onConflictDoUpdate({ target: [indicatorValues.indicator, indicatorValues.year], set: row })
  }
  await audit(tx, actor, {
    action: 'indicator-value-entered',
    subject: `indicator:${periodId}/${key}`,
    before: before ? { year, value: before.value, source: before.source } : null,
    after: { year, value, source, evidence },
  })
  return value === null ? 0 : version
}

/** The firms behind a value of an indicator. */
export async function explainIndicator(
  tx: Queries,
  periodId: string,
  key: string,
  { on, offset }: { readonly on: string; readonly offset: number },
): Promise<CountedFirms> {
  const { counting } = await getIndicatorRecord(tx, periodId, key)
  return { on, countingText: countingWords(counting), ...(await explainCount(tx, counting, { on, offset })) }
}
