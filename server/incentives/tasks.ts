import { gt } from 'drizzle-orm'
import { matchAll } from '../../shared/incentives/catalogue.ts'
import { today } from '../clock.ts'
import { systemActor, within } from '../db/context.ts'
import { gatherBatch } from '../figures/facts.ts'
import { firms } from '../firms/table.ts'
import { defineTask } from '../jobs/service.ts'
import { fingerprintOf } from '../reports/fingerprint.ts'
import { keepMatches, loadStandings } from './service.ts'

export const matchKind = 'match-incentives'

/** Firms in one transaction. */
const batchSize = 100

/** How every firm stands with every incentive; after the nightly assessments, and when the catalogue has changed. */
defineTask(
  matchKind,
  async ({ db, progress, signal }) => {
    const day = today()
    const standings = await within(db, systemActor, loadStandings, { readOnly: true })
    let done = 0
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      signal.throwIfAborted()
      const last = await within(db, systemActor, async (tx) => {
        const ids = await tx.select({ id: firms.id }).from(firms).where(gt(firms.id, after)).orderBy(firms.id).limit(batchSize)
        const known = await gatherBatch(
          tx,
          ids.map(({ id }) => id),
          day,
        )
        await keepMatches(
          tx,
          known.flatMap(({ firm, facts }) => {
            const factsFingerprint = fingerprintOf(facts)
            return matchAll(facts, standings).map(({ incentive, outcome, estimate }) => ({
              firmId: firm.id,
              incentive: incentive.id,
              outcome,
              estimate,
              asOf: day,
              factsFingerprint,
            }))
          }),
        )
        done += known.length
        return ids.at(-1)?.id
      })
      if (last === undefined) return { firms: done }
      after = last
      progress(done, null, '政策匹配')
    }
  },
  { attempts: 3, cron: '45 16 * * *' },
)
