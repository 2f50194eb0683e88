import { open, stat } from 'node:fs/promises'
import { openDelimited } from './delimited.ts'
import { FileProblem, type FileProblemCode } from './file-problem.ts'
import { limits } from './limits.ts'
import type { Tables } from './sheet.ts'
import { openWorkbook } from './workbook.ts'

/** Opens a file by what is in it, whatever its name says. Throws a `FileProblem`. */
export async function openTables(path: string): Promise<Tables> {
  const { size } = await stat(path)
  if (size === 0) throw new FileProblem('empty')
  if (size > limits.fileBytes) throw new FileProblem('too-large')
  const head = await bytesOf(path, 0)
  if (startsWith(head, 'PK\x03\x04')) return openWorkbook(path)
  const refused = startsWith(head, compoundFile) ? await compoundKind(path, head) : refusedType(head)
  if (refused) throw new FileProblem(refused)
  return openDelimited(path)
}

async function bytesOf(path: string, from: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(64 * 1024)
    const { bytesRead } = await file.read(head, 0, head.length, from)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const startsWith = (head: Buffer, signature: string) => head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'))

const compoundFile = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

/** A compound file holds a workbook of the old format, or a new one that is encrypted. */
async function compoundKind(path: string, head: Buffer): Promise<FileProblemCode> {
  if (head.length < 512) return 'damaged'
  const sectorSize = 2 ** Math.min(head.readUInt16LE(30), 16)
  const directory = await bytesOf(path, (head.readUInt32LE(48) + 1) * sectorSize)
  // The names in the directory are UTF-16.
  const names = directory.toString('utf16le', 0, 16 * 1024)
  if (/EncryptedPackage|EncryptionInfo/.test(names)) return 'password'
  return /WordDocument|PowerPoint/.test(names) ? 'office-other' : 'old-format'
}

function refusedType(head: Buffer): FileProblemCode | undefined {
  // Excel 2 to 4, before compound files.
  if (/^\x09[\x00\x02\x04\x08]/.test(head.toString('latin1', 0, 2)) && head[3] === 0) return 'old-format'
  if (['PK\x05\x06', 'PK\x07\x08', 'Rar!', '7z\xbc\xaf', '\x1f\x8b'].some((signature) => startsWith(head, signature))) return 'archive'
  if (['%PDF', '\x89PNG', '\xff\xd8\xff', 'GIF8', '{\\rtf', '\x7fELF'].some((signature) => startsWith(head, signature)))
    return 'unknown-type'
  const text = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .slice(0, 2000)
    .toLowerCase()
  if (/^<(?:!doctype html|html|table|head|meta|\?xml|mht)/.test(text) || text.startsWith('mime-version')) return 'web-page'
  return /^[[{]\s*["[{]/.test(text) ? 'not-a-table' : undefined
}
