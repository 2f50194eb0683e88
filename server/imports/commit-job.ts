import { isDeepStrictEqual } from 'node:util'
import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { RowIssue } from '../../shared/api/imports.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import type { JobContext } from '../jobs/service.ts'
import { reassessFirms, refreshFirms } from '../reports/refresh.ts'
import { appendAudits } from './audits.ts'
import { gatherWrites, type WritableRow } from './changes.ts'
import { checkBatch, countsOf, mappingFor, type ParsedRow, storeCompared } from './check-job.ts'
import { type ComparedRow, type Comparison, compareRow, type DecidedRow, type Decision, survey } from './compare.ts'
import { fileIndex } from './file-index.ts'
import { changeImport, getImportRecord, type ImportRecord, lockImport, progressWriter } from './record.ts'
import type { Stored } from './stored.ts'
import { importRows } from './table.ts'
import { write } from './write.ts'

export interface CommitPayload {
  readonly importId: string
  /** `all`: nothing unless everything; `good`: the rows that are good. */
  readonly mode: 'all' | 'good'
}

const batchSize = 400

/** Rows of which something stored was changed between preview and commit. */
class RowsChanged extends Error {
  readonly rows: readonly number[]

  constructor(rows: readonly number[]) {
    super('rows have changed since the preview')
    this.rows = rows
  }
}

/** Writes the good rows in one transaction, then brings the assessments of the firms up to date. */
export async function commitImport({ db, actor, payload, signal }: JobContext<CommitPayload>): Promise<void> {
  const { importId } = payload
  const record = await within(db, systemActor, (tx) => getImportRecord(tx, importId))
  const progress = progressWriter(db, importId)
  if (record.state === 'committing') {
    try {
      await within(db, actor, (tx) => writeRows(db, tx, actor, payload, signal, progress.report), { timeout: 0 })
    } catch (error) {
      if (!(error instanceof RowsChanged)) throw error
      await progress.settled()
      return await backToPreview(db, actor, record, error.rows)
    }
  } else if (record.state !== 'committed' || record.verdictChanges !== null) return
  await followUp(db, importId, signal, progress)
}

type Report = (stage: string, done: number, total: number | null) => void

async function writeRows(
  db: Db,
  tx: Tx,
  actor: Actor,
  { importId, mode }: CommitPayload,
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  const record = await lockImport(tx, importId)
  if (record.state !== 'committing') return
  const comparison = await comparisonFor(tx, record)
  const origin = { importId, file: record.fileName, by: actor.account, at: now().toISOString(), parkId: record.parkId }
  const total = (record.counts?.new ?? 0) + (record.counts?.changed ?? 0)
  const created = new Set<string>()
  const left: ComparedRow[] = []
  const settled: ComparedRow[] = []
  let done = 0
  for await (const batch of goodRows(tx, importId)) {
    signal.throwIfAborted()
    const surveyed = await survey(
      db,
      tx,
      batch.map(({ decided }) => decided),
      comparison,
      true,
    )
    const good: WritableRow[] = []
    for (const one of batch) {
      const compared = compareRow(one.decided, comparison, surveyed)
      // Somebody entered the same meanwhile: there is nothing left to write, and nothing to ask.
      if (compared.outcome === 'unchanged') {
        settled.push(compared)
        continue
      }
      const isOurs = compared.uscc !== null && created.has(compared.uscc)
      if (isOurs || isAsPreviewed(one, compared)) good.push(writable(compared, surveyed.stored))
      else left.push(withReason(compared))
    }
    const refused = await write(tx, importId, gatherWrites(good, surveyed.stored, origin))
    for (const { uscc } of good) if (!surveyed.stored.has(uscc) && !refused.has(uscc)) created.add(uscc)
    left.push(...batch.filter(({ decided }) => refused.has(decided.checked.uscc ?? '')).map(({ decided }) => notImportable(decided)))
    if (mode === 'all' && left.length > 0) throw new RowsChanged(left.map(({ checked }) => checked.row))
    done += batch.length
    report('写入', done, total)
    await breathe()
  }
  await storeCompared(tx, importId, [...left, ...settled])
  await keepVerdicts(tx, importId)
  const ids = await changedFirms(tx, importId)
  await refreshFirms(tx, actor, ids)
  const counts = await countsOf(tx, importId)
  await changeImport(tx, importId, {
    state: 'committed',
    committedAt: now(),
    counts: { ...counts },
    progress: null,
    failure: left.length > 0 ? leftSentence(left.length) : null,
  })
  await appendAudits(tx, actor, record, 'import')
  await audit(tx, actor, {
    action: 'import-committed',
    subject: `import:${importId}`,
    after: { file: record.fileName, hash: record.fileHash, mode, counts, firms: ids.length },
  })
}

