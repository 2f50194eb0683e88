import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { bounded, storable } from './cell-text.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import { FileProblem } from './file-problem.ts'
import { limits } from './limits.ts'
import { letterOf, type RawRow } from './raw.ts'
import type { Tables } from './sheet.ts'

const separators = [',', '\t', ';'] as const
type Separator = (typeof separators)[number]

/** Text with separators, as Excel and other programs write it. Every cell is text. */
export async function openDelimited(path: string): Promise<Tables> {
  const encoding = await encodingOf(path)
  const { separator, skip } = await layoutOf(path, encoding)
  const endsInLine = await endsInLineBreak(path)
  return {
    kind: 'csv',
    sheets: [{ name: basename(path), rows: 0, columns: 0, hidden: false, merges: [] }],
    date1904: false,
    rows: (sheet) => {
      if (sheet !== 0) throw new FileProblem('no-such-sheet')
      return readRecords(path, { encoding, separator, skip, endsInLine })
    },
    close: () => {},
  }
}

interface Layout {
  readonly encoding: Encoding
  readonly separator: Separator
  /** Lines before the table: the `sep=;` by which programs tell Excel the separator. */
  readonly skip: number
  readonly endsInLine: boolean
}

async function* textOf(path: string, encoding: Encoding, end?: number): AsyncGenerator<string> {
  const decoder = iconv.decodeStream(
    encoding === 'utf8' ? 'utf8' : encoding === 'gb18030' ? 'gb18030' : encoding === 'utf16le' ? 'utf-16le' : 'utf-16be',
  )
  const stream = pipeline(createReadStream(path, end === undefined ? {} : { end }), decoder, () => {})
  for await (const piece of stream) yield piece as unknown as string
}

/** The separator that cuts the first lines most evenly; refuses text that none of them makes a table of. */
async function layoutOf(path: string, encoding: Encoding): Promise<{ separator: Separator; skip: number }> {
  let sample = ''
  for await (const piece of textOf(path, encoding, 256 * 1024)) sample += piece
  sample = sample.replace(/^\uFEFF/, '')
  if (sample.trim() === '') throw new FileProblem('empty')
  // Control characters do not occur in a table.
  if (/[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/.test(sample)) throw new FileProblem('not-a-table')
  const declared = /^sep=([,;\t])\r?\n/i.exec(sample)
  if (declared) return { separator: declared[1] as Separator, skip: 1 }
  const lines = unquotedLines(sample).slice(0, 50)
  const scored = separators.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1).filter((count) => count > 0)
    return { separator, score: counts.length === 0 ? 0 : counts.length * 1000 + Math.min(...counts) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  // One line with a comma is a sentence; a table has its separator in most lines.
  if (best.score < Math.max(1, Math.ceil(lines.length / 2)) * 1000) throw new FileProblem('not-a-table')
  return { separator: best.separator, skip: 0 }
}

/** Lines that hold anything, with what stands in quotes taken out. */
const unquotedLines = (text: string): string[] =>
  text
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')

async function endsInLineBreak(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, Math.max(0, size - 2))
    return /[\r\n]\0?$/.test(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await file.close()
  }
}

async function* readRecords(path: string, layout: Layout): AsyncGenerator<RawRow, void> {
  const parser = parse({
    bom: true,
    delimiter: layout.separator,
    relaxColumnCount: true,
    relaxQuotes: true,
    fromLine: layout.skip + 1,
    maxRecordSize: 8_000_000,
  })
  let row = 0
  const width = widthWatch()
  pipeline(Readable.from(refuseEndlessLines(textOf(path, layout.encoding), layout.separator)), parser, () => {})
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++
      const cells = record.map((text, column) => cellOf(text, column, row))
      while (cells.length > 0 && cells.at(-1) === null) cells.pop()
      width.take(record.length, row)
      if (cells.length > limits.columns) throw new FileProblem('too-many-columns')
      if (cells.length > 0) yield { row, cells }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new FileProblem('broken-quotes', `第 ${row + 1} 行附近。请检查后再上传。`)
    throw error
  }
  if (!layout.endsInLine) width.refuseShortEnd()
}

/** More separators than that between two line breaks are no row, however they are quoted. */
const mostSeparators = 50_000

/** Empty cells cost the parser memory before it counts them: a line of nothing else is refused while it comes in. */
async function* refuseEndlessLines(text: AsyncIterable<string>, separator: Separator): AsyncGenerator<string> {
  let count = 0
  for await (const piece of text) {
    let from = 0
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
      from = at + 1
      count = 0
    }
    for (let at = piece.indexOf(separator, from); at >= 0; at = piece.indexOf(separator, at + 1)) count++
    if (count > mostSeparators) throw new FileProblem('too-many-columns')
    yield piece
  }
}

/** Notices a last line that was cut off: shorter than all the others, and without its line break. */
function widthWatch() {
  let common = -1
  let even = true
  let last = { length: 0, row: 0 }
  let rows = 0
  return {
    take(length: number, row: number) {
      if (rows > 0) {
        if (common === -1) common = last.length
        else if (last.length !== common) even = false
      }
      rows++
      last = { length, row }
    },
    refuseShortEnd() {
      if (rows > 2 && even && last.length < common) throw new FileProblem('damaged')
    },
  }
}

function cellOf(text: string, column: number, row: number): string | null {
  if (text === '') return null
  const cell = bounded(storable(text), `${letterOf(column)}${row}`)
  // How an export keeps a spreadsheet from running a text, and how others keep digits from being taken for a number.
  if (/^'[=+\-@\t\r']/.test(cell)) return cell.slice(1)
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell
}
