import { z } from 'zod'
import {
  CaseCreate,
  CasePatch,
  CoachingCase,
  CoachingTodo,
  FirmServices,
  RecordCreate,
  RecordPatch,
  ServiceBoard,
  ServiceBoardQuery,
  ServiceRecord,
  TodoCreate,
  TodoPatch,
} from '../../shared/api/services.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { FirmId, readers, registrars } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { addRecord, addTodo, changeCase, changeRecord, changeTodo, getBoard, getServices, openCase } from './service.ts'

const tags = ['services']
const ItemId = FirmId.extend({ itemId: z.uuid() })

export const serviceRoutes: Routes = async (app) => {
  const { db, readDb } = app

  app.get(
    '/services',
    {
      config: allow('park', 'bureau'),
      schema: {
        summary: 'Open to-dos, the latest services, and who carries how much',
        tags,
        querystring: ServiceBoardQuery,
        response: { 200: ServiceBoard },
      },
    },
    async ({ actor, query }) => within(readDb, actor, (tx) => getBoard(tx, actor, query), { readOnly: true }),
  )

  app.get(
    '/firms/:firmId/services',
    { config: readers, schema: { summary: 'What was and is done for a firm', tags, params: FirmId, response: { 200: FirmServices } } },
    async ({ actor, params }) => within(db, actor, (tx) => getServices(tx, actor, params.firmId), { readOnly: true }),
  )

  app.post(
    '/firms/:firmId/services/records',
    {
      config: registrars,
      schema: { summary: 'Note a service', tags, params: FirmId, body: RecordCreate, response: { 201: ServiceRecord } },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addRecord(tx, actor, params.firmId, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.patch(
    '/firms/:firmId/services/records/:itemId',
    {
      config: registrars,
      schema: {
        summary: 'Change a noted service',
        description: 'Needs If-Match.',
        tags,
        params: ItemId,
        body: RecordPatch,
        response: { 200: ServiceRecord },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const changed = await within(db, actor, (tx) =>
        changeRecord(tx, actor, params.firmId, params.itemId, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(changed.version)).send(changed)
    },
  )

  app.post(
    '/firms/:firmId/services/cases',
    {
      config: registrars,
      schema: { summary: 'Begin to coach a firm', tags, params: FirmId, body: CaseCreate, response: { 201: CoachingCase } },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await openCase(tx, actor, params.firmId, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.patch(
    '/firms/:firmId/services/cases/:itemId',
    {
      config: registrars,
      schema: {
        summary: 'Change or close a case',
        description: 'Needs If-Match.',
        tags,
        params: ItemId,
        body: CasePatch,
        response: { 200: CoachingCase },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const changed = await within(db, actor, (tx) =>
        changeCase(tx, actor, params.firmId, params.itemId, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(changed.version)).send(changed)
    },
  )

  app.post(
    '/firms/:firmId/services/todos',
    {
      config: registrars,
      schema: { summary: 'Add a to-do to a case', tags, params: FirmId, body: TodoCreate, response: { 201: CoachingTodo } },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addTodo(tx, actor, params.firmId, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.patch(
    '/firms/:firmId/services/todos/:itemId',
    {
      config: registrars,
      schema: {
        summary: 'Change a to-do, or tick it off',
        description: 'Needs If-Match.',
        tags,
        params: ItemId,
        body: TodoPatch,
        response: { 200: CoachingTodo },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const changed = await within(db, actor, (tx) =>
        changeTodo(tx, actor, params.firmId, params.itemId, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(changed.version)).send(changed)
    },
  )
}
