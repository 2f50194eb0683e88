import type { Criterion, Test } from './ruleset.ts'

/** Whether a condition leaves a case to a person. */
const isJudged = (test: Test): boolean => {
  switch (test.kind) {
    case 'all':
    case 'any':
    case 'agree':
      return test.of.some(isJudged)
    case 'judged':
      return true
    case 'choice':
      return Object.values(test.outcomes).includes('judged')
    case 'industry':
      return test.inside === 'judged' || test.outside === 'judged'
    case 'split':
      return [test.met, test.unmet, test.open].some((one) => one !== null && isJudged(one))
    case 'tiered':
      return test.tiers.some((tier) => isJudged(tier.test))
    default:
      return false
  }
}

/** What kind of answer a criterion takes from a person: points, yes or no, or none because the facts decide it. */
export function answerKind(criterion: Criterion): 'points' | 'flag' | null {
  if ('points' in criterion) return criterion.answerable ? 'points' : null
  return isJudged(criterion.test) ? 'flag' : null
}
