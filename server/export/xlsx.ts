import { daysBetween } from '../../shared/days.ts'
import { type Cell, type ColumnKind, columnLetters, type Rows, type Sheet, type SheetColumn } from './sheet.ts'
import { type ZipEntry, zipOf } from './zip.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * A workbook as a stream of bytes: typed cells, a frozen and filterable head that repeats on every printed page. Sheets
 * are read one after the other, each row once, so memory stays flat and a later sheet may tell what an earlier one held.
 */
export const xlsxOf = (sheets: readonly Sheet[]): AsyncGenerator<Buffer> => zipOf(entriesOf(sheets))

function* entriesOf(sheets: readonly Sheet[]): Generator<ZipEntry> {
  yield { path: '[Content_Types].xml', text: [contentTypes(sheets.length)] }
  yield { path: '_rels/.rels', text: [rootRelations] }
  yield { path: 'xl/workbook.xml', text: [workbook(sheets)] }
  yield { path: 'xl/_rels/workbook.xml.rels', text: [workbookRelations(sheets.length)] }
  yield { path: 'xl/styles.xml', text: [styles] }
  for (const [index, sheet] of sheets.entries()) yield { path: `xl/worksheets/sheet${index + 1}.xml`, text: sheetText(sheet) }
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

/** What XML cannot carry at all is left out. */

const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replace(forbidden, '').replace(/[&<>"]/g, (c) => entities[c]!)

const style: Readonly<Record<ColumnKind | 'head', number>> = {
  head: 1,
  text: 2,
  wrapped: 3,
  money: 4,
  number: 0,
  integer: 5,
  percent: 6,
  day: 7,
}

/** Text goes by pieces of this many characters to the packer. */
const pieceLength = 64 * 1024

async function* sheetText({ columns, rows }: Sheet): AsyncGenerator<string> {
  yield `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`
  yield '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  yield `<cols>${columns.map(columnWidth).join('')}</cols><sheetData>`
  yield `<row r="1">${columns.map(({ header }, i) => textCell(`${columnLetters(i)}1`, header, style.head)).join('')}</row>`
  const last = yield* rowsText(columns, rows)
  yield `</sheetData><autoFilter ref="A1:${columnLetters(columns.length - 1)}${last}"/>`
  yield '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
  yield '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
  yield '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>'
}

const columnWidth = ({ width, header }: SheetColumn, index: number): string =>
  `<col min="${index + 1}" max="${index + 1}" width="${width ?? Math.min(28, Math.max(10, header.length * 2 + 2))}" customWidth="1"/>`

async function* rowsText(columns: readonly SheetColumn[], rows: Rows): AsyncGenerator<string, number> {
  const letters = columns.map((_, index) => columnLetters(index))
  let number = 1
  let piece = ''
  for await (const row of rows) {
    number++
    let cells = ''
    for (let i = 0; i < columns.length; i++) cells += cellText(`${letters[i]}${number}`, row[i] ?? null, columns[i]!.kind)
    piece += `<row r="${number}">${cells}</row>`
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece) yield piece
  return number
}

function cellText(ref: string, value: Cell, kind: ColumnKind): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${ref}" s="${style[kind]}"><v>${value}</v></c>` : ''
  if (kind === 'day' && value >= firstSerialDay) return `<c r="${ref}" s="${style.day}"><v>${daysBetween('1899-12-30', value)}</v></c>`
  return textCell(ref, value, kind === 'wrapped' ? style.wrapped : style.text)
}

/** Before it, spreadsheets count one day too many (they believe in 29 February 1900), so such days are written as text. */
const firstSerialDay = '1900-03-01'

const textCell = (ref: string, text: string, styleId: number): string =>
  `<c r="${ref}" s="${styleId}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`

const numbered = (count: number, each: (n: number) => string): string => Array.from({ length: count }, (_, i) => each(i + 1)).join('')

const contentTypes = (count: number): string =>
  `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${xlsxType}.main+xml"/>` +
  numbered(
    count,
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  ) +
  `<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`

const rootRelations = `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const workbook = (sheets: readonly Sheet[]): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
  sheets.map(({ name }, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('') +
  '</sheets><definedNames>' +
  sheets.map(({ name }, i) => `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escape(name)}'!$1:$1</definedName>`).join('') +
  '</definedNames></workbook>'

const workbookRelations = (count: number): string =>
  `${declaration}<Relationships xmlns="${packaged}/relationships">` +
  numbered(count, (n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`) +
  `<Relationship Id="rId${count + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`

/** In the order of `style`; numbers 2, 4, 10, 49 are formats that every spreadsheet knows. */
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.00"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF5"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
