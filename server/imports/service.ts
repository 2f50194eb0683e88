import { and, desc, eq, lt, ne, or, sql } from 'drizzle-orm'
import type { Import } from '../../shared/api/imports.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db, Queries, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { startJob } from '../jobs/service.ts'
import { ProblemError, refuse } from '../problems.ts'
import { oldFiles, removeFile } from './files.ts'
import { jobKinds } from './kinds.ts'
import { changeImport, getImportRecord, importAnswer, importAnswerOf, type ImportRecord, lockImport, requireState } from './record.ts'
import { importRows, imports } from './table.ts'

/** One import as the actor may see it. Throws `import-not-found`. */
export const getImport = async (tx: Queries, id: string): Promise<Import> => importAnswer(await getImportRecord(tx, id))

/** Imports that the actor may see, the latest first; given-up ones are left out. */
export async function listImports(tx: Queries, query: { cursor?: string | undefined; limit: number }) {
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor)
  const rows = await tx
    .select()
    .from(imports)
    .where(
      and(
        ne(imports.state, 'discarded'),
        after && or(lt(imports.createdAt, after.at), and(eq(imports.createdAt, after.at), lt(imports.id, after.id))),
      ),
    )
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(importAnswerOf),
    nextCursor: rows.length > shown.length && last ? `${last.createdAt.getTime()}.${last.id}` : null,
  }
}

function placeOf(cursor: string): { at: Date; id: string } {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor)
  if (!match) throw refuse('/query/cursor', '翻页标记不对，请从第一页开始')
  return { at: new Date(Number(match[1])), id: match[2]! }
}

type Check = (record: ImportRecord) => Promise<void>

/** Starts writing. In `all` mode refused while any row is not good. */
export async function startCommit(tx: Tx, actor: Actor, importId: string, mode: 'all' | 'good', check: Check): Promise<void> {
  const record = await lockImport(tx, importId)
  await check(record)
  requireState(record, 'preview')
  const counts = record.counts
  if (!counts || counts.new + counts.changed + counts.unchanged === 0) throw new ProblemError('conflict', { detail: '没有可以导入的行' })
  const open = [
    [counts.refused, '行有错误'],
    [counts.confirm, '行需要你确认'],
    [counts.needsCode, '行没有代码'],
  ] as const
  const left = open.filter(([rows]) => rows > 0).map(([rows, what]) => `${rows} ${what}`)
  if (mode === 'all' && left.length > 0)
    throw new ProblemError('conflict', { detail: `还有 ${left.join('、')}。改好后再导入，或选“只导入无误的行”。` })
  await startJob(tx, actor, jobKinds.commit, { importId, mode })
  await changeImport(tx, importId, {
    state: 'committing',
    failure: null,
    progress: { stage: '写入', done: 0, total: counts.new + counts.changed },
  })
}

/** Starts taking an import back. */
export async function startUndo(tx: Tx, actor: Actor, importId: string, check: Check): Promise<void> {
  const record = await lockImport(tx, importId)
  await check(record)
  requireState(record, 'committed')
  if (record.progress?.stage === '撤销') throw new ProblemError('conflict', { detail: '正在撤销' })
  await startJob(tx, actor, jobKinds.undo, { importId })
  await changeImport(tx, importId, { progress: { stage: '撤销', done: 0, total: null } })
}

/** Gives an import up before it has written anything: its rows go, and its file. */
export async function discardImport(db: Db, config: Config, actor: Actor, importId: string, check: Check): Promise<void> {
  await within(db, actor, async (tx) => {
    const record = await lockImport(tx, importId)
    await check(record)
    requireState(record, 'uploaded', 'mapping', 'preview', 'failed')
    await tx.delete(importRows).where(eq(importRows.importId, importId))
    await changeImport(tx, importId, { state: 'discarded', progress: null })
    await audit(tx, actor, { action: 'import-discarded', subject: `import:${importId}`, after: { file: record.fileName } })
  })
  await removeFile(config, importId)
}

const hour = 3_600_000
const abandonedAfterDays = 30

/** Clears away what uploads that broke off and imports that nobody finished have left. */
export async function cleanImports(db: Db, config: Config): Promise<void> {
  const abandoned = await within(db, systemActor, async (tx) => {
    const before = new Date(now().getTime() - abandonedAfterDays * 24 * hour)
    const rows = await tx
      .update(imports)
      .set({ state: 'discarded', progress: null, version: sql`${imports.version} + 1` })
      .where(and(sql`${imports.state} in ('mapping', 'preview', 'failed')`, lt(imports.createdAt, before)))
      .returning({ id: imports.id })
    for (const { id } of rows) await tx.delete(importRows).where(eq(importRows.importId, id))
    return rows.map(({ id }) => id)
  })
  for (const id of abandoned) await removeFile(config, id)
  for (const name of await oldFiles(config, hour, now().getTime())) {
    const isKnown = /^[0-9a-f-]{36}$/.test(name) && (await within(db, systemActor, (tx) => isKept(tx, name)))
    if (!isKnown) await removeFile(config, name)
  }
}

async function isKept(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.select({ state: imports.state }).from(imports).where(eq(imports.id, id))
  return row !== undefined && row.state !== 'failed' && row.state !== 'discarded'
}
