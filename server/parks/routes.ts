import { Parks } from '../../shared/api/reference.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { systemActor } from '../db/context.ts'
import { listParks } from './service.ts'

export const parkRoutes: Routes = async (app) => {
  app.get(
    '/parks',
    { config: allow('public'), schema: { summary: 'The parks of the city', tags: ['reference'], response: { 200: Parks } } },
    async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send({ items: await listParks(app.readDb, systemActor) }),
  )
}
