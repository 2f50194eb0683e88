import type { Evaluation } from './evaluate.ts'
import { criterionOf } from './program.ts'
import { partIds } from './score.ts'
import type { Test } from './ruleset.ts'
import { Truth } from './truth.ts'

/**
 * The facts that could still change a verdict, most decisive first.
 *
 * A criterion that lacks data may turn out anything from unmet to met. It matters only where its siblings leave room: under
 * "all of" nothing rises above the best that the others can reach, under "any of" nothing falls below the worst that they
 * reach. Weight: a condition that can fail everything by itself counts 1, a way among several half of it, a part of a score
 * the share of points that hangs on it; a fact used in several places adds up. Equal weights keep the order of the text.
 */
export function decisiveMissing(evaluation: Evaluation): string[] {
  // What is met or unmet stays so, whatever is said besides.
  if (evaluation.verdict === Truth.met || evaluation.verdict === Truth.unmet) return []
  const weights = new Map<string, number>()
  visit(evaluation, evaluation.ruleset.verdict, Truth.unmet, Truth.met, 1, weights)
  return [...weights].sort(([, a], [, b]) => b - a).map(([fact]) => fact)
}

/** The truth values that a condition may still turn out to have once everything is known. */
function rangeOf(evaluation: Evaluation, test: Test): { lo: Truth; hi: Truth } {
  if (test.kind === 'criterion') {
    const truth = evaluation.criterion(test.id).truth
    return truth === Truth.unknown ? { lo: Truth.unmet, hi: Truth.met } : { lo: truth, hi: truth }
  }
  if (test.kind === 'constant') return { lo: Truth[test.truth], hi: Truth[test.truth] }
  if (test.kind === 'left-to-person') {
    const { lo, hi } = rangeOf(evaluation, test.of)
    return { lo: lo === Truth.unknown ? Truth.review : lo, hi: hi === Truth.unknown ? Truth.review : hi }
  }
  if (test.kind !== 'all' && test.kind !== 'any') return { lo: Truth.unmet, hi: Truth.met }
  const ranges = test.of.filter((part) => applies(evaluation, test.kind, part)).map((part) => rangeOf(evaluation, part))
  const pick = test.kind === 'all' ? Math.min : Math.max
  return { lo: pick(...ranges.map(({ lo }) => lo)) as Truth, hi: pick(...ranges.map(({ hi }) => hi)) as Truth }
}

/** Under "any of", a part that does not apply is no way to meet it. */
const applies = (evaluation: Evaluation, kind: Test['kind'], part: Test): boolean =>
  kind !== 'any' || part.kind !== 'criterion' || !evaluation.criterion(part.id).notApplicable

function visit(evaluation: Evaluation, test: Test, lo: Truth, hi: Truth, weight: number, weights: Map<string, number>): void {
  const range = rangeOf(evaluation, test)
  if (Math.max(range.lo, lo) >= Math.min(range.hi, hi)) return
  if (test.kind === 'criterion') return weigh(evaluation, test.id, weight, weights)
  if (test.kind === 'left-to-person') return visit(evaluation, test.of, lo, hi, weight, weights)
  if (test.kind !== 'all' && test.kind !== 'any') return
  const parts = test.of.filter((part) => applies(evaluation, test.kind, part))
  const ranges = parts.map((part) => rangeOf(evaluation, part))
  parts.forEach((part, index) => {
    const others = ranges.filter((_, other) => other !== index)
    if (test.kind === 'all') visit(evaluation, part, lo, Math.min(hi, ...others.map((range) => range.hi)) as Truth, weight, weights)
    else visit(evaluation, part, Math.max(lo, ...others.map((range) => range.lo)) as Truth, hi, weight / 2, weights)
  })
}

function weigh(evaluation: Evaluation, id: string, weight: number, weights: Map<string, number>): void {
  const { ruleset } = evaluation
  const add = (fact: string, more: number) => weights.set(fact, (weights.get(fact) ?? 0) + more)
  const criterion = criterionOf(ruleset, id)
  if ('test' in criterion && criterion.test.kind === 'score' && ruleset.score) {
    const most = ruleset.score.of
    for (const one of partIds(criterion.test.group ?? ruleset.score.tree)) {
      const part = evaluation.part(one)
      if (part.openFor === 'data') for (const fact of part.missing) add(fact, (weight * (part.max - part.min)) / most)
    }
    return
  }
  for (const fact of new Set(evaluation.criterion(id).missing)) add(fact, weight)
}
