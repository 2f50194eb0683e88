import { and, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { FrozenList, ListComparison, ListCounts, ListRow, Recipe } from '../../shared/api/lists.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { phoneFor } from '../firms/phones.ts'
import { ProblemError, refuse } from '../problems.ts'
import { compareLists } from './compare.ts'
import type { Assessed } from './compose.ts'
import { cultivationListOthers, cultivationListRows, cultivationLists } from './table.ts'
import type { z } from 'zod'
import type { FrozenLists, ListRows } from '../../shared/api/lists.ts'

type Stored = typeof cultivationLists.$inferSelect

/** The counts as they were frozen; who sees a part of the rows is told of that part. */
type StoredCounts = ListCounts & { readonly assessedBy: Assessed }

/** Lists whose scope takes in the actor, or which hold rows of its: the policies decide the rows, this keeps lists of others out of sight. */
function visible({ role, parkId, townCode }: Actor): SQL | undefined {
  if (role !== 'park' && role !== 'town') return undefined
  const scope = (part: 'parks' | 'towns') => sql`${cultivationLists.recipe}->'scope'->${sql.raw(`'${part}'`)}`
  const isOpen = (part: 'parks' | 'towns') => sql`${scope(part)} = '[]'::jsonb`
  const covered =
    role === 'park'
      ? sql`(${isOpen('parks')} or ${scope('parks')} ? ${parkId ?? ''})`
      : sql`(${isOpen('parks')} and (${isOpen('towns')} or ${scope('towns')} ? ${townCode ?? ''}))`
  return sql`(${covered} or exists (select 1 from cultivation_list_rows own where own.list_id = ${cultivationLists}.id))`
}

interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Frozen lists, the latest first. */
export async function listLists(tx: Queries, actor: Actor, { cursor, limit }: PageQuery): Promise<z.infer<typeof FrozenLists>> {
  const before = cursor === undefined ? undefined : readPlace(cursor)
  const rows = await tx
    .select()
    .from(cultivationLists)
    .where(
      and(
        visible(actor),
        before &&
          or(
            lt(cultivationLists.frozenAt, before.at),
            and(eq(cultivationLists.frozenAt, before.at), sql`${cultivationLists.id} < ${before.id}::uuid`),
          ),
      ),
    )
    .orderBy(desc(cultivationLists.frozenAt), desc(cultivationLists.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await Promise.all(shown.map((row) => answerOf(tx, actor, row))),
    nextCursor: rows.length > shown.length && last ? `${last.frozenAt.getTime()}.${last.id}` : null,
  }
}

function readPlace(cursor: string): { at: Date; id: string } {
  const match = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor)
  if (!match) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  return { at: new Date(Number(match[1])), id: match[2]! }
}

/** A frozen list. Throws `list-not-found`, also for one that the actor has no part in. */
export async function getList(tx: Queries, actor: Actor, listId: string): Promise<FrozenList> {
  return answerOf(tx, actor, await getStored(tx, actor, listId))
}

async function getStored(tx: Queries, actor: Actor, listId: string): Promise<Stored> {
  const [row] = await tx
    .select()
    .from(cultivationLists)
    .where(and(eq(cultivationLists.id, listId), visible(actor)))
  if (!row) throw new ProblemError('list-not-found')
  return row
}

async function answerOf(tx: Queries, actor: Actor, row: Stored): Promise<FrozenList> {
  const { id, number, title, certification, ruleset, asOf, sentence, frozenBy, frozenAt } = row
  return {
    ...{ id, number, title, certification, ruleset, asOf, sentence, frozenBy },
    recipe: row.recipe as Recipe,
    counts: await countsFor(tx, actor, row),
    frozenAt: frozenAt.toISOString(),
  }
}

async function countsFor(tx: Queries, { role, parkId, townCode }: Actor, { id, counts }: Stored): Promise<ListCounts> {
  const stored = counts as unknown as StoredCounts
  if (role !== 'park' && role !== 'town') return stored
  const groups = await tx
    .select({
      park: cultivationListRows.parkId,
      ground: sql<string>`${cultivationListRows.row}->>'ground'`,
      count: sql<number>`count(*)::int`,
    })
    .from(cultivationListRows)
    .where(eq(cultivationListRows.listId, id))
    .groupBy(cultivationListRows.parkId, sql`${cultivationListRows.row}->>'ground'`)
  const assessed = role === 'park' ? stored.assessedBy.byPark[parkId ?? ''] : stored.assessedBy.byTown[townCode ?? '']
  const own: ListCounts = { firms: 0, assessed: assessed ?? 0, byGround: {}, byPark: {} }
  for (const { park, ground, count } of groups) {
    own.firms += count
    own.byGround[ground] = (own.byGround[ground] ?? 0) + count
    own.byPark[park ?? 'none'] = (own.byPark[park ?? 'none'] ?? 0) + count
  }
  return own
}

/** The rows of a frozen list that the actor sees, in their order. Positions are those of the whole list. */
export async function listRows(tx: Queries, actor: Actor, listId: string, { cursor, limit }: PageQuery): Promise<z.infer<typeof ListRows>> {
  const list = await getStored(tx, actor, listId)
  const after = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isInteger(after) || after < 0 || after > 2 ** 31 - 1) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  const rows = await rowsAfter(tx, actor, listId, after, limit + 1)
  const shown = rows.slice(0, limit)
  return {
    items: shown,
    nextCursor: rows.length > shown.length ? String(shown.at(-1)?.position ?? 0) : null,
    total: (await countsFor(tx, actor, list)).firms,
  }
}

