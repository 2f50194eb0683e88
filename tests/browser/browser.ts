import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const installed: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Where a Chromium, Chrome or Edge is: named by `BROWSER_PATH`, installed, else fetched by the test library where it can. */
export function findBrowser(): string | null {
  const named = process.env['BROWSER_PATH']
  const found = [...(named ? [named] : []), ...installed, chromium.executablePath()].find((path) => existsSync(path))
  if (found) return found
  const cli = new URL('../../node_modules/playwright-core/cli.js', import.meta.url).pathname
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 180_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null
}

/** The browser of this run; null where there is none. In CI that is an error: a test not run is a failure there. */
export const browserPath: string | null = findBrowser()

if (browserPath === null) {
  const sentence = 'No Chromium, Chrome or Edge was found and none could be installed: the tests in tests/browser were NOT RUN.'
  if (process.env['CI']) throw new Error(sentence)
  process.stderr.write(`\n${sentence}\nInstall one, or name it by BROWSER_PATH.\n\n`)
}

/** Quiet, headless, without calls home. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  })
