import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Firm, FirmYears } from '../../shared/api/firms.ts'
import { csvOf, importer, type Importer, multipart, startImportApi, storeYear } from './import-flow.ts'
import { freshUscc, type TestApi } from './support.ts'
import { fileOf, readAll, rowsXml, workbook } from './workbooks.ts'

let api: TestApi & { readonly dataDir: string }
let park: Importer
let other: Importer
let bureau: Importer

beforeAll(async () => {
  api = await startImportApi()
  park = importer(api, await api.asPark('rongqiao'))
  other = importer(api, await api.asPark('jiangyin'))
  bureau = importer(api, await api.asBureau())
})

const firmOf = async (uscc: string, by = park): Promise<Firm | undefined> => {
  const { items } = (await by.session.get(`/api/v1/firms?q=${uscc}`)).json<{ items: { id: string }[] }>()
  return items[0] && (await by.session.get(`/api/v1/firms/${items[0].id}`)).json<Firm>()
}
const yearsOf = async (firmId: string, by = park): Promise<FirmYears['years']> =>
  (await by.session.get(`/api/v1/firms/${firmId}/figures`)).json<FirmYears>().years

/** The sheet that a park really has: two title rows, a merged header, 万元, and what people get wrong. */
function messy(codes: { good: string; old: string; numeric: string }) {
  const wrong = codes.good.slice(0, 17) + (codes.good.endsWith('1') ? '2' : '1')
  const header = rowsXml(
    [
      ['2024年度融侨园区企业统计表'],
      ['填报单位：融侨', null, null, '单位：万元'],
      ['信用代码', '单位名称', '注册日期', '营业收入', null, '研发费用', '年末人数', '备注'],
      [null, null, null, '2023年', '2024年', null, null, null],
    ],
    1,
  )
  const name = (kind: string) => `福清${kind}示例${codes.good.slice(-6)}有限公司`
  const body = rowsXml(
    [
      [codes.good, name('新'), '2016/7/12', 3000, 3260, 145, '86人', '好'],
      [codes.old, name('老'), '2010.5.6', 'N/A', '1,234.56', '—', 40, null],
      [913501811549017100, name('数字'), '2016/7/12', 1, 2, 0.1, 3, null],
      [wrong, name('错码'), '2019-02-30', 1, 2, 0.1, '四十二', null],
      [codes.good, name('重复'), '2016/7/12', 1, 2, 0.1, 3, null],
      [codes.numeric, name('单位'), '2017/10/19', 100, 125, 1250, 54, null],
      ['合计', null, null, 3102, 3392, 1395, 186, null],
    ],
    5,
  )
  const after = '<mergeCells count="3"><mergeCell ref="A1:H1"/><mergeCell ref="A3:A4"/><mergeCell ref="D3:E3"/></mergeCells>'
  return workbook({ sheets: [{ name: '汇总', rows: header + body, after }] })
}

