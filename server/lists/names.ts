import { listIndustries, listTowns } from '../reference/service.ts'
import type { Db } from '../db/connection.ts'
import { systemActor } from '../db/context.ts'
import { listParks } from '../parks/service.ts'
import type { Names } from './recipe.ts'

/** What parks, towns and industries are called. */
export async function loadNames(db: Db): Promise<Names> {
  const [parks, towns, industries] = await Promise.all([listParks(db, systemActor), listTowns(db), listIndustries(db)])
  return {
    parks: new Map(parks.map(({ id, name }) => [id, name])),
    towns: new Map(towns.map(({ code, name }) => [code, name])),
    industries: new Map(industries.map(({ code, name }) => [code, name])),
  }
}
