import { z } from 'zod'
import {
  AttendancePut,
  Invite,
  Invited,
  Training,
  TrainingCreate,
  TrainingFirm,
  TrainingFirms,
  TrainingPatch,
  TrainingQuery,
  Trainings,
} from '../../shared/api/trainings.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { editors, registrars } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { changeTraining, createTraining, getTraining, inviteFirms, listTrainingFirms, listTrainings, putAttendance } from './service.ts'

const tags = ['trainings']
const TrainingId = z.object({ trainingId: z.uuid() })

export const trainingRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/trainings',
    {
      config: editors,
      schema: { summary: 'Trainings one holds or is invited to', tags, querystring: TrainingQuery, response: { 200: Trainings } },
    },
    async ({ actor, query }) => within(db, actor, (tx) => listTrainings(tx, actor, query), { readOnly: true }),
  )

  app.post(
    '/trainings',
    { config: registrars, schema: { summary: 'Announce a training', tags, body: TrainingCreate, response: { 201: Training } } },
    async (request, reply) => {
      const { body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await createTraining(tx, request.actor, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).header('location', `/api/v1/trainings/${body.id}`).send(body)
    },
  )

  app.get(
    '/trainings/:trainingId',
    { config: editors, schema: { summary: 'A training', tags, params: TrainingId, response: { 200: Training } } },
    async ({ actor, params }, reply) => {
      const training = await within(db, actor, (tx) => getTraining(tx, actor, params.trainingId), { readOnly: true })
      return reply.header('etag', etagOf(training.version)).send(training)
    },
  )

  app.patch(
    '/trainings/:trainingId',
    {
      config: registrars,
      schema: {
        summary: 'Change a training',
        description: 'Needs If-Match. Who is invited hears of another day, time or place.',
        tags,
        params: TrainingId,
        body: TrainingPatch,
        response: { 200: Training },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const training = await within(db, actor, (tx) =>
        changeTraining(tx, actor, params.trainingId, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(training.version)).send(training)
    },
  )

  app.get(
    '/trainings/:trainingId/firms',
    {
      config: allow('park', 'bureau'),
      schema: { summary: 'Who is invited, signed up and came', tags, params: TrainingId, response: { 200: TrainingFirms } },
    },
    async ({ actor, params }) =>
      within(db, actor, async (tx) => ({ items: await listTrainingFirms(tx, params.trainingId) }), { readOnly: true }),
  )

  app.post(
    '/trainings/:trainingId/invitations',
    {
      config: registrars,
      schema: { summary: 'Invite firms, e.g. those of a view', tags, params: TrainingId, body: Invite, response: { 200: Invited } },
    },
    async (request) => {
      const { actor, params, body } = request
      const answer = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 200, body: await inviteFirms(tx, actor, params.trainingId, body.selection) })),
      )
      return answer.body
    },
  )

  app.put(
    '/trainings/:trainingId/firms/:firmId',
    {
      config: editors,
      schema: {
        summary: 'Sign up or decline; note who came',
        description: 'A firm says whether it comes, an office who did: that is among the services of the firm afterwards.',
        tags,
        params: TrainingId.extend({ firmId: z.uuid() }),
        body: AttendancePut,
        response: { 200: TrainingFirm },
      },
    },
    async ({ actor, params, body }) => within(db, actor, (tx) => putAttendance(tx, actor, params.trainingId, params.firmId, body)),
  )
}
