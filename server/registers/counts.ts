import { and, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { RegisterKind, RegisterLevel } from '../../shared/api/registers.ts'
import type { Queries } from '../db/connection.ts'
import { registerEntries } from './table.ts'

interface Counted {
  /** The day on which they must stand. */
  readonly asOf: string
  readonly levels?: readonly RegisterLevel[]
  readonly categories?: readonly string[]
}

/** How many entries of a register stand on a day, the opening balances of plans included. */
export async function countEntries(tx: Queries, kind: RegisterKind, { asOf, levels, categories }: Counted): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`coalesce(sum(${registerEntries.count}), 0)::int` })
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.kind, kind),
        eq(registerEntries.isRemoved, false),
        or(isNull(registerEntries.validFrom), lte(registerEntries.validFrom, asOf)),
        or(isNull(registerEntries.validTo), gte(registerEntries.validTo, asOf)),
        levels ? inArray(registerEntries.level, [...levels]) : undefined,
        categories ? inArray(registerEntries.category, [...categories]) : undefined,
      ),
    )
  return row?.count ?? 0
}

/** 技术合同成交额: yuan of a year; null where no contract of the year is registered. */
export async function contractSum(tx: Queries, year: number): Promise<number | null> {
  return (await contractSums(tx)).find((sum) => sum.year === year)?.amount ?? null
}

/** The same for every year there is, the latest first. */
export async function contractSums(tx: Queries): Promise<{ year: number; amount: number }[]> {
  const rows = await tx
    .select({ year: registerEntries.year, amount: sql<string>`sum(${registerEntries.amount})` })
    .from(registerEntries)
    .where(and(eq(registerEntries.kind, 'contracts'), eq(registerEntries.isRemoved, false)))
    .groupBy(registerEntries.year)
  return rows
    .flatMap(({ year, amount }) => (year === null || amount === null ? [] : [{ year, amount: Number(amount) }]))
    .sort((a, b) => b.year - a.year)
}
