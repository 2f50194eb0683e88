import type { Criterion, PointsRule, Quantity, Ruleset, ScoreNode, Test } from './ruleset.ts'
import { factsOfQuantity } from './readings.ts'
import { factsOfSize } from './size.ts'

/** The facts that a criterion is judged by, as `keyOfFact` names them; a person's answer and the day are none of them. */
export function keysReadBy(ruleset: Ruleset, criterion: Criterion): ReadonlySet<string> {
  return new Set('points' in criterion ? keysOfRule(ruleset, criterion.points) : keysOfTest(ruleset, criterion.test))
}

const figureKeys = (figure: Extract<Quantity, { kind: 'figure' }>['figure']) => factsOfQuantity({ kind: 'figure', figure, yearsBack: 1 })

function keysOfTest(ruleset: Ruleset, test: Test): readonly string[] {
  const inside = (tests: readonly (Test | null)[]) => tests.flatMap((one) => (one ? keysOfTest(ruleset, one) : []))
  switch (test.kind) {
    case 'all':
    case 'any':
    case 'agree':
      return inside(test.of)
    case 'left-to-person':
      return inside([test.of])
    case 'split':
      return inside([test.by, test.met, test.unmet, test.open])
    case 'tiered':
      return [...factsOfQuantity(test.by), ...inside(test.tiers.map((tier) => tier.test))]
    case 'amount':
      return factsOfQuantity(test.of)
    case 'share':
      return [test.part, test.whole, ...('history' in test.threshold ? [] : [test.threshold.by])].flatMap(factsOfQuantity)
    case 'growth':
      return figureKeys(test.of.figure)
    case 'mean-share':
      return [...figureKeys(test.part), ...figureKeys(test.whole)]
    case 'known':
    case 'choice':
    case 'since':
      return [test.fact]
    case 'age':
      return ['profile.registeredOn']
    case 'industry':
      return ['profile.industry']
    case 'software':
      return ['profile.softwareFirm', 'profile.industry']
    case 'sme':
      return factsOfSize
    case 'some':
    case 'none':
      return [test.list]
    case 'title-held':
    case 'title-free':
      return ['titles']
    case 'score':
      return keysOfScore(ruleset, test.group ?? ruleset.score?.tree)
    case 'points-above-zero':
      return keysOfCriterion(ruleset, test.part)
    case 'criterion':
      return keysOfCriterion(ruleset, test.id)
    case 'purpose':
    case 'day-outside':
    case 'judged':
    case 'constant':
      return []
  }
}

const keysOfCriterion = (ruleset: Ruleset, id: string): readonly string[] => {
  const criterion = ruleset.criteria.find((one) => one.id === id)
  return criterion ? [...keysReadBy(ruleset, criterion)] : []
}

function keysOfScore(ruleset: Ruleset, node: ScoreNode | undefined): readonly string[] {
  if (!node) return []
  return node.kind === 'part' ? keysOfCriterion(ruleset, node.id) : node.of.flatMap((one) => keysOfScore(ruleset, one))
}

function keysOfRule(ruleset: Ruleset, rule: PointsRule): readonly string[] {
  switch (rule.kind) {
    case 'share-bands':
      return [...factsOfQuantity(rule.part), ...factsOfQuantity(rule.whole)]
    case 'best':
      return rule.options.flatMap((id) => keysOfCriterion(ruleset, id))
    case 'count-bands':
    case 'branch':
      return [rule.list]
    case 'growth-bands':
      return [...figureKeys(rule.figure), 'profile.registeredOn']
    case 'amount-bands':
      return factsOfQuantity(rule.of)
    case 'rate-bands':
      return figureKeys(rule.of.figure)
    case 'choice-points':
    case 'given':
      return [rule.fact]
    case 'flag-points':
      return rule.facts
    case 'greatest':
      return rule.of.flatMap((one) => keysOfRule(ruleset, one))
    case 'judged':
      return []
  }
}
