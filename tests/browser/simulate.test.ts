import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { browserPath, launch } from './browser.ts'
import { signIn } from './pages.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe

describeInBrowser('a change of the rules tried out, in a real browser', () => {
  const url = inject('productUrl')
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launch()
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await signIn(context, url, 'bureau')
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  }, 60_000)

  afterAll(() => browser.close(), 60_000)

  it('lets the bureau lower a pass mark, see who enters, and open one of them', async () => {
    await page.goto(`${url}/overview`)
    await page.getByRole('link', { name: '规则推演' }).first().click()
    await page.waitForURL(/\/simulate/)
    await page.getByLabel('认定', { exact: true }).selectOption('hnte')
    await page.getByLabel('创新能力评价合格线').fill('40')
    await page.getByText('改动 1 处').waitFor()
    await page.getByRole('button', { name: '推演', exact: true }).click()
    const entered = page.locator('[data-effect=enters]')
    await entered.waitFor()
    expect(Number(await entered.textContent())).toBeGreaterThan(0)
    // The bars of the chart are really drawn.
    await page.locator('.chart svg path').first().waitFor({ state: 'attached' })
    const firm = page.locator('tbody a[href*="/firms/"]').first()
    const name = (await firm.textContent())?.trim() ?? ''
    await firm.click()
    await page.waitForURL(/\/firms\/[0-9a-f-]{36}\/assessments\/hnte/)
    await page.getByText(name).first().waitFor()
    expect(complaints).toEqual([])
  }, 120_000)

  it('compares two days, and leads to the text of the rules and what differs', async () => {
    await page.goto(`${url}/simulate?certification=specialised-sme&on=2026-03-31`)
    await page.getByLabel('换成哪一天').fill('2026-04-01')
    await page.getByRole('button', { name: '推演', exact: true }).click()
    await page
      .getByText(/推演 \d+ 家/)
      .first()
      .waitFor()
    await page.getByRole('link', { name: '规则原文' }).click()
    await page.getByText('怎样才算达到').waitFor()
    await page.getByRole('button', { name: '对照' }).click()
    await page.getByRole('heading', { name: '有什么不同' }).waitFor()
    expect(await page.locator('section[aria-labelledby=differences] li, section[aria-labelledby=differences] tr').count()).toBeGreaterThan(
      3,
    )
    expect(complaints).toEqual([])
  }, 120_000)
})
