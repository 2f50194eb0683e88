import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { Bulk } from '../../shared/rules/bulk/index.ts'
import type { ComparedFirm, Law } from '../../shared/rules/simulate.ts'
import type { Db, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { gatherBatch, type KnownFirm } from '../figures/facts.ts'
import { ProblemError } from '../problems.ts'
import { rulesKey } from '../reports/validity.ts'

/** A firm as simulations name and count it. */
export interface RegisterFirm extends ComparedFirm {
  readonly name: string
  /** The whole code: groups are its divisions. */
  readonly industry: string | null
}

/** The register in columns under one or two laws, row by row the same firms; a row without a firm is free. */
export interface RegisterView {
  readonly rows: readonly (RegisterFirm | undefined)[]
  readonly columns: readonly Bulk[]
  /** Whether nothing had to be read but what has changed. */
  readonly warm: boolean
}

/** How far the reading is. */
export interface Reading {
  readonly done: number
  readonly total: number
}

interface RegisterOptions {
  /** Milliseconds after the last use until the memory is given back. */
  readonly idleMs?: number
  /** Ends the reading when the server closes. */
  readonly signal?: AbortSignal
}

/** Everything that is held; replaced as a whole where more has changed than is renewed firm by firm. */
interface Held {
  readonly capacity: number
  readonly rows: (RegisterFirm | undefined)[]
  readonly rowOf: Map<string, number>
  readonly layers: Map<string, Bulk>
  /** The entry of the audit trail up to which all changes are in. */
  position: number
}

/** Firms fetched together, and firms put into columns before other requests get their turn. */
const [batchSize, stride] = [500, 20]
/** About 0.8 kB a firm and law. */
const mostLayers = 2
/** So many wait for their turn; further ones are asked to come again. */
const mostWaiting = 8

/** The rules that stand belong to it: columns are made for what they read. */
const keyOf = (law: Law): string => JSON.stringify([law.asOf, law.revised ?? {}, rulesKey()])

/** The division of an industry: the letter and two digits. */
export const divisionOf = (industry: string | null | undefined): string | null => industry?.slice(0, 3) ?? null

export const registerFirm = ({ firm }: KnownFirm): RegisterFirm => ({
  id: firm.id,
  name: firm.name,
  industry: firm.industry,
  groups: { park: firm.parkId, town: firm.townCode, industry: divisionOf(firm.industry) },
})

/**
 * The register in memory, as columns of one or two laws. What has changed since the last use is told by the audit trail,
 * whose numbers follow the commits: those firms are read again, and everything where the count of the firms does not fit.
 * One use at a time, since all of them share the columns.
 */
export class Register {
  private readonly db: Db
  private readonly idleMs: number
  private readonly signal: AbortSignal | undefined
  private held: Held | null = null
  private turn: Promise<unknown> = Promise.resolve()
  private waiting = 0
  private idle: NodeJS.Timeout | undefined
  private read: Reading | null = null

  constructor(db: Db, { idleMs = 15 * 60_000, signal }: RegisterOptions = {}) {
    this.db = db
    this.idleMs = idleMs
    this.signal = signal
  }

  get reading(): Reading | null {
    return this.read
  }

  /** Gives the memory back. */
  drop(): void {
    clearTimeout(this.idle)
    this.held = null
  }

  /** Works on the register as it now is under these laws. Throws `unavailable` where too many wait. */
  async use<T>(laws: readonly Law[], work: (view: RegisterView) => Promise<T>): Promise<T> {
    if (this.waiting >= mostWaiting) throw new ProblemError('unavailable', { headers: { 'retry-after': '10' } })
    this.waiting++
    const mine = this.turn.then(async () => {
      clearTimeout(this.idle)
      const { held, warm } = await this.bring(laws)
      return work({ rows: held.rows, columns: laws.map((law) => held.layers.get(keyOf(law))!), warm })
    })
    this.turn = mine.catch(() => {})
    try {
      return await mine
    } finally {
      this.waiting--
      this.read = null
      if (this.waiting === 0) this.idle = setTimeout(() => this.drop(), this.idleMs).unref()
    }
  }

  /** Brings the columns up to date in one snapshot. What fails in the middle is not kept. */
  private async bring(laws: readonly Law[]): Promise<{ held: Held; warm: boolean }> {
    const before = this.held
    this.held = null
    const brought = await within(
      this.db,
      systemActor,
      async (tx) => {
        const now = await stateOf(tx)
        const renewed = before && (await this.renew(tx, before, now)) ? before : null
        const held = renewed ?? (await empty(tx, now))
        const missing = laws.filter((law) => !held.layers.has(keyOf(law)))
        if (missing.length > 0) await this.fill(tx, held, missing, laws)
        return { held, warm: renewed !== null && missing.length === 0 }
      },
      { readOnly: true, isolation: 'repeatable read' },
    )
    this.held = brought.held
    return brought
  }

  /** Reads what has changed again. False where everything must be. */
  private async renew(tx: Tx, held: Held, now: State): Promise<boolean> {
    if (now.position < held.position) return false
    const changed = now.position === held.position ? [] : await changedSince(tx, held.position)
    if (changed.length > now.firms / 5 + batchSize) return false
    for (let from = 0; from < changed.length; from += batchSize) {
      const ids = changed.slice(from, from + batchSize)
      const known = new Map((await gatherBatch(tx, ids, firstDay(held))).map((one) => [one.firm.id, one]))
      for (const id of ids) if (!place(held, id, known.get(id))) return false
      await breathe()
    }
    held.position = now.position
    return held.rowOf.size === now.firms
  }

  /** Puts every firm into the columns of laws that are new, the longest unused making room. */
  private async fill(tx: Tx, held: Held, missing: readonly Law[], wanted: readonly Law[]): Promise<void> {
    const kept = new Set(wanted.map(keyOf))
    for (const key of [...held.layers.keys()]) if (!kept.has(key) && held.layers.size + missing.length > mostLayers) held.layers.delete(key)
    const made = missing.map((law) => new Bulk(law.asOf, held.capacity, law.revised ? { revised: law.revised } : {}))
    const ids = held.rows.flatMap((firm, row) => (firm ? [{ id: firm.id, row }] : []))
    for (let from = 0; from < ids.length; from += batchSize) {
      this.signal?.throwIfAborted()
      this.read = { done: from, total: ids.length }
      const batch = ids.slice(from, from + batchSize)
      const known = await gatherBatch(
        tx,
        batch.map(({ id }) => id),
        missing[0]!.asOf,
      )
      for (const [index, one] of known.entries()) {
        const row = held.rowOf.get(one.firm.id)!
        held.rows[row] = registerFirm(one)
        for (const bulk of made) bulk.put(row, one.facts)
        if (index % stride === stride - 1) await breathe()
      }
    }
    missing.forEach((law, index) => held.layers.set(keyOf(law), made[index]!))
  }
}

interface State {
  readonly position: number
  readonly firms: number
}

async function stateOf(tx: Tx): Promise<State> {
  const [row] = await tx.execute<{ position: string | null; firms: number }>(
    sql`select (select seq from audit_head limit 1) as position, (select count(*)::int from firms) as firms`,
  )
  return { position: Number(row?.position ?? 0), firms: row?.firms ?? 0 }
}

async function empty(tx: Tx, { position, firms }: State): Promise<Held> {
  const ids = await tx.execute<{ id: string }>(sql`select id from firms order by id`)
  const rows = ids.map(({ id }) => ({ id, name: '', industry: null, groups: { park: null, town: null, industry: null } }))
  return {
    capacity: firms + Math.max(batchSize, Math.ceil(firms / 50)),
    rows,
    rowOf: new Map(rows.map(({ id }, row) => [id, row])),
    layers: new Map(),
    position,
  }
}

async function changedSince(tx: Tx, position: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(
    sql`select distinct firm_id::text as id from audit where seq > ${position} and firm_id is not null`,
  )
  return rows.map(({ id }) => id)
}

/** Any day does for what is put into columns: each batch has its own. */
const firstDay = ({ layers }: Held): string => (JSON.parse([...layers.keys()][0] ?? '["2000-01-01"]') as [string])[0]

/** Puts one firm where it belongs, or takes it out where it is no more. False where there is no room. */
function place({ rows, rowOf, layers, capacity }: Held, id: string, known: KnownFirm | undefined): boolean {
  const stood = rowOf.get(id)
  if (!known) {
    if (stood !== undefined) rows[stood] = undefined
    rowOf.delete(id)
    return true
  }
  const free = stood ?? rows.indexOf(undefined)
  const row = free === -1 ? rows.length : free
  if (row >= capacity) return false
  rows[row] = registerFirm(known)
  rowOf.set(id, row)
  for (const bulk of layers.values()) bulk.put(row, known.facts)
  return true
}
