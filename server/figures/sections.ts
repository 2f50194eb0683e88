import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { type Section, type SectionBody, sectionSchemas } from '../../shared/api/firms.ts'
import { type ListName, listNames, lists } from '../../shared/dictionary/lists.ts'
import { listing, market } from '../../shared/dictionary/profile.ts'
import { type FirmFacts, refusals } from '../../shared/facts.ts'
import { answerFaults } from '../../shared/rules/answers.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import type { Source } from '../db/provenance.ts'
import { type FirmRecord, lockFirm, touchFirm } from '../firms/record.ts'
import { firms } from '../firms/table.ts'
import { ProblemError } from '../problems.ts'
import { refreshFirms } from '../reports/refresh.ts'
import { gatherFacts } from './facts.ts'
import type { VersionCheck } from './service.ts'
import { answers, conversions, listings, listTables, marketPositions } from './table.ts'

/** A section as it stands, with the source of each of its items or members. Null: nobody has said. */
type Stored = Pick<SectionBody, 'value' | 'provenance'>

const isList = (section: Section): section is ListName => (listNames as readonly string[]).includes(section)

/** The sheets of one row a firm. */
const sheets = { market: { table: marketPositions, members: market }, listing: { table: listings, members: listing } } as const

/** One part of what is known of a firm, under its own version. */
export async function readSection(tx: Queries, firm: FirmRecord, section: Section): Promise<SectionBody> {
  return { section, ...(await storedSection(tx, firm, section)), version: firm.versions[section] ?? 0 }
}

/** Replaces a section as a whole; null makes it unknown again. What stays the same keeps its source. */
export async function replaceSection(
  tx: Tx,
  actor: Actor,
  firmId: string,
  section: Section,
  given: unknown,
  check: VersionCheck<SectionBody>,
): Promise<SectionBody> {
  const firm = await lockFirm(tx, firmId)
  await check(firm.versions[section] ?? 0, () => readSection(tx, firm, section))
  const value = checkedValue(section, given)
  if (section === 'answers' && value !== null) await refuseAnswers(tx, firmId, value as FirmFacts['answers'])
  const before = await storedSection(tx, firm, section)
  if (!isDeepStrictEqual(before.value, value)) {
    await writeSection(tx, firmId, section, value, { source: 'entry', by: actor.account, at: now().toISOString() })
    await tx
      .update(firms)
      .set({
        stated: value === null ? firm.stated.filter((name) => name !== section) : [...new Set([...firm.stated, section])],
        versions: { ...firm.versions, [section]: (firm.versions[section] ?? 0) + 1 },
      })
      .where(eq(firms.id, firmId))
    await audit(tx, actor, {
      action: 'section-changed',
      subject: `firm:${firmId}`,
      firmId,
      before: { [section]: before.value },
      after: { [section]: value },
    })
    await touchFirm(tx, actor, firmId)
    await refreshFirms(tx, actor, [firmId])
  }
  return readSection(tx, await lockFirm(tx, firmId), section)
}

/** The value by the schema of its section, without members that say nothing. Throws `invalid-request` with every refused value. */
function checkedValue(section: Section, given: unknown): unknown {
  if (given === null) return null
  const parsed = sectionSchemas[section].safeParse(given)
  if (!parsed.success) throw new ProblemError('invalid-request', { errors: refusals(parsed.error, ['value']) })
  return isList(section) ? (parsed.data as Record<string, unknown>[]).map(known) : known(parsed.data as Record<string, unknown>)
}

const known = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value != null))

async function refuseAnswers(tx: Tx, firmId: string, given: FirmFacts['answers']): Promise<void> {
  const { facts } = await gatherFacts(tx, firmId, today())
  const faults = answerFaults({ ...facts, answers: given })
  if (faults.length > 0)
    throw new ProblemError('invalid-request', {
      errors: faults.map((fault) => ({ ...fault, pointer: fault.pointer.replace('/answers', '/value') })),
    })
}

async function storedSection(tx: Queries, firm: FirmRecord, section: Section): Promise<Stored> {
  if (isList(section)) {
    const items = await storedItems(tx, firm.id, section)
    if (items.length === 0 && !firm.stated.includes(section)) return { value: null }
    return { value: items.map(({ item }) => item), provenance: items.map(({ provenance }) => provenance) }
  }
  if (section === 'market' || section === 'listing') {
    const { table, members } = sheets[section]
    const [row] = await tx.select().from(table).where(eq(table.firmId, firm.id))
    if (!row) return { value: null }
    return { value: memberValues(row, Object.keys(members)), provenance: row.provenance }
  }
  const rows = section === 'conversions' ? await storedConversions(tx, firm.id) : await storedAnswers(tx, firm.id)
  if (rows.length === 0 && !firm.stated.includes(section)) return { value: null }
  return {
    value: Object.fromEntries(rows.map(({ key, value }) => [key, value])),
    provenance: Object.fromEntries(rows.map(({ key, provenance }) => [key, provenance])),
  }
}

