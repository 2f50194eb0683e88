import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { written } from '../../server/imports/raw.ts'
import { openTables } from '../../server/imports/open.ts'
import { cellsOf, fileOf, readAll, rowsXml, workbook, workbookParts, zip } from './workbooks.ts'

const refusal = async (content: string | Buffer, name?: string): Promise<string> => {
  try {
    await readAll(fileOf(content, name))
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
  return 'was read'
}

const table = [
  ['企业名称', '统一社会信用代码', '经营范围'],
  ['福清示例电子有限公司', '91350181MA2XN7K227', '电子元件、显示器件制造；软件开发'],
  ['福清示范塑胶有限公司', '91350181MA2XN7K300', '塑料制品、模具设计与制造'],
]
const csv = (separator: string, end = '\r\n') => table.map((row) => row.join(separator)).join('\r\n') + end
const small = { sheets: [{ name: '汇总', rows: rowsXml(table) }] }

describe('text with separators', () => {
  it.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${csv(',')}`)],
    ['UTF-8 without one', Buffer.from(csv(','))],
    ['GBK', iconv.encode(csv(','), 'gbk')],
    ['GB18030 with a four-byte character', iconv.encode(csv(',').replace('塑胶', '塑㐀胶'), 'gb18030')],
    ['UTF-16, as “Unicode text”', iconv.encode(csv('\t'), 'utf-16', { addBOM: true })],
    ['semicolons', Buffer.from(csv(';').replaceAll('；', '、'))],
    ['tabs', Buffer.from(csv('\t'))],
    ['a separator that is declared', Buffer.from(`sep=;\r\n${csv(';').replaceAll('；', '、')}`)],
  ])('reads %s', async (_, content) => {
    const rows = await readAll(fileOf(content, 'a.csv'))
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 3])
    expect(rows[1]?.cells.slice(0, 2)).toEqual(table[1]!.slice(0, 2))
    expect(rows[0]?.cells[0]).toBe('企业名称')
  })

  it('numbers rows as the spreadsheet does, over blank lines and line breaks in quotes', async () => {
    const rows = await readAll(fileOf('a,b\n\n"x\ny",2\n1,2\n'))
    expect(rows).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 3, cells: ['x\ny', '2'] },
      { row: 4, cells: ['1', '2'] },
    ])
  })

  it('takes off the apostrophe that keeps an export from being run', async () => {
    const rows = await readAll(fileOf(`name,note\n'=1+1,'-5\n'+86,"'@a"\n="0591",'普通\n''=x,1\n`))
    expect(rows.slice(1).map(({ cells }) => cells)).toEqual([
      ['=1+1', '-5'],
      ['+86', '@a'],
      ['0591', "'普通"],
      ["'=x", '1'],
    ])
  })

  it.each<[string, string | Buffer, string]>([
    [
      'Big5',
      iconv.encode('企業名稱,統一編號,營業範圍\r\n福清示範電子股份有限公司,12345678,電子零組件製造與軟體開發\r\n', 'big5'),
      'encoding',
    ],
    ['Shift-JIS', iconv.encode('企業名,番号\r\nふくせいサンプルでんし,1\r\nカタカナのなまえです,2\r\n', 'shift_jis'), 'encoding'],
    ['UTF-8 with a broken byte', Buffer.concat([Buffer.from(csv(',')), Buffer.from([0xff, 0x2c, 0x31])]), 'encoding'],
    ['UTF-8 cut inside a character', Buffer.from(csv(',', '')).subarray(0, -1), 'damaged'],
    ['a last line without its end', `a,b,c\n1,2,3\n1,2,3\n1,2`, 'damaged'],
    ['quotes that never end', 'a,b\n1,"2\n3,4\n', 'broken-quotes'],
    ['a letter', '尊敬的领导：\n现将有关情况报告如下，请审阅。\n此致\n敬礼\n', 'not-a-table'],
    ['one column', '代码\n1\n2\n', 'not-a-table'],
    ['JSON', '[{"a":1,"b":2}]', 'not-a-table'],
    ['nothing', '', 'empty'],
    ['blanks', ' \n \n', 'empty'],
    ['bytes', Buffer.from([1, 2, 3, 0, 5, 6]), 'not-a-table'],
  ])('refuses %s', async (_, content, code) => {
    expect(await refusal(content)).toBe(code)
  })
})

