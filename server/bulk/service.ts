import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AskBody, AskResult, AssignBody, BulkResult, Selection, Skip, TagBody } from '../../shared/api/bulk.ts'
import { FirmQuery } from '../../shared/api/firms.ts'
import { grouped } from '../../shared/grouped.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { listFirms } from '../firms/page.ts'
import { firms } from '../firms/table.ts'
import { type NewNotice, notify } from '../notices/service.ts'
import { parks } from '../parks/table.ts'
import { refuse } from '../problems.ts'
import { assessments, firmSummaries } from '../reports/table.ts'

/** Firms that one act may change: beyond it a narrower selection is wanted. */
const atMost = 5_000

/** The ids of a selection that the actor sees; others are passed over as if they did not exist. */
export async function selectedFirms(tx: Queries, actor: Actor, { ids, query }: Selection): Promise<string[]> {
  if (ids) {
    const seen = await tx
      .select({ id: firms.id })
      .from(firms)
      .where(inArray(firms.id, [...new Set(ids)]))
    return seen.map(({ id }) => id).sort()
  }
  const found: string[] = []
  const asked = FirmQuery.parse({ ...query, limit: 200 })
  for (let cursor: string | undefined; ;) {
    const page = await listFirms(tx, actor, { ...asked, cursor }, today())
    found.push(...page.items.map(({ id }) => id))
    if (found.length > atMost) throw refuse('/selection/query', `一次最多 ${atMost} 家，请先缩小范围`)
    if (page.nextCursor === null) return found.sort()
    cursor = page.nextCursor
  }
}

/** Facts that a firm is asked for at once: the most decisive ones, not a questionnaire. */
const factsAsked = 8
/** Days within which nobody is asked again. */
const askedAgainAfter = 7
/** Firms that a preview names. */
const named = 50

interface Asked {
  readonly id: string
  readonly name: string
  readonly facts: readonly string[]
  readonly skip: Skip | null
}

/** Asks the firms for exactly the figures that decide most; who was asked within a week is left in peace. */
export async function askForFigures(tx: Tx, actor: Actor, { selection, note, preview }: AskBody): Promise<AskResult> {
  const asked = await whomToAsk(tx, await selectedFirms(tx, actor, selection))
  const due = asked.filter(({ skip }) => skip === null)
  if (!preview && due.length > 0) await sendRequests(tx, actor, due, note)
  const skipped: Partial<Record<Skip, number>> = {}
  for (const { skip } of asked) if (skip !== null) skipped[skip] = (skipped[skip] ?? 0) + 1
  const shown = [...due, ...asked.filter(({ skip }) => skip !== null)].slice(0, named)
  return { asked: due.length, skipped, firms: shown.map(({ id, name, facts, skip }) => ({ id, name, facts: [...facts], skip })) }
}

async function whomToAsk(tx: Tx, ids: readonly string[]): Promise<Asked[]> {
  if (ids.length === 0) return []
  const since = new Date(now().getTime() - askedAgainAfter * 86_400_000).toISOString()
  const rows = await tx
    .select({
      id: firms.id,
      name: firms.name,
      facts: assessments.missing,
      people: sql<number>`(select count(*)::int from notice_recipients('company', null, ${firms.id}))`,
      isLate: sql<boolean>`exists (select 1 from notifications asked where asked.firm_id = ${firms.id}
        and asked.kind = 'figures-missing' and asked.created_at > ${since}::timestamptz)`,
    })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .leftJoin(assessments, and(eq(assessments.firmId, firms.id), eq(assessments.certification, firmSummaries.nextCertification)))
    .where(inArray(firms.id, [...ids]))
    .orderBy(firms.name)
  return rows.map(({ id, name, facts, people, isLate }) => ({
    id,
    name,
    facts: (facts ?? []).slice(0, factsAsked),
    skip: (facts ?? []).length === 0 ? 'nothing-missing' : isLate ? 'asked-lately' : people === 0 ? 'no-account' : null,
  }))
}

