import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { advise } from '../../shared/rules/advise.ts'
import { browserPath, launch } from './browser.ts'
import { ownFirm, signIn, untilShown } from './pages.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe

describeInBrowser('trying out, as a company does', () => {
  const url = inject('productUrl')
  let browser: Browser

  beforeAll(async () => {
    browser = await launch()
  }, 60_000)

  afterAll(() => browser.close(), 60_000)

  /** A certification of the firm that one moved figure brings about, by its own smallest change. */
  function within(facts: FirmFacts) {
    for (const { certification, gap } of advise(facts, { gap: true }).assessments) {
      const [change] = gap?.changes ?? []
      if (change && !('add' in change) && gap?.changes.length === 1 && typeof change.from === 'number' && typeof change.to === 'number')
        return { certification, fact: change.fact, to: change.to }
    }
    return null
  }

  const panel = (page: Page) => page.locator('#what-if')
  const reached = (page: Page) =>
    panel(page)
      .getByRole('status')
      .getByText(/^(达到|需专家判断)$/)

  it('a moved figure changes the verdict, the smallest change reaches it, and nothing is stored', async () => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } })
    const faults: string[] = []
    const writes: string[] = []
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await signIn(context, url, 'firm-1')
    page.on('request', (request) => request.method() !== 'GET' && writes.push(`${request.method()} ${request.url()}`))
    const firm = await ownFirm(context, url)
    const day = '2026-09-18'
    const stored = async () => await (await context.request.get(`${url}/api/v1/firms/${firm}/facts?asOf=${day}`)).json()
    const before = (await stored()) as FirmFacts
    const found = within(before)
    expect(found, 'the demo has a company that one figure would bring up').not.toBeNull()
    const { certification, fact, to } = found as { certification: Certification; fact: string; to: number }

    await page.goto(`${url}/firms/${firm}/assessments/${certification}?on=${day}`)
    await untilShown(page)
    await panel(page).waitFor()
    expect(await reached(page).count()).toBe(0)

    // By hand: the figure of the smallest change, as a number typed into its field.
    const slider = panel(page).locator(`[data-fact="${fact}"]`)
    if ((await slider.count()) === 0) await panel(page).getByLabel('再试一个数字').selectOption(fact)
    const isMoney = (await slider.textContent())?.includes('万元')
    await slider.locator('input:not([type=range])').fill(String(isMoney ? to / 10_000 : to))
    await reached(page).first().waitFor()
    await panel(page).getByText('随之变化的条件').waitFor()
    await panel(page).getByRole('button', { name: '还原' }).click()
    await reached(page).first().waitFor({ state: 'detached' })

    // By one press.
    await page.getByRole('button', { name: '放进试算' }).first().click()
    await reached(page).first().waitFor()

    await page.reload()
    await untilShown(page)
    await panel(page).waitFor()
    expect(await reached(page).count()).toBe(0)
    expect(await panel(page).getByRole('button', { name: '还原' }).count()).toBe(0)
    expect(await stored()).toEqual(before)
    expect(writes).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  it('chooses another certification by the keyboard, and from the list on a phone', async () => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 900 } })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    await signIn(context, url, 'firm-1')
    const firm = await ownFirm(context, url)
    await page.goto(`${url}/firms/${firm}/assessments/hnte`)
    await untilShown(page)
    await page.getByRole('navigation', { name: '选择认定' }).getByRole('link', { name: '北交所' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /北交所/ }).waitFor()
    await page.getByText('标准一', { exact: false }).first().waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByLabel('选择认定').filter({ visible: true }).selectOption('gazelle')
    await page.getByRole('heading', { level: 1, name: /瞪羚/ }).waitFor()
    await page.getByText('不作判断').first().waitFor()
    expect(await page.evaluate<number>('document.scrollingElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
    await context.close()
  })
})