describe('the kind of a file is judged by what is in it', () => {
  it('reads a workbook called .csv and text called .xlsx', async () => {
    expect(await readAll(fileOf(workbook(small), 'a.csv'))).toHaveLength(3)
    expect(await readAll(fileOf(csv(','), 'a.xlsx'))).toHaveLength(3)
  })

  const compound = (name: string) => {
    const file = Buffer.alloc(2048)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file)
    file.writeUInt16LE(9, 30)
    file.writeUInt32LE(1, 48)
    Buffer.from(name, 'utf16le').copy(file, 1024)
    return file
  }

  it.each<[string, string | Buffer, string]>([
    ['an .xls', compound('Workbook'), 'old-format'],
    ['an encrypted workbook', compound('EncryptedPackage'), 'password'],
    ['a Word document of old', compound('WordDocument'), 'office-other'],
    ['a web page called .xls', '<html><table><tr><td>企业名称</td></tr></table></html>', 'web-page'],
    ['a PDF', '%PDF-1.7\n1,2\n', 'unknown-type'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'unknown-type'],
    ['an archive of something else', zip([{ name: 'a.txt', content: 'a' }]), 'archive'],
    ['an .ods', zip([{ name: 'mimetype', content: 'x' }, { name: 'content.xml', content: '<a/>' }]), 'open-document'], // prettier-ignore
    [
      'a .docx',
      zip(workbookParts(small).map((part) => (part.name === 'xl/workbook.xml' ? { ...part, content: '<w:document/>' } : part))),
      'office-other',
    ],
    [
      'an .xlsb',
      zip([
        {
          name: '_rels/.rels',
          content: '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        },
      ]),
      'binary-workbook',
    ],
  ])('refuses %s', async (_, content, code) => {
    expect(await refusal(content)).toBe(code)
  })
})

describe('archives from strangers', () => {
  const parts = workbookParts(small)
  const sheet = parts.findIndex(({ name }) => name.includes('sheet1'))
  const withSheet = (change: object) => zip(parts.map((part, index) => (index === sheet ? { ...part, ...change } : part)))

  it.each<[string, () => Buffer, string]>([
    ['cut off', () => workbook(small).subarray(0, -40), 'damaged'],
    ['cut in the middle', () => workbook(small).subarray(0, 700), 'damaged'],
    ['a wrong checksum', () => withSheet({ claims: { crc: 1 } }), 'damaged'],
    ['a size that is too small', () => withSheet({ claims: { size: 10 } }), 'damaged'],
    ['a size that is too large', () => withSheet({ claims: { size: 100_000 } }), 'damaged'],
    ['a claim of gigabytes', () => withSheet({ claims: { size: 3_000_000_000 } }), 'unsafe'],
    ['one entry twice', () => zip([...parts, parts[sheet]!]), 'contradictory'],
    [
      'too many entries',
      () => zip([...parts, ...Array.from({ length: 500 }, (_, index) => ({ name: `a${index}`, content: '' }))]),
      'unsafe',
    ],
    ['a bomb', () => zip([...parts, { name: 'xl/media/a.bin', content: Buffer.alloc(20_000_000) }]), 'unsafe'],
    [
      'a bomb that lies about its size',
      () => zip([...parts, { name: 'xl/media/a.bin', content: Buffer.alloc(20_000_000), claims: { size: 1000 } }]),
      'damaged',
    ],
    ['a sheet that is cut but well packed', () => withSheet({ content: String(parts[sheet]!.content).slice(0, -60) }), 'damaged'],
    ['tags that do not close', () => withSheet({ content: String(parts[sheet]!.content).replace('</row>', '') }), 'contradictory'],
    ['an entity bomb', () => withSheet({ content: `<!DOCTYPE a [<!ENTITY b "bb">]>${String(parts[sheet]!.content)}` }), 'contradictory'],
    ['an entity of its own', () => withSheet({ content: String(parts[sheet]!.content).replace('福清', '&xxe;') }), 'contradictory'],
    [
      'rows out of order',
      () => withSheet({ content: String(parts[sheet]!.content).replace('<row r="2">', '<row r="1">') }),
      'contradictory',
    ],
    ['a cell in another row', () => withSheet({ content: String(parts[sheet]!.content).replace('r="A2"', 'r="A9"') }), 'contradictory'],
    [
      'a string that is not there',
      () => withSheet({ content: '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>' }),
      'contradictory',
    ],
    [
      'a number that is none',
      () => withSheet({ content: '<worksheet><sheetData><row r="1"><c r="A1"><v>abc</v></c></row></sheetData></worksheet>' }),
      'contradictory',
    ],
    ['a missing sheet', () => zip(parts.filter((_, index) => index !== sheet)), 'contradictory'],
    [
      'too many columns',
      () => withSheet({ content: '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>' }),
      'too-many-columns',
    ],
    [
      'a cell longer than a cell can be',
      () => workbook({ sheets: [{ name: 'a', rows: rowsXml([['x'.repeat(32_768)]]) }] }),
      'cell-too-long',
    ],
    ['a workbook in an archive, packed or not', () => zip([{ name: '表.xlsx', content: workbook(small) }], { stored: true }), 'archive'],
    ['a line of separators without end', () => Buffer.from(`a,b\n${','.repeat(200_000)}`), 'too-many-columns'],
    [
      'more sheets than an archive can hold',
      () => zip(parts.map((part) => ({ ...part, content: String(part.content).replace(/<sheet .*?\/>/, (one) => one.repeat(501)) }))),
      'unsafe',
    ],
  ])('refuses %s', async (_, content, code) => {
    expect(await refusal(content())).toBe(code)
  })

  it('reads a workbook whose parts are stored as they are', async () => {
    expect(await readAll(fileOf(zip(parts, { stored: true })))).toHaveLength(table.length)
  })

  it('leaves macros, pictures and what lies outside alone', async () => {
    const outside = `<Relationships><Relationship Id="x" Type="a/externalLink" Target="http://127.0.0.1:9/a" TargetMode="External"/></Relationships>`
    const more = [
      { name: 'xl/vbaProject.bin', content: 'Sub Auto_Open()' },
      { name: 'xl/externalLinks/_rels/externalLink1.xml.rels', content: outside },
    ]
    expect(await readAll(fileOf(workbook({ ...small, more }), 'a.xlsm'))).toHaveLength(3)
  })
})

