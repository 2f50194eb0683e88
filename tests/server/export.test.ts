import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor, within } from '../../server/db/context.ts'
import type { Tx } from '../../server/db/connection.ts'
import { csvOf } from '../../server/export/csv.ts'
import { type Export, openExport } from '../../server/export/download.ts'
import { columnLetters, type Sheet } from '../../server/export/sheet.ts'
import { xlsxOf } from '../../server/export/xlsx.ts'
import { startApi, type TestApi } from './support.ts'

const whole = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of chunks) parts.push(part)
  return Buffer.concat(parts)
}

const sheet = (rows: Sheet['rows']): Sheet => ({
  name: '名单',
  columns: [
    { header: '代码', kind: 'text' },
    { header: '金额（元）', kind: 'money' },
    { header: '日期', kind: 'day' },
  ],
  rows,
})

describe('a workbook', () => {
  it('gives every value back: codes as text, amounts to the fen, days as days, nothing as nothing', async () => {
    const bytes = await whole(
      xlsxOf([
        sheet([
          ['013900000001', 9_999_999_999_999.99, '2024-02-29'],
          ['=1+1 <b>&"', -0.01, null],
          ['', null, '1899-01-01'],
        ]),
        { ...sheet([]), name: '说明' },
      ]),
    )
    const { sheets } = await readXlsx(bytes)
    expect(sheets.map(({ name }) => name)).toEqual(['名单', '说明'])
    expect(sheets[0]!.rows.slice(1).map((row) => [...row])).toEqual([
      ['013900000001', 9_999_999_999_999.99, new Date('2024-02-29T00:00:00Z')],
      ['=1+1 <b>&"', -0.01, null],
      ['', null, '1899-01-01'],
    ])
  })

  it('leaves out what XML cannot carry instead of breaking', async () => {
    const { sheets } = await readXlsx(await whole(xlsxOf([sheet([['a\u0000b\ud800c\u0007😀', null, null]])])))
    expect(sheets[0]!.rows[1]![0]).toBe('abc😀')
  })

  it('ends with the error of its rows, and asks no more of them once its reader is gone', async () => {
    async function* broken() {
      yield ['a', 1, null]
      throw new Error('no more rows')
    }
    await expect(whole(xlsxOf([sheet(broken())]))).rejects.toThrow('no more rows')
    let ended = false
    async function* endless() {
      try {
        for (;;) yield [Math.random().toString(), Math.random(), null]
      } finally {
        ended = true
      }
    }
    let read = 0
    for await (const part of xlsxOf([sheet(endless())])) {
      read += part.length
      if (read > 300_000) break
    }
    await expect.poll(() => ended).toBe(true)
  })

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

describe('csv', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+86', "'+86"],
    ['-x', "'-x"],
    ['@a', "'@a"],
    ["'=x", "''=x"],
    ["''=x", "'''=x"],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ["it's", "it's"],
    ['１＋１', '１＋１'],
  ])('writes %s as %s', async (text, written) => {
    const body = (await whole(csvOf(sheet([[text, null, null]])))).toString()
    expect(body.split('\r\n')[1]).toBe(`${written},,`)
  })

  it('writes numbers as numbers, also negative ones', async () => {
    const body = (await whole(csvOf(sheet([['a', -12.5, '2024-02-29']])))).toString()
    expect(body.split('\r\n')[1]).toBe('a,-12.5,2024-02-29')
  })
})

describe('sending an export', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startApi()
  })

  const endless = (tx: Tx): Export => ({
    fileName: 'x',
    sheets: [
      sheet(
        (async function* () {
          for (;;) {
            await tx.execute(sql`select 1`)
            yield [Math.random().toString(), Math.random(), null]
          }
        })(),
      ),
    ],
    audited: { action: 'firms-exported', after: {} },
  })

  const open = (format: 'xlsx' | 'csv') => openExport(api.db, api.db, systemActor, format, async (tx) => endless(tx))

  const openTransactions = async () => {
    const [row] = await within(api.db, systemActor, (tx) =>
      tx.execute<{ n: number }>(
        sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()`,
      ),
    )
    return row?.n
  }

  it.each(['xlsx', 'csv'] as const)(
    'leaves no transaction and takes up no place when readers of %s hang up again and again',
    async (format) => {
      for (let n = 0; n < 6; n++) {
        const { body } = await open(format)
        body.read()
        await once(body, 'readable')
        body.destroy()
        await expect.poll(openTransactions).toBe(0)
      }
    },
  )

  it('waits for its reader: rows that nobody takes are not made', async () => {
    let made = 0
    const { body } = await openExport(api.db, api.db, systemActor, 'csv', async () => ({
      ...endless({} as Tx),
      sheets: [
        sheet(
          (function* () {
            for (;;) {
              made++
              yield ['x'.repeat(1000), 1, null]
            }
          })(),
        ),
      ],
    }))
    body.read()
    await once(body, 'readable')
    const before = made
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(made - before).toBeLessThan(3000)
    body.destroy()
    await expect.poll(openTransactions).toBe(0)
  })

  it('refuses more than three at once, with a word when to come back', async () => {
    const bureau = await api.asBureau()
    const running = await Promise.all([open('csv'), open('csv'), open('csv')])
    const refused = await bureau.get('/api/v1/firms/export.csv')
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['retry-after']).toBe('10')
    for (const { body } of running) body.destroy()
    await expect.poll(async () => (await bureau.get('/api/v1/firms/export.csv')).statusCode).toBe(200)
  })
})
