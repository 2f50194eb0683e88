import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { FirmQuery } from '../../shared/api/firms.ts'
import { isDay } from '../../shared/days.ts'
import { refuse } from '../problems.ts'

/** The place in a sorted list behind which a page begins. */
export interface Place {
  /** The sorted value of the last firm, as text; null behind the last firm that has one. */
  readonly key: string | null
  readonly id: string
  /** How many firms there are, as told with the first page. */
  readonly total: number | null
  /** Whether there are so many that the page is found by walking an index in order. */
  readonly isWalk: boolean
}

const Written = z.tuple([z.string(), z.string().nullable(), z.uuid(), z.int().min(0).nullable(), z.boolean()])

const isNumber = (key: string): boolean => /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/i.test(key)

/** What a key of each order looks like, so that an invented one never reaches the database. */
const looksRight: Readonly<Record<FirmQuery['sort'], (key: string) => boolean>> = {
  name: (key) => key.length <= 200 && !key.includes('\0'),
  uscc: (key) => /^[0-9A-Z]{1,18}$/.test(key),
  updatedAt: (key) => z.iso.datetime().safeParse(key).success,
  revenue: isNumber,
  completeness: isNumber,
  shortBy: isNumber,
  expiry: isDay,
}

/** Two queries that differ in more than the page have different ones. */
function markOf({ cursor: _cursor, limit: _limit, ...query }: FirmQuery): string {
  const sorted = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 12)
}

export const writeCursor = (query: FirmQuery, { key, id, total, isWalk }: Place): string =>
  Buffer.from(JSON.stringify([markOf(query), key, id, total, isWalk])).toString('base64url')

/** The place that a cursor names. Throws `invalid-request` for one that does not belong to the query. */
export function readCursor(query: FirmQuery): Place | undefined {
  if (query.cursor === undefined) return undefined
  const parsed = Written.safeParse(fromJson(Buffer.from(query.cursor, 'base64url').toString()))
  if (!parsed.success) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  const [mark, key, id, total, isWalk] = parsed.data
  if (mark !== markOf(query) || (key !== null && !looksRight[query.sort](key)))
    throw refuse('/query/cursor', '翻页标记不属于这个查询，请从第一页开始')
  return { key, id, total, isWalk }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
