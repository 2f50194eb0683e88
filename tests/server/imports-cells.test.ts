import { describe, expect, it } from 'vitest'
import { readCell } from '../../server/imports/cells.ts'
import type { RawCell } from '../../server/imports/raw.ts'
import { findTarget } from '../../server/imports/targets.ts'
import { usccCheckCharacter } from '../../shared/uscc.ts'

interface Around {
  readonly unit?: number
  readonly currency?: string
  readonly date1904?: boolean
}

function read(path: string, cell: RawCell, { unit = 1, currency, date1904 = false }: Around = {}) {
  const target = findTarget(path)
  if (!target) throw new Error(path)
  const towns = new Map([['音西街道', '350181006'], ['350181006', '350181006']]) // prettier-ignore
  const industries = new Map([['软件开发', 'I651']])
  return readCell(cell, {
    target,
    unit: target.kind === 'money' || target.kind === 'verbatim' ? unit : null,
    currency,
    date1904,
    towns,
    industries,
  })
}

const revenue = 'years.operatingRevenue'
const staff = 'years.staffYearEnd'

describe('money as people write it', () => {
  it.each<[RawCell, number, number]>([
    ['32600000', 1, 32_600_000],
    [['n', '3260'], 10_000, 32_600_000],
    ['1,234,567.89', 1, 1_234_567.89],
    ['１，２３４，５６７．８９', 1, 1_234_567.89],
    ['1 234 567', 1, 1_234_567],
    ['58.78万人民币', 1, 587_800],
    ['5,100(万元人民币)', 1, 51_000_000],
    ['1.2亿元', 1, 120_000_000],
    ['500万', 10_000, 5_000_000],
    ['5000000元', 10_000, 5_000_000],
    ['￥1,000.50', 1, 1000.5],
    ['人民币500万元整', 1, 5_000_000],
    ['-538789588.08', 1, -538_789_588.08],
    ['（1,234.50）', 1, -1234.5],
    ['−12', 1, -12],
    ['0', 10_000, 0],
    [['n', '0'], 10_000, 0],
    [['n', '9.1E+3'], 10_000, 91_000_000],
    [['n', '1234.5599999999999'], 1, 1234.56],
    [['n', '0.30000000000000004'], 10_000, 3000],
    ['1234567.8900000001', 1, 1_234_567.89],
    ['3596294654.8', 1, 3_596_294_654.8],
    [['n', '123.4567'], 10_000, 1_234_567],
    ['9999999999999.99', 1, 9_999_999_999_999.99],
  ])('reads %j in units of %d 元 as %d 元', (cell, unit, value) => {
    expect(read(revenue, cell, { unit })).toEqual({ kind: 'value', value })
  })

  it.each<[RawCell, string, string]>([
    ['四十二', 'chinese-digits', '阿拉伯数字'],
    ['约500万', 'not-a-number', '不是数字'],
    ['500左右', 'not-a-number', '不是数字'],
    ['80-90', 'several', '不止一个'],
    ['1,23', 'grouping', '千位'],
    ['1,2345', 'grouping', '千位'],
    ['1.234.567', 'grouping', '千位'],
    ['1.23457E+07', 'scientific', '科学计数法'],
    ['100万美元', 'currency', '人民币'],
    ['USD 100', 'currency', '人民币'],
    ['$100', 'currency', '人民币'],
    [['c', '100', 'US$'], 'currency', '外币格式'],
    ['12.5%', 'percent', '百分比'],
    [['p', '0.125'], 'percent', '百分比'],
    [['d', '2019-05-03'], 'date-format', '日期格式'],
    [['e', '#DIV/0!'], 'formula-error', '公式出错'],
    [['f'], 'formula-empty', '没有保存结果'],
    [['m', ['n', '5']], 'merged', '合并单元格'],
    ['12.345', 'decimals', '两位小数'],
    [['n', '12.345'], 'decimals', '两位小数'],
    ['10000000000000', 'out-of-range', '10 万亿'],
    ['锟斤拷\uFFFD', 'garbled', '乱码'],
    [true, 'not-a-number', '不是数字'],
  ])('refuses %j as %s', (cell, code, reason) => {
    expect(read(revenue, cell)).toEqual({ kind: 'refused', code, reason: expect.stringContaining(reason) })
  })

  it('refuses every figure of a column in another currency', () => {
    expect(read(revenue, ['n', '100'], { currency: '美元' })).toMatchObject({ kind: 'refused', code: 'currency' })
  })

  it('asks about a calculated number that does not come out in fen, and about a scaled display', () => {
    expect(read(revenue, ['n', '123.456789123456'], { unit: 10_000 })).toMatchObject({ value: 1_234_567.89, doubt: { code: 'rounded' } })
    expect(read(revenue, ['k', '12345678', '0!.0,'])).toMatchObject({ value: 12_345_678, doubt: { code: 'scaled-format' } })
  })
})

