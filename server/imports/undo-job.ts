import { isDeepStrictEqual } from 'node:util'
import { asc, eq, inArray, and, sql } from 'drizzle-orm'
import { figureIds } from '../../shared/dictionary/figures.ts'
import { listNames } from '../../shared/dictionary/lists.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import type { Source } from '../db/provenance.ts'
import { conversions, firmYears, listings, marketPositions } from '../figures/table.ts'
import { firms } from '../firms/table.ts'
import type { JobContext } from '../jobs/service.ts'
import { refreshFirms } from '../reports/refresh.ts'
import { appendAudits } from './audits.ts'
import type { Change, Side } from './changes.ts'
import { changeImport, lockImport, progressWriter } from './record.ts'
import { firmColumnOf, loadStored, type Stored, storedValue } from './stored.ts'
import { importChanges } from './table.ts'
import { updateFirms, upsert } from './write.ts'

const batchSize = 300

type Columns = Record<string, unknown>

/** Takes back what an import wrote, cell by cell, where nobody has changed the cell since. One transaction. */
export async function undoImport({ db, actor, payload, signal }: JobContext<{ readonly importId: string }>): Promise<void> {
  const { importId } = payload
  const progress = progressWriter(db, importId)
  await within(db, actor, (tx) => takeBack(db, tx, actor, importId, signal, progress.report), { timeout: 0 })
}

async function takeBack(
  _db: Db,
  tx: Tx,
  actor: Actor,
  importId: string,
  signal: AbortSignal,
  report: (stage: string, done: number, total: number | null) => void,
): Promise<void> {
  const record = await lockImport(tx, importId)
  if (record.state !== 'committed') return
  const firmIds = await tx.execute<{ firm_id: string }>(
    sql`select distinct firm_id from import_changes where import_id = ${importId}::uuid and "table" not in ('assessments', 'undo') order by firm_id`,
  )
  const remaining: string[] = []
  let kept = 0
  for (let from = 0; from < firmIds.length; from += batchSize) {
    signal.throwIfAborted()
    const ids = firmIds.slice(from, from + batchSize).map(({ firm_id }) => firm_id)
    const outcome = await takeBackBatch(tx, actor, importId, ids)
    kept += outcome.kept
    remaining.push(...outcome.remaining)
    report('撤销', from + ids.length, firmIds.length)
  }
  await refreshFirms(tx, actor, remaining)
  await changeImport(tx, importId, { state: 'undone', undoneAt: now(), undoKeeps: kept, progress: null, failure: null })
  await appendAudits(tx, actor, record, 'import-undone')
  await audit(tx, actor, {
    action: 'import-undone',
    subject: `import:${importId}`,
    after: { file: record.fileName, firms: firmIds.length, kept },
  })
}

async function takeBackBatch(
  tx: Tx,
  actor: Actor,
  importId: string,
  ids: readonly string[],
): Promise<{ kept: number; remaining: string[] }> {
  const rows = await tx
    .select()
    .from(importChanges)
    .where(and(eq(importChanges.importId, importId), inArray(importChanges.firmId, [...ids])))
    .orderBy(asc(importChanges.seq))
  const changes = rows.filter(({ table }) => table !== 'assessments' && table !== 'undo') as unknown as ((typeof rows)[number] & Change)[]
  const years = [...new Set(changes.flatMap(({ table, key }) => (table === 'firm_years' ? [Number(key)] : [])))]
  const heads = new Set(['years', 'conversions', 'market', 'listing', ...listNames])
  const byCode = await loadStored(tx, { codes: [], firmIds: ids, parkId: null, years, heads, lock: true })
  const stored = new Map([...byCode.values()].map((one) => [one.firm.id, one]))
  const removable = await untouchedNewFirms(tx, importId, changes, stored)
  const undo: Undo = {
    importId,
    actor,
    firms: new Map(),
    years: new Map(),
    conversions: new Map(),
    market: new Map(),
    listing: new Map(),
    emptyYears: [],
    names: [],
    notes: new Map(),
    kept: 0,
  }
  for (const change of changes) {
    const one = stored.get(change.firmId)
    // A firm that was removed since, or that goes as a whole.
    if (one && !removable.has(change.firmId)) restore(undo, change, one)
  }
  await writeUndo(tx, undo)
  for (const id of removable) {
    const created = changes.filter(({ firmId }) => firmId === id).map(({ after }) => after.values)
    undo.notes.set(id, { before: Object.assign({}, ...created) as Columns, after: {} })
  }
  if (removable.size > 0) await tx.delete(firms).where(inArray(firms.id, [...removable]))
  await noteUndo(tx, importId, undo)
  return { kept: undo.kept, remaining: ids.filter((id) => stored.has(id) && !removable.has(id)) }
}

interface Undo {
  readonly importId: string
  readonly actor: Actor
  readonly firms: Map<string, Columns>
  readonly years: Map<string, Columns>
  readonly conversions: Map<string, Columns>
  readonly market: Map<string, Columns>
  readonly listing: Map<string, Columns>
  readonly emptyYears: { firm_id: string; year: number }[]
  readonly names: { firm_id: string; name: string }[]
  /** For the audit trail. */
  readonly notes: Map<string, { before: Columns; after: Columns }>
  kept: number
}

