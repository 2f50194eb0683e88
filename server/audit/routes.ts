import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { AuditPage, AuditQuery } from '../../shared/api/audit.ts'
import { allow } from '../accounts/access.ts'
import type { App, Routes } from '../app.ts'
import { today } from '../clock.ts'
import { type Actor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { auditLines, measureAudit } from './file.ts'
import { listAudit } from './reading.ts'
import { audit } from './service.ts'

/** The right to read the audit trail: the whole of it, or what concerns the own park's or the own firm's data. */
const readers = allow('company', 'park', 'bureau', 'admin')

/** The right to take it out of the house. */
const auditors = allow('bureau', 'admin')

const ndjson = 'application/x-ndjson'

let isExporting = false

export const auditRoutes: Routes = async (app) => {
  app.get(
    '/audit',
    {
      config: readers,
      schema: {
        summary: 'Who did what, the latest first',
        description:
          'Bureau and administrators read all of it, a park what concerns its firms and its own people, a company what concerns its data.',
        tags: ['audit'],
        querystring: AuditQuery,
        response: { 200: AuditPage },
      },
    },
    async ({ actor, query }) => within(app.db, actor, (tx) => listAudit(tx, actor, query), { readOnly: true }),
  )

  app.get(
    '/audit/export.ndjson',
    {
      config: auditors,
      schema: {
        summary: 'The audit trail as a file that can be verified alone',
        description: 'A line a row, with its hash and the text that was hashed. `ladder verify-audit FILE` checks it without database.',
        tags: ['audit'],
        querystring: AuditQuery.pick({ from: true, to: true }),
        response: { 200: { description: 'The file, as a stream', content: { [ndjson]: { schema: z.string() } } } },
      },
    },
    async ({ actor, query }, reply) => {
      if (isExporting) throw new ProblemError('unavailable', { detail: '正在导出，请稍后再试', headers: { 'retry-after': '10' } })
      isExporting = true
      const body = await openAuditExport(app, actor, query).catch((error: unknown) => {
        isExporting = false
        throw error
      })
      return sendFile(reply, body)
    },
  )
}

const sendFile = (reply: FastifyReply, body: Readable): FastifyReply =>
  reply.type(ndjson).header('content-disposition', `attachment; filename="audit-${today()}.ndjson"`).send(body)

/** Resolves when the file can be read; its transaction lives until it is read, or the reader goes away. */
function openAuditExport({ db }: App, actor: Actor, range: { from?: string | undefined; to?: string | undefined }): Promise<Readable> {
  return new Promise((resolve, reject) => {
    let body: Readable | undefined
    within(
      db,
      actor,
      async (tx) => {
        const measured = await measureAudit(tx, range)
        await within(db, actor, (writing) => audit(writing, actor, { action: 'audit-exported', after: { ...range, rows: measured.rows } }))
        body = Readable.from(auditLines(tx, measured, actor.account), { objectMode: false })
        const ended = new Promise<void>((end) => body?.once('close', end))
        resolve(body)
        await ended
      },
      { readOnly: true, isolation: 'repeatable read' },
    )
      .catch((error: unknown) => {
        if (body) body.destroy(error instanceof Error ? error : new Error(String(error)))
        else reject(error as Error)
      })
      .finally(() => (isExporting = false))
  })
}