describe('cells of a workbook', () => {
  it('keeps every digit of the file and tells the types apart', async () => {
    const cells = await cellsOf(
      '<row r="1"><c r="A1"><v>913501811549017177</v></c><c r="B1" t="str"><f>A1</f><v>文字</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1"><f>1+1</f></c><c r="F1"><f>1+1</f><v>2</v></c><c r="H1" t="s"><v>0</v></c><c r="I1" t="d"><v>2019-05-03T00:00:00</v></c></row>',
      { strings: '<si><r><t>富</t></r><r><rPr/><t xml:space="preserve"> 文本 </t></r><rPh sb="0" eb="1"><t>フ</t></rPh></si>' },
    )
    expect(cells).toEqual([
      ['n', '913501811549017177'],
      '文字',
      true,
      ['e', '#DIV/0!'],
      ['f'],
      ['n', '2'],
      null,
      '富 文本 ',
      ['d', '2019-05-03'],
    ])
  })

  it('knows dates, percentages, currencies and scaled numbers by their format', async () => {
    const formats = [
      'yyyy"年"m"月"d"日";@',
      '0.0%',
      '[$$-409]#,##0.00',
      '0!.0,"万"',
      '[$-804]yyyy\\-mm\\-dd',
      '#,##0.00_);[Red]\\(#,##0.00\\)',
      '[$¥-804]#,##0.00',
      '#,##0,',
    ]
    const row = formats.map((_, index) => `<c s="${index + 1}"><v>43588</v></c>`).join('')
    expect(await cellsOf(`<row>${row}<c s="9"><v>43588.5</v></c><c s="10"><v>0.125</v></c></row>`, { formats })).toEqual([
      ['d', '2019-05-03'],
      ['p', '43588'],
      ['c', '43588', '$'],
      ['k', '43588', formats[3]],
      ['d', '2019-05-03'],
      ['n', '43588'],
      ['n', '43588'],
      ['k', '43588', formats[7]],
      ['d', '2019-05-03'],
      ['p', '0.125'],
    ])
    expect(written(['p', '0.125'])).toBe('12.5%')
  })

  it('counts dates from 1904 where the workbook does', async () => {
    expect(await cellsOf('<row><c s="1"><v>42126</v></c></row>', { date1904: true })).toEqual([['d', '2019-05-03']])
  })

  it('carries a value down a merge, and not to the right', async () => {
    const rows = rowsXml([
      ['代码', '年份', '合并'],
      ['甲', 2023, '乙'],
      [null, 2024, null],
      [null, null, null],
      ['丙', 2023, null],
    ])
    const after = '<mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="C2:D2"/></mergeCells>'
    expect(await readAll(fileOf(workbook({ sheets: [{ name: 'a', rows, after }] })))).toEqual([
      { row: 1, cells: ['代码', '年份', '合并'] },
      { row: 2, cells: ['甲', ['n', '2023'], '乙'] },
      {
        row: 3,
        cells: [
          ['m', '甲'],
          ['n', '2024'],
        ],
      },
      { row: 5, cells: ['丙', ['n', '2023']] },
    ])
  })

  it('replaces what neither JSON nor the database can carry', async () => {
    expect(
      await cellsOf(
        '<row><c t="inlineStr"><is><t>a_x0000_b&#xD800;</t></is></c><c t="inlineStr"><is><t>_x000D_&amp;&#20013;</t></is></c></row>',
      ),
    ).toEqual(['a\uFFFDb\uFFFD', '\r&中'])
  })

  it('lists every sheet, hidden ones too', async () => {
    const tables = await openTables(fileOf(workbook({ sheets: [{ name: '说明', rows: '' }, { name: '汇总', rows: rowsXml(table), state: 'hidden' }] }))) // prettier-ignore
    expect(tables.sheets.map(({ name, rows, hidden }) => [name, rows, hidden])).toEqual([
      ['说明', 0, false],
      ['汇总', 3, true],
    ])
    tables.close()
  })
})
