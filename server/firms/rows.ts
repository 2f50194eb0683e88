import { eq, inArray, sql } from 'drizzle-orm'
import type { AssessmentSummary, FirmRow } from '../../shared/api/firms.ts'
import { yearOf } from '../../shared/days.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { Queries } from '../db/connection.ts'
import { firmSummaries } from '../reports/table.ts'
import { firms } from './table.ts'

/** The result of a certification, as the database writes it into one array. */
type Result = readonly [
  certification: Certification,
  verdict: AssessmentSummary['verdict'],
  route: string | null,
  scoreMin: number | null,
  scoreMax: number | null,
  scorePass: number | null,
  shortBy: number | null,
  distance: number | null,
  nearest: AssessmentSummary['nearest'],
  missing: AssessmentSummary['missing'],
]

/** All results of a firm in one value: twelve rows of columns a firm would take the driver longer than all the rest. */
const results = sql<readonly Result[] | null>`(select json_agg(json_build_array(a.certification, a.verdict, a.route, a.score_min,
  a.score_max, a.score_pass, a.short_by, a.distance, a.reasons->0, a.missing)) from assessments a where a.firm_id = ${firms.id})`

const columns = {
  id: firms.id,
  uscc: firms.uscc,
  name: firms.name,
  parkId: firms.parkId,
  townCode: firms.townCode,
  industry: firms.industry,
  serviceOfficer: firms.serviceOfficer,
  tags: firms.tags,
  warnings: firms.warnings,
  updatedAt: firms.updatedAt,
  held: firmSummaries.held,
  nextCertification: firmSummaries.nextCertification,
  action: firmSummaries.action,
  sizeClass: firmSummaries.sizeClass,
  year: firmSummaries.year,
  operatingRevenue: firmSummaries.operatingRevenue,
  rdShare: firmSummaries.rdShare,
  techStaff: firmSummaries.techStaff,
  staff: firmSummaries.staff,
  known: firmSummaries.known,
  knownOf: firmSummaries.knownOf,
  asOf: firmSummaries.asOf,
  results,
}

/** The rows of the registry for these firms, in their order. */
export async function loadRows(tx: Queries, ids: readonly string[], today: string): Promise<FirmRow[]> {
  if (ids.length === 0) return []
  const found = new Map((await select(tx, ids)).map((firm) => [firm.id, firm]))
  return ids.flatMap((id) => {
    const firm = found.get(id)
    return firm ? [rowOf(firm, today)] : []
  })
}

const select = (tx: Queries, ids: readonly string[]) =>
  tx
    .select(columns)
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .where(inArray(firms.id, [...ids]))

function rowOf(firm: Awaited<ReturnType<typeof select>>[number], today: string): FirmRow {
  const { id, uscc, name, parkId, townCode, industry, serviceOfficer, tags, sizeClass, techStaff, staff } = firm
  return {
    ...{ id, uscc, name, parkId, townCode, industry, serviceOfficer, tags, sizeClass },
    held: firm.held?.map(({ title, validTo }) => ({ title, validTo })) ?? [],
    assessments: Object.fromEntries((firm.results ?? []).map(([certification, ...result]) => [certification, summaryOf(result)])),
    next: firm.action ? { certification: firm.nextCertification, action: firm.action } : null,
    latest: {
      year: firm.year ?? yearOf(today) - 1,
      operatingRevenue: firm.operatingRevenue,
      rdShare: firm.rdShare,
      techStaffShare: techStaff !== null && staff !== null && staff > 0 ? techStaff / staff : null,
    },
    completeness: { known: firm.known ?? 0, of: firm.knownOf ?? 0 },
    warnings: [...firm.warnings],
    assessedOn: firm.asOf,
    updatedAt: firm.updatedAt.toISOString(),
  }
}

type WithoutName = Result extends readonly [unknown, ...infer Rest] ? Rest : never

const summaryOf = ([verdict, route, min, max, pass, shortBy, distance, nearest, missing]: WithoutName): AssessmentSummary => ({
  verdict,
  route,
  score: min === null || max === null || pass === null ? null : { min, max, pass },
  shortBy,
  distance,
  nearest,
  missing,
})
