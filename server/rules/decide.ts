import { and, eq, gte, sql } from 'drizzle-orm'
import type { DraftSimulation, RuleDecision, RuleDraft } from '../../shared/api/rule-drafts.ts'
import { addDays } from '../../shared/days.ts'
import type { ProblemDetail } from '../../shared/problem.ts'
import type { InForce, Ruleset } from '../../shared/rules/ruleset.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { startJob } from '../jobs/service.ts'
import { ProblemError } from '../problems.ts'
import { reassessKind } from '../reports/refresh.ts'
import { accountOf, contentOf, draftAnswer, type DraftRow, rulesetOfDraft } from './drafts.ts'
import { examplesOfDraft, loadVersions, rootOf, type Versions } from './examples.ts'
import { ruleDrafts, ruleRevisions } from './table.ts'
import { rulesWording as words } from './words.ts'

const conflict = (detail: string): ProblemError => new ProblemError('conflict', { detail })

async function moveOn(tx: Tx, actor: Actor, row: DraftRow, action: string, values: Partial<DraftRow>): Promise<DraftRow> {
  const [moved] = await tx
    .update(ruleDrafts)
    .set({ ...values, version: row.version + 1, updatedAt: now() })
    .where(eq(ruleDrafts.id, row.id))
    .returning()
  if (!moved) throw new Error('the draft was not stored')
  const after = { title: row.title, state: moved.state, note: moved.note }
  await audit(tx, actor, { action, subject: `rule-draft:${row.id}`, before: { state: row.state }, after })
  return moved
}

/** Keeps what trying a draft out gave, unless its content has changed meanwhile. */
export async function keepSimulation(tx: Tx, actor: Actor, row: DraftRow, simulation: DraftSimulation): Promise<void> {
  if (contentOf(row) !== simulation.content) return
  await tx.update(ruleDrafts).set({ simulation }).where(eq(ruleDrafts.id, row.id))
  await audit(tx, actor, { action: 'rule-draft-simulated', subject: `rule-draft:${row.id}`, after: simulation })
}

/** Everything that keeps a draft from becoming law, each with where it is to be mended. */
async function obstacles(tx: Tx, row: DraftRow, versions: Versions): Promise<ProblemDetail[]> {
  const faults: ProblemDetail[] = []
  const missing = (pointer: string, detail: string) => faults.push({ pointer, detail })
  if (row.base !== null && row.changes.length === 0) missing('/changes', words.nothingChanged)
  if (row.base === null && !row.pack?.criteria.length) missing('/pack', words.noCriteria)
  if (row.base === null && row.examples.length === 0) missing('/examples', words.noExamples)
  if (!row.documentNumber || !row.documentTitle || !row.documentDate) missing('/documentNumber', words.noDocument)
  if (!row.effectiveOn) missing('/effectiveOn', words.noDay)
  if (faults.length > 0 || !row.effectiveOn) return faults
  if (row.simulation?.content !== contentOf(row)) missing('/simulation', words.notSimulated)
  const failing = examplesOfDraft(rulesetOfDraft(row), row, versions).items.filter(({ passes }) => !passes)
  if (failing.length > 0) missing('/restated', words.failing(failing.map(({ id }) => id).join('、')))
  const day = await dayFault(tx, row, row.effectiveOn)
  if (day) missing('/effectiveOn', day)
  return faults
}

const holds = ({ from, to }: InForce, day: string): boolean => from <= day && (to === null || day <= to)

/** Why the version cannot begin on its day; null where it can. */
async function dayFault(tx: Tx, { base, certification }: DraftRow, day: string): Promise<string | null> {
  const ruleset = base === null ? undefined : findRulesetById(base)
  if (base !== null && !(ruleset && (holds(ruleset.inForce.apply, day) || holds(ruleset.inForce.renew, day)))) return words.baseMoved
  const [after] = await tx
    .select({ id: ruleRevisions.id })
    .from(ruleRevisions)
    .where(and(eq(ruleRevisions.certification, certification), gte(ruleRevisions.effectiveOn, day)))
    .limit(1)
  if (after) return words.afterIt(after.id)
  if (day > today()) return null
  // A day that has come: nobody may have been judged for it by what stood then.
  const [judged] = await tx.execute<{ found: boolean }>(sql`select
    exists (select 1 from assessments a join firm_summaries s using (firm_id)
      where a.certification = ${certification} and (a.as_of >= ${day}::date or s.holds_until >= ${day}::date))
    or exists (select 1 from cultivation_lists l where l.certification = ${certification} and l.as_of >= ${day}::date) as found`)
  return judged?.found ? words.tooEarly(day) : null
}