async function sendRequests(tx: Tx, actor: Actor, due: readonly Asked[], note: string): Promise<void> {
  const [park] = actor.parkId === null ? [] : await tx.select({ name: parks.name }).from(parks).where(eq(parks.id, actor.parkId))
  const by = park?.name ?? '市科技局'
  const notices = due.map(({ id, name, facts }): NewNotice => ({
    to: { firm: id },
    kind: 'figures-missing',
    values: { firm: name, by, facts, ...(note !== '' && { note }) },
    link: `/firms/${id}/figures`,
    firmId: id,
  }))
  await notify(tx, actor, notices)
  for (const { id, facts } of due)
    await audit(tx, actor, {
      action: 'figures-asked',
      subject: `firm:${id}`,
      firmId: id,
      after: { facts: facts.length, ...(note !== '' && { note }) },
    })
}

/** Gives firms to a service officer. */
export async function assignOfficer(tx: Tx, actor: Actor, { selection, serviceOfficer }: AssignBody): Promise<BulkResult> {
  const rows = await lockSelected(tx, actor, selection)
  const changed = rows.filter((row) => row.serviceOfficer !== serviceOfficer)
  await write(tx, actor, changed, { serviceOfficer })
  for (const row of changed) await auditChange(tx, actor, row.id, { serviceOfficer: row.serviceOfficer }, { serviceOfficer })
  const before = grouped(changed, (row) => row.serviceOfficer)
  return {
    changed: changed.length,
    unchanged: rows.length - changed.length,
    before: [...before].map(([officer, group]) => ({ serviceOfficer: officer, ids: group.map(({ id }) => id) })),
  }
}

/** Tags a firm carries at most, as its own form has it. */
const tagsAtMost = 20

/** Puts tags on firms and takes others away. */
export async function tagFirms(tx: Tx, actor: Actor, { selection, add, remove }: TagBody): Promise<BulkResult> {
  const rows = await lockSelected(tx, actor, selection)
  const changed = rows.flatMap((row) => {
    const tags = [...new Set([...row.tags.filter((tag) => !remove.includes(tag)), ...add])].slice(0, tagsAtMost)
    return JSON.stringify(tags) === JSON.stringify(row.tags) ? [] : [{ ...row, next: tags }]
  })
  for (const [, group] of grouped(changed, ({ next }) => JSON.stringify(next)))
    await write(tx, actor, group, { tags: group[0]?.next ?? [] })
  for (const { id, tags, next } of changed) await auditChange(tx, actor, id, { tags }, { tags: next })
  return {
    changed: changed.length,
    unchanged: rows.length - changed.length,
    before: [{ serviceOfficer: null, ids: changed.map(({ id }) => id) }],
  }
}

interface Locked {
  readonly id: string
  readonly serviceOfficer: string | null
  readonly tags: readonly string[]
}

/** Held in the order of their ids, so that two acts at once wait for each other instead of blocking each other. */
async function lockSelected(tx: Tx, actor: Actor, selection: Selection): Promise<Locked[]> {
  const ids = await selectedFirms(tx, actor, selection)
  if (ids.length === 0) return []
  return tx
    .select({ id: firms.id, serviceOfficer: firms.serviceOfficer, tags: firms.tags })
    .from(firms)
    .where(inArray(firms.id, ids))
    .orderBy(firms.id)
    .for('no key update')
}

async function write(
  tx: Tx,
  actor: Actor,
  rows: readonly Locked[],
  values: { serviceOfficer?: string | null; tags?: string[] },
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const source = { source: 'entry', by: actor.account, at: now().toISOString() }
  const [key] = Object.keys(values)
  await tx
    .update(firms)
    .set({
      ...values,
      provenance: sql`${firms.provenance} || ${JSON.stringify({ [key ?? '']: source })}::jsonb`,
      version: sql`${firms.version} + 1`,
      updatedAt: now(),
      updatedBy: actor.account,
    })
    .where(inArray(firms.id, ids))
}

const auditChange = (tx: Tx, actor: Actor, firmId: string, before: object, after: object): Promise<void> =>
  audit(tx, actor, { action: 'firm-changed', subject: `firm:${firmId}`, firmId, before, after })
