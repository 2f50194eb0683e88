import { createHash } from 'node:crypto'
import { desc, eq, inArray } from 'drizzle-orm'
import { rulesWording } from './words.ts'
import type { RuleDraft, RuleDraftCreate, RuleDraftPatch } from '../../shared/api/rule-drafts.ts'
import { checkRuleset } from '../../shared/rules/check.ts'
import { rulesetOfPack } from '../../shared/rules/pack-rules.ts'
import { parseRevisions, type Revision } from '../../shared/rules/revise.ts'
import { revisedRuleset } from '../../shared/rules/revision.ts'
import type { Ruleset } from '../../shared/rules/ruleset.ts'
import { findRulesetById, rulesets } from '../../shared/rules/rulesets/index.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { ProblemError, refuse } from '../problems.ts'
import { ruleDrafts, ruleRevisions } from './table.ts'

export type DraftRow = typeof ruleDrafts.$inferSelect

/** What the account of an actor is known by; only people write drafts. */
export function accountOf({ accountId }: Actor): string {
  if (accountId === null) throw new ProblemError('not-allowed')
  return accountId
}

/** What was tried out and is to be enacted: a change of any of it asks for another look. */
export const contentOf = ({ base, changes, pack, effectiveOn }: DraftRow): string =>
  createHash('sha256')
    .update(JSON.stringify([base, changes, pack, effectiveOn]))
    .digest('hex')

export async function findDraft(tx: Queries, id: string): Promise<DraftRow> {
  const [row] = await tx.select().from(ruleDrafts).where(eq(ruleDrafts.id, id))
  if (!row) throw new ProblemError('rule-draft-not-found')
  return row
}

/** The same for writing: of many writers one at a time. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow> {
  const [row] = await tx.select().from(ruleDrafts).where(eq(ruleDrafts.id, id)).for('update')
  if (!row) throw new ProblemError('rule-draft-not-found')
  return row
}

async function revisionsOf(tx: Queries, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: ruleRevisions.id, draftId: ruleRevisions.draftId })
    .from(ruleRevisions)
    .where(inArray(ruleRevisions.draftId, [...ids]))
  return new Map(rows.map(({ id, draftId }) => [draftId, id]))
}

const answerOf = (row: DraftRow, actor: Actor, revision: string | undefined): RuleDraft => {
  const { authorId: _, editorIds, approvedById: _by, createdAt: _at, approvedAt, updatedAt, simulation, pack, ...plain } = row
  return {
    ...plain,
    changes: [...row.changes],
    pack: pack ?? null,
    examples: [...row.examples],
    restated: { ...row.restated },
    simulation: simulation ?? null,
    isSimulated: simulation != null && simulation.content === contentOf(row),
    isOwn: actor.accountId !== null && editorIds.includes(actor.accountId),
    approvedAt: approvedAt?.toISOString() ?? null,
    revision: revision ?? null,
    updatedAt: updatedAt.toISOString(),
  }
}

/** A draft as it is answered. */
export async function draftAnswer(tx: Queries, actor: Actor, row: DraftRow): Promise<RuleDraft> {
  return answerOf(row, actor, (await revisionsOf(tx, [row.id])).get(row.id))
}

/** The drafts, the latest first. */
export async function listDrafts(tx: Queries, actor: Actor): Promise<RuleDraft[]> {
  const rows = await tx.select().from(ruleDrafts).orderBy(desc(ruleDrafts.updatedAt), desc(ruleDrafts.id)).limit(200)
  const revisions = await revisionsOf(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => answerOf(row, actor, revisions.get(row.id)))
}

/** Begins a draft. A pack is the administrator's, and only where no built-in rule set judges. */
export async function createDraft(tx: Tx, actor: Actor, { base, certification, title }: RuleDraftCreate): Promise<RuleDraft> {
  const ruleset = base === undefined ? undefined : findRulesetById(base)
  if (base !== undefined && !ruleset) throw refuse('/base', rulesWording.noSuchRuleset)
  if (certification !== undefined) {
    if (actor.role !== 'admin') throw new ProblemError('not-allowed', { detail: rulesWording.packIsAdmins })
    if (rulesets.some((one) => one.certification === certification)) throw refuse('/certification', rulesWording.alreadyJudged)
  }
  const of = ruleset?.certification ?? certification
  if (!of) throw refuse('/certification', rulesWording.noSuchRuleset)
  const author = accountOf(actor)
  const [row] = await tx
    .insert(ruleDrafts)
    .values({ title, certification: of, base: base ?? null, authorId: author, author: actor.account, editorIds: [author] })
    .returning()
  if (!row) throw new Error('the draft was not stored')
  await audit(tx, actor, { action: 'rule-draft-created', subject: `rule-draft:${row.id}`, after: { title, certification: of, base } })
  return answerOf(row, actor, undefined)
}

