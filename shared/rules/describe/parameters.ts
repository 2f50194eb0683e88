import type { ParameterText } from '../../api/rulesets.ts'
import type { Label } from '../../dictionary/indicator.ts'
import type { Rational, Relation } from '../exact.ts'
import type { Band, Criterion, Parameter, PointsRule, Test } from '../ruleset.ts'
import { bandTexts, type BandText } from './points.ts'
import { limitText, tiersText, unitOf } from './quantities.ts'
import { join, label, say, type Unit } from './words.ts'

const written = <T>({ id, label: name, history }: Parameter<T>, text: (value: T) => Label): ParameterText => ({
  id,
  label: name,
  history: history.map(({ from, value, clause, source }) => ({ from, text: text(value), clause, source })),
})

const amount = (parameter: Parameter<Rational>, relation: Relation, unit: Unit): ParameterText =>
  written(parameter, (value) => limitText(relation, value, unit))

const table = (lines: readonly BandText[]): Label =>
  join(
    lines.map(({ text, min, max }) => say('{0}：{1} 分', '{0}: {1}', text, min === max ? min : `${min}–${max}`)),
    '；',
    '; ',
  )
const bands = (parameter: Parameter<readonly Band[]>, unit: Unit, more?: Parameters<typeof bandTexts>[2]): ParameterText =>
  written(parameter, (value) => table(bandTexts(value, unit, more)))

function ofTest(test: Test): readonly ParameterText[] {
  switch (test.kind) {
    case 'all':
    case 'any':
    case 'agree':
      return test.of.flatMap(ofTest)
    case 'amount':
      return [amount(test.threshold, test.relation, unitOf(test.of))]
    case 'share': {
      const { threshold, relation } = test
      if ('history' in threshold) return [amount(threshold, relation, 'share')]
      return [written(threshold.tiers, (tiers) => tiersText(tiers, relation, unitOf(threshold.by)))]
    }
    case 'growth':
    case 'mean-share':
      return [amount(test.threshold, test.relation, 'share')]
    case 'age':
      return [written(test.atLeastDays, ({ p, q }) => say('≥ {0} 天', '≥ {0} days', p / q))]
    case 'industry':
      return [written(test.codes, (codes) => label(codes.join('、'), codes.join(', ')))]
    case 'some':
      return test.atLeast ? [amount(test.atLeast, '>=', 'count')] : []
    case 'split':
      return [test.by, test.met, test.unmet, test.open].flatMap((one) => (one === null ? [] : ofTest(one)))
    case 'tiered':
      return test.tiers.flatMap(({ from, test: asked }) => [...(from ? [amount(from, '>=', unitOf(test.by))] : []), ...ofTest(asked)])
    case 'left-to-person':
      return ofTest(test.of)
    case 'score':
      return [amount(test.pass, test.relation, 'points')]
    case 'criterion':
    case 'known':
    case 'choice':
    case 'since':
    case 'none':
    case 'title-held':
    case 'title-free':
    case 'sme':
    case 'software':
    case 'purpose':
    case 'day-outside':
    case 'judged':
    case 'constant':
    case 'points-above-zero':
      return []
  }
}

function ofPoints(rule: PointsRule): readonly ParameterText[] {
  switch (rule.kind) {
    case 'share-bands':
      return [rule.whole.kind === 'years' ? bands(rule.bands, unitOf(rule.part), { isYearly: true }) : bands(rule.bands, 'share')]
    case 'growth-bands':
    case 'rate-bands':
      return [bands(rule.bands, 'share')]
    case 'amount-bands':
      return [bands(rule.bands, unitOf(rule.of))]
    case 'count-bands':
      return rule.classes.map((one) => bands(one.bands, 'count', { isNamed: true }))
    case 'branch':
      return [
        written(rule.ranges, ({ better, other }) =>
          table([
            { text: label('有', 'with'), ...better },
            { text: label('无', 'without'), ...other },
          ]),
        ),
      ]
    case 'greatest':
      return rule.of.flatMap(ofPoints)
    case 'best':
    case 'choice-points':
    case 'flag-points':
    case 'given':
    case 'judged':
      return []
  }
}

/** The dated thresholds, tiers and tables of the criteria, each once, with all their values. */
export function parameterTexts(criteria: readonly Criterion[]): ParameterText[] {
  const all = criteria.flatMap((criterion) => ('points' in criterion ? ofPoints(criterion.points) : ofTest(criterion.test)))
  return [...new Map(all.map((parameter) => [parameter.id, parameter])).values()]
}
