import { systemActor, within } from '../db/context.ts'
import { defineTask } from '../jobs/service.ts'
import { sweepInvitations } from './invitations.ts'
import { sweepSessions } from './sessions.ts'
import { sweepAttempts } from './attempts.ts'

/** Twenty past each hour. */
const hourly = '20 * * * *'

/** Sessions that have ended by time, links that have expired, and counts of failed sign-ins that lock nobody any more. */
defineTask(
  'sweep-sessions',
  ({ db, settings }) =>
    within(db, systemActor, async (tx) => {
      await sweepSessions(tx, settings)
      await sweepAttempts(tx)
      await sweepInvitations(tx)
    }),
  { attempts: 3, cron: hourly },
)
