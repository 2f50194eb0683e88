import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoFirms } from '../../seeds/demo/demo-firms.ts'
import { loadDemo } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import { registerBatches, runSimulate } from '../../server/commands/simulate.ts'
import { UsageError } from '../../server/commands/usage.ts'
import { Register } from '../../server/simulations/register.ts'
import { SimulationAnswer } from '../../shared/api/simulations.ts'
import { addDays } from '../../shared/days.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { evaluateCertification } from '../../shared/rules/assess.ts'
import { parseRevisions, type Revision } from '../../shared/rules/revise.ts'
import { rulesets } from '../../shared/rules/rulesets/index.ts'
import { verdictOf } from '../../shared/rules/truth.ts'
import { afterFile, freshUscc, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session

beforeAll(async () => {
  api = await startApi()
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-simulations-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  await loadDemo(api.db, { dataDir, today: today(), password: 'demo-password-of-tests' })
  bureau = await api.asBureau()
})

async function simulated(body: object): Promise<SimulationAnswer> {
  const answer = await bureau.post('/api/v1/simulations', body)
  expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200)
  // Strict: nothing may be missing from what is sent, no null turned into a number.
  return SimulationAnswer.parse(answer.json())
}

/** The same counts from the facts of the sample firms, each judged by itself. */
function expected(certification: Certification, before: string, after: string, revisions: readonly Revision[]) {
  const parsed = parseRevisions(rulesets, revisions)
  if ('errors' in parsed) throw new Error('wrong revisions')
  const moves = demoFirms(today()).map(({ facts, parkId }) => {
    const on = (asOf: string, revised = {}) =>
      verdictOf[evaluateCertification({ ...facts, asOf }, certification, 'apply', { revised })!.verdict]
    return { parkId, was: on(before), is: on(after, parsed.revised) }
  })
  const reaches = (verdict: string) => verdict === 'qualified' || verdict === 'review'
  const count = (side: 'was' | 'is', verdict: string) => moves.filter((one) => one[side] === verdict).length
  const sides = (side: 'was' | 'is') => ({
    unqualified: count(side, 'unqualified'),
    undetermined: count(side, 'undetermined'),
    review: count(side, 'review'),
    qualified: count(side, 'qualified'),
  })
  const enters = moves.filter(({ was, is }) => !reaches(was) && reaches(is))
  const leaves = moves.filter(({ was, is }) => reaches(was) && !reaches(is))
  return { before: sides('was'), after: sides('is'), enters, leaves }
}

const hntePass: Revision = { id: 'hnte.pass', value: 40 }

