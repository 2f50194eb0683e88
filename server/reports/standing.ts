import type { Assessment } from '../../shared/report.ts'
import type { Criterion } from '../../shared/rules/ruleset.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import type { assessments, Reason } from './table.ts'

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

/** The same from what is stored of the latest assessment. */
export function standingOfStored(stored: typeof assessments.$inferSelect): Standing {
  const { ruleset, verdict, route, scoreMin, scoreMax, scorePass, scoreOf, shortBy, reasons, missing, proxies } = stored
  const score =
    scoreMin === null || scoreMax === null || scorePass === null
      ? null
      : { min: scoreMin, max: scoreMax, of: scoreOf ?? 100, pass: scorePass }
  return { ruleset, verdict, route, score, shortBy, open: reasons, missing, proxies }
}

const nearestFirst = (a: Reason, b: Reason): number => (order[a.outcome] ?? 9) - (order[b.outcome] ?? 9) || nearnessOf(a) - nearnessOf(b)

/** Infinity less Infinity is no number, so one without a distance counts as farther than any. */
const nearnessOf = ({ distance }: Reason): number => distance ?? Number.MAX_VALUE

export const unmetOf = ({ open }: Standing): readonly Reason[] => open.filter(({ outcome }) => outcome === 'unmet')

/** The sum of the distances of the unmet criteria, null where none has one. Orders lists, decides nothing. */
export function distanceOf(standing: Standing): number | null {
  const distances = unmetOf(standing).flatMap(({ distance }) => (distance === null ? [] : [distance]))
  return distances.length === 0 ? null : distances.reduce((sum, distance) => sum + distance, 0)
}
