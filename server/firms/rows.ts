import { inArray } from 'drizzle-orm'
import type { AssessmentSummary, FirmRow } from '../../shared/api/firms.ts'
import { yearOf } from '../../shared/days.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { Queries } from '../db/connection.ts'
import { assessments, firmSummaries } from '../reports/table.ts'
import { type FirmRecord, firmColumns } from './record.ts'
import { firms } from './table.ts'

type Summary = typeof firmSummaries.$inferSelect
type Result = typeof assessments.$inferSelect

/** The rows of the registry for these firms, in their order. */
export async function loadRows(tx: Queries, ids: readonly string[], today: string): Promise<FirmRow[]> {
  if (ids.length === 0) return []
  const [records, summaries, results] = await Promise.all([
    tx
      .select(firmColumns)
      .from(firms)
      .where(inArray(firms.id, [...ids])),
    tx
      .select()
      .from(firmSummaries)
      .where(inArray(firmSummaries.firmId, [...ids])),
    tx
      .select()
      .from(assessments)
      .where(inArray(assessments.firmId, [...ids])),
  ])
  const byId = new Map(records.map((firm) => [firm.id, firm]))
  const summaryOf = new Map(summaries.map((summary) => [summary.firmId, summary]))
  const resultsOf = new Map<string, Result[]>()
  for (const result of results) resultsOf.set(result.firmId, [...(resultsOf.get(result.firmId) ?? []), result])
  return ids.flatMap((id) => {
    const firm = byId.get(id)
    return firm ? [rowOf(firm, summaryOf.get(id), resultsOf.get(id) ?? [], today)] : []
  })
}

function rowOf(firm: FirmRecord, summary: Summary | undefined, results: readonly Result[], today: string): FirmRow {
  const { id, uscc, name, parkId, townCode, industry, serviceOfficer, tags } = firm
  return {
    ...{ id, uscc, name, parkId, townCode, industry, serviceOfficer, tags },
    held: summary?.held.map(({ title, validTo }) => ({ title, validTo })) ?? [],
    assessments: Object.fromEntries(results.map((result) => [result.certification, summaryOfResult(result)])) as Partial<
      Record<Certification, AssessmentSummary>
    >,
    next: summary?.action ? { certification: summary.nextCertification, action: summary.action } : null,
    sizeClass: summary?.sizeClass ?? null,
    latest: {
      year: summary?.year ?? yearOf(today) - 1,
      operatingRevenue: summary?.operatingRevenue ?? null,
      rdShare: summary?.rdShare ?? null,
      techStaffShare: summary?.techStaff != null && summary.staff != null && summary.staff > 0 ? summary.techStaff / summary.staff : null,
    },
    completeness: { known: summary?.known ?? 0, of: summary?.knownOf ?? 0 },
    warnings: [...firm.warnings],
    assessedOn: summary?.asOf ?? null,
    updatedAt: firm.updatedAt.toISOString(),
  }
}

function summaryOfResult({
  verdict,
  route,
  scoreMin,
  scoreMax,
  scorePass,
  shortBy,
  distance,
  reasons: [nearest],
  missing,
}: Result): AssessmentSummary {
  return {
    verdict,
    route,
    score: scoreMin === null || scoreMax === null || scorePass === null ? null : { min: scoreMin, max: scoreMax, pass: scorePass },
    shortBy,
    distance,
    nearest: nearest ?? null,
    missing: [...missing],
  }
}
