import { asc, inArray } from 'drizzle-orm'
import { figureIds } from '../../shared/dictionary/figures.ts'
import { type ListName, listNames, lists } from '../../shared/dictionary/lists.ts'
import { listing, market, profile } from '../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Queries } from '../db/connection.ts'
import { firmColumns, type FirmRecord } from '../firms/record.ts'
import { firms } from '../firms/table.ts'
import { ProblemError } from '../problems.ts'
import { answers, conversions, firmYears, listings, listTables, marketPositions } from './table.ts'

/** A firm with all that is known of it. */
export interface KnownFirm {
  readonly firm: FirmRecord
  readonly facts: FirmFacts
}

/** Firms whose facts are fetched together: a handful of queries each time, and little memory. */
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
  const records = await tx
    .select(firmColumns)
    .from(firms)
    .where(inArray(firms.id, [...ids]))
  const found = new Map(records.map((firm) => [firm.id, firm]))
  const seen = [...found.keys()]
  const [years, ...rest] = await Promise.all([
    yearsOf(tx, seen),
    conversionsOf(tx, seen),
    sheetsOf(tx, seen),
    answersOf(tx, seen),
    listsOf(tx, records),
  ])
  return ids.flatMap((id) => {
    const firm = found.get(id)
    if (!firm) return []
    const parts = Object.assign({}, ...rest.map((part) => part.get(id))) as Partial<FirmFacts>
    return [
      {
        firm,
        facts: { asOf, profile: profileOf(firm), ...(years.has(id) && { years: years.get(id)! }), ...parts, ...emptyOnes(firm, parts) },
      },
    ]
  })
}

const profileKeys = Object.keys(profile)

/** The members of a record that are known. */
function known(record: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const key of keys) if (record[key] != null) members[key] = record[key]
  return members
}

const profileOf = (firm: FirmRecord): NonNullable<FirmFacts['profile']> => known(firm, profileKeys)

/** Lists and maps that were stated as empty have no row of their own. */
function emptyOnes(firm: FirmRecord, parts: Partial<FirmFacts>): Partial<FirmFacts> {
  const empty: Record<string, unknown> = {}
  for (const name of listNames) if (firm.stated.includes(name) && parts[name] === undefined) empty[name] = []
  if (firm.stated.includes('conversions') && parts.conversions === undefined) empty.conversions = {}
  return empty
}

type Parts = ReadonlyMap<string, Partial<FirmFacts>>

async function yearsOf(tx: Queries, ids: string[]): Promise<ReadonlyMap<string, NonNullable<FirmFacts['years']>>> {
  const rows = await tx.select().from(firmYears).where(inArray(firmYears.firmId, ids)).orderBy(asc(firmYears.year))
  const years = new Map<string, Record<string, Record<string, unknown>>>()
  for (const row of rows) {
    const figures = known(row, figureIds)
    if (Object.keys(figures).length === 0) continue
    const own = years.get(row.firmId)
    if (own) own[row.year] = figures
    else years.set(row.firmId, { [row.year]: figures })
  }
  return years
}

async function conversionsOf(tx: Queries, ids: string[]): Promise<Parts> {
  const rows = await tx.select().from(conversions).where(inArray(conversions.firmId, ids))
  const parts = new Map<string, { conversions: Record<string, number> }>()
  for (const { firmId, year, items } of rows) {
    if (items === null) continue
    const own = parts.get(firmId) ?? { conversions: {} }
    own.conversions[year] = items
    parts.set(firmId, own)
  }
  return parts
}

const marketKeys = Object.keys(market)
const listingKeys = Object.keys(listing)

async function sheetsOf(tx: Queries, ids: string[]): Promise<Parts> {
  const [positions, quotations] = await Promise.all([
    tx.select().from(marketPositions).where(inArray(marketPositions.firmId, ids)),
    tx.select().from(listings).where(inArray(listings.firmId, ids)),
  ])
  const parts = new Map<string, Partial<FirmFacts>>()
  const add = (firmId: string, name: 'market' | 'listing', members: Record<string, unknown>) => {
    if (Object.keys(members).length > 0) parts.set(firmId, { ...parts.get(firmId), [name]: members })
  }
  for (const row of positions) add(row.firmId, 'market', known(row, marketKeys))
  for (const row of quotations) add(row.firmId, 'listing', known(row, listingKeys))
  return parts
}

async function answersOf(tx: Queries, ids: string[]): Promise<Parts> {
  const rows = await tx.select().from(answers).where(inArray(answers.firmId, ids))
  const parts = new Map<string, { answers: Record<string, number | boolean> }>()
  for (const { firmId, criterion, value } of rows) {
    if (value === null) continue
    const own = parts.get(firmId) ?? { answers: {} }
    own.answers[criterion] = value
    parts.set(firmId, own)
  }
  return parts
}

/** Only the lists that a firm of the batch states are asked for. */
async function listsOf(tx: Queries, records: readonly FirmRecord[]): Promise<Parts> {
  const parts = new Map<string, Partial<Record<ListName, Record<string, unknown>[]>>>()
  const asked = listNames.map(async (name) => {
    const ids = records.filter(({ stated }) => stated.includes(name)).map(({ id }) => id)
    if (ids.length === 0) return
    const table = listTables[name]
    const members = Object.keys(lists[name].members)
    const rows = await tx.select().from(table).where(inArray(table.firmId, ids)).orderBy(table.firmId, table.position)
    for (const row of rows) {
      const own = parts.get(row.firmId) ?? {}
      ;(own[name] ??= []).push(known(row, members))
      parts.set(row.firmId, own)
    }
  })
  await Promise.all(asked)
  return parts as Parts
}
