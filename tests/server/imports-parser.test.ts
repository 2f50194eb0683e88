import { describe, expect, it } from 'vitest'
import { limits } from '../../server/imports/limits.ts'
import { type ParseOptions, parseFile } from '../../server/imports/parser.ts'
import { fileOf, rowsXml, workbook } from './workbooks.ts'

async function parse(content: string | Buffer, options: ParseOptions = {}) {
  const rows: [number, string][] = []
  const metas: unknown[] = []
  const sink = { meta: (meta: unknown) => void metas.push(meta), row: (row: number, cells: string) => void rows.push([row, cells]) }
  const outcome = await parseFile(fileOf(content), sink, options).catch((error: unknown) => (error as { code?: string }).code)
  return { outcome, rows, metas }
}

const table = [
  ['企业名称', '信用代码'],
  ['福清示例', '91350181MA2XN7K227'],
]
const many = workbook({
  sheets: [{ name: 'a', rows: rowsXml(Array.from({ length: 30_000 }, (_, row) => [`企业${row}`, row, row * 2])) }],
})

describe('the process that reads a file', () => {
  it('hands over what the file holds and then its rows', async () => {
    const { outcome, rows, metas } = await parse(workbook({ sheets: [{ name: '汇总', rows: rowsXml(table) }] }))
    expect(outcome).toEqual({ rows: 2, columns: 2 })
    expect(rows).toEqual([
      [1, '["企业名称","信用代码"]'],
      [2, '["福清示例","91350181MA2XN7K227"]'],
    ])
    expect(metas).toMatchObject([{ kind: 'xlsx', sheet: 0, sheets: [{ name: '汇总' }], date1904: false }])
  })

  it('picks the sheet that looks like firms, not the first one', async () => {
    const sheets = [
      { name: '填表说明', rows: rowsXml([['说明', '一'], ['企业名称怎么填', '二']]) },
      { name: '汇总', rows: rowsXml([['融侨园区'], ...table]) },
    ] // prettier-ignore
    expect((await parse(workbook({ sheets }))).metas).toMatchObject([{ sheet: 1 }])
    expect((await parse(workbook({ sheets }), { sheet: 0 })).metas).toMatchObject([{ sheet: 0 }])
    expect((await parse(workbook({ sheets }), { sheet: 5 })).outcome).toBe('no-such-sheet')
  })

  it('is stopped at its time', async () => {
    expect((await parse(many, { milliseconds: 1 })).outcome).toBe('took-too-long')
  })

  it('is stopped at its memory, whether the system or the engine notices', async () => {
    expect((await parse(many, { residentBytes: 20_000_000 })).outcome).toBe('took-too-much')
    const strings = Array.from({ length: 400_000 }, (_, index) => `<si><t>文字${index}</t></si>`).join('')
    const hungry = workbook({ sheets: [{ name: 'a', rows: rowsXml(table) }], strings })
    expect((await parse(hungry, { heapMegabytes: 16, residentBytes: Number.MAX_SAFE_INTEGER })).outcome).toBe('took-too-much')
  })

  it('tells why a file is refused, and goes on with the next', async () => {
    expect((await parse('<html><table>')).outcome).toBe('web-page')
    expect((await parse('a,b\n1,2\n')).outcome).toEqual({ rows: 2, columns: 2 })
  })

  it('stops when nobody waits for it any more', async () => {
    expect((await parse(many, { signal: AbortSignal.timeout(30) })).outcome).toBe('reader-failed')
  })

  it('waits for whoever takes the rows', async () => {
    let held = 0
    const counts = await parseFile(fileOf(many), {
      meta: () => {},
      row: async (row) => {
        if (row % 10_000 === 0) await new Promise((resolve) => setTimeout(resolve, 20).unref())
        held++
      },
    })
    expect([counts.rows, held]).toEqual([30_000, 30_000])
  })

  it('refuses more rows than it takes', async () => {
    const text = 'a,b\n'.repeat(limits.rows + 1)
    expect((await parse(text)).outcome).toBe('too-many-rows')
  })
})
