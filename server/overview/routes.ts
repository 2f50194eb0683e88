import { Overview } from '../../shared/api/overview.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { within } from '../db/context.ts'
import { getOverview } from './service.ts'

export const overviewRoutes: Routes = async (app) => {
  app.get(
    '/overview',
    {
      config: allow('park', 'bureau'),
      schema: {
        summary: 'The city, or the own park, at a glance',
        description:
          'Counts by verdict leave out firms that hold the certification; `unqualified` counts those that are one criterion short, too.',
        tags: ['overview'],
        response: { 200: Overview },
      },
    },
    async ({ actor }) => within(app.readDb, actor, (tx) => getOverview(tx, actor, today()), { readOnly: true }),
  )
}
