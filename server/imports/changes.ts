import { randomUUID } from 'node:crypto'
import { listNames } from '../../shared/dictionary/lists.ts'
import type { Source } from '../db/provenance.ts'
import { firmColumnOf, type Stored, storedValue } from './stored.ts'

/** A row that is to be written. */
export interface WritableRow {
  readonly row: number
  readonly uscc: string
  readonly name: string | null
  readonly values: Readonly<Record<string, unknown>>
  readonly columns: Readonly<Record<string, string>>
}

/** Values and their sources by dot path, as an undo needs them. */
export interface Side {
  readonly values: Record<string, unknown>
  readonly sources: Record<string, Source | null>
}

/** What an import changed in one row of a table: kept for the undo and the audit trail. */
export interface Change {
  readonly firmId: string
  readonly table: 'firms' | 'firm_years' | 'conversions' | 'market_positions' | 'listings'
  readonly key: string
  /** Null where there was nothing before. */
  readonly before: (Side & { readonly verifiedBy?: string | null; readonly verifiedAt?: string | null }) | null
  readonly after: Side
}

type Columns = Record<string, unknown>

/** Everything that a batch of rows writes, put together before anything is sent to the database. */
export interface Writes {
  readonly newFirms: Map<string, Columns>
  readonly firms: Map<string, Columns>
  readonly years: Map<string, Columns>
  readonly conversions: Map<string, Columns>
  readonly market: Map<string, Columns>
  readonly listing: Map<string, Columns>
  readonly formerNames: { readonly firmId: string; readonly name: string; readonly current: string }[]
  readonly changes: Change[]
}

interface Origin {
  readonly importId: string
  readonly file: string
  readonly by: string
  readonly at: string
  readonly parkId: string | null
}

const lists = new Set<string>(listNames)
const maps = new Set(['conversions', 'market', 'listing'])

/** Puts together what the rows write: each value with its place in the file, each change with what stood there. */
export function gatherWrites(rows: readonly WritableRow[], stored: Map<string, Stored>, origin: Origin): Writes {
  const writes: Writes = {
    newFirms: new Map(),
    firms: new Map(),
    years: new Map(),
    conversions: new Map(),
    market: new Map(),
    listing: new Map(),
    formerNames: [],
    changes: [],
  }
  for (const row of rows) {
    const known = stored.get(row.uscc)
    if (!known && !writes.newFirms.has(row.uscc)) writes.newFirms.set(row.uscc, newFirm(row, origin))
    const firmId = known?.firm.id ?? (writes.newFirms.get(row.uscc)?.['id'] as string)
    const paths = Object.keys(row.values).filter((path) =>
      known ? JSON.stringify(storedValue(known, path)) !== JSON.stringify(row.values[path]) : row.values[path] !== null,
    )
    const sourceOf = (path: string): Source => ({
      source: 'import',
      importId: origin.importId,
      file: origin.file,
      row: row.row,
      ...(row.columns[path] && { column: row.columns[path] }),
      by: origin.by,
      at: origin.at,
    })
    if (known && paths.length === 0) continue
    const target = { row, known, firmId, sourceOf, origin, writes, base: baseOf(row.uscc, known, origin, writes) }
    writeFirm(
      target,
      paths.filter((path) => !/^(?:years|conversions|market|listing)\./.test(path)),
    )
    for (const year of new Set(paths.flatMap((path) => (path.startsWith('years.') ? [Number(path.split('.')[1])] : []))))
      writeYear(target, year, paths)
    for (const path of paths) if (path.startsWith('conversions.')) writeConversion(target, path)
    writeSheet(target, 'market', paths)
    writeSheet(target, 'listing', paths)
    touchSections(target, paths)
  }
  return writes
}

interface Target {
  readonly row: WritableRow
  readonly known: Stored | undefined
  readonly firmId: string
  readonly sourceOf: (path: string) => Source
  readonly origin: Origin
  readonly writes: Writes
  /** The firm's own row as it will be written. */
  readonly base: Columns
}

function newFirm(row: WritableRow, origin: Origin): Columns {
  return {
    id: randomUUID(),
    uscc: row.uscc,
    name: row.name,
    parkId: origin.parkId,
    tags: [],
    stated: [],
    versions: {},
    provenance: {},
    warnings: [],
    version: 1,
    createdAt: origin.at,
    createdBy: origin.by,
    updatedAt: origin.at,
    updatedBy: origin.by,
    demo: false,
  }
}

/** The firm's row: of a new one, of one that this batch touches already, or as it is stored, now touched. */
function baseOf(uscc: string, known: Stored | undefined, { at, by }: Origin, writes: Writes): Columns {
  if (!known) return writes.newFirms.get(uscc)!
  const base = writes.firms.get(known.firm.id) ?? {
    ...known.firm,
    createdAt: known.firm.createdAt.toISOString(),
    updatedAt: at,
    updatedBy: by,
  }
  writes.firms.set(known.firm.id, base)
  return base
}

/** Lists and maps are edited as a whole, each under its own version: whoever has an older one open must learn of this. */
function touchSections({ base }: Target, paths: readonly string[]): void {
  const sections = new Set(paths.map((path) => path.split('.')[0]!).filter((head) => lists.has(head) || maps.has(head)))
  if (sections.size === 0) return
  const versions = { ...(base['versions'] as Readonly<Record<string, number>>) }
  for (const section of sections) versions[section] = (versions[section] ?? 0) + 1
  base['versions'] = versions
  base['stated'] = [...new Set([...(base['stated'] as readonly string[]), ...sections])]
}

