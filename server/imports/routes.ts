import multipart from '@fastify/multipart'
import { z } from 'zod'
import { CommitBody, Import, ImportList, ImportRow, ImportRows, ImportRowsQuery, MappingBody, RowPatch } from '../../shared/api/imports.ts'
import { allow } from '../accounts/access.ts'
import type { App, Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { xlsxType } from '../export/xlsx.ts'
import { sendErrors, sendTemplate } from './download.ts'
import { sendEvents } from './events.ts'
import { settleMapping } from './mapping.ts'
import { getImportRecord, importAnswer, type ImportRecord } from './record.ts'
import { listRows, patchRow } from './rows.ts'
import { discardImport, getImport, listImports, startCommit, startUndo } from './service.ts'
import './tasks.ts'
import { takeUpload } from './upload.ts'
import type { FastifyRequest } from 'fastify'

const importers = allow('park', 'bureau')
const Id = z.object({ importId: z.uuid() })
const RowId = Id.extend({ row: z.coerce.number().int().min(1).max(2_000_000) })
const Page = z.object({ cursor: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) })
const TemplateQuery = z.object({
  year: z.coerce.number().int().min(1990).max(2199).optional(),
  years: z.coerce.number().int().min(1).max(3).default(1),
})

const workbookAnswer = { description: 'A workbook', content: { [xlsxType]: { schema: z.string() } } }
const tags = ['imports']

/** With `If-Match` the act passes only from the version that was read. */
const ifMatches =
  (request: FastifyRequest) =>
  async (record: ImportRecord): Promise<void> => {
    if (request.headers['if-match'] !== undefined) await requireVersion(request, record.version, () => importAnswer(record))
  }

export const importRoutes: Routes = async (app) => {
  await app.register(multipart, { throwFileSizeLimit: false })
  readRoutes(app)
  writeRoutes(app)
  downloadRoutes(app)
}

function readRoutes(app: App): void {
  const { db } = app
  app.get(
    '/imports',
    { config: importers, schema: { summary: 'Imports, the latest first', tags, querystring: Page, response: { 200: ImportList } } },
    async ({ actor, query }) => within(db, actor, (tx) => listImports(tx, query), { readOnly: true }),
  )

  app.get(
    '/imports/:importId',
    { config: importers, schema: { summary: 'An import and how far it is', tags, params: Id, response: { 200: Import } } },
    async ({ actor, params }, reply) => {
      const found = await within(db, actor, (tx) => getImport(tx, params.importId), { readOnly: true })
      return reply.header('etag', etagOf(found.version)).send(found)
    },
  )

  app.get(
    '/imports/:importId/events',
    {
      config: importers,
      schema: {
        summary: 'The progress of an import as server-sent events',
        description: 'Each event `import` carries the import; the stream ends when a person is asked next or all is over.',
        tags,
        params: Id,
        response: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } } },
      },
    },
    async (request, reply) => sendEvents(app, request, reply, request.params.importId),
  )

  app.get(
    '/imports/:importId/rows',
    {
      config: importers,
      schema: {
        summary: 'Rows of the preview, problems first',
        tags,
        params: Id,
        querystring: ImportRowsQuery,
        response: { 200: ImportRows },
      },
    },
    async ({ actor, params, query }) =>
      within(db, actor, async (tx) => listRows(tx, await getImportRecord(tx, params.importId), query), { readOnly: true }),
  )
}

function writeRoutes(app: App): void {
  const { db, settings } = app
  const answer = (request: FastifyRequest, id: string) => within(db, request.actor, (tx) => getImport(tx, id), { readOnly: true })

  app.post(
    '/imports',
    {
      config: importers,
      bodyLimit: settings.uploadLimit + 65_536,
      schema: {
        summary: 'Upload a sheet',
        description:
          'multipart/form-data with the field `file` (.xlsx or .csv up to 100 MB); the bureau may name `parkId`. The file is read by a job.',
        tags,
        consumes: ['multipart/form-data'],
        response: { 201: Import },
      },
    },
    async (request, reply) => {
      const { status, body } = await takeUpload(db, settings, request)
      return reply
        .status(status as 201)
        .header('location', `/api/v1/imports/${body.id}`)
        .header('etag', etagOf(body.version))
        .send(body)
    },
  )

  app.put(
    '/imports/:importId/mapping',
    {
      config: importers,
      schema: {
        summary: 'Settle sheet, header row and columns',
        description:
          'Needs If-Match. Starts the check of all rows. Without columns, or with another sheet, the columns are only guessed anew.',
        tags,
        params: Id,
        body: MappingBody,
        response: { 200: Import },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      await within(db, actor, (tx) =>
        settleMapping(tx, actor, params.importId, body, (record) => requireVersion(request, record.version, () => importAnswer(record))),
      )
      const settled = await answer(request, params.importId)
      return reply.header('etag', etagOf(settled.version)).send(settled)
    },
  )

  app.patch(
    '/imports/:importId/rows/:row',
    {
      config: importers,
      schema: { summary: 'Correct cells of a row, or decide about it', tags, params: RowId, body: RowPatch, response: { 200: ImportRow } },
    },
    async (request) => {
      const { actor, params, body } = request
      return within(db, actor, (tx) => patchRow(db, tx, params.importId, params.row, body, ifMatches(request)))
    },
  )

  app.post(
    '/imports/:importId/commit',
    {
      config: importers,
      schema: {
        summary: 'Write the rows',
        description:
          '`all`: refused while any row has an error, a doubt or no code. `good`: the good rows only. One transaction, by a job.',
        tags,
        params: Id,
        body: CommitBody,
        response: { 202: Import },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      await within(db, actor, (tx) => startCommit(tx, actor, params.importId, body.mode, ifMatches(request)))
      return reply.status(202).send(await answer(request, params.importId))
    },
  )

  app.post(
    '/imports/:importId/undo',
    {
      config: importers,
      schema: {
        summary: 'Take an import back',
        description: 'Restores every cell that nobody has changed since; `undoKeeps` then says how many were kept. By a job.',
        tags,
        params: Id,
        response: { 202: Import },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      await within(db, actor, (tx) => startUndo(tx, actor, params.importId, ifMatches(request)))
      return reply.status(202).send(await answer(request, params.importId))
    },
  )

  app.delete(
    '/imports/:importId',
    {
      config: importers,
      schema: { summary: 'Give an import up before it has written anything', tags, params: Id, response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      await discardImport(db, settings, request.actor, request.params.importId, ifMatches(request))
      return reply.status(204).send()
    },
  )
}

function downloadRoutes(app: App): void {
  const { db } = app
  app.get(
    '/imports/:importId/errors.xlsx',
    {
      config: importers,
      schema: {
        summary: 'The sheet as uploaded, bad cells coloured, with a column of reasons',
        tags,
        params: Id,
        response: { 200: workbookAnswer },
      },
    },
    async ({ actor, params }, reply) => sendErrors(reply, db, actor, params.importId),
  )

  app.get(
    '/imports/template.xlsx',
    {
      config: importers,
      schema: { summary: 'The empty sheet to fill in', tags, querystring: TemplateQuery, response: { 200: workbookAnswer } },
    },
    async ({ actor, query }, reply) => sendTemplate(reply, db, actor, query),
  )
}
