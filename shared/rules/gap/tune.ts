import { indicatorAt, unitsPerOne } from './changes.ts'

/** Where a figure may go at most and at least; a whole is never brought to zero, which would only make its ratios undefined. */
function boundsOf(path: string): { readonly least: number; readonly most: number } {
  const kind = indicatorAt(path)?.kind
  if (path === 'market.nicheShare') return { least: 0, most: 100 }
  if (path === 'market.digitalLevel') return { least: 1, most: 4 }
  if (path.startsWith('market.')) return { least: 1, most: 1000 }
  if (path.endsWith('.totalLiabilities')) return { least: 0, most: 9e12 }
  return { least: 1, most: kind === 'money' ? 9e12 : 1e6 }
}

/**
 * The value nearest to `from`, in whole units, at which a condition holds, moving up or down; null where it does not hold even
 * at the end of the domain. The condition is taken to stay once it holds; the caller judges again. `level` gives the measure
 * and the mark it is to pass, for a first guess.
 */
export function tune(
  path: string,
  from: number,
  direction: 'up' | 'down',
  holds: (value: number) => boolean,
  level?: (value: number) => { readonly value: number; readonly mark: number } | null,
): number | null {
  const units = unitsPerOne(path)
  const { least, most } = boundsOf(path)
  const sign = direction === 'up' ? 1 : -1
  const at = (steps: number) => (start + sign * steps) / units
  const start = direction === 'up' ? Math.floor(from * units) : Math.ceil(from * units)
  const room = direction === 'up' ? Math.floor(most * units) - start : start - Math.ceil(least * units)
  if (room < 1) return null
  if (direction === 'up' && from <= 0 && start < 1 && holds(1 / units)) return 1 / units
  let lo = 0
  let hi = Math.min(room, Math.max(1, Math.round(Math.abs(start) / 16)))
  while (!holds(at(hi))) {
    if (hi === room) return null
    lo = hi
    hi = Math.min(room, hi * 4)
  }
  for (let guesses = 0; hi - lo > 1; guesses++) {
    const guess = guesses < 6 && level ? interpolated(lo, hi, level(at(lo)), level(at(hi))) : null
    const middle = guess ?? Math.floor((lo + hi) / 2)
    if (holds(at(middle))) hi = middle
    else lo = middle
    // A good guess sits on the edge: its neighbour settles it.
    if (guess !== null && hi === middle && hi - lo > 1 && !holds(at(hi - 1))) return at(hi)
  }
  return at(hi)
}

type Level = { readonly value: number; readonly mark: number } | null

/** Where the measure crosses the mark if it were straight between two points, strictly between them. */
function interpolated(lo: number, hi: number, a: Level, b: Level): number | null {
  if (a === null || b === null || a.value === b.value) return null
  const share = (a.mark - a.value) / (b.value - a.value)
  if (!(share >= 0 && share <= 1)) return null
  return Math.min(hi - 1, Math.max(lo + 1, Math.ceil(lo + (hi - lo) * share - 1e-9)))
}