describe('a simulation', () => {
  it.each<[string, Certification, string, readonly Revision[]]>([
    ['a pass mark', 'hnte', '2026-06-15', [hntePass]],
    ['a threshold of money', 'tech-sme', '2026-06-15', [{ id: 'techsme.sales-cap', value: 20_000_000 }]],
    ['the industries that columns are read by', 'tech-sme', '2026-06-15', [{ id: 'techsme.excluded-industries', value: ['C39'] }]],
    [
      'two at once',
      'tech-sme',
      '2026-06-15',
      [
        { id: 'techsme.sales-cap', value: 20_000_000 },
        { id: 'techsme.excluded-industries', value: ['C39'] },
      ],
    ],
  ])('of %s counts what judging every firm by itself counts', async (_, certification, asOf, revised) => {
    const { firms, results } = await simulated({ asOf, certifications: [certification], revised })
    const [result] = results
    const single = expected(certification, asOf, asOf, revised)
    expect(firms).toBe(60)
    expect(result).toMatchObject({ certification, before: single.before, after: single.after })
    expect(result?.effects).toMatchObject({ enters: single.enters.length, leaves: single.leaves.length })
    expect(result?.firms.enters.length).toBe(single.enters.length)
    const inPark = (id: string | null) => result?.by.park.find((park) => park.id === id)?.leaves ?? 0
    for (const id of ['rongqiao', 'jiangyin', null])
      expect(inPark(id)).toBe(single.leaves.filter(({ parkId }) => (parkId ?? null) === id).length)
  })

  it('of another day counts what the rules of that day say', async () => {
    const [asOf, afterOn] = ['2026-03-31', '2026-04-01']
    const { results } = await simulated({ asOf, afterOn, certifications: ['specialised-sme'] })
    const single = expected('specialised-sme', asOf, afterOn, [])
    expect(results[0]).toMatchObject({ before: single.before, after: single.after })
    expect(results[0]?.rulesets.before).not.toBe(results[0]?.rulesets.after)
    expect(results[0]?.matrix.flat().reduce((a, b) => a + b, 0)).toBe(60)
  })

  it('names the firms that move, with where they stood and stand', async () => {
    const { results, laws, unjudged } = await simulated({ asOf: '2026-06-15', revised: [hntePass] })
    expect(results.map(({ certification }) => certification)).toEqual(['hnte'])
    const [entered] = [...results[0]!.firms.enters, ...results[0]!.firms.nearer]
    expect(entered).toMatchObject({ name: expect.stringMatching(/./), before: { verdict: expect.any(String) } })
    expect((await bureau.get(`/api/v1/firms/${entered!.id}`)).json().name).toBe(entered!.name)
    expect(laws.after.revised).toEqual([{ id: 'hnte.pass', label: expect.anything(), unit: 'points', before: 70, after: 40 }])
    expect(unjudged).toEqual([])
  })

  it('of a table has no numbers to show, and says so by null', async () => {
    const { laws } = await simulated({ revised: [{ id: 'techsme.excluded-industries', value: ['C39'] }] })
    expect(laws.after.revised).toMatchObject([{ before: null, after: null }])
  })

  it('is of a park, a town or an industry where asked', async () => {
    const of = async (scope: object) => (await simulated({ asOf: '2026-06-15', revised: [hntePass], scope })).firms
    const firms = demoFirms(today())
    expect(await of({ park: 'rongqiao' })).toBe(firms.filter(({ parkId }) => parkId === 'rongqiao').length)
    expect(await of({ park: 'none' })).toBe(firms.filter(({ parkId }) => parkId == null).length)
    expect(await of({ industry: 'C39' })).toBe(firms.filter(({ facts }) => facts.profile?.industry?.startsWith('C39')).length)
    expect(await of({ park: 'nowhere' })).toBe(0)
  })

  it('says of a certification without rules that nothing is judged', async () => {
    expect(await simulated({ certifications: ['neeq'], revised: [hntePass] })).toMatchObject({ results: [], unjudged: ['neeq'] })
  })

  it('is warm the second time, also after a firm has changed, and counts the change', async () => {
    const body = { asOf: '2026-05-20', certifications: ['tech-sme'], revised: [{ id: 'techsme.sales-cap', value: 30_000_000 }] }
    expect((await simulated(body)).warm).toBe(false)
    const before = await simulated(body)
    expect(before.warm).toBe(true)
    const made = await bureau.post('/api/v1/firms', { uscc: freshUscc(), name: '福清推演示例有限公司', parkId: 'rongqiao' })
    expect(made.statusCode, made.body).toBe(201)
    const after = await simulated(body)
    expect([after.warm, after.firms]).toEqual([true, before.firms + 1])
    expect(after.results[0]!.before.undetermined).toBe(before.results[0]!.before.undetermined + 1)
    const undetermined = (answer: SimulationAnswer) => answer.results[0]!.before.undetermined
    const url = `/api/v1/firms/${made.json().id}/figures/2025`
    const changed = await bureau.patch(url, { figures: { salesRevenue: 900_000_000 } }, { 'if-match': '"v0"' })
    expect(changed.statusCode, changed.body).toBe(200)
    const then = await simulated(body)
    expect([then.warm, undetermined(then)]).toEqual([true, undetermined(before)])
  })

  it('takes in firms of which the audit trail does not tell', async () => {
    const body = { asOf: '2026-05-20', certifications: ['tech-sme'], revised: [{ id: 'techsme.sales-cap', value: 30_000_000 }] }
    const { firms } = await simulated(body)
    await api.makeFirm()
    expect(await simulated(body)).toMatchObject({ warm: false, firms: firms + 1 })
  })
})

describe('what cannot be simulated', () => {
  const refusal = async (body: object) => {
    const answer = await bureau.post('/api/v1/simulations', body)
    expect(answer.headers['content-type']).toMatch(/problem\+json/)
    return [answer.statusCode, answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)]
  }

  it.each<[string, object, string]>([
    ['an unknown parameter', { revised: [{ id: 'no.such', value: 1 }] }, '/revised/0/id'],
    ['a text for a number', { revised: [{ id: 'hnte.pass', value: '70' }] }, '/revised/0/value'],
    ['a number for a table', { revised: [hntePass, { id: 'techsme.excluded-industries', value: 3 }] }, '/revised/1/value'],
    ['a wrong code in a table', { revised: [{ id: 'techsme.excluded-industries', value: ['C39', 'x'] }] }, '/revised/0/value/1'],
    ['nothing to compare', { asOf: '2026-06-15' }, '/revised'],
    ['a day that is none', { afterOn: '2026-02-30' }, '/afterOn'],
    ['a key that is none', { afterOn: '2026-02-20', colour: 1 }, '/colour'],
    ['an unknown certification', { afterOn: '2026-02-20', certifications: ['x'] }, '/certifications/0'],
  ])('%s is refused by its pointer', async (_, body, pointer) => {
    expect(await refusal(body)).toEqual([400, [pointer]])
  })
})

describe('who may simulate', () => {
  it('is the bureau and the administrator, nobody else', async () => {
    const body = { asOf: '2026-06-15', revised: [hntePass] }
    const admin = await api.asAdmin()
    expect((await admin.post('/api/v1/simulations', body)).statusCode).toBe(200)
    for (const session of [await api.asPark('rongqiao'), await api.asTown('350181103')]) {
      const answer = await session.post('/api/v1/simulations', body)
      expect(answer.statusCode).toBe(403)
      expect(answer.body).not.toContain('公司')
      expect((await session.get('/api/v1/simulations/progress')).statusCode).toBe(403)
    }
    expect((await api.anonymous.post('/api/v1/simulations', body)).statusCode).toBe(401)
  })

  it('sees that nothing is being read once it has been', async () => {
    expect((await bureau.get('/api/v1/simulations/progress')).json()).toEqual({ reading: null })
  })
})

