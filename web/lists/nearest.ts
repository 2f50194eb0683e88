import type { ListRow } from '../../shared/api/lists.ts'
import type { RulesetText } from '../../shared/api/rulesets.ts'
import { t, term } from '../i18n.ts'
import { type CriterionRow, ownValue, requirement } from '../reports/criteria.ts'

export interface Nearest {
  /** 「高新收入占比 55.79%，需 ≥ 60%」 */
  readonly text: string
  readonly clause: string
  /** null where the distance is no number, such as a day or a yes or no. */
  readonly dumbbell: { readonly value: number; readonly threshold: number; readonly isAtMost: boolean } | null
}

/** The unmet criterion that is nearest to its threshold, in the words of the assessment page. */
export function nearestOf({ unmet }: Pick<ListRow, 'unmet'>, ruleset: RulesetText | null): Nearest | null {
  const [first] = unmet.toSorted((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity) || 0)
  if (!first) return null
  const text = ruleset?.criteria.find(({ id }) => id === first.id)
  if (!text) return { text: '', clause: first.clause, dumbbell: null }
  const row: CriterionRow = { report: { ...first, outcome: 'unmet', missing: [], proxies: [] }, text }
  const { value, threshold } = first
  return {
    text: t('lists.nearest', { name: term(text.name), value: ownValue(row), wanted: requirement(row) }),
    clause: first.clause,
    dumbbell:
      typeof value === 'number' && typeof threshold === 'number' && threshold > 0 && text.shows !== 'flag' && text.relation !== ''
        ? { value, threshold, isAtMost: text.relation.startsWith('<') }
        : null,
  }
}

/** The clauses behind a row, each once. */
export const clausesOf = ({ unmet }: Pick<ListRow, 'unmet'>): readonly string[] => [...new Set(unmet.map(({ clause }) => clause))]
