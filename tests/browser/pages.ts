import type { BrowserContext, Page } from 'playwright-core'
import { type Import, Import as ImportSchema } from '../../shared/api/imports.ts'
import type { Recipe } from '../../shared/api/lists.ts'
import { messyWorkbook } from './messy-workbook.ts'
import { demoPassword } from './product.ts'

export const sizes = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'office', width: 1366, height: 768 },
  { name: 'phone', width: 390, height: 844 },
] as const

/** Signs a context in by the API, as the sign-in page does. */
export async function signIn(context: BrowserContext, url: string, account: string): Promise<void> {
  const response = await context.request.post(`${url}/api/v1/session`, { data: { account, password: demoPassword } })
  if (!response.ok()) throw new Error(`${account} cannot sign in: ${response.status()}`)
}

interface FirmOfList {
  readonly id: string
  readonly name: string
}

/** The first firm that a query of the registry finds. */
export async function findFirm(context: BrowserContext, url: string, query: string): Promise<FirmOfList> {
  const response = await context.request.get(`${url}/api/v1/firms?${query}`)
  const { items } = (await response.json()) as { items: readonly FirmOfList[] }
  const [firm] = items
  if (!firm) throw new Error(`no firm for ${query}`)
  return firm
}

/** The firm of a company's account. */
export async function ownFirm(context: BrowserContext, url: string): Promise<string> {
  const session = (await (await context.request.get(`${url}/api/v1/session`)).json()) as { firmId: string | null }
  return session.firmId ?? ''
}

async function reached(context: BrowserContext, url: string, id: string, states: readonly string[]): Promise<Import> {
  for (let i = 0; i < 300; i++) {
    const now = ImportSchema.parse(await (await context.request.get(`${url}/api/v1/imports/${id}`)).json())
    if (states.includes(now.state)) return now
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`import ${id} never became ${states.join(' or ')}`)
}

/** The messy sheet of these two firms, uploaded and brought as far as asked by the API. */
export async function importUpTo(
  context: BrowserContext,
  url: string,
  state: 'mapping' | 'preview' | 'committed',
  serial: number,
  firms: readonly [good: string, wrong: string],
): Promise<string> {
  const { name, mimeType, buffer } = await messyWorkbook(serial, firms)
  const answer = await context.request.post(`${url}/api/v1/imports`, { multipart: { file: { name, mimeType, buffer } } })
  const { id } = ImportSchema.parse(await answer.json())
  const mapping = await reached(context, url, id, ['mapping'])
  if (state === 'mapping') return id
  const columns = mapping.columns.map(({ index, target, unit, year }) => ({ index, target, unit, year }))
  const headers = (version: number) => ({ 'If-Match': `"v${version}"` })
  await context.request.put(`${url}/api/v1/imports/${id}/mapping`, {
    headers: headers(mapping.version),
    data: { options: mapping.options, columns },
  })
  const preview = await reached(context, url, id, ['preview'])
  if (state === 'preview') return id
  await context.request.post(`${url}/api/v1/imports/${id}/commit`, { headers: headers(preview.version), data: { mode: 'good' } })
  await reached(context, url, id, ['committed'])
  return id
}

const recipe: Recipe = {
  certification: 'hnte',
  asOf: '2026-06-15',
  purpose: 'apply',
  scope: { parks: [], towns: [], industries: [] },
  include: {
    reach: true,
    review: true,
    missingAtMost: 3,
    shortByAtMost: 1,
    distanceAtMost: null,
    scoreWithin: null,
    renewWithinDays: null,
  },
}

/** A list frozen by the bureau. */
export async function freezeList(context: BrowserContext, url: string, title: string): Promise<string> {
  const answer = await context.request.post(`${url}/api/v1/lists`, { data: { title, recipe } })
  if (!answer.ok()) throw new Error(`the list was not frozen: ${await answer.text()}`)
  return ((await answer.json()) as { id: string }).id
}

/** Waits until a page shows what it has loaded. */
export async function untilShown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
}

