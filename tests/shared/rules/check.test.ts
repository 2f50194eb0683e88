import { describe, expect, it } from 'vitest'
import {
  all,
  amount,
  bothPurposes,
  criterion,
  everyOf,
  figure,
  fromPercent,
  isTrue,
  member,
  parameter,
  ratio,
  scalar,
  sumOf,
  upToPercent,
} from '../../../shared/rules/builders.ts'
import { checkRuleset, checkRulesets } from '../../../shared/rules/check.ts'
import { percent, type Rational, whole } from '../../../shared/rules/exact.ts'
import type { Band, Dated, Parameter, PointsCriterion, PointsRule, Ruleset, Test, TestCriterion } from '../../../shared/rules/ruleset.ts'
import { rulesets } from '../../../shared/rules/rulesets/index.ts'

const dated = <T>(value: T, from = '2020-01-01'): Dated<T> => ({ from, value, clause: '办法 第一条', source: 'verified' })
const limit = (id: string, value: Rational): Parameter<Rational> => parameter(id, '线', 'Line', dated(value))
const table = (id: string, ...bands: Band[]) => parameter<readonly Band[]>(id, '分档', 'Bands', dated(bands))

const gate = (id: string, test: Test, kind: TestCriterion['kind'] = 'gate'): TestCriterion => ({
  id,
  kind,
  name: { zh: '条件', en: 'Condition' },
  clause: '办法 第一条',
  source: 'verified',
  test,
})
const part = (id: string, points: PointsRule, of = 10, kind: PointsCriterion['kind'] = 'part'): PointsCriterion => ({
  id,
  kind,
  name: { zh: '指标', en: 'Indicator' },
  clause: '办法 第二条',
  source: 'verified',
  of,
  answerable: false,
  points,
})

const sales = gate('trial-sales', amount(figure('salesRevenue'), '>=', limit('trial.sales', whole(1e7))))
const line = gate('trial-score', { kind: 'score', relation: '>=', pass: limit('trial.pass', whole(6)) }, 'aggregate')
const share = (id: string, of: number, ...bands: Band[]) =>
  part(
    id,
    {
      kind: 'share-bands',
      part: figure('rdTax'),
      whole: figure('salesRevenue'),
      undefinedIs: 'open',
      bands: table(`${id}.bands`, ...bands),
    },
    of,
  )
const research = share('trial-research', 10, fromPercent(5, 10), fromPercent(3, 5))

const ruleset: Ruleset = {
  id: 'trial',
  certification: 'hnte',
  title: { zh: '试行', en: 'Trial' },
  basis: [],
  inForce: bothPurposes('2020-01-01'),
  criteria: [sales, research, line],
  score: { of: 10, pass: limit('trial.pass', whole(6)), tree: sumOf('trial-research') },
  verdict: all(...everyOf([sales, line])),
  ways: [],
}

/** The trial rule set with one gate more. */
const withGate = (test: Test, more: Partial<TestCriterion> = {}): Ruleset => {
  const one = { ...gate('trial-more', test), ...more }
  return { ...ruleset, criteria: [...ruleset.criteria, one], verdict: all(...everyOf([sales, line, one])) }
}
/** The trial rule set scored otherwise. */
const withPart = (one: PointsCriterion): Ruleset => ({
  ...ruleset,
  criteria: [sales, one, line],
  score: { ...ruleset.score!, of: one.of, tree: sumOf(one.id) },
})
const withHistory = (...history: [Dated<Rational>, ...Dated<Rational>[]]) =>
  withGate(amount(figure('totalAssets'), '<=', parameter('trial.more', '线', 'Line', ...history)))

describe('the rule sets that judge', () => {
  it.each(rulesets)('$id has no fault', (one) => {
    expect(checkRuleset(one)).toEqual([])
  })

  it('share no parameter id but for one and the same parameter', () => {
    expect(checkRulesets(rulesets)).toEqual([])
  })
})

