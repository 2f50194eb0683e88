import { lt, or, and, eq, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { refuse } from './problems.ts'

/** Where a page of a list by time ends: the moment or day of its last row, and its id. */
export const writeTimeCursor = (at: Date | string, id: string): string => `${typeof at === 'string' ? at : at.toISOString()}_${id}`

/** The rows behind a cursor in a list whose latest rows come first. Throws `invalid-request` for one that was not given out. */
export function behindTimeCursor(cursor: string | undefined, at: AnyPgColumn, id: AnyPgColumn): SQL | undefined {
  if (cursor === undefined) return undefined
  const [moment = '', last = ''] = cursor.split('_')
  if (Number.isNaN(Date.parse(moment)) || !/^[0-9a-f-]{36}$/.test(last)) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  const value = moment.length === 10 ? moment : new Date(moment)
  return or(lt(at, value), and(eq(at, value), sql`${id} < ${last}::uuid`))
}
