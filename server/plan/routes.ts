import { z } from 'zod'
import {
  ApplicationPut,
  CountedFirms,
  Doubling,
  IndicatorDetail,
  IndicatorPatch,
  IndicatorPost,
  PeriodPost,
  PlanIndicators,
  PlanPeriod,
  PlanPeriods,
  TargetsPut,
  TitleApplication,
  TitleApplications,
  ValuePut,
} from '../../shared/api/plan.ts'
import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import { Day } from '../../shared/facts.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { sendExport } from '../export/download.ts'
import { xlsxType } from '../export/xlsx.ts'
import { getFirmRecord } from '../firms/record.ts'
import { FirmId, fileResponse, readers, registrars } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { getDoubling, keepApplication, listApplications, setTargets } from './doubling.ts'
import { exportIndicators } from './export.ts'
import {
  addIndicator,
  addPeriod,
  changeIndicator,
  countNothing,
  countNow,
  enterValue,
  explainIndicator,
  getIndicator,
  getPeriod,
  listIndicators,
  listPeriods,
} from './service.ts'

const offices = allow('park', 'bureau')
const bureau = allow('bureau')

const PeriodId = z.object({ periodId: z.string().max(20) })
const IndicatorId = PeriodId.extend({ key: z.string().max(40) })
const IndicatorYearId = IndicatorId.extend({ year: z.coerce.number().int().min(1990).max(2100) })
const CountQuery = z.object({ on: Day.optional(), cursor: z.coerce.number().int().min(0).max(1_000_000).default(0) })
const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])
const ApplicationId = FirmId.extend({ certification: CertificationId, year: z.coerce.number().int().min(1990).max(2100) })

