import { PassThrough, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { FileProblem } from './file-problem.ts'
import { limits } from './limits.ts'

/** A zip file whose every entry has been unpacked once, within the limits, and has the checksum it claims. */
export interface Archive {
  /** Names of the files in it, as written. */
  readonly names: readonly string[]
  /** Unpacks one entry; undefined where there is none of that name (letter case aside). */
  open(name: string): Promise<Readable | undefined>
  close(): void
}

/** Sees the bytes of an entry while they are checked. */
export type Observer = (chunk: Buffer) => void

/**
 * Opens an archive from a stranger. Nothing an entry claims of itself is believed: sizes are counted and checksums
 * computed by unpacking each entry once into nothing. Throws a `FileProblem`.
 */
export async function openArchive(path: string, observe: (name: string) => Observer | undefined = () => undefined): Promise<Archive> {
  const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(path, { lazyEntries: true, autoClose: false }).catch(
    damaged,
  )
  try {
    const entries = await listEntries(zip)
    for (const entry of entries.values()) await checkEntry(zip, entry, observe(entry.fileName))
    return {
      names: [...entries.values()].map((entry) => entry.fileName),
      open: async (name) => {
        const entry = entries.get(name.toLowerCase())
        return entry && unpack(zip, entry)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

function damaged(error: unknown): never {
  if (error instanceof FileProblem) throw error
  throw new FileProblem('damaged')
}

/** Everything the directory of the archive says, refused where it is hostile or contradicts itself. */
async function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > limits.archive.entries) throw new FileProblem('unsafe')
  const entries = new Map<string, yauzl.Entry>()
  let total = 0
  await new Promise<void>((resolve, reject) => {
    zip.on('error', () => reject(new FileProblem('damaged')))
    zip.on('end', resolve)
    zip.on('entry', (entry: yauzl.Entry) => {
      const name = entry.fileName.toLowerCase()
      total += entry.uncompressedSize
      const fault = faultOf(entry, total) ?? (entries.has(name) ? 'contradictory' : undefined)
      if (fault) return reject(new FileProblem(fault))
      if (!name.endsWith('/')) entries.set(name, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
  return entries
}

function faultOf(entry: yauzl.Entry, totalSoFar: number) {
  const { bytes, sharedStringsBytes, ratio, ratioFrom } = limits.archive
  if (entry.isEncrypted()) return 'password'
  if (totalSoFar > bytes) return 'unsafe'
  if (/sharedstrings\.xml$/i.test(entry.fileName) && entry.uncompressedSize > sharedStringsBytes) return 'unsafe'
  if (entry.uncompressedSize > ratioFrom && entry.uncompressedSize > entry.compressedSize * ratio) return 'unsafe'
  return undefined
}

async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  const through = new PassThrough()
  const stream = await new Promise<Readable>((resolve, reject) =>
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  ).catch(damaged)
  // What is stored as it is comes from a stream that never says it is closed: reading it directly waits for ever.
  return entry.compressionMethod === 0 ? stream.on('error', (error) => through.destroy(error)).pipe(through) : stream
}

/** yauzl stops an entry that unpacks to more or less than it declared; the checksum is left to us. */
async function checkEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, observer: Observer | undefined): Promise<void> {
  let sum = 0
  try {
    for await (const chunk of await unpack(zip, entry)) {
      sum = crc32(chunk as Buffer, sum)
      observer?.(chunk as Buffer)
    }
  } catch (error) {
    damaged(error)
  }
  if (sum !== entry.crc32) throw new FileProblem('damaged')
}
