import { writeXlsx, readXlsx } from 'hucre/xlsx'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usccCheckCharacter } from '../../shared/uscc.ts'
import { browserPath, launch } from './browser.ts'
import { demoPassword, type Product, startProduct } from './product.ts'

const code = (first17: string): string => first17 + usccCheckCharacter(first17)
const good = code('91350181MAE2E0001')
const wrongDigit = code('91350181MAE2E0002')
const brokenCode = wrongDigit.slice(0, 17) + (wrongDigit.endsWith('A') ? 'B' : 'A')

/** A park's own sheet: two title rows, a merged head, 万元, years in the headers, a code with a wrong check digit. */
async function messyWorkbook(): Promise<Buffer> {
  const rows = [
    ['融侨经济技术开发区企业情况汇总表'],
    ['填报单位：示例园区', null, null, '单位：万元'],
    ['序号', '单位名称', '信用代码', '注册日期', '2025年营业收入（万元）', '2025年研发费用（万元）', '2025年末从业人员数'],
    [1, '融侨端到端示例光学有限公司', good, '2018-03-01', '3,200.50', 180, 86],
    [2, '融侨端到端演示模具有限公司', brokenCode, '2019年5月16日', 1500, '—', '４２'],
  ]
  return Buffer.from(await writeXlsx({ sheets: [{ name: '汇总', rows, merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 6 }] }] }))
}

const describeInBrowser = browserPath === null ? describe.skip : describe

describeInBrowser('the main job, in a real browser', () => {
  let product: Product
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    product = await startProduct()
    browser = await launch()
  }, 240_000)

  afterAll(async () => {
    await browser.close()
    expect(await product.stop()).toBe(0)
  }, 60_000)

  /** A signed-in page whose every console error is kept. */
  async function signedIn(account: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', acceptDownloads: true })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    await page.goto(`${product.url}/sign-in`)
    await page.locator('input[name=username]').fill(account)
    await page.locator('input[name=password]').fill(demoPassword)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL((url) => !url.pathname.includes('sign-in'))
    return page
  }

  it('takes a messy sheet, lets one refused row be mended, and shows the firm clause by clause', async () => {
    const page = await signedIn('park-rongqiao')
    await page.goto(`${product.url}/imports/new`)
    await page.locator('input[type=file]').setInputFiles({
      name: '融侨汇总.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await messyWorkbook(),
    })
    await page.getByRole('button', { name: '检查预览' }).click()
    await page.getByText('统一社会信用代码校验位不对').or(page.getByText('校验')).first().waitFor()
    await page.locator('input[data-correction]').first().fill(wrongDigit)
    await page.getByRole('button', { name: '改好' }).first().click()
    await page.getByRole('button', { name: '导入 2 行' }).click()
    await page.getByText('已导入 2 行').waitFor()

    await page.goto(`${product.url}/firms?q=${encodeURIComponent('端到端示例')}`)
    await page.getByRole('link', { name: '融侨端到端示例光学有限公司' }).first().click()
    await page.waitForURL(/\/firms\/[0-9a-f-]{36}/)
    const firm = /firms\/([0-9a-f-]{36})/.exec(page.url())?.[1]
    const years = (await (await page.request.get(`${product.url}/api/v1/firms/${firm}/figures`)).json()) as {
      years: { year: number; figures: Record<string, number | null>; provenance: Record<string, { file?: string; row?: number }> }[]
    }
    const of2025 = years.years.find(({ year }) => year === 2025)
    expect(of2025?.figures).toMatchObject({ operatingRevenue: 32_005_000, rdExpense: 1_800_000, staffYearEnd: 86 })
    expect(of2025?.provenance['operatingRevenue']).toMatchObject({ file: '融侨汇总.xlsx', row: 4 })

    await page.goto(`${product.url}/firms/${firm}/assessments/hnte`)
    await page.getByRole('heading', { name: '国家高新技术企业' }).waitFor()
    await page.getByText('预评估：待补充').first().waitFor()
    await page.getByText('国科发火〔2016〕32号').first().waitFor()
    await page.context().close()
  }, 240_000)

  it('freezes a cultivation list whose workbook says what the screen says, cell by cell', async () => {
    const page = await signedIn('bureau')
    await page.goto(`${product.url}/lists/new`)
    await page.getByRole('button', { name: '冻结名单…' }).click()
    await page.getByLabel('输入名单标题以确认').fill('高企培育名单（测试）')
    await page.getByRole('button', { name: '冻结', exact: true }).click()
    await page.waitForURL(/\/lists\/[0-9a-f-]{36}/)
    const list = /lists\/([0-9a-f-]{36})/.exec(page.url())?.[1]
    await page.getByRole('button', { name: '导出' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Excel（名单、说明）').click()])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const workbook = await readXlsx(Buffer.concat(chunks))

    const about = (await (await page.request.get(`${product.url}/api/v1/lists/${list}`)).json()) as {
      number: string
      ruleset: string
      asOf: string
      sentence: string
      counts: { firms: number }
    }
    const { items } = (await (await page.request.get(`${product.url}/api/v1/lists/${list}/rows?limit=200`)).json()) as {
      items: { position: number; name: string; uscc: string; shortBy: number | null; reason: string }[]
    }
    const [sheet, cover] = [workbook.sheets.find(({ name }) => name === '名单'), workbook.sheets.find(({ name }) => name === '说明')]
    const head = sheet?.rows.findIndex((row) => row.includes('信用代码') || row.includes('统一社会信用代码')) ?? -1
    const titles = sheet?.rows[head]?.map(String) ?? []
    const column = (...names: string[]) => titles.findIndex((title) => names.some((name) => title.startsWith(name)))
    const written = sheet?.rows.slice(head + 1).filter((row) => typeof row[column('序号', '序')] === 'number') ?? []
    expect(written).toHaveLength(about.counts.firms)
    expect(about.counts.firms).toBeGreaterThan(3)
    items.forEach((item, index) => {
      const row = written[index] ?? []
      expect(row[column('序号', '序')]).toBe(item.position)
      expect(row[column('企业名称')]).toBe(item.name)
      expect(row[column('统一社会信用代码', '信用代码')]).toBe(item.uscc)
      expect(row[column('差几项')] ?? null).toBe(item.shortBy)
      expect(row[column('入选理由')]).toBe(item.reason)
    })
    const said = (cover?.rows ?? []).flat().map(String).join('\n')
    for (const fact of [about.number, about.ruleset, about.asOf, about.sentence]) expect(said).toContain(fact)
    await page.context().close()
  }, 240_000)

  it('answers a visitor without an account while typing', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
    await page.goto(`${product.url}/self-check`)
    await page.getByText('待补充').filter({ visible: true }).first().waitFor()
    expect(await page.getByText('未达到').filter({ visible: true }).count()).toBe(0)
    await context.close()
  }, 120_000)

  it('leaves no error in any console, the content security policy included', () => {
    expect(complaints).toEqual([])
  })
})
