import { z } from 'zod'
import { Expiring, Flow, Overview, Scorecards } from '../../shared/api/overview.ts'
import { yearOf } from '../../shared/days.ts'
import { type Title, titles } from '../../shared/dictionary/certifications.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { within } from '../db/context.ts'
import { getExpiring, getFlow, getScorecards } from './movements.ts'
import { getOverview } from './service.ts'
import './tasks.ts'

const offices = allow('park', 'bureau')
const FlowQuery = z.object({ year: z.coerce.number().int().min(1990).max(2100).optional() })
const ExpiringQuery = z.object({ title: z.enum(Object.keys(titles) as [Title, ...Title[]]).default('hnte') })
const ScorecardQuery = z.object({ by: z.enum(['park', 'town', 'industry']).default('park') })

export const overviewRoutes: Routes = async (app) => {
  const { readDb } = app

  app.get(
    '/overview',
    {
      config: offices,
      schema: {
        summary: 'The city, or the own park, at a glance',
        description:
          'Counts by verdict leave out firms that hold the certification; `unqualified` counts those that are one criterion short, too. Large registers are counted ahead: see `countedAt`.',
        tags: ['overview'],
        response: { 200: Overview },
      },
    },
    async ({ actor }) => within(readDb, actor, (tx) => getOverview(tx, actor, today()), { readOnly: true }),
  )

  app.get(
    '/overview/flow',
    {
      config: offices,
      schema: {
        summary: 'Firms by their rung at the end of a year and of the year before',
        description: 'Certificates without a first day are left out. The running year is counted as of today.',
        tags: ['overview'],
        querystring: FlowQuery,
        response: { 200: Flow },
      },
    },
    async ({ actor, query }) => within(readDb, actor, (tx) => getFlow(tx, query.year ?? yearOf(today()), today()), { readOnly: true }),
  )

  app.get(
    '/overview/expiring',
    {
      config: offices,
      schema: {
        summary: 'Certificates that end within twelve months',
        tags: ['overview'],
        querystring: ExpiringQuery,
        response: { 200: Expiring },
      },
    },
    async ({ actor, query }) => within(readDb, actor, (tx) => getExpiring(tx, query.title, today()), { readOnly: true }),
  )

  app.get(
    '/overview/scorecards',
    {
      config: offices,
      schema: {
        summary: 'Parks, towns or industries side by side',
        tags: ['overview'],
        querystring: ScorecardQuery,
        response: { 200: Scorecards },
      },
    },
    async ({ actor, query }) => within(readDb, actor, (tx) => getScorecards(tx, query.by, today()), { readOnly: true }),
  )
}
