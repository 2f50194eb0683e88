import { and, eq, sql } from 'drizzle-orm'
import type {
  Delivery,
  DeliveryPatch,
  FirmIncentive,
  FirmIncentives,
  Incentive,
  IncentiveFirms,
  IncentivePut,
  IncentiveRow,
  MatchOutcome,
} from '../../shared/api/incentives.ts'
import { findIncentive, incentiveOn, incentives, matchAll, matchIncentive, type Standing } from '../../shared/incentives/catalogue.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { gatherFacts } from '../figures/facts.ts'
import { scopeOf } from '../firms/filter.ts'
import { lockFirm } from '../firms/record.ts'
import type { VersionCheck } from '../plan/service.ts'
import { ProblemError, refuse } from '../problems.ts'
import { incentiveChanges, incentiveDeliveries, type incentiveMatches } from './table.ts'

/** What the bureau found out, by incentive. */
export async function loadStandings(tx: Queries): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tx.select().from(incentiveChanges)
  return new Map(rows.map(({ incentive, change, version }) => [incentive, { change, version }]))
}

const ruleOf = (id: string) => {
  const rule = findIncentive(id)
  if (!rule) throw new ProblemError('not-found')
  return rule
}

const noDelivery: Delivery = { may: 0, unknown: 0, notYet: 0, told: 0, read: 0, applied: 0, received: 0, receivedSum: 0, untold: 0 }

/** How far each incentive has come among the firms that the actor sees. */
async function deliveriesOf(tx: Queries, actor: Actor): Promise<ReadonlyMap<string, Delivery>> {
  const rows = await tx.execute<Delivery & { incentive: string }>(sql`
    select coalesce(m.incentive, d.incentive) as incentive,
      (count(*) filter (where m.outcome in ('may', 'review')))::int as may, (count(*) filter (where m.outcome = 'unknown'))::int as unknown,
      (count(*) filter (where m.outcome = 'not-yet'))::int as "notYet", (count(d.told_at))::int as told, (count(d.read_at))::int as read,
      (count(d.applied_on))::int as applied, (count(d.received_on))::int as received, coalesce(sum(d.received), 0)::float8 as "receivedSum",
      (count(*) filter (where m.outcome in ('may', 'review') and d.told_at is null))::int as untold
    from incentive_matches m full join incentive_deliveries d on d.firm_id = m.firm_id and d.incentive = m.incentive
    join firms on firms.id = coalesce(m.firm_id, d.firm_id) where ${scopeOf(actor) ?? sql`true`} group by 1`)
  return new Map(rows.map(({ incentive, ...delivery }) => [incentive, delivery]))
}

/** The catalogue; offices learn how far each incentive has come with their firms. */
export async function listIncentives(
  tx: Queries,
  actor: Actor | null,
  day: string,
): Promise<{ matchedOn: string | null; items: IncentiveRow[] }> {
  const standings = await loadStandings(tx)
  const mayCount = actor !== null && ['park', 'town', 'bureau'].includes(actor.role)
  const deliveries = mayCount ? await deliveriesOf(tx, actor) : null
  const [last] = mayCount ? await tx.execute<{ day: string | null }>(sql`select max(as_of)::text as day from incentive_matches`) : []
  return {
    matchedOn: last?.day ?? null,
    items: incentives.map((rule) => ({
      ...incentiveOn(rule, day, standings.get(rule.id)),
      delivery: deliveries === null ? null : (deliveries.get(rule.id) ?? noDelivery),
    })),
  }
}

/** One incentive as it is offered on the day. */
export async function getIncentive(tx: Queries, actor: Actor | null, id: string, day: string): Promise<IncentiveRow> {
  ruleOf(id)
  const found = (await listIncentives(tx, actor, day)).items.find((one) => one.id === id)
  if (!found) throw new ProblemError('not-found')
  return found
}

