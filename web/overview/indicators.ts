import type { Overview } from '../../shared/api/overview.ts'

export type Indicator = Overview['indicators'][number]

/** Whether the register's own count has come up to the target; unknown where it cannot count. Some targets are below their base. */
export function stateOf({ base, target, counted }: Indicator): 'met' | 'unmet' | 'unknown' {
  if (counted === null) return 'unknown'
  return (target >= base ? counted >= target : counted <= target) ? 'met' : 'unmet'
}

/** Where a value stands on the way from the base (0) to the target (1); null where there is no way to go. */
export function onTheWay(value: number, { base, target }: Indicator): number | null {
  return target === base ? null : (value - base) / (target - base)
}
