import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { audit } from '../audit/service.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { csvOf, csvType } from './csv.ts'
import type { Sheet } from './sheet.ts'
import { xlsxOf, xlsxType } from './xlsx.ts'

export type ExportFormat = 'xlsx' | 'csv'

/** An export, ready to be read: its sheets (csv has the first one only) and what the audit trail says of it. */
export interface Export {
  readonly fileName: string
  readonly sheets: readonly Sheet[]
  readonly audited: { readonly action: string; readonly subject?: string; readonly after: unknown }
}

/** Exports at once in one process; each holds a connection for as long as its reader takes. */
const exportsAtOnce = 3

let running = 0

/** Milliseconds after which an export ends that nobody has read to its end. */
const longest = 15 * 60_000

/**
 * Sends an export as it is made, from one snapshot of the database: memory stays flat, and a reader who hangs up ends the
 * transaction. It is in the audit trail before its first byte leaves. Throws `unavailable` while too many are running.
 */
export async function sendExport(
  reply: FastifyReply,
  db: Db,
  readDb: Db,
  actor: Actor,
  format: ExportFormat,
  prepare: (tx: Tx) => Promise<Export>,
): Promise<FastifyReply> {
  if (running >= exportsAtOnce)
    throw new ProblemError('unavailable', { detail: '正在导出的人较多，请稍后再试', headers: { 'retry-after': '10' } })
  const { fileName, body } = await openExport(db, readDb, actor, format, prepare)
  return reply
    .type(format === 'xlsx' ? xlsxType : csvType)
    .header(
      'content-disposition',
      `attachment; filename="export.${format}"; filename*=UTF-8''${encodeURIComponent(`${fileName}.${format}`)}`,
    )
    .send(body)
}

/** Resolves when the first byte can be read; the transaction lives until the last one is, or the reader goes away. */
export function openExport(
  db: Db,
  readDb: Db,
  actor: Actor,
  format: ExportFormat,
  prepare: (tx: Tx) => Promise<Export>,
): Promise<{ fileName: string; body: Readable }> {
  running++
  return new Promise((resolve, reject) => {
    let body: Readable | undefined
    const work = async (tx: Tx) => {
      const prepared = await prepare(tx)
      await within(db, actor, (writing) => audit(writing, actor, prepared.audited))
      const chunks = format === 'xlsx' ? xlsxOf(prepared.sheets) : csvOf(prepared.sheets[0] ?? { name: '', columns: [], rows: [] })
      body = Readable.from(chunks, { objectMode: false, highWaterMark: 256 * 1024 })
      const stream = body
      const late = setTimeout(() => stream.destroy(new Error('the export took too long')), longest)
      const ended = new Promise<void>((end) => stream.once('close', end))
      resolve({ fileName: prepared.fileName, body: stream })
      await ended
      clearTimeout(late)
    }
    within(readDb, actor, work, { readOnly: true, isolation: 'repeatable read' })
      .catch((error: unknown) => {
        if (body) body.destroy(error instanceof Error ? error : new Error(String(error)))
        else reject(error as Error)
      })
      .finally(() => {
        running--
      })
  })
}