describe('a messy sheet', () => {
  it('is read, previewed with every reason, corrected in place, and written', async () => {
    const codes = { good: freshUscc(), old: freshUscc(), numeric: freshUscc() }
    const old = await api.makeFirm({
      uscc: codes.old,
      name: `福清老示例${codes.good.slice(-6)}有限公司`,
      parkId: 'rongqiao',
      registeredOn: '2010-05-06',
    })
    await storeYear(api, old.id, 2024, { operatingRevenue: 10_000_000, rdExpense: 5, staffYearEnd: 40 })

    const uploaded = await park.upload(messy(codes))
    expect(uploaded).toMatchObject({
      state: 'mapping',
      parkId: 'rongqiao',
      options: { sheet: 0, headerRow: 4, defaultYear: 2024, blanks: 'keep' },
    })
    expect(uploaded.head[0]?.[0]).toBe('2024年度融侨园区企业统计表')
    expect(uploaded.sheets).toEqual([{ name: '汇总', rows: 11, columns: 8 }])
    expect(uploaded.columns.map(({ letter, target, unit, year }) => [letter, target, unit, year])).toEqual([
      ['A', 'uscc', null, null],
      ['B', 'name', null, null],
      ['C', 'profile.registeredOn', null, null],
      ['D', 'years.operatingRevenue', 10_000, 2023],
      ['E', 'years.operatingRevenue', 10_000, 2024],
      ['F', 'years.rdExpense', 10_000, null],
      ['G', 'years.staffYearEnd', null, null],
      ['H', null, null, null],
    ])

    expect((await park.map(uploaded)).statusCode).toBe(200)
    const preview = await park.settled(uploaded.id)
    expect(preview.state).toBe('preview')
    expect(preview.counts).toEqual({
      rows: 7,
      new: 1,
      changed: 1,
      unchanged: 0,
      refused: 3,
      confirm: 1,
      needsCode: 0,
      skipped: 1,
      blanks: 2,
    })
    const rows = await park.rows(uploaded.id)
    expect(rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [7, 'refused'],
      [8, 'refused'],
      [9, 'refused'],
      [10, 'confirm'],
      [6, 'changed'],
      [5, 'new'],
      [11, 'skipped'],
    ])
    const reasons = Object.fromEntries(rows.map(({ row, issues }) => [row, issues.map(({ column, code }) => `${column ?? ''}:${code}`)]))
    expect(reasons).toEqual({
      7: ['A:uscc-number'],
      8: ['A:uscc-check', 'C:date', 'G:chinese-digits'],
      9: ['A:duplicate'],
      10: ['F:rd-above-revenue'],
      6: [],
      5: [],
      11: [':total'],
    })
    expect(rows[0]?.issues[0]?.detail).toContain('第 7 行 A 列')
    expect(rows[2]?.issues[0]?.detail).toContain('与第 5 行代码重复')
    const changed = rows.find(({ row }) => row === 6)!
    expect(changed.cells.find(({ column }) => column === 'E')).toEqual({
      column: 'E',
      target: 'years.operatingRevenue',
      written: '1,234.56',
      value: 12_345_600,
      before: 10_000_000,
      changed: true,
    })
    expect(changed.cells.find(({ column }) => column === 'G')).toMatchObject({ value: 40, changed: false })

    // Refused as a whole while anything is wrong.
    const refused = await park.session.post(`/api/v1/imports/${uploaded.id}/commit`, { mode: 'all' })
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      '还有 3 行有错误、1 行需要你确认。改好后再导入，或选“只导入无误的行”。',
    ])

    // Fixed in place, decided, skipped.
    const fixed = await park.patch(uploaded.id, 7, { cells: { A: freshUscc().toLowerCase() } })
    expect([fixed.statusCode, fixed.json().outcome, fixed.json().issues]).toEqual([200, 'new', []])
    expect((await park.patch(uploaded.id, 8, { skip: true })).json().outcome).toBe('skipped')
    expect((await park.patch(uploaded.id, 9, { cells: { A: freshUscc() } })).json().outcome).toBe('new')
    expect((await park.patch(uploaded.id, 10, { confirm: true })).json().outcome).toBe('new')
    expect((await park.get(uploaded.id)).counts).toMatchObject({ rows: 7, new: 4, changed: 1, refused: 0, confirm: 0, skipped: 2 })

    const committed = await park.commit(uploaded.id, 'all')
    expect([committed.state, committed.error]).toEqual(['committed', null])
    expect(committed.verdictChanges?.length).toBeGreaterThan(0)
    const made = (await firmOf(codes.good))!
    expect(made).toMatchObject({
      name: `福清新示例${codes.good.slice(-6)}有限公司`,
      parkId: 'rongqiao',
      profile: { registeredOn: '2016-07-12' },
    })
    expect(made.provenance['registeredOn']).toMatchObject({
      source: 'import',
      importId: uploaded.id,
      file: '企业.xlsx',
      row: 5,
      column: 'C',
      by: expect.stringMatching(/^park-/),
    })
    const figures = await yearsOf(made.id)
    expect(figures.find(({ year }) => year === 2024)).toMatchObject({
      figures: { operatingRevenue: 32_600_000, rdExpense: 1_450_000, staffYearEnd: 86 },
      provenance: { rdExpense: { source: 'import', row: 5, column: 'F' } },
    })
    expect(figures.find(({ year }) => year === 2023)?.figures).toEqual({ operatingRevenue: 30_000_000 })
    const after = (await yearsOf(old.id)).find(({ year }) => year === 2024)!
    expect(after.figures).toEqual({ operatingRevenue: 12_345_600, rdExpense: 5, staffYearEnd: 40 })
    expect(after.provenance['staffYearEnd']).toBeUndefined()

    const history = (await park.session.get(`/api/v1/firms/${old.id}/history`)).json().items
    expect(history[0]).toMatchObject({
      action: 'import',
      importId: uploaded.id,
      file: '企业.xlsx',
      changes: [{ fact: 'years.2024.operatingRevenue', before: 10_000_000, after: 12_345_600 }],
    })
  })

  it('comes back as the same sheet with its bad cells coloured and the reasons beside them', async () => {
    const codes = { good: freshUscc(), old: freshUscc(), numeric: freshUscc() }
    const preview = await park.preview(messy(codes))
    const reply = await park.session.get(`/api/v1/imports/${preview.id}/errors.xlsx`)
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')])
    const path = fileOf(reply.rawPayload, 'errors.xlsx')
    const rows = await readAll(path)
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    const cells = Object.fromEntries(rows.map(({ row, cells }) => [row, cells]))
    expect(cells[4]?.[8]).toBe('原因')
    expect(cells[5]?.[3]).toEqual(['n', '3000'])
    expect(cells[5]?.[8]).toBeUndefined()
    expect(cells[8]?.[8]).toContain('校验位不对')
    expect(cells[8]?.[8]).toContain('2019 年 2 月没有 30 日')
    expect(cells[10]?.[8]).toContain('大于营业收入')
    // Read again it says what it said: the column of reasons is nobody's, and no row is lost.
    const again = await park.preview(reply.rawPayload, { fileName: '2024错误表.xlsx' })
    expect(again.counts).toMatchObject({ rows: 7, refused: 3, confirm: 1, skipped: 1 })
    expect(again.columns.at(-1)).toMatchObject({ header: '原因', target: null })
  })

  it('writes the good rows only when told so, and counts that add up', async () => {
    const codes = { good: freshUscc(), old: freshUscc(), numeric: freshUscc() }
    const preview = await park.preview(messy(codes))
    const committed = await park.commit(preview.id, 'good')
    expect(committed.counts).toMatchObject({ rows: 7, new: 2, changed: 0, refused: 3, confirm: 1, skipped: 1 })
    expect(await firmOf(codes.good)).toBeDefined()
    expect(await firmOf(codes.numeric)).toBeUndefined()
    const again = await park.preview(messy(codes))
    expect(again.counts).toMatchObject({ rows: 7, new: 0, changed: 0, unchanged: 2, refused: 3, confirm: 1 })
  })
})

