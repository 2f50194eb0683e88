import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { FirmPage, FirmQuery } from '../../shared/api/firms.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { assessments, firmSummaries } from '../reports/table.ts'
import { type Place, readCursor, writeCursor } from './cursor.ts'
import { conditionOf, countedRows, scopeOf, searchOf } from './filter.ts'
import { loadRows } from './rows.ts'
import { firms } from './table.ts'

/** A page of the registry: sorted, filtered, found by its place instead of counted from the start. */
export async function listFirms(tx: Queries, actor: Actor, query: FirmQuery, today: string): Promise<FirmPage> {
  const before = readCursor(query)
  const search = query.q ? await searchOf(tx, actor, query.q) : 'few'
  const condition = conditionOf(actor, query, today, search)
  const total = before ? before.total : await countFirms(tx, actor, query, condition)
  const isWalk = before ? before.isWalk : total === null || total > countedRows
  const places = await nextPlaces(tx, query, condition, before, query.limit + 1, isWalk)
  const shown = places.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: await loadRows(
      tx,
      shown.map(({ id }) => id),
      today,
    ),
    nextCursor: places.length > shown.length && last ? writeCursor(query, { ...last, total, isWalk }) : null,
    total,
  }
}

/** Every id of a query in its order, a batch at a time. */
export async function* walkFirms(
  tx: Queries,
  actor: Actor,
  query: Omit<FirmQuery, 'cursor' | 'limit'>,
  today: string,
): AsyncGenerator<readonly string[]> {
  const whole = { ...query, limit: 200 }
  const search = query.q ? await searchOf(tx, actor, query.q) : 'few'
  const condition = conditionOf(actor, query, today, search)
  const total = await countFirms(tx, actor, whole, condition)
  const isWalk = total === null || total > countedRows
  for (let before: Place | undefined; ;) {
    const places: readonly Key[] = await nextPlaces(tx, whole, condition, before, batchSize, isWalk)
    const last = places.at(-1)
    if (!last) return
    yield places.map(({ id }) => id)
    before = { ...last, total, isWalk }
  }
}

const batchSize = 500

/** How many firms a query finds, exactly, however many there are. */
export async function countAllFirms(tx: Queries, actor: Actor, query: Omit<FirmQuery, 'cursor' | 'limit'>, today: string): Promise<number> {
  const search = query.q ? await searchOf(tx, actor, query.q) : 'few'
  return countUpTo(tx, conditionOf(actor, query, today, search), null)
}

async function countUpTo(tx: Queries, condition: SQL | undefined, limit: number | null): Promise<number> {
  const rows = tx
    .select({ one: sql`1`.as('one') })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .where(condition)
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from((limit === null ? rows : rows.limit(limit)).as('found'))
  return row?.count ?? 0
}

/** The number of firms where it is cheap to tell: exact up to a bound; beyond it only of the whole registry or the whole scope. */
async function countFirms(tx: Queries, actor: Actor, query: FirmQuery, condition: SQL | undefined): Promise<number | null> {
  const { sort: _sort, order: _order, limit: _limit, cursor: _cursor, certification: _certification, ...filter } = query
  if (Object.values(filter).some((value) => value !== undefined)) {
    const count = await countUpTo(tx, condition, countedRows + 1)
    return count <= countedRows ? count : null
  }
  if (!scopeOf(actor)) {
    // What the database knows of the table: near enough for a large one, and there at once.
    const [table] = await tx.execute<{ rows: number }>(sql`select reltuples::float8 as rows from pg_class where oid = 'firms'::regclass`)
    if (table && table.rows > countedRows) return Math.round(table.rows)
  }
  return countUpTo(tx, condition, null)
}

interface Key {
  readonly key: string | null
  readonly id: string
}

interface Order {
  readonly key: SQL
  /** How a key of the cursor is read back. */
  readonly read: (key: string) => SQL
  /** Firms may have none: they come last, by id. */
  readonly mayBeNull: boolean
  readonly isShortBy?: boolean
}

