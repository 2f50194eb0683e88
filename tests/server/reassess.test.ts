import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { storeFirms } from '../../seeds/store.ts'
import { syntheticFirms } from '../../seeds/synthetic.ts'
import { today } from '../../server/clock.ts'
import { runReassess } from '../../server/commands/reassess.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { gatherBatch, type KnownFirm } from '../../server/figures/facts.ts'
import { decideInColumns, decisionsOf } from '../../server/reports/decisions.ts'
import { judgeFirms } from '../../server/reports/judge.ts'
import { beginRun, getRun, reassessOutdated, workOn } from '../../server/reports/reassess.ts'
import { standingOf } from '../../server/reports/standing.ts'
import { assessments, firmSummaries } from '../../server/reports/table.ts'
import { addDays, daysBetween } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { assess } from '../../shared/rules/assess.ts'
import { findRuleset, judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import { startApi, type TestApi } from './support.ts'

let api: TestApi
const size = 120

const ask = <R extends Record<string, unknown>>(sentence: ReturnType<typeof sql>) =>
  within(api.db, systemActor, (tx) => tx.execute<R>(sentence))

/** When each firm was judged last. */
async function moments(): Promise<Map<string, string>> {
  const rows = await ask<{ id: string; at: string }>(sql`select firm_id as id, refreshed_at::text as at from firm_summaries`)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

const changedSince = async (before: ReadonlyMap<string, string>): Promise<string[]> =>
  [...(await moments())].filter(([id, at]) => before.get(id) !== at).map(([id]) => id)

/** Every stored result against the explained report of the firm's facts as they are stored. */
async function expectAsJudgedAlone(): Promise<void> {
  await within(api.db, systemActor, async (tx) => {
    const ids = [...(await moments()).keys()]
    const stored = await tx.select().from(assessments)
    const summaries = new Map((await tx.select().from(firmSummaries)).map((summary) => [summary.firmId, summary]))
    for (const { firm, facts } of await gatherBatch(tx, ids, today())) {
      const report = assess(facts)
      const own = new Map(stored.filter(({ firmId }) => firmId === firm.id).map((row) => [row.certification, row]))
      for (const one of report.assessments) {
        if (one.verdict === 'unavailable') continue
        const { open, missing } = standingOf(one)
        const unmet = open.filter(({ outcome }) => outcome === 'unmet')
        const distances = unmet.flatMap(({ distance }) => distance ?? [])
        expect(own.get(one.certification)).toMatchObject({
          ruleset: one.ruleset,
          verdict: one.verdict,
          route: one.route,
          scoreMin: one.score?.min ?? null,
          scoreMax: one.score?.max ?? null,
          shortBy: one.shortBy,
          unmet: unmet.map(({ id }) => id),
          nearest: distances.length === 0 ? null : Math.min(...distances),
          missing,
          reasons: one.verdict === 'qualified' ? [] : open.slice(0, 1).map(({ id, outcome, clause }) => ({ id, outcome, clause })),
        })
      }
      const { next, action } = report.recommendation
      expect(summaries.get(firm.id)).toMatchObject({ nextCertification: next, action, sizeClass: report.sizeClass.class, stale: false })
    }
  })
}

beforeAll(async () => {
  api = await startApi()
  const firms = [...syntheticFirms({ firms: size, seed: 3, today: today() })]
  await within(api.db, systemActor, (tx) => storeFirms(tx, firms, { source: null }))
})

describe('a run over the register', () => {
  it('stores for each firm and certification what lists and the overview need', async () => {
    const progress: [number, number][] = []
    expect(await reassessOutdated(api.db, { batch: 50, progress: (done, total) => void progress.push([done, total]) })).toBe(size)
    expect(progress).toEqual([
      [50, size],
      [100, size],
      [size, size],
    ])
    const [row] = await ask(sql`select count(*)::int as n, count(distinct firm_id)::int as firms from assessments`)
    const judged = judgedCertifications.filter((certification) => findRuleset(certification, today(), 'apply'))
    expect(row).toEqual({ n: size * judged.length, firms: size })
    const [placed] =
      await ask(sql`select count(*)::int as n from assessments a join firm_summaries s using (firm_id) join firms f on f.id = a.firm_id
      where (a.park_id, a.town_code) is distinct from (f.park_id, f.town_code) or (s.park_id, s.town_code) is distinct from (f.park_id, f.town_code)`)
    expect(placed).toEqual({ n: 0 })
  })

  it('stores what judging each firm by itself says', async () => {
    await expectAsJudgedAlone()
  })

  it('has nothing to do where every result still stands', async () => {
    const before = await moments()
    expect(await reassessOutdated(api.db)).toBe(0)
    expect(await changedSince(before)).toEqual([])
  })

  it('judges the firms concerned only: changed facts, other rules, a day that has come', async () => {
    const before = await moments()
    const [a, b, c] = [...before.keys()] as [string, string, string]
    await ask(sql`update firm_summaries set stale = true where firm_id = ${a}::uuid`)
    await ask(sql`update firm_summaries set rules = 'former ones' where firm_id = ${b}::uuid`)
    await ask(sql`update firm_summaries set holds_until = ${addDays(today(), -1)}::date where firm_id = ${c}::uuid`)
    expect(await reassessOutdated(api.db)).toBe(3)
    expect((await changedSince(before)).sort()).toEqual([a, b, c].sort())
    expect(await reassessOutdated(api.db)).toBe(0)
  })

  it('lets a result that stands as it is, and puts right one that does not', async () => {
    const [a, b] = [...(await moments()).keys()] as [string, string]
    await ask(sql`update assessments set assessed_at = '2020-01-01', verdict = 'review' where firm_id in (${a}::uuid, ${b}::uuid)`)
    await ask(sql`update firm_summaries set decisions = 'other ones', results_fingerprint = 'other ones' where firm_id = ${b}::uuid`)
    await workOn(api.db, await beginRun(api.db, { everything: true }))
    const written = await ask<{ id: string; n: number }>(
      sql`select firm_id as id, count(*)::int as n from assessments where assessed_at > '2020-01-02' group by 1 order by 1`,
    )
    expect(written.map(({ id }) => id)).not.toContain(a)
    expect(written.map(({ id }) => id)).toContain(b)
    // What nobody but this test writes by hand is judged with reasons once its facts change.
    await ask(sql`update firm_summaries set facts_fingerprint = null, results_fingerprint = null where firm_id = ${a}::uuid`)
    await workOn(api.db, await beginRun(api.db, { everything: true }))
    await expectAsJudgedAlone()
  })

  it('decides in columns what judging with reasons decides', async () => {
    const firms = [...syntheticFirms({ firms: 300, seed: 23, today: '2026-06-15' })].map(
      ({ facts }) => ({ ...facts, asOf: '2026-06-15' }) as FirmFacts,
    )
    expect(decideInColumns(firms, '2026-06-15')).toEqual(firms.map((facts) => decisionsOf(assess(facts).assessments)))
  })

  it('goes on where it was broken off, and does nothing twice', async () => {
    const stop = new AbortController()
    const run = await beginRun(api.db, { everything: true })
    await expect(
      workOn(api.db, run, { batch: 30, signal: stop.signal, progress: (done) => void (done === 60 && stop.abort()) }),
    ).rejects.toThrow()
    const half = await moments()
    const again = await beginRun(api.db, { everything: true })
    expect([again.id, again.done]).toEqual([run.id, 60])
    await workOn(api.db, again, { batch: 30 })
    expect(await changedSince(half)).toHaveLength(size - 60)
    expect(await getRun(api.db, run.id)).toMatchObject({ done: size, finishedAt: expect.any(Date) })
    expect((await beginRun(api.db, { everything: true })).id).not.toBe(run.id)
  })

  it('is shared by several workers, who judge each firm once', async () => {
    const run = await beginRun(api.db, { everything: true })
    await Promise.all([workOn(api.db, run, { batch: 7 }), workOn(api.db, run, { batch: 11 }), workOn(api.db, run, { batch: 5 })])
    expect(await getRun(api.db, run.id)).toMatchObject({ total: size, done: size })
  })

  it('passes by a firm that somebody changes, and comes back to it', async () => {
    const run = await beginRun(api.db, { everything: true })
    const [held] = [...(await moments()).keys()]
    let free = () => {}
    let editing: Promise<void> | undefined
    await new Promise<void>((isHeld) => {
      editing = within(api.db, systemActor, async (tx) => {
        await tx.execute(sql`select 1 from firms where id = ${held}::uuid for no key update`)
        isHeld()
        await new Promise<void>((resolve) => (free = resolve))
      })
    })
    let last = 0
    const work = workOn(api.db, run, { batch: 50, progress: (done) => void (last = done) })
    while (last < size - 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(last).toBe(size - 1)
    free()
    await Promise.all([editing, work])
    expect(await getRun(api.db, run.id)).toMatchObject({ done: size })
  })

  it('does not take up a run of other rules', async () => {
    const run = await beginRun(api.db, { everything: true })
    await ask(sql`update reassessments set rules = 'former ones' where id = ${run.id}::uuid`)
    const next = await beginRun(api.db, { everything: true })
    expect(next.id).not.toBe(run.id)
    await workOn(api.db, next)
  })
})

describe('the command', () => {
  it('judges every firm with --all', async () => {
    const before = await moments()
    const kept = process.env.DATABASE_URL
    process.env.DATABASE_URL = api.url
    try {
      expect(await runReassess(['--all', '--workers', '1'])).toBe(0)
      await expect(runReassess(['--workers', '0'])).rejects.toThrow('--workers')
    } finally {
      if (kept === undefined) delete process.env.DATABASE_URL
      else process.env.DATABASE_URL = kept
    }
    expect(await changedSince(before)).toHaveLength(size)
  })
})

describe('POST /reassessments', () => {
  it('starts a job of the bureau and tells where it is followed', async () => {
    const bureau = await api.asBureau()
    const before = await moments()
    const reply = await bureau.post('/api/v1/reassessments', { everything: true })
    expect([reply.statusCode, reply.json()]).toEqual([202, expect.objectContaining({ kind: 'reassess', state: 'queued' })])
    expect(reply.headers['location']).toBe(`/api/v1/jobs/${reply.json().id}`)
    await api.runJobs()
    const job = (await bureau.get(String(reply.headers['location']))).json()
    expect(job).toMatchObject({ state: 'done', result: { firms: size }, progress: { done: size, total: size, stage: '重新评估' } })
    expect(await changedSince(before)).toHaveLength(size)
  })

  it('is for the bureau and administrators', async () => {
    expect((await (await api.asAdmin()).post('/api/v1/reassessments', {})).statusCode).toBe(202)
    expect((await (await api.asPark('rongqiao')).post('/api/v1/reassessments', {})).statusCode).toBe(403)
    expect((await (await api.asBureau()).post('/api/v1/reassessments', { all: true })).statusCode).toBe(400)
    await api.runJobs()
  })
})

describe('how long a result stands', () => {
  /** All that is stored but the days themselves. */
  const resultOn = (facts: FirmFacts, asOf: string) => {
    const firm = { id: '00000000-0000-4000-8000-000000000000', parkId: null, townCode: null } as KnownFirm['firm']
    const [judged] = judgeFirms([{ firm, facts: { ...facts, asOf } }])
    const { asOf: _day, holdsUntil, ...summary } = judged!.summary
    return {
      holdsUntil: holdsUntil!,
      result: { summary, warnings: judged!.warnings, assessments: judged!.assessments.map(({ asOf: _asOf, ...rest }) => rest) },
    }
  }

  it('is never longer than it really does, whatever the rules say', () => {
    let days = 0
    for (const { facts } of syntheticFirms({ firms: 25, seed: 11, today: '2026-06-15' })) {
      for (let asOf = '2026-06-15'; asOf < '2027-03-01';) {
        const { holdsUntil, result } = resultOn(facts as FirmFacts, asOf)
        const span = daysBetween(asOf, holdsUntil)
        expect(span).toBeGreaterThanOrEqual(0)
        for (const ahead of new Set([1, Math.floor(span / 2), span - 1, span].filter((n) => n >= 1 && n <= span))) {
          expect([asOf, ahead, resultOn(facts as FirmFacts, addDays(asOf, ahead)).result]).toEqual([asOf, ahead, result])
          days++
        }
        asOf = addDays(holdsUntil, 1)
      }
    }
    // It would be no use to stand for a day only.
    expect(days).toBeGreaterThan(100)
  })

  it('ends on the day a certificate ends, and with the year', () => {
    const facts = { profile: {}, titles: [{ title: 'hnte', validFrom: '2024-12-10', validTo: '2027-12-09' }] } as unknown as FirmFacts
    expect(resultOn(facts, '2027-11-30').holdsUntil <= '2027-12-09').toBe(true)
    expect(resultOn(facts, '2027-12-09').holdsUntil).toBe('2027-12-09')
    expect(resultOn({ profile: {} } as FirmFacts, '2026-05-01').holdsUntil <= '2026-12-31').toBe(true)
  })
})
