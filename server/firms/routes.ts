import { z } from 'zod'
import { Firm, FirmCreate, FirmPage, FirmPatch, FirmQuery, History } from '../../shared/api/firms.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { type ExportFormat, sendExport } from '../export/download.ts'
import { onceOnly } from '../idempotency.ts'
import { loadNames } from '../lists/names.ts'
import { exportFirms } from './export.ts'
import { listHistory } from './history.ts'
import { listFirms } from './page.ts'
import { changeFirm, createFirm, getFirm } from './service.ts'

/** Who sees firms; which ones the database decides. */
export const readers = allow('company', 'park', 'town', 'bureau')
export const editors = allow('company', 'park', 'bureau')
export const registrars = allow('park', 'bureau')

export const FirmId = z.object({ firmId: z.uuid() })
const HistoryQuery = z.object({ cursor: z.string().max(20).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

/** A file that is sent as it is made. */
export const fileResponse = (type: string) => ({ description: 'The file, as a stream', content: { [type]: { schema: z.string() } } })

export const firmRoutes: Routes = async (app) => {
  const { db, readDb } = app

  app.get(
    '/firms',
    {
      config: readers,
      schema: {
        summary: 'The registry: filtered, searched, sorted, by pages',
        tags: ['firms'],
        querystring: FirmQuery,
        response: { 200: FirmPage },
      },
    },
    async ({ actor, query }) => within(readDb, actor, (tx) => listFirms(tx, actor, query, today()), { readOnly: true }),
  )

  app.post(
    '/firms',
    { config: registrars, schema: { summary: 'Register a firm', tags: ['firms'], body: FirmCreate, response: { 201: Firm } } },
    async (request, reply) => {
      const { body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await createFirm(tx, request.actor, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).header('location', `/api/v1/firms/${body.id}`).send(body)
    },
  )

  app.get(
    '/firms/:firmId',
    { config: readers, schema: { summary: 'One firm', tags: ['firms'], params: FirmId, response: { 200: Firm, 304: z.undefined() } } },
    async ({ actor, params, headers }, reply) => {
      const firm = await within(db, actor, (tx) => getFirm(tx, actor, params.firmId), { readOnly: true })
      void reply.header('etag', etagOf(firm.version)).header('cache-control', 'no-cache')
      if (headers['if-none-match'] === etagOf(firm.version)) return reply.code(304).send()
      return reply.send(firm)
    },
  )

  app.patch(
    '/firms/:firmId',
    {
      config: editors,
      schema: {
        summary: 'Change what is given of a firm',
        description: 'Needs If-Match.',
        tags: ['firms'],
        params: FirmId,
        body: FirmPatch,
        response: { 200: Firm },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const firm = await within(db, actor, (tx) =>
        changeFirm(tx, actor, params.firmId, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(firm.version)).send(firm)
    },
  )

  app.get(
    '/firms/:firmId/history',
    {
      config: readers,
      schema: {
        summary: 'What happened to a firm, the latest first',
        tags: ['firms'],
        params: FirmId,
        querystring: HistoryQuery,
        response: { 200: History },
      },
    },
    async ({ actor, params, query }) => within(db, actor, (tx) => listHistory(tx, params.firmId, query), { readOnly: true }),
  )

  for (const format of ['xlsx', 'csv'] as const satisfies readonly ExportFormat[]) {
    app.get(
      `/firms/export.${format}`,
      {
        config: readers,
        schema: {
          summary: `The registry as ${format}, by the same filters`,
          description:
            'Every firm that the filter finds, in its order, from one snapshot. The import reads it back and finds nothing changed.',
          tags: ['firms'],
          querystring: FirmQuery.omit({ cursor: true, limit: true }),
          response: {
            200: fileResponse(format === 'xlsx' ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv'),
          },
        },
      },
      async ({ actor, query }, reply) => {
        const names = await loadNames(db)
        return sendExport(reply, db, readDb, actor, format, (tx) => exportFirms(tx, actor, query, names, today(), format))
      },
    )
  }
}
