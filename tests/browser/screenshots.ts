import { mkdir } from 'node:fs/promises'
import { launch } from './browser.ts'
import { findFirm, ownFirm, pages, signIn, sizes } from './pages.ts'
import { startProduct } from './product.ts'

/** `npm run screenshots [name…]`: every page of the demo in three sizes, light and dark, into dist/screenshots. */
const wanted = process.argv.slice(2)
const directory = 'dist/screenshots'

await mkdir(directory, { recursive: true })
const product = await startProduct()
const browser = await launch()
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of sizes) {
      for (const account of new Set(pages.map((page) => page.account))) {
        const context = await browser.newContext({ viewport: size, colorScheme, locale: 'zh-CN' })
        if (account) await signIn(context, product.url, account)
        const firm = account?.startsWith('park')
          ? await findFirm(context, product.url, 'certification=hnte&verdict=unqualified&shortBy=1')
          : null
        const own = account?.startsWith('firm') ? await ownFirm(context, product.url) : ''
        const page = await context.newPage()
        page.on('console', (message) => message.type() === 'error' && process.stderr.write(`${page.url()}: ${message.text()}\n`))
        for (const { name, path } of pages.filter((one) => one.account === account && (wanted.length === 0 || wanted.includes(one.name)))) {
          await page.goto(product.url + path.replace(':firm', firm?.id ?? '').replace(':own', own), { waitUntil: 'load' })
          await page.waitForLoadState('networkidle', { timeout: 8000 }).catch(() => undefined)
          await page.screenshot({ path: `${directory}/${name}-${size.name}-${colorScheme}.png`, fullPage: size.name === 'phone' })
        }
        await context.close()
      }
    }
  }
  process.stdout.write(`${directory}\n`)
} finally {
  await browser.close()
  await product.stop()
}
