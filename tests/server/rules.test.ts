import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDemo } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import { sqlState, systemActor, within } from '../../server/db/context.ts'
import { loadRevisions } from '../../server/rules/enacted.ts'
import { DraftTrial, RuleDraft, RuleExamples } from '../../shared/api/rule-drafts.ts'
import { addDays } from '../../shared/days.ts'
import { Report } from '../../shared/report.ts'
import { enact } from '../../shared/rules/enacted.ts'
import { builtInRulesets, rulesets } from '../../shared/rules/rulesets/index.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let author: Session
let second: Session
let admin: Session
const base = 'hnte@2016-32-195'
const effectiveOn = addDays(today(), 30)

beforeAll(async () => {
  api = await startApi()
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-rules-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemo(api.db, { dataDir, today: today(), password: 'demo-password-of-tests' })
  ;[author, second, admin] = [await api.asBureau(), await api.asBureau(), await api.asAdmin()]
  afterFile(() => enact([]))
})

type Body = Readonly<Record<string, unknown>>

async function begin(by: Session, body: Body): Promise<RuleDraft> {
  const answer = await by.post('/api/v1/rules/drafts', body)
  expect(answer.statusCode, answer.body).toBe(201)
  return RuleDraft.parse(answer.json())
}

const send = (by: Session, method: 'PATCH' | 'PUT', { id, version }: RuleDraft, step = '', body: Body = {}) =>
  by.inject({ method, url: `/api/v1/rules/drafts/${id}${step}`, payload: body, headers: { 'if-match': `"v${version}"` } })

async function done(by: Session, method: 'PATCH' | 'PUT', draft: RuleDraft, step = '', body: Body = {}): Promise<RuleDraft> {
  const answer = await send(by, method, draft, step, body)
  expect(answer.statusCode, answer.body).toBe(200)
  return RuleDraft.parse(answer.json())
}

async function tryOut(by: Session, draft: RuleDraft): Promise<DraftTrial> {
  const answer = await by.post(`/api/v1/rules/drafts/${draft.id}/simulation`)
  expect(answer.statusCode, answer.body).toBe(200)
  return DraftTrial.parse(answer.json())
}

const examplesOf = async (draft: RuleDraft) =>
  RuleExamples.parse((await author.get(`/api/v1/rules/drafts/${draft.id}/examples`)).json()).items

async function aFirm(): Promise<string> {
  const [row] = await within(api.db, systemActor, (tx) =>
    tx.execute<{ id: string }>(sql`select firm_id as id from assessments where certification = 'hnte' and verdict = 'qualified' limit 1`),
  )
  return row!.id
}

const reportOf = async (firm: string, asOf: string) => {
  const report = Report.parse((await second.get(`/api/v1/firms/${firm}/report?asOf=${asOf}`)).json())
  return report.assessments.find(({ certification }) => certification === 'hnte')!
}

const paper = { documentNumber: '国科发火〔2026〕99号', documentTitle: '关于调整合格线的通知', documentDate: addDays(today(), -5) }