describe('identity', () => {
  const header = ['统一社会信用代码', '企业名称', '2024年净利润（元）'] as const

  it('reveals nothing of a firm of another park, and changes nothing of it', async () => {
    const foreign = await api.makeFirm({ name: '江阴示例有限公司', parkId: 'jiangyin' })
    const outside = await api.makeFirm({ name: '园外示例有限公司', parkId: null })
    const preview = await park.preview(
      csvOf(header, [foreign.uscc, '随便写的名字', 5], [outside.uscc, '另一个名字', 5], [null, foreign.name, 5]),
      { fileName: 'a.csv' },
    )
    const rows = await park.rows(preview.id)
    expect(rows.map(({ outcome, firmId, suggestion }) => [outcome, firmId, suggestion])).toEqual([
      ['refused', null, null],
      ['refused', null, null],
      ['needs-code', null, null],
    ])
    expect(rows[0]?.issues[0]?.detail).toContain('这个代码不能由本园区导入，请联系科技局核实')
    expect(JSON.stringify(rows)).not.toContain('江阴示例有限公司的')
    expect(JSON.stringify(rows.slice(0, 2))).not.toMatch(/江阴|jiangyin|园外示例/)
    expect((await park.patch(preview.id, 4, { firmId: foreign.id })).statusCode).toBe(404)
    const commit = await park.session.post(`/api/v1/imports/${preview.id}/commit`, { mode: 'good' })
    expect(commit.statusCode).toBe(409)
    expect(await firmOf(foreign.uscc, other)).toMatchObject({ name: '江阴示例有限公司', version: 1 })
  })

  it('keeps an import from every other park', async () => {
    const preview = await park.preview(csvOf(header, [freshUscc(), '福清甲示例有限公司', 5]), { fileName: 'a.csv' })
    const url = `/api/v1/imports/${preview.id}`
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/rows', undefined],
      ['GET', '/errors.xlsx', undefined],
      ['GET', '/events', undefined],
      ['PATCH', '/rows/2', { skip: true }],
      ['POST', '/commit', { mode: 'good' }],
      ['POST', '/undo', undefined],
      ['DELETE', '', undefined],
    ] as const) {
      const reply = await other.session.inject({ method, url: url + path, ...(body && { payload: body }) })
      expect([method, path, reply.statusCode, reply.json().type]).toEqual([method, path, 404, '/problems/import-not-found'])
    }
    expect((await other.session.get('/api/v1/imports')).json().items).not.toContainEqual(expect.objectContaining({ id: preview.id }))
    expect((await (await api.asCompany((await api.makeFirm()).id)).get(url)).statusCode).toBe(403)
    expect((await api.anonymous.get(url)).statusCode).toBe(401)
    expect((await park.get(preview.id)).state).toBe('preview')
  })

  it('takes a changed name for a rename only when a person says so, and keeps the old one', async () => {
    const firm = await api.makeFirm({ name: '福清旧名示例有限公司', parkId: 'rongqiao' })
    const preview = await park.preview(csvOf(header, [firm.uscc, '福清新名示例有限公司', 5]), { fileName: 'a.csv' })
    const [row] = await park.rows(preview.id)
    expect([row?.outcome, row?.issues[0]?.detail]).toEqual([
      'confirm',
      expect.stringContaining('与登记名称“福清旧名示例有限公司”不同，疑为更名'),
    ])
    await park.patch(preview.id, 2, { confirm: true })
    await park.commit(preview.id, 'all')
    expect(await firmOf(firm.uscc)).toMatchObject({ name: '福清新名示例有限公司', formerNames: [{ name: '福清旧名示例有限公司' }] })
    // A sheet that still has the old name, or other brackets, renames nothing.
    const again = await park.preview(csvOf(header, [firm.uscc, '福清旧名示例有限公司', 5]), { fileName: 'a.csv' })
    expect(again.counts).toMatchObject({ unchanged: 1 })
    const undone = await park.undo(preview.id)
    expect(undone).toMatchObject({ state: 'undone', undoKeeps: 0 })
    expect(await firmOf(firm.uscc)).toMatchObject({ name: '福清旧名示例有限公司', formerNames: [] })
  })

  it('lets rows without a code wait, and suggests the firm of exactly that name', async () => {
    const firm = await api.makeFirm({ name: '福清无码示例（福建）有限公司', parkId: 'rongqiao' })
    const preview = await park.preview(
      csvOf(['公司全称', '报告年份', '净利润(元)'], [firm.name, 2022, 5], [firm.name, 2023, 6], ['没有这家', 2023, 7]),
      { fileName: 'a.csv' },
    )
    expect(preview.counts).toMatchObject({ rows: 3, needsCode: 3 })
    const rows = await park.rows(preview.id)
    expect(rows.map(({ suggestion }) => suggestion)).toEqual([
      { firmId: firm.id, uscc: firm.uscc, name: firm.name },
      { firmId: firm.id, uscc: firm.uscc, name: firm.name },
      null,
    ])
    for (const row of [2, 3])
      expect((await park.patch(preview.id, row, { firmId: firm.id })).json()).toMatchObject({ outcome: 'changed', uscc: firm.uscc })
    await park.commit(preview.id, 'good')
    expect(
      (await yearsOf(firm.id)).filter(({ figures }) => figures.netProfit != null).map(({ year, figures }) => [year, figures.netProfit]),
    ).toEqual([
      [2023, 6],
      [2022, 5],
    ])
  })

  it('reads a long layout: a firm of several rows is made once, and the latest year says what it is', async () => {
    const code = freshUscc()
    const sheet = csvOf(
      ['信用代码', '企业名称', '年度', '注册地址', '年末人数'],
      [code, '福清长表示例有限公司', 2024, '新地址', 30],
      [code, '福清长表旧名有限公司', 2022, '老地址', 20],
      [code, '福清长表旧名有限公司', 2023, '老地址', 100],
      [code, '福清长表示例有限公司', 2024, '又一个', 30],
    )
    const preview = await park.preview(sheet, { fileName: 'a.csv' })
    const rows = await park.rows(preview.id)
    expect(rows.map(({ row, outcome, issues }) => [row, outcome, issues.map(({ code: name }) => name)])).toEqual([
      [5, 'refused', ['duplicate']],
      [2, 'confirm', ['staff-jump']],
      [3, 'confirm', ['staff-jump']],
      [4, 'confirm', ['staff-jump', 'staff-jump']],
    ])
    for (const row of [2, 3, 4]) await park.patch(preview.id, row, { confirm: true })
    await park.commit(preview.id, 'good')
    const firm = (await firmOf(code))!
    expect(firm).toMatchObject({ name: '福清长表示例有限公司', address: '新地址', formerNames: [] })
    expect(
      (await yearsOf(firm.id)).map(({ year, figures }) => [year, figures.staffYearEnd ?? null]).filter(([, staff]) => staff !== null),
    ).toEqual([
      [2024, 30],
      [2023, 100],
      [2022, 20],
    ])
    expect((await park.preview(sheet, { fileName: 'a.csv' })).counts).toMatchObject({ unchanged: 3, refused: 1 })
  })
})

