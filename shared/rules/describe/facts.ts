import type { Growth, PointsRule, Quantity, Test } from '../ruleset.ts'
import { partsOf, spanYears, yearBefore } from './spans.ts'
import type { Context } from './words.ts'

const yearly = (years: readonly number[], figure: string): string[] => years.map((year) => `years.${year}.${figure}`)
const lastYears = (context: Context, years: number): number[] => Array.from({ length: years }, (_, i) => yearBefore(context, years - i))

function ofQuantity(context: Context, quantity: Quantity): readonly string[] {
  switch (quantity.kind) {
    case 'figure':
      return yearly([yearBefore(context, quantity.yearsBack)], quantity.figure)
    case 'sum':
      return yearly(spanYears(context, quantity.over), quantity.figure)
    case 'conversions':
      return spanYears(context, quantity.over).map((year) => `conversions.${year}`)
    case 'years':
      return []
    case 'scalar':
      return [quantity.fact]
    case 'financing':
      return ['financing']
    case 'plus':
    case 'mean':
    case 'least':
      return quantity.of.flatMap((one) => ofQuantity(context, one))
  }
}

const ofGrowth = (context: Context, { figure, form }: Growth): readonly string[] =>
  yearly(form === 'compound' ? [yearBefore(context, 3), yearBefore(context, 1)] : lastYears(context, form === 'yearly' ? 2 : 3), figure)

function ofTest(context: Context, test: Test): readonly string[] {
  switch (test.kind) {
    case 'all':
    case 'any':
    case 'agree':
      return test.of.flatMap((part) => ofTest(context, part))
    case 'criterion':
      return ofCriterion(context, test.id)
    case 'amount':
      return ofQuantity(context, test.of)
    case 'share':
      return [test.part, test.whole, ...('history' in test.threshold ? [] : [test.threshold.by])].flatMap((one) => ofQuantity(context, one))
    case 'age':
      return ['profile.registeredOn']
    case 'growth':
      return ofGrowth(context, test.of)
    case 'mean-share':
      return [test.part, test.whole].flatMap((figure) => yearly(lastYears(context, test.years), figure))
    case 'known':
    case 'choice':
    case 'since':
      return [test.fact]
    case 'industry':
      return ['profile.industry']
    case 'some':
    case 'none':
      return [test.list]
    case 'title-held':
    case 'title-free':
      return ['titles']
    case 'sme':
      return [
        'profile.industry',
        ...['staffYearEnd', 'operatingRevenue', 'totalAssets'].flatMap((figure) => yearly(lastYears(context, 1), figure)),
      ]
    case 'software':
      return ['profile.softwareFirm', 'profile.industry']
    case 'purpose':
    case 'day-outside':
    case 'judged':
    case 'constant':
      return []
    case 'split':
      return [test.by, test.met, test.unmet, test.open].flatMap((one) => (one === null ? [] : ofTest(context, one)))
    case 'tiered':
      return [...ofQuantity(context, test.by), ...test.tiers.flatMap((tier) => ofTest(context, tier.test))]
    case 'left-to-person':
      return ofTest(context, test.of)
    case 'score': {
      const parts = test.group
        ? partsOf(test.group)
        : [...context.criteria.values()].flatMap(({ kind, id }) => (kind === 'part' ? [id] : []))
      return parts.flatMap((id) => ofCriterion(context, id))
    }
    case 'points-above-zero':
      return ofCriterion(context, test.part)
  }
}

function ofPoints(context: Context, rule: PointsRule): readonly string[] {
  switch (rule.kind) {
    case 'share-bands':
      return [rule.part, rule.whole].flatMap((one) => ofQuantity(context, one))
    case 'best':
      return rule.options.flatMap((id) => ofCriterion(context, id))
    case 'count-bands':
    case 'branch':
      return [rule.list]
    case 'growth-bands':
      return yearly(spanYears(context, rule.over), rule.figure)
    case 'amount-bands':
      return ofQuantity(context, rule.of)
    case 'rate-bands':
      return ofGrowth(context, rule.of)
    case 'choice-points':
    case 'given':
      return [rule.fact]
    case 'flag-points':
      return rule.facts
    case 'greatest':
      return rule.of.flatMap((one) => ofPoints(context, one))
    case 'judged':
      return []
  }
}

function ofCriterion(context: Context, id: string): readonly string[] {
  const criterion = context.criteria.get(id)
  if (!criterion) return []
  return 'points' in criterion ? ofPoints(context, criterion.points) : ofTest(context, criterion.test)
}

/** The facts that a criterion reads, by dot path, with the years of the day asked; a list stands for all its members. */
export const factsOf = (context: Context, id: string): string[] => [...new Set(ofCriterion(context, id))]