const text = (key: string): SQL => sql`${key}`
const zh = (of: SQL | typeof firms.name): SQL => sql`${of} collate "zh-x-icu"`

function orderOf({ sort, certification }: Pick<FirmQuery, 'sort' | 'certification'>): Order {
  switch (sort) {
    case 'name':
      return { key: zh(firms.name), read: (key) => zh(sql`${key}::text`), mayBeNull: false }
    case 'uscc':
      return { key: sql`${firms.uscc}`, read: text, mayBeNull: false }
    case 'updatedAt':
      return { key: sql`${firms.updatedAt}`, read: (key) => sql`${key}::timestamptz`, mayBeNull: false }
    case 'revenue':
      return { key: sql`${firmSummaries.operatingRevenue}`, read: (key) => sql`${key}::numeric`, mayBeNull: true }
    case 'completeness':
      return { key: sql`${firmSummaries.completeness}`, read: (key) => sql`${key}::real`, mayBeNull: true }
    case 'expiry':
      return { key: sql`${firmSummaries.expiresOn}`, read: (key) => sql`${key}::date`, mayBeNull: true }
    case 'shortBy':
      return certification === undefined
        ? { key: sql`${firmSummaries.shortBy}`, read: (key) => sql`${key}::int`, mayBeNull: true }
        : { key: sql`${assessments.shortBy}`, read: (key) => sql`${key}::int`, mayBeNull: true, isShortBy: true }
  }
}

async function nextPlaces(
  tx: Queries,
  query: FirmQuery,
  condition: SQL | undefined,
  before: Place | undefined,
  count: number,
  isWalk: boolean,
): Promise<readonly Key[]> {
  // Of very many firms the next few are found by following the index of the order; sorting them all would take far longer.
  if (isWalk) await tx.execute(sql`select set_config('enable_sort', 'off', true)`)
  const { key, read, mayBeNull, isShortBy } = orderOf(query)
  const isDescending = query.order === 'desc'
  const keyed = (where: SQL | undefined) => {
    const named = tx.select({ id: firms.id, key: sql<string>`${shownKey(query.sort, key)}` }).from(firms)
    const joined = isShortBy
      ? named
          .innerJoin(assessments, and(eq(assessments.firmId, firms.id), eq(assessments.certification, query.certification!)))
          .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
      : mayBeNull
        ? named.innerJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
        : named.leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    const id = isShortBy ? assessments.firmId : mayBeNull ? firmSummaries.firmId : firms.id
    const behind =
      before && before.key !== null
        ? sql`(${key}, ${id}) ${sql.raw(isDescending ? '<' : '>')} (${read(before.key)}, ${before.id}::uuid)`
        : undefined
    const direction = isDescending ? desc : asc
    // `nulls` as the index has them, so that it serves; there are none here.
    return joined
      .where(and(where, mayBeNull ? isNotNull(key) : undefined, behind))
      .orderBy(direction(key), direction(id))
      .limit(count)
  }
  const first: readonly Key[] = before && before.key === null ? [] : await keyed(condition)
  if (!mayBeNull || first.length >= count) return first
  const unkeyed = await tx
    .select({ id: firms.id })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .leftJoin(
      assessments,
      isShortBy ? and(eq(assessments.firmId, firms.id), eq(assessments.certification, query.certification!)) : sql`false`,
    )
    .where(and(condition, isNull(key), before && before.key === null ? sql`${firms.id} > ${before.id}::uuid` : undefined))
    .orderBy(asc(firms.id))
    .limit(count - first.length)
  return [...first, ...unkeyed.map(({ id }) => ({ id, key: null }))]
}

/** A key as the text that `read` takes back exactly. */
const shownKey = (sort: FirmQuery['sort'], key: SQL): SQL =>
  sort === 'updatedAt' ? sql`to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`(${key})::text`
