import { z } from 'zod'
import {
  DeliveryPatch,
  FirmIncentive,
  FirmIncentives,
  Incentive,
  IncentiveFirms,
  IncentivePut,
  IncentiveRow,
  Incentives,
  MatchOutcome,
  Noticed,
} from '../../shared/api/incentives.ts'
import { Job } from '../../shared/api/jobs.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { systemActor, within } from '../db/context.ts'
import { editors, FirmId, readers } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { getJob, startJob } from '../jobs/service.ts'
import { changeIncentive, firmsOfIncentive, getIncentive, incentivesOfFirm, keepDelivery, listIncentives, tellFirms } from './service.ts'
import { matchKind } from './tasks.ts'

const offices = allow('park', 'bureau')
const seers = allow('park', 'town', 'bureau')
const IncentiveId = z.object({ incentiveId: z.string().max(60) })
const FirmIncentiveId = FirmId.extend({ incentiveId: z.string().max(60) })
const FirmsQuery = z.object({
  outcome: MatchOutcome.optional(),
  untold: z.enum(['true', 'false']).default('false'),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
})

export const incentiveRoutes: Routes = async (app) => {
  const { db, readDb } = app
  const readOnly = { readOnly: true } as const

  app.get(
    '/incentives',
    {
      config: allow('public'),
      schema: {
        summary: 'The catalogue of incentives',
        description: 'For parks, towns and the bureau with how far each has come with their firms.',
        tags: ['incentives'],
        response: { 200: Incentives },
      },
    },
    async ({ visitor }) =>
      within(readDb, visitor?.actor ?? systemActor, (tx) => listIncentives(tx, visitor?.actor ?? null, today()), readOnly),
  )

  app.get(
    '/incentives/:incentiveId',
    {
      config: allow('public'),
      schema: { summary: 'An incentive', tags: ['incentives'], params: IncentiveId, response: { 200: IncentiveRow } },
    },
    async ({ visitor, params }, reply) => {
      const found = await within(
        readDb,
        visitor?.actor ?? systemActor,
        (tx) => getIncentive(tx, visitor?.actor ?? null, params.incentiveId, today()),
        readOnly,
      )
      return reply.header('etag', etagOf(found.version)).send(found)
    },
  )

  app.put(
    '/incentives/:incentiveId',
    {
      config: allow('bureau'),
      schema: {
        summary: 'Complete or correct an incentive: state, amount, end, contact',
        description: 'Needs If-Match, `"v0"` for the first change. What higher law bars stays barred.',
        tags: ['incentives'],
        params: IncentiveId,
        body: IncentivePut,
        response: { 200: Incentive },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const changed = await within(db, actor, async (tx) => {
        const incentive = await changeIncentive(tx, actor, params.incentiveId, request.body, today(), (version, current) =>
          requireVersion(request, version, current),
        )
        await startJob(tx, systemActor, matchKind, {}, { key: matchKind })
        return incentive
      })
      return reply.header('etag', etagOf(changed.version)).send(changed)
    },
  )

  app.get(
    '/incentives/:incentiveId/firms',
    {
      config: seers,
      schema: {
        summary: 'Firms of an incentive: who may enjoy it, who was told, who applied',
        tags: ['incentives'],
        params: IncentiveId,
        querystring: FirmsQuery,
        response: { 200: IncentiveFirms },
      },
    },
    async ({ actor, params, query }) =>
      within(
        readDb,
        actor,
        (tx) =>
          firmsOfIncentive(tx, actor, params.incentiveId, {
            outcome: query.outcome,
            untold: query.untold === 'true',
            offset: query.cursor,
          }),
        readOnly,
      ),
  )

  app.post(
    '/incentives/:incentiveId/notices',
    {
      config: offices,
      schema: {
        summary: 'Tell every firm that may enjoy it and was not told',
        tags: ['incentives'],
        params: IncentiveId,
        response: { 200: Noticed },
      },
    },
    async (request) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 200, body: { told: await tellFirms(tx, actor, params.incentiveId, today()) } })),
      )
      return body
    },
  )

  app.post(
    '/incentives/matching',
    {
      config: allow('bureau'),
      schema: { summary: 'Match every firm with every incentive anew, as a job', tags: ['incentives'], response: { 202: Job } },
    },
    async ({ actor }, reply) => {
      const jobId = await within(db, actor, (tx) => startJob(tx, actor, matchKind, {}, { key: matchKind }))
      return reply
        .code(202)
        .header('location', `/api/v1/jobs/${jobId}`)
        .send(await getJob(db, actor, jobId))
    },
  )

  app.get(
    '/firms/:firmId/incentives',
    {
      config: readers,
      schema: {
        summary: 'What a firm may enjoy, why, and what is missing',
        tags: ['incentives'],
        params: FirmId,
        response: { 200: FirmIncentives },
      },
    },
    async ({ actor, params }) => within(db, actor, (tx) => incentivesOfFirm(tx, params.firmId, today()), readOnly),
  )

  app.patch(
    '/firms/:firmId/incentives/:incentiveId',
    {
      config: editors,
      schema: {
        summary: 'Keep how far an incentive has come with a firm',
        description: 'Needs If-Match, `"v0"` where nothing is kept yet. What was received is kept by park and bureau.',
        tags: ['incentives'],
        params: FirmIncentiveId,
        body: DeliveryPatch,
        response: { 200: FirmIncentive },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const kept = await within(db, actor, (tx) =>
        keepDelivery(tx, actor, params, request.body, today(), (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(kept.version)).send(kept)
    },
  )
}
