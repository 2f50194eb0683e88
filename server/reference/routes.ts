import { Industries, Towns } from '../../shared/api/reference.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { listIndustries, listTowns } from './service.ts'

const cacheable = 'public, max-age=3600'

export const referenceRoutes: Routes = async (app) => {
  app.get(
    '/reference/towns',
    { config: allow('public'), schema: { summary: 'Towns and streets', tags: ['reference'], response: { 200: Towns } } },
    async (_request, reply) => reply.header('cache-control', cacheable).send({ items: await listTowns(app.readDb) }),
  )

  app.get(
    '/reference/industries',
    { config: allow('public'), schema: { summary: 'Industries (GB/T 4754-2017)', tags: ['reference'], response: { 200: Industries } } },
    async (_request, reply) => reply.header('cache-control', cacheable).send({ items: await listIndustries(app.readDb) }),
  )
}
