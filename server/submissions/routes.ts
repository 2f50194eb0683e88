import { z } from 'zod'
import { DecisionPut, Queue, QueueQuery, Submission, SubmissionPut, Submissions } from '../../shared/api/submissions.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { getFirmRecord } from '../firms/record.ts'
import { FirmId, readers, registrars } from '../firms/routes.ts'
import { listQueue } from './queue.ts'
import { decideYear, listSubmissions, sendYear } from './service.ts'

const FirmYearId = FirmId.extend({ year: z.coerce.number().int().min(1900).max(2199) })
const tags = ['submissions']

export const submissionRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/submissions',
    {
      config: registrars,
      schema: { summary: 'What firms have sent, by state', tags, querystring: QueueQuery, response: { 200: Queue } },
    },
    async ({ actor, query }) => within(db, actor, (tx) => listQueue(tx, query), { readOnly: true }),
  )

  app.get(
    '/firms/:firmId/submissions',
    {
      config: readers,
      schema: {
        summary: 'How far the figures of each year are on their way, with every step',
        tags,
        params: FirmId,
        response: { 200: Submissions },
      },
    },
    async ({ actor, params }) =>
      within(db, actor, async (tx) => listSubmissions(tx, await getFirmRecord(tx, params.firmId)), { readOnly: true }),
  )

  app.put(
    '/firms/:firmId/submissions/:year',
    {
      config: allow('company'),
      schema: {
        summary: 'Send the figures of a year to the park, or take them back',
        description: 'Needs If-Match, `"v0"` before the first step. With doubts about the figures a note is asked for.',
        tags,
        params: FirmYearId,
        body: SubmissionPut,
        response: { 200: Submission },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const sent = await within(db, actor, (tx) =>
        sendYear(tx, actor, params.firmId, params.year, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(sent.version)).send(sent)
    },
  )

  app.put(
    '/firms/:firmId/submissions/:year/decision',
    {
      config: registrars,
      schema: {
        summary: 'Confirm what was sent, or return it with reasons',
        description: 'Needs If-Match. Confirming stands for the figures of the year; the firm may change and send them again all the same.',
        tags,
        params: FirmYearId,
        body: DecisionPut,
        response: { 200: Submission },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const decided = await within(db, actor, (tx) =>
        decideYear(tx, actor, params.firmId, params.year, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(decided.version)).send(decided)
    },
  )
}
