import { and, eq } from 'drizzle-orm'
import type { Firm, FirmCreate, FirmPatch } from '../../shared/api/firms.ts'
import { profile } from '../../shared/dictionary/profile.ts'
import type { ProblemDetail } from '../../shared/problem.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import { type Actor, sqlState } from '../db/context.ts'
import type { Source, Sources } from '../db/provenance.ts'
import { parks } from '../parks/table.ts'
import { ProblemError } from '../problems.ts'
import { places } from '../reference/table.ts'
import { refreshFirms } from '../reports/refresh.ts'
import { firmSummaries } from '../reports/table.ts'
import { phoneFor } from './phones.ts'
import { type FirmRecord, getFirmRecord, lockFirm } from './record.ts'
import { firmNames, firms } from './table.ts'

/** Members of the profile that have a column of their own; code and name stand beside it. */
const profileKeys = Object.keys(profile).filter((key) => key !== 'uscc' && key !== 'name')
const contactKeys = [
  'address',
  'businessScope',
  'contactName',
  'contactPhone',
  'contactEmail',
  'serviceOfficer',
  'townCode',
  'tags',
] as const

/** Whether the actor may change a firm that it sees: everybody who writes at all. */
const mayEdit = ({ role }: Actor): boolean => role === 'company' || role === 'park' || role === 'bureau' || role === 'system'
const mayVerify = ({ role }: Actor): boolean => role === 'park' || role === 'bureau' || role === 'system'

/** One firm as the actor may read it. Throws `firm-not-found` for one that the actor does not see. */
export async function getFirm(tx: Queries, actor: Actor, firmId: string): Promise<Firm> {
  return firmAnswer(tx, actor, await getFirmRecord(tx, firmId))
}

async function firmAnswer(tx: Queries, actor: Actor, firm: FirmRecord): Promise<Firm> {
  const former = await tx
    .select({ name: firmNames.name, until: firmNames.until })
    .from(firmNames)
    .where(eq(firmNames.firmId, firm.id))
    .orderBy(firmNames.until)
  const [summary] = await tx.select({ sizeClass: firmSummaries.sizeClass }).from(firmSummaries).where(eq(firmSummaries.firmId, firm.id))
  const { id, uscc, name, parkId, townCode, address, businessScope, contactName, contactEmail, serviceOfficer, tags, version } = firm
  return {
    ...{ id, uscc, name, parkId, townCode, address, businessScope, contactName, contactEmail, serviceOfficer, tags, version },
    formerNames: former.map((one) => ({ name: one.name, until: one.until ?? '' })),
    registeredCapital: firm.registeredCapitalText,
    contactPhone: phoneFor(actor, firm.contactPhone),
    profile: Object.fromEntries(profileKeys.flatMap((key) => (valueOf(firm, key) == null ? [] : [[key, valueOf(firm, key)]]))),
    provenance: firm.provenance as Firm['provenance'],
    warnings: [...firm.warnings],
    sizeClass: summary?.sizeClass ?? null,
    createdAt: firm.createdAt.toISOString(),
    updatedAt: firm.updatedAt.toISOString(),
    may: { edit: mayEdit(actor), verify: mayVerify(actor) },
  }
}

const valueOf = (record: object, key: string): unknown => (record as Readonly<Record<string, unknown>>)[key]

/**
 * Registers a firm; a park's goes to the park itself. Throws `firm-exists` for a code that is taken: to a park without
 * saying by whom, since the firm may be another park's.
 */
export async function createFirm(tx: Tx, actor: Actor, given: FirmCreate): Promise<Firm> {
  const parkId = actor.role === 'park' ? actor.parkId : (given.parkId ?? null)
  await refuseWrong(tx, given, actor.role === 'park' && given.parkId != null && given.parkId !== actor.parkId)
  const source: Source = { source: 'entry', by: actor.account, at: now().toISOString() }
  const values = { ...given.profile, ...pick(given, contactKeys) }
  const id = await insertFirm(tx, {
    ...columnsFor(values),
    uscc: given.uscc,
    name: given.name,
    parkId,
    provenance: sourcesOf({ uscc: given.uscc, name: given.name, ...columnsFor(values) }, source),
    createdBy: actor.account,
    updatedBy: actor.account,
    createdAt: now(),
    updatedAt: now(),
  })
  await audit(tx, actor, {
    action: 'firm-created',
    subject: `firm:${id}`,
    firmId: id,
    after: { uscc: given.uscc, name: given.name, parkId, ...pathsOf(values) },
  })
  await refreshFirms(tx, actor, [id])
  return getFirm(tx, actor, id)
}