describe('the register in memory', () => {
  it('holds at most two laws, and none once it has been idle', async () => {
    const register = new Register(api.db, { idleMs: 20 })
    const warm = (...days: string[]) =>
      register.use(
        days.map((asOf) => ({ asOf })),
        async (view) => view.warm,
      )
    expect(await warm('2026-06-15', '2026-06-16')).toBe(false)
    expect(await warm('2026-06-16')).toBe(true)
    expect(await warm('2026-06-17')).toBe(false)
    expect(await Promise.all([warm('2026-06-17'), warm('2026-06-17')])).toEqual([true, true])
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await warm('2026-06-17')).toBe(false)
    register.drop()
  })

  it('asks people to come again where too many wait', async () => {
    const register = new Register(api.db)
    const uses = Array.from({ length: 9 }, async () => register.use([{ asOf: '2026-06-15' }], async () => true))
    expect((await Promise.allSettled(uses)).map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1)
    register.drop()
  })
})

describe('ladder simulate', () => {
  const run = async (args: readonly string[], lines: readonly unknown[]) => {
    const printed: string[] = []
    const output = new Writable({ write: (chunk: Buffer, _, done) => (printed.push(chunk.toString()), done()) })
    const input = Readable.from(lines.map((line) => `${JSON.stringify(line)}\n`))
    const code = await runSimulate(args, input, output)
    return { code, answer: JSON.parse(printed.join('')) as Omit<SimulationAnswer, 'warm'> }
  }

  it('answers for a file of facts what the API answers for the register', async () => {
    const facts = demoFirms(today()).map((firm) => ({ ...firm.facts, profile: { ...firm.facts.profile } }))
    const { code, answer } = await run(['--as-of', '2026-06-15', '--set', 'hnte.pass=40', '--facts', '-'], facts)
    const single = expected('hnte', '2026-06-15', '2026-06-15', [hntePass])
    expect(code).toBe(0)
    expect(answer.firms).toBe(60)
    expect(answer.results[0]).toMatchObject({ certification: 'hnte', before: single.before, after: single.after })
  })

  it('compares two days of some certifications', async () => {
    const facts = demoFirms(today()).map((firm) => firm.facts)
    const args = ['--as-of', '2026-03-31', '--after-on', '2026-04-01', '--certification', 'specialised-sme', '--facts', '-']
    const { answer } = await run(args, facts)
    const single = expected('specialised-sme', '2026-03-31', '2026-04-01', [])
    expect(answer.results).toMatchObject([{ certification: 'specialised-sme', before: single.before, after: single.after }])
  })

  it('answers for the stored register what the API answers, and for a park what the API answers for it', async () => {
    const kept = process.env.DATABASE_URL
    process.env.DATABASE_URL = api.url
    try {
      for (const park of [undefined, 'rongqiao']) {
        const args = ['--as-of', '2026-06-15', '--set', 'hnte.pass=40', ...(park ? ['--park', park] : [])]
        const { code, answer } = await run(args, [])
        const asked = await bureau.post('/api/v1/simulations', {
          asOf: '2026-06-15',
          revised: [hntePass],
          ...(park && { scope: { park } }),
        })
        const { warm: _warm, ...expected } = asked.json<SimulationAnswer>()
        expect([code, answer]).toEqual([0, expected])
        expect(answer.firms).toBeGreaterThan(0)
      }
    } finally {
      if (kept === undefined) delete process.env.DATABASE_URL
      else process.env.DATABASE_URL = kept
    }
  })

  it('reads the register in batches, all of it or a park', async () => {
    const count = async (park?: string) => {
      let firms = 0
      for await (const batch of registerBatches(api.db, addDays(today(), 0), park)) firms += batch.length
      return firms
    }
    const [all, park, outside] = [await count(), await count('rongqiao'), await count('none')]
    expect(all).toBeGreaterThanOrEqual(60)
    expect(park).toBeGreaterThan(0)
    expect(park + outside).toBeLessThan(all)
  })

  it.each([
    [['--set', 'hnte.pass']],
    [['--set', 'hnte.pass=x']],
    [['--set', 'no.such=1']],
    [['--as-of', '2026-13-01', '--set', 'hnte.pass=1']],
    [['--as-of', '2026-06-15']],
    [['--set', 'hnte.pass=1', '--park', 'x', '--facts', '-']],
  ])('says what is wrong with %j', async (args) => {
    await expect(run(args, [])).rejects.toThrow(UsageError)
  })

  it('says which line of the facts is wrong', async () => {
    await expect(run(['--set', 'hnte.pass=1', '--facts', '-'], [{}, { colour: 1 }])).rejects.toThrow('line 2')
  })
})
