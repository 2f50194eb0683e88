import type { $Type, NotNull } from 'drizzle-orm'
import { bigint, boolean, date, numeric, type PgColumnBuilderBase, text, timestamp } from 'drizzle-orm/pg-core'
import type { Indicator, ValueOf } from '../../shared/dictionary/indicator.ts'

const figure = () => numeric({ precision: 15, scale: 6, mode: 'number' })

const columnFor = {
  money: () => numeric({ precision: 15, scale: 2, mode: 'number' }),
  people: figure,
  count: figure,
  percent: figure,
  // A rank may be any whole number that JSON carries: wider than `integer`, so that no input ends in a database error.
  rank: () => bigint({ mode: 'number' }),
  day: () => date({ mode: 'string' }),
  flag: () => boolean(),
  choice: () => text(),
  text: () => text(),
} as const

type Plain<I extends Indicator> = ReturnType<(typeof columnFor)[I['kind']]>

type ColumnFor<I extends Indicator> = I extends { kind: 'choice' } ? $Type<Plain<I>, ValueOf<I>> : Plain<I>

type Columns<D extends Readonly<Record<string, Indicator>>, R> = {
  -readonly [K in keyof D]: K extends R ? NotNull<ColumnFor<D[K]>> : ColumnFor<D[K]>
}

/** One column an indicator, so that the dictionary stays the only place where indicators are named. */
export function columnsOf<const D extends Readonly<Record<string, Indicator>>, const R extends string = never>(
  declared: D,
  required: readonly R[] = [],
): Columns<D, R> {
  const columns: Record<string, PgColumnBuilderBase> = {}
  for (const [id, indicator] of Object.entries(declared)) {
    const column = columnFor[indicator.kind]()
    columns[id] = (required as readonly string[]).includes(id) ? column.notNull() : column
  }
  return columns as Columns<D, R>
}

/** A moment, in milliseconds as JavaScript has them. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })
