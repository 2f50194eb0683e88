import { asc } from 'drizzle-orm'
import type { Industry, Town } from '../../shared/api/reference.ts'
import type { Db } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { industries, places } from './table.ts'

/** Towns and streets of the city by code. */
export const listTowns = (db: Db): Promise<Town[]> =>
  within(db, systemActor, (tx) =>
    tx.select({ code: places.code, name: places.name, kind: places.kind }).from(places).orderBy(asc(places.code)),
  )

/** GB/T 4754-2017, all levels, by code. */
export const listIndustries = (db: Db): Promise<Industry[]> =>
  within(db, systemActor, (tx) =>
    tx
      .select({ code: industries.code, name: industries.name, level: industries.level, parent: industries.parent })
      .from(industries)
      .orderBy(asc(industries.code)),
  )
