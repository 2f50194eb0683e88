import type { BrowserContext } from 'playwright-core'
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

/** Every page, by who sees it. `:firm` stands for a firm one criterion short of the HNTE. */
export const pages: readonly { readonly name: string; readonly path: string; readonly account: string | null }[] = [
  { name: 'self-check', path: '/self-check', account: null },
  { name: 'sign-in', path: '/sign-in', account: null },
  { name: 'not-found', path: '/no-such-page', account: null },
  { name: 'home', path: '/home', account: 'park-rongqiao' },
  { name: 'firms', path: '/firms', account: 'park-rongqiao' },
  { name: 'firm', path: '/firms/:firm', account: 'park-rongqiao' },
  { name: 'figures', path: '/firms/:firm/figures', account: 'park-rongqiao' },
  { name: 'ip', path: '/firms/:firm/ip', account: 'park-rongqiao' },
  { name: 'certificates', path: '/firms/:firm/certificates', account: 'park-rongqiao' },
  { name: 'timeline', path: '/firms/:firm/timeline', account: 'park-rongqiao' },
  { name: 'assessment', path: '/firms/:firm/assessments/hnte', account: 'park-rongqiao' },
  { name: 'assessment-tech-sme', path: '/firms/:firm/assessments/tech-sme', account: 'park-rongqiao' },
  { name: 'imports', path: '/imports', account: 'park-rongqiao' },
  { name: 'import-new', path: '/imports/new', account: 'park-rongqiao' },
  { name: 'overview', path: '/overview', account: 'bureau' },
  { name: 'lists', path: '/lists', account: 'bureau' },
  { name: 'list-new', path: '/lists/new', account: 'bureau' },
  { name: 'users', path: '/admin/users', account: 'admin' },
  { name: 'password', path: '/password', account: 'firm-1' },
]
