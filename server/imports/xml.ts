import { StringDecoder } from 'node:string_decoder'
import { FileProblem } from './file-problem.ts'

/** What a part of a workbook is made of, in order. Names come without their namespace prefix. */
export interface XmlHandler {
  /** `attributes` is the text between the name and the end of the tag; read it with `attribute`. */
  open(name: string, attributes: string): void
  close(name: string): void
  text(text: string): void
}

const entity = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text with its references resolved: the five of XML and numbers. There are no others, so nothing can expand or be fetched. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(entity, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? refuse()
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function refuse(): never {
  throw new FileProblem('contradictory')
}

/** Calls back with each attribute of a tag, its name without the namespace prefix. */
export function eachAttribute(attributes: string, take: (name: string, value: string) => void): void {
  let at = 0
  for (;;) {
    while (attributes.charCodeAt(at) <= 32) at++
    const equals = attributes.indexOf('=', at)
    if (equals < 0) return
    let start = equals + 1
    while (attributes.charCodeAt(start) <= 32) start++
    const quote = attributes.charAt(start)
    const end = quote === '"' || quote === "'" ? attributes.indexOf(quote, start + 1) : -1
    if (end < 0) refuse()
    const name = attributes.slice(at, equals)
    take(localName(name.charCodeAt(name.length - 1) <= 32 ? name.trimEnd() : name), unescapeXml(attributes.slice(start + 1, end)))
    at = end + 1
  }
}

/** The value of one attribute, namespace prefixes aside. */
export function attribute(attributes: string, name: string): string | undefined {
  let found: string | undefined
  eachAttribute(attributes, (one, value) => {
    if (one === name) found ??= value
  })
  return found
}

const localName = (name: string): string => {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Whether this is a tag to its end, and not only to a `>` inside a quoted value. */
function isWhole(inner: string): boolean {
  const last = inner.charCodeAt(inner.length - 1)
  if (last === 34 || !inner.includes('"')) return !inner.includes("'")
  return last === 47 && inner.charCodeAt(inner.length - 2) === 34 && !inner.includes("'")
}

/** Where a tag ends: at a `>` outside quotes, or -1 where it has not arrived yet. */
function endOutsideQuotes(buffer: string, from: number): number {
  let quote = 0
  for (let i = from; i < buffer.length; i++) {
    const code = buffer.charCodeAt(i)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return i
    else if (code === 34 || code === 39) quote = code
  }
  return -1
}

/** Where the name at the front ends. */
function endOfName(inner: string): number {
  let end = 0
  while (end < inner.length && inner.charCodeAt(end) > 32) end++
  return end
}

const longestTag = 1_000_000
const longestText = 4_000_000

/**
 * Reads XML piece by piece. Well-formed as far as it matters here: every element closed in order, one root, nothing cut
 * off. A document type is refused unread, so entities cannot be declared.
 */
export function xmlReader(handler: XmlHandler) {
  const decoder = new StringDecoder('utf8')
  const stack: string[] = []
  let rest = ''
  let seenRoot = false

  function tag(inner: string) {
    if (inner.charCodeAt(0) === 47) {
      const name = inner.charCodeAt(inner.length - 1) <= 32 ? inner.slice(1).trimEnd() : inner.slice(1)
      if (stack.pop() !== name) refuse()
      return handler.close(localName(name))
    }
    const selfClosing = inner.charCodeAt(inner.length - 1) === 47
    const body = selfClosing ? inner.slice(0, -1) : inner
    const end = endOfName(body)
    const name = body.slice(0, end)
    if (name === '' || (stack.length === 0 && seenRoot) || stack.length > 100) refuse()
    seenRoot = true
    const local = localName(name)
    handler.open(local, end === body.length ? '' : body.slice(end))
    if (selfClosing) handler.close(local)
    else stack.push(name)
  }

  /** Takes what is complete from the front; returns where the rest begins. */
  function take(buffer: string): number {
    let at = 0
    for (;;) {
      const open = buffer.indexOf('<', at)
      if (open < 0) return buffer.length - at > longestText ? refuse() : at
      if (open > at && stack.length > 0) handler.text(unescapeXml(buffer.slice(at, open)))
      const next = buffer.charCodeAt(open + 1)
      if (next === 33 || next === 63 || Number.isNaN(next)) {
        const special = specialAt(buffer, open)
        if (special === 'wait') return open
        if (special.text !== '' && stack.length > 0) handler.text(special.text)
        at = special.end
        continue
      }
      let end = buffer.indexOf('>', open + 1)
      let inner = end < 0 ? '' : buffer.slice(open + 1, end)
      if (end >= 0 && !isWhole(inner)) {
        end = endOutsideQuotes(buffer, open + 1)
        inner = buffer.slice(open + 1, Math.max(end, 0))
      }
      if (end < 0) return buffer.length - open > longestTag ? refuse() : open
      tag(inner)
      at = end + 1
    }
  }

  return {
    write(chunk: Buffer) {
      const buffer = rest + decoder.write(chunk)
      rest = buffer.slice(take(buffer))
    },
    /** To be called when the bytes are over; refuses what ends too early. */
    end() {
      if (rest.trim() !== '' || stack.length > 0 || !seenRoot) throw new FileProblem('damaged')
    },
  }
}

/** Comments, processing instructions and character data, which look like tags and are none. */
function specialAt(buffer: string, open: number): { text: string; end: number } | 'wait' {
  const next = buffer.charCodeAt(open + 1)
  if (Number.isNaN(next)) return 'wait'
  if (next === 63) return until(buffer, open, open + 2, '?>')
  if (buffer.startsWith('<!--', open)) return until(buffer, open, open + 4, '-->')
  if (buffer.startsWith('<![CDATA[', open)) {
    const section = until(buffer, open, open + 9, ']]>')
    return section === 'wait' ? section : { text: buffer.slice(open + 9, section.end - 3), end: section.end }
  }
  // Too short to tell yet, or a document type.
  return buffer.length - open < 9 && ['<!--', '<![CDATA['].some((start) => start.startsWith(buffer.slice(open))) ? 'wait' : refuse()
}

function until(buffer: string, open: number, from: number, mark: string): { text: string; end: number } | 'wait' {
  const end = buffer.indexOf(mark, from)
  if (end >= 0) return { text: '', end: end + mark.length }
  return buffer.length - open > longestTag ? refuse() : 'wait'
}

const pieceBytes = 256 * 1024

/** Fewer and larger pieces: each costs a copy of what the last one left over. */
export async function* pieces(stream: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes >= pieceBytes) {
      yield Buffer.concat(waiting)
      waiting = []
      bytes = 0
    }
  }
  if (bytes > 0) yield Buffer.concat(waiting)
}

/** Reads a whole part from its stream. */
export async function readXml(stream: AsyncIterable<unknown>, handler: XmlHandler): Promise<void> {
  const reader = xmlReader(handler)
  for await (const piece of pieces(stream)) reader.write(piece)
  reader.end()
}