describe('a fault is found', () => {
  it('in nothing of the rule set that the others start from', () => {
    expect(checkRuleset(ruleset)).toEqual([])
  })

  it.each<readonly [string, Ruleset, string]>([
    [
      'a threshold of money that is one of persons too',
      withGate(amount(figure('staffYearEnd'), '>=', limit('trial.sales', whole(1e7)))),
      'parameter trial.sales is a threshold of money and of people',
    ],
    [
      'a share of unlike units',
      withGate(ratio(figure('rdTax'), figure('staffYearEnd'), '>=', limit('trial.more', percent(3)))),
      'trial-more divides money by people',
    ],
    [
      'a sum of unlike units',
      withGate(amount({ kind: 'plus', of: [figure('rdTax'), figure('rdStaff')] }, '>=', limit('trial.more', whole(3)))),
      'trial-more adds up money and people',
    ],
    [
      'conversions divided by anything but years',
      withGate(ratio({ kind: 'conversions', over: 'accounting-years' }, figure('salesRevenue'), '>=', limit('trial.more', percent(3)))),
      'trial-more divides count by money',
    ],
    [
      'bands out of order',
      withPart(share('trial-research', 10, fromPercent(3, 5), fromPercent(5, 10))),
      'parameter trial-research.bands of 2020-01-01: band >= 0.05 is never reached',
    ],
    [
      'a band twice',
      withPart(share('trial-research', 10, fromPercent(5, 10), fromPercent(5, 5))),
      'parameter trial-research.bands of 2020-01-01: band >= 0.05 is never reached',
    ],
    [
      'bands that look both ways',
      withPart(share('trial-research', 10, fromPercent(5, 10), upToPercent(3, 5))),
      'parameter trial-research.bands of 2020-01-01: bands look both ways',
    ],
    [
      'a worse band that gives more',
      withPart(share('trial-research', 10, fromPercent(5, 5), fromPercent(3, 10))),
      'parameter trial-research.bands of 2020-01-01: band >= 0.03 gives no less than the one above it',
    ],
    ['an empty table', withPart(share('trial-research', 10)), 'parameter trial-research.bands of 2020-01-01: an empty table'],
    [
      'tiers with a hole at the top',
      withGate({
        kind: 'share',
        part: figure('rdTax'),
        whole: figure('salesRevenue'),
        relation: '>=',
        undefinedIs: 'review',
        threshold: {
          tiers: parameter('trial.tiers', '分档', 'Tiers', dated([{ upTo: 5e7, threshold: percent(5) }])),
          by: figure('salesRevenue'),
        },
      }),
      'parameter trial.tiers of 2020-01-01: no tier for what is above the last bound',
    ],
    [
      'dates out of order',
      withHistory(dated(whole(1)), dated(whole(2), '2019-01-01')),
      'parameter trial.more: 2019-01-01 does not follow 2020-01-01',
    ],
    ['a date twice', withHistory(dated(whole(1)), dated(whole(2))), 'parameter trial.more: 2020-01-01 does not follow 2020-01-01'],
    ['a day that does not exist', withHistory(dated(whole(1), '2020-02-30')), 'parameter trial.more: 2020-02-30 is no day'],
    ['a value without a clause', withHistory({ ...dated(whole(1)), clause: ' ' }), 'parameter trial.more lacks the clause of 2020-01-01'],
    ['a criterion without a clause', withGate(isTrue('profile.inMainland'), { clause: '' }), 'trial-more lacks a clause'],
    [
      'a criterion named in one language',
      withGate(isTrue('profile.inMainland'), { name: { zh: 'Condition', en: 'Condition' } }),
      'trial-more lacks a name in Chinese or English',
    ],
    [
      'a gate that the verdict leaves out',
      { ...ruleset, verdict: all(criterion('trial-score')) },
      'trial-sales is a gate that the verdict does not use',
    ],
    ['a note that decides', withGate(isTrue('profile.inMainland'), { kind: 'note' }), 'trial-more is a note and cannot decide the verdict'],
    [
      'a verdict over what is not there',
      { ...ruleset, verdict: all(ruleset.verdict, criterion('gone')) },
      'the verdict or a way names gone, which is no criterion',
    ],
    [
      'a verdict over facts',
      { ...ruleset, verdict: all(ruleset.verdict, isTrue('profile.inMainland')) },
      'the verdict or a way cannot say choice',
    ],
    ['an id twice', { ...ruleset, criteria: [...ruleset.criteria, sales] }, 'criterion trial-sales stands twice'],
    ['a way twice', { ...ruleset, ways: [0, 1].map(() => ({ id: 'score', test: criterion('trial-score') })) }, 'way score stands twice'],
    [
      'a part outside the score',
      { ...ruleset, criteria: [...ruleset.criteria, part('trial-more', { kind: 'judged' })] },
      'part trial-more is not in the score',
    ],
    [
      'a part added twice',
      { ...ruleset, score: { ...ruleset.score!, tree: sumOf('trial-research', 'trial-research') } },
      'trial-research is added twice',
    ],
    [
      'a score that its parts cannot give',
      { ...ruleset, score: { ...ruleset.score!, of: 100 } },
      'the parts give at most 10, the score says 100',
    ],
    [
      'an option that nothing takes',
      { ...ruleset, criteria: [...ruleset.criteria, part('trial-more', { kind: 'judged' }, 10, 'option')] },
      'option trial-more is named by no best',
    ],
    [
      'a best of what is no option',
      withPart(part('trial-best', { kind: 'best', options: ['trial-sales'] })),
      'a best names trial-sales, which is no option',
    ],
    ['points beyond the part', withPart(share('trial-research', 8, fromPercent(5, 10))), 'trial-research gives 10, 10, outside 0 to 8'],
    [
      'one parameter id for two parameters',
      withGate(amount(figure('totalAssets'), '<=', limit('trial.sales', whole(5)))),
      'parameter trial.sales is not one and the same everywhere',
    ],
    [
      'a test of a score inside another',
      withGate(all(line.test, isTrue('profile.inMainland'))),
      'trial-more speaks of a score inside another test',
    ],
    [
      'a choice that cannot be made',
      withGate({ kind: 'choice', fact: 'market.makerChina', outcomes: { top10: 'met' } }),
      'trial-more: market.makerChina is never top10',
    ],
    [
      'a member that items do not have',
      withGate({ kind: 'some', list: 'awards', where: [member('inUse', [true])] }),
      'trial-more: items of awards have no inUse',
    ],
    [
      'a value that a member never has',
      withGate({ kind: 'none', list: 'incidents', where: [member('kind', ['flood'])] }),
      'trial-more: kind of incidents is never flood',
    ],
    [
      'tiers of tests without a last one',
      withGate({
        kind: 'tiered',
        by: scalar('market.yearsInNiche'),
        tiers: [{ from: limit('trial.more', whole(3)), test: { kind: 'judged' } }],
      }),
      'trial-more: the last tier, and no other, has no bound',
    ],
  ])('%s', (_, faulty, fault) => {
    expect(checkRuleset(faulty)).toContain(fault)
  })

  it('between rule sets: one id for the same parameter is none, for another it is', () => {
    const other = (value: number): Ruleset => ({
      ...ruleset,
      id: 'other',
      criteria: [{ ...sales, test: amount(figure('salesRevenue'), '>=', limit('trial.sales', whole(value))) }, research, line],
    })
    expect(checkRulesets([ruleset, other(1e7)])).toEqual([])
    expect(checkRulesets([ruleset, other(2e7)])).toEqual(['parameter trial.sales is not one and the same everywhere'])
    expect(checkRulesets([ruleset, ruleset])).toEqual(['rule set trial stands twice'])
  })
})
