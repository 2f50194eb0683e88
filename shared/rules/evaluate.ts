import type { Purpose } from '../facts.ts'
import { type Case, parameterValue } from './case.ts'
import { compareAmount, holds } from './exact.ts'
import { judge, type FactTest, type Judgement } from './judge.ts'
import { bestOf, type Interval, pointsByFacts } from './points.ts'
import type { Criterion, PointsCriterion, Ruleset, ScoreNode, Test } from './ruleset.ts'
import { greatest, least, Truth, truthOf } from './truth.ts'

/** The score: points still possible in millionths, so that decimal grades add up exactly. */
export interface ScoreInterval {
  readonly min: number
  readonly max: number
  readonly openFor: 'data' | 'person' | null
}

/** Everything that one rule set says of one case. Explanations, distances and advice read it; nothing is worked out twice. */
export interface Evaluation {
  readonly ruleset: Ruleset
  readonly of: Case
  readonly tests: ReadonlyMap<string, Judgement>
  readonly parts: ReadonlyMap<string, Interval>
  readonly score: ScoreInterval | null
  readonly verdict: Truth
  /** The direct criterion or `score` by which it is met, null where there is no choice or it is not met. */
  readonly route: string | null
  /** Answers that the facts do not allow: counted as not given. */
  readonly refusedAnswers: readonly { readonly id: string; readonly min: number; readonly max: number }[]
}

export const millionths = (points: number): number => Math.round(points * 1e6)

const isPoints = (criterion: Criterion): criterion is PointsCriterion => criterion.kind === 'part' || criterion.kind === 'option'

/** Judges a case by one rule set. Pure: the same case and rule set give the same evaluation. */
export function evaluate(ruleset: Ruleset, of: Case): Evaluation {
  const refusedAnswers: { id: string; min: number; max: number }[] = []
  const parts = new Map<string, Interval>()
  for (const criterion of ruleset.criteria.filter(isPoints)) {
    const { points } = criterion
    if (points.kind === 'best') continue
    const byFacts = pointsByFacts(of, points, criterion.of)
    const answer = criterion.answerable ? of.facts.answers?.[criterion.id] : null
    if (typeof answer !== 'number') parts.set(criterion.id, byFacts)
    else if (answer >= byFacts.min && answer <= byFacts.max)
      parts.set(criterion.id, { ...byFacts, min: answer, max: answer, openFor: null, missing: [] })
    else {
      parts.set(criterion.id, byFacts)
      refusedAnswers.push({ id: criterion.id, min: byFacts.min, max: byFacts.max })
    }
  }
  for (const { id, points } of ruleset.criteria.filter(isPoints)) {
    if (points.kind === 'best') parts.set(id, bestOf(points.options.map((option) => parts.get(option)!)))
  }
  const score = ruleset.score ? total(ruleset.score.tree, parts) : null
  const tests = new Map<string, Judgement>()
  for (const criterion of ruleset.criteria) {
    if (isPoints(criterion)) continue
    const answer = of.facts.answers?.[criterion.id]
    tests.set(criterion.id, judgeCriterion(of, criterion.test, typeof answer === 'boolean' ? answer : null, parts, score))
  }
  const verdict = truthOfTest(ruleset.verdict, tests)
  return { ruleset, of, tests, parts, score, verdict, route: routeOf(ruleset, tests, verdict), refusedAnswers }
}

function total(node: ScoreNode, parts: ReadonlyMap<string, Interval>): ScoreInterval {
  if (node.kind === 'part') {
    const { min, max, openFor } = parts.get(node.id)!
    return { min: millionths(min), max: millionths(max), openFor: min < max ? openFor : null }
  }
  const sums = node.of.map((part) => total(part, parts))
  const cap = node.cap === undefined ? Infinity : millionths(node.cap)
  const min = Math.min(
    cap,
    sums.reduce((sum, part) => sum + part.min, 0),
  )
  const max = Math.min(
    cap,
    sums.reduce((sum, part) => sum + part.max, 0),
  )
  if (min === max) return { min, max, openFor: null }
  return { min, max, openFor: sums.some(({ openFor }) => openFor === 'data') ? 'data' : 'person' }
}

/** Met when even the least passes, unmet when even the most does not; else open for what keeps a part open. */
function truthOfInterval(min: number, max: number, openFor: 'data' | 'person' | null, passes: (points: number) => boolean): Truth {
  if (passes(min)) return Truth.met
  if (!passes(max)) return Truth.unmet
  return openFor === 'data' ? Truth.unknown : Truth.review
}

function judgeCriterion(
  of: Case,
  test: Test,
  answer: boolean | null,
  parts: ReadonlyMap<string, Interval>,
  score: ScoreInterval | null,
): Judgement {
  if (test.kind === 'score' && score) {
    const pass = parameterValue(of, test.pass)
    const passes = (points: number) => holds(compareAmount({ units: points, scale: 1e6 }, pass), test.relation)
    const value = score.min === score.max ? score.min / 1e6 : `${score.min / 1e6}–${score.max / 1e6}`
    return {
      truth: truthOfInterval(score.min, score.max, score.openFor, passes),
      missing: [...new Set([...parts.values()].flatMap((part) => (part.openFor === 'data' ? part.missing : [])))],
      proxies: [],
      value,
      threshold: pass.p / pass.q,
      distance: null,
    }
  }
  if (test.kind === 'points-above-zero') {
    const { min, max, openFor, missing, proxies, value } = parts.get(test.part)!
    return { truth: truthOfInterval(min, max, openFor, (points) => points > 0), missing, proxies, value, threshold: null, distance: null }
  }
  return judge(of, test as FactTest, answer)
}

/** The truth of a condition over criteria that are judged already. */
export function truthOfTest(test: Test, tests: ReadonlyMap<string, Judgement>): Truth {
  switch (test.kind) {
    case 'all':
      return least(test.of.map((part) => truthOfTest(part, tests)))
    case 'any':
      return greatest(test.of.map((part) => truthOfTest(part, tests)))
    case 'criterion':
      return tests.get(test.id)?.truth ?? Truth.unknown
    default:
      return truthOf(false)
  }
}

/** The first direct criterion that is met, else the score where it holds; only for a firm that qualifies or is left to a person. */
function routeOf({ route }: Ruleset, tests: ReadonlyMap<string, Judgement>, verdict: Truth): string | null {
  if (route === null || verdict < Truth.review) return null
  const direct = route.direct.find((id) => tests.get(id)?.truth === Truth.met)
  if (direct !== undefined) return direct
  return truthOfTest(route.score, tests) >= Truth.review ? 'score' : null
}

export type { Case, Purpose }
