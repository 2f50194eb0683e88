import { readXlsx } from 'hucre/xlsx'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { browserPath, launch } from './browser.ts'
import { messyWorkbook } from './messy-workbook.ts'
import { importUpTo, signIn } from './pages.ts'
import { demoPassword } from './product.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe

describeInBrowser('the main job, in a real browser', () => {
  const url = inject('productUrl')
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launch()
  }, 60_000)

  afterAll(() => browser.close(), 60_000)

  /** A signed-in page whose every console error is kept. */
  async function signedIn(account: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', acceptDownloads: true })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    await page.goto(`${url}/sign-in`)
    await page.locator('input[name=username]').fill(account)
    await page.locator('input[name=password]').fill(demoPassword)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL((url) => !url.pathname.includes('sign-in'))
    return page
  }

  it('takes a messy sheet, lets one refused row be mended, and shows the firm clause by clause', async () => {
    const page = await signedIn('park-rongqiao')
    await page.goto(`${url}/imports/new`)
    const workbook = await messyWorkbook(1, ['融侨端到端示例光学有限公司', '融侨端到端演示模具有限公司'])
    await page.locator('input[type=file]').setInputFiles(workbook)
    await page.getByRole('button', { name: '检查预览' }).click()
    await page.getByText('统一社会信用代码校验位不对').or(page.getByText('校验')).first().waitFor()
    await page.locator('input[data-correction]').first().fill(workbook.rightCode)
    await page.getByRole('button', { name: '改好' }).first().click()
    await page.getByRole('button', { name: '导入 2 行' }).click()
    await page.getByText('已导入 2 行').waitFor()

    await page.goto(`${url}/firms?q=${encodeURIComponent('端到端示例')}`)
    await page.getByRole('link', { name: '融侨端到端示例光学有限公司' }).first().click()
    await page.waitForURL(/\/firms\/[0-9a-f-]{36}/)
    const firm = /firms\/([0-9a-f-]{36})/.exec(page.url())?.[1]
    const years = (await (await page.request.get(`${url}/api/v1/firms/${firm}/figures`)).json()) as {
      years: { year: number; figures: Record<string, number | null>; provenance: Record<string, { file?: string; row?: number }> }[]
    }
    const of2025 = years.years.find(({ year }) => year === 2025)
    expect(of2025?.figures).toMatchObject({ operatingRevenue: 32_005_000, rdExpense: 1_800_000, staffYearEnd: 86 })
    expect(of2025?.provenance['operatingRevenue']).toMatchObject({ file: '融侨汇总.xlsx', row: 4 })

    await page.goto(`${url}/firms/${firm}/assessments/hnte`)
    await page.getByRole('heading', { name: '国家高新技术企业' }).waitFor()
    await page.getByText('预评估：待补充').first().waitFor()
    await page.getByText('国科发火〔2016〕32号').first().waitFor()
    await page.context().close()
  }, 240_000)

  it('freezes a cultivation list whose workbook says what the screen says, cell by cell', async () => {
    const page = await signedIn('bureau')
    await page.goto(`${url}/lists/new`)
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

    const about = (await (await page.request.get(`${url}/api/v1/lists/${list}`)).json()) as {
      number: string
      ruleset: string
      asOf: string
      sentence: string
      counts: { firms: number }
    }
    const { items } = (await (await page.request.get(`${url}/api/v1/lists/${list}/rows?limit=200`)).json()) as {
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

  it('loses neither an import nor a correction when the connection goes while it is written', async () => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await signIn(context, url, 'park-rongqiao')
    const id = await importUpTo(context, url, 'preview', 4, ['融侨断网示例光学有限公司', '融侨断网演示模具有限公司'])
    const { rightCode } = await messyWorkbook(4, ['', ''])
    // What the browser itself says of a lost connection is no error of the page.
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(`${url}/imports/${id}`)
    await page.locator('input[data-correction]').first().fill(rightCode)
    await page.getByRole('button', { name: '改好' }).first().click()
    const commit = page.getByRole('button', { name: '导入 2 行' })
    await commit.waitFor()

    await context.setOffline(true)
    await commit.click()
    await page.getByText('网络断了，不确定是否写入').waitFor()
    expect(await page.getByText('融侨断网演示模具有限公司').count()).toBeGreaterThan(0)
    await context.setOffline(false)
    await page.getByText('没有写入，改好的内容都在。').waitFor()

    // This time the server writes, and only its answer is lost.
    await page.route('**/commit', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await commit.click()
    await page.getByText('已导入 2 行').waitFor()
    const { items } = (await (await context.request.get(`${url}/api/v1/firms?q=${encodeURIComponent('融侨断网')}`)).json()) as {
      items: readonly { name: string }[]
    }
    expect(items.map(({ name }) => name).toSorted()).toEqual(['融侨断网示例光学有限公司', '融侨断网演示模具有限公司'].toSorted())
    await context.close()
  }, 240_000)

  it('answers a visitor without an account while typing', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
    await page.goto(`${url}/self-check`)
    await page.getByText('待补充').filter({ visible: true }).first().waitFor()
    expect(await page.getByText('未达到').filter({ visible: true }).count()).toBe(0)
    await context.close()
  }, 120_000)

  it('leaves no error in any console, the content security policy included', () => {
    expect(complaints).toEqual([])
  })
})