describe('what an import leaves alone', () => {
  it('keeps what columns and cells do not speak of, and clears only when told', async () => {
    const firm = await api.makeFirm({ name: '福清留存示例有限公司', parkId: 'rongqiao', address: '老地址', tags: ['甲'] })
    await storeYear(api, firm.id, 2024, { netProfit: 5, taxPaid: 6 })
    const sheet = csvOf(['信用代码', '企业名称', '注册地址', '标签', '2024年净利润（元）'], [firm.uscc, firm.name, 'N/A', null, '—'])
    expect((await park.preview(sheet, { fileName: 'a.csv' })).counts).toMatchObject({ unchanged: 1, blanks: 3 })
    const uploaded = await park.upload(sheet, { fileName: 'a.csv' })
    await park.map(uploaded, { blanks: 'clear' })
    const preview = await park.settled(uploaded.id)
    expect(preview.counts).toMatchObject({ changed: 1 })
    await park.commit(preview.id, 'all')
    expect(await firmOf(firm.uscc)).toMatchObject({ address: null, tags: [] })
    expect((await yearsOf(firm.id)).find(({ year }) => year === 2024)?.figures).toEqual({ taxPaid: 6 })
    await park.undo(preview.id)
    expect(await firmOf(firm.uscc)).toMatchObject({ address: '老地址', tags: ['甲'] })
    expect((await yearsOf(firm.id)).find(({ year }) => year === 2024)?.figures).toEqual({ netProfit: 5, taxPaid: 6 })
  })

  it('changes nothing when our own export is read back', async () => {
    const firm = await api.makeFirm({
      name: '福清导出示例有限公司', parkId: 'lanyuan', registeredOn: '2018-03-01', inMainland: true, booksLevied: false, province: '35', industry: 'C3974', productPolicy: 'permitted',
      highTechField: '101', shareCapital: 1234.56, address: '=福清', registeredCapitalText: '5,100(万元人民币)', contactPhone: '059112345678', tags: ['甲', '乙'], townCode: '350181006',
    }) // prettier-ignore
    await storeYear(api, firm.id, 2025, {
      operatingRevenue: 32_600_000.55,
      staffQuarterlyAvg: 118.041667,
      weightedRoe: -3.25,
      rdExpense: 0,
    })
    const blue = importer(api, await api.asPark('lanyuan'))
    for (const format of ['xlsx', 'csv']) {
      const reply = await blue.session.get(`/api/v1/firms/export.${format}`)
      expect(reply.statusCode).toBe(200)
      const preview = await blue.preview(reply.rawPayload, { fileName: `export.${format}` })
      expect([format, preview.counts]).toEqual([format, expect.objectContaining({ rows: 1, unchanged: 1 })])
    }
  })
})