/** Every page, by who sees it. `:firm` stands for a firm one criterion short of the HNTE, `:own` for the company's. */
export const pages: readonly { readonly name: string; readonly path: string; readonly account: string | null }[] = [
  { name: 'self-check', path: '/self-check', account: null },
  { name: 'sign-in', path: '/sign-in', account: null },
  { name: 'rules', path: '/rules', account: null },
  { name: 'rule', path: '/rules/hnte@2016-32-195', account: null },
  { name: 'not-found', path: '/no-such-page', account: null },
  { name: 'home', path: '/home', account: 'park-rongqiao' },
  { name: 'firms', path: '/firms', account: 'park-rongqiao' },
  { name: 'firm', path: '/firms/:firm', account: 'park-rongqiao' },
  { name: 'figures', path: '/firms/:firm/figures', account: 'park-rongqiao' },
  { name: 'ip', path: '/firms/:firm/ip', account: 'park-rongqiao' },
  { name: 'certificates', path: '/firms/:firm/certificates', account: 'park-rongqiao' },
  { name: 'more', path: '/firms/:firm/more', account: 'park-rongqiao' },
  { name: 'timeline', path: '/firms/:firm/timeline', account: 'park-rongqiao' },
  { name: 'assessment', path: '/firms/:firm/assessments/hnte', account: 'park-rongqiao' },
  { name: 'assessment-tech-sme', path: '/firms/:firm/assessments/tech-sme', account: 'park-rongqiao' },
  { name: 'assessment-specialised-sme', path: '/firms/:firm/assessments/specialised-sme', account: 'park-rongqiao' },
  { name: 'assessment-bse', path: '/firms/:firm/assessments/bse', account: 'park-rongqiao' },
  { name: 'assessment-gazelle', path: '/firms/:firm/assessments/gazelle', account: 'park-rongqiao' },
  { name: 'imports', path: '/imports', account: 'park-rongqiao' },
  { name: 'import-new', path: '/imports/new', account: 'park-rongqiao' },
  { name: 'park-lists', path: '/lists', account: 'park-rongqiao' },
  { name: 'park-list-new', path: '/lists/new', account: 'park-rongqiao' },
  { name: 'park-overview', path: '/overview', account: 'park-rongqiao' },
  { name: 'verification', path: '/verification', account: 'park-rongqiao' },
  { name: 'firm-evidence', path: '/firms/:firm/evidence?for=hnte', account: 'park-rongqiao' },
  { name: 'park-users', path: '/admin/users', account: 'park-rongqiao' },
  { name: 'services-of-firm', path: '/firms/:firm/services', account: 'park-rongqiao' },
  { name: 'duties', path: '/duties', account: 'park-rongqiao' },
  { name: 'duties-calendar', path: '/duties?as=calendar', account: 'park-rongqiao' },
  { name: 'services', path: '/services', account: 'park-rongqiao' },
  { name: 'notices', path: '/notices', account: 'park-rongqiao' },
  { name: 'moves', path: '/moves', account: 'park-rongqiao' },
  { name: 'trainings', path: '/trainings', account: 'park-rongqiao' },
  { name: 'park-report', path: '/park-report', account: 'park-rongqiao' },
  { name: 'overview', path: '/overview', account: 'bureau' },
  { name: 'bureau-firms', path: '/firms', account: 'bureau' },
  { name: 'bureau-import-new', path: '/imports/new', account: 'bureau' },
  { name: 'lists', path: '/lists', account: 'bureau' },
  { name: 'list-new', path: '/lists/new', account: 'bureau' },
  { name: 'bureau-rules', path: '/rules', account: 'bureau' },
  { name: 'simulate', path: '/simulate', account: 'bureau' },
  { name: 'users', path: '/admin/users', account: 'admin' },
  { name: 'own-home', path: '/home', account: 'firm-1' },
  { name: 'own', path: '/firms/:own', account: 'firm-1' },
  { name: 'own-figures', path: '/firms/:own/figures', account: 'firm-1' },
  { name: 'own-entry', path: '/firms/:own/figures/2025', account: 'firm-1' },
  { name: 'own-evidence', path: '/firms/:own/evidence?for=hnte', account: 'firm-1' },
  { name: 'own-report', path: '/firms/:own/report/print?certification=hnte', account: 'firm-1' },
  { name: 'own-assessment', path: '/firms/:own/assessments/hnte', account: 'firm-1' },
  { name: 'own-services', path: '/firms/:own/services', account: 'firm-1' },
  { name: 'own-duties', path: '/duties', account: 'firm-1' },
  { name: 'password', path: '/password', account: 'firm-1' },
]
