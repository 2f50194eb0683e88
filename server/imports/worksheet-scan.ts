import type { Merge } from './sheet.ts'
import { indexOfLetter } from './raw.ts'

const tailLimit = 8 * 1024 * 1024
const headLimit = 4096

/** What is learnt of a sheet while its bytes are checked, without reading it. */
export interface SheetScan {
  observe(chunk: Buffer): void
  result(): { readonly rows: number; readonly columns: number; readonly merges: readonly Merge[] }
}

/** Merges stand after the rows that they concern: they are picked up here, before the rows are read. */
export function sheetScan(): SheetScan {
  let head = ''
  let rows = 0
  let tail: Buffer[] = []
  let tailBytes = -1
  let previous: Buffer = Buffer.alloc(0)
  return {
    observe(chunk) {
      if (head.length < headLimit) head += chunk.toString('latin1', 0, headLimit)
      for (let at = chunk.indexOf('<row'); at >= 0; at = chunk.indexOf('<row', at + 4)) rows++
      const joined = Buffer.concat([previous.subarray(-16), chunk])
      const end = joined.lastIndexOf('sheetData>')
      if (end >= 0) {
        tail = [joined.subarray(end)]
        tailBytes = joined.length - end
      } else if (tailBytes >= 0 && tailBytes < tailLimit) {
        tail.push(chunk)
        tailBytes += chunk.length
      }
      previous = chunk
    },
    result() {
      const merges = mergesIn(Buffer.concat(tail).toString('latin1'))
      tail = []
      const dimension = /<(?:\w+:)?dimension[^>]*\sref="[A-Z]+\d+:([A-Z]+)\d+"/.exec(head)
      return { rows, columns: dimension ? indexOfLetter(dimension[1]!) + 1 : 0, merges }
    },
  }
}

function mergesIn(xml: string): readonly Merge[] {
  const merges: Merge[] = []
  for (const match of xml.matchAll(/<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)) {
    const [, left, top, right, bottom] = match
    merges.push({ top: Number(top) - 1, left: indexOfLetter(left!), bottom: Number(bottom) - 1, right: indexOfLetter(right!) })
  }
  return merges.sort((a, b) => a.top - b.top)
}
