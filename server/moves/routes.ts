import { z } from 'zod'
import { FirmMove, FirmMoves, MoveCreate, MoveDecision, MoveQuery } from '../../shared/api/moves.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { FirmId, registrars } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { decideMove, listMoves, requestMove } from './service.ts'

const tags = ['moves']

export const moveRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/moves',
    {
      config: registrars,
      schema: { summary: 'Moves of firms between parks, the latest first', tags, querystring: MoveQuery, response: { 200: FirmMoves } },
    },
    async ({ actor, query }) => within(db, actor, (tx) => listMoves(tx, actor, query), { readOnly: true }),
  )

  app.post(
    '/firms/:firmId/moves',
    {
      config: registrars,
      schema: {
        summary: 'Ask to move a firm to another park',
        description: 'The firm stays where it is until the other park, or the bureau, has confirmed.',
        tags,
        params: FirmId,
        body: MoveCreate,
        response: { 201: FirmMove },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await requestMove(tx, actor, params.firmId, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.patch(
    '/moves/:moveId',
    {
      config: registrars,
      schema: {
        summary: 'Confirm, refuse or withdraw a move',
        description: 'The receiving park confirms or refuses, the other one withdraws, the bureau may do either. Needs If-Match.',
        tags,
        params: z.object({ moveId: z.uuid() }),
        body: MoveDecision,
        response: { 200: FirmMove },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const move = await decideMove(db, actor, params.moveId, body, (version, current) => requireVersion(request, version, current))
      return reply.header('etag', etagOf(move.version)).send(move)
    },
  )
}
