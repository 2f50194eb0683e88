import { createReadStream } from 'node:fs'
import { isUtf8 } from 'node:buffer'
import { FileProblem } from './file-problem.ts'

export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'gb18030'

/**
 * The encoding of a text file, judged by every byte of it: a mark at the front, else UTF-8 where all of it is, else
 * GB18030 where it reads like Chinese in it. Anything else is refused, so that no garbled name enters the registry.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const utf8 = utf8Check()
  const gb = gb18030Check()
  let first = true
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Buffer
    if (first) {
      first = false
      const mark = markOf(bytes)
      if (mark) return mark
    }
    if (bytes.includes(0)) throw new FileProblem('not-a-table')
    utf8.take(bytes)
    gb.take(bytes)
  }
  if (utf8.valid()) return 'utf8'
  if (utf8.cutOnly()) throw new FileProblem('damaged')
  if (!utf8.seenMultibyte() && gb.likely()) return 'gb18030'
  throw new FileProblem('encoding')
}

function markOf(bytes: Buffer): Encoding | undefined {
  // The UTF-8 mark promises UTF-8 and does not prove it: the rest is still checked.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be'
  return undefined
}

/** How many bytes at the end belong to a character that goes on in the next chunk. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

function utf8Check() {
  let rest: Buffer = Buffer.alloc(0)
  let good = true
  let multibyte = false
  return {
    take(chunk: Buffer) {
      if (!good) return
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const tail = unfinished(bytes)
      const whole = bytes.subarray(0, bytes.length - tail)
      good = isUtf8(whole)
      // Long runs of valid multi-byte characters do not happen by chance in another encoding.
      if (good && !multibyte) multibyte = whole.some((byte) => byte >= 0x80)
      rest = Buffer.from(bytes.subarray(bytes.length - tail))
    },
    valid: () => good && rest.length === 0,
    cutOnly: () => good && multibyte && rest.length > 0,
    seenMultibyte: () => multibyte,
  }
}

/**
 * Chinese in GB18030 is nearly all first-level characters and full-width punctuation. Big5, Shift-JIS or Latin text read
 * as GB18030 gives rare characters instead.
 */
function gb18030Check() {
  let lead = -1
  let pairs = 0
  let common = 0
  let broken = false
  return {
    take(chunk: Buffer) {
      for (const byte of chunk) {
        if (lead >= 0) {
          // Four-byte characters go on with a digit; they are rare and counted as uncommon.
          if (byte < 0x30 || byte === 0x7f || byte === 0xff) broken = true
          pairs++
          if (byte >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))) common++
          lead = -1
        } else if (byte > 0x80 && byte < 0xff) lead = byte
        else if (byte >= 0x80) broken = true
      }
    },
    likely: () => !broken && lead < 0 && pairs > 0 && common >= pairs * 0.75,
  }
}
