import { type Case, parameterValue } from './case.ts'
import { compareAmount, holds } from './exact.ts'
import { combineTruths, type FactTest, judge, type Judgement } from './judge.ts'
import { bestOf, type Interval, pointsByFacts } from './points.ts'
import type { Criterion, PointsCriterion, Ruleset, ScoreNode, Test, TestCriterion } from './ruleset.ts'
import { Truth } from './truth.ts'

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
  /** The way by which it is met, null where there is no choice or it is not met. */
  readonly route: string | null
  /** Answers that the facts do not allow: counted as not given. */
  readonly refusedAnswers: readonly { readonly id: string; readonly min: number; readonly max: number }[]
}

export const millionths = (points: number): number => Math.round(points * 1e6)

const isPoints = (criterion: Criterion): criterion is PointsCriterion => criterion.kind === 'part' || criterion.kind === 'option'

const indexes = new WeakMap<Ruleset, ReadonlyMap<string, Criterion>>()

/** A criterion of a rule set by its id. */
export function criterionOf(ruleset: Ruleset, id: string): Criterion {
  let index = indexes.get(ruleset)
  if (!index) indexes.set(ruleset, (index = new Map(ruleset.criteria.map((criterion) => [criterion.id, criterion]))))
  const found = index.get(id)
  if (!found) throw new Error(`${ruleset.id} has no criterion ${id}`)
  return found
}

/** One case seen through one rule set: each part and criterion is judged when asked for, and once. */
export class Look {
  readonly ruleset: Ruleset
  readonly of: Case
  readonly refusedAnswers: Evaluation['refusedAnswers'][number][] = []
  readonly parts = new Map<string, Interval>()
  readonly tests = new Map<string, Judgement>()
  private whole: ScoreInterval | null | undefined

  constructor(ruleset: Ruleset, of: Case) {
    this.ruleset = ruleset
    this.of = of
  }

  part(id: string): Interval {
    let part = this.parts.get(id)
    if (!part) this.parts.set(id, (part = this.judgePart(criterionOf(this.ruleset, id) as PointsCriterion)))
    return part
  }

  private judgePart({ id, points, of: most, answerable }: PointsCriterion): Interval {
    if (points.kind === 'best') return bestOf(points.options.map((option) => this.part(option)))
    const byFacts = pointsByFacts(this.of, points, most)
    const answer = answerable ? this.of.facts.answers?.[id] : null
    if (typeof answer !== 'number') return byFacts
    if (answer >= byFacts.min && answer <= byFacts.max) return { ...byFacts, min: answer, max: answer, openFor: null, missing: [] }
    this.refusedAnswers.push({ id, min: byFacts.min, max: byFacts.max })
    return byFacts
  }

  score(): ScoreInterval | null {
    if (this.whole === undefined) this.whole = this.ruleset.score ? total(this.ruleset.score.tree, (id) => this.part(id)) : null
    return this.whole
  }

  /** The points of one group of parts, or of all. */
  group(node: ScoreNode | undefined): ScoreInterval | null {
    return node ? total(node, (id) => this.part(id)) : this.score()
  }

  criterion(id: string): Judgement {
    let judged = this.tests.get(id)
    if (!judged) this.tests.set(id, (judged = this.judgeCriterion(criterionOf(this.ruleset, id) as TestCriterion)))
    return judged
  }

  /** A person's yes or no on a criterion, where given. */
  answer(id: string): boolean | null {
    const answer = this.of.facts.answers?.[id]
    return typeof answer === 'boolean' ? answer : null
  }

  private judgeCriterion({ id, test }: TestCriterion): Judgement {
    if (test.kind === 'score') return judgeScore(this, test)
    if (test.kind === 'points-above-zero') {
      const { min, max, openFor, missing, proxies, value } = this.part(test.part)
      return { truth: truthOfInterval(min, max, openFor, (points) => points > 0), missing, proxies, value, threshold: null, distance: null }
    }
    return judge(this.of, test as FactTest, this.answer(id))
  }