async function rowsAfter(tx: Queries, actor: Actor, listId: string, position: number, limit: number): Promise<ListRow[]> {
  const rows = await tx
    .select({ row: cultivationListRows.row })
    .from(cultivationListRows)
    .where(and(eq(cultivationListRows.listId, listId), sql`${cultivationListRows.position} > ${position}`))
    .orderBy(cultivationListRows.position)
    .limit(limit)
  return rows.map(({ row }) => {
    const frozen = row as unknown as ListRow
    return { ...frozen, contactPhone: phoneFor(actor, frozen.contactPhone) }
  })
}

/** Every row of a frozen list that the actor sees, a batch at a time. */
export async function* walkRows(tx: Queries, actor: Actor, listId: string): AsyncGenerator<ListRow> {
  for (let position = 0; ;) {
    const rows = await rowsAfter(tx, actor, listId, position, 500)
    const last = rows.at(-1)
    if (!last) return
    yield* rows
    position = last.position
  }
}

/** The rule set's thresholds as they were when the list was frozen. */
export const parametersOf = async (tx: Queries, listId: string): Promise<readonly { name: string; text: string; clause: string }[]> => {
  const [row] = await tx.select({ parameters: cultivationLists.parameters }).from(cultivationLists).where(eq(cultivationLists.id, listId))
  return (row?.parameters as { criteria?: readonly { name: string; text: string; clause: string }[] } | undefined)?.criteria ?? []
}

/** What changed from another list to this one. Both must be visible; each actor compares the rows that it sees. */
export async function compareWith(tx: Queries, actor: Actor, listId: string, otherId: string): Promise<ListComparison> {
  const to = await getList(tx, actor, listId)
  const from = await getList(tx, actor, otherId)
  if (from.certification !== to.certification) throw refuse('/query/with', '两份名单不是同一种认定，不能比较')
  const [before, after] = [await comparedRows(tx, from.id), await comparedRows(tx, to.id)]
  const left = new Set(before.map(({ firmId }) => firmId))
  for (const { firmId } of after) left.delete(firmId)
  return compareLists({ list: from, rows: before }, { list: to, rows: after }, await leftOutRows(tx, to.id, [...left]))
}

/** Of each row what a comparison reads. */
async function comparedRows(tx: Queries, listId: string): Promise<ListRow[]> {
  const rows = await tx
    .select({ row: sql<ListRow>`${cultivationListRows.row} - 'unmet' - 'proxies' - 'contactName' - 'contactPhone'` })
    .from(cultivationListRows)
    .where(eq(cultivationListRows.listId, listId))
    .orderBy(cultivationListRows.position)
  return rows.map(({ row }) => row)
}

async function leftOutRows(tx: Queries, listId: string, firmIds: readonly string[]) {
  const found = new Map<string, { factsFingerprint: string; reason: string }>()
  for (let from = 0; from < firmIds.length; from += 5000) {
    const rows = await tx
      .select({ firmId: cultivationListOthers.firmId, row: cultivationListOthers.row })
      .from(cultivationListOthers)
      .where(and(eq(cultivationListOthers.listId, listId), inArray(cultivationListOthers.firmId, firmIds.slice(from, from + 5000))))
    for (const { firmId, row } of rows) found.set(firmId, row as unknown as { factsFingerprint: string; reason: string })
  }
  return found
}
