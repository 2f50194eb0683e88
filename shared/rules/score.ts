import { parameterReader } from './case.ts'
import type { Look } from './evaluate.ts'
import { compareAmount, holds } from './exact.ts'
import { type Judgement, judgement } from './judge.ts'
import type { Interval } from './points.ts'
import type { Ruleset, ScoreNode, Test } from './ruleset.ts'
import { Truth } from './truth.ts'

/** The score: points still possible in millionths, so that decimal grades add up exactly. */
export interface ScoreInterval {
  readonly min: number
  readonly max: number
  readonly openFor: 'data' | 'person' | null
}

export const millionths = (points: number): number => Math.round(points * 1e6)

/** The points of a group of parts. */
export function total(node: ScoreNode, look: Look): ScoreInterval {
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
export function truthOfInterval(min: number, max: number, openFor: 'data' | 'person' | null, passes: (points: number) => boolean): Truth {
  if (passes(min)) return Truth.met
  if (!passes(max)) return Truth.unmet
  return openFor === 'data' ? Truth.unknown : Truth.review
}

/** A line of the score against its pass mark. */
export function judgeOfScore(
  ruleset: Ruleset,
  { group, pass: mark, relation }: Extract<Test, { kind: 'score' }>,
): (look: Look) => Judgement {
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
