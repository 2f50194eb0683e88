import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { browserPath, launch } from './browser.ts'
import { findFirm, freezeList, importUpTo, ownFirm, pages, signIn, sizes, untilShown } from './pages.ts'

/** A page as somebody has it before them, after doing something where there is anything to do. */
interface View {
  readonly name: string
  readonly path: string
  readonly act?: (page: Page) => Promise<unknown>
  /** The part that the doing has brought up, where the rest is judged as a view of its own. */
  readonly part?: string
}

const describeInBrowser = browserPath === null ? describe.skip : describe
/** Rows of a long table are alike; judging the colours of each of them takes most of the time. */
const furtherRows = 'tbody tr:nth-child(n + 7)'
const schemes = ['light', 'dark'] as const
/** Pages looked at side by side. */
const pagesAtOnce = 2
const comparison = '/rules/srdi-2a1?on=2026-06-15&with=srdi-63a2&withOn=2026-03-01'
const viewports = sizes.filter(({ name }) => name === 'office' || name === 'phone')

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).filter({ visible: true }).first()
const openList = (page: Page, name: string | RegExp) => async () => {
  // The library lays its placeholder over the input.
  await page.getByRole('combobox', { name }).filter({ visible: true }).first().click({ force: true })
  await page.getByRole('listbox').filter({ visible: true }).getByRole('option').first().waitFor()
}
const shownDialog = 'dialog[open]'
const dialog = (page: Page) => page.getByRole('dialog').filter({ visible: true }).waitFor()

