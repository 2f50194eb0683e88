import type { Change, ScalarChange } from '../../report.ts'
import { isAddition, unitsPerOne, weakened } from './changes.ts'
import { type Quest, type Reaches, reacher } from './state.ts'

/** Figures that hang together settle within a few rounds; coupled ratios take some more. */
const mostRounds = 60

/** Takes away what is superfluous: changes, added items, and every unit of a figure. Null where the changes do not get there. */
export function tightened(quest: Quest, changes: readonly Change[]): Change[] | null {
  const reaches = reacher(quest, changes)
  if (!reaches(changes)) return null
  let kept = [...changes]
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const before = kept
    for (const change of [...kept].reverse()) kept = lessOf(reaches, kept, change)
    if (kept === before) return kept
    // Two figures that make up for each other give way a unit a round: they are let go together.
    if (rounds > 2) kept = lessTogether(reaches, kept)
  }
  return kept
}

const replaced = (changes: readonly Change[], old: Change, by: Change | null): Change[] =>
  changes.flatMap((change) => (change === old ? (by ? [by] : []) : [change]))

/** The changes with one of them taken away or made as small as it can be. */
function lessOf(reaches: Reaches, changes: Change[], change: Change): Change[] {
  const without = replaced(changes, change, null)
  if (reaches(without)) return without
  if (isAddition(change)) {
    if (change.add.length < 2) return changes
    for (let index = 0; index < change.add.length; index++) {
      const fewer = { ...change, add: change.add.filter((_, other) => other !== index) }
      const next = replaced(changes, change, fewer)
      if (reaches(next)) return lessOf(reaches, next, fewer)
    }
    return changes
  }
  const weaker = weakened(change)
  if (!weaker || !reaches(replaced(changes, change, weaker))) return changes
  return replaced(changes, change, smallest(reaches, changes, change))
}

/** The changes with pairs of figures brought back towards where they came from by the same number of units. */
function lessTogether(reaches: Reaches, changes: Change[]): Change[] {
  let kept = changes
  const numeric = (change: Change): change is ScalarChange => !isAddition(change) && weakened(change) !== null
  for (let i = 0; i < kept.length; i++) {
    for (let j = i + 1; j < kept.length; j++) {
      const [a, b] = [kept[i]!, kept[j]!]
      if (!numeric(a) || !numeric(b)) continue
      const room = Math.min(unitsOf(a), unitsOf(b)) - 1
      const both = (back: number) => replaced(replaced(kept, a, broughtBack(a, back)), b, broughtBack(b, back))
      const back = farthestBack(room, (units) => reaches(both(units)))
      if (back > 0) kept = both(back)
    }
  }
  return kept
}

/** How many units a numeric change moves by. */
const unitsOf = ({ fact, from, to }: ScalarChange): number => Math.ceil(Math.abs(Number(to) - Number(from)) * unitsPerOne(fact))

/** The change less so many units. */
function broughtBack(change: ScalarChange, back: number): ScalarChange {
  const units = unitsPerOne(change.fact)
  const [from, to] = [Number(change.from), Number(change.to)]
  return { ...change, to: (Math.round(to * units) - Math.sign(to - from) * back) / units }
}

/** The most units up to `room` at which a condition still holds, taken to hold up to there; 0 where not even one does. */
function farthestBack(room: number, holds: (units: number) => boolean): number {
  if (room < 1 || !holds(1)) return 0
  let good = 1
  let bad = room + 1
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (holds(middle)) good = middle
    else bad = middle
  }
  return good
}

/** The smallest form of a numeric change that still gets there, its one-unit-weaker form failing. */
function smallest(reaches: Reaches, changes: readonly Change[], change: ScalarChange): ScalarChange {
  const holds = (back: number) => reaches(replaced(changes, change, broughtBack(change, back)))
  return broughtBack(change, farthestBack(Math.max(1, unitsOf(change) - 1), holds))
}
