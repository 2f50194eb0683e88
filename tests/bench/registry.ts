import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { demoPassword, type Product, startProduct } from '../browser/product.ts'
import { benchImport } from './import.ts'
import { heading, median, percentile, print } from './measure.ts'
import { peakOf, residentMemory, Workshop } from './processes.ts'

const firms = Number(process.env['BENCH_FIRMS'] ?? 100_000)
const importRows = Number(process.env['BENCH_ROWS'] ?? Math.min(firms, 20_000))

async function signIn(product: Product, account: string): Promise<string> {
  const response = await fetch(`${product.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: demoPassword }),
  })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Reads an answer to its end; how many bytes, and when the first of them came. */
async function drain(response: Response): Promise<{ bytes: number; firstAt: number }> {
  if (!response.ok || !response.body) throw new Error(`${response.url}: ${response.status} ${await response.text()}`)
  let [bytes, firstAt] = [0, 0]
  for await (const chunk of response.body) {
    firstAt ||= performance.now()
    bytes += (chunk as Uint8Array).byteLength
  }
  return { bytes, firstAt }
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

/** The seconds that a command has printed, in their order. */
const secondsIn = (printed: string): number[] => [...printed.matchAll(/([\d.]+) s\b/g)].map(([, seconds]) => Number(seconds))

/** A registry made, assessed for the first time, and assessed anew while nothing has changed. */
async function benchAssessment(workshop: Workshop): Promise<void> {
  heading(`a registry of ${firms.toLocaleString('en-US')} firms × 3 years in the database, two processes`)
  const seeded = await workshop.command('seed', '--firms', String(firms), '--seed', '7')
  const [storing = NaN, assessing = NaN] = secondsIn(seeded.printed)
  print('made and stored', firms / storing, 'firms/s')
  print('assessed with reasons and stored, the first time', firms / assessing, 'firms/s')
  print('  the whole run', assessing, 's')
  print('  peak memory of both processes', seeded.peak, 'MB')
  const again = await workshop.command('reassess', '--all', '--workers', '2')
  const [whole = NaN] = secondsIn(again.printed)
  print('re-assessed, facts and rules as they were', firms / whole, 'firms/s')
  print('  the whole run', whole, 's')
  print('  peak memory of both processes', again.peak, 'MB')
}

interface Compared {
  readonly what: string
  readonly path: (index: number) => string
  readonly bare: (sql: postgres.Sql, index: number) => Promise<unknown>
  readonly rounds?: number
}

const words = ['光', '电子', '演示食品', '科技', '塑胶', '001', '软件', '玻璃']
const wordOf = (index: number) => words[index % words.length] ?? ''

const compared: readonly Compared[] = [
  {
    what: 'registry, first page by name',
    path: () => '/firms?limit=50&sort=name',
    bare: (sql) => sql`select * from firms order by name collate "zh-x-icu", id limit 50`,
  },
  {
    what: 'registry, search by a part of the name',
    path: (i) => `/firms?limit=50&q=${encodeURIComponent(wordOf(i))}`,
    bare: (sql, i) => sql`select * from firms where name like ${`%${wordOf(i)}%`} order by name collate "zh-x-icu", id limit 50`,
  },
  {
    what: 'registry, one criterion short of hnte',
    path: () => '/firms?limit=50&certification=hnte&verdict=unqualified&shortBy=1',
    bare: (sql) => sql`select f.* from firms f join assessments a on a.firm_id = f.id and a.certification = 'hnte'
      where a.verdict = 'unqualified' and a.short_by <= 1 order by f.name collate "zh-x-icu", f.id limit 50`,
  },
  {
    what: 'overview of the city',
    path: () => '/overview',
    bare: (sql) => sql`select park_id, certification, verdict, count(*) from assessments group by 1, 2, 3`,
    rounds: 10,
  },
]

/** Pages over HTTP, against the plain query of the same on the same database by one connection without walls. */
async function benchPages(product: Product, cookie: string): Promise<void> {
  heading('pages over HTTP, warm (peer: the bare query of the same rows, one connection, without walls)')
  const sql = postgres(readFileSync(join(product.dataDir, 'postgres-address'), 'utf8').trim(), { max: 1 })
  try {
    await sql`analyze`
    for (const { what, path, bare, rounds = 60 } of compared) {
      const page = async (i: number) => drain(await fetch(`${product.url}/api/v1${path(i)}`, { headers: { cookie } }))
      await times(Math.ceil(rounds / 8), page)
      await times(Math.ceil(rounds / 8), (i) => bare(sql, i))
      const [pages, queries] = [await times(rounds, page), await times(rounds, (i) => bare(sql, i))]
      print(`${what}, median`, median(pages), 'ms', { to: 'the bare query', peer: median(queries) })
      print(`${what}, p99`, percentile(pages, 0.99), 'ms')
    }
  } finally {
    await sql.end()
  }
}

/** Another pass mark over the whole registry: the first question reads it into memory. */
async function benchSimulations(product: Product, cookie: string): Promise<void> {
  heading('simulation of one changed threshold over the whole registry')
  const before = residentMemory(product.pid)
  const ask = async (value: number) =>
    drain(
      await fetch(`${product.url}/api/v1/simulations`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ revised: [{ id: 'hnte.pass', value }] }),
      }),
    )
  const { result: cold, peak } = await peakOf(product.pid, () => times(1, () => ask(60)))
  print('the first question, which reads the registry', median(cold) / 1000, 's')
  print('  memory more than before', peak - before, 'MB')
  print('a further question, median', median(await times(7, (i) => ask(61 + i))) / 1000, 's')
}

async function benchExports(product: Product, cookie: string): Promise<void> {
  heading('exports of the whole registry')
  for (const format of ['csv', 'xlsx']) {
    const before = residentMemory(product.pid)
    const start = performance.now()
    const { result, peak } = await peakOf(product.pid, async () =>
      drain(await fetch(`${product.url}/api/v1/firms/export.${format}`, { headers: { cookie } })),
    )
    print(`export.${format}`, (firms * 1000) / (performance.now() - start), 'rows/s')
    print(`  first byte`, (result.firstAt - start) / 1000, 's')
    print(`  size`, result.bytes / 1e6, 'MB')
    print(`  server memory more than before (${Math.round(before)} MB)`, peak - before, 'MB')
  }
}

/** The database under the product: assessment, pages, simulation, exports, import. `BENCH_FIRMS` and `BENCH_ROWS` set the sizes. */
export async function benchRegistry(): Promise<void> {
  const workshop = new Workshop()
  try {
    await benchAssessment(workshop)
    const product = await startProduct(['--demo'], { DATA_DIR: workshop.dataDir })
    workshop.keep(() => product.stop())
    const cookie = await signIn(product, 'bureau')
    await benchPages(product, cookie)
    await benchExports(product, cookie)
    await benchSimulations(product, cookie)
    await benchImport(product, cookie, importRows)
  } finally {
    await workshop.close()
  }
}
