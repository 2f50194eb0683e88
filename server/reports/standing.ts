import type { Assessment, CriterionReport } from '../../shared/report.ts'
import type { Criterion } from '../../shared/rules/ruleset.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'

/** A criterion that is not met. */
export type Reason = CriterionReport

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

/** Unmet ones come first, then those that lack data, then those left to a person; what is met stands in no way. */
const order: Readonly<Record<CriterionReport['outcome'], number>> = { unmet: 0, unknown: 1, review: 2, met: 9, 'not-applicable': 9 }

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
 * stands for them; and the direct ways, since a firm that has none of them is not short of each. Plain loops: the whole
 * register passes here.
 */
export function standingOf({ ruleset, verdict, route, score, shortBy, criteria, missing }: Assessment): Standing {
  const open: Reason[] = []
  const proxies = new Set<string>()
  for (const criterion of criteria) {
    for (const proxy of criterion.proxies) proxies.add(proxy)
    if (criterion.points !== undefined || order[criterion.outcome] === 9) continue
    const kind = kindOf(ruleset, criterion.id)
    if (kind === undefined || kind === 'gate' || kind === 'aggregate') open.push(criterion)
  }
  return { ruleset, verdict, route, score, shortBy, open: open.sort(nearestFirst), missing, proxies: [...proxies] }
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

const nearestFirst = (a: Reason, b: Reason): number => order[a.outcome] - order[b.outcome] || reachOf(a) - reachOf(b)

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
