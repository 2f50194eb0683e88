import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Submission } from '../../shared/api/submissions.ts'
import { usccCheckCharacter } from '../../shared/uscc.ts'
import { browserPath, launch } from './browser.ts'
import { signIn } from './pages.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe
const name = '融侨一天示例光学有限公司'
const password = 'Kein-einfaches-Passwort-7'

describeInBrowser('the day of a firm, in a real browser', () => {
  const url = inject('productUrl')
  let browser: Browser
  let park: BrowserContext
  let firm: BrowserContext
  let firmId: string
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launch()
    park = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await signIn(park, url, 'park-rongqiao')
    // A firm and a clerk of its own: nothing of what other tests look at is touched.
    const first = '91350181MADAY0001'
    const made = await park.request.post(`${url}/api/v1/firms`, { data: { uscc: first + usccCheckCharacter(first), name } })
    firmId = ((await made.json()) as { id: string }).id
    const account = { account: 'clerk-of-a-day', displayName: '经办示例', role: 'company', firmId, password: `${password}-first` }
    expect((await park.request.post(`${url}/api/v1/accounts`, { data: account })).status()).toBe(201)
    firm = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  }, 120_000)

  afterAll(() => browser.close(), 60_000)

  async function openPage(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    await page.goto(url + path)
    return page
  }

  const stored = async (): Promise<Submission> => {
    const answer = await park.request.get(`${url}/api/v1/firms/${firmId}/submissions`)
    const { items } = (await answer.json()) as { items: Submission[] }
    const found = items.find(({ year }) => year === 2025)
    if (!found) throw new Error('2025 is missing')
    return found
  }

  it('signs in, fills in through a lost connection and a colleague’s change, sends, mends what is returned, and is confirmed', async () => {
    const page = await openPage(firm, '/sign-in')
    await page.locator('input[name=username]').fill('clerk-of-a-day')
    await page.locator('input[name=password]').fill(`${password}-first`)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL(/\/password/)
    const fields = page.locator('input[type=password]')
    await fields.nth(0).fill(`${password}-first`)
    await fields.nth(1).fill(password)
    await fields.nth(2).fill(password)
    await page
      .getByRole('button', { name: /修改|保存/ })
      .first()
      .click()
    await page.waitForURL(/\/home/)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page.getByRole('link', { name: '先填几个数字' }).click()
    await page.waitForURL(/\/figures\/2025/)

    // Saved while typing, without a button.
    const field = (label: string) => page.getByLabel(label, { exact: true })
    await field('销售收入').fill('5600')
    await page.getByText(/都已保存（/).waitFor()
    expect((await stored()).current.figures).toEqual({ salesRevenue: 56_000_000 })

    // A part larger than its whole stops at its field, until it is put right.
    await field('主导产品销售收入').fill('9000')
    await page.getByText('大于销售收入 5,600').waitFor()
    await page.getByText('有 1 个数字等你核对').waitFor()
    expect((await stored()).current.figures).not.toHaveProperty('mainProductRevenue')
    await field('主导产品销售收入').fill('4000')
    await page.getByText(/都已保存（/).waitFor()

    // The connection goes in mid-save: what was typed stays, is said to be unsaved, and is saved when it is back.
    await firm.setOffline(true)
    await field('年末从业人员数').fill('118')
    await page.getByText('网络断了，1 个数字还没有存上').waitFor()
    expect(await field('年末从业人员数').inputValue()).toBe('118')
    expect((await stored()).current.figures).not.toHaveProperty('staffYearEnd')
    await firm.setOffline(false)
    await page.getByText(/都已保存（/).waitFor()
    expect((await stored()).current.figures).toMatchObject({ staffYearEnd: 118, mainProductRevenue: 40_000_000 })

    // The park changes two figures meanwhile: only the one that both changed is asked about.
    const { current } = await stored()
    await park.request.patch(`${url}/api/v1/firms/${firmId}/figures/2025`, {
      headers: { 'If-Match': `"v${current.version}"` },
      data: { figures: { salesRevenue: 57_000_000, netProfit: 1_000_000 } },
    })
    await field('销售收入').fill('5800')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('5,700.00 万元').waitFor()
    expect(await dialog.getByText('净利润').count()).toBe(0)
    await dialog.getByRole('button', { name: '用我的' }).click()
    await page.getByText(/都已保存（/).waitFor()
    expect((await stored()).current.figures).toMatchObject({ salesRevenue: 58_000_000, netProfit: 1_000_000 })
    expect(await field('净利润').inputValue()).toBe('100')

    await page.getByRole('button', { name: '提交园区' }).click()
    await page.getByLabel('说明（可不填）').fill('审计后的数')
    await page.getByRole('dialog').getByRole('button', { name: '提交园区' }).click()
    await page.getByText('待园区确认').first().waitFor()
    expect(await field('销售收入').isDisabled()).toBe(true)

    // The park returns it, one figure by name.
    const office = await openPage(park, '/verification')
    const row = office.locator('main li', { hasText: name })
    await row.getByRole('button', { name: '查看' }).click()
    await row.getByText('审计后的数').first().waitFor()
    await row.getByLabel('2025 年销售收入有误').check()
    await row.getByLabel('2025 年销售收入：退回原因').fill('和申报表对不上')
    await row.getByRole('button', { name: '退回企业' }).click()
    await office.getByText(`已退回 ${name}`).waitFor()

    // The firm sees why at home and at the field, mends and sends again.
    await page.goto(`${url}/home`)
    await page.getByText('2025 年数据被园区退回').waitFor()
    await page.getByRole('link', { name: '去修改' }).click()
    await page.getByText('退回原因：和申报表对不上').waitFor()
    await field('销售收入').fill('5700')
    await page.getByText(/都已保存（/).waitFor()
    await page.getByRole('button', { name: '改好了，再次提交' }).click()
    await page.getByRole('dialog').getByText('5,800.00 万元').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '提交园区' }).click()
    await page.getByText('待园区确认').first().waitFor()

    // The park sees what was mended, and confirms.
    await office.goto(`${url}/verification`)
    await row.getByRole('button', { name: '查看' }).click()
    await row.getByLabel('只看改动和待核').check()
    await row
      .getByRole('row', { name: /销售收入/ })
      .getByText('5,800.00 万元')
      .waitFor()
    await row.getByRole('button', { name: '确认这一年' }).click()
    await office.getByText(`已确认 ${name} 2025 年数据`).waitFor()

    const done = await stored()
    expect(done).toMatchObject({ state: 'confirmed', current: { verifiedBy: 'park-rongqiao', figures: { salesRevenue: 57_000_000 } } })
    expect(done.steps.map(({ step, reasons }) => [step, reasons.salesRevenue])).toEqual([
      ['submitted', undefined],
      ['returned', '和申报表对不上'],
      ['submitted', undefined],
      ['confirmed', undefined],
    ])
    await page.goto(`${url}/home`)
    await page.getByText(/园区 .* 确认 2025 年数据/).waitFor()
    expect(complaints).toEqual([])
  }, 240_000)
})
