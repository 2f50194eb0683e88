import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { today } from '../../server/clock.ts'
import { inventedUscc } from '../../seeds/uscc.ts'
import { browserPath, launch } from './browser.ts'
import { signIn } from './pages.ts'
import { demoPassword } from './product.ts'

const describeInBrowser = browserPath === null ? describe.skip : describe

describeInBrowser("a park administrator's day, in a real browser", () => {
  const url = inject('productUrl')
  const name = '融侨园区日示例光学有限公司'
  let browser: Browser
  let park: Page
  let other: Page
  let firmId = ''
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launch()
    park = await signedIn('park-rongqiao')
    other = await signedIn('park-jiangyin')
    // A firm of its own with an account of its own: the firms of the sample data stay as others need them.
    const profile = { registeredOn: '2019-03-01', inMainland: true, industry: 'C4040' }
    const made = await park.request.post(`${url}/api/v1/firms`, { data: { uscc: inventedUscc('XN', 990_106), name, profile } })
    expect(made.status(), await made.text()).toBe(201)
    firmId = ((await made.json()) as { id: string }).id
    const first = 'Kein-einfaches-Passwort-7'
    const account = { account: 'firm-park-day', displayName: '周示例', role: 'company', password: first, firmId }
    expect((await park.request.post(`${url}/api/v1/accounts`, { data: account })).status()).toBe(201)
    const context = await browser.newContext()
    await context.request.post(`${url}/api/v1/session`, { data: { account: account.account, password: first } })
    await context.request.put(`${url}/api/v1/session/password`, { data: { current: first, password: demoPassword } })
    const year = Number(today().slice(0, 4)) - 1
    const send = { headers: { 'If-Match': '"v0"' } }
    await context.request.patch(`${url}/api/v1/firms/${firmId}/figures/${year}`, {
      ...send,
      data: { figures: { salesRevenue: 8_000_000 } },
    })
    const sent = await context.request.put(`${url}/api/v1/firms/${firmId}/submissions/${year}`, {
      ...send,
      data: { step: 'submitted', figuresVersion: 1 },
    })
    expect(sent.status(), await sent.text()).toBe(200)
    await context.close()
  }, 120_000)

  afterAll(() => browser.close(), 60_000)

  /** A signed-in page whose every console error is kept. */
  async function signedIn(account: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await signIn(context, url, account)
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    return page
  }

  const dialog = (page: Page) => page.getByRole('dialog')

  it('begins with what waits, each with its reason', async () => {
    await park.goto(`${url}/home`)
    await park.getByRole('heading', { name: '今日待办' }).waitFor()
    await park.getByRole('heading', { name: '待确认的数据' }).waitFor()
    await park
      .getByRole('listitem')
      .filter({ hasText: name })
      .getByText(/年数据，等你确认/)
      .waitFor()
  }, 240_000)

  it('keeps a view of the registry, finds it again, and asks its firms for what is missing', async () => {
    await park.goto(`${url}/firms?q=${encodeURIComponent('园区日示例')}`)
    await park.getByRole('link', { name }).waitFor()
    await park.getByRole('button', { name: '存为新视图' }).click()
    await dialog(park).getByLabel('视图名称').fill('园区日的企业')
    await dialog(park).getByRole('button', { name: '保存' }).click()
    await park.waitForURL(/view=[0-9a-f-]{36}/)
    await park.goto(`${url}/firms`)
    await park.getByRole('link', { name: /福清/ }).first().waitFor()
    await park
      .getByRole('button', { name: /园区日的企业/ })
      .first()
      .click()
    await park.getByRole('link', { name: /福清/ }).first().waitFor({ state: 'detached' })
    await park.getByLabel(`选择${name}`).filter({ visible: true }).check()
    await park.getByRole('button', { name: '催补数据' }).click()
    await dialog(park).getByText('将发给 1 家企业').waitFor()
    await dialog(park).getByRole('button', { name: '发送' }).click()
    await park.getByText('已发给 1 家企业。').waitFor()

    const company = await signedIn('firm-park-day')
    await company.goto(`${url}/notices`)
    await company.getByText(`融侨经济技术开发区请${name}补充最能决定结果的数据`).waitFor()
    await company.getByRole('button', { name: '打开' }).click()
    await company.waitForURL(/\/figures/)
    await company.getByRole('link', { name: '通知，没有未读' }).waitFor()
    await company.context().close()
  }, 240_000)

  it('notes a visit and plans a to-do, which then waits on the page of today', async () => {
    await park.goto(`${url}/firms/${firmId}/services`)
    await park.getByRole('button', { name: '登记服务' }).click()
    await dialog(park).getByLabel('做了什么').fill('走访，说明研发费用归集')
    await dialog(park).getByRole('button', { name: '保存' }).click()
    await park.getByText('走访，说明研发费用归集').waitFor()
    await park.getByRole('button', { name: '开始辅导' }).click()
    await dialog(park).getByLabel('目标').fill('2027 年申报高企')
    await dialog(park).getByRole('button', { name: '保存' }).click()
    await park.getByRole('heading', { name: /2027 年申报高企/ }).waitFor()
    await park.getByLabel('待办').fill('补齐三年营业收入')
    await park.getByLabel('限期').fill(today())
    await park.getByRole('button', { name: '添加待办' }).click()
    await park.getByText('补齐三年营业收入').waitFor()

    await park.goto(`${url}/home`)
    const todo = park.getByRole('listitem').filter({ hasText: '补齐三年营业收入' })
    await todo.getByRole('button', { name: '办好了' }).click()
    await todo.waitFor({ state: 'detached' })
  }, 240_000)

  it('finds firms, clauses and pages by one key', async () => {
    await park.keyboard.press('Control+k')
    await park.getByRole('combobox', { name: /搜企业/ }).fill('园区日示例')
    await dialog(park)
      .getByRole('option', { name: new RegExp(name) })
      .waitFor()
    await park.getByRole('combobox', { name: /搜企业/ }).fill('第十一条')
    await dialog(park)
      .getByRole('option', { name: /国家高新技术企业/ })
      .first()
      .waitFor()
    await park.getByRole('combobox', { name: /搜企业/ }).fill('企业迁移')
    await dialog(park).getByRole('option', { name: '企业迁移', selected: true }).waitFor()
    await park.keyboard.press('Enter')
    await park.waitForURL(/\/moves/)
  }, 120_000)

  it('gives a firm to another park, which sees it once it has confirmed', async () => {
    await park.goto(`${url}/firms/${firmId}`)
    await park.getByRole('button', { name: '迁移园区' }).click()
    await dialog(park).getByLabel('迁往').selectOption({ label: '福州江阴港城经济区' })
    await dialog(park).getByLabel('原因').fill('厂房搬到江阴')
    await dialog(park).getByRole('button', { name: '提出迁移' }).click()
    await park.getByText(/等对方确认/).waitFor()
    const seenBy = async (page: Page) => (await page.request.get(`${url}/api/v1/firms/${firmId}`)).status()
    expect([await seenBy(park), await seenBy(other)]).toEqual([200, 404])

    await other.goto(`${url}/home`)
    const move = other.getByRole('listitem').filter({ hasText: '厂房搬到江阴' })
    await move.getByText(name).waitFor()
    await move.getByRole('button', { name: '确认迁入' }).click()
    await move.waitFor({ state: 'detached' })
    expect([await seenBy(park), await seenBy(other)]).toEqual([404, 200])
    await other.goto(`${url}/firms/${firmId}/services`)
    await other.getByText('走访，说明研发费用归集').waitFor()
    await park.goto(`${url}/notices`)
    await park.getByText(`${name}已迁入福州江阴港城经济区。`).waitFor()

    const views = (await (await park.request.get(`${url}/api/v1/views`)).json()) as { items: { id: string; version: number }[] }
    for (const { id, version } of views.items)
      await park.request.delete(`${url}/api/v1/views/${id}`, { headers: { 'If-Match': `"v${version}"` } })
  }, 240_000)

  it('leaves no error in any console, the content security policy included', () => {
    expect(complaints).toEqual([])
  })
})
