import type { ListRow } from '../../shared/api/lists.ts'
import type { RulesetText } from '../../shared/api/rulesets.ts'

/** How far a firm is from the line of one criterion, as the dumbbell draws it. */
export interface ToLine {
  readonly value: number
  readonly threshold: number
  readonly isAtMost: boolean
}

/** The nearest unmet criterion whose distance is a number: of a day or a yes or no there is nothing to draw. */
export function toLine({ unmet }: Pick<ListRow, 'unmet'>, ruleset: RulesetText | null): ToLine | null {
  for (const { id, value, threshold } of unmet.toSorted((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity) || 0)) {
    const text = ruleset?.criteria.find((criterion) => criterion.id === id)
    if (!text || text.relation === '' || text.shows === 'flag') continue
    if (typeof value === 'number' && typeof threshold === 'number' && threshold > 0)
      return { value, threshold, isAtMost: text.relation.startsWith('<') }
  }
  return null
}

/** The clauses behind a row, each once. */
export const clausesOf = ({ unmet }: Pick<ListRow, 'unmet'>): readonly string[] => [...new Set(unmet.map(({ clause }) => clause))]
