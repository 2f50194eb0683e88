import type { FirmFacts } from '../facts.ts'
import { type Case, caseWith, parameterReader } from './case.ts'
import { compareAmount, holds } from './exact.ts'
import { type FactTest, type Judgement, judgement, judgeOf } from './judge.ts'
import { bestOf, type Interval, scorerOf } from './points.ts'
import { keysReadBy } from './reads.ts'
import type { Criterion, PointsCriterion, Ruleset, ScoreNode, Test, TestCriterion } from './ruleset.ts'
import { slotsOf } from './slots.ts'
import { Truth } from './truth.ts'

/** The score: points still possible in millionths, so that decimal grades add up exactly. */
export interface ScoreInterval {
  readonly min: number
  readonly max: number
  readonly openFor: 'data' | 'person' | null
}

/** An answer that the facts do not allow: counted as not given. */
export interface RefusedAnswer {
  readonly id: string
  readonly min: number
  readonly max: number
}

export const millionths = (points: number): number => Math.round(points * 1e6)

export const isPoints = (criterion: Criterion): criterion is PointsCriterion => criterion.kind === 'part' || criterion.kind === 'option'

/** A truth value, or 4 for a clause that does not apply: it counts as met, and is no way to meet an "any of". */
type Code = Truth | 4

const inapplicable = 4

const truthOfCode = (code: Code): Truth => (code === inapplicable ? Truth.met : code)

type Condition = (look: Look) => Code

/** Whether a condition is met or left to a person alone. */
type Goal = (look: Look) => boolean

/** What is read from some facts: slots of the memo, and criteria by index. */
export interface Touched {
  readonly slots: readonly number[]
  readonly criteria: readonly number[]
}

/** A rule set made ready to judge by: what depends on the rules alone is worked out once. */
class Program {
  readonly ruleset: Ruleset
  readonly indexes: ReadonlyMap<string, number>
  readonly judges: readonly ((look: Look) => Judgement)[]
  readonly scorers: readonly ((look: Look) => Interval)[]
  /** The criteria, by index, that read a fact. */
  private readonly dependents = new Map<string, number[]>()
  private readonly conditions = new Map<Test, Condition>()
  private readonly goals = new Map<Test, Goal>()
  private readonly touched = new Map<string, Touched>()

  constructor(ruleset: Ruleset) {
    this.ruleset = ruleset
    const { criteria } = ruleset
    this.indexes = new Map(criteria.map(({ id }, index) => [id, index]))
    this.judges = criteria.map((criterion) => (isPoints(criterion) ? noJudge : judgeOfCriterion(ruleset, criterion)))
    this.scorers = criteria.map((criterion) => (isPoints(criterion) ? scorerOfCriterion(criterion) : noScorer))
    criteria.forEach((criterion, index) => {
      for (const key of keysReadBy(ruleset, criterion)) this.dependents.set(key, [...(this.dependents.get(key) ?? []), index])
    })
  }

  indexOf(id: string): number {
    const index = this.indexes.get(id)
    if (index === undefined) throw new Error(`${this.ruleset.id} has no criterion ${id}`)
    return index
  }

  touchedBy(key: string): Touched {
    let found = this.touched.get(key)
    if (!found) this.touched.set(key, (found = { slots: slotsOf(key), criteria: this.dependents.get(key) ?? [] }))
    return found
  }

  condition(test: Test): Condition {
    let found = this.conditions.get(test)
    if (!found) this.conditions.set(test, (found = this.compile(test)))
    return found
  }

  goal(test: Test): Goal {
    let found = this.goals.get(test)
    if (!found) this.goals.set(test, (found = this.compileGoal(test)))
    return found
  }

  private compileGoal(test: Test): Goal {
    switch (test.kind) {
      case 'all': {
        const parts = test.of.map((part) => this.goal(part))
        return (look) => {
          for (const part of parts) if (!part(look)) return false
          return true
        }
      }
      case 'any': {
        const parts = test.of.map((part) => ({
          isReached: this.goal(part),
          index: part.kind === 'criterion' ? this.indexOf(part.id) : null,
        }))
        return (look) => {
          let applying = 0
          for (const { isReached, index } of parts) {
            if (index !== null && look.at(index).notApplicable) continue
            applying++
            if (isReached(look)) return true
          }
          return applying === 0
        }
      }
      case 'criterion': {
        const index = this.indexOf(test.id)
        return (look) => look.at(index).truth >= Truth.review
      }
      default: {
        const condition = this.condition(test)
        return (look) => condition(look) >= Truth.review
      }
    }
  }

