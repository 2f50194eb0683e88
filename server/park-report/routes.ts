import { ParkReport, ParkReportQuery } from '../../shared/api/park-report.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { within } from '../db/context.ts'
import { getParkReport } from './service.ts'

export const parkReportRoutes: Routes = async (app) => {
  app.get(
    '/park-report',
    {
      config: allow('park', 'bureau'),
      schema: {
        summary: 'One year of a park, of the city for the bureau',
        tags: ['overview'],
        querystring: ParkReportQuery,
        response: { 200: ParkReport },
      },
    },
    async ({ actor, query }) => within(app.readDb, actor, (tx) => getParkReport(tx, actor, query, today()), { readOnly: true }),
  )
}
