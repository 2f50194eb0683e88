import { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Job } from '../../shared/api/jobs.ts'
import { FrozenList, FrozenLists, ListComparison, ListFreeze, ListPreview, ListRows, Recipe } from '../../shared/api/lists.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { within } from '../db/context.ts'
import { type ExportFormat, sendExport } from '../export/download.ts'
import { xlsxType } from '../export/xlsx.ts'
import { fileResponse } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { getJob } from '../jobs/service.ts'
import { countToJudge } from './compose.ts'
import { exportDraft, exportList } from './export.ts'
import { freezeList, previewList } from './freeze.ts'
import { compareWith, getList, listLists, listRows } from './frozen.ts'
import { loadNames } from './names.ts'
import { judgedAtOnce, startPreview } from './tasks.ts'

/** Who reads frozen lists: the bureau whole, parks and towns their own rows. */
const readers = allow('park', 'town', 'bureau')
/** Who composes drafts: parks of their own firms. Freezing is the bureau's. */
const composers = allow('park', 'bureau')

const ListId = z.object({ listId: z.uuid() })
const PageQuery = z.object({ cursor: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })
const CompareQuery = z.object({ with: z.uuid() })

/** Judging a whole registry takes its time; each statement is short, but they are many. */
const snapshot = { readOnly: true, isolation: 'repeatable read' } as const

/** Milliseconds that composing may take over the largest registries before anything is sent. */
const longest = 10 * 60_000

/** A connection on which nothing moves is ended elsewhere: here the work itself is what takes long. */
function takeTime({ raw: { socket } }: FastifyRequest): void {
  // Injected requests come without a real one.
  if (socket instanceof Socket) socket.setTimeout(longest)
}

export const listRoutes: Routes = async (app) => {
  const { db, readDb } = app

  app.post(
    '/lists/preview',
    {
      config: composers,
      schema: {
        summary: 'What a recipe gives now',
        description:
          'Where many firms would have to be judged for it, a job does it: 202 with the job, to be followed at its Location; its result is the preview. A newer recipe of the same person takes its place.',
        tags: ['lists'],
        body: Recipe,
        response: { 200: ListPreview, 202: Job },
      },
    },
    async (request, reply) => {
      takeTime(request)
      const { actor, body } = request
      if ((await within(readDb, actor, (tx) => countToJudge(tx, actor, body), { readOnly: true })) > judgedAtOnce) {
        const jobId = await within(db, actor, (tx) => startPreview(tx, actor, body))
        return reply
          .code(202)
          .header('location', `/api/v1/jobs/${jobId}`)
          .send(await getJob(db, actor, jobId))
      }
      const names = await loadNames(db)
      return within(readDb, actor, (tx) => previewList(tx, actor, body, names), snapshot)
    },
  )

  app.post(
    '/lists/preview/export.xlsx',
    {
      config: composers,
      schema: { summary: 'The draft of a recipe as xlsx', tags: ['lists'], body: Recipe, response: { 200: fileResponse(xlsxType) } },
    },
    async (request, reply) => {
      takeTime(request)
      const { actor, body } = request
      const names = await loadNames(db)
      return sendExport(reply, db, readDb, actor, 'xlsx', (tx) => exportDraft(tx, actor, body, names))
    },
  )

  app.post(
    '/lists',
    {
      config: allow('bureau'),
      schema: {
        summary: 'Freeze a list as it is now',
        description: 'It is numbered and never changes again.',
        tags: ['lists'],
        body: ListFreeze,
        response: { 201: FrozenList },
      },
    },
    async (request, reply) => {
      takeTime(request)
      const names = await loadNames(db)
      const { body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await freezeList(tx, request.actor, request.body, names) })),
      )
      return reply.code(201).header('location', `/api/v1/lists/${body.id}`).send(body)
    },
  )

  app.get(
    '/lists',
    {
      config: readers,
      schema: { summary: 'Frozen lists, the latest first', tags: ['lists'], querystring: PageQuery, response: { 200: FrozenLists } },
    },
    async ({ actor, query }) => within(db, actor, (tx) => listLists(tx, actor, query), { readOnly: true }),
  )

  app.get(
    '/lists/:listId',
    { config: readers, schema: { summary: 'A frozen list', tags: ['lists'], params: ListId, response: { 200: FrozenList } } },
    async ({ actor, params }) => within(db, actor, (tx) => getList(tx, actor, params.listId), { readOnly: true }),
  )

  app.get(
    '/lists/:listId/rows',
    {
      config: readers,
      schema: {
        summary: 'The rows of a frozen list',
        tags: ['lists'],
        params: ListId,
        querystring: PageQuery,
        response: { 200: ListRows },
      },
    },
    async ({ actor, params, query }) => within(db, actor, (tx) => listRows(tx, actor, params.listId, query), { readOnly: true }),
  )

  app.get(
    '/lists/:listId/comparison',
    {
      config: readers,
      schema: {
        summary: 'What changed from another list to this one',
        tags: ['lists'],
        params: ListId,
        querystring: CompareQuery,
        response: { 200: ListComparison },
      },
    },
    async ({ actor, params, query }) => within(db, actor, (tx) => compareWith(tx, actor, params.listId, query.with), { readOnly: true }),
  )

  for (const format of ['xlsx', 'csv'] as const satisfies readonly ExportFormat[]) {
    app.get(
      `/lists/:listId/export.${format}`,
      {
        config: readers,
        schema: {
          summary: `A frozen list as ${format}`,
          description: 'With `with`, also the firms that left since that list (xlsx).',
          tags: ['lists'],
          params: ListId,
          querystring: CompareQuery.partial(),
          response: { 200: fileResponse(format === 'xlsx' ? xlsxType : 'text/csv') },
        },
      },
      async ({ actor, params, query }, reply) => {
        const names = await loadNames(db)
        return sendExport(reply, db, readDb, actor, format, (tx) => exportList(tx, actor, params.listId, query.with, names, format))
      },
    )
  }
}