describe('commit and undo', () => {
  const header = ['统一社会信用代码', '企业名称', '注册地址', '2024年净利润（元）', '2024年上缴税费（元）'] as const

  it('does not overwrite what somebody changed after the preview', async () => {
    const firm = await api.makeFirm({ name: '福清并发示例有限公司', parkId: 'rongqiao', address: '老地址' })
    const calm = await api.makeFirm({ name: '福清平静示例有限公司', parkId: 'rongqiao' })
    const sheet = csvOf(header, [firm.uscc, firm.name, '导入的地址', 5, 6], [calm.uscc, calm.name, '导入的地址', 5, 6])
    for (const mode of ['all', 'good'] as const) {
      const preview = await park.preview(sheet, { fileName: 'a.csv' })
      const seen = (await firmOf(firm.uscc))!
      const edited = await park.session.patch(
        `/api/v1/firms/${firm.id}`,
        { address: `别人的地址 ${mode}` },
        { 'if-match': `"v${seen.version}"` },
      )
      expect(edited.statusCode).toBe(200)
      const result = await park.commit(preview.id, mode)
      expect((await firmOf(firm.uscc))?.address).toBe(`别人的地址 ${mode}`)
      expect((await park.rows(result.id, 'confirm')).map(({ row, issues }) => [row, issues.at(-1)?.code])).toEqual([[2, 'changed-since']])
      if (mode === 'all')
        expect([result.state, result.error, (await firmOf(calm.uscc))?.address]).toEqual([
          'preview',
          expect.stringContaining('什么都没有写入'),
          null,
        ])
      else expect([result.state, result.counts?.changed, (await firmOf(calm.uscc))?.address]).toEqual(['committed', 1, '导入的地址'])
    }
  })

  it('takes back what nobody has touched since, keeps and counts the rest', async () => {
    const firm = await api.makeFirm({ name: '福清撤销示例有限公司', parkId: 'rongqiao', address: '老地址' })
    await storeYear(api, firm.id, 2024, { netProfit: 1 })
    const [fresh, touched] = [freshUscc(), freshUscc()]
    const preview = await park.preview(
      csvOf(
        header,
        [firm.uscc, firm.name, '导入的地址', 5, 6],
        [fresh, '福清撤销新一有限公司', '甲', 7, 8],
        [touched, '福清撤销新二有限公司', '乙', 7, 8],
      ),
      { fileName: 'a.csv' },
    )
    await park.commit(preview.id, 'all')
    const second = (await firmOf(touched))!
    const edit = (id: string, version: number, figures: object) =>
      park.session.patch(`/api/v1/firms/${id}/figures/2024`, { figures }, { 'if-match': `"v${version}"` })
    expect((await edit(second.id, 1, { netProfit: 70 })).statusCode).toBe(200)
    expect((await edit(firm.id, 2, { taxPaid: 60 })).statusCode).toBe(200)

    const undone = await park.undo(preview.id)
    expect(undone).toMatchObject({ state: 'undone', undoKeeps: 2, error: null })
    expect(await firmOf(firm.uscc)).toMatchObject({ address: '老地址' })
    expect((await yearsOf(firm.id)).find(({ year }) => year === 2024)?.figures).toEqual({ netProfit: 1, taxPaid: 60 })
    expect(await firmOf(fresh)).toBeUndefined()
    expect(await firmOf(touched)).toMatchObject({ name: '福清撤销新二有限公司', address: null })
    expect((await yearsOf(second.id)).find(({ year }) => year === 2024)?.figures).toEqual({ netProfit: 70 })
    expect((await park.session.post(`/api/v1/imports/${preview.id}/undo`)).statusCode).toBe(409)
    // The log of the first import does not stand in the way of a second.
    expect((await park.preview(csvOf(header, [fresh, '福清撤销新一有限公司', '甲', 7, 8]), { fileName: 'a.csv' })).counts).toMatchObject({
      new: 1,
    })
  })

  it('does one commit of many that come at once', async () => {
    const preview = await park.preview(csvOf(header, [freshUscc(), '福清一次示例有限公司', '甲', 1, 2]), { fileName: 'a.csv' })
    const replies = await Promise.all([1, 2, 3].map(() => park.session.post(`/api/v1/imports/${preview.id}/commit`, { mode: 'good' })))
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409])
    expect((await park.settled(preview.id)).state).toBe('committed')
  })

  it('lets the bureau import for a park, and outside the parks', async () => {
    const [inPark, outside] = [freshUscc(), freshUscc()]
    const first = await bureau.preview(csvOf(header, [inPark, '福清局导入一有限公司', '甲', 1, 2]), {
      fileName: 'a.csv',
      fields: { parkId: 'rongqiao' },
    })
    await bureau.commit(first.id, 'all')
    const second = await bureau.preview(csvOf(header, [outside, '福清局导入二有限公司', '甲', 1, 2]), { fileName: 'a.csv' })
    await bureau.commit(second.id, 'all')
    expect([(await firmOf(inPark, bureau))?.parkId, (await firmOf(outside, bureau))?.parkId]).toEqual(['rongqiao', null])
  })
})

