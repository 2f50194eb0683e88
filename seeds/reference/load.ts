import { sql } from 'drizzle-orm'
import type { Tx } from '../../server/db/connection.ts'
import { libraries as libraryTable } from '../../server/libraries/table.ts'
import { parks as parkTable } from '../../server/parks/table.ts'
import { planIndicators as planTable, planPeriods } from '../../server/plan/table.ts'
import { industries as industryTable, places } from '../../server/reference/table.ts'
import { industries } from './industries.ts'
import { libraries } from './libraries.ts'
import { addInstruments } from './instruments.ts'
import { parks } from './parks.ts'
import { planIndicators, planPeriod } from './plan-indicators.ts'
import { towns } from './towns.ts'

/** Adds the parks, places, industries and plan indicators that are not there yet. What somebody has edited stays. */
export async function addReference(tx: Tx): Promise<void> {
  await tx
    .insert(parkTable)
    .values(parks.map(({ id, name, aliases, positioning }, sort) => ({ id, name, aliases: [...aliases], positioning, sort })))
    .onConflictDoNothing()
  await tx
    .insert(places)
    .values([...towns])
    .onConflictDoNothing()
  await tx
    .insert(industryTable)
    .values([...industries])
    .onConflictDoNothing()
  await tx
    .insert(libraryTable)
    .values([...libraries])
    .onConflictDoNothing()
  await tx.insert(planPeriods).values(planPeriod).onConflictDoNothing()
  await tx
    .insert(planTable)
    .values(
      planIndicators.map(({ no, key, name, unit, base2020, target2025, counting, note }) => ({
        no,
        periodId: planPeriod.id,
        key,
        position: no,
        name,
        unit,
        base: base2020,
        target: target2025,
        counting,
        note,
      })),
    )
    // Rows of an earlier release lack the counting rule.
    .onConflictDoUpdate({
      target: planTable.no,
      set: { position: sql`excluded.position`, counting: sql`excluded.counting` },
      setWhere: sql`${planTable.position} = 0`,
    })
  await addInstruments(tx)
}