/** Keeps what the bureau found out about an incentive. One that higher law bars stays barred. */
export async function changeIncentive(
  tx: Tx,
  actor: Actor,
  id: string,
  { reason, ...change }: IncentivePut,
  day: string,
  check: VersionCheck,
): Promise<Incentive> {
  const rule = ruleOf(id)
  const [before] = await tx.select().from(incentiveChanges).where(eq(incentiveChanges.incentive, id)).for('update')
  await check(before?.version ?? 0, () => incentiveOn(rule, day, before))
  if (rule.status === 'blocked' && change.status !== null && change.status !== 'blocked')
    throw refuse('/status', '与上位法冲突的政策不能改为有效')
  const row = { change, reason, version: (before?.version ?? 0) + 1, updatedAt: now(), updatedBy: actor.account }
  await tx
    .insert(incentiveChanges)
    .values({ incentive: id, ...row })
    .onConflictDoUpdate({ target: incentiveChanges.incentive, set: row })
  await audit(tx, actor, {
    action: 'incentive-changed',
    subject: `incentive:${id}`,
    before: before?.change ?? null,
    after: { ...change, reason },
  })
  return incentiveOn(rule, day, row)
}

type DeliveryRecord = typeof incentiveDeliveries.$inferSelect

const shownDelivery = (row: DeliveryRecord | undefined) => ({
  told: row?.toldAt?.toISOString() ?? null,
  read: row?.readAt?.toISOString() ?? null,
  appliedOn: row?.appliedOn ?? null,
  receivedOn: row?.receivedOn ?? null,
  received: row?.received ?? null,
  version: row?.version ?? 0,
})

/** How a firm stands with every incentive, by its facts of the day. */
export async function incentivesOfFirm(tx: Queries, firmId: string, day: string): Promise<FirmIncentives> {
  const { facts } = await gatherFacts(tx, firmId, day)
  const standings = await loadStandings(tx)
  const deliveries = new Map(
    (await tx.select().from(incentiveDeliveries).where(eq(incentiveDeliveries.firmId, firmId))).map((row) => [row.incentive, row]),
  )
  return {
    asOf: day,
    items: matchAll(facts, standings).map((match) => ({ ...match, ...shownDelivery(deliveries.get(match.incentive.id)) })),
  }
}

/** Keeps how far an incentive has come with a firm: read, applied, received. */
export async function keepDelivery(
  tx: Tx,
  actor: Actor,
  { firmId, incentiveId }: { readonly firmId: string; readonly incentiveId: string },
  patch: DeliveryPatch,
  day: string,
  check: VersionCheck,
): Promise<FirmIncentive> {
  const rule = ruleOf(incentiveId)
  await lockFirm(tx, firmId)
  const here = and(eq(incentiveDeliveries.firmId, firmId), eq(incentiveDeliveries.incentive, incentiveId))
  const [before] = await tx.select().from(incentiveDeliveries).where(here)
  await check(before?.version ?? 0, () => shownDelivery(before))
  const { read, ...given } = patch
  if (actor.role === 'company' && ('receivedOn' in given || 'received' in given)) throw new ProblemError('not-allowed')
  const row = {
    ...given,
    ...(read && { readAt: before?.readAt ?? now() }),
    version: (before?.version ?? 0) + 1,
    updatedAt: now(),
    updatedBy: actor.account,
  }
  const [kept] = await tx
    .insert(incentiveDeliveries)
    .values({ firmId, incentive: incentiveId, ...row })
    .onConflictDoUpdate({ target: [incentiveDeliveries.firmId, incentiveDeliveries.incentive], set: row })
    .returning()
  await audit(tx, actor, {
    action: 'incentive-delivery',
    subject: `incentive:${incentiveId}`,
    firmId,
    before: before ? shownDelivery(before) : null,
    after: patch,
  })
  const { facts } = await gatherFacts(tx, firmId, day)
  return { ...matchIncentive(rule, facts, (await loadStandings(tx)).get(incentiveId)), ...shownDelivery(kept) }
}

const pageSize = 100

