import { systemActor, within } from '../db/context.ts'
import { defineTask } from '../jobs/service.ts'
import { sweepSessions } from './sessions.ts'
import { sweepAttempts } from './sign-in.ts'

/** Twenty past each hour. */
const hourly = '20 * * * *'

/** Sessions that have ended by time, and counts of failed sign-ins that lock nobody any more. */
defineTask(
  'sweep-sessions',
  ({ db, settings }) =>
    within(db, systemActor, async (tx) => {
      await sweepSessions(tx, settings)
      await sweepAttempts(tx)
    }),
  { attempts: 3, cron: hourly },
)
