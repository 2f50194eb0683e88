import { defineTask } from '../jobs/service.ts'
import { reassessKind, reassessOutdated } from './refresh.ts'

/** At 00:05 in China: titles expire and rules change at midnight. */
const nightly = '5 16 * * *'

defineTask(
  reassessKind,
  async ({ db, progress, signal }) => {
    const firms = await reassessOutdated(db, (done, total) => progress(done, total, '重新评估'), signal)
    return { firms }
  },
  { attempts: 5, cron: nightly },
)
