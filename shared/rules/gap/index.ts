import type { Change, Gap } from '../../report.ts'
import { type Evaluation, Look } from '../evaluate.ts'
import type { Test } from '../ruleset.ts'
import { Truth } from '../truth.ts'
import { isAddition } from './changes.ts'
import { type Costs, defaultCosts, isShrinking } from './costs.ts'
import { now, type Scope } from './scope.ts'
import { waysTo } from './search.ts'
import type { Breadth, Quest } from './state.ts'

export interface GapOptions {
  readonly scope?: Scope | undefined
  readonly costs?: Costs | undefined
  /** The best way alone, without others: for the next year, and for many firms. */
  readonly bestOnly?: boolean | undefined
}

const withOthers: Breadth = { ways: 3, states: 16, tightened: 5 }
const best: Breadth = { ways: 1, states: 6, tightened: 2 }
const any: Breadth = { ways: 1, states: 0, tightened: 2, loose: true }

/**
 * The smallest change of a firm's own figures that brings a verdict to `qualified`, or to `review` where only a person's
 * judgement stays open.
 *
 * Sound: with the changes applied, the rules say so. Tight: undo one, drop one added item, or weaken a figure by one unit
 * (1 yuan, person or item), and they no longer do. Every way is judged again before it is given, so a figure that moves two
 * ratios, or a whole that moves its parts, is seen. Cheapest first by `costs`; up to two other ways, none of which makes the
 * firm smaller. Where there is no way,
 * the criteria that stand in it are named.
 */
export function gapOf(evaluation: Pick<Evaluation, 'ruleset' | 'of' | 'verdict'>, options: GapOptions = {}): Gap | null {
  const { ruleset, of, verdict } = evaluation
  if (verdict === Truth.met) return null
  if (verdict === Truth.review) return { reachable: true, changes: [], alternatives: [], blockers: [] }
  const look = evaluation instanceof Look ? evaluation : new Look(ruleset, of)
  const quest = questOf(look, options)
  const [cheapest, ...others] = waysTo(quest)
  if (cheapest)
    return {
      reachable: true,
      changes: statedFirst(cheapest.changes),
      alternatives: others.filter(({ changes }) => !changes.some(isShrinking)).map(({ changes }) => statedFirst(changes)),
      blockers: [],
    }
  return { reachable: false, changes: [], alternatives: [], blockers: blockersOf(quest, ruleset.verdict) }
}

function questOf(look: Look, { scope, costs, bestOnly }: GapOptions): Quest {
  const breadth = bestOnly ? best : withOthers
  return { look, goal: look.ruleset.verdict, scope: scope ?? now, costs: costs ?? defaultCosts, breadth }
}

/** What only has to be stated, then figures, then new items. */
const statedFirst = (changes: readonly Change[]): Change[] => {
  const rank = (change: Change) => (isAddition(change) ? 2 : change.from === null ? 0 : 1)
  return [...changes].sort((a, b) => rank(a) - rank(b))
}

/** The criteria that cannot be mended: all of those under "all of", those of the way with the fewest under "any of". */
function blockersOf(quest: Quest, test: Test): string[] {
  const { look } = quest
  switch (test.kind) {
    case 'all':
      return [...new Set(test.of.flatMap((part) => blockersOf(quest, part)))]
    case 'any': {
      if (look.reaches(test)) return []
      const ways = test.of.map((part) => blockersOf(quest, part))
      return ways.reduce((a, b) => (b.length < a.length ? b : a))
    }
    case 'left-to-person':
      return blockersOf(quest, test.of)
    case 'criterion':
      return look.reaches(test) || waysTo({ ...quest, goal: test, breadth: any }).length > 0 ? [] : [test.id]
    default:
      return []
  }
}
