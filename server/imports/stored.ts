import { and, asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { type ListName, listNames } from '../../shared/dictionary/lists.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Tx } from '../db/connection.ts'
import { conversions, firmYears, listings, listTables, marketPositions } from '../figures/table.ts'
import { firmColumns, type FirmRecord } from '../firms/record.ts'
import { firmNames, firms } from '../firms/table.ts'

export type YearRecord = typeof firmYears.$inferSelect
export type ConversionRecord = typeof conversions.$inferSelect

/** What is stored of a firm, as far as an import may touch it. */
export interface Stored {
  readonly firm: FirmRecord
  readonly formerNames: readonly string[]
  readonly years: Map<number, YearRecord>
  readonly conversions: Map<number, ConversionRecord>
  readonly market: typeof marketPositions.$inferSelect | undefined
  readonly listing: typeof listings.$inferSelect | undefined
  /** How many items each list holds, of the lists that were asked for. */
  readonly items: ReadonlyMap<string, number>
}

export interface Wanted {
  readonly codes: readonly string[]
  readonly firmIds: readonly string[]
  /** Only firms of this park; null: of any, and of none. */
  readonly parkId: string | null
  readonly years: readonly number[]
  /** Heads of the dot paths that are asked for. */
  readonly heads: ReadonlySet<string>
  /** Holds the firms' rows until the transaction ends. */
  readonly lock?: boolean
}

/** The firms of a batch of rows by code, with all that the rows may change. */
export async function loadStored(tx: Tx, wanted: Wanted): Promise<Map<string, Stored>> {
  const { codes, firmIds } = wanted
  if (codes.length === 0 && firmIds.length === 0) return new Map()
  const query = tx
    .select(firmColumns)
    .from(firms)
    .where(
      and(
        or(
          codes.length > 0 ? inArray(firms.uscc, [...codes]) : undefined,
          firmIds.length > 0 ? inArray(firms.id, [...firmIds]) : undefined,
        ),
        wanted.parkId === null ? undefined : eq(firms.parkId, wanted.parkId),
      ),
    )
    .orderBy(asc(firms.id))
  const records = await (wanted.lock ? query.for('no key update') : query)
  const ids = records.map(({ id }) => id)
  const [former, years, counts, positions, quotations, items] = await Promise.all([
    ids.length === 0 ? [] : tx.select().from(firmNames).where(inArray(firmNames.firmId, ids)),
    yearsOf(tx, ids, wanted),
    wanted.heads.has('conversions') && ids.length > 0 ? tx.select().from(conversions).where(inArray(conversions.firmId, ids)) : [],
    wanted.heads.has('market') && ids.length > 0 ? tx.select().from(marketPositions).where(inArray(marketPositions.firmId, ids)) : [],
    wanted.heads.has('listing') && ids.length > 0 ? tx.select().from(listings).where(inArray(listings.firmId, ids)) : [],
    itemsOf(
      tx,
      ids,
      listNames.filter((name) => wanted.heads.has(name)),
    ),
  ])
  const stored = new Map<string, Stored>()
  const byId = new Map<string, Stored>()
  for (const firm of records) {
    const one: Stored = {
      firm,
      formerNames: former.filter(({ firmId }) => firmId === firm.id).map(({ name }) => name),
      years: new Map(),
      conversions: new Map(),
      market: positions.find(({ firmId }) => firmId === firm.id),
      listing: quotations.find(({ firmId }) => firmId === firm.id),
      items: items.get(firm.id) ?? new Map(),
    }
    stored.set(firm.uscc, one)
    byId.set(firm.id, one)
  }
  for (const year of years) byId.get(year.firmId)?.years.set(year.year, year)
  for (const count of counts) byId.get(count.firmId)?.conversions.set(count.year, count)
  return stored
}

async function yearsOf(tx: Tx, ids: readonly string[], { years, heads }: Wanted): Promise<YearRecord[]> {
  if (!heads.has('years') || ids.length === 0 || years.length === 0) return []
  return tx
    .select()
    .from(firmYears)
    .where(and(inArray(firmYears.firmId, [...ids]), inArray(firmYears.year, [...years])))
}

async function itemsOf(tx: Tx, ids: readonly string[], names: readonly ListName[]): Promise<Map<string, Map<string, number>>> {
  const counts = new Map<string, Map<string, number>>()
  if (ids.length === 0) return counts
  for (const name of names) {
    const table = listTables[name]
    const rows = await tx
      .select({ firmId: table.firmId, count: sql<number>`count(*)::int` })
      .from(table)
      .where(inArray(table.firmId, [...ids]))
      .groupBy(table.firmId)
    for (const { firmId, count } of rows) counts.set(firmId, (counts.get(firmId) ?? new Map<string, number>()).set(name, count))
  }
  return counts
}

const field = (record: object | undefined, key: string): unknown => (record as Readonly<Record<string, unknown>> | undefined)?.[key] ?? null

/** The column of `firms` that a path names. */
export const firmColumnOf = (path: string): string =>
  path === 'registeredCapital' ? 'registeredCapitalText' : path.replace('profile.', '')

/** What stands where the path leads; null is unknown. An empty list was stated as none. */
export function storedValue(stored: Stored, path: string): unknown {
  const [head = '', second = '', third = ''] = path.split('.')
  if (head === 'years') return field(stored.years.get(Number(second)), third)
  if (head === 'conversions') return field(stored.conversions.get(Number(second)), 'items')
  if (head === 'market') return field(stored.market, second)
  if (head === 'listing') return field(stored.listing, second)
  if ((listNames as readonly string[]).includes(head)) {
    const items = stored.items.get(head) ?? 0
    return items > 0 ? { items } : stored.firm.stated.includes(head) ? [] : null
  }
  return field(stored.firm, firmColumnOf(path))
}

/** The facts that doubts are judged by: what is stored of these years, under what the row says. */
export function factsUnder(stored: Stored | undefined, values: Readonly<Record<string, unknown>>, asOf: string): FirmFacts {
  const years: Record<string, Record<string, unknown>> = {}
  for (const [year, record] of stored?.years ?? []) {
    const { firmId: _firmId, provenance: _provenance, year: _year, ...rest } = record
    years[year] = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === 'number'))
    delete years[year]['version']
  }
  const profile: Record<string, unknown> = stored ? { registeredOn: stored.firm.registeredOn, jointStockOn: stored.firm.jointStockOn } : {}
  for (const [path, value] of Object.entries(values)) {
    const [head, second = '', third = ''] = path.split('.')
    if (head === 'years') (years[second] ??= {})[third] = value
    else if (path === 'profile.registeredOn' || path === 'profile.jointStockOn') profile[second] = value
  }
  return { asOf, profile, years } as FirmFacts
}

