import { and, eq, isNull, sql } from 'drizzle-orm'
import type {
  EntryPost,
  EntryState,
  EntryStep,
  EventKind,
  FirmLibraries,
  Library,
  LibraryEntry,
  LibraryPatch,
  LibraryRound,
  ManySteps,
  Origin,
  RoundPost,
} from '../../shared/api/libraries.ts'
import { addMonths } from '../../shared/days.ts'
import type { Role } from '../../shared/accounts.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { getFirmRecord, lockFirm } from '../firms/record.ts'
import type { VersionCheck } from '../plan/service.ts'
import { ProblemError, refuse } from '../problems.ts'
import { candidatesOf, getEntry, getLibraryRecord, libraryOf, type LibraryRecord, listEvents, roundCounts, shownRound } from './entries.ts'
import { libraries, libraryEntries, libraryEvents, libraryRounds } from './table.ts'

type EntryRecord = typeof libraryEntries.$inferSelect

/** From which states a step goes on, where it leads, and who takes it. */
const steps: Readonly<
  Record<EntryStep['kind'], { readonly from: readonly EntryState[]; readonly to: EntryState; readonly by: readonly Role[] }>
> = {
  recommended: { from: ['proposed'], to: 'recommended', by: ['park', 'bureau'] },
  declined: { from: ['proposed', 'recommended'], to: 'declined', by: ['park', 'bureau'] },
  confirmed: { from: ['recommended'], to: 'confirmed', by: ['bureau'] },
  rechecked: { from: ['confirmed'], to: 'confirmed', by: ['park', 'bureau'] },
  renamed: { from: ['confirmed'], to: 'confirmed', by: ['park', 'bureau'] },
  removed: { from: ['confirmed'], to: 'removed', by: ['bureau'] },
}

/** Months after which an entry is looked at again. */
const recheckAfter = 12

/** Changes the rule by which a library proposes. */
export async function changeLibrary(
  tx: Tx,
  actor: Actor,
  id: string,
  { rule, reason }: LibraryPatch,
  check: VersionCheck,
): Promise<Library> {
  const [before] = await tx.select().from(libraries).where(eq(libraries.id, id)).for('update')
  if (!before) throw new ProblemError('not-found')
  await check(before.version, () => libraryOf(tx, actor, before, today()))
  const changed = { rule, version: before.version + 1, updatedAt: now(), updatedBy: actor.account }
  await tx.update(libraries).set(changed).where(eq(libraries.id, id))
  await audit(tx, actor, { action: 'library-changed', subject: `library:${id}`, before: { rule: before.rule }, after: { rule, reason } })
  return libraryOf(tx, actor, await getLibraryRecord(tx, id), today())
}

/** Opens the round of a year; the rule proposes its candidates at once. */
export async function openRound(tx: Tx, actor: Actor, libraryId: string, { year, recommendUntil }: RoundPost): Promise<LibraryRound> {
  const library = await getLibraryRecord(tx, libraryId)
  if (await openRoundOf(tx, libraryId)) throw new ProblemError('conflict', { detail: '上一轮还没有公布，不能再开一轮' })
  const [round] = await tx
    .insert(libraryRounds)
    .values({ libraryId, year, recommendUntil, openedAt: now(), openedBy: actor.account })
    .returning()
  if (!round) throw new Error('the round was not stored')
  const proposed = await proposeByRule(tx, actor, library, round.id)
  await audit(tx, actor, { action: 'library-round-opened', subject: `library:${libraryId}`, after: { year, proposed } })
  return shownRound(round, (await roundCounts(tx, actor, library))[round.id] ?? {})
}

async function openRoundOf(tx: Queries, libraryId: string): Promise<typeof libraryRounds.$inferSelect | undefined> {
  const [round] = await tx
    .select()
    .from(libraryRounds)
    .where(and(eq(libraryRounds.libraryId, libraryId), isNull(libraryRounds.publishedAt)))
  return round
}

async function proposeByRule(tx: Tx, actor: Actor, library: LibraryRecord, roundId: string): Promise<number> {
  const at = now().toISOString()
  const rows = await tx.execute(sql`
    with candidates as (${candidatesOf(library)}),
    entered as (
      insert into library_entries (firm_id, library_id, state, origin, round_id, name, updated_at, updated_by)
      select id, ${library.id}, 'proposed', 'rule', ${roundId}::uuid, name, ${at}::timestamptz, ${actor.account} from candidates
      on conflict (firm_id, library_id) do update set state = 'proposed', origin = 'rule', round_id = excluded.round_id, name = excluded.name,
        entered_on = null, recheck_on = null, left_on = null, version = library_entries.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
      returning firm_id)
    insert into library_events (firm_id, library_id, round_id, kind, "on", reason, after, "by", at)
    select firm_id, ${library.id}, ${roundId}::uuid, 'proposed', ${today()}::date, '按入库规则自动提出', 'proposed', ${actor.account}, ${at}::timestamptz
    from entered returning firm_id`)
  return rows.length
}

