import { randomUUID } from 'node:crypto'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { type Evidence, Paper } from '../../shared/api/evidence.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { within } from '../db/context.ts'
import { getFirmRecord } from '../firms/record.ts'
import { type Answer, onceOnly } from '../idempotency.ts'
import { cleanName, fileTooLarge, uploadProblem } from '../imports/upload.ts'
import { ProblemError, refuse } from '../problems.ts'
import { nameOf, typeOf } from './content.ts'
import { keepFile, pathOf, removeFile } from './files.ts'
import { scanFile } from './scan.ts'
import { addEvidence, refuseOverQuota } from './service.ts'

interface Received {
  readonly size: number
  readonly hash: string
  readonly name: string
  readonly paper: string
  readonly year: number | null
}

/** Takes a paper, looks at what it really is, has it scanned, and keeps it. What is refused leaves no file. */
export async function takeEvidence(db: Db, config: Config, request: FastifyRequest, firmId: string): Promise<Answer<Evidence>> {
  const { actor } = request
  // Before a byte is taken: whose firm it is, and whether there is room.
  await within(db, actor, async (tx) => refuseOverQuota(tx, (await getFirmRecord(tx, firmId)).id), { readOnly: true })
  const file = randomUUID()
  try {
    const { size, hash, name, paper, year } = await receive(config, request, file)
    const type = await typeOf(pathOf(config, file))
    const fileName = nameOf(name, type)
    await scanFile(db, config, actor, pathOf(config, file), { firmId, fileName, hash })
    let isKept = false
    const answer = await within(db, actor, (tx) =>
      onceOnly(
        tx,
        request,
        async () => {
          isKept = true
          return { status: 201, body: await addEvidence(tx, actor, { firmId, paper, year, fileName, type, size, hash, file }) }
        },
        `${hash} ${paper} ${year}`,
      ),
    )
    // The same request again: its file is there already.
    if (!isKept) await removeFile(config, file)
    return answer
  } catch (error) {
    await removeFile(config, file)
    throw error
  }
}

async function receive(config: Config, request: FastifyRequest, file: string): Promise<Received> {
  if (!request.isMultipart())
    throw new ProblemError('unsupported-media-type', { detail: '请用 multipart/form-data 上传，文件字段名为 file' })
  const fileSize = config.evidenceLimit
  let kept: Pick<Received, 'size' | 'hash' | 'name'> | undefined
  let paper = ''
  let year: number | null = null
  try {
    for await (const part of request.parts({ limits: { fileSize, files: 1, fields: 5, fieldSize: 400, parts: 6 } })) {
      if (part.type === 'file') kept = await keepPart(config, file, part)
      else if (part.fieldname === 'paper') paper = String(part.value)
      else if (part.fieldname === 'year') year = yearFrom(String(part.value))
      else throw refuse(`/${part.fieldname}`, '没有这个字段')
    }
  } catch (error) {
    throw uploadProblem(fileSize, error)
  }
  const named = Paper.safeParse(paper)
  if (!named.success) throw refuse('/paper', named.error.issues[0]?.message ?? '缺少材料名称')
  if (!kept) throw refuse('/file', '没有收到文件')
  if (kept.size === 0) throw refuse('/file', '文件是空的。请检查后重新上传。')
  return { ...kept, paper: named.data, year }
}

async function keepPart(config: Config, file: string, part: MultipartFile): Promise<Pick<Received, 'size' | 'hash' | 'name'>> {
  if (part.fieldname !== 'file') throw refuse('/file', '文件字段名应为 file')
  const kept = await keepFile(config, file, part.file)
  // The parser stops quietly at the limit: only this flag tells a whole file from the first part of one.
  if (part.file.truncated) throw fileTooLarge(config.evidenceLimit)
  return { ...kept, name: cleanName(part.filename) }
}

function yearFrom(text: string): number | null {
  if (text.trim() === '') return null
  if (!/^(19|20|21)\d{2}$/.test(text.trim())) throw refuse('/year', '年度应为四位年份')
  return Number(text)
}
