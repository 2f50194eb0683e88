import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { DraftSimulation, DraftTrial } from '../../shared/api/rule-drafts.ts'
import type { Verdict } from '../../shared/report.ts'
import { assessCertificationBy } from '../../shared/rules/book.ts'
import type { Ruleset } from '../../shared/rules/ruleset.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { now, today } from '../clock.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { gatherBatch } from '../figures/facts.ts'
import type { Names } from '../lists/recipe.ts'
import { keepSimulation } from '../rules/decide.ts'
import { contentOf, type DraftRow, findDraft, lockDraft, rulesetOfDraft } from '../rules/drafts.ts'
import type { Register } from './register.ts'
import { simulate } from './service.ts'

const reaches = (verdict: Verdict): boolean => verdict === 'qualified' || verdict === 'review'

/**
 * Tries a draft out on the register: the firms as they are today, under the rule as it stands and as it would be. What it
 * gave is kept with the draft, for whoever approves it.
 */
export async function tryDraft(db: Db, register: Register, actor: Actor, draftId: string, names: Names): Promise<DraftTrial> {
  const draft = await within(db, actor, (tx) => findDraft(tx, draftId), { readOnly: true })
  const trial = draft.base === null ? await tryPack(db, actor, draft) : await tryRevision(register, actor, draft, draft.base, names)
  await within(db, actor, async (tx) => keepSimulation(tx, actor, await lockDraft(tx, draftId), trial.simulation))
  return trial
}

const stamp = (actor: Actor, draft: DraftRow, asOf: string) => ({
  content: contentOf(draft),
  at: now().toISOString(),
  by: actor.account,
  asOf,
})

async function tryRevision(register: Register, actor: Actor, draft: DraftRow, base: string, names: Names): Promise<DraftTrial> {
  rulesetOfDraft(draft)
  const asOf = dayOf(base)
  const after = { asOf, revised: Object.fromEntries(draft.changes.map(({ id, value }) => [id, value])) }
  const answer = await simulate(register, { before: { asOf }, after, certifications: [draft.certification] }, {}, names)
  const [result] = answer.results
  const count = ({ review, qualified }: { review: number; qualified: number }) => review + qualified
  const simulation: DraftSimulation = {
    ...stamp(actor, draft, asOf),
    firms: answer.firms,
    before: result ? count(result.before) : 0,
    after: result ? count(result.after) : 0,
    effects: result?.effects ?? { enters: 0, leaves: 0, nearer: 0, farther: 0 },
  }
  return { simulation, answer }
}

/** Today, or the first day of a version that is not in force yet: figures of years to come are not known. */
function dayOf(base: string): string {
  const from = findRulesetById(base)?.inForce.apply.from ?? today()
  return from > today() ? from : today()
}

const batchSize = 500

async function tryPack(db: Db, actor: Actor, draft: DraftRow): Promise<DraftTrial> {
  const ruleset: Ruleset = rulesetOfDraft(draft)
  const asOf = today()
  let [firms, after] = [0, 0]
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const known = await within(
      db,
      actor,
      async (tx) => {
        const rows = await tx.execute<{ id: string }>(sql`select id from firms where id > ${last}::uuid order by id limit ${batchSize}`)
        return gatherBatch(
          tx,
          rows.map(({ id }) => id),
          asOf,
        )
      },
      { readOnly: true },
    )
    const end = known.at(-1)
    if (!end) break
    last = end.firm.id
    firms += known.length
    for (const { facts } of known)
      if (reaches(assessCertificationBy([], facts, draft.certification, undefined, { ruleset }).verdict)) after++
    await breathe()
  }
  return { simulation: { ...stamp(actor, draft, asOf), firms, before: null, after, effects: null }, answer: null }
}
