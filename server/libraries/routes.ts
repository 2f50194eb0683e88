import { z } from 'zod'
import {
  EntryPost,
  EntryState,
  EntryStep,
  FirmLibraries,
  Libraries,
  Library,
  LibraryEntries,
  LibraryEntry,
  LibraryPatch,
  LibraryRound,
  ManyStepped,
  ManySteps,
  Queue,
  RoundPost,
  Segment,
  SegmentMembers,
  SegmentPut,
  Segments,
} from '../../shared/api/libraries.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { type ExportFormat, sendExport } from '../export/download.ts'
import { xlsxType } from '../export/xlsx.ts'
import { FirmId, fileResponse, readers } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { loadNames } from '../lists/names.ts'
import { getLibraryRecord, libraryOf, listEntries, listLibraries } from './entries.ts'
import { exportLibrary } from './export.ts'
import { addSegment, changeSegment, listSegments, membersOf } from './segments.ts'
import { changeLibrary, librariesOfFirm, openRound, proposeFirm, publishRound, takeStep, takeSteps } from './service.ts'

const seers = allow('park', 'town', 'bureau')
const offices = allow('park', 'bureau')
const bureau = allow('bureau')

const LibraryId = z.object({ libraryId: z.string().max(40) })
const RoundId = LibraryId.extend({ roundId: z.uuid() })
const EntryId = LibraryId.extend({ firmId: z.uuid() })
const SegmentId = z.object({ segmentId: z.uuid() })
const EntryQuery = z.object({
  state: EntryState.optional(),
  queue: Queue.optional(),
  park: z.string().max(40).optional(),
  round: z.uuid().optional(),
  due: z.enum(['recheck', 'renamed']).optional(),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const libraryRoutes: Routes = async (app) => {
  const { db, readDb } = app
  const readOnly = { readOnly: true } as const

  app.get(
    '/libraries',
    { config: seers, schema: { summary: 'Cultivation libraries with their counts', tags: ['libraries'], response: { 200: Libraries } } },
    async ({ actor }) => ({ items: await within(db, actor, (tx) => listLibraries(tx, actor, today()), readOnly) }),
  )

  app.get(
    '/libraries/:libraryId',
    { config: seers, schema: { summary: 'A library', tags: ['libraries'], params: LibraryId, response: { 200: Library } } },
    async ({ actor, params }, reply) => {
      const library = await within(
        db,
        actor,
        async (tx) => libraryOf(tx, actor, await getLibraryRecord(tx, params.libraryId), today()),
        readOnly,
      )
      return reply.header('etag', etagOf(library.version)).send(library)
    },
  )

  app.patch(
    '/libraries/:libraryId',
    {
      config: bureau,
      schema: {
        summary: 'Change the rule by which a library proposes',
        description: 'Needs If-Match.',
        tags: ['libraries'],
        params: LibraryId,
        body: LibraryPatch,
        response: { 200: Library },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const library = await within(db, actor, (tx) =>
        changeLibrary(tx, actor, params.libraryId, request.body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(library.version)).send(library)
    },
  )

  app.post(
    '/libraries/:libraryId/rounds',
    {
      config: bureau,
      schema: {
        summary: 'Open the round of a year',
        description: 'The library’s rule proposes its candidates at once.',
        tags: ['libraries'],
        params: LibraryId,
        body: RoundPost,
        response: { 201: LibraryRound },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await openRound(tx, actor, params.libraryId, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.post(
    '/libraries/:libraryId/rounds/:roundId/publication',
    {
      config: bureau,
      schema: {
        summary: 'Publish a round',
        description: 'Needs If-Match. Candidates that nobody recommended fall; recommended ones must be decided before.',
        tags: ['libraries'],
        params: RoundId,
        response: { 200: LibraryRound },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const round = await within(db, actor, (tx) =>
        publishRound(tx, actor, params, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(round.version)).send(round)
    },
  )

  app.get(
    '/libraries/:libraryId/entries',
    {
      config: seers,
      schema: {
        summary: 'Firms of a library, the nearest to the title first',
        tags: ['libraries'],
        params: LibraryId,
        querystring: EntryQuery,
        response: { 200: LibraryEntries },
      },
    },
    async ({ actor, params, query: { cursor, ...filter } }) =>
      within(
        db,
        actor,
        async (tx) => listEntries(tx, actor, await getLibraryRecord(tx, params.libraryId), { ...filter, offset: cursor }, today()),
        readOnly,
      ),
  )

  app.post(
    '/libraries/:libraryId/entries',
    {
      config: allow('company', 'park', 'bureau'),
      schema: {
        summary: 'Bring a firm forward',
        description: 'By a firm it is a proposal, by a park or the bureau a recommendation.',
        tags: ['libraries'],
        params: LibraryId,
        body: EntryPost,
        response: { 201: LibraryEntry },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await proposeFirm(tx, actor, params.libraryId, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.post(
    '/libraries/:libraryId/entries/:firmId/events',
    {
      config: offices,
      schema: {
        summary: 'Take a step with a firm: recommend, confirm, re-check, rename, remove',
        description: 'Needs If-Match. Every step is kept with its day, reason and person.',
        tags: ['libraries'],
        params: EntryId,
        body: EntryStep,
        response: { 200: LibraryEntry },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const entry = await within(db, actor, (tx) =>
        takeStep(tx, actor, params, request.body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(entry.version)).send(entry)
    },
  )

  app.post(
    '/libraries/:libraryId/steps',
    {
      config: offices,
      schema: {
        summary: 'The same step for many firms',
        description: 'Firms whose state it does not fit are passed over.',
        tags: ['libraries'],
        params: LibraryId,
        body: ManySteps,
        response: { 200: ManyStepped },
      },
    },
    async ({ actor, params, body }) => within(db, actor, (tx) => takeSteps(tx, actor, params.libraryId, body)),
  )

  for (const format of ['xlsx', 'csv'] as const satisfies readonly ExportFormat[]) {
    app.get(
      `/libraries/:libraryId/export.${format}`,
      {
        config: seers,
        schema: {
          summary: `The firms of a library as ${format}`,
          tags: ['libraries'],
          params: LibraryId,
          response: { 200: fileResponse(format === 'xlsx' ? xlsxType : 'text/csv') },
        },
      },
      async ({ actor, params }, reply) => {
        const names = await loadNames(db)
        return sendExport(reply, db, readDb, actor, format, async (tx) =>
          exportLibrary(tx, actor, await getLibraryRecord(tx, params.libraryId), names),
        )
      },
    )
  }

  app.get(
    '/firms/:firmId/libraries',
    {
      config: readers,
      schema: { summary: 'Where a firm stands with the libraries', tags: ['libraries'], params: FirmId, response: { 200: FirmLibraries } },
    },
    async ({ actor, params }) => within(db, actor, (tx) => librariesOfFirm(tx, params.firmId), readOnly),
  )

  app.get(
    '/segments',
    { config: seers, schema: { summary: 'Segments with their offers', tags: ['libraries'], response: { 200: Segments } } },
    async ({ actor }) => ({ items: await within(db, actor, (tx) => listSegments(tx, actor), readOnly) }),
  )

  app.post(
    '/segments',
    { config: bureau, schema: { summary: 'Make a segment', tags: ['libraries'], body: SegmentPut, response: { 201: Segment } } },
    async (request, reply) => {
      const { body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addSegment(tx, request.actor, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.put(
    '/segments/:segmentId',
    {
      config: bureau,
      schema: {
        summary: 'Change a segment',
        description: 'Needs If-Match. Its firms are gathered anew; the history stays.',
        tags: ['libraries'],
        params: SegmentId,
        body: SegmentPut,
        response: { 200: Segment },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const segment = await within(db, actor, (tx) =>
        changeSegment(tx, actor, params.segmentId, request.body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(segment.version)).send(segment)
    },
  )

  app.get(
    '/segments/:segmentId/members',
    {
      config: seers,
      schema: {
        summary: 'Firms of a segment, and those that left',
        tags: ['libraries'],
        params: SegmentId,
        response: { 200: SegmentMembers },
      },
    },
    async ({ actor, params }) => within(db, actor, (tx) => membersOf(tx, actor, params.segmentId), readOnly),
  )
}
