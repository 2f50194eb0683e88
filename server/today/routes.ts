import { Today } from '../../shared/api/today.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { within } from '../db/context.ts'
import { getToday } from './service.ts'

export const todayRoutes: Routes = async (app) => {
  app.get(
    '/today',
    { config: allow('park', 'town'), schema: { summary: 'What waits today, and why', tags: ['today'], response: { 200: Today } } },
    async ({ actor }) => within(app.db, actor, (tx) => getToday(tx, actor, today()), { readOnly: true }),
  )
}
