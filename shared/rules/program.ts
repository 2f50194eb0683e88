import type { Look } from './evaluate.ts'
import { type FactTest, type Judgement, judgement, judgeOf } from './judge.ts'
import { bestOf, type Interval, scorerOf } from './points.ts'
import { keysReadBy } from './reads.ts'
import type { Criterion, PointsCriterion, Ruleset, Test, TestCriterion } from './ruleset.ts'
import { judgeOfScore, truthOfInterval } from './score.ts'
import { slotsOf } from './slots.ts'
import { Truth } from './truth.ts'

export const isPoints = (criterion: Criterion): criterion is PointsCriterion => criterion.kind === 'part' || criterion.kind === 'option'

/** A truth value, or 4 for a clause that does not apply: it counts as met, and is no way to meet an "any of". */
type Code = Truth | 4

export const inapplicable = 4

export const truthOfCode = (code: Code): Truth => (code === inapplicable ? Truth.met : code)

type Condition = (look: Look) => Code

/** Whether a condition is met or left to a person alone. */
type Goal = (look: Look) => boolean

/** What is read from some facts: slots of the memo, and criteria by index. */
export interface Touched {
  readonly slots: readonly number[]
  readonly criteria: readonly number[]
}

/** A rule set made ready to judge by: what depends on the rules alone is worked out once. */
export class Program {
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

/** The program of a rule set: made when it is first asked for. */
export function programOf(ruleset: Ruleset): Program {
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

/** A criterion of a rule set by its id. */
export const criterionOf = (ruleset: Ruleset, id: string): Criterion => ruleset.criteria[programOf(ruleset).indexOf(id)]!