  private compile(test: Test): Condition {
    switch (test.kind) {
      case 'all':
        return allOf(test.of.map((part) => this.condition(part)))
      case 'any':
        return anyOf(test.of.map((part) => this.condition(part)))
      case 'criterion': {
        const index = this.indexOf(test.id)
        return (look) => {
          const { truth, notApplicable } = look.at(index)
          return notApplicable ? inapplicable : truth
        }
      }
      case 'left-to-person': {
        const inner = this.condition(test.of)
        return (look) => {
          const truth = truthOfCode(inner(look))
          return truth === Truth.unknown ? Truth.review : truth
        }
      }
      case 'constant':
        return () => Truth[test.truth]
      default:
        throw new Error(`a verdict cannot say ${test.kind}`)
    }
  }
}

const allOf =
  (parts: readonly Condition[]): Condition =>
  (look) => {
    let least: Code = inapplicable
    for (const part of parts) {
      const code = part(look)
      if (code < least) least = code
    }
    return parts.length === 0 ? Truth.met : least
  }

const anyOf =
  (parts: readonly Condition[]): Condition =>
  (look) => {
    let greatest: Code | -1 = -1
    for (const part of parts) {
      const code = part(look)
      if (code !== inapplicable && code > greatest) greatest = code
    }
    return greatest === -1 ? (parts.length === 0 ? Truth.unmet : inapplicable) : greatest
  }

const noJudge = (): Judgement => {
  throw new Error('points are not judged')
}

const noScorer = (): Interval => {
  throw new Error('a condition gives no points')
}

const programs = new WeakMap<Ruleset, Program>()

function programOf(ruleset: Ruleset): Program {
  let program = programs.get(ruleset)
  if (!program) programs.set(ruleset, (program = new Program(ruleset)))
  return program
}

function judgeOfCriterion(ruleset: Ruleset, { id, test }: TestCriterion): (look: Look) => Judgement {
  if (test.kind === 'score') return judgeOfScore(ruleset, test)
  if (test.kind === 'points-above-zero') {
    return (look) => {
      const { min, max, openFor, missing, proxies, value } = look.part(test.part)
      return judgement(
        truthOfInterval(min, max, openFor, (points) => points > 0),
        value,
        null,
        null,
        missing,
        proxies,
      )
    }
  }
  const judge = judgeOf(test as FactTest)
  return (look) => judge(look.of, look.answer(id))
}

function scorerOfCriterion({ id, points, of: most, answerable }: PointsCriterion): (look: Look) => Interval {
  if (points.kind === 'best') return (look) => bestOf(points.options.map((option) => look.part(option)))
  const score = scorerOf(points, most)
  if (!answerable) return (look) => score(look.of)
  return (look) => {
    const byFacts = score(look.of)
    const answer = look.of.facts.answers?.[id]
    return typeof answer === 'number' && answer >= byFacts.min && answer <= byFacts.max
      ? { ...byFacts, min: answer, max: answer, openFor: null, missing: [] }
      : byFacts
  }
}

/**
 * Everything that one rule set says of one case. Explanations, distances and advice read it: each part and criterion is judged
 * when asked for, and once.
 */
export class Look {
  readonly ruleset: Ruleset
  readonly of: Case
  private readonly program: Program
  /** Judgements and intervals by the index of their criterion. */
  private readonly seen: (Judgement | Interval | undefined)[]
  private whole: ScoreInterval | null | undefined

  constructor(ruleset: Ruleset, of: Case, seen?: readonly (Judgement | Interval | undefined)[]) {
    this.ruleset = ruleset
    this.of = of
    this.program = programOf(ruleset)
    this.seen = seen ? [...seen] : new Array<undefined>(ruleset.criteria.length)
  }

  /** The same firm with other facts, of which only these, named by `keyOfFact`, differ: what they do not touch stays judged. */
  with(facts: FirmFacts, keys: readonly string[]): Look {
    const look = new Look(this.ruleset, caseWith(this.of, facts), this.seen)
    for (const key of keys) look.forget(this.program.touchedBy(key))
    return look
  }

  /** What is read from a fact, named by `keyOfFact`. */
  touchedBy(key: string): Touched {
    return this.program.touchedBy(key)
  }

  /** Forgets what was read and judged by some facts, after they were written to. */
  forget({ slots, criteria }: Touched): void {
    const { memo } = this.of
    this.whole = undefined
    for (const slot of slots) memo[slot] = undefined
    for (const index of criteria) this.seen[index] = undefined
  }

  /** What a criterion says, by its place among the criteria. */
  at(index: number): Judgement {
    return (this.seen[index] ??= this.program.judges[index]!(this)) as Judgement
  }

  /** What a part gives, by its place among the criteria. */
  partAt(index: number): Interval {
    return (this.seen[index] ??= this.program.scorers[index]!(this)) as Interval
  }

