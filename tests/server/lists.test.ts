import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { loadDemo } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import type { FrozenList, ListComparison, ListPreview, ListRow, Recipe } from '../../shared/api/lists.ts'
import { addDays, yearOf } from '../../shared/days.ts'
import { assess } from '../../shared/rules/assess.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
let park: Session

beforeAll(async () => {
  api = await startApi()
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-lists-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemo(api.db, { dataDir, today: today(), password: 'demo-password-of-tests' })
  bureau = await api.asBureau()
  park = await api.asPark('rongqiao')
})

type Change = Partial<Omit<z.input<typeof Recipe>, 'include' | 'scope'>> & { include?: object; scope?: object }

const recipe = ({ include, scope, ...rest }: Change = {}) => ({
  certification: 'hnte',
  asOf: today(),
  scope: { ...scope },
  include: {
    ...{ reach: true, review: true, missingAtMost: 5, shortByAtMost: 2, distanceAtMost: null, scoreWithin: null, renewWithinDays: 90 },
    ...include,
  },
  ...rest,
})

async function preview(change: Change = {}, session = bureau): Promise<ListPreview> {
  const answer = await session.post('/api/v1/lists/preview', recipe(change))
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

async function freeze(title: string, change: Change = {}): Promise<FrozenList> {
  const answer = await bureau.post('/api/v1/lists', { title, recipe: recipe(change) })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

const keyOf = ({ uscc, ground, verdict, shortBy, reason }: ListRow) => ({ uscc, ground, verdict, shortBy, reason })

const nothing = {
  reach: false,
  review: false,
  missingAtMost: null,
  shortByAtMost: null,
  distanceAtMost: null,
  scoreWithin: null,
  renewWithinDays: null,
}

describe('the preview of a recipe', () => {
  it('takes each firm on the ground that the rules give it', async () => {
    const { rows, counts, ruleset } = await preview()
    expect(ruleset).toBe('hnte@2016-32-195')
    expect(counts.assessed).toBe(60)
    expect(counts.firms).toBe(rows.length)
    expect(Object.values(counts.byGround).reduce((a, b) => a + b, 0)).toBe(rows.length)
    expect(new Set(rows.map(({ ground }) => ground)).size).toBeGreaterThan(3)
    for (const row of rows) {
      const facts = (await bureau.get(`/api/v1/firms/${row.firmId}/facts`)).json()
      const holds = assess(facts).held.some(({ certification }) => certification === 'hnte')
      expect(row.ground === 'renew').toBe(holds)
      if (holds) continue
      const found = assess(facts).assessments.find(({ certification }) => certification === 'hnte')!
      expect(row).toMatchObject({ verdict: found.verdict, shortBy: found.shortBy, score: found.score, missing: found.missing })
    }
  })

  it('gives the same from stored results and from the facts', async () => {
    const stored = await preview()
    await within(api.db, systemActor, (tx) => tx.execute(sql`update firm_summaries set stale = true`))
    const live = await preview()
    expect(live.rows.map(keyOf)).toEqual(stored.rows.map(keyOf))
    expect(live.counts).toEqual(stored.counts)
    await api.runJobs()
    await within(api.db, systemActor, (tx) => tx.execute(sql`update firm_summaries set stale = false`))
  })

  it('puts the nearest first and numbers them', async () => {
    const { rows } = await preview({ include: { ...nothing, shortByAtMost: 5 } })
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1))
    expect(rows.map(({ shortBy }) => shortBy)).toEqual(rows.map(({ shortBy }) => shortBy).sort((a, b) => (a ?? 0) - (b ?? 0)))
    expect(rows.every(({ ground, unmet }) => ground === 'short' && unmet.length > 0)).toBe(true)
  })

  it('narrows by distance, and leaves out criteria that have none', async () => {
    const all = await preview({ include: { ...nothing, shortByAtMost: 1 } })
    const near = await preview({ include: { ...nothing, shortByAtMost: 1, distanceAtMost: 0.15 } })
    expect(near.rows.length).toBeLessThan(all.rows.length)
    expect(near.rows.every(({ unmet }) => unmet.every(({ distance }) => distance !== null && distance <= 0.15))).toBe(true)
  })

  it('says in one sentence why a firm is on it, with value, requirement and clause', async () => {
    const { rows } = await preview({ include: { ...nothing, shortByAtMost: 1 } })
    const row = rows.find(({ unmet }) => unmet[0]?.id === 'hnte-hightech-income-share')
    expect(row?.reason).toMatch(/^差 1 项：高新技术产品（服务）收入占总收入 \d+\.\d+%，须 ≥ 60%。$/)
    expect(row?.unmet[0]?.clause).toBe('国科发火〔2016〕32号 第十一条（六）')
  })

  it('never says that a firm is certified', async () => {
    const { rows } = await preview()
    for (const { reason } of rows) expect(reason).not.toMatch(/已认定|认定通过|符合资格/)
  })

  it('keeps to its scope', async () => {
    const { rows, counts, sentence } = await preview({ scope: { parks: ['rongqiao'], industries: ['C39'] } })
    expect(rows.every(({ parkId, industry }) => parkId === 'rongqiao' && industry?.startsWith('C39'))).toBe(true)
    expect(counts.assessed).toBeLessThan(60)
    expect(sentence).toContain('范围：融侨经济技术开发区，C39')
  })

  it('judges on another day by that day', async () => {
    const early = await preview({ asOf: '2015-06-01' })
    expect(early).toMatchObject({ ruleset: null, rows: [], counts: { firms: 0 } })
    const later = await preview({ asOf: addDays(today(), 200) })
    expect(later.ruleset).toBe('hnte@2016-32-195')
  })

  it('names what is wrong with a recipe', async () => {
    const answer = await bureau.post('/api/v1/lists/preview', { ...recipe(), certification: 'nobel', include: { reach: 'yes' } })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/certification', '/include/reach']),
    )
  })

  it('shows a park its own firms only, and lets it compose nothing final', async () => {
    const { rows, counts } = await preview({}, park)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ parkId }) => parkId === 'rongqiao')).toBe(true)
    expect(Object.keys(counts.byPark)).toEqual(['rongqiao'])
    expect((await preview({ scope: { parks: ['jiangyin'] } }, park)).counts).toMatchObject({ firms: 0, assessed: 0 })
    expect((await park.post('/api/v1/lists', { title: '不行', recipe: recipe() })).statusCode).toBe(403)
  })
})

