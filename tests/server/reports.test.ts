import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { catchUp } from '../../server/reports/reassess.ts'
import { refreshFirms } from '../../server/reports/refresh.ts'
import { assess } from '../../shared/rules/assess.ts'
import { assessDocument } from '../../shared/rules/door.ts'
import { findRuleset, judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import { freshUscc, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session

beforeAll(async () => {
  api = await startApi()
  bureau = await api.asBureau()
})

async function register(values: object = {}): Promise<string> {
  const answer = await bureau.post('/api/v1/firms', { uscc: freshUscc(), name: '示例企业', ...values })
  return answer.json().id
}

const ask = (sentence: ReturnType<typeof sql>) => within(api.db, systemActor, (tx) => tx.execute<Record<string, unknown>>(sentence))

describe('the report of a registered firm', () => {
  it('is what the rules answer to its facts', async () => {
    const id = await register({ profile: { industry: 'C3974', inMainland: true, registeredOn: '2018-03-01' } })
    await bureau.patch(
      `/api/v1/firms/${id}/figures/2025`,
      { figures: { salesRevenue: 56_000_000, staffYearEnd: 121 } },
      { 'if-match': '"v0"' },
    )
    const facts = (await bureau.get(`/api/v1/firms/${id}/facts?asOf=2026-06-15`)).json()
    const report = await bureau.get(`/api/v1/firms/${id}/report?asOf=2026-06-15`)
    expect(report.statusCode).toBe(200)
    expect(report.json()).toEqual(JSON.parse(JSON.stringify(assess(facts))))
    expect(report.json().assessments[0].criteria.some(({ value }: { value: unknown }) => value === null)).toBe(true)
  })

  it('judges by the day and the purpose that are asked for', async () => {
    const id = await register()
    expect((await bureau.get(`/api/v1/firms/${id}/report`)).json().asOf).toBe(today())
    expect((await bureau.get(`/api/v1/firms/${id}/facts?purpose=renew`)).json().purpose).toBe('renew')
    expect((await bureau.get(`/api/v1/firms/${id}/report?asOf=2026-02-30`)).statusCode).toBe(400)
    expect((await bureau.get(`/api/v1/firms/${id}/report?purpose=buy`)).statusCode).toBe(400)
  })
})

describe('the public self-check', () => {
  const facts = { asOf: '2026-06-15', profile: { inMainland: true }, years: { '2025': { staffQuarterlyAvg: 612 } }, awards: [] }

  it('answers anybody with the report of the facts', async () => {
    const answer = await api.anonymous.post('/api/v1/self-check', facts)
    expect(answer.statusCode).toBe(200)
    expect({ report: answer.json() }).toEqual(JSON.parse(JSON.stringify(assessDocument(facts, { gap: true, plan: true }))))
  })

  it('names every refused value as the command line does', async () => {
    const answer = await api.anonymous.post('/api/v1/self-check', { asOf: 'today', years: { '2025': { rdTax: 1.001 } }, profil: {} })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/asOf', '/years/2025/rdTax', '/profil']),
    )
  })

  it.each([
    ['nothing', undefined],
    ['null', 'null'],
    ['a list', '[]'],
    ['no JSON', '{'],
  ])('refuses %s', async (_, payload) => {
    const answer = await api.anonymous.inject({
      method: 'POST',
      url: '/api/v1/self-check',
      headers: { 'content-type': 'application/json' },
      ...(payload !== undefined && { payload }),
    })
    expect(answer.statusCode).toBe(400)
  })

  it('does not read a body beyond its limit', async () => {
    const answer = await api.anonymous.post('/api/v1/self-check', { asOf: '2026-06-15', text: 'x'.repeat(300_000) })
    expect(answer.statusCode).toBe(413)
  })

  it('leaves no trace in the database', async () => {
    const [before] = await ask(sql`select (select count(*) from audit) as audit, (select count(*) from firms) as firms`)
    await api.anonymous.post('/api/v1/self-check', { ...facts, profile: { name: '不留痕迹示例' } })
    const [after] = await ask(sql`select (select count(*) from audit) as audit, (select count(*) from firms) as firms`)
    expect(after).toEqual(before)
  })
})

describe('the rule sets in words', () => {
  it('are there for everybody, by id and day', async () => {
    const { items } = (await api.anonymous.get('/api/v1/rulesets')).json()
    expect(items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['techsme@115-67-2026', 'hnte@2016-32-195']))
    const text = (await api.anonymous.get(`/api/v1/rulesets/${encodeURIComponent('hnte@2016-32-195')}?asOf=2026-06-15`)).json()
    const share = text.criteria.find(({ id }: { id: string }) => id === 'hnte-hightech-income-share')
    expect(share).toMatchObject({ relation: '>=', shows: 'percent', facts: ['years.2025.highTechIncome', 'years.2025.totalIncome'] })
  })

  it('answers 404 for one that does not exist', async () => {
    expect((await api.anonymous.get('/api/v1/rulesets/none')).statusCode).toBe(404)
  })
})

describe('keeping results up to date', () => {
  it('leaves many changed firms to a job, which finds them all', async () => {
    const made = await Promise.all(Array.from({ length: 60 }, () => api.makeFirm({ parkId: 'lanyuan' })))
    const ids = made.map(({ id }) => id)
    await within(api.db, systemActor, (tx) => refreshFirms(tx, systemActor, ids))
    const lanyuan = sql`firm_id in (select id from firms where park_id = 'lanyuan')`
    const [marked] = await ask(sql`select count(*)::int as n from firm_summaries where stale and ${lanyuan}`)
    expect(marked).toEqual({ n: 60 })
    await api.runJobs()
    const [fresh] = await ask(
      sql`select count(*)::int as n from firm_summaries where not stale and as_of = ${today()}::date and ${lanyuan}`,
    )
    expect(fresh).toEqual({ n: 60 })
    const [results] = await ask(sql`select count(*)::int as n from assessments where ${lanyuan}`)
    const judged = judgedCertifications.filter((certification) => findRuleset(certification, today(), 'apply'))
    expect(results).toEqual({ n: 60 * judged.length })
  })

  it('catches up on start with results of an earlier day', async () => {
    const id = await register()
    await ask(sql`update firm_summaries set as_of = '2020-01-01', holds_until = '2020-12-31' where firm_id = ${id}::uuid`)
    await catchUp(api.db)
    await api.runJobs()
    const [row] = await ask(sql`select as_of::text as day from firm_summaries where firm_id = ${id}::uuid`)
    expect(row).toEqual({ day: today() })
  })
})
