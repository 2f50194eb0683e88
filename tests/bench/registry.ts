import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { syntheticFirms } from '../../seeds/synthetic.ts'
import { figureIds, figures } from '../../shared/dictionary/figures.ts'
import { demoPassword, type Product, startProduct } from '../browser/product.ts'
import { heading, median, percentile, print } from './measure.ts'

const firms = Number(process.env['BENCH_FIRMS'] ?? 100_000)
const importRows = Number(process.env['BENCH_ROWS'] ?? 20_000)

/** The most memory a process has held, in MB; Linux only. */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

const residentMemory = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** Node children of a process: the one that reads an uploaded file. */
function nodeChildren(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return stat.includes('(node') && Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : []
    } catch {
      return []
    }
  })
}

async function signIn(product: Product, account: string): Promise<string> {
  const response = await fetch(`${product.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: demoPassword }),
  })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Reads an answer to its end; how many bytes. */
async function drain(response: Response): Promise<number> {
  if (!response.ok || !response.body) throw new Error(`${response.url}: ${response.status} ${await response.text()}`)
  let bytes = 0
  for await (const chunk of response.body) bytes += (chunk as Uint8Array).byteLength
  return bytes
}

async function times(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let index = 0; index < count; index++) {
    const start = performance.now()
    await work(index)
    taken.push(performance.now() - start)
  }
  return taken
}

/** Pages of the list over HTTP, against the plain query of the same page on the same database. */
async function benchLists(product: Product, cookie: string): Promise<void> {
  heading(`registry: ${firms} firms (peer: the bare query by one connection, without walls)`)
  const sql = postgres(readFileSync(join(product.dataDir, 'postgres-address'), 'utf8').trim(), { max: 1 })
  const words = ['光', '电子', '演示食品', '科技', '塑胶', '001', '软件', '玻璃']
  const get = (query: string) => fetch(`${product.url}/api/v1/firms?limit=50&${query}`, { headers: { cookie } }).then(drain)
  const cases: readonly [string, (i: number) => Promise<unknown>, (i: number) => Promise<unknown>][] = [
    ['first page by name', () => get('sort=name'), () => sql`select id, name from firms order by name collate "zh-x-icu", id limit 50`],
    [
      'search by a part of the name',
      (i) => get(`q=${encodeURIComponent(words[i % words.length]!)}`),
      (i) =>
        sql`select id, name from firms where name like ${`%${words[i % words.length]!}%`} order by name collate "zh-x-icu", id limit 50`,
    ],
    [
      'one criterion short of hnte',
      () => get('certification=hnte&verdict=unqualified&shortBy=1'),
      () => sql`select firm_id from assessments where certification = 'hnte' and verdict = 'unqualified' and short_by <= 1 limit 50`,
    ],
  ]
  for (const [what, page, bare] of cases) {
    await times(8, page)
    await times(8, bare)
    const [pages, queries] = [await times(60, page), await times(60, bare)]
    print(`${what}, median`, median(pages), 'ms', { to: 'the bare query', peer: median(queries) })
    print(`${what}, p99`, percentile(pages, 0.99), 'ms')
  }
  await sql.end()
}

async function benchExports(product: Product, cookie: string): Promise<void> {
  heading('exports of the whole registry')
  for (const format of ['csv', 'xlsx']) {
    const before = residentMemory(product.pid)
    const start = performance.now()
    const bytes = await drain(await fetch(`${product.url}/api/v1/firms/export.${format}`, { headers: { cookie } }))
    print(`export.${format}`, (firms * 1000) / (performance.now() - start), 'rows/s')
    print(`export.${format}, size`, bytes / 1e6, 'MB')
    print(`export.${format}, server peak since start (before: ${Math.round(before)} MB)`, peakMemory(product.pid), 'MB')
  }
}

/** A park's sheet: identity, then the figures of two years, 60 columns in all. */
function* sheetLines(): Generator<string> {
  const columns = [2024, 2025].flatMap((year) => figureIds.map((figure) => ({ year, figure }))).slice(0, 57)
  const headers = columns.map(
    ({ year, figure }) => `${year}年${figures[figure].label.zh}${figures[figure].kind === 'money' ? '（元）' : ''}`,
  )
  yield ['统一社会信用代码', '企业名称', '注册成立日期', ...headers].join(',')
  for (const { uscc, name, facts } of syntheticFirms({ firms: importRows, seed: 99, today: '2026-06-15' })) {
    const values = columns.map(({ year, figure }) => facts.years?.[year]?.[figure] ?? '')
    yield [uscc, name, facts.profile?.registeredOn ?? '', ...values].join(',')
  }
}

async function benchImport(product: Product, cookie: string): Promise<void> {
  heading(`import: ${importRows} rows × 60 columns`)
  const path = join(product.dataDir, 'bench.csv')
  await writeFile(path, `\ufeff${[...sheetLines()].join('\n')}\n`)
  const body = new FormData()
  body.set('file', await openAsBlob(path), 'bench.csv')
  let peak = 0
  const watch = setInterval(() => {
    const all = [product.pid, ...nodeChildren(product.pid)]
    peak = Math.max(
      peak,
      all.reduce((sum, pid) => sum + residentMemory(pid), 0),
    )
  }, 50)
  const call = async (path_: string, init: RequestInit = {}) => {
    const response = await fetch(`${product.url}/api/v1${path_}`, { ...init, headers: { cookie, ...init.headers } })
    if (!response.ok) throw new Error(`${path_}: ${response.status} ${await response.text()}`)
    return response
  }
  const until = async (id: string, states: readonly string[]) => {
    for (;;) {
      const found = (await (await call(`/imports/${id}`)).json()) as { state: string; error: string | null; counts: unknown }
      if (states.includes(found.state)) return found
      if (found.state === 'failed') throw new Error(found.error ?? 'import failed')
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const start = performance.now()
  const { id } = (await (await call('/imports', { method: 'POST', body })).json()) as { id: string }
  await until(id, ['mapping', 'preview'])
  const mapped = await call(`/imports/${id}`)
  const { state, options, columns } = (await mapped.json()) as {
    state: string
    options: object
    columns: readonly { index: number; target: string | null; unit: number | null; year: number | null }[]
  }
  if (state === 'mapping') {
    await call(`/imports/${id}/mapping`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': mapped.headers.get('etag') ?? '' },
      body: JSON.stringify({ options, columns: columns.map(({ index, target, unit, year }) => ({ index, target, unit, year })) }),
    })
    await until(id, ['preview'])
  }
  print('upload to preview', (importRows * 1000) / (performance.now() - start), 'rows/s')
  const commit = performance.now()
  await call(`/imports/${id}/commit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'good' }),
  })
  await until(id, ['committed'])
  print('commit', (importRows * 1000) / (performance.now() - commit), 'rows/s')
  clearInterval(watch)
  print('peak of server and reading process together', peak, 'MB')
}

/** Lists, exports and an import on the built product. `BENCH_FIRMS` and `BENCH_ROWS` set the sizes. */
export async function benchRegistry(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-bench-'))
  const start = performance.now()
  const demo = await startProduct(['--demo'], { DATA_DIR: dataDir })
  await demo.stop({ keepData: true })
  const seeded = spawnSync(process.execPath, ['dist/server/cli.js', 'seed', '--firms', String(firms), '--seed', '7'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (seeded.status !== 0) throw new Error('seeding failed')
  heading(`seeding and assessing ${firms} firms`)
  print('seed', (firms * 1000) / (performance.now() - start), 'firms/s')
  const product = await startProduct(['--demo'], { DATA_DIR: dataDir })
  try {
    const cookie = await signIn(product, 'bureau')
    await benchLists(product, cookie)
    await benchExports(product, cookie)
    await benchImport(product, cookie)
  } finally {
    await product.stop()
  }
}
