import { z } from 'zod'
import {
  FiguresPatch,
  FirmYear,
  FirmYears,
  FirmYearSaved,
  SectionBody,
  SectionName,
  SectionPut,
  VerificationPut,
} from '../../shared/api/firms.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { getFirmRecord } from '../firms/record.ts'
import { editors, FirmId, readers, registrars } from '../firms/routes.ts'
import { refuseWhileSubmitted } from '../submissions/lock.ts'
import { readSection, replaceSection } from './sections.ts'
import { changeFigures, listYears, verifyYear } from './service.ts'

const FirmYearId = FirmId.extend({ year: z.coerce.number().int().min(1900).max(2199) })
const FirmSection = FirmId.extend({ section: SectionName })

export const figureRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/firms/:firmId/figures',
    {
      config: readers,
      schema: {
        summary: 'Figures by fiscal year',
        description: 'The last three complete fiscal years, stored or not, and every other year that is stored.',
        tags: ['figures'],
        params: FirmId,
        response: { 200: FirmYears },
      },
    },
    async ({ actor, params }) => within(db, actor, async (tx) => listYears(tx, await getFirmRecord(tx, params.firmId)), { readOnly: true }),
  )

  app.patch(
    '/firms/:firmId/figures/:year',
    {
      config: editors,
      schema: {
        summary: 'Store figures of a year',
        description: 'Only the given ones change; null makes one unknown again. Needs If-Match, `"v0"` for a year that is not stored yet.',
        tags: ['figures'],
        params: FirmYearId,
        body: FiguresPatch,
        response: { 200: FirmYearSaved },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const saved = await within(db, actor, (tx) =>
        changeFigures(tx, actor, params.firmId, params.year, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(saved.version)).send(saved)
    },
  )

  app.put(
    '/firms/:firmId/figures/:year/verification',
    {
      config: registrars,
      schema: {
        summary: 'Stand for the figures of a year, or no longer',
        description: 'Needs If-Match. Ends by itself when a figure of the year changes.',
        tags: ['figures'],
        params: FirmYearId,
        body: VerificationPut,
        response: { 200: FirmYear },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const year = await within(db, actor, (tx) =>
        verifyYear(tx, actor, params.firmId, params.year, body.verified, async (version, current) => {
          await requireVersion(request, version, current)
          await refuseWhileSubmitted(tx, params.firmId, params.year, '企业提交的这一年在待确认里：在那里确认或退回')
        }),
      )
      return reply.header('etag', etagOf(year.version)).send(year)
    },
  )

  app.get(
    '/firms/:firmId/sections/:section',
    {
      config: readers,
      schema: {
        summary: 'One part of what is known of a firm',
        description: 'A list of items, a map by year or criterion, or an object; null where nobody has said.',
        tags: ['figures'],
        params: FirmSection,
        response: { 200: SectionBody },
      },
    },
    async ({ actor, params }, reply) => {
      const section = await within(db, actor, async (tx) => readSection(tx, await getFirmRecord(tx, params.firmId), params.section), {
        readOnly: true,
      })
      return reply.header('etag', etagOf(section.version)).send(section)
    },
  )

  app.put(
    '/firms/:firmId/sections/:section',
    {
      config: editors,
      schema: {
        summary: 'Replace one part of what is known of a firm',
        description: 'Needs If-Match, `"v0"` for one that was never written. Items that stay the same keep their source.',
        tags: ['figures'],
        params: FirmSection,
        body: SectionPut,
        response: { 200: SectionBody },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const section = await within(db, actor, (tx) =>
        replaceSection(tx, actor, params.firmId, params.section, body.value, (version, current) =>
          requireVersion(request, version, current),
        ),
      )
      return reply.header('etag', etagOf(section.version)).send(section)
    },
  )
}