/** The changes as exact values. Throws with the pointer of each that the vocabulary does not allow. */
function parsedChanges(base: string | null, changes: readonly { readonly id: string; readonly value?: unknown }[]): Revision[] {
  const ruleset = base === null ? undefined : findRulesetById(base)
  if (!ruleset) {
    if (changes.length === 0) return []
    throw refuse('/changes', rulesWording.noSuchRuleset)
  }
  const parsed = parseRevisions(
    [ruleset],
    changes.map(({ id, value }) => ({ id, value })),
    ['changes'],
  )
  if ('errors' in parsed) throw new ProblemError('invalid-request', { errors: parsed.errors })
  return Object.entries(parsed.revised).map(([id, value]) => ({ id, value }))
}

/** Writes in a draft that nobody has sent yet. Who writes in it is remembered, and may not approve it. */
export async function changeDraft(tx: Tx, actor: Actor, row: DraftRow, patch: RuleDraftPatch): Promise<RuleDraft> {
  if (row.state !== 'draft') throw new ProblemError('conflict', { detail: rulesWording.sentAlready })
  if (patch.pack !== undefined && (row.base !== null || actor.role !== 'admin'))
    throw new ProblemError('not-allowed', { detail: rulesWording.packIsAdmins })
  const { changes, ...plain } = patch
  const values = { ...plain, ...(changes === undefined ? {} : { changes: parsedChanges(row.base, changes) }) }
  const editor = accountOf(actor)
  const [changed] = await tx
    .update(ruleDrafts)
    .set({
      ...values,
      editorIds: row.editorIds.includes(editor) ? row.editorIds : [...row.editorIds, editor],
      version: row.version + 1,
      updatedAt: now(),
    })
    .where(eq(ruleDrafts.id, row.id))
    .returning()
  if (!changed) throw new Error('the draft was not stored')
  rulesetOfDraft(changed)
  const before = Object.fromEntries(Object.keys(values).map((key) => [key, row[key as keyof DraftRow]]))
  await audit(tx, actor, { action: 'rule-draft-changed', subject: `rule-draft:${row.id}`, before, after: values })
  return draftAnswer(tx, actor, changed)
}

const undated = '9999-12-31'

/** The rule set that would come of a draft, under its id. Throws where a check of rule sets finds a fault in it. */
export function rulesetOfDraft(row: DraftRow, id = `draft-${row.id.slice(0, 8)}`): Ruleset {
  const effectiveOn = row.effectiveOn ?? undated
  const document = { number: row.documentNumber ?? '', title: row.documentTitle ?? '', date: row.documentDate ?? '' }
  const made = madeOf(row, { id, effectiveOn, document })
  // A draft without its document yet lacks the clause, and nothing else.
  const faults = checkRuleset(made).filter((fault) => row.documentNumber !== null || !fault.includes('clause'))
  if (faults.length > 0)
    throw new ProblemError('invalid-request', { errors: faults.map((detail) => ({ pointer: row.pack ? '/pack' : '/changes', detail })) })
  return made
}

function madeOf(
  row: DraftRow,
  { id, effectiveOn, document }: { id: string; effectiveOn: string; document: { number: string; title: string; date: string } },
): Ruleset {
  const { base, certification, changes, pack } = row
  if (base === null) {
    const frame = { id, certification, effectiveOn, clause: `${document.number} ${document.title}`.trim() || '—' }
    return rulesetOfPack(pack ?? { title: row.title, criteria: [] }, frame)
  }
  const ruleset = findRulesetById(base)
  if (!ruleset) throw new ProblemError('conflict', { detail: rulesWording.noSuchRuleset })
  return revisedRuleset(ruleset, { id, effectiveOn, document, changes, pack: null })
}
