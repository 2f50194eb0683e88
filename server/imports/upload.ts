import { randomUUID } from 'node:crypto'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { eq } from 'drizzle-orm'
import type { Import } from '../../shared/api/imports.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { type Answer, onceOnly } from '../idempotency.ts'
import { startJob } from '../jobs/service.ts'
import { parks } from '../parks/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { keepFile, removeFile } from './files.ts'
import { jobKinds } from './kinds.ts'
import { importAnswerOf } from './record.ts'
import { imports } from './table.ts'

const megabyte = 1024 * 1024

/** Takes an upload, keeps its file, and starts the job that reads it. An upload that breaks off leaves nothing. */
export async function takeUpload(db: Db, config: Config, request: FastifyRequest): Promise<Answer<Import>> {
  const id = randomUUID()
  try {
    const { fileName, size, hash, parkId } = await receive(config, request, id)
    const answer = await within(db, request.actor, (tx) =>
      onceOnly(
        tx,
        request,
        async () => {
          const park = parkOf(request.actor, parkId)
          if (park !== null && (await tx.select({ id: parks.id }).from(parks).where(eq(parks.id, park))).length === 0)
            throw refuse('/parkId', '没有这个园区')
          const jobId = await startJob(tx, request.actor, jobKinds.parse, { importId: id })
          const [row] = await tx
            .insert(imports)
            .values({
              id,
              parkId: park,
              createdBy: request.actor.accountId!,
              createdByName: request.actor.account,
              fileName,
              fileHash: hash,
              fileSize: size,
              state: 'uploaded',
              progress: { stage: '等待读取', done: 0, total: null },
              jobId,
              createdAt: now(),
            })
            .returning()
          await audit(tx, request.actor, {
            action: 'import-uploaded',
            subject: `import:${id}`,
            after: { file: fileName, size, hash, parkId: park },
          })
          return { status: 201, body: importAnswerOf(row!) }
        },
        hash,
      ),
    )
    // The same request again: its file is there already.
    if (answer.body.id !== id) await removeFile(config, id)
    return answer
  } catch (error) {
    await removeFile(config, id)
    throw error
  }
}

/** A park imports for itself; the bureau for the park that it names, or for firms outside the parks. */
function parkOf(actor: Actor, asked: string | null): string | null {
  if (actor.role !== 'park') return asked
  if (asked !== null && asked !== actor.parkId) throw refuse('/parkId', '只能导入到自己的园区')
  return actor.parkId
}

interface Received {
  readonly fileName: string
  readonly size: number
  readonly hash: string
  readonly parkId: string | null
}

async function receive(config: Config, request: FastifyRequest, id: string): Promise<Received> {
  if (!request.isMultipart())
    throw new ProblemError('unsupported-media-type', { detail: '请用 multipart/form-data 上传，文件字段名为 file' })
  const fileSize = config.uploadLimit
  let kept: Omit<Received, 'parkId'> | undefined
  let parkId: string | null = null
  try {
    for await (const part of request.parts({ limits: { fileSize, files: 1, fields: 5, fieldSize: 200, parts: 6 } })) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw refuse('/file', '文件字段名应为 file')
        kept = await keepPart(config, id, part)
      } else if (part.fieldname === 'parkId') parkId = String(part.value).trim() || null
      else throw refuse(`/${part.fieldname}`, '没有这个字段')
    }
  } catch (error) {
    throw uploadProblem(config.uploadLimit, error)
  }
  if (!kept) throw refuse('/file', '没有收到文件')
  if (kept.size === 0) throw refuse('/file', '文件是空的，没有数据。请检查后重新上传。')
  return { ...kept, parkId }
}

async function keepPart(config: Config, id: string, part: MultipartFile): Promise<Omit<Received, 'parkId'>> {
  const kept = await keepFile(config, id, part.file)
  // The parser stops quietly at the limit: only this flag tells a whole file from the first part of one.
  if (part.file.truncated) throw fileTooLarge(config.uploadLimit)
  return { ...kept, fileName: cleanName(part.filename) }
}

/** The name as people know it: no folders, no control characters, not too long. */
export function cleanName(name: string): string {
  const base = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const clean = base.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '').trim()
  return [...clean].slice(0, 200).join('') || '未命名'
}

/** The refusal of a file of more bytes than this. */
export function fileTooLarge(limit: number, cause?: unknown): ProblemError {
  const size = limit < megabyte ? `${limit} 字节` : `${Math.floor(limit / megabyte)} MB`
  return new ProblemError('too-large', { detail: `文件超过 ${size}。请拆成几个文件分别上传。`, ...(cause !== undefined && { cause }) })
}

/** What goes wrong while an upload comes in is the upload's fault, in the words of whichever layer noticed. */
export function uploadProblem(limit: number, error: unknown): unknown {
  if (error instanceof ProblemError) return error
  const code = (error as { code?: string }).code ?? ''
  if (code === 'FST_REQ_FILE_TOO_LARGE') return fileTooLarge(limit, error)
  if (/^FST_(FILES|PARTS|FIELDS)_LIMIT/.test(code)) return refuse('/file', '一次只能上传一个文件')
  const isDisk = ['ENOSPC', 'EACCES', 'EROFS', 'EIO', 'EDQUOT'].includes(code)
  return isDisk ? error : new ProblemError('bad-request', { detail: '文件没有传完整，请重新上传', cause: error })
}