async function insertFirm(tx: Tx, values: typeof firms.$inferInsert): Promise<string> {
  try {
    const [made] = await tx.transaction((inner) => inner.insert(firms).values(values).returning({ id: firms.id }))
    if (made) return made.id
    throw new Error('a firm was inserted without an id')
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    const [own] = await tx.select({ name: firms.name }).from(firms).where(eq(firms.uscc, values.uscc))
    const detail = own ? `${values.uscc} 已经登记为「${own.name}」` : '这个代码不能登记'
    throw new ProblemError('firm-exists', { detail, errors: [{ pointer: '/uscc', detail: '这个代码不能登记' }] })
  }
}

/** Changes only what is given; null clears. A new name keeps the old one as a former name. */
export async function changeFirm(
  tx: Tx,
  actor: Actor,
  firmId: string,
  patch: FirmPatch,
  check: (version: number, current: () => Promise<Firm>) => Promise<void>,
): Promise<Firm> {
  const firm = await lockFirm(tx, firmId)
  await check(firm.version, () => firmAnswer(tx, actor, firm))
  await refuseWrong(tx, { ...patch, uscc: firm.uscc, name: patch.name ?? firm.name })
  const given = columnsFor({ ...patch.profile, ...pick(patch, contactKeys), ...(patch.name !== undefined && { name: patch.name }) })
  const changed = Object.keys(given).filter((key) => JSON.stringify(given[key] ?? null) !== JSON.stringify(valueOf(firm, key) ?? null))
  if (changed.length === 0) return firmAnswer(tx, actor, firm)

  if (changed.includes('name')) await rename(tx, firm, patch.name ?? firm.name)
  const values = pick(given, changed)
  const source: Source = { source: 'entry', by: actor.account, at: now().toISOString() }
  const provenance: Record<string, Source | undefined> = { ...firm.provenance }
  for (const key of changed) delete provenance[key]
  await tx
    .update(firms)
    .set({
      ...values,
      provenance: { ...provenance, ...sourcesOf(values, source) } as Sources,
      version: firm.version + 1,
      updatedAt: now(),
      updatedBy: actor.account,
    })
    .where(eq(firms.id, firmId))
  await audit(tx, actor, {
    action: 'firm-changed',
    subject: `firm:${firmId}`,
    firmId,
    before: pathsOf(pick(firm, changed)),
    after: pathsOf(values),
  })
  await refreshFirms(tx, actor, [firmId])
  return getFirm(tx, actor, firmId)
}

async function rename(tx: Tx, firm: FirmRecord, name: string): Promise<void> {
  const until = today()
  await tx
    .insert(firmNames)
    .values({ firmId: firm.id, name: firm.name, until })
    .onConflictDoUpdate({ target: [firmNames.firmId, firmNames.name], set: { until } })
  await tx.delete(firmNames).where(and(eq(firmNames.firmId, firm.id), eq(firmNames.name, name)))
}

/** Refuses what the schemas cannot know: a park or place that does not exist, a code or name that contradicts itself. */
async function refuseWrong(tx: Queries, given: Partial<FirmCreate>, isForeignPark = false): Promise<void> {
  const errors: ProblemDetail[] = []
  if (isForeignPark) errors.push({ pointer: '/parkId', detail: '只能登记到自己的园区' })
  else if (given.parkId != null && !(await exists(tx, parks, parks.id, given.parkId)))
    errors.push({ pointer: '/parkId', detail: '没有这个园区' })
  if (given.townCode != null && !(await exists(tx, places, places.code, given.townCode)))
    errors.push({ pointer: '/townCode', detail: '没有这个镇街' })
  if (given.profile?.uscc != null && given.profile.uscc !== given.uscc)
    errors.push({ pointer: '/profile/uscc', detail: '统一社会信用代码不能改' })
  if (given.profile?.name != null && given.profile.name !== given.name)
    errors.push({ pointer: '/profile/name', detail: '企业名称请填在 name' })
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors })
}

async function exists(
  tx: Queries,
  table: typeof parks | typeof places,
  column: typeof parks.id | typeof places.code,
  key: string,
): Promise<boolean> {
  const rows = await tx.select({ key: column }).from(table).where(eq(column, key)).limit(1)
  return rows.length > 0
}

function pick(record: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key) => (valueOf(record, key) === undefined ? [] : [[key, valueOf(record, key)]])))
}

/** Columns of the row: an empty text says as little as none. */
function columnsFor(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { uscc: _uscc, ...rest } = values
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value === '' ? null : value]))
}

const sourcesOf = (values: Readonly<Record<string, unknown>>, source: Source): Sources =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value == null ? [] : [[key, source]])))

/** Dot paths of the facts, as the history names what changed. */
const pathsOf = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [profileKeys.includes(key) ? `profile.${key}` : key, value ?? null]))