describe('what nobody knows', () => {
  it.each<RawCell>([
    null,
    '',
    '  ',
    '　',
    'N/A',
    'n/a',
    '#N/A',
    '-',
    '--',
    '—',
    '——',
    '－',
    '/',
    '无',
    '暂无',
    '未知',
    'NULL',
    '不详',
    '待补充',
  ])('takes %j for unknown, never for zero', (cell) => {
    for (const path of [revenue, staff, 'profile.registeredOn', 'profile.booksLevied', 'uscc', 'name', 'address']) {
      expect(read(path, cell)).toEqual({ kind: 'unknown' })
    }
  })

  it('takes 「无」 for none where a column lists things', () => {
    expect(read('tags', '无')).toEqual({ kind: 'value', value: [] })
    expect(read('incidents', '无')).toEqual({ kind: 'value', value: [] })
    expect(read('incidents', '否')).toEqual({ kind: 'value', value: [] })
    expect(read('incidents', '—')).toEqual({ kind: 'unknown' })
    expect(read('incidents', '2024年3月环境处罚')).toMatchObject({ kind: 'refused', code: 'list' })
  })
})

describe('head counts, shares and ranks', () => {
  it.each<[string, RawCell, unknown]>([
    [staff, '86人', 86],
    [staff, '１２０', 120],
    [staff, ['n', '118.5'], 118.5],
    [staff, ['n', '118.04166666666667'], 118.041667],
    [staff, '1.2万', 12_000],
    ['market.nicheShare', '12.5%', 12.5],
    ['market.nicheShare', ['p', '0.125'], 12.5],
    ['market.nicheShare', ['p', '7.0000000000000007E-2'], 7],
    ['market.nicheShare', '12.5', 12.5],
    ['years.weightedRoe', '-3.2%', -3.2],
    ['market.domesticRank', '第3'.slice(1), 3],
    ['market.yearsInNiche', '5年', 5],
  ])('reads %s %j as %d', (path, cell, value) => {
    expect(read(path, cell)).toEqual({ kind: 'value', value })
  })

  it.each<[string, RawCell, string]>([
    [staff, '-3', 'out-of-range'],
    [staff, '12.12345678', 'decimals'],
    [staff, '十二', 'chinese-digits'],
    ['market.domesticRank', '1.5', 'out-of-range'],
    ['market.domesticRank', '0', 'out-of-range'],
  ])('refuses %s %j', (path, cell, code) => {
    expect(read(path, cell)).toMatchObject({ kind: 'refused', code })
  })

  it('asks whether a bare 0.125 is a share or a percentage', () => {
    expect(read('market.nicheShare', '0.125')).toMatchObject({
      value: 0.125,
      doubt: { code: 'share-or-percent', reason: expect.stringContaining('12.5%') },
    })
  })
})