function memberValues(row: Readonly<Record<string, unknown>>, members: readonly string[]): Record<string, unknown> {
  return known(Object.fromEntries(members.map((member) => [member, row[member]])))
}

async function storedItems(tx: Queries, firmId: string, section: ListName) {
  const table = listTables[section]
  const rows = await tx.select().from(table).where(eq(table.firmId, firmId)).orderBy(asc(table.position), asc(table.id))
  const members = Object.keys(lists[section].members)
  return rows.map((row) => ({ id: row.id, position: row.position, provenance: row.provenance, item: memberValues(row, members) }))
}

async function storedConversions(tx: Queries, firmId: string) {
  const rows = await tx.select().from(conversions).where(eq(conversions.firmId, firmId)).orderBy(asc(conversions.year))
  return rows.flatMap(({ year, items, provenance }) =>
    items === null ? [] : [{ key: String(year), value: items as number | boolean, provenance }],
  )
}

async function storedAnswers(tx: Queries, firmId: string) {
  const rows = await tx.select().from(answers).where(eq(answers.firmId, firmId)).orderBy(asc(answers.criterion))
  return rows.flatMap(({ criterion, value, provenance }) => (value === null ? [] : [{ key: criterion, value, provenance }]))
}

async function writeSection(tx: Tx, firmId: string, section: Section, value: unknown, source: Source): Promise<void> {
  if (isList(section)) return writeItems(tx, firmId, section, (value ?? []) as Record<string, unknown>[], source)
  const members = (value ?? {}) as Readonly<Record<string, number | boolean>>
  if (section === 'market' || section === 'listing') return writeSheet(tx, firmId, section, value === null ? null : members, source)
  if (section === 'conversions') {
    const kept = new Map((await storedConversions(tx, firmId)).map(({ key, ...rest }) => [key, rest]))
    await tx.delete(conversions).where(eq(conversions.firmId, firmId))
    const rows = Object.entries(members).map(([year, items]) => ({
      firmId,
      year: Number(year),
      items: Number(items),
      provenance: sourceOf(kept.get(year), items, source),
    }))
    if (rows.length > 0) await tx.insert(conversions).values(rows)
    return
  }
  const kept = new Map((await storedAnswers(tx, firmId)).map(({ key, ...rest }) => [key, rest]))
  await tx.delete(answers).where(eq(answers.firmId, firmId))
  const rows = Object.entries(members).map(([criterion, answer]) => ({
    firmId,
    criterion,
    value: answer,
    provenance: sourceOf(kept.get(criterion), answer, source),
  }))
  if (rows.length > 0) await tx.insert(answers).values(rows)
}

/** An unchanged value keeps its source. */
const sourceOf = (kept: { value: unknown; provenance: Source | null } | undefined, value: unknown, source: Source): Source | null =>
  kept && kept.value === value ? kept.provenance : source

async function writeSheet(
  tx: Tx,
  firmId: string,
  section: 'market' | 'listing',
  value: Readonly<Record<string, unknown>> | null,
  source: Source,
): Promise<void> {
  const { table, members } = sheets[section]
  const [row] = await tx.select().from(table).where(eq(table.firmId, firmId))
  if (value === null) {
    await tx.delete(table).where(eq(table.firmId, firmId))
    return
  }
  const before = (row ?? {}) as Readonly<Record<string, unknown>>
  const sources = (row?.provenance ?? {}) as Readonly<Record<string, Source | undefined>>
  const provenance = Object.fromEntries(
    Object.keys(value).map((member) => [member, before[member] === value[member] ? (sources[member] ?? source) : source]),
  )
  const written = {
    ...Object.fromEntries(Object.keys(members).map((member) => [member, value[member] ?? null])),
    provenance,
    version: (row?.version ?? 0) + 1,
  }
  await tx
    .insert(table)
    .values({ firmId, ...written })
    .onConflictDoUpdate({ target: table.firmId, set: written })
}

/** Items that are the same as before keep their row and its source; the others are taken away or added. */
async function writeItems(
  tx: Tx,
  firmId: string,
  section: ListName,
  items: readonly Record<string, unknown>[],
  source: Source,
): Promise<void> {
  const table = listTables[section]
  const unmatched = await storedItems(tx, firmId, section)
  const added: { firmId: string; position: number; provenance: Source }[] = []
  for (const [position, item] of items.entries()) {
    const index = unmatched.findIndex((stored) => isDeepStrictEqual(stored.item, item))
    if (index === -1) {
      added.push({ firmId, position, provenance: source, ...item })
      continue
    }
    const [same] = unmatched.splice(index, 1)
    if (same && same.position !== position)
      await tx
        .update(table)
        .set({ position })
        .where(and(eq(table.firmId, firmId), eq(table.id, same.id)))
  }
  const gone = unmatched.map(({ id }) => id)
  if (gone.length > 0) await tx.delete(table).where(and(eq(table.firmId, firmId), inArray(table.id, gone)))
  // The schema of the section has checked the members, which are the table's columns.
  for (let from = 0; from < added.length; from += 500) await tx.insert(table).values(added.slice(from, from + 500) as never)
}
