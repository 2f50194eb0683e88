import { and, eq, sql } from 'drizzle-orm'
import type { Writable } from 'node:stream'
import { once } from 'node:events'
import { yearOf } from '../../shared/days.ts'
import { today } from '../clock.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import type { JobContext } from '../jobs/service.ts'
import { FileProblem } from './file-problem.ts'
import { fileOf, removeFile } from './files.ts'
import { recognise, type RememberedColumn } from './headers.ts'
import { type FileMeta, parseFile } from './parser.ts'
import { type RawCell, type RawRow, written } from './raw.ts'
import { changeImport, getImportRecord, progressWriter, type SheetRecord } from './record.ts'
import { importMappings, importRows } from './table.ts'

export interface ParsePayload {
  readonly importId: string
  /** Which sheet; the fullest one when absent. */
  readonly sheet?: number
}

/** Rows that are looked at to find header and samples, and told for choosing the header row. */
const headRows = 60
const toldRows = 15

/** Reads the file into the stage and from there into the rows of the import, then guesses the columns. */
export async function parseImport({ db, actor, settings, payload, signal }: JobContext<ParsePayload>): Promise<void> {
  const { importId, sheet } = payload
  const record = await within(db, systemActor, async (tx) => {
    await changeImport(tx, importId, { state: 'parsing', failure: null, progress: { stage: '读取文件', done: 0, total: null } })
    return getImportRecord(tx, importId)
  })
  const progress = progressWriter(db, importId)
  const head: RawRow[] = []
  let meta: FileMeta | undefined
  let done = 0
  await clearStage(db, importId)
  const stage = await openStage(db)
  try {
    const counts = await parseFile(
      fileOf(settings, importId),
      {
        meta: (told) => {
          meta = told
        },
        async row(row, cells) {
          if (head.length < headRows) head.push({ row, cells: JSON.parse(cells) as RawCell[] })
          await stage.write(importId, row, cells)
          progress.report('读取文件', ++done, meta?.sheets[meta.sheet]?.rows || null)
        },
      },
      { sheet, signal },
    )
    await stage.end()
    await progress.settled()
    await within(db, systemActor, (tx) => takeRows(tx, actor, importId, record.fileName, { meta: meta!, counts, head }))
  } catch (error) {
    await stage.abandon()
    await clearStage(db, importId)
    if (!(error instanceof FileProblem)) throw error
    await failImport(db, importId, error.message)
    await removeFile(settings, importId)
  }
}

/** Says why an import ended, whatever it was doing. */
export const failImport = (db: Db, importId: string, sentence: string) =>
  within(db, systemActor, (tx) => changeImport(tx, importId, { state: 'failed', failure: sentence, progress: null }))

interface Parsed {
  readonly meta: FileMeta
  readonly counts: { readonly rows: number; readonly columns: number }
  readonly head: readonly RawRow[]
}

async function takeRows(tx: Tx, actor: Actor, importId: string, fileName: string, { meta, counts, head }: Parsed): Promise<void> {
  await tx.delete(importRows).where(eq(importRows.importId, importId))
  await tx.execute(
    sql`insert into import_rows (import_id, row, cells) select ${importId}::uuid, s.row, s.cells::jsonb from take_staged(${importId}::uuid) s`,
  )
  const sheets = meta.sheets.map((info, index): SheetRecord => ({
    ...info,
    ...(meta.kind === 'csv' && { name: fileName.replace(/\.[^.]*$/, '') }),
    ...(index === meta.sheet && counts),
    date1904: meta.date1904,
  }))
  const guess = await recogniseFor(tx, actor, head, { sheet: meta.sheet, fileName, merges: sheets[meta.sheet]?.merges ?? [] })
  await changeImport(tx, importId, {
    state: 'mapping',
    progress: null,
    sheets,
    head: toldHead(head),
    options: guess.options,
    columns: guess.columns,
    headerKey: guess.headerKey,
    counts: {},
  })
}

/** The first rows of the sheet as written, blank ones too, so that their numbers are those of the sheet. */
const toldHead = (head: readonly RawRow[]): string[][] =>
  Array.from({ length: Math.min(toldRows, head.at(-1)?.row ?? 0) }, (_, index) =>
    (head.find(({ row }) => row === index + 1)?.cells ?? []).map((cell) => written(cell).slice(0, 80)),
  )

type Hints = Omit<Parameters<typeof recognise>[1], 'remembered'>

/** Guesses the columns, by what was settled the last time for the same headers. */
export async function recogniseFor(tx: Tx, actor: Actor, head: readonly RawRow[], hints: Hints) {
  const first = recognise(head, hints)
  const [kept] = await tx
    .select({ mapping: importMappings.mapping })
    .from(importMappings)
    .where(and(eq(importMappings.parkId, memoryOf(actor)), eq(importMappings.headerKey, first.headerKey)))
  const guess = kept ? recognise(head, { ...hints, remembered: kept.mapping as readonly RememberedColumn[] }) : first
  // Figures must belong to a year: the last complete one is the likeliest, and is asked about on the screen.
  const needsYear = guess.columns.some(({ target, year }) => year === null && (target?.startsWith('years.') || target === 'conversions'))
  const hasYear = guess.options.defaultYear !== null || guess.columns.some(({ target }) => target === 'year')
  return needsYear && !hasYear ? { ...guess, options: { ...guess.options, defaultYear: yearOf(today()) - 1 } } : guess
}

/** Whose memory of mappings: the park's, or the bureau's. */
export const memoryOf = ({ role, parkId }: Actor): string => (role === 'park' ? (parkId ?? '') : '')

/** The rows by which header and columns are guessed. */
export async function headOf(tx: Tx, importId: string): Promise<RawRow[]> {
  const rows = await tx
    .select({ row: importRows.row, cells: importRows.cells })
    .from(importRows)
    .where(eq(importRows.importId, importId))
    .orderBy(importRows.row)
    .limit(headRows)
  return rows.map(({ row, cells }) => ({ row, cells: cells as readonly RawCell[] }))
}

const clearStage = (db: Db, importId: string) =>
  within(db, systemActor, (tx) => tx.execute(sql`select count(*) from take_staged(${importId}::uuid)`))

/** A COPY into the stage. Its back-pressure reaches to the process that reads the file. */
async function openStage(db: Db) {
  const copy: Writable = await db.$client`copy import_stage (import_id, row, cells) from stdin`.writable()
  let failure: unknown
  copy.on('error', (error) => {
    failure = error
  })
  let piece = ''
  const flush = async () => {
    if (failure !== undefined) throw failure
    const sent = copy.write(piece)
    piece = ''
    if (!sent) await Promise.race([once(copy, 'drain'), once(copy, 'close')])
  }
  return {
    async write(importId: string, row: number, cells: string) {
      piece += `${importId}\t${row}\t${cells.replaceAll('\\', '\\\\')}\n`
      if (piece.length >= 64 * 1024) await flush()
    },
    async end() {
      if (piece !== '') await flush()
      await new Promise<void>((resolve, reject) => {
        copy.once('error', reject)
        copy.end(() => resolve())
      })
    },
    abandon: async () => {
      if (!copy.writableEnded && !copy.destroyed) copy.destroy()
    },
  }
}
