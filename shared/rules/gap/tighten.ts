import type { Change, ScalarChange } from '../../report.ts'
import { isAddition, unitsPerOne, weakened } from './changes.ts'
import { type Quest, reachesWith } from './state.ts'

/** Figures that hang together settle within a few rounds; coupled ratios take some more. */
const mostRounds = 60

/** Takes away what is superfluous: changes, added items, and every unit of a figure. Null where the changes do not get there. */
export function tightened(quest: Quest, changes: readonly Change[]): Change[] | null {
  if (!reachesWith(quest, changes)) return null
  let kept = [...changes]
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const before = JSON.stringify(kept)
    for (const change of [...kept].reverse()) kept = lessOf(quest, kept, change)
    if (JSON.stringify(kept) === before) return kept
  }
  return kept
}

const replaced = (changes: readonly Change[], old: Change, by: Change | null): Change[] =>
  changes.flatMap((change) => (change === old ? (by ? [by] : []) : [change]))

/** The changes with one of them taken away or made as small as it can be. */
function lessOf(quest: Quest, changes: Change[], change: Change): Change[] {
  const without = replaced(changes, change, null)
  if (reachesWith(quest, without)) return without
  if (isAddition(change)) {
    if (change.add.length < 2) return changes
    for (let index = 0; index < change.add.length; index++) {
      const fewer = { ...change, add: change.add.filter((_, other) => other !== index) }
      const next = replaced(changes, change, fewer)
      if (reachesWith(quest, next)) return lessOf(quest, next, fewer)
    }
    return changes
  }
  const weaker = weakened(change)
  if (!weaker || !reachesWith(quest, replaced(changes, change, weaker))) return changes
  return replaced(changes, change, smallest(quest, changes, change))
}

/** The smallest form of a numeric change that still gets there, its one-unit-weaker form failing. */
function smallest(quest: Quest, changes: readonly Change[], change: ScalarChange): ScalarChange {
  const units = unitsPerOne(change.fact)
  const [from, to] = [Number(change.from), Number(change.to)]
  const sign = Math.sign(to - from)
  const end = Math.round(to * units)
  const at = (back: number): ScalarChange => ({ ...change, to: (end - sign * back) / units })
  const reaches = (back: number) => reachesWith(quest, replaced(changes, change, at(back)))
  let good = 1
  let bad = Math.max(2, Math.ceil(Math.abs(to - from) * units))
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (reaches(middle)) good = middle
    else bad = middle
  }
  return at(good)
}