describe('days', () => {
  it.each<[RawCell, string]>([
    ['2019-05-03', '2019-05-03'],
    ['2019/5/3', '2019-05-03'],
    ['2019.5.3', '2019-05-03'],
    ['2019年5月3日', '2019-05-03'],
    ['2019 年 5 月 3 日', '2019-05-03'],
    ['２０１９年５月３日', '2019-05-03'],
    ['20190503', '2019-05-03'],
    [['n', '20190503'], '2019-05-03'],
    ['2019-05-03 00:00:00', '2019-05-03'],
    ['2019/5/3 8:30', '2019-05-03'],
    ['2019-05-03T00:00:00.000Z', '2019-05-03'],
    [['d', '2019-05-03'], '2019-05-03'],
    [['n', '43588'], '2019-05-03'],
    [['n', '43588.75'], '2019-05-03'],
    ['43588', '2019-05-03'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %j as %s', (cell, value) => {
    expect(read('profile.registeredOn', cell)).toEqual({ kind: 'value', value })
  })

  it('counts serial numbers from 1904 in workbooks that do', () => {
    expect(read('profile.registeredOn', ['n', '42126'], { date1904: true })).toEqual({ kind: 'value', value: '2019-05-03' })
  })

  it.each<[RawCell, string]>([
    ['2019-02-30', '2019 年 2 月没有 30 日'],
    ['2023-02-29', '2023 年 2 月没有 29 日'],
    ['2019-13-01', '没有 13 月'],
    ['2019年5月', '只有年月'],
    ['2019', '只有年份'],
    [['n', '2019'], '只有年份'],
    ['5/3/2019', '顺序'],
    ['19-5-3', '顺序'],
    ['去年五月', '不是日期'],
    [['n', '60'], '不是日期'],
    [['d', ''], '不是存在的日期'],
    ['1899-12-31', '年份 1899'],
  ])('refuses %j: %s', (cell, reason) => {
    expect(read('profile.registeredOn', cell)).toMatchObject({ kind: 'refused', code: 'date', reason: expect.stringContaining(reason) })
  })
})

describe('credit codes', () => {
  const first = '91350181MA2XN7K22'
  const good = `${first}${usccCheckCharacter(first)}`

  it.each([
    good,
    good.toLowerCase(),
    ` ${good} `,
    `${good.slice(0, 8)} ${good.slice(8)}`,
    `'${good}`,
    `\u200B${good}`,
    [...good].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join(''),
  ])('normalises %j', (cell) => {
    expect(read('uscc', cell)).toEqual({ kind: 'value', value: good })
  })

  it.each<[RawCell, string, string]>([
    [['n', '9.1350181154901722E+17'], 'uscc-number', '末几位已丢失'],
    [['n', '913501811549017000'], 'uscc-number', '末几位已丢失'],
    ['9.1350181E+17', 'uscc-number', '末几位已丢失'],
    [`${first}${good.endsWith('0') ? '1' : '0'}`, 'uscc-check', `应为 ${good.at(-1)}`],
    [good.replace('MA2', 'MO2'), 'uscc-character', 'O'],
    [good.slice(1), 'uscc-length', '这里是 17 位'],
    ['350181100012345', 'uscc-length', '15 位的旧注册号'],
    ['MA2XN7K22', 'uscc-length', '组织机构代码'],
    [['n', '12345'], 'uscc-length', '18 位'],
  ])('refuses %j as %s', (cell, code, reason) => {
    expect(read('uscc', cell)).toEqual({ kind: 'refused', code, reason: expect.stringContaining(reason) })
  })
})

describe('words', () => {
  it.each<[string, RawCell, unknown]>([
    ['profile.booksLevied', '是', true],
    ['profile.booksLevied', '√', true],
    ['profile.booksLevied', '×', false],
    ['profile.booksLevied', '否', false],
    ['profile.booksLevied', true, true],
    ['profile.booksLevied', ['n', '1'], true],
    ['profile.productPolicy', '允许类', 'permitted'],
    ['profile.productPolicy', 'permitted', 'permitted'],
    ['profile.province', '福建', '35'],
    ['profile.province', '福建省', '35'],
    ['profile.province', '35', '35'],
    ['profile.highTechField', '101 软件', '101'],
    ['profile.highTechField', '软件', '101'],
    ['profile.industry', 'C3974', 'C3974'],
    ['profile.industry', 'c3974 显示器件制造', 'C3974'],
    ['profile.industry', '3974', 'C3974'],
    ['profile.industry', ['n', '3974'], 'C3974'],
    ['profile.industry', '0111', 'A0111'],
    ['profile.industry', '软件开发', 'I651'],
    ['townCode', '福清市音西街道', '350181006'],
    ['tags', '专精特新、光电；专精特新', ['专精特新', '光电']],
    ['year', '2024年度', 2024],
    ['year', ['n', '2024'], 2024],
    ['year', '2024-12-31', 2024],
    ['contactPhone', ['n', '13800001111'], '13800001111'],
    ['address', '福清市融城\n江滨路 24 号', '福清市融城 江滨路 24 号'],
    ['name', '福清\u200B示例有限公司', '福清示例有限公司'],
    ['registeredCapital', '5,100(万元人民币)', '5,100(万元人民币)'],
  ])('reads %s %j as %j', (path, cell, value) => {
    expect(read(path, cell)).toEqual({ kind: 'value', value })
  })

  it('keeps the unit of the header with registered capital, which is kept as written', () => {
    expect(read('registeredCapital', ['n', '500'], { unit: 10_000 })).toEqual({ kind: 'value', value: '500万元' })
    expect(read('registeredCapital', '100万美元', { unit: 10_000 })).toEqual({ kind: 'value', value: '100万美元' })
  })

  it.each<[string, RawCell, string]>([
    ['profile.booksLevied', '可能', 'flag'],
    ['profile.productPolicy', '一般', 'choice'],
    ['profile.industry', ['n', '111'], 'industry'],
    ['profile.industry', '制造', 'industry'],
    ['townCode', '鼓楼区', 'town'],
    ['name', '字'.repeat(121), 'text'],
    ['name', '福清\u0007示例', 'text'],
    ['contactPhone', ['n', '1234567890123456789'], 'digits-lost'],
    ['year', '去年', 'year'],
  ])('refuses %s %j', (path, cell, code) => {
    expect(read(path, cell)).toMatchObject({ kind: 'refused', code })
  })
})
