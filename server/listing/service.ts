import { asc, eq, sql } from 'drizzle-orm'
import type { FirmListing, ListingBoard, ListingReminder, ListingStep, StepPost } from '../../shared/api/listing.ts'
import { addMonths } from '../../shared/days.ts'
import { listingStages, stageOrder } from '../../shared/listing/stages.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { scopeOf } from '../firms/filter.ts'
import { getFirmRecord, lockFirm } from '../firms/record.ts'
import { refuse } from '../problems.ts'
import { listingSteps } from './table.ts'

/** The way of a firm so far; the stage is that of its last step. */
export async function getListing(tx: Queries, firmId: string): Promise<FirmListing> {
  await getFirmRecord(tx, firmId)
  const rows = await tx
    .select()
    .from(listingSteps)
    .where(eq(listingSteps.firmId, firmId))
    .orderBy(asc(listingSteps.enteredOn), asc(listingSteps.updatedAt))
  const steps = rows.map(
    ({ id, stage, enteredOn, board, exit, document, authority, note, validTo, updatedBy, updatedAt }): ListingStep => ({
      id,
      stage,
      enteredOn,
      board,
      exit,
      document,
      authority,
      note,
      validTo,
      by: updatedBy,
      at: updatedAt.toISOString(),
    }),
  )
  const last = steps.at(-1)
  return {
    stage: last?.stage ?? null,
    exit: last?.exit ?? null,
    board: steps.findLast(({ board }) => board !== null)?.board ?? null,
    steps,
    reminders: last && last.exit === null ? remindersOf(steps, last) : [],
  }
}

/** What the dates ask for. The terms of the tutoring are those of 证监会公告〔2021〕23号. */
function remindersOf(steps: readonly ListingStep[], last: ListingStep): ListingReminder[] {
  const reminders: ListingReminder[] = []
  const filed = steps.findLast(({ stage }) => stage === 'tutoring-filed')
  const isTutored = stageOrder(last.stage) >= stageOrder('tutoring-accepted')
  if (filed && !isTutored)
    reminders.push({ id: 'pipe-tutoring-min', due: addMonths(filed.enteredOn, 3), text: '辅导期原则上不少于 3 个月，此前不能申请验收' })
  if (last.stage === 'tutoring-accepted')
    reminders.push({
      id: 'pipe-letter-validity',
      due: last.validTo ?? addMonths(last.enteredOn, 12),
      text: '验收工作完成函有效期 12 个月，过期未申报须重新辅导。验收不代表符合上市条件',
    })
  if (last.stage === 'registered' && last.validTo !== null)
    reminders.push({ id: 'pipe-registration', due: last.validTo, text: '同意注册的批复到期前须完成发行' })
  return reminders
}

/** Keeps a step. Steps are entered in the order of their days; none lies before the one that it follows. */
export async function addStep(tx: Tx, actor: Actor, firmId: string, given: StepPost): Promise<FirmListing> {
  await lockFirm(tx, firmId)
  if (given.enteredOn > today()) throw refuse('/enteredOn', '不能晚于今天')
  if (given.validTo !== null && given.validTo < given.enteredOn) throw refuse('/validTo', '不能早于进入日期')
  const before = await getListing(tx, firmId)
  const last = before.steps.at(-1)
  if (last && given.enteredOn < last.enteredOn) throw refuse('/enteredOn', `不能早于上一步（${last.enteredOn}）`)
  await tx
    .insert(listingSteps)
    .values({ firmId, ...given, authority: listingStages[given.stage].authority, updatedAt: now(), updatedBy: actor.account })
  await audit(tx, actor, {
    action: 'listing-step',
    subject: `firm:${firmId}`,
    firmId,
    before: last ? { stage: last.stage, exit: last.exit } : null,
    after: given,
  })
  return getListing(tx, firmId)
}

/** Every firm on the way, by its last step. */
export async function listListings(tx: Queries, actor: Actor): Promise<ListingBoard> {
  const items = await tx.execute<ListingBoard['items'][number]>(sql`
    select distinct on (firms.id) firms.id as "firmId", firms.name, firms.park_id as "parkId", p.stage, p.entered_on::text as "enteredOn",
      p.board, p.exit, p.document, p.valid_to::text as "validTo"
    from listing_steps p join firms on firms.id = p.firm_id where ${scopeOf(actor) ?? sql`true`}
    order by firms.id, p.entered_on desc, p.updated_at desc limit 2000`)
  return { items: items.toSorted((a, b) => stageOrder(b.stage) - stageOrder(a.stage) || a.enteredOn.localeCompare(b.enteredOn)) }
}
