import { eq, sql } from 'drizzle-orm'
import type { ColumnMapping, Import, ImportCounts, ImportOptions, ImportState } from '../../shared/api/imports.ts'
import type { Db, Queries, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import type { SheetInfo } from './sheet.ts'
import { imports } from './table.ts'

/** What is kept of a sheet besides what is told. */
export interface SheetRecord extends SheetInfo {
  readonly date1904: boolean
}

type Row = typeof imports.$inferSelect

/** One import, its JSON columns by their types. */
export interface ImportRecord extends Omit<Row, 'options' | 'columns' | 'sheets' | 'counts' | 'state'> {
  readonly state: ImportState
  readonly options: ImportOptions | null
  readonly columns: readonly ColumnMapping[]
  readonly sheets: readonly SheetRecord[]
  readonly counts: ImportCounts | null
}

function recordOf(row: Row): ImportRecord {
  const options = row.options as Partial<ImportOptions>
  return {
    ...row,
    state: row.state as ImportState,
    options: options.headerRow === undefined ? null : (options as ImportOptions),
    columns: (row.columns as readonly ColumnMapping[] | null) ?? [],
    sheets: (row.sheets as readonly SheetRecord[] | null) ?? [],
    counts: 'rows' in row.counts ? (row.counts as unknown as ImportCounts) : null,
  }
}

/** Throws `import-not-found` also for one that the actor may not see. */
export async function getImportRecord(tx: Queries, id: string): Promise<ImportRecord> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, id))
  if (!row) throw new ProblemError('import-not-found')
  return recordOf(row)
}

/** The same, held until the transaction ends. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, id)).for('update')
  if (!row) throw new ProblemError('import-not-found')
  return recordOf(row)
}

/** Throws `conflict` unless the import stands in one of the states. */
export function requireState({ state }: ImportRecord, ...states: readonly ImportState[]): void {
  if (states.includes(state)) return
  const busy = state === 'uploaded' || state === 'parsing' || state === 'checking' || state === 'committing'
  throw new ProblemError('conflict', { detail: busy ? '正在处理这次导入，请稍候再操作' : (closed[state] ?? '这次导入现在不能这样操作') })
}

const closed: Partial<Record<ImportState, string>> = {
  mapping: '还没有检查预览，请先对应表头',
  preview: '还没有导入',
  committed: '已经导入，不能再改；可以撤销',
  undone: '这次导入已经撤销',
  failed: '这个文件没有读成，请换文件重新上传',
  discarded: '这次导入已经放弃',
}

type Change = Partial<Omit<typeof imports.$inferInsert, 'id' | 'version'>>

/** Writes what changes, under a new version. */
export const changeImport = (tx: Tx, id: string, change: Change) =>
  tx
    .update(imports)
    .set({ ...change, version: sql`${imports.version} + 1` })
    .where(eq(imports.id, id))

/** The import as it is told. */
export const importAnswer = (record: ImportRecord): Import => ({
  id: record.id,
  parkId: record.parkId,
  fileName: record.fileName,
  fileSize: record.fileSize,
  createdBy: record.createdByName,
  createdAt: record.createdAt.toISOString(),
  state: record.state,
  progress: record.progress,
  error: record.failure,
  sheets: record.sheets.map(({ name, rows, columns }) => ({ name, rows, columns })),
  head: record.head.map((row) => [...row]),
  options: record.options,
  columns: [...record.columns],
  counts: record.counts,
  verdictChanges: record.verdictChanges,
  committedAt: record.committedAt?.toISOString() ?? null,
  undoneAt: record.undoneAt?.toISOString() ?? null,
  undoKeeps: record.undoKeeps,
  version: record.version,
})

export const importAnswerOf = (row: Row): Import => importAnswer(recordOf(row))

const everyMs = 400

/** Tells people how far a job is, a few times a second at most, outside of its transactions. */
export function progressWriter(db: Db, importId: string) {
  let last = 0
  let writing: Promise<unknown> = Promise.resolve()
  const write = (progress: Import['progress']) => {
    writing = writing
      .then(() => within(db, systemActor, (tx) => tx.update(imports).set({ progress }).where(eq(imports.id, importId))))
      .catch(() => {})
  }
  return {
    report(stage: string, done: number, total: number | null): void {
      const now = performance.now()
      if (now - last < everyMs) return
      last = now
      write({ stage, done, total })
    },
    /** To be awaited before the last state is written. */
    settled: () => writing,
  }
}