  /** Whether a condition over criteria is met or left to a person alone; stops at the first answer. */
  reaches(test: Test): boolean {
    switch (test.kind) {
      case 'all':
        return test.of.every((part) => this.reaches(part))
      case 'any': {
        const applying = test.of.filter((part) => !(part.kind === 'criterion' && this.criterion(part.id).notApplicable))
        return applying.length === 0 || applying.some((part) => this.reaches(part))
      }
      case 'criterion':
        return this.criterion(test.id).truth >= Truth.review
      default:
        return judgeTest(test, (id) => this.criterion(id)).truth >= Truth.review
    }
  }
}

/** Judges a case by one rule set. Pure: the same case and rule set give the same evaluation. */
export function evaluate(ruleset: Ruleset, of: Case): Evaluation {
  const look = new Look(ruleset, of)
  for (const criterion of ruleset.criteria) if (isPoints(criterion)) look.part(criterion.id)
  for (const criterion of ruleset.criteria) if (!isPoints(criterion)) look.criterion(criterion.id)
  const { parts, tests, refusedAnswers } = look
  const verdict = truthOfTest(ruleset.verdict, tests)
  return { ruleset, of, tests, parts, score: look.score(), verdict, route: routeOf(ruleset, tests, verdict), refusedAnswers }
}

function total(node: ScoreNode, partOf: (id: string) => Interval): ScoreInterval {
  if (node.kind === 'part') {
    const { min, max, openFor } = partOf(node.id)
    return { min: millionths(min), max: millionths(max), openFor: min < max ? openFor : null }
  }
  const sums = node.of.map((part) => total(part, partOf))
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

/** A line of the score against its pass mark. */
function judgeScore(look: Look, { group, pass: mark, relation }: Extract<Test, { kind: 'score' }>): Judgement {
  const { of, ruleset } = look
  const { min, max, openFor } = look.group(group) ?? { min: 0, max: 0, openFor: null }
  const pass = parameterValue(of, mark)
  const passes = (points: number) => holds(compareAmount({ units: points, scale: 1e6 }, pass), relation)
  return {
    truth: truthOfInterval(min, max, openFor, passes),
    missing: openFor === 'data' ? [...new Set(partIds(group ?? ruleset.score!.tree).flatMap((id) => openFacts(look.part(id))))] : [],
    proxies: [],
    value: min === max ? min / 1e6 : `${min / 1e6}–${max / 1e6}`,
    threshold: pass.p / pass.q,
    distance: null,
  }
}

const openFacts = ({ openFor, missing }: Interval): readonly string[] => (openFor === 'data' ? missing : [])

/** The parts that a group of the score adds up. */
export function partIds(group: ScoreNode): readonly string[] {
  let ids = idsOf.get(group)
  if (!ids) idsOf.set(group, (ids = group.kind === 'part' ? [group.id] : group.of.flatMap(partIds)))
  return ids
}

const idsOf = new WeakMap<ScoreNode, readonly string[]>()

/** The judgement of a condition over criteria that are judged already. */
export function judgeTest(test: Test, criterion: (id: string) => Judgement | undefined): Pick<Judgement, 'truth' | 'notApplicable'> {
  switch (test.kind) {
    case 'all':
    case 'any':
      return combineTruths(
        test.kind,
        test.of.map((part) => judgeTest(part, criterion)),
      )
    case 'criterion':
      return criterion(test.id) ?? { truth: Truth.unknown }
    case 'left-to-person': {
      const { truth } = judgeTest(test.of, criterion)
      return { truth: truth === Truth.unknown ? Truth.review : truth }
    }
    case 'constant':
      return { truth: Truth[test.truth] }
    default:
      throw new Error(`a verdict cannot say ${test.kind}`)
  }
}

export const truthOfTest = (test: Test, tests: ReadonlyMap<string, Judgement>): Truth => judgeTest(test, (id) => tests.get(id)).truth

/** The first way that is met, else the first that holds as far as the best; only for a firm that qualifies or is left to a person. */
function routeOf({ ways }: Ruleset, tests: ReadonlyMap<string, Judgement>, verdict: Truth): string | null {
  if (ways.length === 0 || verdict < Truth.review) return null
  const truths = ways.map(({ test }) => truthOfTest(test, tests))
  const best = Math.max(...truths)
  return best < Truth.review ? null : ways[truths.findIndex((truth) => truth === best)]!.id
}
