import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { DamagedBackup, readTar } from './tar.ts'

const Part = z.object({
  name: z.string(),
  /** Where its pieces stand in the archive: `<folder>/00001.gz` and so on. */
  folder: z.string(),
  bytes: z.number().int(),
  /** Of the content, not of its packed pieces. */
  sha256: z.string(),
})

/** What a backup says of itself; the last but one of its members. */
export const Manifest = z.object({
  format: z.literal(1),
  product: z.literal('innovation-ladder'),
  version: z.string(),
  createdAt: z.string(),
  postgres: z.number().int(),
  migrations: z.object({ product: z.array(z.string()), queue: z.number().int() }),
  tables: z.array(Part.extend({ columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.record(z.string(), z.tuple([z.string(), z.boolean()])),
  /** What lies in the data directory beside the database, by its path there. */
  files: z.array(Part),
})
export type Manifest = z.infer<typeof Manifest>
export type Part = z.infer<typeof Part>

export const manifestName = 'manifest.json'
const unpack = promisify(gunzip)

/** The content of the archive's parts, piece by piece in its order; last of all the manifest. */
export async function* readPieces(file: string): AsyncGenerator<{ folder: string; content: Buffer } | { manifest: unknown }> {
  for await (const { name, content } of readTar(file)) {
    if (name === manifestName) {
      yield { manifest: JSON.parse(content.toString('utf8')) as unknown }
      continue
    }
    const folder = name.slice(0, name.lastIndexOf('/'))
    yield { folder, content: await unpack(content).catch((cause: unknown) => fault(`${name} is damaged and cannot be unpacked`, cause)) }
  }
}

function fault(message: string, cause?: unknown): never {
  throw new DamagedBackup(message, { cause })
}

interface Seen {
  readonly hash: ReturnType<typeof createHash>
  bytes: number
}

/** Reads the whole backup and compares it with what it says of itself. Throws `DamagedBackup`. */
export async function checkBackup(file: string): Promise<Manifest> {
  const seen = new Map<string, Seen>()
  let told: unknown
  for await (const piece of readPieces(file)) {
    if ('manifest' in piece) {
      told = piece.manifest
      continue
    }
    const { hash, bytes } = seen.get(piece.folder) ?? { hash: createHash('sha256'), bytes: 0 }
    seen.set(piece.folder, { hash: hash.update(piece.content), bytes: bytes + piece.content.length })
  }
  const parsed = Manifest.safeParse(told)
  if (!parsed.success) fault(`${file} has no manifest that this program understands`)
  const parts = [...parsed.data.tables, ...parsed.data.files]
  for (const { name, folder, bytes, sha256 } of parts) {
    const found = seen.get(folder)
    const fits = bytes === (found?.bytes ?? 0) && sha256 === (found?.hash ?? createHash('sha256')).digest('hex')
    if (!fits) fault(`${name} in ${file} is not what was backed up`)
    seen.delete(folder)
  }
  if (seen.size > 0) fault(`${file} holds what its manifest does not know: ${[...seen.keys()].join(', ')}`)
  return parsed.data
}
