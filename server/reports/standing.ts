import type { Assessment } from '../../shared/report.ts'
import type { Criterion } from '../../shared/rules/ruleset.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import type { Reason } from './table.ts'

/** Where a firm stands with one certification: as much of an assessment as lists and the registry show. */
export interface Standing {
  readonly ruleset: string | null
  readonly verdict: Assessment['verdict']
  readonly route: string | null
  readonly score: Assessment['score']
  readonly shortBy: number | null
  /** Unmet ones first, the nearest first; then those that lack data, then those left to a person. */
  readonly open: readonly Reason[]
  readonly missing: readonly string[]
  readonly proxies: readonly string[]
}

const order: Readonly<Record<string, number>> = { unmet: 0, unknown: 1, review: 2 }

const kinds = new Map<string, ReadonlyMap<string, Criterion['kind']>>()

function kindOf(ruleset: string | null, criterion: string): Criterion['kind'] | undefined {
  if (ruleset === null) return undefined
  let known = kinds.get(ruleset)
  if (!known) {
    known = new Map(findRulesetById(ruleset)?.criteria.map(({ id, kind }) => [id, kind]))
    kinds.set(ruleset, known)
  }
  return known.get(criterion)
}

/**
 * What of an assessment decides whether and why a firm is on a list. Parts of a score are left out, since the score line
 * stands for them; and the direct ways, since a firm that has none of them is not short of each.
 */
export function standingOf({ ruleset, verdict, route, score, shortBy, criteria, missing }: Assessment): Standing {
  const open = criteria.filter(({ id, outcome, points }) => {
    if (points !== undefined || !(outcome in order)) return false
    const kind = kindOf(ruleset, id)
    return kind === undefined || kind === 'gate' || kind === 'aggregate'
  })
  return {
    ruleset,
    verdict,
    route,
    score,
    shortBy,
    open: open
      .map(({ id, outcome, value, threshold, distance, missing, proxies, clause }) => ({
        id,
        outcome,
        value,
        threshold,
        distance,
        missing,
        proxies,
        clause,
      }))
      .sort(nearestFirst),
    missing,
    proxies: [...new Set(criteria.flatMap(({ proxies }) => proxies))],
  }
}

/** How near a firm is: as much of a standing as decides whether a list takes it, and where it stands there. */
export interface Nearness {
  readonly verdict: Standing['verdict']
  readonly shortBy: number | null
  readonly score: Pick<NonNullable<Standing['score']>, 'max' | 'pass'> | null
  /** Sum of the distances of the unmet criteria, null where none has one. */
  readonly distance: number | null
  /** The farthest of them, null where one has no distance: it is not near by any number. */
  readonly farthest: number | null
  /** How many facts are missing. */
  readonly missing: number
}

export function nearnessOf(standing: Standing): Nearness {
  const { verdict, shortBy, score, missing } = standing
  return { verdict, shortBy, score, distance: distanceOf(standing), farthest: farthestOf(standing), missing: missing.length }
}

const nearestFirst = (a: Reason, b: Reason): number => (order[a.outcome] ?? 9) - (order[b.outcome] ?? 9) || reachOf(a) - reachOf(b)

/** Infinity less Infinity is no number, so one without a distance counts as farther than any. */
const reachOf = ({ distance }: Reason): number => distance ?? Number.MAX_VALUE

export const unmetOf = ({ open }: Standing): readonly Reason[] => open.filter(({ outcome }) => outcome === 'unmet')

/** The sum of the distances of the unmet criteria, null where none has one. Orders lists, decides nothing. */
export function distanceOf(standing: Standing): number | null {
  const distances = unmetOf(standing).flatMap(({ distance }) => (distance === null ? [] : [distance]))
  return distances.length === 0 ? null : distances.reduce((sum, distance) => sum + distance, 0)
}

/** The greatest of them, null where one has none; 0 where nothing is unmet. */
export function farthestOf(standing: Standing): number | null {
  let farthest = 0
  for (const { distance } of unmetOf(standing)) {
    if (distance === null) return null
    farthest = Math.max(farthest, distance)
  }
  return farthest
}