describe('the mapping', () => {
  it('is remembered for the next sheet with the same headers', async () => {
    const sheet = (code: string) => csvOf(['代码栏', '单位', '营收数'], [code, '福清记忆示例有限公司', 5])
    const targets = {
      代码栏: { target: 'uscc' },
      单位: { target: 'name' },
      营收数: { target: 'years.operatingRevenue', unit: 10_000, year: 2024 },
    }
    const first = await park.preview(sheet(freshUscc()), { fileName: 'a.csv' }, targets)
    expect(first.counts).toMatchObject({ new: 1 })
    const second = await park.upload(sheet(freshUscc()), { fileName: 'b.csv' })
    expect(second.columns.map(({ target, unit, year, reason }) => [target, unit, year, reason])).toEqual([
      ['uscc', null, null, 'remembered'],
      ['name', null, null, 'remembered'],
      ['years.operatingRevenue', 10_000, 2024, 'remembered'],
    ])
    const elsewhere = await other.upload(sheet(freshUscc()), { fileName: 'b.csv' })
    expect(elsewhere.columns.some(({ reason }) => reason === 'remembered')).toBe(false)
  })

  it('refuses what cannot be meant, all at once, and a stale or blind write', async () => {
    const uploaded = await park.upload(csvOf(['信用代码', '企业名称', '营业收入（元）', '备注'], [freshUscc(), '福清示例', 5, 1]), {
      fileName: 'a.csv',
    })
    const reply = await park.map(uploaded, { defaultYear: null }, { '信用代码': { target: 'nothing' }, '企业名称': { target: 'years.netProfit' }, '营业收入（元）': { unit: 3 }, '备注': { target: 'years.operatingRevenue' } }) // prettier-ignore
    expect(reply.statusCode).toBe(400)
    expect(reply.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/columns/0/target',
      '/columns/1/unit',
      '/columns/1/year',
      '/columns/2/unit',
      '/columns/2/year',
      '/columns/3/unit',
      '/columns/3/year',
      '/columns/3/target',
      '/columns',
    ])
    const url = `/api/v1/imports/${uploaded.id}/mapping`
    const body = { options: uploaded.options, columns: [] }
    expect((await park.session.put(url, body)).statusCode).toBe(428)
    const stale = await park.session.put(url, body, { 'if-match': '"v1"' })
    expect([stale.statusCode, stale.json().current.id]).toEqual([412, uploaded.id])
  })

  it('guesses anew for another header row or another sheet', async () => {
    const sheets = [
      { name: '一', rows: rowsXml([['信用代码', '企业名称'], ['统一社会信用代码', '净利润（元）'], [freshUscc(), 5]]) },
      { name: '二', rows: rowsXml([['公司全称', '资产总额（元）'], ['福清示例', 7]]) },
    ] // prettier-ignore
    const uploaded = await park.upload(workbook({ sheets }))
    expect(uploaded.options).toMatchObject({ sheet: 0, headerRow: 1 })
    const again = await park.session.put(
      `/api/v1/imports/${uploaded.id}/mapping`,
      { options: { ...uploaded.options, headerRow: 2 }, columns: [] },
      { 'if-match': `"v${uploaded.version}"` },
    )
    expect(again.json()).toMatchObject({
      state: 'mapping',
      columns: [{ header: '统一社会信用代码' }, { header: '净利润（元）', target: 'years.netProfit' }],
    })
    await park.session.put(
      `/api/v1/imports/${uploaded.id}/mapping`,
      { options: { ...uploaded.options, sheet: 1 }, columns: [] },
      { 'if-match': `"v${again.json().version}"` },
    )
    expect(await park.settled(uploaded.id)).toMatchObject({
      state: 'mapping',
      options: { sheet: 1 },
      columns: [{ target: 'name' }, { target: 'years.totalAssets' }],
    })
  })
})