/** The source of a stored value, as each table keeps it. */
function sourceOf(stored: Stored, { table, key }: Change, path: string): Source | null {
  const field = path.split('.').at(-1)!
  const of = (sources: unknown, name: string) =>
    (sources as Readonly<Record<string, Source | undefined>> | null | undefined)?.[name] ?? null
  if (table === 'firms') return of(stored.firm.provenance, path.replace('profile.', ''))
  if (table === 'firm_years') return of(stored.years.get(Number(key))?.provenance, field)
  if (table === 'conversions') return (stored.conversions.get(Number(key))?.provenance as Source | null | undefined) ?? null
  return of(table === 'market_positions' ? stored.market?.provenance : stored.listing?.provenance, field)
}

/** Whether the value is still the one that the import wrote. A list that was stated empty has no source of its own. */
function isOurs(stored: Stored, change: Change, path: string, importId: string): boolean {
  const value = change.after.values[path]
  if (!isDeepStrictEqual(storedValue(stored, path), value)) return false
  return value === null || Array.isArray(value) || sourceOf(stored, change, path)?.importId === importId
}

function restore(undo: Undo, change: Change, stored: Stored): void {
  const fixed = change.before === null && change.table === 'firms' ? ['uscc', 'name'] : []
  const paths = Object.keys(change.after.values).filter((path) => !fixed.includes(path))
  const ours = paths.filter((path) => isOurs(stored, change, path, undo.importId))
  undo.kept += paths.length - ours.length
  if (ours.length === 0) return
  const side: Side = change.before ?? { values: {}, sources: {} }
  const note = undo.notes.get(change.firmId) ?? { before: {}, after: {} }
  for (const path of ours) {
    note.before[path] = change.after.values[path]
    note.after[path] = side.values[path] ?? null
  }
  undo.notes.set(change.firmId, note)
  if (change.table === 'firms') restoreFirm(undo, stored, ours, side)
  else if (change.table === 'firm_years') restoreYear(undo, change, stored, ours, side, ours.length === paths.length)
  else if (change.table === 'conversions') {
    const path = ours[0]!
    const year = Number(change.key)
    undo.conversions.set(`${change.firmId}|${year}`, {
      firmId: change.firmId,
      year,
      items: side.values[path] ?? null,
      provenance: side.sources[path] ?? null,
    })
    touchSection(firmOf(undo, stored), 'conversions')
  } else restoreSheet(undo, change.table === 'market_positions' ? 'market' : 'listing', stored, ours, side)
}

/** The firm's own row as the undo leaves it. */
function firmOf(undo: Undo, { firm }: Stored): Columns {
  const base = undo.firms.get(firm.id) ?? {
    ...firm,
    createdAt: firm.createdAt.toISOString(),
    updatedAt: now().toISOString(),
    updatedBy: undo.actor.account,
  }
  undo.firms.set(firm.id, base)
  return base
}

function touchSection(base: Columns, section: string): void {
  const versions = base['versions'] as Readonly<Record<string, number>>
  base['versions'] = { ...versions, [section]: (versions[section] ?? 0) + 1 }
}

const lists = new Set<string>(listNames)

function restoreFirm(undo: Undo, stored: Stored, paths: readonly string[], { values, sources }: Side): void {
  const base = firmOf(undo, stored)
  const provenance = { ...(base['provenance'] as Record<string, Source | undefined>) }
  for (const path of paths) {
    const value = values[path] ?? null
    if (lists.has(path)) {
      base['stated'] = (base['stated'] as readonly string[]).filter((name) => name !== path)
      touchSection(base, path)
      continue
    }
    const field = path.replace('profile.', '')
    base[firmColumnOf(path)] = path === 'tags' ? (value ?? []) : value
    if (path === 'name') undo.names.push({ firm_id: stored.firm.id, name: value as string })
    const source = sources[path]
    if (source) provenance[field] = source
    else delete provenance[field]
  }
  base['provenance'] = provenance
  base['version'] = stored.firm.version + 1
}

function restoreYear(
  undo: Undo,
  { firmId, key, before }: Change,
  stored: Stored,
  paths: readonly string[],
  { values, sources }: Side,
  isWhole: boolean,
): void {
  const year = Number(key)
  const record = stored.years.get(year)!
  const base: Columns = { ...(undo.years.get(`${firmId}|${year}`) ?? record) }
  const provenance = { ...(base['provenance'] as Record<string, Source | undefined>) }
  for (const path of paths) {
    const figure = path.split('.')[2]!
    base[figure] = values[path] ?? null
    const source = sources[path]
    if (source) provenance[figure] = source
    else delete provenance[figure]
  }
  firmOf(undo, stored)
  if (before === null && figureIds.every((figure) => base[figure] == null)) {
    undo.years.delete(`${firmId}|${year}`)
    undo.emptyYears.push({ firm_id: firmId, year })
    return
  }
  const verified =
    isWhole && before && record.verifiedAt === null
      ? { verifiedBy: before.verifiedBy ?? null, verifiedAt: before.verifiedAt ?? null }
      : { verifiedBy: record.verifiedBy, verifiedAt: record.verifiedAt?.toISOString() ?? null }
  undo.years.set(`${firmId}|${year}`, {
    ...base,
    provenance,
    ...verified,
    version: record.version + 1,
    updatedAt: now().toISOString(),
    updatedBy: undo.actor.account,
  })
}