/** Firms of an incentive, those that may enjoy it first. */
export async function firmsOfIncentive(
  tx: Queries,
  actor: Actor,
  id: string,
  { outcome, untold, offset }: { readonly outcome?: MatchOutcome | undefined; readonly untold: boolean; readonly offset: number },
): Promise<IncentiveFirms> {
  ruleOf(id)
  const conditions = [
    scopeOf(actor) ?? sql`true`,
    outcome ? sql`m.outcome = ${outcome}` : sql`true`,
    untold ? sql`d.told_at is null and m.outcome in ('may', 'review')` : sql`true`,
  ]
  const rows = await tx.execute<IncentiveFirms['items'][number] & { total: number }>(sql`
    select m.firm_id as "firmId", firms.name, firms.uscc, firms.park_id as "parkId", m.outcome, m.estimate::float8 as estimate,
      to_char(d.told_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as told, to_char(d.read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as read,
      d.applied_on::text as "appliedOn", d.received_on::text as "receivedOn", (count(*) over ())::int as total
    from incentive_matches m join firms on firms.id = m.firm_id
      left join incentive_deliveries d on d.firm_id = m.firm_id and d.incentive = m.incentive
    where m.incentive = ${id} and ${sql.join(conditions, sql` and `)}
    order by array_position(array['may', 'review', 'unknown', 'not-yet', 'not-offered'], m.outcome), m.estimate desc nulls last,
      firms.name collate "zh-x-icu", m.firm_id limit ${pageSize} offset ${offset}`)
  const total = rows[0]?.total ?? 0
  return {
    items: rows.map(({ total: _total, ...row }) => row),
    nextCursor: offset + rows.length < total && rows.length > 0 ? String(offset + rows.length) : null,
    total,
  }
}

/** Tells every firm that may enjoy it and was not told yet. An incentive that is not offered is told to nobody. */
export async function tellFirms(tx: Tx, actor: Actor, id: string, day: string): Promise<number> {
  const { isOffered } = incentiveOn(ruleOf(id), day, (await loadStandings(tx)).get(id))
  if (!isOffered) throw new ProblemError('conflict', { detail: '这项政策现在不推荐，不能通知' })
  const at = now().toISOString()
  const told = await tx.execute<{ firm_id: string }>(sql`
    insert into incentive_deliveries (firm_id, incentive, told_at, told_by, updated_at, updated_by)
    select m.firm_id, m.incentive, ${at}::timestamptz, ${actor.account}, ${at}::timestamptz, ${actor.account}
    from incentive_matches m join firms on firms.id = m.firm_id
    where m.incentive = ${id} and m.outcome in ('may', 'review') and ${scopeOf(actor) ?? sql`true`}
    on conflict (firm_id, incentive) do update set told_at = excluded.told_at, told_by = excluded.told_by,
      version = incentive_deliveries.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
      where incentive_deliveries.told_at is null
    returning firm_id`)
  await audit(tx, actor, { action: 'incentive-told', subject: `incentive:${id}`, after: { firms: told.length } })
  return told.length
}

/** Keeps how these firms stand: a statement for all of them. */
export async function keepMatches(tx: Tx, rows: readonly (typeof incentiveMatches.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  const records = rows.map(({ firmId, incentive, outcome, estimate, asOf, factsFingerprint }) => ({
    firm_id: firmId,
    incentive,
    outcome,
    estimate,
    as_of: asOf,
    facts_fingerprint: factsFingerprint,
  }))
  await tx.execute(sql`
    insert into incentive_matches (firm_id, incentive, outcome, estimate, as_of, facts_fingerprint)
    select firm_id, incentive, outcome, estimate, as_of, facts_fingerprint
    from json_populate_recordset(null::incentive_matches, ${JSON.stringify(records)}::text::json)
    on conflict (firm_id, incentive) do update set outcome = excluded.outcome, estimate = excluded.estimate, as_of = excluded.as_of,
      facts_fingerprint = excluded.facts_fingerprint`)
}
