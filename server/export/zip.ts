import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** One file of an archive; its text is taken only as the archive is read. */
export interface ZipEntry {
  readonly path: string
  readonly text: AsyncIterable<string> | Iterable<string>
}

interface Written {
  readonly path: Buffer
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/** Sizes and checksum follow the data (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808
const deflated = 8
/** 1 January 1980, the first day the format knows: the same content gives the same bytes. */
const dosDate = 0x0021

/** A zip archive as a stream of bytes. Memory does not grow with its size; an entry may be up to 4 GB. */
export async function* zipOf(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const { path, text } of entries) {
    const name = Buffer.from(path)
    const start = offset
    const head = localHeader(name)
    offset += head.length
    yield head
    const sums = { crc: 0, size: 0 }
    let packed = 0
    for await (const part of deflate(text, sums)) {
      packed += part.length
      yield part
    }
    const entry = { path: name, offset: start, crc: sums.crc, packed, size: sums.size }
    const tail = descriptor(entry)
    offset += packed + tail.length
    yield tail
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(directoryRecord))
  yield directory
  yield endRecord(written.length, directory.length, offset)
}

async function* deflate(text: ZipEntry['text'], sums: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const packer = createDeflateRaw({ level: 5 })
  const fed = pipeline(Readable.from(summed(text, sums)), packer)
  // Seen again below through the packer, which the pipeline destroys with the same error.
  fed.catch(() => {})
  for await (const part of packer) yield part as Buffer
  await fed
}

async function* summed(text: ZipEntry['text'], sums: { crc: number; size: number }): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece)
    sums.crc = crc32(bytes, sums.crc)
    sums.size += bytes.length
    yield bytes
  }
}

function localHeader(name: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(deflated, 8)
  head.writeUInt16LE(dosDate, 12)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function descriptor({ crc, packed, size }: Written): Buffer {
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(0x08074b50, 0)
  tail.writeUInt32LE(crc, 4)
  tail.writeUInt32LE(packed, 8)
  tail.writeUInt32LE(size, 12)
  return tail
}

function directoryRecord({ path, offset, crc, packed, size }: Written): Buffer {
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(20, 4)
  record.writeUInt16LE(20, 6)
  record.writeUInt16LE(flags, 8)
  record.writeUInt16LE(deflated, 10)
  record.writeUInt16LE(dosDate, 14)
  record.writeUInt32LE(crc, 16)
  record.writeUInt32LE(packed, 20)
  record.writeUInt32LE(size, 24)
  record.writeUInt16LE(path.length, 28)
  record.writeUInt32LE(offset, 42)
  return Buffer.concat([record, path])
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