  criterion(id: string): Judgement {
    return this.at(this.program.indexOf(id))
  }

  part(id: string): Interval {
    return this.partAt(this.program.indexOf(id))
  }

  /** A person's yes or no on a criterion, where given. */
  answer(id: string): boolean | null {
    const answer = this.of.facts.answers?.[id]
    return typeof answer === 'boolean' ? answer : null
  }

  get score(): ScoreInterval | null {
    const { score } = this.ruleset
    if (this.whole === undefined) this.whole = score ? total(score.tree, this) : null
    return this.whole
  }

  /** The points of one group of parts, or of all. */
  group(node: ScoreNode | undefined): ScoreInterval | null {
    return node ? total(node, this) : this.score
  }

  get verdict(): Truth {
    return this.truthOf(this.ruleset.verdict)
  }

  /** The first way that is met, else the first that holds as far as the best; only for a firm that qualifies or is left to a person. */
  get route(): string | null {
    const { ways } = this.ruleset
    if (ways.length === 0 || this.verdict < Truth.review) return null
    const truths = ways.map(({ test }) => this.truthOf(test))
    const best = Math.max(...truths)
    return best < Truth.review ? null : ways[truths.findIndex((truth) => truth === best)]!.id
  }

  get refusedAnswers(): RefusedAnswer[] {
    const { answers } = this.of.facts
    if (answers == null) return []
    return this.ruleset.criteria.flatMap((criterion, index) => {
      if (!isPoints(criterion) || !criterion.answerable || criterion.points.kind === 'best') return []
      const answer = answers[criterion.id]
      if (typeof answer !== 'number') return []
      const { min, max } = this.partAt(index)
      return answer >= min && answer <= max ? [] : [{ id: criterion.id, min, max }]
    })
  }

  /** The truth of a condition over criteria. */
  truthOf(test: Test): Truth {
    return truthOfCode(this.program.condition(test)(this))
  }

  /** Whether a condition over criteria does not concern this case. */
  isInapplicable(test: Test): boolean {
    return this.program.condition(test)(this) === inapplicable
  }

  /** Whether a condition over criteria is met or left to a person alone; stops at the first answer. */
  reaches(test: Test): boolean {
    return this.program.goal(test)(this)
  }
}

export type Evaluation = Look

/** Judges a case by one rule set. Pure: the same case and rule set give the same evaluation. */
export const evaluate = (ruleset: Ruleset, of: Case): Evaluation => new Look(ruleset, of)

/** A criterion of a rule set by its id. */
export const criterionOf = (ruleset: Ruleset, id: string): Criterion => ruleset.criteria[programOf(ruleset).indexOf(id)]!

function total(node: ScoreNode, look: Look): ScoreInterval {
  if (node.kind === 'part') {
    const { min, max, openFor } = look.part(node.id)
    return { min: millionths(min), max: millionths(max), openFor: min < max ? openFor : null }
  }
  const cap = node.cap === undefined ? Infinity : millionths(node.cap)
  let [min, max, isOpenForData] = [0, 0, false]
  for (const part of node.of) {
    const sum = total(part, look)
    min += sum.min
    max += sum.max
    if (sum.openFor === 'data') isOpenForData = true
  }
  min = Math.min(cap, min)
  max = Math.min(cap, max)
  return { min, max, openFor: min === max ? null : isOpenForData ? 'data' : 'person' }
}

/** Met when even the least passes, unmet when even the most does not; else open for what keeps a part open. */
function truthOfInterval(min: number, max: number, openFor: 'data' | 'person' | null, passes: (points: number) => boolean): Truth {
  if (passes(min)) return Truth.met
  if (!passes(max)) return Truth.unmet
  return openFor === 'data' ? Truth.unknown : Truth.review
}

/** A line of the score against its pass mark. */
function judgeOfScore(ruleset: Ruleset, { group, pass: mark, relation }: Extract<Test, { kind: 'score' }>): (look: Look) => Judgement {
  const passOf = parameterReader(mark)
  const tree = group ?? ruleset.score!.tree
  return (look) => {
    const { min, max, openFor } = look.group(group)!
    const pass = passOf(look.of)
    const passes = (points: number) => holds(compareAmount({ units: points, scale: 1e6 }, pass), relation)
    return judgement(
      truthOfInterval(min, max, openFor, passes),
      min === max ? min / 1e6 : `${min / 1e6}–${max / 1e6}`,
      pass.p / pass.q,
      null,
      openFor === 'data' ? [...new Set(partIds(tree).flatMap((id) => openFacts(look.part(id))))] : [],
    )
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
