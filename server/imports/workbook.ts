import { type Archive, openArchive } from './archive.ts'
import { FileProblem } from './file-problem.ts'
import { limits } from './limits.ts'
import { type NumberFormat, formatsOf } from './number-format.ts'
import type { SheetInfo, Tables } from './sheet.ts'
import { readSheet } from './worksheet.ts'
import { sheetScan, type SheetScan } from './worksheet-scan.ts'
import { attribute, readXml, type XmlHandler } from './xml.ts'
import { decodeText } from './cell-text.ts'

/**
 * A workbook in the Office Open XML format. Of all its parts only the directory, the strings, the number formats and
 * the sheets are read: macros, external links, queries and pictures stay untouched.
 */
export async function openWorkbook(path: string): Promise<Tables> {
  const scans = new Map<string, SheetScan>()
  const archive = await openArchive(path, (name) => {
    if (!/worksheets\/[^/]+\.xml$/i.test(name)) return undefined
    const scan = sheetScan()
    scans.set(name.toLowerCase(), scan)
    return scan.observe
  })
  try {
    const directory = await readDirectory(archive)
    const strings = await readStrings(archive, directory.strings)
    const formats = await readFormats(archive, directory.styles)
    const parts = directory.sheets.map((sheet) => ({ ...sheet, scan: scans.get(sheet.part.toLowerCase())?.result() }))
    const sheets: SheetInfo[] = parts.map(({ name, hidden, scan }) => ({
      name,
      hidden,
      rows: scan?.rows ?? 0,
      columns: scan?.columns ?? 0,
      merges: scan?.merges ?? [],
    }))
    return {
      kind: 'xlsx',
      sheets,
      date1904: directory.date1904,
      async *rows(index) {
        const part = parts[index]
        if (!part) throw new FileProblem('no-such-sheet')
        const stream = await archive.open(part.part)
        if (!stream) throw new FileProblem('contradictory')
        yield* readSheet(stream, { strings, formats, date1904: directory.date1904, merges: part.scan?.merges ?? [] })
      },
      close: archive.close,
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

interface Directory {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[]
  readonly date1904: boolean
  readonly strings: string | undefined
  readonly styles: string | undefined
}

async function readPart(archive: Archive, name: string, handler: Partial<XmlHandler>): Promise<boolean> {
  const stream = await archive.open(name)
  if (!stream) return false
  await readXml(stream, { open: () => {}, close: () => {}, text: () => {}, ...handler })
  return true
}

interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
}

async function readRelations(archive: Archive, part: string): Promise<readonly Relation[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const relations: Relation[] = []
  await readPart(archive, `${folder}_rels/${part.slice(folder.length)}.rels`, {
    open(name, attributes) {
      // What lies outside the archive is never looked at.
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const type = attribute(attributes, 'Type') ?? ''
      relations.push({
        id: attribute(attributes, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        target: resolve(folder, attribute(attributes, 'Target') ?? ''),
      })
      refuseBeyond(relations.length)
    },
  })
  return relations
}

/** A workbook cannot have more parts than an archive may have entries. */
function refuseBeyond(count: number): void {
  if (count > limits.archive.entries) throw new FileProblem('unsafe')
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path = folder.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

async function readDirectory(archive: Archive): Promise<Directory> {
  const office = (await readRelations(archive, '')).find(({ type }) => type === 'officeDocument')
  if (!office) throw new FileProblem(kindOfArchive(archive.names))
  if (/\.bin$/i.test(office.target)) throw new FileProblem('binary-workbook')
  if (!/\.xml$/i.test(office.target)) throw new FileProblem('contradictory')
  const declared: { name: string; id: string; hidden: boolean }[] = []
  let date1904 = false
  let isWorkbook = false
  const found = await readPart(archive, office.target, {
    open(name, attributes) {
      if (name === 'workbook') isWorkbook = true
      if (name === 'workbookPr') date1904 = ['1', 'true', 'on'].includes(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet' || !isWorkbook) return
      const state = attribute(attributes, 'state')
      declared.push({
        name: attribute(attributes, 'name') ?? '',
        id: attribute(attributes, 'id') ?? '',
        hidden: state !== undefined && state !== 'visible',
      })
      refuseBeyond(declared.length)
    },
  })
  if (!found) throw new FileProblem('contradictory')
  if (!isWorkbook) throw new FileProblem('office-other')
  const relations = await readRelations(archive, office.target)
  const sheets = declared.flatMap(({ name, id, hidden }) => {
    const relation = relations.find((one) => one.id === id)
    if (!relation) throw new FileProblem('contradictory')
    return relation.type === 'worksheet' ? [{ name, part: relation.target, hidden }] : []
  })
  if (sheets.length === 0) throw new FileProblem('empty')
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.target
  return { sheets, date1904, strings: partOf('sharedStrings'), styles: partOf('styles') }
}

/** What an archive is that has no office document in it. */
function kindOfArchive(names: readonly string[]) {
  if (names.includes('content.xml') && names.includes('mimetype')) return 'open-document'
  if (names.includes('EncryptedPackage')) return 'password'
  return names.includes('[Content_Types].xml') ? 'contradictory' : 'archive'
}

async function readStrings(archive: Archive, part: string | undefined): Promise<readonly string[]> {
  const strings: string[] = []
  if (part === undefined) return strings
  let text = ''
  let phonetic = 0
  let inText = false
  const found = await readPart(archive, part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') inText = phonetic === 0
    },
    close(name) {
      if (name === 'si') strings.push(decodeText(text))
      else if (name === 'rPh') phonetic--
      else if (name === 't') inText = false
    },
    text(piece) {
      if (inText) text += piece
    },
  })
  if (!found) throw new FileProblem('contradictory')
  return strings
}

async function readFormats(archive: Archive, part: string | undefined): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>()
  const styles: number[] = []
  let inCells = false
  if (part !== undefined)
    await readPart(archive, part, {
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
        else if (name === 'cellXfs') inCells = true
        else if (name === 'xf' && inCells) styles.push(Number(attribute(attributes, 'numFmtId') ?? 0))
      },
      close(name) {
        if (name === 'cellXfs') inCells = false
      },
    })
  return formatsOf(styles, codes)
}
