import { readXlsx } from 'hucre/xlsx'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { readHeader } from '../../server/imports/header-text.ts'
import { verdictWords } from '../../server/lists/words.ts'
import type { FirmPage } from '../../shared/api/firms.ts'
import { yearOf } from '../../shared/days.ts'
import { figureIds } from '../../shared/dictionary/figures.ts'
import { freshUscc, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let park: Session
const year = yearOf(today()) - 1
const hostile = '=HYPERLINK("http://x")'
const uscc = freshUscc()

beforeAll(async () => {
  api = await startApi()
  park = await api.asPark('rongqiao')
  const made = await park.post('/api/v1/firms', {
    uscc,
    name: '导出示例有限公司',
    profile: { industry: 'C3974', registeredOn: '2018-03-01', booksLevied: true, productPolicy: 'permitted', province: '35' },
    address: hostile,
    contactName: "'@陈示例",
    contactPhone: '013900000001',
    tags: ['光电', '专精'],
  })
  expect(made.statusCode, made.body).toBe(201)
  const { id } = made.json()
  await park.patch(
    `/api/v1/firms/${id}/figures/${year}`,
    { figures: { operatingRevenue: 56_000_000.01, netProfit: -12.5, exportRevenue: 0, staffQuarterlyAvg: 118.25 } },
    { 'if-match': '"v0"' },
  )
  await park.put(`/api/v1/firms/${id}/sections/conversions`, { value: { [year]: 5 } }, { 'if-match': '"v0"' })
  await api.makeFirm({ name: '江阴别家有限公司', parkId: 'jiangyin' })
})

async function readSheets(session: Session, query = '') {
  const answer = await session.get(`/api/v1/firms/export.xlsx${query}`)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return (await readXlsx(answer.rawPayload)).sheets
}

describe('the registry as a workbook', () => {
  it('holds each figure under its label with unit and year, typed, and codes as text', async () => {
    const [main] = await readSheets(park)
    const [head, row] = main!.rows
    const cells = Object.fromEntries(head!.map((header, index) => [header, row![index] ?? null]))
    expect(cells).toMatchObject({
      统一社会信用代码: uscc,
      企业名称: '导出示例有限公司',
      注册地址: hostile,
      联系电话: '013900000001',
      查账征收且能准确归集研发费用: '是',
      产品政策类别: '允许类',
      标签: '光电、专精',
      [`${year}年营业收入（元）`]: 56_000_000.01,
      [`${year}年净利润（元）`]: -12.5,
      [`${year}年出口额（元）`]: 0,
      [`${year}年职工总数（季度平均）（人）`]: 118.25,
      [`${year}年科技成果转化数（项）`]: 5,
      [`${year - 1}年营业收入（元）`]: null,
    })
    expect(cells['注册成立日期']).toEqual(new Date('2018-03-01T00:00:00Z'))
  })

  it('tells of each firm its own results', async () => {
    const bureau = await api.asBureau()
    const refused = {
      uscc: freshUscc(),
      name: '核定征收示例有限公司',
      parkId: 'yuanhong',
      profile: { booksLevied: false, inMainland: false },
    }
    expect((await bureau.post('/api/v1/firms', refused)).statusCode).toBe(201)
    const [main] = await readSheets(bureau)
    const [head, ...rows] = main!.rows
    const column = (header: string) => head!.indexOf(header)
    const told = Object.fromEntries(
      rows.map((row) => [
        row[column('企业名称')],
        [row[column('科技型中小企业预评估')] ?? null, row[column('科技型中小企业差几项')] ?? null],
      ]),
    )
    const { items } = (await bureau.get('/api/v1/firms?limit=50')).json<FirmPage>()
    const shown = items.map(({ name, assessments: { 'tech-sme': result } }) => [
      name,
      [result ? verdictWords[result.verdict].zh : null, result?.shortBy ?? null],
    ])
    expect(told).toEqual(Object.fromEntries(shown))
    expect(told['核定征收示例有限公司']).not.toEqual(told['导出示例有限公司'])
  })

  it('has headers that the import reads back to the same column, year and unit', async () => {
    const [main] = await readSheets(park)
    const readings = main!.rows[0]!.map((header) => readHeader(String(header)))
    const targets = readings.flatMap(({ target, year: of }) => (target ? [`${target.path}@${of}`] : []))
    expect(new Set(targets).size).toBe(targets.length)
    for (const id of figureIds) {
      for (const of of [year, year - 1, year - 2]) expect(targets).toContain(`years.${id}@${of}`)
    }
    expect(targets).toEqual(
      expect.arrayContaining(['uscc@null', 'name@null', 'profile.registeredOn@null', 'contactPhone@null', `conversions@${year}`]),
    )
  })

  it('says on its second sheet what was asked, by whom and how many', async () => {
    const [, cover] = await readSheets(park, `?q=${encodeURIComponent('导出')}`)
    expect(cover!.name).toBe('说明')
    const lines = Object.fromEntries(cover!.rows.map(([item, text]) => [item, text]))
    expect(lines).toMatchObject({ 条件: '名称或代码含「导出」', 企业数: '1', 日期: today() })
    expect(lines['导出人']).toMatch(/^park-/)
  })

  it('holds the own firms only', async () => {
    const [main] = await readSheets(park)
    expect(main!.rows).toHaveLength(2)
    const company = await api.asCompany((await api.makeFirm({ name: '独自一家有限公司' })).id)
    const [own] = await readSheets(company)
    expect(own!.rows.slice(1).map((row) => row[1])).toEqual(['独自一家有限公司'])
  })

  it('gives a town officer no telephone numbers', async () => {
    await api.makeFirm({ townCode: '350181103', contactPhone: '13912345678' })
    const town = await api.asTown('350181103')
    const answer = await town.get('/api/v1/firms/export.csv')
    expect(answer.body).toContain('139****5678')
    expect(answer.body).not.toContain('13912345678')
  })
})

describe('the registry as csv', () => {
  it('begins with its mark and neutralises what a spreadsheet would run, in a way that can be taken back', async () => {
    const answer = await park.get('/api/v1/firms/export.csv')
    expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(answer.body).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(answer.body).toContain(",''@陈示例,")
    expect(answer.body).toContain(',-12.5,')
  })

  it('says in the last header what it is', async () => {
    const answer = await park.get('/api/v1/firms/export.csv')
    expect(answer.body.split('\r\n')[0]).toMatch(/,导出说明：.* 导出；全部企业；共 1 家$/)
  })
})

describe('an export', () => {
  it('is in the audit trail with filter and count before it is read', async () => {
    await park.get(`/api/v1/firms/export.csv?q=${encodeURIComponent('示例')}`)
    const [row] = await within(api.db, systemActor, (tx) =>
      tx.execute<{ after: object; role: string }>(
        sql`select after, role from audit where action = 'firms-exported' order by seq desc limit 1`,
      ),
    )
    expect(row).toMatchObject({ role: 'park', after: { filter: { q: '示例' }, count: 1, format: 'csv', phones: 'full' } })
  })
})