describe('a threshold changed by the bureau', () => {
  let draft: RuleDraft
  let firm: string
  let before: Awaited<ReturnType<typeof reportOf>>

  it('is drafted in exact values, refused where the vocabulary does not allow them', async () => {
    firm = await aFirm()
    before = await reportOf(firm, effectiveOn)
    draft = await begin(author, { base, title: '合格线提高' })
    const wrong = await send(author, 'PATCH', draft, '', {
      changes: [
        { id: 'hnte.pass', value: -1 },
        { id: 'no.such', value: 1 },
      ],
    })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/changes/0/value', '/changes/1/id'])
    draft = await done(author, 'PATCH', draft, '', { changes: [{ id: 'hnte.pass', value: 99.5 }], effectiveOn, ...paper })
    expect(draft.changes).toEqual([{ id: 'hnte.pass', value: { p: 199, q: 2 } }])
    // Somebody else's version is not written over.
    expect((await send(second, 'PATCH', { ...draft, version: 1 }, '', { title: '别人的' })).statusCode).toBe(412)
    expect((await api.asPark('rongqiao').then((park) => park.get('/api/v1/rules/drafts'))).statusCode).toBe(403)
  })

  it('is not sent before it was tried out and every worked example is right or restated', async () => {
    const failing = (await examplesOf(draft)).filter(({ passes }) => !passes)
    expect(failing.length).toBeGreaterThan(0)
    const early = await send(author, 'PUT', draft, '/submission')
    expect(early.statusCode).toBe(400)
    expect(early.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/simulation', '/restated'])
    const restated = Object.fromEntries(failing.map(({ id, actual }) => [id, { verdict: actual, reason: '合格线提高' }]))
    draft = await done(author, 'PATCH', draft, '', { restated })
    expect((await examplesOf(draft)).filter(({ passes }) => !passes)).toEqual([])
    const { simulation, answer } = await tryOut(author, draft)
    expect(simulation.effects?.leaves).toBeGreaterThan(0)
    expect(answer?.results[0]?.by.park.reduce((sum, { leaves }) => sum + leaves, 0)).toBe(simulation.effects?.leaves)
    expect(simulation.before! - simulation.after).toBe(simulation.effects!.leaves - simulation.effects!.enters)
    // Another value asks for another look.
    const other = await done(author, 'PATCH', draft, '', { changes: [{ id: 'hnte.pass', value: 99 }] })
    expect(other.isSimulated).toBe(false)
    draft = await done(author, 'PATCH', other, '', { changes: [{ id: 'hnte.pass', value: 99.5 }] })
    draft = await done(author, 'PUT', draft, '/submission')
    expect(draft).toMatchObject({ state: 'submitted', isOwn: true, isSimulated: true })
    expect((await send(author, 'PATCH', draft, '', { title: '改' })).statusCode).toBe(409)
  })

  it('is approved by a second person, not by who wrote it, and the database says so too', async () => {
    expect((await send(author, 'PUT', draft, '/decision', { decision: 'approve' })).statusCode).toBe(403)
    expect((await send(admin, 'PUT', draft, '/decision', { decision: 'approve' })).statusCode).toBe(403)
    expect((await send(author, 'PUT', draft, '/enactment')).statusCode).toBe(409)
    const [{ id: accountId } = { id: '' }] = await within(api.db, systemActor, (tx) =>
      tx.execute<{ id: string }>(sql`select author_id as id from rule_drafts where id = ${draft.id}::uuid`),
    )
    const forge = within(api.db, { ...systemActor, role: 'bureau', accountId }, (tx) =>
      tx.execute(sql`update rule_drafts set state = 'approved', approved_by_id = ${accountId}::uuid where id = ${draft.id}::uuid`),
    )
    await expect(forge).rejects.toSatisfy((error) => ['42501', '23514'].includes(sqlState(error) ?? ''))
    // Of two who decide at once, one does.
    const third = await api.asBureau()
    const answers = await Promise.all(
      [second, third].map((by) => send(by, 'PUT', draft, '/decision', { decision: 'approve', note: '同意' })),
    )
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    draft = RuleDraft.parse(answers.find(({ statusCode }) => statusCode === 200)!.json())
    expect(draft.state).toBe('approved')
  })

  it('is law from its day on for everybody, once, and what was judged before stays as it was', async () => {
    const today0 = await reportOf(firm, today())
    const answers = await Promise.all([author, second].map((by) => send(by, 'PUT', draft, '/enactment')))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    draft = RuleDraft.parse(answers.find(({ statusCode }) => statusCode === 200)!.json())
    expect(draft).toMatchObject({ state: 'enacted', revision: `${base}.r1` })

    expect(before).toMatchObject({ ruleset: base, verdict: 'qualified' })
    expect(await reportOf(firm, effectiveOn)).toMatchObject({ ruleset: `${base}.r1`, verdict: 'unqualified', score: { pass: 99.5 } })
    expect(await reportOf(firm, addDays(effectiveOn, -1))).toMatchObject({ ruleset: base, verdict: 'qualified' })
    expect(await reportOf(firm, today())).toEqual(today0)

    const check = await api.anonymous.post('/api/v1/self-check', { asOf: effectiveOn })
    expect(check.json().assessments.find(({ certification }: { certification: string }) => certification === 'hnte').ruleset).toBe(
      `${base}.r1`,
    )
    const text = (await api.anonymous.get(`/api/v1/rulesets/${base}.r1?asOf=${effectiveOn}`)).json()
    expect(JSON.stringify(text)).toContain('国科发火〔2026〕99号 关于调整合格线的通知')
    const law = await api.anonymous.get('/api/v1/rulesets/revisions')
    expect(law.json().items).toHaveLength(1)
    expect((await api.anonymous.get('/api/v1/rulesets/revisions', { 'if-none-match': String(law.headers.etag) })).statusCode).toBe(304)
    expect(
      RuleExamples.parse((await api.anonymous.get(`/api/v1/rulesets/${base}.r1/examples`)).json()).items.every(({ passes }) => passes),
    ).toBe(true)
  })

  it('has the register judged again, by what the database says is law', async () => {
    const outdated = async () => {
      const [row] = await within(api.db, systemActor, (tx) =>
        tx.execute<{ rules: number; late: number }>(sql`select count(distinct rules)::int as rules,
          count(*) filter (where holds_until >= ${effectiveOn}::date)::int as late from firm_summaries`),
      )
      return row!
    }
    // Another process has not heard of it yet: the run itself asks.
    enact([])
    await api.runJobs()
    expect(rulesets.map(({ id }) => id)).toContain(`${base}.r1`)
    expect(await outdated()).toEqual({ rules: 1, late: 0 })
    const preview = await second.post('/api/v1/lists/preview', {
      certification: 'hnte',
      asOf: effectiveOn,
      scope: {},
      include: {
        reach: true,
        review: true,
        missingAtMost: 50,
        shortByAtMost: 10,
        distanceAtMost: null,
        scoreWithin: null,
        renewWithinDays: null,
      },
    })
    expect(preview.json().ruleset).toBe(`${base}.r1`)
  })

  it('is followed by the next version only, never written over or begun in the past', async () => {
    const ready = async (title: string, from: string, day: string) => {
      const made = await begin(author, { base: from, title })
      const written = await done(author, 'PATCH', made, '', { changes: [{ id: 'hnte.pass', value: 99.75 }], effectiveOn: day, ...paper })
      await tryOut(author, written)
      return (await send(author, 'PUT', written, '/submission')).json().errors as { pointer: string; detail: string }[]
    }
    expect(await ready('过去', base, today())).toEqual(expect.arrayContaining([expect.objectContaining({ pointer: '/effectiveOn' })]))
    expect(await ready('已被替代', base, addDays(effectiveOn, 10))).toEqual(
      expect.arrayContaining([expect.objectContaining({ pointer: '/effectiveOn' })]),
    )
    // The examples restated for the version before are right for the next one too.
    expect(await ready('接着修订', `${base}.r1`, addDays(effectiveOn, 10))).toBeUndefined()
    const [row] = await within(api.db, systemActor, (tx) =>
      tx.execute<{ during: string }>(sql`select apply_during::text as during from rule_revisions`),
    )
    expect(row!.during).toBe(`[${effectiveOn},)`)
    // Even past every check of the product: two versions of one day are refused.
    const owner = postgres(api.url, { max: 1, onnotice: () => {} })
    afterFile(() => owner.end())
    const overlap = owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`insert into rule_revisions select (r).* from (select jsonb_populate_record(r, jsonb_build_object(
        'id', 'other', 'draft_id', gen_random_uuid(), 'apply_during', ${`[${addDays(effectiveOn, 50)},${addDays(effectiveOn, 51)})`}::text)) as r
        from rule_revisions r) made`
    })
    await expect(overlap).rejects.toMatchObject({ code: '23P01' })
  })
})