describeInBrowser('every page, judged by axe in a real browser', () => {
  const url = inject('productUrl')
  let browser: Browser

  beforeAll(async () => {
    browser = await launch()
  }, 60_000)

  afterAll(() => browser.close(), 60_000)

  /** What is wrong with one view in the size and the colours that the page has. */
  async function violationsOf(page: Page, part?: string): Promise<string[]> {
    const axe = new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'], preload: false })
      .exclude(furtherRows)
    const { violations } = await (part === undefined ? axe : axe.include(part)).analyze()
    const faults = violations.map(
      ({ id, nodes }) => `${id} ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 160)}`).join(' | ')}`,
    )
    const beyond = await page.evaluate<number>('document.scrollingElement.scrollWidth - window.innerWidth')
    return beyond > 0 ? [...faults, `${beyond} px wider than the screen`] : faults
  }

  /**
   * All that is wrong with these views: violations, sideways scrolling, errors in the console. Each is seen in both sizes,
   * one in the light and one in the dark; which goes with which alternates, so that shared parts are seen in all four.
   */
  async function faultsOf(context: BrowserContext, views: readonly View[]): Promise<string[]> {
    const faults: string[] = []
    const waiting = [...views.entries()]

    const look = async () => {
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      let where = ''
      page.on('console', (message) => message.type() === 'error' && faults.push(`${where}: ${message.text()}`))
      page.on('pageerror', (error) => faults.push(`${where}: ${error.message}`))
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [nth, { name, path, act, part }] = next
        for (const [i, viewport] of viewports.entries()) {
          const colorScheme = schemes[(nth + i) % 2] ?? 'light'
          where = `${name}, ${viewport.name}, ${colorScheme}`
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.setViewportSize(viewport)
          // A plain page turns into its narrow form by itself; what was done to one is done again.
          if (act || i === 0) await page.goto(url + path)
          await untilShown(page)
          await act?.(page)
          faults.push(...(await violationsOf(page, part)).map((fault) => `${where}: ${fault}`))
        }
      }
      await page.close()
    }
    await Promise.all(Array.from({ length: pagesAtOnce }, look))
    return faults
  }

  const contextOf = async (account: string | null): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: 'zh-CN' })
    if (account !== null) await signIn(context, url, account)
    return context
  }

  const simulateHnte = async (page: Page) => {
    await page.getByLabel('创新能力评价合格线').fill('40')
    await button(page, /^推演$/).click()
    await page.getByText('逐家变化').first().waitFor()
  }
  const groupsAsTable = async (page: Page) => {
    await simulateHnte(page)
    await button(page, '看表格').click()
  }

  /** The plain pages of an account. */
  const plain = (account: string | null, ids: Readonly<Record<string, string>> = {}): View[] =>
    pages
      .filter((page) => page.account === account)
      .map(({ name, path }) => ({ name, path: path.replace(/:(\w+)/, (_, placeholder: string) => ids[placeholder] ?? '') }))

  it('a visitor: sign-in, self-check without and with a result, an unknown address', async () => {
    const park = await contextOf('park-rongqiao')
    const firm = await findFirm(park, url, 'certification=hnte&verdict=unqualified&shortBy=1')
    const facts = await (await park.request.get(`${url}/api/v1/firms/${firm.id}/facts?asOf=2026-06-15`)).body()
    await park.close()
    const context = await contextOf(null)
    const answered = async (page: Page) => {
      await page.locator('input[type=file]').first().setInputFiles({ name: 'facts.json', mimeType: 'application/json', buffer: facts })
      await page.getByText('未达到').filter({ visible: true }).first().waitFor()
    }
    expect(
      await faultsOf(context, [
        ...plain(null),
        { name: 'self-check with a result', path: '/self-check', act: answered },
        { name: 'two rule sets compared', path: comparison, act: (page) => page.getByText('有什么不同').first().waitFor() },
        {
          name: 'self-check, starting over',
          path: '/self-check',
          act: (page) =>
            button(page, '重新开始')
              .click()
              .then(() => dialog(page)),
          part: shownDialog,
        },
      ]),
    ).toEqual([])
    await context.close()
  })

  it('a park: its registry, a firm with all tabs, assessment, lists', async () => {
    const context = await contextOf('park-rongqiao')
    const firm = await findFirm(context, url, 'certification=hnte&verdict=unqualified&shortBy=1')
    expect(
      await faultsOf(context, [
        ...plain('park-rongqiao', { firm: firm.id }),
        {
          name: 'filters with the list of towns open',
          path: '/firms',
          act: (page) => button(page, '更多条件').click().then(openList(page, '镇街')),
        },
        {
          name: 'new firm',
          path: '/firms',
          act: (page) =>
            button(page, '新增企业')
              .click()
              .then(() => dialog(page)),
          part: shownDialog,
        },
        {
          name: 'firm being edited',
          path: `/firms/${firm.id}`,
          act: (page) =>
            button(page, '编辑')
              .click()
              .then(() => dialog(page)),
          part: shownDialog,
        },
        { name: 'keys', path: '/home', act: (page) => page.keyboard.press('?').then(() => dialog(page)), part: shownDialog },
        {
          name: 'a criterion opened',
          path: `/firms/${firm.id}/assessments/hnte`,
          act: (page) => page.locator('[aria-expanded=false]').filter({ visible: true }).last().click(),
        },
      ]),
    ).toEqual([])
    await context.close()
  })

  it('an import: mapping, preview, result', async () => {
    const context = await contextOf('park-rongqiao')
    const mapping = await importUpTo(context, url, 'mapping', 2, ['融侨无障碍示例光学有限公司', '融侨无障碍演示模具有限公司'])
    const preview = await importUpTo(context, url, 'preview', 2, ['融侨无障碍示例光学有限公司', '融侨无障碍演示模具有限公司'])
    const committed = await importUpTo(context, url, 'committed', 3, ['融侨无障碍样本电子有限公司', '融侨无障碍样本食品有限公司'])
    expect(
      await faultsOf(context, [
        { name: 'mapping', path: `/imports/${mapping}` },
        { name: 'mapping with the list of fields open', path: `/imports/${mapping}`, act: (page) => openList(page, /企业|单位名称/)() },
        { name: 'preview', path: `/imports/${preview}`, act: (page) => page.getByText('校验').filter({ visible: true }).first().waitFor() },
        { name: 'result', path: `/imports/${committed}`, act: (page) => page.getByText('已导入').first().waitFor() },
        {
          name: 'undo',
          path: `/imports/${committed}`,
          act: (page) =>
            button(page, '撤销')
              .click()
              .then(() => dialog(page)),
          part: shownDialog,
        },
        { name: 'imports', path: '/imports' },
      ]),
    ).toEqual([])
    await context.close()
  })

  it('the bureau: overview, lists, one of them, a new one', async () => {
    const context = await contextOf('bureau')
    const list = await freezeList(context, url, '无障碍测试名单')
    expect(
      await faultsOf(context, [
        ...plain('bureau'),
        { name: 'simulation with a result', path: '/simulate?certification=hnte&on=2026-06-15', act: simulateHnte },
        { name: 'groups as a table', path: '/simulate?certification=hnte&on=2026-06-15', act: groupsAsTable },
        { name: 'list', path: `/lists/${list}` },
        {
          name: 'list being frozen',
          path: '/lists/new',
          act: (page) =>
            button(page, '冻结名单')
              .click()
              .then(() => dialog(page)),
          part: shownDialog,
        },
      ]),
    ).toEqual([])
    await context.close()
  })

  it('a company: its own page, figures, assessment, password', async () => {
    const context = await contextOf('firm-1')
    expect(await faultsOf(context, plain('firm-1', { own: await ownFirm(context, url) }))).toEqual([])
    await context.close()
  })

  it('an administrator: accounts, a new one', async () => {
    const context = await contextOf('admin')
    expect(
      await faultsOf(context, [
        ...plain('admin'),
        {
          name: 'new account',
          path: '/admin/users',
          act: (page) =>
            button(page, '新建账号')
              .click()
              .then(() => dialog(page)),
          part: shownDialog,
        },
      ]),
    ).toEqual([])
    await context.close()
  })
})
