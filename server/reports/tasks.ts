import { defineTask } from '../jobs/service.ts'
import { beginRun, workOn } from './reassess.ts'
import { reassessKind } from './refresh.ts'

/** At 00:05 in China: titles expire and rules change at midnight. Only firms that this concerns are judged. */
const nightly = '5 16 * * *'

defineTask<{ everything?: boolean }>(
  reassessKind,
  async ({ db, actor, payload, progress, signal }) => {
    const run = await beginRun(db, { everything: payload.everything ?? false, by: actor.account })
    let firms = run.done
    await workOn(db, run, {
      signal,
      progress(done, total) {
        firms = done
        progress(done, total, '重新评估')
      },
    })
    return { firms }
  },
  { attempts: 5, cron: nightly },
)