interface PreviewedRow {
  readonly decided: DecidedRow
  readonly parsed: ParsedRow
  readonly wasNew: boolean
}

/** The rows that the preview found good, so many at a time, as they were read then. */
async function* goodRows(tx: Tx, importId: string): AsyncGenerator<PreviewedRow[]> {
  for (let after = 0; ;) {
    const rows = await tx
      .select()
      .from(importRows)
      .where(and(eq(importRows.importId, importId), gt(importRows.row, after), inArray(importRows.outcome, ['new', 'changed'])))
      .orderBy(asc(importRows.row))
      .limit(batchSize)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row): PreviewedRow => {
      const parsed = row.parsed as ParsedRow
      const { name: _name, ...values } = parsed.values
      return {
        parsed,
        wasNew: row.outcome === 'new',
        decided: {
          decision: (row.decision ?? {}) as Decision,
          checked: {
            row: row.row,
            uscc: row.uscc,
            name: row.name,
            year: row.year,
            values,
            columns: parsed.columns,
            issues: [],
            blanks: parsed.blanks,
            aside: null,
          },
        },
      }
    })
    after = last.row
  }
}

/** Whether writing the row does what the preview said: the same firm, and the same values standing where it changes them. */
function isAsPreviewed({ parsed, wasNew }: PreviewedRow, { outcome, before, firmId }: ComparedRow): boolean {
  if (outcome !== 'new' && outcome !== 'changed') return false
  return wasNew === (firmId === null) && isDeepStrictEqual(before, parsed.before)
}

const writable = ({ checked, uscc, values }: ComparedRow, stored: Map<string, Stored>): WritableRow => ({
  row: checked.row,
  uscc: uscc!,
  name: checked.name ?? stored.get(uscc!)?.firm.name ?? null,
  values,
  columns: checked.columns,
})

const issueOf = (row: number, kind: RowIssue['kind'], code: string, reason: string): RowIssue => ({
  kind,
  code,
  column: null,
  target: null,
  detail: `第 ${row} 行：${reason}。`,
})

function withReason(compared: ComparedRow): ComparedRow {
  if (compared.outcome === 'refused') return compared
  const issue = issueOf(compared.checked.row, 'confirm', 'changed-since', '预览之后有人改过这家企业，没有覆盖，请重新核对')
  return { ...compared, outcome: 'confirm', issues: [...compared.issues, issue] }
}

function notImportable({ checked }: DecidedRow): ComparedRow {
  const issue = issueOf(checked.row, 'error', 'not-importable', '这个代码不能由本园区导入，请联系科技局核实')
  return {
    checked,
    uscc: checked.uscc,
    firmId: null,
    outcome: 'refused',
    values: checked.values,
    before: {},
    issues: [issue],
    warnings: [],
    suggestion: null,
  }
}

const leftSentence = (rows: number): string => `有 ${rows} 行在预览之后情况有变，没有导入，请在预览中核对。`