/** Publishes a round: what is confirmed stands, what nobody recommended falls, what is recommended must be decided first. */
export async function publishRound(
  tx: Tx,
  actor: Actor,
  { libraryId, roundId }: { readonly libraryId: string; readonly roundId: string },
  check: VersionCheck,
): Promise<LibraryRound> {
  const library = await getLibraryRecord(tx, libraryId)
  const [round] = await tx
    .select()
    .from(libraryRounds)
    .where(and(eq(libraryRounds.id, roundId), eq(libraryRounds.libraryId, libraryId)))
    .for('update')
  if (!round) throw new ProblemError('not-found')
  await check(round.version, () => shownRound(round, null))
  if (round.publishedAt !== null) throw new ProblemError('conflict', { detail: '这一轮已经公布' })
  const before = (await roundCounts(tx, actor, library))[roundId] ?? {}
  if ((before['recommended'] ?? 0) > 0)
    throw new ProblemError('conflict', { detail: `还有 ${before['recommended']} 家已推荐、未确认，请先逐家决定` })
  await declineRest(tx, actor, libraryId, roundId)
  const counts = (await roundCounts(tx, actor, library))[roundId] ?? {}
  const number = `FQ-${libraryId.toUpperCase()}-${round.year}`
  const [published] = await tx
    .update(libraryRounds)
    .set({ number, publishedAt: now(), publishedBy: actor.account, counts, version: round.version + 1 })
    .where(eq(libraryRounds.id, roundId))
    .returning()
  if (!published) throw new ProblemError('not-found')
  await audit(tx, actor, { action: 'library-round-published', subject: `library:${libraryId}`, after: { number, counts } })
  return shownRound(published, null)
}

async function declineRest(tx: Tx, actor: Actor, libraryId: string, roundId: string): Promise<void> {
  const at = now().toISOString()
  await tx.execute(sql`
    with fallen as (
      update library_entries set state = 'declined', version = version + 1, updated_at = ${at}::timestamptz, updated_by = ${actor.account}
      where library_id = ${libraryId} and round_id = ${roundId}::uuid and state = 'proposed' returning firm_id)
    insert into library_events (firm_id, library_id, round_id, kind, "on", reason, before, after, "by", at)
    select firm_id, ${libraryId}, ${roundId}::uuid, 'declined', ${today()}::date, '公布时没有园区推荐', 'proposed', 'declined', ${actor.account}, ${at}::timestamptz
    from fallen`)
}

const originOf = (role: Actor['role']): Origin => (role === 'company' ? 'firm' : role === 'park' ? 'park' : 'bureau')

/** Brings a firm forward. What a park or the bureau brings is recommended with it; a firm only proposes itself. */
export async function proposeFirm(tx: Tx, actor: Actor, libraryId: string, { firmId, reason }: EntryPost): Promise<LibraryEntry> {
  const library = await getLibraryRecord(tx, libraryId)
  const firm = await lockFirm(tx, firmId)
  const [known] = await tx
    .select()
    .from(libraryEntries)
    .where(and(eq(libraryEntries.firmId, firmId), eq(libraryEntries.libraryId, libraryId)))
  if (known && !['declined', 'removed'].includes(known.state))
    throw new ProblemError('conflict', { detail: known.state === 'confirmed' ? '已在库中' : '已经提出，等待决定' })
  const state: EntryState = actor.role === 'company' ? 'proposed' : 'recommended'
  const round = await openRoundOf(tx, libraryId)
  const row = {
    state,
    origin: originOf(actor.role),
    roundId: round?.id ?? null,
    name: firm.name,
    enteredOn: null,
    recheckOn: null,
    leftOn: null,
    version: (known?.version ?? 0) + 1,
    updatedAt: now(),
    updatedBy: actor.account,
  }
  await tx
    .insert(libraryEntries)
    .values({ firmId, libraryId, ...row })
    .onConflictDoUpdate({ target: [libraryEntries.firmId, libraryEntries.libraryId], set: row })
  await keepEvent(tx, actor, {
    firmId,
    libraryId,
    roundId: row.roundId,
    kind: 'proposed',
    reason,
    before: known?.state ?? null,
    after: state,
  })
  return getEntry(tx, actor, library, firmId)
}

interface Happened {
  readonly firmId: string
  readonly libraryId: string
  readonly roundId: string | null
  readonly kind: EventKind
  readonly reason: string
  readonly before: string | null
  readonly after: string | null
  readonly on?: string | undefined
}

