import { asc } from 'drizzle-orm'
import type { Park } from '../../shared/api/reference.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { parks } from './table.ts'

/** All parks in their fixed order. */
export async function listParks(db: Db, actor: Actor): Promise<Park[]> {
  return within(db, actor, (tx) =>
    tx
      .select({ id: parks.id, name: parks.name, aliases: parks.aliases, positioning: parks.positioning })
      .from(parks)
      .orderBy(asc(parks.sort), asc(parks.id)),
  )
}