function restoreSheet(undo: Undo, sheet: 'market' | 'listing', stored: Stored, paths: readonly string[], { values, sources }: Side): void {
  const record = stored[sheet]!
  const base: Columns = { ...(undo[sheet].get(stored.firm.id) ?? record) }
  const provenance = { ...(base['provenance'] as Record<string, Source | undefined>) }
  for (const path of paths) {
    const member = path.split('.')[1]!
    base[member] = values[path] ?? null
    const source = sources[path]
    if (source) provenance[member] = source
    else delete provenance[member]
  }
  undo[sheet].set(stored.firm.id, { ...base, provenance, version: record.version + 1 })
  touchSection(firmOf(undo, stored), sheet)
}

async function writeUndo(tx: Tx, undo: Undo): Promise<void> {
  await updateFirms(tx, [...undo.firms.values()])
  await upsert(tx, firmYears, [...undo.years.values()], ['firmId', 'year'])
  await upsert(tx, conversions, [...undo.conversions.values()], ['firmId', 'year'])
  await upsert(tx, marketPositions, [...undo.market.values()], ['firmId'])
  await upsert(tx, listings, [...undo.listing.values()], ['firmId'])
  if (undo.conversions.size > 0)
    await tx.execute(sql`delete from conversions where items is null and firm_id = any(${idsOf(undo.conversions.values())}::uuid[])`)
  if (undo.emptyYears.length > 0)
    await tx.execute(
      sql`delete from firm_years y using jsonb_to_recordset(${JSON.stringify(undo.emptyYears)}::jsonb) as r(firm_id uuid, year smallint) where y.firm_id = r.firm_id and y.year = r.year`,
    )
  if (undo.names.length > 0)
    await tx.execute(
      sql`delete from firm_names n using jsonb_to_recordset(${JSON.stringify(undo.names)}::jsonb) as r(firm_id uuid, name text) where n.firm_id = r.firm_id and n.name = r.name`,
    )
}

const idsOf = (rows: Iterable<Columns>): string => `{${[...new Set([...rows].map((row) => row['firmId'] as string))].join(',')}}`

async function noteUndo(tx: Tx, importId: string, { notes }: Undo): Promise<void> {
  if (notes.size === 0) return
  const rows = [...notes].map(([firm_id, { before, after }]) => ({ firm_id, before: { values: before }, after: { values: after } }))
  await tx.execute(sql`insert into import_changes (import_id, firm_id, "table", key, before, after)
    select ${importId}::uuid, r.firm_id, 'undo', '', r.before, r.after from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(firm_id uuid, before jsonb, after jsonb)`)
}

/** Firms that the import registered and nobody has touched since: they go as they came. */
async function untouchedNewFirms(
  tx: Tx,
  importId: string,
  changes: readonly Change[],
  stored: ReadonlyMap<string, Stored>,
): Promise<ReadonlySet<string>> {
  const made = new Set(changes.filter(({ table, before }) => table === 'firms' && before === null).map(({ firmId }) => firmId))
  const candidates = [...made].filter((id) => {
    const one = stored.get(id)
    return (
      one &&
      changes.every(
        (change) => change.firmId !== id || Object.keys(change.after.values).every((path) => isOurs(one, change, path, importId)),
      )
    )
  })
  if (candidates.length === 0) return new Set()
  const free = await tx.execute<{ id: string }>(sql`
    select f.id from firms f where f.id = any(${`{${candidates.join(',')}}`}::uuid[])
      and not exists (select 1 from jsonb_each(f.provenance) p where p.value ->> 'importId' is distinct from ${importId})
      and not exists (select 1 from firm_years y, jsonb_each(y.provenance) p where y.firm_id = f.id and p.value ->> 'importId' is distinct from ${importId})
      and not exists (select 1 from firm_names n where n.firm_id = f.id)
      and not exists (select 1 from answers a where a.firm_id = f.id)
      and not exists (select 1 from accounts a where a.firm_id = f.id)
      and not exists (select 1 from conversions c where c.firm_id = f.id and c.provenance ->> 'importId' is distinct from ${importId})
      and not exists (select 1 from market_positions m, jsonb_each(m.provenance) p where m.firm_id = f.id and p.value ->> 'importId' is distinct from ${importId})
      and not exists (select 1 from listings l, jsonb_each(l.provenance) p where l.firm_id = f.id and p.value ->> 'importId' is distinct from ${importId})
      and ${sql.join(
        ['ip_rights', 'titles', 'awards', 'institutions', 'standards', 'incidents', 'credit_listings', 'financings'].map(
          (table) => sql`not exists (select 1 from ${sql.identifier(table)} i where i.firm_id = f.id)`,
        ),
        sql` and `,
      )}`)
  return new Set(free.map(({ id }) => id))
}