async function keepEvent(tx: Tx, actor: Actor, { on = today(), ...happened }: Happened): Promise<void> {
  await tx.insert(libraryEvents).values({ ...happened, on, by: actor.account, at: now() })
  const { firmId, libraryId, kind, reason, before, after } = happened
  await audit(tx, actor, { action: `library-${kind}`, subject: `library:${libraryId}`, firmId, before, after: { after, reason, on } })
}

/** Takes one step with a firm. Throws `conflict` where the step does not fit its state, `not-allowed` where it is not the actor's. */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  { libraryId, firmId }: { readonly libraryId: string; readonly firmId: string },
  step: EntryStep,
  check: VersionCheck,
): Promise<LibraryEntry> {
  const library = await getLibraryRecord(tx, libraryId)
  const firm = await lockFirm(tx, firmId)
  const [entry] = await tx
    .select()
    .from(libraryEntries)
    .where(and(eq(libraryEntries.firmId, firmId), eq(libraryEntries.libraryId, libraryId)))
  if (!entry) throw new ProblemError('firm-not-found')
  await check(entry.version, () => getEntry(tx, actor, library, firmId))
  if (!mayTake(actor, step.kind, entry.state)) throw new ProblemError('not-allowed')
  if (!steps[step.kind].from.includes(entry.state)) throw new ProblemError('conflict', { detail: '现在的状态不能这样做，请刷新后再看' })
  if (step.kind === 'renamed' && entry.name === firm.name) throw refuse('/kind', '企业名称没有变化')
  if (step.on !== undefined && step.on > today()) throw refuse('/on', '不能晚于今天')
  await applyStep(tx, actor, entry, firm.name, step)
  return getEntry(tx, actor, library, firmId)
}

/** A park decides what it recommends; what it has recommended is the bureau's. */
const mayTake = ({ role }: Actor, kind: EntryStep['kind'], state: EntryState): boolean =>
  role !== 'system' && steps[kind].by.includes(role) && !(role === 'park' && kind === 'declined' && state !== 'proposed')

async function applyStep(tx: Tx, actor: Actor, entry: EntryRecord, name: string, { kind, on = today(), reason }: EntryStep): Promise<void> {
  const { to } = steps[kind]
  await tx
    .update(libraryEntries)
    .set({
      state: to,
      ...(kind === 'confirmed' && { enteredOn: on, recheckOn: addMonths(on, recheckAfter), name }),
      ...(kind === 'rechecked' && { recheckOn: addMonths(on, recheckAfter) }),
      ...(kind === 'renamed' && { name }),
      ...(kind === 'removed' && { leftOn: on, recheckOn: null }),
      version: entry.version + 1,
      updatedAt: now(),
      updatedBy: actor.account,
    })
    .where(and(eq(libraryEntries.firmId, entry.firmId), eq(libraryEntries.libraryId, entry.libraryId)))
  await keepEvent(tx, actor, {
    firmId: entry.firmId,
    libraryId: entry.libraryId,
    roundId: entry.roundId,
    kind,
    on,
    reason,
    before: kind === 'renamed' ? entry.name : entry.state,
    after: kind === 'renamed' ? name : to,
  })
}

/** The same step for many firms. Those that it does not fit are passed over. */
export async function takeSteps(
  tx: Tx,
  actor: Actor,
  libraryId: string,
  { kind, firmIds, reason }: ManySteps,
): Promise<{ done: number; passedOver: number }> {
  await getLibraryRecord(tx, libraryId)
  let done = 0
  for (const firmId of [...new Set(firmIds)].sort()) {
    const [entry] = await tx
      .select()
      .from(libraryEntries)
      .where(and(eq(libraryEntries.firmId, firmId), eq(libraryEntries.libraryId, libraryId)))
      .for('update')
    if (!entry || !mayTake(actor, kind, entry.state) || !steps[kind].from.includes(entry.state)) continue
    const { name } = await getFirmRecord(tx, firmId)
    await applyStep(tx, actor, entry, name, { kind, reason })
    done++
  }
  return { done, passedOver: firmIds.length - done }
}

/** Where a firm stands with each library. */
export async function librariesOfFirm(tx: Queries, firmId: string): Promise<FirmLibraries> {
  await getFirmRecord(tx, firmId)
  const all = await tx.select().from(libraries).orderBy(libraries.sort, libraries.id)
  const entries = await tx.select().from(libraryEntries).where(eq(libraryEntries.firmId, firmId))
  const events = await listEvents(tx, firmId)
  return {
    items: all.map(({ id, name, certification }) => {
      const entry = entries.find(({ libraryId }) => libraryId === id)
      return {
        libraryId: id,
        name,
        certification,
        state: entry?.state ?? null,
        enteredOn: entry?.enteredOn ?? null,
        recheckOn: entry?.recheckOn ?? null,
        events: events.filter(({ libraryId }) => libraryId === id).map(({ libraryId: _libraryId, ...event }) => event),
      }
    }),
  }
}
