import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { yearOf } from '../../shared/days.ts'
import { audit } from '../audit/service.ts'
import { today } from '../clock.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { xlsxType } from '../export/xlsx.ts'
import { ProblemError } from '../problems.ts'
import { listTowns } from '../reference/service.ts'
import { errorsWorkbook } from './errors-workbook.ts'
import { getImportRecord } from './record.ts'
import { templateWorkbook } from './template.ts'

/** Downloads at once in one process: each holds a connection for as long as its reader takes. */
const atOnce = 3
const longestMs = 15 * 60_000
let running = 0

/** Sends the error workbook as it is made, from one snapshot; a reader who hangs up ends the transaction. */
export async function sendErrors(reply: FastifyReply, db: Db, actor: Actor, importId: string): Promise<FastifyReply> {
  if (running >= atOnce) throw new ProblemError('unavailable', { detail: '正在下载的人较多，请稍后再试', headers: { 'retry-after': '10' } })
  const { fileName, body } = await open(db, actor, importId)
  const name = encodeURIComponent(`${fileName.replace(/\.[^.]*$/, '')}_错误表.xlsx`)
  return reply.type(xlsxType).header('content-disposition', `attachment; filename="errors.xlsx"; filename*=UTF-8''${name}`).send(body)
}

/** Sends the empty sheet for so many fiscal years, the last complete one unless told. */
export async function sendTemplate(
  reply: FastifyReply,
  db: Db,
  actor: Actor,
  query: { year?: number | undefined; years: number },
): Promise<FastifyReply> {
  const last = query.year ?? yearOf(today()) - 1
  const years = Array.from({ length: query.years }, (_, back) => last - query.years + 1 + back)
  const towns = await listTowns(db)
  const content = await templateWorkbook(
    years,
    towns.map(({ name }) => name),
  )
  await within(db, actor, (tx) => audit(tx, actor, { action: 'template-downloaded', after: { years } }))
  const name = encodeURIComponent(`企业数据导入模板_${last}.xlsx`)
  return reply
    .type(xlsxType)
    .header('content-disposition', `attachment; filename="template.xlsx"; filename*=UTF-8''${name}`)
    .send(Buffer.from(content))
}

function open(db: Db, actor: Actor, importId: string): Promise<{ fileName: string; body: Readable }> {
  running++
  return new Promise((resolve, reject) => {
    let body: Readable | undefined
    within(
      db,
      actor,
      async (tx) => {
        const record = await getImportRecord(tx, importId)
        if (record.counts === null) throw new ProblemError('conflict', { detail: '还没有检查预览，没有错误表' })
        await within(db, actor, (writing) =>
          audit(writing, actor, {
            action: 'import-errors-exported',
            subject: `import:${importId}`,
            after: { file: record.fileName, counts: record.counts },
          }),
        )
        const stream = Readable.from(errorsWorkbook(tx, record), { objectMode: false, highWaterMark: 256 * 1024 })
        body = stream
        const late = setTimeout(() => stream.destroy(new Error('the download took too long')), longestMs)
        const ended = new Promise<void>((end) => stream.once('close', end))
        resolve({ fileName: record.fileName, body: stream })
        await ended
        clearTimeout(late)
      },
      { readOnly: true, isolation: 'repeatable read', timeout: 0 },
    )
      .catch((error: unknown) => {
        if (body) body.destroy(error instanceof Error ? error : new Error(String(error)))
        else reject(error as Error)
      })
      .finally(() => {
        running--
      })
  })
}
