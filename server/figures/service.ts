import { and, eq } from 'drizzle-orm'
import type { FiguresPatch, FirmYear, FirmYears, FirmYearSaved } from '../../shared/api/firms.ts'
import { type Figure, figureIds, type YearFigures } from '../../shared/dictionary/figures.ts'
import { yearOf } from '../../shared/days.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import type { Source } from '../db/provenance.ts'
import { type FirmRecord, lockFirm, touchFirm } from '../firms/record.ts'
import { ProblemError } from '../problems.ts'
import { refreshFirms } from '../reports/refresh.ts'
import { refuseWhileSubmitted } from '../submissions/lock.ts'
import { firmYears } from './table.ts'

type YearRecord = typeof firmYears.$inferSelect

/** Throws where the version that the writer has read is not the one that stands. */
export type VersionCheck<T> = (version: number, current: () => Promise<T>) => Promise<void>

/** Fiscal years that are always shown, stored or not: the last three complete ones. */
const shownYears = 3

/** The figures of the last three complete fiscal years, and of every other year that is stored; the latest first. */
export async function listYears(tx: Queries, firm: FirmRecord): Promise<FirmYears> {
  const stored = await tx.select().from(firmYears).where(eq(firmYears.firmId, firm.id))
  const last = yearOf(today()) - 1
  const years = new Set([...Array.from({ length: shownYears }, (_, back) => last - back), ...stored.map(({ year }) => year)])
  return {
    years: [...years]
      .sort((a, b) => b - a)
      .map((year) =>
        yearAnswer(
          year,
          stored.find((row) => row.year === year),
        ),
      ),
    warnings: [...firm.warnings],
  }
}

function yearAnswer(year: number, row: YearRecord | undefined): FirmYear {
  if (!row) return { year, figures: {}, provenance: {}, verifiedBy: null, verifiedAt: null, version: 0 }
  const figures: Record<string, number> = {}
  for (const id of figureIds) if (row[id] != null) figures[id] = row[id]
  return {
    year,
    figures: figures as YearFigures,
    provenance: row.provenance as FirmYear['provenance'],
    verifiedBy: row.verifiedBy,
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    version: row.version,
  }
}

async function findYear(tx: Queries, firmId: string, year: number): Promise<YearRecord | undefined> {
  const [row] = await tx
    .select()
    .from(firmYears)
    .where(and(eq(firmYears.firmId, firmId), eq(firmYears.year, year)))
  return row
}

/**
 * Stores the given figures of a year; the others stay, null makes one unknown again. Each figure that changes gets its own
 * source, and nobody stands for the year any more until it is confirmed anew.
 */
export async function changeFigures(
  tx: Tx,
  actor: Actor,
  firmId: string,
  year: number,
  patch: FiguresPatch,
  check: VersionCheck<FirmYear>,
): Promise<FirmYearSaved> {
  await lockFirm(tx, firmId)
  const row = await findYear(tx, firmId, year)
  await check(row?.version ?? 0, async () => yearAnswer(year, row))
  if (actor.role === 'company') await refuseWhileSubmitted(tx, firmId, year, `${year} 年数据已提交园区，撤回后才能改`)
  const changed = (Object.keys(patch.figures) as Figure[]).filter((id) => (patch.figures[id] ?? null) !== (row?.[id] ?? null))
  if (changed.length > 0) {
    const { values, provenance } = mergedFigures(row, patch.figures, changed, {
      source: 'entry',
      by: actor.account,
      at: now().toISOString(),
    })
    const written = {
      ...values,
      provenance,
      verifiedBy: null,
      verifiedAt: null,
      version: (row?.version ?? 0) + 1,
      updatedAt: now(),
      updatedBy: actor.account,
    }
    await tx
      .insert(firmYears)
      .values({ firmId, year, ...written })
      .onConflictDoUpdate({ target: [firmYears.firmId, firmYears.year], set: written })
    const paths = (of: YearFigures) => Object.fromEntries(changed.map((id) => [`years.${year}.${id}`, of[id] ?? null]))
    await audit(tx, actor, {
      action: 'figures-changed',
      subject: `firm:${firmId}`,
      firmId,
      before: paths(row ?? {}),
      after: { ...paths(patch.figures), ...(patch.note && { note: patch.note }) },
    })
    await touchFirm(tx, actor, firmId)
    await refreshFirms(tx, actor, [firmId])
  }
  const saved = yearAnswer(year, await findYear(tx, firmId, year))
  return { ...saved, warnings: [...(await lockFirm(tx, firmId)).warnings] }
}

function mergedFigures(row: YearRecord | undefined, given: YearFigures, changed: readonly Figure[], source: Source) {
  const values: Partial<Record<Figure, number | null>> = {}
  const provenance: Partial<Record<Figure, Source>> = { ...row?.provenance }
  for (const id of changed) {
    values[id] = given[id] ?? null
    if (given[id] == null) delete provenance[id]
    else provenance[id] = source
  }
  return { values, provenance }
}

/** The park or the bureau stands for the figures of a year, or takes that back. */
export async function verifyYear(
  tx: Tx,
  actor: Actor,
  firmId: string,
  year: number,
  verified: boolean,
  check: VersionCheck<FirmYear>,
): Promise<FirmYear> {
  await lockFirm(tx, firmId)
  const row = await findYear(tx, firmId, year)
  await check(row?.version ?? 0, async () => yearAnswer(year, row))
  if (!row) throw new ProblemError('conflict', { detail: `${year} 年还没有数据，没有可以确认的` })
  const mark = verified ? { verifiedBy: actor.account, verifiedAt: now() } : { verifiedBy: null, verifiedAt: null }
  await tx
    .update(firmYears)
    .set({ ...mark, version: row.version + 1 })
    .where(and(eq(firmYears.firmId, firmId), eq(firmYears.year, year)))
  await audit(tx, actor, {
    action: verified ? 'figures-verified' : 'figures-unverified',
    subject: `firm:${firmId}`,
    firmId,
    before: { [`years.${year}.verifiedBy`]: row.verifiedBy },
    after: { [`years.${year}.verifiedBy`]: mark.verifiedBy },
  })
  return yearAnswer(year, await findYear(tx, firmId, year))
}
