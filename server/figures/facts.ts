import { inArray, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { figureIds } from '../../shared/dictionary/figures.ts'
import { type ListName, listNames, lists } from '../../shared/dictionary/lists.ts'
import { listing, market, profile } from '../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Queries } from '../db/connection.ts'
import { firmColumns, type FirmRecord } from '../firms/record.ts'
import { firms } from '../firms/table.ts'
import { ProblemError } from '../problems.ts'
import { listTables } from './table.ts'

const { provenance: _provenance, versions: _versions, businessScope: _businessScope, ...identity } = firmColumns

/** A firm with all that is known of it. */
export interface KnownFirm {
  /** Its row without what is long and no fact. */
  readonly firm: Pick<FirmRecord, keyof typeof identity>
  readonly facts: FirmFacts
}

/** Firms whose facts are fetched together: one query each time, and little memory. */
const batchSize = 500

/** All that is known of one firm. Absent is unknown; an empty list was stated as none. */
export async function gatherFacts(tx: Queries, firmId: string, asOf: string): Promise<KnownFirm> {
  const [known] = await factsOfBatch(tx, [firmId], asOf)
  if (!known) throw new ProblemError('firm-not-found')
  return known
}

/** The same for many firms, in the order of their ids as given, a batch at a time. Ids that are not seen are left out. */
export async function* gatherFactsOf(tx: Queries, firmIds: readonly string[], asOf: string): AsyncGenerator<KnownFirm> {
  for (let from = 0; from < firmIds.length; from += batchSize) {
    yield* await factsOfBatch(tx, firmIds.slice(from, from + batchSize), asOf)
  }
}

async function factsOfBatch(tx: Queries, ids: readonly string[], asOf: string): Promise<KnownFirm[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .select({ firm: identity, parts })
    .from(firms)
    .where(inArray(firms.id, [...ids]))
  const found = new Map(rows.map((row) => [row.firm.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    return row ? [{ firm: row.firm, facts: factsOf(row.firm, row.parts, asOf) }] : []
  })
}

/** What one query tells of a firm besides its own row; what nobody has said is null. */
interface Parts extends Readonly<Record<ListName, readonly object[] | null>> {
  readonly years: Readonly<Record<string, object>> | null
  readonly conversions: Readonly<Record<string, number>> | null
  readonly answers: Readonly<Record<string, number | boolean>> | null
  readonly market: object | null
  readonly listing: object | null
}

/** The known members of a row as one JSON object: gathered by the database, which is a great deal faster than column by column. */
const object = (alias: string, members: readonly string[]): string =>
  `json_strip_nulls(json_build_object(${members.map((member) => `'${member}', ${alias}."${toSnakeCase(member)}"`).join(', ')}))`

const listOf = (name: ListName): string =>
  `case when '${name}' = any(firms.stated) then (select json_agg(${object('item', Object.keys(lists[name].members))} order by item.position, item.id)
    from "${getTableConfig(listTables[name]).name}" item where item.firm_id = firms.id) end`

const parts = sql<Parts>`json_build_object(${sql.raw(
  [
    `'years', (select json_object_agg(y.year, ${object('y', figureIds)} order by y.year) from firm_years y where y.firm_id = firms.id)`,
    `'conversions', (select json_object_agg(c.year, c.items) from conversions c where c.firm_id = firms.id and c.items is not null)`,
    `'answers', (select json_object_agg(a.criterion, a.value) from answers a where a.firm_id = firms.id and a.value <> 'null')`,
    `'market', (select ${object('m', Object.keys(market))} from market_positions m where m.firm_id = firms.id)`,
    `'listing', (select ${object('l', Object.keys(listing))} from listings l where l.firm_id = firms.id)`,
    ...listNames.map((name) => `'${name}', ${listOf(name)}`),
  ].join(', '),
)})`

const profileKeys = Object.keys(profile)

const hasMembers = (value: object): boolean => Object.keys(value).length > 0

function factsOf(firm: KnownFirm['firm'], given: Parts, asOf: string): FirmFacts {
  const facts: Record<string, unknown> = { asOf, profile: knownProfile(firm) }
  const years = Object.entries(given.years ?? {}).filter(([, figures]) => hasMembers(figures))
  if (years.length > 0) facts['years'] = Object.fromEntries(years)
  for (const name of ['market', 'listing'] as const) {
    const members = given[name]
    if (members && hasMembers(members)) facts[name] = members
  }
  if (given.answers) facts['answers'] = given.answers
  // What was stated as empty has no row of its own.
  const conversions = given.conversions ?? (firm.stated.includes('conversions') ? {} : null)
  if (conversions) facts['conversions'] = conversions
  for (const name of listNames) if (firm.stated.includes(name)) facts[name] = given[name] ?? []
  // Written by the schemas of the contract, one column a member.
  return facts as FirmFacts
}

function knownProfile(firm: KnownFirm['firm']): NonNullable<FirmFacts['profile']> {
  const members: Record<string, unknown> = {}
  for (const key of profileKeys) {
    const value = (firm as Readonly<Record<string, unknown>>)[key]
    if (value != null) members[key] = value
  }
  return members
}
