import multipart from '@fastify/multipart'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { Evidence, EvidenceList, EvidencePatch } from '../../shared/api/evidence.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import type { Config } from '../config.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { getFirmRecord } from '../firms/record.ts'
import { FirmId } from '../firms/routes.ts'
import { ProblemError } from '../problems.ts'
import { mediaTypes } from './content.ts'
import { openFile } from './files.ts'
import { changeEvidence, getFile, listEvidence } from './service.ts'
import { takeEvidence } from './upload.ts'

/** Papers hold names and wages: they are for the firm, its park and the bureau. */
const viewers = allow('company', 'park', 'bureau')
const owner = allow('company')
const EvidenceId = FirmId.extend({ evidenceId: z.uuid() })
const tags = ['evidence']

export const evidenceRoutes: Routes = async (app) => {
  const { db, settings } = app
  await app.register(multipart, { throwFileSizeLimit: false })

  app.get(
    '/firms/:firmId/evidence',
    { config: viewers, schema: { summary: 'The papers of a firm', tags, params: FirmId, response: { 200: EvidenceList } } },
    async ({ actor, params }) =>
      within(db, actor, async (tx) => listEvidence(tx, settings, actor, (await getFirmRecord(tx, params.firmId)).id), { readOnly: true }),
  )

  app.post(
    '/firms/:firmId/evidence',
    {
      config: owner,
      bodyLimit: settings.evidenceLimit + 65_536,
      schema: {
        summary: 'Upload a paper',
        description:
          'multipart/form-data with `paper`, the name of the paper, `year` where it is about one, and `file`: PDF, image, or office file without macros. What it is, its content decides.',
        tags,
        params: FirmId,
        consumes: ['multipart/form-data'],
        response: { 201: Evidence },
      },
    },
    async (request, reply) => {
      const { body } = await takeEvidence(db, settings, request, request.params.firmId)
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.patch(
    '/firms/:firmId/evidence/:evidenceId',
    {
      config: owner,
      schema: {
        summary: 'Take a paper away, or put it back',
        description: 'Needs If-Match. What was taken away can be put back for seven days.',
        tags,
        params: EvidenceId,
        body: EvidencePatch,
        response: { 200: Evidence },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const paper = await within(db, actor, (tx) =>
        changeEvidence(tx, actor, params.firmId, params.evidenceId, body.isRemoved, (version, current) =>
          requireVersion(request, version, current),
        ),
      )
      return reply.header('etag', etagOf(paper.version)).send(paper)
    },
  )

  app.get(
    '/firms/:firmId/evidence/:evidenceId/file',
    {
      config: viewers,
      schema: {
        summary: 'The file of a paper, as a download',
        tags,
        params: EvidenceId,
        response: { 200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string() } } } },
      },
    },
    async ({ actor, params }, reply) => {
      const paper = await within(db, actor, (tx) => getFile(tx, actor, params.firmId, params.evidenceId))
      return sendFile(settings, reply, paper)
    },
  )
}

/** A download and nothing else: never shown in the page's own origin, whatever it holds. */
async function sendFile(config: Config, reply: FastifyReply, { file, fileName, type, size }: Awaited<ReturnType<typeof getFile>>) {
  const content = await openFile(config, file)
  if (!content) throw new ProblemError('evidence-not-found')
  return reply
    .type(mediaTypes[type])
    .header('content-length', size)
    .header('content-disposition', `attachment; filename="evidence.${type}"; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .send(content)
}
