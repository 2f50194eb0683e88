import { today } from '../clock.ts'
import { systemActor, within } from '../db/context.ts'
import { defineTask } from '../jobs/service.ts'
import { keepRounds } from './reports.ts'

/** At 00:15 in China: reminders 30, 14, 7 and 1 days before the end of November, and the freeze after it. */
defineTask('keep-report-rounds', ({ db }) => within(db, systemActor, (tx) => keepRounds(tx, systemActor, today())), {
  attempts: 3,
  cron: '15 16 * * *',
})