describe('a certification completed from a notice', () => {
  const criteria = [
    { name: '资产总额', clause: '第二条', test: { kind: 'amount', figure: 'totalAssets', relation: '>=', threshold: 10_000_000 } },
    { name: '行业地位', clause: '第三条', test: { kind: 'person', question: '处于行业前列吗？' } },
  ]
  const example = (name: string, totalAssets: number, expected: string) => ({
    name,
    facts: { asOf: today(), years: { [String(Number(today().slice(0, 4)) - 1)]: { totalAssets } } },
    expected,
  })

  it('is written by the administrator, approved by somebody else, and judged like the others', async () => {
    expect((await author.post('/api/v1/rules/drafts', { certification: 'gazelle', title: '瞪羚' })).statusCode).toBe(403)
    expect((await admin.post('/api/v1/rules/drafts', { certification: 'hnte', title: '高企' })).statusCode).toBe(400)
    let draft = await begin(admin, { certification: 'gazelle', title: '瞪羚企业（2026）' })
    const odd = await send(admin, 'PATCH', draft, '', {
      pack: { title: '瞪羚', criteria: [{ name: '代码', clause: '一', test: { kind: 'code', body: 'process.exit()' } }] },
    })
    expect(odd.statusCode).toBe(400)
    draft = await done(admin, 'PATCH', draft, '', {
      pack: { title: '瞪羚企业（2026）', criteria },
      examples: [example('刚好', 10_000_000, 'review'), example('差一分', 9_999_999.99, 'review')],
      effectiveOn: today(),
      ...paper,
    })
    expect((await tryOut(admin, draft)).answer).toBeNull()
    expect((await send(admin, 'PUT', draft, '/submission')).json().errors).toMatchObject([{ pointer: '/restated' }])
    draft = await done(admin, 'PATCH', draft, '', {
      examples: [example('刚好', 10_000_000, 'review'), example('差一分', 9_999_999.99, 'unqualified')],
    })
    draft = await done(admin, 'PUT', draft, '/submission')
    expect((await send(admin, 'PUT', draft, '/decision', { decision: 'approve' })).statusCode).toBe(403)
    draft = await done(second, 'PUT', draft, '/decision', { decision: 'approve' })
    draft = await done(admin, 'PUT', draft, '/enactment')
    expect(draft.revision).toBe('gazelle.r1')
    await api.runJobs()
    const [row] = await within(api.db, systemActor, (tx) =>
      tx.execute<{ n: number; rulesets: number }>(
        sql`select count(*)::int as n, count(distinct ruleset)::int as rulesets from assessments where certification = 'gazelle'`,
      ),
    )
    expect(row!.n).toBeGreaterThan(0)
    expect(row!.rulesets).toBe(1)
    await loadRevisions(api.db)
    expect(rulesets.length).toBe(builtInRulesets.length + 2)
  })
})
