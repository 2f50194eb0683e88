import type { Tx } from '../../server/db/connection.ts'
import { parks as parkTable } from '../../server/parks/table.ts'
import { industries as industryTable, places, planIndicators as planTable } from '../../server/reference/table.ts'
import { industries } from './industries.ts'
import { addInstruments } from './instruments.ts'
import { parks } from './parks.ts'
import { planIndicators } from './plan-indicators.ts'
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
    .insert(planTable)
    .values(
      planIndicators.map(({ no, key, name, unit, base2020, target2025, source, note }) => ({
        no,
        key,
        name,
        unit,
        baseYear: 2020,
        base: base2020,
        targetYear: 2025,
        target: target2025,
        source,
        note,
      })),
    )
    .onConflictDoNothing()
  await addInstruments(tx)
}
