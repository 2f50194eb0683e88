import { z } from 'zod'
import { SavedView, SavedViews, ViewCreate, ViewPatch } from '../../shared/api/views.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { changeView, createView, getView, listViews, removeView } from './service.ts'

const ViewId = z.object({ viewId: z.uuid() })

export const viewRoutes: Routes = async (app) => {
  const { db } = app
  const config = allow('park', 'town', 'bureau')

  app.get(
    '/views',
    { config, schema: { summary: 'Own and shared views of the registry', tags: ['views'], response: { 200: SavedViews } } },
    async ({ actor }) => within(db, actor, async (tx) => ({ items: await listViews(tx, actor) }), { readOnly: true }),
  )

  app.post(
    '/views',
    { config, schema: { summary: 'Keep a view', tags: ['views'], body: ViewCreate, response: { 201: SavedView } } },
    async (request, reply) => {
      const { body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await createView(tx, request.actor, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).header('location', `/api/v1/views/${body.id}`).send(body)
    },
  )

  app.get(
    '/views/:viewId',
    { config, schema: { summary: 'A view', tags: ['views'], params: ViewId, response: { 200: SavedView } } },
    async ({ actor, params }, reply) => {
      const view = await within(db, actor, (tx) => getView(tx, actor, params.viewId), { readOnly: true })
      return reply.header('etag', etagOf(view.version)).send(view)
    },
  )

  app.patch(
    '/views/:viewId',
    {
      config,
      schema: {
        summary: 'Change an own view',
        description: 'Needs If-Match.',
        tags: ['views'],
        params: ViewId,
        body: ViewPatch,
        response: { 200: SavedView },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const view = await within(db, actor, (tx) =>
        changeView(tx, actor, params.viewId, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(view.version)).send(view)
    },
  )

  app.delete(
    '/views/:viewId',
    {
      config,
      schema: {
        summary: 'Give an own view up',
        description: 'Needs If-Match.',
        tags: ['views'],
        params: ViewId,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      await within(db, actor, (tx) => removeView(tx, actor, params.viewId, (version, current) => requireVersion(request, version, current)))
      return reply.code(204).send()
    },
  )
}