/** Values of the firm itself. What is cleared loses its source too. */
function writeFirm({ row, known, firmId, sourceOf, writes, base }: Target, paths: readonly string[]): void {
  const isFirst = !known && !writes.changes.some((change) => change.table === 'firms' && change.firmId === firmId)
  if (paths.length === 0 && !isFirst) return
  const provenance = { ...(base['provenance'] as Record<string, Source | undefined>) }
  const before: Side = { values: {}, sources: {} }
  const after: Side = { values: {}, sources: {} }
  for (const path of isFirst ? ['uscc', 'name'] : []) {
    provenance[path] = sourceOf(path)
    after.values[path] = path === 'uscc' ? row.uscc : row.name
    after.sources[path] = sourceOf(path)
  }
  for (const path of paths) {
    // Tags are a list that may be empty, never unknown.
    const value = path === 'tags' ? (row.values[path] ?? []) : row.values[path]
    const field = path.replace('profile.', '')
    before.values[path] = known ? storedValue(known, path) : null
    before.sources[path] = provenance[field] ?? null
    after.values[path] = value
    after.sources[path] = value === null ? null : sourceOf(path)
    if (lists.has(path)) continue
    base[firmColumnOf(path)] = value
    if (value === null) delete provenance[field]
    else provenance[field] = sourceOf(path)
    if (path === 'name' && known) writes.formerNames.push({ firmId, name: known.firm.name, current: value as string })
  }
  base['provenance'] = provenance
  if (known) base['version'] = known.firm.version + 1
  writes.changes.push({ firmId, table: 'firms', key: '', before: known ? before : null, after })
}

function writeYear({ row, known, firmId, sourceOf, origin, writes }: Target, year: number, paths: readonly string[]): void {
  const prefix = `years.${year}.`
  const key = `${firmId}|${year}`
  const record = known?.years.get(year)
  const base: Columns = writes.years.get(key) ?? {
    ...record,
    firmId,
    year,
    provenance: record?.provenance ?? {},
    version: record?.version ?? 0,
  }
  const provenance = { ...(base['provenance'] as Record<string, Source | undefined>) }
  const before: Side = { values: {}, sources: {} }
  const after: Side = { values: {}, sources: {} }
  for (const path of paths.filter((one) => one.startsWith(prefix))) {
    const figure = path.slice(prefix.length)
    const value = row.values[path]
    before.values[path] = known ? storedValue(known, path) : null
    before.sources[path] = provenance[figure] ?? null
    after.values[path] = value
    after.sources[path] = value === null ? null : sourceOf(path)
    base[figure] = value
    if (value === null) delete provenance[figure]
    else provenance[figure] = sourceOf(path)
  }
  const verified = { verifiedBy: record?.verifiedBy ?? null, verifiedAt: record?.verifiedAt?.toISOString() ?? null }
  writes.years.set(key, {
    ...base,
    provenance,
    verifiedBy: null,
    verifiedAt: null,
    version: Number(record?.version ?? 0) + 1,
    updatedAt: origin.at,
    updatedBy: origin.by,
  })
  writes.changes.push({ firmId, table: 'firm_years', key: String(year), before: record ? { ...before, ...verified } : null, after })
}

function writeConversion({ row, known, firmId, sourceOf, writes }: Target, path: string): void {
  const year = Number(path.split('.')[1])
  const record = known?.conversions.get(year)
  const value = row.values[path]
  writes.conversions.set(`${firmId}|${year}`, { firmId, year, items: value, provenance: value === null ? null : sourceOf(path) })
  writes.changes.push({
    firmId,
    table: 'conversions',
    key: String(year),
    before: record ? { values: { [path]: record.items }, sources: { [path]: record.provenance } } : null,
    after: { values: { [path]: value }, sources: { [path]: value === null ? null : sourceOf(path) } },
  })
}

function writeSheet({ row, known, firmId, sourceOf, writes }: Target, sheet: 'market' | 'listing', all: readonly string[]): void {
  const paths = all.filter((path) => path.startsWith(`${sheet}.`))
  if (paths.length === 0) return
  const record = known?.[sheet]
  const base: Columns = writes[sheet].get(firmId) ?? {
    ...record,
    firmId,
    provenance: record?.provenance ?? {},
    version: record?.version ?? 0,
  }
  const provenance = { ...(base['provenance'] as Record<string, Source | undefined>) }
  const before: Side = { values: {}, sources: {} }
  const after: Side = { values: {}, sources: {} }
  for (const path of paths) {
    const member = path.slice(sheet.length + 1)
    const value = row.values[path]
    before.values[path] = known ? storedValue(known, path) : null
    before.sources[path] = provenance[member] ?? null
    after.values[path] = value
    after.sources[path] = value === null ? null : sourceOf(path)
    base[member] = value
    if (value === null) delete provenance[member]
    else provenance[member] = sourceOf(path)
  }
  writes[sheet].set(firmId, { ...base, provenance, version: Number(record?.version ?? 0) + 1 })
  writes.changes.push({
    firmId,
    table: sheet === 'market' ? 'market_positions' : 'listings',
    key: '',
    before: record ? before : null,
    after,
  })
}
