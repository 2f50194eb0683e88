import { z } from 'zod'
import { Register, RegisterEntry, registerKinds, RegisterPut } from '../../shared/api/registers.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { addEntry, changeEntry, entryOf, getRegister, lockEntry, removeEntry } from './service.ts'

const Kind = z.object({ kind: z.enum(registerKinds) })
const Entry = Kind.extend({ entryId: z.uuid() })
const tags = ['registers']
const bureau = allow('bureau')

export const registerRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/registers/:kind',
    { config: allow('bureau', 'admin'), schema: { summary: 'A register as it stands', tags, params: Kind, response: { 200: Register } } },
    async ({ actor, params }) => within(db, actor, (tx) => getRegister(tx, params.kind), { readOnly: true }),
  )

  app.post(
    '/registers/:kind',
    { config: bureau, schema: { summary: 'Register one', tags, params: Kind, body: RegisterPut, response: { 201: RegisterEntry } } },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addEntry(tx, actor, params.kind, request.body) })),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.put(
    '/registers/:kind/:entryId',
    { config: bureau, schema: { summary: 'Change one', tags, params: Entry, body: RegisterPut, response: { 200: RegisterEntry } } },
    async (request, reply) => {
      const { actor, params } = request
      const entry = await within(db, actor, async (tx) => {
        const row = await lockEntry(tx, params.kind, params.entryId)
        await requireVersion(request, row.version, () => entryOf(row))
        return changeEntry(tx, actor, row, request.body)
      })
      return reply.header('etag', etagOf(entry.version)).send(entry)
    },
  )

  app.delete(
    '/registers/:kind/:entryId',
    { config: bureau, schema: { summary: 'Take one out', tags, params: Entry, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const { actor, params } = request
      await within(db, actor, async (tx) => {
        const row = await lockEntry(tx, params.kind, params.entryId)
        await requireVersion(request, row.version, () => entryOf(row))
        await removeEntry(tx, actor, row)
      })
      return reply.code(204).send(undefined)
    },
  )
}
