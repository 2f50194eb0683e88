import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { RuleDraft, RuleDrafts } from '../../shared/api/rule-drafts.ts'
import { Report } from '../../shared/report.ts'
import { browserPath, launch } from './browser.ts'
import { findFirm, signIn } from './pages.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe

/** Far away, so that nothing which the other files look at is judged by it. */
const effectiveOn = '2090-07-01'
const title = '合格线示例调整'
const base = 'hnte@2016-32-195'

describeInBrowser('the bureau changes a rule and collects its report, in a real browser', () => {
  const url = inject('productUrl')
  let browser: Browser
  let author: BrowserContext
  let second: BrowserContext
  const complaints: string[] = []

  async function pageOf(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    return page
  }

  /** Another person of the bureau, made by the administrator. */
  async function secondPerson(): Promise<BrowserContext> {
    const admin = await browser.newContext()
    await signIn(admin, url, 'admin')
    const [account, first, password] = ['second-bureau', 'Erstes-Kennwort-4711', 'Zweites-Kennwort-4712']
    const made = await admin.request.post(`${url}/api/v1/accounts`, {
      data: { account, displayName: '陈示例', role: 'bureau', password: first },
    })
    expect(made.status(), await made.text()).toBe(201)
    await admin.close()
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await context.request.post(`${url}/api/v1/session`, { data: { account, password: first } })
    const changed = await context.request.put(`${url}/api/v1/session/password`, { data: { current: first, password } })
    expect(changed.ok(), await changed.text()).toBe(true)
    return context
  }

  /** From a page that asks who is there: the rules themselves are open to everybody. */
  async function openRules(page: Page): Promise<void> {
    await page.goto(`${url}/overview`)
    await page.getByRole('link', { name: '规则', exact: true }).first().click()
    await page.getByRole('heading', { name: '草案' }).waitFor()
  }

  beforeAll(async () => {
    browser = await launch()
    author = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await signIn(author, url, 'bureau')
    second = await secondPerson()
  }, 120_000)

  afterAll(() => browser.close(), 60_000)

  it('drafts a threshold, restates the examples, simulates, has it approved by a second person, enacts it', async () => {
    const page = await pageOf(author)
    await openRules(page)
    await page.getByRole('link', { name: '国家高新技术企业认定' }).click()
    await page.getByRole('button', { name: '起草修订' }).click()
    await page.getByLabel('草案名称').fill(title)
    await page.getByRole('button', { name: '开始起草' }).click()
    await page.waitForURL(/\/rules\/drafts\/[0-9a-f-]{36}/)

    await page.getByLabel('创新能力评价合格线').fill('99.5')
    await page.getByText('改动 1 处').waitFor()
    // The old value stands struck out beside the new one.
    expect(await page.locator('del').first().textContent()).toContain('70')
    await page.getByLabel('施行日期').fill(effectiveOn)
    await page.getByLabel('依据文件文号').fill('国科发火〔2090〕1号')
    await page.getByLabel('依据文件名称').fill('关于调整合格线的通知')
    await page.getByLabel('成文日期').fill('2090-01-05')
    await page.getByRole('button', { name: '保存草案' }).click()
    await page.getByText('个样例没有通过').first().waitFor()
    expect(await page.getByRole('button', { name: '送审' }).isDisabled()).toBe(true)

    await page.getByRole('button', { name: '没有通过的都按实得结果重新认定' }).click()
    await page.getByLabel('理由').fill('合格线提高到 99.5 分')
    await page.getByRole('button', { name: '重新认定结果' }).click()
    await page.getByText(/\d+ 个样例全部通过/).waitFor()

    await page.getByRole('button', { name: '推演', exact: true }).click()
    await page.getByText(/推演 \d+ 家：达到或需专家判断/).waitFor()
    expect(Number(await page.locator('[data-effect=leaves]').textContent())).toBeGreaterThan(0)
    await page.getByRole('button', { name: '送审' }).click()
    await page.getByText('你起草或改过这份草案，不能审核').waitFor()
    expect(await page.getByRole('button', { name: '审核通过' }).count()).toBe(0)

    const other = await pageOf(second)
    await openRules(other)
    await other.getByRole('link', { name: title }).click()
    await other.getByLabel('意见').fill('同意')
    await other.getByRole('button', { name: '审核通过' }).click()
    await other.getByRole('button', { name: '施行', exact: true }).click()
    await other.getByLabel(`输入“${title}”确认`).fill(title)
    await other.locator('dialog').getByRole('button', { name: '施行' }).click()
    await other.getByRole('link', { name: '查看施行的版本' }).click()
    await other.waitForURL(/\.r1$/)
    await other.getByText('99.5').first().waitFor()
    await other.close()

    // The author's page, opened before, judges by it once it is opened anew.
    await page.goto(`${url}/rules/${base}?tab=versions`)
    await page.getByRole('link', { name: new RegExp(`${effectiveOn} 起修订`) }).waitFor()
    await page.close()
    expect(complaints).toEqual([])
  }, 240_000)

  it('has the firms judged by it from its day on, in the browser too, and not before', async () => {
    const firm = await findFirm(author, url, 'certification=hnte&verdict=qualified')
    const on = async (day: string) => {
      const answer = await author.request.get(`${url}/api/v1/firms/${firm.id}/report?asOf=${day}`)
      return Report.parse(await answer.json()).assessments.find(({ certification }) => certification === 'hnte')
    }
    expect((await on('2090-06-30'))?.ruleset).toBe(base)
    expect(await on(effectiveOn)).toMatchObject({ ruleset: `${base}.r1`, score: { pass: 99.5 } })
    const { items } = RuleDrafts.parse(await (await author.request.get(`${url}/api/v1/rules/drafts`)).json())
    expect(RuleDraft.parse(items.find((draft) => draft.title === title)).state).toBe('enacted')
    const page = await pageOf(author)
    await page.goto(`${url}/firms/${firm.id}/assessments/hnte?on=${effectiveOn}`)
    await page.getByText('99.5').first().waitFor()
    await page.close()
    expect(complaints).toEqual([])
  }, 120_000)

  it('opens the yearly report, writes a part, and shows who has not', async () => {
    const page = await pageOf(author)
    await page.goto(`${url}/tasks`)
    await page.getByText('原文缺失，请补牵头单位').first().waitFor()
    await page.getByRole('button', { name: /打开 \d{4} 年度报告/ }).click()
    await page.waitForURL(/\/tasks\/reports\/\d{4}/)
    await page.getByLabel('省工信厅的部分').fill('已建成三个公共技术平台。')
    const own = page.locator('section', { has: page.getByRole('heading', { name: '省工信厅' }) })
    await own.getByRole('button', { name: '提交' }).click()
    await page.getByText(/已交 1\/\d+ 单位/).waitFor()
    await page.reload()
    expect(await page.getByLabel('省工信厅的部分').inputValue()).toBe('已建成三个公共技术平台。')
    // Printed, it is one document: what was written, without the fields.
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText('已建成三个公共技术平台。').filter({ visible: true }).count()).toBe(1)
    expect(await page.getByRole('button', { name: '提交' }).count()).toBe(0)
    await page.close()
    expect(complaints).toEqual([])
  }, 120_000)
})