describe('a frozen list', () => {
  it('is numbered within its certification and year, without gaps or repeats', async () => {
    const year = yearOf(today())
    const made = await Promise.all([1, 2, 3].map((n) => freeze(`并发 ${n}`, { certification: 'tech-sme' })))
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3].map((n) => `FQ-TECH-SME-${year}-0${n}`))
  })

  it('holds the rows of the preview, and does not change when the facts do', async () => {
    const before = await preview()
    const list = await freeze('第一期')
    const rows = async () => (await bureau.get(`/api/v1/lists/${list.id}/rows?limit=200`)).json().items as ListRow[]
    const frozen = await rows()
    expect(frozen.map(keyOf)).toEqual(before.rows.map(keyOf))
    expect(list.counts).toMatchObject(before.counts)
    const firm = frozen[0]!
    const put = await bureau.put(`/api/v1/firms/${firm.firmId}/sections/ip`, { value: null }, { 'if-match': '"v0"' })
    expect(put.statusCode, put.body).toBe(200)
    expect(await rows()).toEqual(frozen)
    expect((await bureau.get(`/api/v1/lists/${list.id}`)).json()).toEqual(list)
  })

  it('cannot be changed in the database either', async () => {
    const attempt = within(api.db, systemActor, (tx) => tx.execute(sql`update cultivation_lists set title = 'x'`))
    await expect(attempt).rejects.toThrow()
  })

  it('pages its rows and all lists', async () => {
    const [newest] = (await bureau.get('/api/v1/lists?limit=1')).json().items as FrozenList[]
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: ListRow[]; nextCursor: string | null; total: number } = (
        await bureau.get(`/api/v1/lists/${newest!.id}/rows?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()
      seen.push(...page.items.map(({ firmId }) => firmId))
      expect(page.total).toBe(newest!.counts.firms)
      cursor = page.nextCursor
    } while (cursor)
    expect(new Set(seen).size).toBe(newest!.counts.firms)
    const first = (await bureau.get('/api/v1/lists?limit=2')).json()
    const second = (await bureau.get(`/api/v1/lists?limit=2&cursor=${first.nextCursor}`)).json()
    expect(second.items.map(({ id }: FrozenList) => id)).not.toContain(first.items[0].id)
  })

  it('shows a park its own rows and counts, and no list made for others', async () => {
    const whole = await freeze('全市')
    const others = await freeze('江阴', { scope: { parks: ['jiangyin'] } })
    const { items, total } = (await park.get(`/api/v1/lists/${whole.id}/rows?limit=200`)).json() as { items: ListRow[]; total: number }
    expect(items.length).toBeGreaterThan(0)
    expect(items.every(({ parkId }) => parkId === 'rongqiao')).toBe(true)
    const own: FrozenList = (await park.get(`/api/v1/lists/${whole.id}`)).json()
    expect(own.counts.firms).toBe(items.length)
    expect(total).toBe(items.length)
    expect(Object.keys(own.counts.byPark)).toEqual(['rongqiao'])
    expect(own.counts.assessed).toBeLessThan(whole.counts.assessed)
    expect((await park.get(`/api/v1/lists/${others.id}`)).statusCode).toBe(404)
    const listed = (await park.get('/api/v1/lists?limit=200')).json().items as FrozenList[]
    expect(listed.map(({ id }) => id)).not.toContain(others.id)
  })

  it('is not made where no rule set is in force', async () => {
    const answer = await bureau.post('/api/v1/lists', { title: '太早', recipe: recipe({ asOf: '2015-06-01' }) })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].pointer).toBe('/recipe/certification')
  })

  it('is made once for one idempotency key', async () => {
    const body = { title: '一次', recipe: recipe() }
    const answers = await Promise.all([1, 2].map(() => bureau.post('/api/v1/lists', body, { 'idempotency-key': 'list-once' })))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201])
    expect(answers[0]!.json().number).toBe(answers[1]!.json().number)
  })
})

describe('two frozen lists compared', () => {
  it('says who entered, left and changed, and why', async () => {
    const narrow = { ...nothing, shortByAtMost: 1 }
    const before = await freeze('先', { include: narrow })
    const rows = (await bureau.get(`/api/v1/lists/${before.id}/rows?limit=200`)).json().items as ListRow[]
    const gone = rows.find(({ unmet }) => unmet[0]?.id === 'hnte-hightech-income-share')!
    const year = yearOf(today()) - 1
    const { years } = (await bureau.get(`/api/v1/firms/${gone.firmId}/figures`)).json()
    const last = years.find((one: { year: number }) => one.year === year)
    const patched = await bureau.patch(
      `/api/v1/firms/${gone.firmId}/figures/${year}`,
      { figures: { staffMonthlyAvg: 100, techStaffMonthlyAvg: 1, highTechIncome: 1 } },
      { 'if-match': `"v${last.version}"` },
    )
    expect(patched.statusCode, patched.body).toBe(200)
    const after = await freeze('后', { include: { ...narrow, reach: true } })
    const answer = await bureau.get(`/api/v1/lists/${after.id}/comparison?with=${before.id}`)
    expect(answer.statusCode, answer.body).toBe(200)
    const { entered, left, changed, unchanged, from, to }: ListComparison = answer.json()
    expect([from.number, to.number]).toEqual([before.number, after.number])
    expect(left).toEqual([
      {
        firmId: gone.firmId,
        uscc: gone.uscc,
        name: gone.name,
        reason: expect.stringMatching(/^数据更新、条件改动：预评估：未达到，差 2 项/),
      },
    ])
    expect(entered.length).toBe(after.counts.byGround['reach'])
    expect(entered.every(({ reason }) => reason.startsWith('各项条件预评估达到'))).toBe(true)
    expect(changed).toEqual([])
    expect(unchanged).toBe(rows.length - 1)
  })

  it('is refused for lists of two certifications', async () => {
    const [hnte, tech] = [await freeze('甲'), await freeze('乙', { certification: 'tech-sme' })]
    expect((await bureau.get(`/api/v1/lists/${hnte.id}/comparison?with=${tech.id}`)).statusCode).toBe(400)
  })
})

describe('exports of lists', () => {
  const read = async (session: Session, url: string) => {
    const answer = await session.get(url)
    expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
    return (await readXlsx(answer.rawPayload)).sheets
  }

  it('carries the frozen rows cell by cell, typed, with codes as text', async () => {
    const list = await freeze('导出')
    const rows = (await bureau.get(`/api/v1/lists/${list.id}/rows?limit=200`)).json().items as ListRow[]
    const [main] = await read(bureau, `/api/v1/lists/${list.id}/export.xlsx`)
    expect(main?.name).toBe('名单')
    const [head, ...body] = main!.rows
    expect(head).toEqual([
      ...['序号', '企业名称', '统一社会信用代码', '园区', '镇街', '行业', '预评估', '差几项', '得分区间', '及格线'],
      ...['未达到条件', '入选理由', '缺少数据', '按近似口径', '联系人', '电话'],
    ])
    expect(body).toHaveLength(rows.length)
    for (const [index, row] of rows.entries()) {
      const cells = body[index]!
      expect(cells[0]).toBe(row.position)
      expect(cells[1]).toBe(row.name)
      expect(cells[2]).toBe(row.uscc)
      expect(cells[7] ?? null).toBe(row.shortBy)
      expect(cells[9] ?? null).toBe(row.score?.pass ?? null)
      expect(cells[11]).toBe(row.reason)
      expect(cells[15]).toBe(row.contactPhone)
    }
  })

  it('says on its cover what it is', async () => {
    const list = await freeze('封面')
    const [, cover] = await read(bureau, `/api/v1/lists/${list.id}/export.xlsx`)
    expect(cover?.name).toBe('说明')
    const lines = Object.fromEntries(cover!.rows.map(([item, text]) => [item, text]))
    expect(lines).toMatchObject({
      名单编号: list.number,
      规则版本: 'hnte@2016-32-195',
      评估日: today(),
      条件: list.sentence,
      入选企业数: String(list.counts.firms),
      评估企业数: '60',
      说明: '预评估，不代表认定结果。能否认定由主管部门决定。',
    })
    expect(lines['条件：科技人员占比']).toContain('≥ 10%')
    expect(lines['数据指纹']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('adds the firms that left, where it is compared', async () => {
    const [before, after] = [
      await freeze('前', { include: { ...nothing, reach: true, shortByAtMost: 2 } }),
      await freeze('今', { include: { ...nothing, reach: true } }),
    ]
    const sheets = await read(bureau, `/api/v1/lists/${after.id}/export.xlsx?with=${before.id}`)
    expect(sheets.map(({ name }) => name)).toEqual(['名单', '说明', '退出'])
    expect(sheets[2]!.rows.length - 1).toBe(before.counts.firms - after.counts.firms)
  })

  it('gives csv with its mark, the number of the list in each line, and nothing a spreadsheet would run', async () => {
    const list = await freeze('表格')
    const answer = await bureau.get(`/api/v1/lists/${list.id}/export.csv`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const lines = answer.body.trim().split('\r\n')
    expect(lines[0]).toMatch(/^\ufeff?序号,企业名称,/)
    expect(lines.slice(1).every((line) => line.includes(list.number))).toBe(true)
  })

  it('marks a draft as such, and gives a park its own firms only', async () => {
    const answer = await park.post('/api/v1/lists/preview/export.xlsx', recipe())
    expect(answer.statusCode).toBe(200)
    const { sheets } = await readXlsx(answer.rawPayload)
    const { rows } = await preview({}, park)
    expect(sheets[0]!.rows.length - 1).toBe(rows.length)
    const lines = Object.fromEntries(sheets[1]!.rows.map(([item, text]) => [item, text]))
    expect(lines['状态']).toBe('草稿，未冻结')
  })

  it('leaves a row in the audit trail with what was asked and how much it was', async () => {
    const list = await freeze('留痕')
    await bureau.get(`/api/v1/lists/${list.id}/export.csv`)
    const [row] = await within(api.db, systemActor, (tx) =>
      tx.execute<{ after: { count: number; phones: string } }>(
        sql`select after from audit where action = 'list-exported' order by seq desc limit 1`,
      ),
    )
    expect(row?.after).toMatchObject({ list: list.id, format: 'csv', count: list.counts.firms, phones: 'full' })
  })
})
