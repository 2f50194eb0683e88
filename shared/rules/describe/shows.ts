import type { CriterionText } from '../../api/rulesets.ts'
import { scalarIndicator } from '../case.ts'
import type { PointsRule, Test } from '../ruleset.ts'
import { unitOf } from './quantities.ts'
import type { Context, Unit } from './words.ts'

/** How the value and the threshold of a criterion are written, and what stands between them. */
export type Shown = Pick<CriterionText, 'shows' | 'relation'>

const shown = (shows: CriterionText['shows'], relation: CriterionText['relation'] = ''): Shown => ({ shows, relation })

const showsOf: Readonly<Record<Unit, CriterionText['shows']>> = {
  money: 'money',
  people: 'people',
  count: 'count',
  percent: 'percentage',
  share: 'percent',
  years: 'years',
  level: 'level',
  rank: 'rank',
  points: 'marks',
}

/** Numbers of several units in one criterion: as they stand. */
const mixed = shown('text')

/** Several conditions in one: the one way in which all their numbers are written. */
function together(all: readonly Shown[]): Shown {
  if (all.includes(mixed)) return mixed
  const numbers = all.filter(({ shows }) => shows !== 'text' && shows !== 'flag')
  const [first = shown(all.length > 0 && all.every(({ shows }) => shows === 'flag') ? 'flag' : 'text')] = numbers
  return numbers.every(({ shows, relation }) => shows === first.shows && relation === first.relation) ? first : mixed
}

export function shownByTest(context: Context, test: Test): Shown {
  const of = (tests: readonly (Test | null)[]) => together(tests.flatMap((one) => (one === null ? [] : [shownByTest(context, one)])))
  switch (test.kind) {
    case 'all':
    case 'any':
    case 'agree':
      return of(test.of)
    case 'criterion': {
      const criterion = context.criteria.get(test.id)
      return criterion && 'test' in criterion ? shownByTest(context, criterion.test) : shown('text')
    }
    case 'amount':
      return shown(showsOf[unitOf(test.of)], test.relation)
    case 'share':
    case 'growth':
    case 'mean-share':
      return shown('percent', test.relation)
    case 'age':
      return shown('days', '>=')
    case 'some':
      return shown('count', '>=')
    case 'none':
      return shown('count')
    case 'title-held':
    case 'title-free':
    case 'software':
    case 'judged':
      return shown('flag')
    case 'choice':
      return shown(scalarIndicator(test.fact).kind === 'flag' ? 'flag' : 'text')
    case 'known':
    case 'industry':
    case 'since':
    case 'sme':
    case 'purpose':
    case 'day-outside':
    case 'constant':
      return shown('text')
    case 'split':
      return of([test.met, test.unmet])
    case 'tiered':
      return of(test.tiers.map((tier) => tier.test))
    case 'left-to-person':
      return shownByTest(context, test.of)
    case 'score':
      return shown('points', test.relation)
    case 'points-above-zero': {
      const part = context.criteria.get(test.part)
      return shown(part && 'points' in part ? showsOfPoints(part.points) : 'points')
    }
  }
}

export function showsOfPoints(rule: PointsRule): CriterionText['shows'] {
  switch (rule.kind) {
    case 'share-bands':
      return rule.whole.kind === 'years' ? 'count' : 'percent'
    case 'growth-bands':
    case 'rate-bands':
      return 'percent'
    case 'count-bands':
    case 'flag-points':
      return 'count'
    case 'amount-bands':
      return showsOf[unitOf(rule.of)]
    case 'best':
    case 'branch':
    case 'choice-points':
    case 'given':
    case 'greatest':
    case 'judged':
      return 'points'
  }
}
