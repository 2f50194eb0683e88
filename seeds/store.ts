import { createHash } from 'node:crypto'
import { inArray, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import { figureIds } from '../shared/dictionary/figures.ts'
import { listNames } from '../shared/dictionary/lists.ts'
import type { Tx } from '../server/db/connection.ts'
import type { Source, Sources } from '../server/db/provenance.ts'
import { answers, conversions, firmYears, listTables, marketPositions } from '../server/figures/table.ts'
import { firmNames, firms } from '../server/firms/table.ts'
import type { DemoFirm } from './demo/firm.ts'

type Row = Readonly<Record<string, unknown>>

interface StoreOptions {
  /** Written beside every value; null leaves it out, which spares a large registry gigabytes. */
  readonly source: Source | null
}

const columnNames = new Map<string, string>()

function columnName(name: string): string {
  const known = columnNames.get(name)
  if (known !== undefined) return known
  const made = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columnNames.set(name, made)
  return made
}

/**
 * Inserts rows as one JSON parameter: COPY is closed to tables behind row-level policies, and a parameter a value costs
 * ten times as much. Columns that no row names keep their defaults.
 */
async function insertRows(tx: Tx, table: PgTable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const used = new Set<string>()
  const records = rows.map((row) => {
    const record: Record<string, unknown> = {}
    for (const key in row) {
      const column = columnName(key)
      used.add(column)
      if (row[key] != null) record[column] = row[key]
    }
    return record
  })
  const columns = sql.raw([...used].map((column) => `"${column}"`).join(', '))
  const recordset = sql`json_populate_recordset(null::${sql.identifier(getTableConfig(table).name)}, ${JSON.stringify(records)}::text::json)`
  await tx.execute(sql`insert into ${table} (${columns}) select ${columns} from ${recordset}`)
}

/** The same id for the same code, so that a seeded registry is the same everywhere: a UUID of version 8 (RFC 9562). */
function firmIdOf(uscc: string): string {
  const hash = createHash('sha256').update(`innovation-ladder:${uscc}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

const statedMaps = ['conversions', 'answers', 'market', 'listing'] as const

function identityRow(firm: DemoFirm, id: string, { source }: StoreOptions): Row {
  const { profile, ...facts } = firm.facts
  const { uscc, name, parkId, townCode, address, businessScope, contactName, contactPhone, contactEmail, serviceOfficer } = firm
  const described = { ...profile, uscc, name, townCode, address, businessScope, contactName, contactPhone, contactEmail, serviceOfficer }
  return {
    id,
    parkId,
    ...described,
    stated: [...listNames, ...statedMaps].filter((list) => facts[list] != null),
    provenance: source ? sourcesOf(described, Object.keys(described), source) : {},
    demo: true,
  }
}

/** The source of each known value. */
function sourcesOf(record: Row, keys: readonly string[], source: Source): Sources {
  return Object.fromEntries(keys.filter((key) => record[key] != null).map((key) => [key, source]))
}

function yearRows(firm: DemoFirm, firmId: string, { source }: StoreOptions): Row[] {
  return Object.entries(firm.facts.years ?? {}).flatMap(([year, figures]) =>
    figures === null ? [] : [{ firmId, year: Number(year), ...figures, provenance: source ? sourcesOf(figures, figureIds, source) : {} }],
  )
}

/**
 * Stores seeded firms with all their facts, in a handful of statements. Firms whose code is there already are left as
 * they are. Returns the ids of the new ones; nothing is assessed yet.
 */
export async function storeFirms(tx: Tx, given: readonly DemoFirm[], options: StoreOptions): Promise<string[]> {
  const codes = given.map(({ uscc }) => uscc)
  const present = new Set((await tx.select({ uscc: firms.uscc }).from(firms).where(inArray(firms.uscc, codes))).map(({ uscc }) => uscc))
  const added = given.filter(({ uscc }) => !present.has(uscc)).map((firm) => ({ firm, id: firmIdOf(firm.uscc) }))
  const provenance = options.source
  const rows = (of: (firm: DemoFirm, firmId: string) => readonly Row[]) => added.flatMap(({ firm, id }) => of(firm, id))

  await insertRows(
    tx,
    firms,
    rows((firm, id) => [identityRow(firm, id, options)]),
  )
  await insertRows(
    tx,
    firmNames,
    rows((firm, firmId) => (firm.formerNames ?? []).map((former) => ({ firmId, ...former }))),
  )
  await insertRows(
    tx,
    firmYears,
    rows((firm, firmId) => yearRows(firm, firmId, options)),
  )
  for (const list of listNames) {
    await insertRows(
      tx,
      listTables[list],
      rows((firm, firmId) => (firm.facts[list] ?? []).map((item, position) => ({ firmId, position, ...item, provenance }))),
    )
  }
  await insertRows(
    tx,
    conversions,
    rows((firm, firmId) =>
      Object.entries(firm.facts.conversions ?? {}).map(([year, items]) => ({ firmId, year: Number(year), items, provenance })),
    ),
  )
  await insertRows(
    tx,
    answers,
    rows((firm, firmId) =>
      Object.entries(firm.facts.answers ?? {}).map(([criterion, value]) => ({ firmId, criterion, value, provenance })),
    ),
  )
  await insertRows(
    tx,
    marketPositions,
    rows((firm, firmId) => {
      const { market } = firm.facts
      return market ? [{ firmId, ...market, provenance: provenance ? sourcesOf(market, Object.keys(market), provenance) : {} }] : []
    }),
  )
  return added.map(({ id }) => id)
}
