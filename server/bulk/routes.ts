import { AskBody, AskResult, AssignBody, BulkResult, TagBody } from '../../shared/api/bulk.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { askForFigures, assignOfficer, tagFirms } from './service.ts'

/** What is done to many firms of the registry at once. */
export const bulkRoutes: Routes = async (app) => {
  const { db } = app
  const config = allow('park', 'bureau')
  const tags = ['firms']

  app.post(
    '/firms/actions/ask',
    {
      config,
      schema: {
        summary: 'Ask firms for the figures that decide most',
        description:
          'Each gets a notice that names its own. Passed over: firms without an account, without anything missing, or asked within a week.',
        tags,
        body: AskBody,
        response: { 200: AskResult },
      },
    },
    async (request) => {
      const { actor, body } = request
      const answer = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 200, body: await askForFigures(tx, actor, body) })),
      )
      return answer.body
    },
  )

  app.post(
    '/firms/actions/assign',
    { config, schema: { summary: 'Give firms to a service officer', tags, body: AssignBody, response: { 200: BulkResult } } },
    async (request) => {
      const { actor, body } = request
      const answer = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 200, body: await assignOfficer(tx, actor, body) })),
      )
      return answer.body
    },
  )

  app.post(
    '/firms/actions/tag',
    { config, schema: { summary: 'Put tags on firms, or take them away', tags, body: TagBody, response: { 200: BulkResult } } },
    async (request) => {
      const { actor, body } = request
      const answer = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 200, body: await tagFirms(tx, actor, body) })),
      )
      return answer.body
    },
  )
}
