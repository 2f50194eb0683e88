import { FirmListing, ListingBoard, StepPost } from '../../shared/api/listing.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { within } from '../db/context.ts'
import { FirmId, readers, registrars } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { addStep, getListing, listListings } from './service.ts'

export const listingRoutes: Routes = async (app) => {
  const { db } = app
  const readOnly = { readOnly: true } as const

  app.get(
    '/listing',
    {
      config: allow('park', 'town', 'bureau'),
      schema: { summary: 'Firms on the way to a listing, by stage', tags: ['listing'], response: { 200: ListingBoard } },
    },
    async ({ actor }) => within(db, actor, (tx) => listListings(tx, actor), readOnly),
  )

  app.get(
    '/firms/:firmId/listing',
    {
      config: readers,
      schema: { summary: 'The way of a firm to its listing', tags: ['listing'], params: FirmId, response: { 200: FirmListing } },
    },
    async ({ actor, params }) => within(db, actor, (tx) => getListing(tx, params.firmId), readOnly),
  )

  app.post(
    '/firms/:firmId/listing-steps',
    {
      config: registrars,
      schema: {
        summary: 'Keep a step towards the listing, or where the way ended',
        tags: ['listing'],
        params: FirmId,
        body: StepPost,
        response: { 201: FirmListing },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addStep(tx, actor, params.firmId, request.body) })),
      )
      return reply.code(201).send(body)
    },
  )
}
