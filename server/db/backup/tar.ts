import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

const block = 512
const sumName = 'checksum.sha256'

/** Where a backup is not what was written. Found before anything is touched. */
export class DamagedBackup extends Error {}

const padding = (size: number): number => (block - (size % block)) % block

/** The head of one member, as every `tar` reads it. The same content gives the same bytes. */
function headOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for a member`)
  const head = Buffer.alloc(block)
  head.write(name, 0)
  head.write('0000600\0', 100)
  head.write('0000000\0', 108)
  head.write('0000000\0', 116)
  head.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  head.write('00000000000\0', 136)
  head.write('        ', 148)
  head.write('0', 156)
  head.write('ustar\x0000', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return head
}

/** An archive on its way to the disk. */
export interface TarWriter {
  add(name: string, content: Buffer): Promise<void>
  /** Seals it with the checksum of all that was written, and puts it in its place. */
  seal(): Promise<void>
  abandon(): Promise<void>
}

/** Writes beside the file and moves it into place when it is whole and on the disk: a broken-off backup has no name. */
export async function writeTar(file: string): Promise<TarWriter> {
  const partial = `${file}.partial-${process.pid}`
  const out = await open(partial, 'w', 0o600)
  const sum = createHash('sha256')
  const write = async (bytes: Buffer) => {
    sum.update(bytes)
    await out.writeFile(bytes)
  }
  const add = async (name: string, content: Buffer) => {
    await write(headOf(name, content.length))
    await write(content)
    await write(Buffer.alloc(padding(content.length)))
  }
  return {
    add,
    async seal() {
      await add(sumName, Buffer.from(sum.copy().digest('hex')))
      await write(Buffer.alloc(2 * block))
      await out.sync()
      await out.close()
      await rename(partial, file)
    },
    async abandon() {
      await out.close().catch(() => {})
      await rm(partial, { force: true })
    },
  }
}

interface Member {
  readonly name: string
  readonly content: Buffer
}

/** Larger members were never written: a size beyond is a damaged head. */
const largestMember = 64 * 1024 * 1024

/** Reads the members one after the other; every byte is checked by the end. Throws `DamagedBackup` at the first doubt. */
export async function* readTar(file: string): AsyncGenerator<Member> {
  const source = await open(file, 'r')
  const sum = createHash('sha256')
  let at = 0
  const take = async (size: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(size)
    for (let filled = 0; filled < size;) {
      const { bytesRead } = await source.read(bytes, filled, size - filled, at)
      if (bytesRead === 0) throw new DamagedBackup(`${file} ends too early`)
      filled += bytesRead
      at += bytesRead
    }
    return bytes
  }
  try {
    for (;;) {
      const head = await take(block)
      const name = head.toString('utf8', 0, head.indexOf(0))
      const size = Number.parseInt(head.toString('latin1', 124, 135), 8)
      const isHead = Number.isInteger(size) && size >= 0 && size <= largestMember && head.equals(headOf(name, size))
      if (!isHead) throw new DamagedBackup(`${file} is damaged, or no backup`)
      const written = sum.copy().digest('hex')
      const content = await take(size)
      const rest = await take(padding(size))
      if (name === sumName) {
        const end = await take(2 * block)
        const isWhole = content.toString('latin1') === written && isZero(rest) && isZero(end) && (await source.stat()).size === at
        if (!isWhole) throw new DamagedBackup(`${file} is damaged: its checksum is another one`)
        return
      }
      for (const bytes of [head, content, rest]) sum.update(bytes)
      yield { name, content }
    }
  } finally {
    await source.close()
  }
}

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)