/** Which of the codes are registered where this import may not go. Says nothing else of them. Asked as the system. */
export async function codesElsewhere(tx: Tx, codes: readonly string[], parkId: string): Promise<ReadonlySet<string>> {
  if (codes.length === 0) return new Set()
  const rows = await tx
    .select({ uscc: firms.uscc })
    .from(firms)
    .where(and(inArray(firms.uscc, [...codes]), or(isNull(firms.parkId), sql`${firms.parkId} <> ${parkId}`)))
  return new Set(rows.map(({ uscc }) => uscc))
}

export interface Named {
  readonly firmId: string
  readonly uscc: string
  /** As it is registered now. */
  readonly name: string
  /** The name that was asked for, which may be a former one. */
  readonly asked: string
}

/** Firms that have, or had, exactly one of these names. */
export async function firmsNamed(tx: Tx, names: readonly string[], parkId: string | null): Promise<Named[]> {
  if (names.length === 0) return []
  const list = sql`(select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))`
  const ofPark: SQL = parkId === null ? sql`` : sql` and f.park_id = ${parkId}`
  const rows = await tx.execute<{ id: string; uscc: string; name: string; asked: string }>(sql`
    select f.id, f.uscc, f.name, f.name as asked from firms f where f.name collate "zh-x-icu" in ${list}${ofPark}
    union all
    select f.id, f.uscc, f.name, n.name as asked from firm_names n join firms f on f.id = n.firm_id where n.name in ${list}${ofPark}`)
  return rows.map(({ id, uscc, name, asked }) => ({ firmId: id, uscc, name, asked }))
}
