import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import type { RawCell, RawRow } from '../../server/imports/raw.ts'
import { openTables } from '../../server/imports/open.ts'
import { afterFile } from './support.ts'

let folder: string | undefined

function folderOfFile(): string {
  const made = mkdtempSync(join(tmpdir(), 'ladder-sheets-'))
  afterFile(() => {
    folder = undefined
    rmSync(made, { recursive: true, force: true })
  })
  return made
}

/** A file with this content, gone after the tests of the file. */
export function fileOf(content: string | Uint8Array, name = 'sheet'): string {
  folder ??= folderOfFile()
  const path = join(folder, `${randomUUID()}-${name}`)
  writeFileSync(path, content)
  return path
}

export interface Part {
  readonly name: string
  readonly content: string | Buffer
  /** What the directory claims instead of the truth. */
  readonly claims?: { readonly size?: number; readonly crc?: number }
}

/** A zip archive, as honest as it is told to be. */
export function zip(parts: readonly Part[], { stored = false } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claims } of parts) {
    const raw = Buffer.from(content)
    const packed = stored ? raw : deflateRawSync(raw)
    const path = Buffer.from(name)
    const [crc, size] = [claims?.crc ?? crc32(raw), claims?.size ?? raw.length]
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(stored ? 0 : 8, 8)
    head.writeUInt32LE(crc, 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(size, 22)
    head.writeUInt16LE(path.length, 26)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(20, 6)
    record.writeUInt16LE(stored ? 0 : 8, 10)
    record.writeUInt32LE(crc, 16)
    record.writeUInt32LE(packed.length, 20)
    record.writeUInt32LE(size, 24)
    record.writeUInt16LE(path.length, 28)
    record.writeUInt32LE(offset, 42)
    locals.push(head, path, packed)
    directory.push(record, path)
    offset += head.length + path.length + packed.length
  }
  const records = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(records.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, records, end])
}

const main =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

interface Workbook {
  /** What stands between `<sheetData>` and its end, of each sheet. */
  readonly sheets: readonly { readonly name: string; readonly rows: string; readonly after?: string; readonly state?: string }[]
  readonly strings?: string
  /** Custom number formats: cell style n+1 has the n-th. */
  readonly formats?: readonly string[]
  readonly date1904?: boolean
  readonly more?: readonly Part[]
}

/** The parts of a workbook written by hand, so that what is odd about it is in plain sight. */
export function workbookParts({ sheets, strings, formats = [], date1904, more = [] }: Workbook): Part[] {
  const ids = sheets.map((_, index) => index + 1)
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="rId1" Type="${type}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${main}><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${ids
        .map((id) => `<Relationship Id="rId${id}" Type="${type}/worksheet" Target="worksheets/sheet${id}.xml"/>`)
        .join(
          '',
        )}<Relationship Id="s" Type="${type}/styles" Target="styles.xml"/>${strings === undefined ? '' : `<Relationship Id="t" Type="${type}/sharedStrings" Target="sharedStrings.xml"/>`}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${main}><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats
        .map((_, index) => `<xf numFmtId="${200 + index}"/>`)
        .join('')}<xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    },
    ...sheets.map(({ rows, after = '' }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet ${main}><sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: `<sst ${main}>${strings}</sst>` }]),
    ...more,
  ]
}

export const workbook = (parts: Workbook): Buffer => zip(workbookParts(parts))

/** Rows of plain text and number cells; `null` is blank. */
export function rowsXml(rows: readonly (readonly (string | number | null)[])[], first = 1): string {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return rows
    .map(
      (cells, at) =>
        `<row r="${first + at}">${cells
          .map((cell, index) => {
            const ref = `${String.fromCharCode(65 + index)}${first + at}`
            if (cell === null) return ''
            return typeof cell === 'number'
              ? `<c r="${ref}"><v>${cell}</v></c>`
              : `<c r="${ref}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`
          })
          .join('')}</row>`,
    )
    .join('')
}

/** All rows of a file's sheet. */
export async function readAll(path: string, sheet = 0): Promise<RawRow[]> {
  const tables = await openTables(path)
  const rows: RawRow[] = []
  try {
    for await (const row of tables.rows(sheet)) rows.push(row)
  } finally {
    tables.close()
  }
  return rows
}

/** The cells of the only row of a sheet with this row XML. */
export async function cellsOf(rows: string, rest: Partial<Workbook> = {}): Promise<readonly RawCell[]> {
  return (await readAll(fileOf(workbook({ ...rest, sheets: [{ name: 'Sheet1', rows }] }))))[0]?.cells ?? []
}
