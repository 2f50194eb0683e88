import { and, eq, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { FirmQuery } from '../../shared/api/firms.ts'
import { addDays } from '../../shared/days.ts'
import { Verdict } from '../../shared/report.ts'
import { normaliseUscc } from '../../shared/uscc.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { refuse } from '../problems.ts'
import { assessments, firmSummaries } from '../reports/table.ts'
import { firmNames, firms } from './table.ts'

/** What narrows the registry; everything of a query but its order and page. */
export type FirmFilter = Omit<FirmQuery, 'sort' | 'order' | 'cursor' | 'limit'>

const commaList = (text: string): string[] => [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part.length > 0)

/**
 * The rows that the actor's scope leaves, said once more than the policies say it: an index may serve this condition,
 * and may not serve a policy.
 */
export function scopeOf({ role, parkId, townCode, firmId }: Actor): SQL | undefined {
  if (role === 'park') return eq(firms.parkId, parkId ?? '')
  if (role === 'town') return eq(firms.townCode, townCode ?? '')
  if (role === 'company') return sql`${firms.id} = ${firmId}::uuid`
  return undefined
}

/** The condition of a filter on `firms` joined with `firm_summaries`. Texts are matched literally. */
export function conditionOf(actor: Actor, filter: FirmFilter, today: string, search: TextSearch): SQL | undefined {
  return and(
    scopeOf(actor),
    filter.q ? matchesText(filter.q, search) : undefined,
    filter.park ? inParks(commaList(filter.park)) : undefined,
    filter.town ? inArray(firms.townCode, commaList(filter.town)) : undefined,
    filter.industry ? sql`starts_with(${firms.industry}, ${filter.industry.toUpperCase()})` : undefined,
    ofVerdict(filter),
    filter.held ? sql`${firmSummaries.held} @> ${JSON.stringify([{ title: filter.held }])}::jsonb` : undefined,
    filter.notHeld ? sql`not coalesce(${firmSummaries.held} @> ${JSON.stringify([{ title: filter.notHeld }])}::jsonb, false)` : undefined,
    filter.expiringWithin === undefined
      ? undefined
      : and(gte(firmSummaries.expiresOn, today), lte(firmSummaries.expiresOn, addDays(today, filter.expiringWithin))),
    filter.missingYear === undefined
      ? undefined
      : sql`not coalesce(${firmSummaries.years} @> array[${filter.missingYear}]::smallint[], false)`,
    filter.warned === undefined
      ? undefined
      : filter.warned === 'true'
        ? sql`${firms.warnings} <> '[]'::jsonb`
        : sql`${firms.warnings} = '[]'::jsonb`,
    filter.officer === undefined
      ? undefined
      : filter.officer === 'none'
        ? isNull(firms.serviceOfficer)
        : eq(firms.serviceOfficer, filter.officer),
    filter.tag === undefined ? undefined : sql`${firms.tags} @> array[${filter.tag}]::text[]`,
    filter.ids === undefined ? undefined : inArray(firms.id, commaList(filter.ids)),
  )
}

export function inParks(ids: readonly string[]): SQL | undefined {
  const named = ids.filter((id) => id !== 'none')
  return (
    or(named.length > 0 ? inArray(firms.parkId, named) : undefined, ids.includes('none') ? isNull(firms.parkId) : undefined) ?? sql`false`
  )
}

function ofVerdict({ certification, verdict, shortBy }: FirmFilter): SQL | undefined {
  if (verdict === undefined && shortBy === undefined) return undefined
  const verdicts = verdict === undefined ? [] : commaList(verdict)
  const unknown = verdicts.find((word) => !Verdict.safeParse(word).success)
  if (unknown !== undefined) throw refuse('/query/verdict', `没有「${unknown}」这种结果`)
  if (certification === undefined) {
    return and(
      verdicts.length > 0 ? inArray(firmSummaries.nextVerdict, verdicts as Verdict[]) : undefined,
      shortBy === undefined ? undefined : lte(firmSummaries.shortBy, shortBy),
    )
  }
  return sql`exists (select 1 from ${assessments} where ${and(
    eq(assessments.firmId, firms.id),
    eq(assessments.certification, certification),
    verdicts.length > 0 ? inArray(assessments.verdict, verdicts as Verdict[]) : undefined,
    shortBy === undefined ? undefined : lte(assessments.shortBy, shortBy),
  )})`
}

/** Percent and underscore stand for themselves. */
const literal = (text: string): string => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

/** One character has no pair to be looked up by. */
const hasNoPair = (text: string): boolean => [...text].length < 2

const gramsMatch = (grams: SQL | typeof firms.nameGrams | typeof firmNames.nameGrams, text: string): SQL =>
  sql`${grams} @> bigrams(${text})`

const nameMatches = ({ name, nameGrams }: typeof firms | typeof firmNames, text: string): SQL =>
  hasNoPair(text) ? sql`${name} ilike ${literal(text)}` : sql`(${gramsMatch(nameGrams, text)} and ${name} ilike ${literal(text)})`

/** How the firms of a text are found: a few by their ids first, many by looking at each firm on the way. */
export type TextSearch = 'few' | 'many'

/** So many rows are counted exactly; of more only the first ones are ever looked at. */
export const countedRows = 10_000

/** Whether a text is in so many names that gathering all of them would take longer than meeting them in order. */
export async function searchOf(tx: Queries, actor: Actor, text: string): Promise<TextSearch> {
  if (hasNoPair(text)) return 'many'
  for (const match of [nameMatches(firms, text), codeRange(text)]) {
    if (!match) continue
    const hits = tx
      .select({ one: sql`1`.as('one') })
      .from(firms)
      .where(and(scopeOf(actor), match))
      .limit(countedRows + 1)
    const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(hits.as('hits'))
    if ((row?.count ?? 0) > countedRows) return 'many'
  }
  return 'few'
}

/** Part of the name, of a former name, or the beginning of the credit code. */
function matchesText(text: string, search: TextSearch): SQL {
  const code = codeRange(text)
  const former = sql`select ${firmNames.firmId} from ${firmNames} where ${nameMatches(firmNames, text)}`
  if (search === 'many') return sql`(${nameMatches(firms, text)} or ${firms.id} in (${former})${code ? sql` or ${code}` : sql``})`
  const found = [
    sql`select hit.id from ${firms} hit where ${gramsMatch(sql`hit.name_grams`, text)} and hit.name ilike ${literal(text)}`,
    former,
    ...(code ? [sql`select ${firms.id} from ${firms} where ${code}`] : []),
  ]
  return sql`${firms.id} in (${sql.join(found, sql` union `)})`
}

/** Codes that begin with the text, as a range: comparisons may be served by the index below a policy, patterns may not. */
function codeRange(text: string): SQL | undefined {
  const prefix = normaliseUscc(text)
  if (!/^[0-9A-Z]{2,18}$/.test(prefix)) return undefined
  const last = prefix.charCodeAt(prefix.length - 1)
  const next = last === 0x39 ? 'A' : last === 0x5a ? null : String.fromCharCode(last + 1)
  const lower = gte(firms.uscc, prefix)
  return next === null ? sql`starts_with(${firms.uscc}, ${prefix})` : and(lower, sql`${firms.uscc} < ${prefix.slice(0, -1) + next}`)
}
