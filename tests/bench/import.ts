import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syntheticFirms } from '../../seeds/synthetic.ts'
import { figureIds, figures } from '../../shared/dictionary/figures.ts'
import type { Product } from '../browser/product.ts'
import { heading, print } from './measure.ts'
import { peakOf } from './processes.ts'

/** A park's sheet: identity, then the figures of two years, 60 columns in all. */
function* sheetLines(rows: number): Generator<string> {
  const columns = [2024, 2025].flatMap((year) => figureIds.map((figure) => ({ year, figure }))).slice(0, 57)
  const headers = columns.map(
    ({ year, figure }) => `${year}年${figures[figure].label.zh}${figures[figure].kind === 'money' ? '（元）' : ''}`,
  )
  yield ['统一社会信用代码', '企业名称', '注册成立日期', ...headers].join(',')
  for (const { uscc, name, facts } of syntheticFirms({ firms: rows, seed: 99, today: '2026-06-15' })) {
    const values = columns.map(({ year, figure }) => facts.years?.[year]?.[figure] ?? '')
    yield [uscc, name, facts.profile?.registeredOn ?? '', ...values].join(',')
  }
}

/** Upload to preview, and the commit, of one large sheet. */
export async function benchImport(product: Product, cookie: string, rows: number): Promise<void> {
  heading(`import: ${rows.toLocaleString('en-US')} rows × 60 columns`)
  const path = join(product.dataDir, 'bench.csv')
  await writeFile(path, `\ufeff${[...sheetLines(rows)].join('\n')}\n`)
  const { peak } = await peakOf(product.pid, () => takeIn(product, cookie, path, rows))
  print('peak of server and reading process together', peak, 'MB')
}

async function takeIn(product: Product, cookie: string, path: string, rows: number): Promise<void> {
  const call = async (path_: string, init: RequestInit = {}) => {
    const response = await fetch(`${product.url}/api/v1${path_}`, { ...init, headers: { cookie, ...init.headers } })
    if (!response.ok) throw new Error(`${path_}: ${response.status} ${await response.text()}`)
    return response
  }
  const until = async (id: string, states: readonly string[]) => {
    for (;;) {
      const found = (await (await call(`/imports/${id}`)).json()) as { state: string; error: string | null }
      if (states.includes(found.state)) return
      if (found.state === 'failed') throw new Error(found.error ?? 'import failed')
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const json = (method: string, body: object, headers: Record<string, string> = {}): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const body = new FormData()
  body.set('file', await openAsBlob(path), 'bench.csv')
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
    const known = columns.map(({ index, target, unit, year }) => ({ index, target, unit, year }))
    await call(`/imports/${id}/mapping`, json('PUT', { options, columns: known }, { 'if-match': mapped.headers.get('etag') ?? '' }))
    await until(id, ['preview'])
  }
  print('upload to preview', (rows * 1000) / (performance.now() - start), 'rows/s')
  const commit = performance.now()
  await call(`/imports/${id}/commit`, json('POST', { mode: 'good' }))
  await until(id, ['committed'])
  print('commit', (rows * 1000) / (performance.now() - commit), 'rows/s')
}
