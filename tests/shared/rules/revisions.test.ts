import { describe, expect, it } from 'vitest'
import { addDays } from '../../../shared/days.ts'
import { assess, assessCertification } from '../../../shared/rules/assess.ts'
import { rulesetIn } from '../../../shared/rules/book.ts'
import { checkRulesets } from '../../../shared/rules/check.ts'
import { enact } from '../../../shared/rules/enacted.ts'
import { rulesetOfPack } from '../../../shared/rules/pack-rules.ts'
import { bookWith, type EnactedRevision } from '../../../shared/rules/revision.ts'
import { firstRungs } from '../../../shared/rules/rulesets/first-rungs.ts'
import { builtInRulesets, findRulesetById, judgedCertifications, rulesets } from '../../../shared/rules/rulesets/index.ts'
import { runExample } from '../../../shared/rules/worked-example.ts'
import { hnte, withFigures } from './firms.ts'
import { workedExamples as nationalExamples } from './worked-examples.ts'
import { boardExamples } from './worked-examples-boards.ts'
import { specialisedExamples } from './worked-examples-specialised.ts'

const base = 'hnte@2016-32-195'
const document = { number: '示例〔2030〕1号', title: '关于调整合格线的通知', date: '2030-01-05' }
const pass = (id: string, effectiveOn: string, value: number, from = base): EnactedRevision => ({
  id,
  certification: 'hnte',
  base: from,
  effectiveOn,
  document,
  changes: [{ id: 'hnte.pass', value: { p: value, q: 1 } }],
  pack: null,
})
const pack: EnactedRevision = {
  id: 'gazelle.r1',
  certification: 'gazelle',
  base: null,
  effectiveOn: '2026-01-01',
  document,
  changes: [],
  pack: {
    title: '瞪羚企业（示例）',
    criteria: [
      {
        name: '资产总额',
        clause: '第二条',
        test: { kind: 'amount', figure: 'totalAssets', relation: '>=', threshold: { p: 10_000_000, q: 1 } },
      },
      { name: '行业地位', clause: '第三条', test: { kind: 'person', question: '处于行业前列吗？' } },
    ],
  },
}

describe('an enacted revision', () => {
  it('judges from its day on, and leaves every earlier day as it was', () => {
    const book = bookWith(builtInRulesets, [pass('second', '2031-01-01', 90, 'first'), pass('first', '2030-07-01', 85)])
    const on = (day: string) => rulesetIn(book, 'hnte', day, 'apply')
    expect([on('2030-06-30')?.id, on('2030-07-01')?.id, on('2030-12-31')?.id, on('2031-01-01')?.id]).toEqual([
      base,
      'first',
      'first',
      'second',
    ])
    for (const day of ['2026-07-01', '2030-06-30', '2030-07-01', '2031-01-01'])
      expect(
        book.filter(({ certification, inForce: { apply } }) => certification === 'hnte' && apply.from <= day && (apply.to ?? day) >= day),
      ).toHaveLength(1)
    expect(on('2030-06-30')).toEqual({
      ...builtInRulesets.find(({ id }) => id === base),
      inForce: { apply: { from: '2016-01-01', to: '2030-06-30' }, renew: { from: '2016-01-01', to: '2030-06-30' } },
    })
    expect(checkRulesets([on('2030-07-01')!, on('2031-01-01')!].slice(0, 1))).toEqual([])
    expect(on('2030-07-01')?.basis.at(-1)).toBe('示例〔2030〕1号 关于调整合格线的通知')
  })

  it('reaches every reader of the rules at once, and is gone with it', () => {
    const before = assess(hnte)
    // The firm of the examples has a score of 80.
    enact([pass('hnte.r1', '2026-07-01', 81), pack])
    expect(assessCertification(hnte, 'hnte')).toMatchObject({ ruleset: 'hnte.r1', verdict: 'unqualified', score: { pass: 81 } })
    expect(assessCertification({ ...hnte, asOf: addDays('2026-07-01', -1) }, 'hnte')).toMatchObject({ ruleset: base, verdict: 'qualified' })
    expect(firstRungs.map(({ id }) => id)).toEqual(
      ['techsme-115', base, 'hnte.r1'].map((id, index) => (index === 0 ? firstRungs[0]!.id : id)),
    )
    expect(judgedCertifications).toContain('gazelle')
    expect(findRulesetById('gazelle.r1')?.certification).toBe('gazelle')
    enact([])
    expect(rulesets).toEqual(builtInRulesets)
    expect(assess(hnte)).toEqual(before)
  })
})

describe('a pack completed from a notice', () => {
  it('is a rule set without faults, which judges on both sides of its threshold', () => {
    const ruleset = rulesetOfPack(pack.pack!, {
      id: pack.id,
      certification: 'gazelle',
      effectiveOn: pack.effectiveOn,
      clause: document.number,
    })
    expect(checkRulesets([ruleset])).toEqual([])
    const judged = (totalAssets: number | null) =>
      assessCertification(withFigures(hnte, { totalAssets }), 'gazelle', 'apply', { ruleset }).verdict
    // What is left to a person is never more than that.
    expect([judged(10_000_000), judged(9_999_999.99), judged(null)]).toEqual(['review', 'unqualified', 'undetermined'])
  })
})

describe('the worked examples that the product runs', () => {
  const examples = [...nationalExamples, ...specialisedExamples, ...boardExamples].filter(({ expect: { certification } }) => certification)

  it('are those of the policy sheets, all of them', async () => {
    const lines = examples.map(({ id, point, facts, expect: expected }) => JSON.stringify({ id, point, facts, expect: expected }))
    await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('../../../seeds/reference/worked-examples.json')
  })

  it('tell a version that answers otherwise, unless the answer was restated', () => {
    const ruleset = bookWith(builtInRulesets, [pass('stricter', '2030-01-01', 90)]).find(({ id }) => id === 'stricter')!
    const one = examples.find(
      ({ expect: { certification, verdict, score } }) => certification === 'hnte' && verdict === 'qualified' && (score?.[1] ?? 100) < 90,
    )!
    const example = { ...one, expect: { ...one.expect, certification: 'hnte' as const } }
    expect(runExample(findRulesetById(base)!, example).passes).toBe(true)
    expect(runExample(ruleset, example)).toMatchObject({
      passes: false,
      differs: expect.arrayContaining(['verdict']),
      actual: 'unqualified',
    })
    expect(runExample(ruleset, example, { verdict: 'unqualified', reason: '合格线提高' })).toMatchObject({
      passes: true,
      restated: '合格线提高',
    })
  })
})
