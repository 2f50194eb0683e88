import type { FirmFacts } from '../facts.ts'
import { type Case, caseWith } from './case.ts'
import type { Judgement } from './judge.ts'
import type { Interval } from './points.ts'
import { inapplicable, isPoints, type Program, programOf, type Touched, truthOfCode } from './program.ts'
import type { Ruleset, ScoreNode, Test } from './ruleset.ts'
import { type ScoreInterval, total } from './score.ts'
import { Truth } from './truth.ts'

/** An answer that the facts do not allow: counted as not given. */
export interface RefusedAnswer {
  readonly id: string
  readonly min: number
  readonly max: number
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
