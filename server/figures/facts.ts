import { sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { figureIds } from '../../shared/dictionary/figures.ts'
import { listNames, lists } from '../../shared/dictionary/lists.ts'
import { listing, market, profile } from '../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Queries } from '../db/connection.ts'
import { firmColumns, type FirmRecord } from '../firms/record.ts'
import { ProblemError } from '../problems.ts'
import { listTables } from './table.ts'

const {
  provenance: _provenance,
  versions: _versions,
  businessScope: _businessScope,
  version: _version,
  createdAt: _createdAt,
  createdBy: _createdBy,
  updatedAt: _updatedAt,
  updatedBy: _updatedBy,
  demo: _demo,
  ...identity
} = firmColumns

/** A firm with all that is known of it. */
export interface KnownFirm {
  /** Its row without what is long and no fact. */
  readonly firm: Pick<FirmRecord, keyof typeof identity>
  readonly facts: FirmFacts
}

/**
 * Firms whose facts are fetched together: one query each time, and little memory. Few enough that for those who see a part
 * of the firms Postgres looks up each row in turn, instead of listing all firms that they see once a table.
 */
const batchSize = 100

/** All that is known of one firm. Absent is unknown; an empty list was stated as none. */
export async function gatherFacts(tx: Queries, firmId: string, asOf: string): Promise<KnownFirm> {
  const [known] = await gatherBatch(tx, [firmId], asOf)
  if (!known) throw new ProblemError('firm-not-found')
  return known
}

/** The same for many firms, in the order of their ids as given, a batch at a time. Ids that are not seen are left out. */
export async function* gatherFactsOf(tx: Queries, firmIds: readonly string[], asOf: string): AsyncGenerator<KnownFirm> {
  for (let from = 0; from < firmIds.length; from += batchSize) yield* await gatherBatch(tx, firmIds.slice(from, from + batchSize), asOf)
}

/** The same for as many firms as fit into one answer of the database. */
export async function gatherBatch(tx: Queries, ids: readonly string[], asOf: string): Promise<KnownFirm[]> {
  if (ids.length === 0) return []
  const [row] = await tx.execute<{ known: Gathered }>(gathering(`{${ids.join(',')}}`))
  if (!row) throw new Error('nothing was gathered')
  const found = membersByFirm(row.known)
  const firms = new Map((row.known.firms ?? []).map((values) => [String(values[0]), values]))
  return ids.flatMap((id) => {
    const values = firms.get(id)
    if (!values) return []
    // Written by the schemas of the contract, one column a member.
    const firm = Object.fromEntries(identityIds.map((key, index) => [key, values[index]])) as unknown as KnownFirm['firm']
    return [{ firm, facts: factsOf(firm, found.get(id) ?? {}, asOf) }]
  })
}

const identityIds = ['id', ...Object.keys(identity).filter((key) => key !== 'id')]

/** The rows of each part, a JSON array each: the firm's id, then the members in the order of the dictionary. */
type Gathered = Readonly<Record<string, readonly (readonly unknown[])[] | null>>

interface Part {
  readonly table: string
  readonly members: readonly string[]
  readonly order?: string
  /** What a row becomes among the facts of its firm. */
  add(facts: Record<string, unknown>, values: readonly unknown[]): void
}

/** The known members of a row; the first value is the firm's id. */
function knownMembers(members: readonly string[], values: readonly unknown[], from = 1): Record<string, unknown> {
  const known: Record<string, unknown> = {}
  for (const [index, member] of members.entries()) {
    const value = values[index + from]
    if (value !== null) known[member] = value
  }
  return known
}

const hasMembers = (value: object): boolean => Object.keys(value).length > 0

/** A part whose rows have a key: years, conversions, answers. */
const keyed =
  (name: string, valueOf: (values: readonly unknown[]) => unknown) => (facts: Record<string, unknown>, values: readonly unknown[]) => {
    const value = valueOf(values)
    if (value != null) ((facts[name] ??= {}) as Record<string, unknown>)[String(values[1])] = value
  }

const single =
  (name: string, members: readonly string[]): Part['add'] =>
  (facts, values) => {
    const known = knownMembers(members, values)
    if (hasMembers(known)) facts[name] = known
  }

const marketIds = Object.keys(market)
const listingIds = Object.keys(listing)

const parts: Readonly<Record<string, Part>> = {
  years: {
    table: 'firm_years',
    members: ['year', ...figureIds],
    add: keyed('years', (values) => {
      const known = knownMembers(figureIds, values, 2)
      return hasMembers(known) ? known : null
    }),
  },
  conversions: { table: 'conversions', members: ['year', 'items'], add: keyed('conversions', (values) => values[2]) },
  answers: { table: 'answers', members: ['criterion', 'value'], add: keyed('answers', (values) => values[2]) },
  market: { table: 'market_positions', members: marketIds, add: single('market', marketIds) },
  listing: { table: 'listings', members: listingIds, add: single('listing', listingIds) },
  ...Object.fromEntries(
    listNames.map((name): [string, Part] => {
      const members = Object.keys(lists[name].members)
      return [
        name,
        {
          table: getTableConfig(listTables[name]).name,
          members,
          order: 'item.position, item.id',
          add: (facts, values) => ((facts[name] ??= []) as unknown[]).push(knownMembers(members, values)),
        },
      ]
    }),
  ),
}

const arrayOf = (table: string, columns: readonly string[], firmId: string, order = ''): string =>
  `(select json_agg(json_build_array(${columns.map((column) => `item."${toSnakeCase(column)}"`).join(', ')})${order && ` order by ${order}`})
    from "${table}" item where item.${firmId} = any(firms.ids))`

const gathered = [
  `'firms', ${arrayOf('firms', identityIds, 'id')}`,
  ...Object.entries(parts).map(
    ([name, { table, members, order }]) => `'${name}', ${arrayOf(table, ['firmId', ...members], 'firm_id', order)}`,
  ),
].join(', ')

/**
 * Everything of many firms in one statement: each table is read once for all of them, and sent as arrays without the
 * names of their members. Several times as fast as looking up each firm's rows, or as columns in the driver.
 */
const gathering = (ids: string) => sql`select json_build_object(${sql.raw(gathered)}) as known from (select ${ids}::uuid[] as ids) firms`

function membersByFirm(given: Gathered): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>()
  for (const [name, { add }] of Object.entries(parts)) {
    for (const values of given[name] ?? []) {
      const id = values[0] as string
      let facts = found.get(id)
      if (!facts) found.set(id, (facts = {}))
      add(facts, values)
    }
  }
  return found
}

const profileKeys = Object.keys(profile)

function factsOf(firm: KnownFirm['firm'], given: Readonly<Record<string, unknown>>, asOf: string): FirmFacts {
  const facts: Record<string, unknown> = { asOf, profile: knownProfile(firm) }
  for (const name of ['years', 'market', 'listing', 'answers'] as const) if (given[name]) facts[name] = given[name]
  // What was stated as empty has no row of its own.
  const conversions = given['conversions'] ?? (firm.stated.includes('conversions') ? {} : null)
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
