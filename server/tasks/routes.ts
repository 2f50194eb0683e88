import { z } from 'zod'
import {
  PartPut,
  ReportDocument,
  ReportPart,
  ReportRounds,
  RoundCreate,
  TaskCreate,
  TaskDetail,
  TaskNoteCreate,
  TaskPatch,
  Tasks,
  Unit,
  UnitPatch,
  Units,
} from '../../shared/api/tasks.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { freezeRound, getReport, listRounds, lockRound, openRound, writePart } from './reports.ts'
import { addNote, changeTask, changeUnit, createTask, getTask, listTasks, listUnits, lockTask, lockUnit } from './service.ts'
import './tasks.ts'

const readers = allow('park', 'bureau', 'admin')
const bureau = allow('bureau')
const TaskId = z.object({ taskId: z.uuid() })
const UnitId = z.object({ unitId: z.string().max(80) })
const Year = z.object({ year: z.coerce.number().int().min(2016).max(2100) })
const tags = ['tasks']
const reading = { readOnly: true } as const

export const taskRoutes: Routes = async (app) => {
  const { db } = app

  app.get('/units', { config: readers, schema: { summary: 'Units', tags, response: { 200: Units } } }, async ({ actor }) =>
    within(db, actor, async (tx) => ({ items: await listUnits(tx) }), reading),
  )

  app.patch(
    '/units/:unitId',
    {
      config: bureau,
      schema: { summary: 'Rename a unit, or say which park it is', tags, params: UnitId, body: UnitPatch, response: { 200: Unit } },
    },
    async (request, reply) => {
      const unit = await within(db, request.actor, async (tx) => {
        const row = await lockUnit(tx, request.params.unitId)
        await requireVersion(request, row.version, async () => (await listUnits(tx)).find(({ id }) => id === row.id))
        return changeUnit(tx, request.actor, row, request.body)
      })
      return reply.header('etag', etagOf(unit.version)).send(unit)
    },
  )

  app.get('/tasks', { config: readers, schema: { summary: 'Tasks', tags, response: { 200: Tasks } } }, async ({ actor }) =>
    within(db, actor, async (tx) => ({ items: await listTasks(tx) }), reading),
  )

  app.post(
    '/tasks',
    { config: bureau, schema: { summary: 'A new task, or a part of one', tags, body: TaskCreate, response: { 201: TaskDetail } } },
    async (request, reply) => {
      const { actor } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await createTask(tx, actor, request.body) })),
      )
      return reply.code(201).header('location', `/api/v1/tasks/${body.id}`).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.get(
    '/tasks/:taskId',
    { config: readers, schema: { summary: 'A task with its notes and parts', tags, params: TaskId, response: { 200: TaskDetail } } },
    async ({ actor, params }, reply) => {
      const task = await within(db, actor, (tx) => getTask(tx, params.taskId), reading)
      return reply.header('etag', etagOf(task.version)).send(task)
    },
  )

  app.patch(
    '/tasks/:taskId',
    { config: bureau, schema: { summary: 'Change a task', tags, params: TaskId, body: TaskPatch, response: { 200: TaskDetail } } },
    async (request, reply) => {
      const task = await within(db, request.actor, async (tx) => {
        const row = await lockTask(tx, request.params.taskId)
        await requireVersion(request, row.version, () => getTask(tx, row.id))
        return changeTask(tx, request.actor, row, request.body)
      })
      return reply.header('etag', etagOf(task.version)).send(task)
    },
  )

  app.post(
    '/tasks/:taskId/notes',
    {
      config: bureau,
      schema: { summary: 'Say how a task goes', tags, params: TaskId, body: TaskNoteCreate, response: { 201: TaskDetail } },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addNote(tx, actor, params.taskId, request.body.text) })),
      )
      return reply.code(201).send(body)
    },
  )

  app.get(
    '/task-reports',
    { config: readers, schema: { summary: 'Rounds of the yearly report', tags, response: { 200: ReportRounds } } },
    async ({ actor }) => within(db, actor, async (tx) => ({ items: await listRounds(tx) }), reading),
  )

  app.post(
    '/task-reports',
    { config: bureau, schema: { summary: 'Open the round of a year', tags, body: RoundCreate, response: { 201: ReportDocument } } },
    async (request, reply) => {
      const { actor } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await openRound(tx, actor, request.body.year) })),
      )
      return reply.code(201).header('location', `/api/v1/task-reports/${body.year}`).send(body)
    },
  )

  app.get(
    '/task-reports/:year',
    { config: readers, schema: { summary: 'The yearly report, part by part', tags, params: Year, response: { 200: ReportDocument } } },
    async ({ actor, params }, reply) => {
      const report = await within(db, actor, (tx) => getReport(tx, params.year), reading)
      return reply.header('etag', etagOf(report.version)).send(report)
    },
  )

  app.put(
    '/task-reports/:year/parts/:unitId',
    {
      config: allow('park', 'bureau'),
      schema: {
        summary: 'Write the part of a unit',
        description: 'A park writes for the unit that it is. The version of a part that nobody has written is 0.',
        tags,
        params: Year.extend(UnitId.shape),
        body: PartPut,
        response: { 200: ReportPart },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const part = await within(db, actor, (tx) =>
        writePart(tx, actor, params, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(part.version)).send(part)
    },
  )

  app.put(
    '/task-reports/:year/freeze',
    { config: bureau, schema: { summary: 'Close the round for good', tags, params: Year, response: { 200: ReportDocument } } },
    async (request) =>
      within(db, request.actor, async (tx) => {
        const row = await lockRound(tx, request.params.year)
        await requireVersion(request, row.version, () => getReport(tx, row.year))
        return freezeRound(tx, request.actor, row)
      }),
  )
}
