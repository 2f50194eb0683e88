import type { Assessment, CriterionReport, Outcome, Score } from '../report.ts'
import type { Evaluation } from './evaluate.ts'
import { isPoints } from './program.ts'
import type { Interval } from './points.ts'
import { decisiveMissing } from './missing.ts'
import type { Criterion } from './ruleset.ts'
import { shortBy } from './short-by.ts'
import { outcomeOf, verdictOf } from './truth.ts'

/** A part never enters the verdict by its outcome, only by its points: open, left to a person, or fixed above or at zero. */
function outcomeOfPart({ min, max, openFor, flagged }: Interval): Outcome {
  if (min < max && openFor === 'data') return 'unknown'
  if (min < max || flagged) return 'review'
  return max > 0 ? 'met' : 'unmet'
}

const unique = (paths: readonly string[]): string[] => (paths.length < 2 ? [...paths] : [...new Set(paths)])

/** One line of the explanation, of the criterion on a place of the rule set. */
function explainCriterion(evaluation: Evaluation, criterion: Criterion, index: number): CriterionReport {
  const { id, clause } = criterion
  if (isPoints(criterion)) {
    const part = evaluation.partAt(index)
    const { min, max, value, missing, proxies } = part
    return {
      id,
      outcome: outcomeOfPart(part),
      points: { min, max, of: criterion.of },
      value,
      threshold: null,
      distance: null,
      missing: unique(missing),
      proxies: unique(proxies),
      clause,
    }
  }
  const { truth, value, threshold, distance, missing, proxies, notApplicable } = evaluation.at(index)
  const outcome = notApplicable ? 'not-applicable' : outcomeOf[truth]
  return { id, outcome, value, threshold, distance, missing: unique(missing), proxies: unique(proxies), clause }
}

/** The score as the contract reports it, null where the rule set has none. */
export function scoreOf(evaluation: Evaluation): Score | null {
  const { score, ruleset } = evaluation
  return score && ruleset.score ? { min: score.min / 1e6, max: score.max / 1e6, of: ruleset.score.of, pass: passMark(evaluation) } : null
}

/** The evaluation as the contract reports it: every criterion in the order of the text, nothing left out. */
export function explain(evaluation: Evaluation): Assessment {
  const { ruleset, verdict, refusedAnswers } = evaluation
  return {
    certification: ruleset.certification,
    ruleset: ruleset.id,
    verdict: verdictOf[verdict],
    route: evaluation.route,
    score: scoreOf(evaluation),
    criteria: ruleset.criteria.map((criterion, index) => explainCriterion(evaluation, criterion, index)),
    reason: null,
    shortBy: shortBy(ruleset.verdict, evaluation),
    missing: decisiveMissing(evaluation),
    ...(refusedAnswers.length > 0 ? { warnings: refusedAnswers.map(({ id }) => id) } : {}),
  }
}

/** The pass mark that judged: as the score line itself shows it. */
function passMark(evaluation: Evaluation): number {
  const { criteria } = evaluation.ruleset
  const line = criteria.findIndex((criterion) => 'test' in criterion && criterion.test.kind === 'score' && !criterion.test.group)
  const threshold = line < 0 ? null : evaluation.at(line).threshold
  return typeof threshold === 'number' ? threshold : 0
}
