import { describe, expect, it } from 'vitest'
import { readHeader } from '../../server/imports/header-text.ts'
import { applyChoice, headerFor, recognise, toRemember } from '../../server/imports/headers.ts'
import type { RawCell, RawRow } from '../../server/imports/raw.ts'
import type { Merge } from '../../server/imports/sheet.ts'
import { targets } from '../../server/imports/targets.ts'

const sheetOf = (...rows: (readonly RawCell[])[]): RawRow[] =>
  rows.map((cells, index) => ({ row: index + 1, cells })).filter(({ cells }) => cells.length > 0)

const guess = (rows: RawRow[], more: { fileName?: string; merges?: Merge[]; headerRow?: number } = {}) =>
  recognise(rows, { sheet: 0, fileName: 'a.xlsx', merges: [], ...more })

const mapped = (rows: RawRow[], more?: Parameters<typeof guess>[1]) =>
  guess(rows, more).columns.map(({ target, year, unit }) => [target, year, unit])

const code = '91350181MA2XN7K227'

describe('one header', () => {
  it.each<[string, string | null, number | null, number | null, boolean]>([
    ['营业收入（万元）', 'years.operatingRevenue', null, 10_000, true],
    ['营业收入(元)', 'years.operatingRevenue', null, 1, true],
    ['营业收入/万元', 'years.operatingRevenue', null, 10_000, true],
    ['营业收入万元', 'years.operatingRevenue', null, 10_000, true],
    ['2023年度 销售收入(元)', 'years.salesRevenue', 2023, 1, true],
    ['2024年末从业人员数', 'years.staffYearEnd', 2024, null, true],
    ['2024年年末从业人员数（人）', 'years.staffYearEnd', 2024, null, true],
    ['职工总数（季度平均）', 'years.staffQuarterlyAvg', null, null, true],
    ['公司全称', 'name', null, null, true],
    ['统一社会信用代码', 'uscc', null, null, true],
    ['注册资金(万元)', 'registeredCapital', null, 10_000, true],
    ['报告年份', 'year', null, null, true],
    ['单位名称（盖章）', 'name', null, null, false],
    ['2024年研发费用', 'years.rdExpense', 2024, null, false],
    ['研发投入（万元）', 'years.rdTax', null, 10_000, false],
    ['职工总数', 'years.staffQuarterlyAvg', null, null, false],
    ['其中：科技人员', 'years.techStaffQuarterlyAvg', null, null, false],
    ['上年营业收入', null, null, null, false],
    ['营业收入增长率(%)', null, null, null, false],
    ['2024年1-6月营业收入', null, 2024, null, false],
    ['2022年2023年营业收入', null, null, null, false],
    ['备注', null, null, null, false],
  ])('reads %s', (header, target, year, unit, sure) => {
    const reading = readHeader(header)
    expect([reading.target?.path ?? null, reading.year, reading.unit, reading.sure]).toEqual([target, year, unit, sure])
  })

  it('keeps out a column in another currency', () => {
    expect(readHeader('营业收入（美元）')).toMatchObject({ currency: '美元', sure: false })
    expect(mapped(sheetOf(['信用代码', '营业收入（美元）'], [code, '1']))[1]).toEqual([null, null, null])
  })

  it('reads back every header of our own exports, surely and with its year', () => {
    for (const target of targets) {
      const reading = readHeader(headerFor(target.path, 2025))
      expect([target.path, reading.target?.path, reading.sure, reading.year]).toEqual([
        target.path,
        target.path,
        true,
        target.yearly ? 2025 : null,
      ])
    }
    expect(headerFor('years.operatingRevenue', 2025)).toBe('2025年营业收入（元）')
  })
})