async function refuseUnready(tx: Tx, row: DraftRow): Promise<Versions> {
  const versions = await loadVersions(tx)
  const errors = await obstacles(tx, row, versions)
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors })
  return versions
}

/** Sends a draft to the second person: complete, tried out, and with every worked example right. */
export async function submitDraft(tx: Tx, actor: Actor, row: DraftRow): Promise<RuleDraft> {
  if (row.state !== 'draft') throw conflict(words.sentAlready)
  await refuseUnready(tx, row)
  return draftAnswer(tx, actor, await moveOn(tx, actor, row, 'rule-draft-submitted', { state: 'submitted', note: null }))
}

/** The second person approves, or sends it back with a word. */
export async function decideDraft(tx: Tx, actor: Actor, row: DraftRow, { decision, note }: RuleDecision): Promise<RuleDraft> {
  if (row.state !== 'submitted') throw conflict(words.notSent)
  if (decision === 'return') {
    return draftAnswer(tx, actor, await moveOn(tx, actor, row, 'rule-draft-returned', { state: 'draft', note: note || null }))
  }
  if (row.base !== null && actor.role !== 'bureau') throw new ProblemError('not-allowed', { detail: words.bureauApproves })
  const account = accountOf(actor)
  if (row.editorIds.includes(account)) throw new ProblemError('not-allowed', { detail: words.ownDraft })
  const values = { state: 'approved' as const, approvedById: account, approvedBy: actor.account, approvedAt: now(), note: note || null }
  return draftAnswer(tx, actor, await moveOn(tx, actor, row, 'rule-draft-approved', values))
}

/** Takes back for good what is not yet law. */
export async function withdrawDraft(tx: Tx, actor: Actor, row: DraftRow): Promise<RuleDraft> {
  if (row.state === 'enacted' || row.state === 'withdrawn') throw conflict(words.sentAlready)
  return draftAnswer(tx, actor, await moveOn(tx, actor, row, 'rule-draft-withdrawn', { state: 'withdrawn' }))
}

const enactLock = 4_718_212

const rangeOf = ({ from, to }: InForce): string => (to === null ? `[${from},)` : to < from ? 'empty' : `[${from},${addDays(to, 1)})`)

/** Makes an approved draft law from its day on. The register is judged again by a job of the same transaction. */
export async function enactDraft(tx: Tx, actor: Actor, row: DraftRow): Promise<RuleDraft> {
  await tx.execute(sql`select pg_advisory_xact_lock(${enactLock})`)
  const { approvedById, approvedBy, documentNumber, documentTitle, documentDate, effectiveOn } = row
  if (row.state !== 'approved' || approvedById === null || approvedBy === null) throw conflict(words.notApproved)
  const versions = await refuseUnready(tx, row)
  if (!documentNumber || !documentTitle || !documentDate || !effectiveOn) throw conflict(words.noDocument)
  const id = nameOf(row, versions)
  const { inForce }: Ruleset = rulesetOfDraft(row, id)
  const until = sql`daterange(null, ${effectiveOn}::date, '()')`
  await tx
    .update(ruleRevisions)
    .set({ applyDuring: sql`apply_during * ${until}`, renewDuring: sql`renew_during * ${until}` })
    .where(eq(ruleRevisions.certification, row.certification))
  const { certification, base, changes, pack, examples, restated, editorIds, author } = row
  await tx.insert(ruleRevisions).values({
    ...{ id, draftId: row.id, certification, base, changes, pack, examples, restated, editorIds, author },
    ...{ documentNumber, documentTitle, documentDate, effectiveOn, approvedById, approvedBy },
    applyDuring: rangeOf(inForce.apply),
    renewDuring: rangeOf(inForce.renew),
    enactedBy: actor.account,
    enactedAt: now(),
  })
  const moved = await moveOn(tx, actor, row, 'rules-enacted', { state: 'enacted' })
  await startJob(tx, actor, reassessKind, {}, { key: reassessKind })
  return draftAnswer(tx, actor, moved)
}

/** `hnte@2016-32-195.r2`: what it began as, and its number. */
function nameOf({ base, certification }: DraftRow, versions: Versions): string {
  const earlier = [...versions.values()].filter((version) => version.certification === certification).length
  return `${rootOf(versions, base) ?? certification}.r${earlier + 1}`
}
