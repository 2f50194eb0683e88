import { describe, expect, it } from 'vitest'
import { checkRow, readyMapping, withEdits } from '../../server/imports/check.ts'
import { recognise } from '../../server/imports/headers.ts'
import type { RawCell } from '../../server/imports/raw.ts'

const code = '91350181MA2XN7K227'

function mappingOf(headers: readonly string[], { defaultYear = 2024 as number | null, blanks = 'keep' as 'keep' | 'clear' } = {}) {
  const { columns } = recognise([{ row: 1, cells: headers }], { sheet: 0, fileName: '', merges: [] })
  return readyMapping(columns, { defaultYear, blanks }, { date1904: false, towns: new Map(), industries: new Map() })
}

const headers = ['信用代码', '企业名称', '成立日期', '营业收入（万元）', '2023年营业收入（万元）', '年末人数', '备注']
const row = (...cells: RawCell[]) => ({ row: 18, cells })

describe('a row of a sheet', () => {
  it('puts each value where it belongs, with year and unit, and leaves unmapped columns out', () => {
    const checked = checkRow(row(code, '福清示例', '2016/7/12', ['n', '3260'], '3,000', '86人', '好'), mappingOf(headers))
    expect(checked).toMatchObject({ uscc: code, name: '福清示例', issues: [], blanks: 0, aside: null })
    expect(checked.values).toEqual({
      'profile.registeredOn': '2016-07-12',
      'years.2024.operatingRevenue': 32_600_000,
      'years.2023.operatingRevenue': 30_000_000,
      'years.2024.staffYearEnd': 86,
    })
    expect(checked.columns['years.2023.operatingRevenue']).toBe('E')
  })

  it('names every bad cell at once by row, column, value and reason', () => {
    const { issues } = checkRow(row(['n', '9.1350181E+17'], '福清示例', '2019-02-30', '四十二', 'N/A', '-3'), mappingOf(headers))
    expect(issues.map(({ kind, column, code: name }) => [kind, column, name])).toEqual([
      ['error', 'A', 'uscc-number'],
      ['error', 'C', 'date'],
      ['error', 'D', 'chinese-digits'],
      ['error', 'F', 'out-of-range'],
    ])
    expect(issues[0]?.detail).toContain('第 18 行 A 列“信用代码”（9.1350181E+17）：单元格是数字格式')
    expect(issues[1]?.detail).toBe('第 18 行 C 列“成立日期”（2019-02-30）：2019 年 2 月没有 30 日。')
  })

  it('keeps stored values where a cell is blank, and clears them only when told to', () => {
    const blank = row(code, '福清示例', null, 'N/A', '—', '86')
    expect(checkRow(blank, mappingOf(headers))).toMatchObject({ values: { 'years.2024.staffYearEnd': 86 }, blanks: 3 })
    expect(checkRow(blank, mappingOf(headers, { blanks: 'clear' })).values).toEqual({
      'profile.registeredOn': null,
      'years.2024.operatingRevenue': null,
      'years.2023.operatingRevenue': null,
      'years.2024.staffYearEnd': 86,
    })
  })

  it('takes the year of a long layout from the row, and refuses a row without one', () => {
    const long = mappingOf(['公司全称', '报告年份', '营业收入(元)'], { defaultYear: null })
    expect(checkRow(row('福清示例', '2021', '5'), long)).toMatchObject({ year: 2021, values: { 'years.2021.operatingRevenue': 5 } })
    expect(checkRow(row('福清示例', null, '5'), long)).toMatchObject({ values: {}, issues: [{ kind: 'error', column: 'B', code: 'year' }] })
  })

  it('sets totals, notes and the row of column numbers aside', () => {
    const mapping = mappingOf(headers)
    expect(checkRow(row('合 计', null, null, ['n', '6260']), mapping).aside).toBe('total')
    expect(checkRow(row(null, '合计', null, ['n', '6260']), mapping).aside).toBe('total')
    expect(checkRow(row('填表人：张三', null, '填表日期：2025-03-01'), mapping).aside).toBe('note')
    expect(checkRow(row('甲', '乙', ['n', '1'], ['n', '2'], ['n', '3'], ['n', '4']), mapping).aside).toBe('note')
    expect(checkRow(row(code, '合计科技有限公司', null, ['n', '1']), mapping).aside).toBeNull()
  })

  it('reads what a person wrote instead exactly as a cell', () => {
    const mapping = mappingOf(headers)
    const fixed = withEdits(row(['n', '9.1350181E+17'], '福清示例', '2019-02-30'), { A: ` ${code.toLowerCase()}`, C: '2019-02-28' })
    expect(checkRow(fixed, mapping)).toMatchObject({ uscc: code, issues: [], values: { 'profile.registeredOn': '2019-02-28' } })
  })
})