/** What rows are compared by at the commit: duplicates are settled, but older years still speak for their year only. */
async function comparisonFor(tx: Tx, record: ImportRecord): Promise<Comparison> {
  const mapping = await mappingFor(tx, record)
  const entries = mapping.hasYearColumn
    ? await tx.execute<{ uscc: string; year: number }>(sql`select uscc, max(year) as year from import_rows
        where import_id = ${record.id}::uuid and uscc is not null and year is not null and outcome <> 'skipped' group by uscc`)
    : []
  const index = fileIndex(entries.map(({ uscc, year }) => ({ row: Number.MAX_SAFE_INTEGER, uscc, year: Number(year), staff: {} })))
  return { parkId: record.parkId, mapping, index, asOf: today() }
}

/** In `all` mode nothing was written: the rows that changed are checked again, and the preview is open once more. */
async function backToPreview(db: Db, actor: Actor, record: ImportRecord, rows: readonly number[]): Promise<void> {
  await within(
    db,
    actor,
    async (tx) => {
      const staged = await tx
        .select({ row: importRows.row, cells: importRows.cells, decision: importRows.decision })
        .from(importRows)
        .where(and(eq(importRows.importId, record.id), inArray(importRows.row, [...rows])))
      const compared = await checkBatch(db, tx, record.id, staged, await comparisonFor(tx, record))
      await storeCompared(tx, record.id, compared.map(withReason))
      const counts = await countsOf(tx, record.id)
      await changeImport(tx, record.id, {
        state: 'preview',
        progress: null,
        counts: { ...counts },
        failure: `有 ${rows.length} 行在预览之后情况有变，什么都没有写入，请核对后再导入。`,
      })
    },
    { timeout: 0 },
  )
}

/** How the firms stood before, so that it can be told whose verdict the import changed. */
const keepVerdicts = (tx: Tx, importId: string) =>
  tx.execute(sql`insert into import_changes (import_id, firm_id, "table", key, before)
    select ${importId}::uuid, a.firm_id, 'assessments', a.certification, jsonb_build_object('verdict', a.verdict)
    from assessments a where a.firm_id in (select c.firm_id from import_changes c where c.import_id = ${importId}::uuid)`)

async function changedFirms(tx: Tx, importId: string): Promise<string[]> {
  const rows = await tx.execute<{ firm_id: string }>(
    sql`select distinct firm_id from import_changes where import_id = ${importId}::uuid and "table" <> 'assessments'`,
  )
  return rows.map(({ firm_id }) => firm_id)
}

const assessedAtOnce = 200

/** Assesses what the commit left to a job, and counts the verdicts that have changed by it. */
async function followUp(db: Db, importId: string, signal: AbortSignal, progress: ReturnType<typeof progressWriter>): Promise<void> {
  const stale = await within(db, systemActor, (tx) =>
    tx.execute<{ firm_id: string }>(sql`select distinct c.firm_id from import_changes c join firm_summaries s on s.firm_id = c.firm_id
      where c.import_id = ${importId}::uuid and s.stale`),
  )
  for (let from = 0; from < stale.length; from += assessedAtOnce) {
    signal.throwIfAborted()
    const ids = stale.slice(from, from + assessedAtOnce).map(({ firm_id }) => firm_id)
    await within(db, systemActor, (tx) => reassessFirms(tx, ids, today()))
    progress.report('重新评估', Math.min(from + assessedAtOnce, stale.length), stale.length)
  }
  await progress.settled()
  await within(db, systemActor, async (tx) => {
    const rows = await tx.execute<{ certification: string; verdict: string; firms: number }>(sql`
      select a.certification, a.verdict, count(*)::int as firms from assessments a
      left join import_changes b on b.import_id = ${importId}::uuid and b.firm_id = a.firm_id and b."table" = 'assessments' and b.key = a.certification
      where a.firm_id in (select c.firm_id from import_changes c where c.import_id = ${importId}::uuid and c."table" <> 'assessments')
        and b.before ->> 'verdict' is distinct from a.verdict
      group by 1, 2 order by 1, 2`)
    await changeImport(tx, importId, {
      verdictChanges: rows.map(({ certification, verdict, firms }) => ({ certification, verdict, firms })),
      progress: null,
    })
  })
}