export const planRoutes: Routes = async (app) => {
  const { db, readDb } = app
  const readOnly = { readOnly: true } as const

  app.get(
    '/plan/periods',
    { config: offices, schema: { summary: 'Plan periods, the latest first', tags: ['plan'], response: { 200: PlanPeriods } } },
    async ({ actor }) => ({ items: await within(readDb, actor, listPeriods, readOnly) }),
  )

  app.post(
    '/plan/periods',
    { config: bureau, schema: { summary: 'Enter a period to come', tags: ['plan'], body: PeriodPost, response: { 201: PlanPeriod } } },
    async (request, reply) => {
      const { body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await addPeriod(tx, request.actor, request.body) })),
      )
      return reply.code(201).send(body)
    },
  )

  app.get(
    '/plan/periods/:periodId/indicators',
    {
      config: offices,
      schema: {
        summary: 'The indicators of a period with their values by year',
        description: 'The plan is the city’s: a park reads it without the counts of the register.',
        tags: ['plan'],
        params: PeriodId,
        response: { 200: PlanIndicators },
      },
    },
    async ({ actor, params }) =>
      within(
        readDb,
        actor,
        async (tx) =>
          listIndicators(tx, await getPeriod(tx, params.periodId), today(), actor.role === 'park' ? countNothing : countNow(tx, today())),
        readOnly,
      ),
  )

  app.get(
    '/plan/periods/:periodId/export.xlsx',
    {
      config: bureau,
      schema: {
        summary: 'The indicators as xlsx (指标监测表)',
        tags: ['plan'],
        params: PeriodId,
        response: { 200: fileResponse(xlsxType) },
      },
    },
    async ({ actor, params }, reply) =>
      sendExport(reply, db, readDb, actor, 'xlsx', async (tx) =>
        exportIndicators(actor, await listIndicators(tx, await getPeriod(tx, params.periodId), today(), countNow(tx, today()))),
      ),
  )

  app.post(
    '/plan/periods/:periodId/indicators',
    {
      config: bureau,
      schema: { summary: 'Add an indicator', tags: ['plan'], params: PeriodId, body: IndicatorPost, response: { 201: IndicatorDetail } },
    },
    async (request, reply) => {
      const { actor, params } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => {
          const { key } = await addIndicator(tx, actor, params.periodId, request.body)
          return { status: 201, body: await getIndicator(tx, params.periodId, key, today()) }
        }),
      )
      return reply.code(201).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.get(
    '/plan/periods/:periodId/indicators/:key',
    {
      config: bureau,
      schema: {
        summary: 'An indicator with its earlier versions',
        tags: ['plan'],
        params: IndicatorId,
        response: { 200: IndicatorDetail },
      },
    },
    async ({ actor, params }, reply) => {
      const detail = await within(readDb, actor, (tx) => getIndicator(tx, params.periodId, params.key, today()), readOnly)
      return reply.header('etag', etagOf(detail.version)).send(detail)
    },
  )

  app.patch(
    '/plan/periods/:periodId/indicators/:key',
    {
      config: bureau,
      schema: {
        summary: 'Change base, target, path or counting rule',
        description: 'Needs If-Match. What stood before stays readable, with the reason.',
        tags: ['plan'],
        params: IndicatorId,
        body: IndicatorPatch,
        response: { 200: IndicatorDetail },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const detail = await within(db, actor, async (tx) => {
        await changeIndicator(tx, actor, params, request.body, (version, current) => requireVersion(request, version, current))
        return getIndicator(tx, params.periodId, params.key, today())
      })
      return reply.header('etag', etagOf(detail.version)).send(detail)
    },
  )

  app.put(
    '/plan/periods/:periodId/indicators/:key/values/:year',
    {
      config: bureau,
      schema: {
        summary: 'Enter the value of a year with where it is from',
        description: 'Null takes it away. Needs If-Match, `"v0"` for the first value of a year.',
        tags: ['plan'],
        params: IndicatorYearId,
        body: ValuePut,
        response: { 200: IndicatorDetail },
      },
    },
    async (request) => {
      const { actor, params } = request
      return within(db, actor, async (tx) => {
        await enterValue(tx, actor, params, request.body, (version, current) => requireVersion(request, version, current))
        return getIndicator(tx, params.periodId, params.key, today())
      })
    },
  )

  app.get(
    '/plan/periods/:periodId/indicators/:key/firms',
    {
      config: bureau,
      schema: {
        summary: 'The firms behind a value',
        description: 'Those that the counting rule, as it stands, counts on the day.',
        tags: ['plan'],
        params: IndicatorId,
        querystring: CountQuery,
        response: { 200: CountedFirms },
      },
    },
    async ({ actor, params, query }) =>
      within(
        readDb,
        actor,
        (tx) => explainIndicator(tx, params.periodId, params.key, { on: query.on ?? today(), offset: query.cursor }),
        readOnly,
      ),
  )

  app.get(
    '/plan/periods/:periodId/indicators/:key/doubling',
    {
      config: offices,
      schema: {
        summary: 'What the pipeline must deliver this year, by park and town',
        tags: ['plan'],
        params: IndicatorId,
        response: { 200: Doubling },
      },
    },
    async ({ actor, params }, reply) => {
      const body = await within(readDb, actor, (tx) => getDoubling(tx, actor, params.periodId, params.key, today()), readOnly)
      return reply.header('etag', etagOf(body.version)).send(body)
    },
  )

  app.put(
    '/plan/periods/:periodId/indicators/:key/targets/:year',
    {
      config: bureau,
      schema: {
        summary: 'Split the target of a year by park and town',
        description: 'Needs If-Match of the indicator.',
        tags: ['plan'],
        params: IndicatorYearId,
        body: TargetsPut,
        response: { 200: Doubling },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const body = await within(db, actor, async (tx) => {
        await setTargets(tx, actor, params, request.body, (version, current) => requireVersion(request, version, current))
        return getDoubling(tx, actor, params.periodId, params.key, today())
      })
      return reply.header('etag', etagOf(body.version)).send(body)
    },
  )

  app.get(
    '/firms/:firmId/applications',
    {
      config: readers,
      schema: { summary: 'Applications of a firm for titles', tags: ['plan'], params: FirmId, response: { 200: TitleApplications } },
    },
    async ({ actor, params }) =>
      within(readDb, actor, async (tx) => ({ items: await listApplications(tx, (await getFirmRecord(tx, params.firmId)).id) }), readOnly),
  )

  app.put(
    '/firms/:firmId/applications/:certification/:year',
    {
      config: registrars,
      schema: {
        summary: 'Keep that a firm has applied, and what came of it',
        description: 'Needs If-Match, `"v0"` for a new application.',
        tags: ['plan'],
        params: ApplicationId,
        body: ApplicationPut,
        response: { 200: TitleApplication },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      const body = await within(db, actor, (tx) =>
        keepApplication(tx, actor, params, request.body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(body.version)).send(body)
    },
  )
}