describe('files', () => {
  it('reads what Chinese Excel writes as CSV', async () => {
    const code = freshUscc()
    const text = csvOf(['信用代码', '单位名称', '2024年营业收入（万元）'], [code, '福清国标示例有限公司', '1,250.5'])
    const preview = await park.preview(iconv.encode(text, 'gb18030'), { fileName: '企业.csv' })
    await park.commit(preview.id, 'all')
    expect(await firmOf(code)).toMatchObject({ name: '福清国标示例有限公司' })
  })

  it('fails an unreadable one with a sentence, and keeps nothing of it', async () => {
    const failed = await park.upload('<html><table><tr><td>a</td></tr></table>', { fileName: '企业.xls' })
    expect([failed.state, failed.error]).toEqual(['failed', expect.stringContaining('网页格式')])
    expect(existsSync(join(api.dataDir, 'imports', failed.id))).toBe(false)
  })

  it('keeps a readable one for the server alone, and removes it when it is given up', async () => {
    const uploaded = await park.upload(csvOf(['信用代码', '企业名称'], [freshUscc(), '福清示例']), { fileName: 'a.csv' })
    const path = join(api.dataDir, 'imports', uploaded.id, 'original')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect((await park.session.delete(`/api/v1/imports/${uploaded.id}`)).statusCode).toBe(204)
    expect(existsSync(path)).toBe(false)
    expect((await park.get(uploaded.id)).state).toBe('discarded')
    expect(await park.rows(uploaded.id)).toEqual([])
  })

  it('refuses an upload that is empty, too large, broken off or not meant as one, and leaves nothing behind', async () => {
    const before = readdirSync(join(api.dataDir, 'imports')).length
    const post = (payload: Buffer, headers: Record<string, string>) =>
      park.session.inject({ method: 'POST', url: '/api/v1/imports', payload, headers })
    const send = ({ payload, headers }: ReturnType<typeof multipart>) => post(payload, headers)
    const whole = multipart(csvOf(['a', 'b']))
    expect((await send(multipart(''))).statusCode).toBe(400)
    expect((await send(multipart('a,b', { name: 'other' }))).json().errors[0].pointer).toBe('/file')
    expect((await send(multipart('a,b', { fields: { parkId: 'jiangyin' } }))).json().errors[0].pointer).toBe('/parkId')
    expect((await send(multipart('a,b', { fields: { state: 'committed' } }))).json().errors[0].pointer).toBe('/state')
    expect([400, 413]).toContain((await post(whole.payload.subarray(0, -30), whole.headers)).statusCode)
    expect((await park.session.post('/api/v1/imports', { file: 'a' })).statusCode).toBe(415)
    expect(readdirSync(join(api.dataDir, 'imports'))).toHaveLength(before)
  })

  it('makes one import of the same request sent again', async () => {
    const content = csvOf(['信用代码', '企业名称'], [freshUscc(), '福清示例'])
    const headers = { 'idempotency-key': 'k-1' }
    const [first, second] = [await park.upload(content, { headers }), await park.upload(content, { headers })]
    expect(second.id).toBe(first.id)
    const { payload, headers: type } = multipart(csvOf(['a', 'b'], [1, 2]))
    expect(
      (await park.session.inject({ method: 'POST', url: '/api/v1/imports', payload, headers: { ...type, ...headers } })).statusCode,
    ).toBe(422)
  })

  it('streams how far it is, until a person is asked', async () => {
    const uploaded = await park.upload(csvOf(['信用代码', '企业名称'], [freshUscc(), '福清示例']), { fileName: 'a.csv' })
    const events = await park.session.get(`/api/v1/imports/${uploaded.id}/events`)
    expect(events.headers['content-type']).toContain('text/event-stream')
    expect(events.body).toMatch(/^event: import\ndata: \{.*"state":"mapping".*\}\n\n$/)
  })
})

describe('the template', () => {
  it('is read back surely in every column, with drop-downs and units', async () => {
    const reply = await park.session.get('/api/v1/imports/template.xlsx?year=2025')
    expect(reply.statusCode).toBe(200)
    const rows = await readAll(fileOf(reply.rawPayload))
    expect(rows).toHaveLength(2)
    expect(rows[1]?.cells.slice(0, 2)).toEqual(['统一社会信用代码', '企业名称'])
    expect(rows[1]?.cells).toContain('2025年营业收入（元）')
    const uploaded = await park.upload(reply.rawPayload)
    expect(uploaded.options?.headerRow).toBe(2)
    expect(uploaded.columns.filter(({ target, sure }) => target === null || !sure)).toEqual([])
    expect(uploaded.sheets.map(({ name }) => name)).toEqual(['企业数据', '字典'])
  })
})
