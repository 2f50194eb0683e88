import { and, eq, inArray, sql } from 'drizzle-orm'
import { systemActor, within } from '../db/context.ts'
import { defineTask, type JobFailure } from '../jobs/service.ts'
import { checkImport } from './check-job.ts'
import { commitImport, type CommitPayload } from './commit-job.ts'
import { jobKinds } from './kinds.ts'
import { parseImport, type ParsePayload } from './parse-job.ts'
import { cleanImports } from './service.ts'
import { imports } from './table.ts'
import { undoImport } from './undo-job.ts'

/** At 01:20 in China. */
const nightly = '20 17 * * *'

/** Begun again after a crash: each does all or nothing, or begins from what was read. */
const attempts = 3

/** Where an import goes whose job failed for good: back to the step before, with the reason. */
const settle =
  (from: readonly string[], to: string) =>
  async ({ db, payload, sentence }: JobFailure): Promise<void> => {
    const { importId } = payload as { importId: string }
    await within(db, systemActor, (tx) =>
      tx
        .update(imports)
        .set({
          state: sql`case when ${imports.state} = 'committed' then ${imports.state} else ${to} end`,
          failure: `${sentence}。`,
          progress: null,
          version: sql`${imports.version} + 1`,
        })
        .where(and(eq(imports.id, importId), inArray(imports.state, [...from]))),
    )
  }

defineTask<ParsePayload>(jobKinds.parse, parseImport, { attempts, onFailure: settle(['uploaded', 'parsing'], 'failed') })
defineTask<{ importId: string }>(jobKinds.check, checkImport, { attempts, onFailure: settle(['checking'], 'mapping') })
defineTask<CommitPayload>(jobKinds.commit, commitImport, { attempts, onFailure: settle(['committing', 'committed'], 'preview') })
defineTask<{ importId: string }>(jobKinds.undo, undoImport, { attempts, onFailure: settle(['committed'], 'committed') })
defineTask(jobKinds.clean, ({ db, settings }) => cleanImports(db, settings), { attempts, cron: nightly })
