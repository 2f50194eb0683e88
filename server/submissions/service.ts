import { asc, eq } from 'drizzle-orm'
import type { FirmYear } from '../../shared/api/firms.ts'
import type { DecisionPut, StepKind, Submission, SubmissionPut, Submissions, SubmissionState } from '../../shared/api/submissions.ts'
import type { Figure } from '../../shared/dictionary/figures.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import { staleVersion } from '../concurrency.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { listYears, type VersionCheck, verifyYear } from '../figures/service.ts'
import { type FirmRecord, lockFirm } from '../firms/record.ts'
import { ProblemError, refuse } from '../problems.ts'
import { submissions, submissionSteps } from './table.ts'

type Row = typeof submissions.$inferSelect
type StepRow = typeof submissionSteps.$inferSelect

/** The years of a firm, each with every step that was taken; the latest first. */
export async function listSubmissions(tx: Queries, firm: FirmRecord): Promise<Submissions> {
  const { years } = await listYears(tx, firm)
  const rows = await tx.select().from(submissions).where(eq(submissions.firmId, firm.id))
  const steps = await tx.select().from(submissionSteps).where(eq(submissionSteps.firmId, firm.id)).orderBy(asc(submissionSteps.seq))
  return {
    items: years.map((current) =>
      answerOf(
        current,
        rows.find(({ year }) => year === current.year),
        steps.filter(({ year }) => year === current.year),
      ),
    ),
  }
}

async function getSubmission(tx: Queries, firm: FirmRecord, year: number): Promise<Submission> {
  const { items } = await listSubmissions(tx, firm)
  return (
    items.find((one) => one.year === year) ??
    answerOf({ year, figures: {}, provenance: {}, verifiedBy: null, verifiedAt: null, version: 0 }, undefined, [])
  )
}

function answerOf(current: FirmYear, row: Row | undefined, steps: readonly StepRow[]): Submission {
  return {
    year: current.year,
    state: stateOf(current, row),
    version: row?.version ?? 0,
    current,
    steps: steps.map(({ step, at, by, role, note, reasons, figures }) => ({
      step,
      at: at.toISOString(),
      by,
      role,
      note,
      reasons,
      figures,
    })),
  }
}

function stateOf(current: FirmYear, row: Row | undefined): SubmissionState {
  if (!row || row.state === 'withdrawn') return 'draft'
  // A figure that changes takes the confirmation away: the year is the firm's to send again.
  if (row.state === 'confirmed' && current.verifiedBy === null) return 'draft'
  return row.state
}

interface Step {
  readonly step: StepKind
  readonly note: string | null
  readonly reasons: Partial<Record<Figure, string>>
}

/** The year held until the transaction ends, with both versions checked that the person has read. */
async function held(
  tx: Tx,
  firmId: string,
  year: number,
  figuresVersion: number,
  check: VersionCheck<Submission>,
): Promise<{ firm: FirmRecord; before: Submission }> {
  const firm = await lockFirm(tx, firmId)
  const before = await getSubmission(tx, firm, year)
  await check(before.version, async () => before)
  if (before.current.version !== figuresVersion) throw staleVersion(before.version, before)
  return { firm, before }
}

/** The firm sends the figures of a year to its park, or takes them back before anybody has decided. */
export async function sendYear(
  tx: Tx,
  actor: Actor,
  firmId: string,
  year: number,
  { step, figuresVersion, note }: SubmissionPut,
  check: VersionCheck<Submission>,
): Promise<Submission> {
  const { firm, before } = await held(tx, firmId, year, figuresVersion, check)
  if (step === 'withdrawn') {
    if (before.state !== 'submitted') throw new ProblemError('conflict', { detail: '没有提交在园区的数据可以撤回' })
  } else {
    if (before.state === 'submitted') throw new ProblemError('conflict', { detail: '已经提交，园区还没有处理' })
    if (before.state === 'confirmed') throw new ProblemError('conflict', { detail: '园区已经确认，没有改动，不用再提交' })
    if (Object.keys(before.current.figures).length === 0)
      throw new ProblemError('conflict', { detail: `${year} 年还没有数据，没有可以提交的` })
    const doubts = doubtsOf(firm, year)
    if (doubts > 0 && !note) throw refuse('/note', `有 ${doubts} 处待核的数字：改正，或在说明里写明原因`)
  }
  await take(tx, actor, firmId, before, { step, note: note || null, reasons: {} })
  return getSubmission(tx, firm, year)
}

/** Doubts about the figures of a year. */
export const doubtsOf = ({ warnings }: Pick<FirmRecord, 'warnings'>, year: number): number =>
  warnings.filter(({ facts }) => facts.some((path) => path.startsWith(`years.${year}.`))).length

/** The park or the bureau stands for what was sent, or returns it and says why. */
export async function decideYear(
  tx: Tx,
  actor: Actor,
  firmId: string,
  year: number,
  { step, figuresVersion, note, reasons = {} }: DecisionPut,
  check: VersionCheck<Submission>,
): Promise<Submission> {
  const { firm, before } = await held(tx, firmId, year, figuresVersion, check)
  if (before.state !== 'submitted') throw new ProblemError('conflict', { detail: '这一年没有待确认的提交' })
  if (step === 'returned' && !note && Object.keys(reasons).length === 0) throw refuse('/note', '退回要写明原因：整份的，或逐个数字的')
  await take(tx, actor, firmId, before, { step, note: note || null, reasons: step === 'returned' ? reasons : {} })
  if (step === 'confirmed') await verifyYear(tx, actor, firmId, year, true, async () => {})
  return getSubmission(tx, firm, year)
}

const actions: Readonly<Record<StepKind, string>> = {
  submitted: 'figures-submitted',
  withdrawn: 'figures-withdrawn',
  returned: 'figures-returned',
  confirmed: 'figures-accepted',
}

async function take(tx: Tx, actor: Actor, firmId: string, before: Submission, { step, note, reasons }: Step): Promise<void> {
  const { year, version, steps, current } = before
  const at = now()
  const row = { state: step, at, by: actor.account, note, version: version + 1 }
  const round = steps.filter((one) => one.step === 'submitted').length + (step === 'submitted' ? 1 : 0)
  await tx
    .insert(submissions)
    .values({ firmId, year, round, ...row })
    .onConflictDoUpdate({ target: [submissions.firmId, submissions.year], set: { round, ...row } })
  await tx.insert(submissionSteps).values({
    firmId,
    year,
    seq: steps.length + 1,
    step,
    at,
    by: actor.account,
    role: actor.role,
    note,
    reasons,
    figures: current.figures,
  })
  await audit(tx, actor, {
    action: actions[step],
    subject: `firm:${firmId}`,
    firmId,
    after: { ...(note && { note }), ...Object.fromEntries(Object.entries(reasons).map(([id, why]) => [`years.${year}.${id}`, why])) },
  })
}