describe('a sheet', () => {
  it('finds the header below title rows, and takes unit and year from them', () => {
    const rows = sheetOf(
      ['2025年度融侨园区企业统计表'],
      ['填报单位：融侨', null, null, '单位：万元'],
      ['序号', '信用代码', '单位名称', '营业收入', '职工总数（月平均）'],
      [['n', '1'], code, '福清示例', ['n', '3260'], ['n', '86']],
    )
    const result = guess(rows)
    expect(result.options).toEqual({ sheet: 0, headerRow: 3, defaultYear: 2025, blanks: 'keep' })
    expect(result.columns.map(({ letter, target, unit, sure }) => [letter, target, unit, sure])).toEqual([
      ['A', null, null, false],
      ['B', 'uscc', null, true],
      ['C', 'name', null, true],
      ['D', 'years.operatingRevenue', 10_000, true],
      ['E', 'years.staffMonthlyAvg', null, true],
    ])
    expect(result.columns[3]?.samples).toEqual(['3260'])
  })

  it('lets the unit of the header win over that of the title', () => {
    expect(mapped(sheetOf(['单位：万元'], ['信用代码', '营业收入（元）', '净利润'], [code, '1', '2']))).toEqual([
      ['uscc', null, null],
      ['years.operatingRevenue', null, 1],
      ['years.netProfit', null, 10_000],
    ])
  })

  it('joins the rows of a merged header, the year above or below', () => {
    const rows = sheetOf(
      ['统计表'],
      ['信用代码', '企业名称', '营业收入（万元）', null, '年末从业人员数', null],
      [['m', '信用代码'], ['m', '企业名称'], '2023年', '2024年', '2023年', '2024年'],
      [code, '福清示例', '1', '2', '3', '4'],
    )
    const merges = [
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 2, right: 1 },
      { top: 1, left: 2, bottom: 1, right: 3 },
      { top: 1, left: 4, bottom: 1, right: 5 },
    ]
    const expected = [
      ['uscc', null, null],
      ['name', null, null],
      ['years.operatingRevenue', 2023, 10_000],
      ['years.operatingRevenue', 2024, 10_000],
      ['years.staffYearEnd', 2023, null],
      ['years.staffYearEnd', 2024, null],
    ]
    expect(mapped(rows, { merges })).toEqual(expected)
    expect(guess(rows, { merges }).options.headerRow).toBe(3)
    const csv = sheetOf(
      [],
      ['信用代码', '企业名称', '2023年', null, '2024年', null],
      [null, null, '营业收入（元）', '净利润（元）', '营业收入（元）', '净利润（元）'],
      [code, '福清示例', '1', '2', '3', '4'],
    )
    expect(mapped(csv).map(([target, year]) => [target, year])).toEqual([
      ['uscc', null],
      ['name', null],
      ['years.operatingRevenue', 2023],
      ['years.netProfit', 2023],
      ['years.operatingRevenue', 2024],
      ['years.netProfit', 2024],
    ])
  })

  it('takes a year column for a long layout, and the year of the file name otherwise', () => {
    expect(guess(sheetOf(['公司全称', '报告年份', '营业收入(元)'], ['福清示例', '2024', '1'])).options.defaultYear).toBeNull()
    expect(
      guess(sheetOf(['公司全称', '营业收入(元)'], ['福清示例', '1']), { fileName: '2025 年度报表_融侨.xlsx' }).options.defaultYear,
    ).toBe(2025)
    expect(guess(sheetOf(['公司全称', '营业收入(元)'], ['福清示例', '1']), { fileName: '2023-2025.xlsx' }).options.defaultYear).toBeNull()
  })

  it('gives a figure to one column only, the one that names it', () => {
    expect(mapped(sheetOf(['代码', '信用代码', '从业人员', '年末从业人员数'], ['1', code, '5', '6']))).toEqual([
      [null, null, null],
      ['uscc', null, null],
      [null, null, null],
      ['years.staffYearEnd', null, null],
    ])
  })

  it('does not take a row of figures for a header, and minds the row a person names', () => {
    const rows = sheetOf(['甲', '乙', '丙'], ['信用代码', '企业名称', '净利润（元）'], [code, '福清示例', '5'])
    expect(guess(rows).options.headerRow).toBe(2)
    expect(guess(rows, { headerRow: 1 }).columns.map(({ header }) => header)).toEqual(['甲', '乙', '丙'])
  })

  it('remembers what a person settled, by header, for the next file of the kind', () => {
    const rows = sheetOf(['信用代码', '单位', '营收'], [code, '福清示例', '5'])
    const first = guess(rows)
    const settled = applyChoice(first.columns, [
      { index: 0, target: 'uscc', unit: null, year: null },
      { index: 1, target: 'name', unit: null, year: null },
      { index: 2, target: 'years.operatingRevenue', unit: 10_000, year: 2024 },
    ])
    expect(settled.map(({ reason }) => reason)).toEqual(['synonym', 'chosen', 'chosen'])
    const again = recognise(rows, { sheet: 0, fileName: 'b.xlsx', merges: [], remembered: toRemember(settled) })
    expect(again.headerKey).toBe(first.headerKey)
    expect(again.columns.map(({ target, unit, year, reason, sure }) => [target, unit, year, reason, sure])).toEqual([
      ['uscc', null, null, 'remembered', true],
      ['name', null, null, 'remembered', true],
      ['years.operatingRevenue', 10_000, 2024, 'remembered', true],
    ])
  })
})
