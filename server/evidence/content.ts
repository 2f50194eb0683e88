import { open } from 'node:fs/promises'
import type { PaperType } from '../../shared/api/evidence.ts'
import { openArchive } from '../imports/archive.ts'
import { refuse } from '../problems.ts'

/** The media type of each, for downloads. */
export const mediaTypes: Readonly<Record<PaperType, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  tiff: 'image/tiff',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

const endings: Readonly<Partial<Record<PaperType, readonly string[]>>> = { jpeg: ['jpg', 'jpeg'], tiff: ['tif', 'tiff'] }

/** The name with the ending of what the file really is: `发票.exe` that is a PDF is saved as `发票.exe.pdf`. */
export function nameOf(given: string, type: PaperType): string {
  const own = endings[type] ?? [type]
  return own.some((ending) => given.toLowerCase().endsWith(`.${ending}`)) ? given : `${given}.${own[0]}`
}

const starts = (head: Buffer, ...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte)

const accepted = 'PDF、图片（PNG、JPG、GIF、WebP、TIFF）和 Office 文件（docx、xlsx、pptx）'

/** What a file is by its content; what it is called says nothing. Throws `invalid-request` with the reason in plain words. */
export async function typeOf(path: string): Promise<PaperType> {
  const { head, tail } = await endsOf(path)
  if (head.toString('latin1', 0, 5) === '%PDF-') return whole('pdf', tail.includes('%%EOF'))
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return whole('png', tail.includes('IEND'))
  if (starts(head, 0xff, 0xd8, 0xff)) return whole('jpeg', tail.includes(Buffer.from([0xff, 0xd9])))
  if (/^GIF8[79]a/.test(head.toString('latin1', 0, 6))) return 'gif'
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return 'webp'
  if (starts(head, 0x49, 0x49, 0x2a, 0) || starts(head, 0x4d, 0x4d, 0, 0x2a)) return 'tiff'
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return officeType(path)
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw refuse('/file', '这是旧版 Office 文件，或加了密码。请去掉密码，另存为 docx、xlsx、pptx 或 PDF 再上传。')
  if (starts(head, 0x4d, 0x5a) || starts(head, 0x7f, 0x45, 0x4c, 0x46) || starts(head, 0x23, 0x21))
    throw refuse('/file', '这是程序，不是材料，没有保存。')
  throw refuse('/file', `按内容看不是能收的文件。能收 ${accepted}。`)
}

function whole(type: PaperType, isWhole: boolean): PaperType {
  if (!isWhole) throw refuse('/file', '文件不完整，可能没有传完或已损坏。请打开检查后重新上传。')
  return type
}

async function endsOf(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const [head, tail] = [Buffer.alloc(Math.min(size, 16)), Buffer.alloc(Math.min(size, 4096))]
    await file.read(head, 0, head.length, 0)
    await file.read(tail, 0, tail.length, size - tail.length)
    return { head, tail }
  } finally {
    await file.close()
  }
}

const mainParts: Readonly<Record<string, PaperType>> = {
  'word/document.xml': 'docx',
  'xl/workbook.xml': 'xlsx',
  'ppt/presentation.xml': 'pptx',
}

async function officeType(path: string): Promise<PaperType> {
  const archive = await openArchive(path).catch(() => {
    throw refuse('/file', '文件打不开：损坏、加了密码，或是压缩过头的文件。请检查后重新上传。')
  })
  archive.close()
  const names = archive.names.map((name) => name.toLowerCase())
  if (names.some((name) => name.endsWith('vbaproject.bin')))
    throw refuse('/file', '文件里有宏（可执行的程序）。请另存为不含宏的格式再上传。')
  const main = names.includes('[content_types].xml') && Object.keys(mainParts).find((part) => names.includes(part))
  const type = main ? mainParts[main] : undefined
  if (!type) throw refuse('/file', `这是压缩包。请解压后逐个上传；能收 ${accepted}。`)
  return type
}
