import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { browserPath, launch } from './browser.ts'
import { freezeList, signIn } from './pages.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe

describeInBrowser('the bureau’s plan, libraries and lists, in a real browser', () => {
  const url = inject('productUrl')
  let browser: Browser
  let bureau: BrowserContext
  let page: Page
  const complaints: string[] = []

  const watched = async (context: BrowserContext): Promise<Page> => {
    const opened = await context.newPage()
    opened.setDefaultTimeout(60_000)
    opened.on('console', (message) => message.type() === 'error' && complaints.push(`${opened.url()}: ${message.text()}`))
    opened.on('pageerror', (error) => complaints.push(`${opened.url()}: ${error.message}`))
    return opened
  }
  const contextOf = async (account: string): Promise<BrowserContext> => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await signIn(context, url, account)
    return context
  }

  beforeAll(async () => {
    browser = await launch()
    bureau = await contextOf('bureau')
    page = await watched(bureau)
  }, 60_000)

  afterAll(() => browser.close(), 60_000)

  it('changes how an indicator counts, and the value is explained down to the firms', async () => {
    await page.goto(`${url}/overview`)
    await page.getByRole('link', { name: '国家级高新技术企业数量' }).click()
    await page.waitForURL(/\/overview\/indicators\/national_hte/)
    const rows = page.locator('section[aria-labelledby=counted] tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()

    const recount = async (change: (dialog: ReturnType<Page['getByRole']>) => Promise<unknown>, reason: string) => {
      await page.getByRole('button', { name: '修改口径与目标' }).click()
      const dialog = page.getByRole('dialog')
      await change(dialog)
      await dialog.getByLabel('修改原因（必填）').fill(reason)
      await dialog.getByRole('button', { name: '保存' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.getByText(reason).first().waitFor()
      await rows.first().waitFor()
    }
    await recount((dialog) => dialog.getByLabel('科技型中小企业', { exact: true }).check(), '按会议口径合并计数')
    await page.getByText('国家高新技术企业或科技型中小企业').first().waitFor()
    expect(await rows.count()).toBeGreaterThan(before)
    await page.locator('section[aria-labelledby=counted]').getByText('科技型中小企业', { exact: true }).first().waitFor()
    await recount((dialog) => dialog.getByLabel('科技型中小企业', { exact: true }).uncheck(), '恢复规划口径')
    await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(before)
    expect(complaints).toEqual([])
  }, 180_000)

  it('takes a firm through a library round: proposed by rule, recommended by its park, confirmed, published, removed', async () => {
    await page.goto(`${url}/libraries`)
    await page.getByRole('link', { name: '科技型中小企业培育库' }).click()
    await page.getByRole('button', { name: /开启 \d{4} 年度遴选/ }).click()
    await page.getByRole('button', { name: '公布名单' }).waitFor()

    const ofPark = await contextOf('park-rongqiao')
    const parkPage = await watched(ofPark)
    await parkPage.goto(`${url}/libraries/tech-sme?state=proposed`)
    const candidate = parkPage.locator('tbody tr').first()
    const name = (await candidate.getByRole('link').first().textContent())?.trim() ?? ''
    await candidate.getByRole('button', { name: /^推荐/ }).click()
    await parkPage.getByLabel('原因（必填）').fill('研发投入持续增长')
    await parkPage.getByRole('dialog').getByRole('button', { name: '推荐', exact: true }).click()
    await parkPage.getByRole('dialog').waitFor({ state: 'detached' })
    await ofPark.close()

    const step = async (state: string, kind: string, reason: string) => {
      await page.goto(`${url}/libraries/tech-sme?state=${state}`)
      const row = page.locator('tbody tr', { hasText: name })
      await row.getByRole('button', { name: new RegExp(`^${kind}`) }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('原因（必填）').fill(reason)
      await dialog.getByRole('button', { name: kind, exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await step('recommended', '确认入库', '局长办公会确认')
    await page.getByRole('button', { name: '公布名单' }).click()
    await page.getByText(/FQ-TECH-SME-\d{4}/).waitFor()
    await step('confirmed', '出库', '企业迁出本市')
    await page.goto(`${url}/libraries/tech-sme?state=removed`)
    await page.locator('tbody tr', { hasText: name }).getByText('出库').first().waitFor()
    expect(complaints).toEqual([])
  }, 240_000)

  it('freezes a list in front of the last one and sees what changed', async () => {
    const first = await freezeList(bureau, url, '计划测试名单一')
    await page.goto(`${url}/lists/new`)
    await page.getByRole('button', { name: '冻结名单' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('计划测试名单二')
    await dialog.locator('button[type=submit]').click()
    await page.waitForURL(/\/lists\/[0-9a-f-]{36}/)
    await page.getByRole('heading', { name: '计划测试名单二' }).waitFor()
    await page.goto(`${page.url().split('?')[0]}?with=${first}`)
    await page.getByText(/与 FQ-HNTE-\d{4}-\d+《计划测试名单一》相比/).waitFor()
    await page.getByText(/^不变 \d+/).waitFor()
    expect(complaints).toEqual([])
  }, 180_000)
})
