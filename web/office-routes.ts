import type { RouteRecordRaw } from 'vue-router'
import { accountsRoutes } from './accounts/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { dutiesRoutes } from './duties/routes.ts'
import { firmsRoutes } from './firms/routes.ts'
import { homeRoutes } from './home/routes.ts'
import { importsRoutes } from './imports/routes.ts'
import { incentivesRoutes } from './incentives/routes.ts'
import { librariesRoutes } from './libraries/routes.ts'
import { listingRoutes } from './listing/routes.ts'
import { listsRoutes } from './lists/routes.ts'
import { movesRoutes } from './moves/routes.ts'
import { noticesRoutes } from './notices/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { parkReportRoutes } from './park-report/routes.ts'
import { registersRoutes } from './registers/routes.ts'
import { reportsRoutes } from './reports/routes.ts'
import { servicesRoutes } from './services/routes.ts'
import { simulateRoutes } from './simulate/routes.ts'
import { submissionsRoutes } from './submissions/routes.ts'
import { tasksRoutes } from './tasks/routes.ts'
import { trainingsRoutes } from './trainings/routes.ts'

/** The pages for those who are signed in. */
export const officeRoutes: readonly RouteRecordRaw[] = [
  ...accountsRoutes,
  ...auditRoutes,
  ...dutiesRoutes,
  ...firmsRoutes,
  ...homeRoutes,
  ...importsRoutes,
  ...incentivesRoutes,
  ...librariesRoutes,
  ...listingRoutes,
  ...listsRoutes,
  ...movesRoutes,
  ...noticesRoutes,
  ...overviewRoutes,
  ...parkReportRoutes,
  ...registersRoutes,
  ...reportsRoutes,
  ...servicesRoutes,
  ...simulateRoutes,
  ...submissionsRoutes,
  ...tasksRoutes,
  ...trainingsRoutes,
]
