import type { Assessment } from '../../shared/report.ts'
import type { Ruleset, Test } from '../../shared/rules/ruleset.ts'
import { t, term } from '../i18n.ts'
import type { CriterionRow } from './criteria.ts'

/** Criteria that belong together on the page, as the rule set puts them together. */
export interface CriteriaGroup {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly rows: readonly CriterionRow[]
  /** One of several ways: what is unmet in it fails nothing by itself. */
  readonly isOptional: boolean
  /** The verdict is reached by it. */
  readonly holds: boolean
}

function criteriaOf(test: Test): readonly string[] {
  if (test.kind === 'criterion') return [test.id]
  return test.kind === 'all' || test.kind === 'any' || test.kind === 'agree' ? test.of.flatMap(criteriaOf) : []
}

/** 「标准一（甲）：最近两年净利润」, "Set 1a: net profit": names begin with their set. */
const setName = ([first]: readonly CriterionRow[], id: string): string =>
  /^(标准.|Set \d+)/.exec(first ? term(first.text.name) : '')?.[0] ?? id

/** Conditions, the sets of which one is enough, ways without a score, and what is only reported. Parts of a score stand beside. */
export function groupsOf(rows: readonly CriterionRow[], ruleset: Ruleset | null, { route }: Assessment): readonly CriteriaGroup[] {
  const kindOf = (id: string) => rows.find(({ report }) => report.id === id)?.text.kind
  const sets = (ruleset?.ways ?? []).flatMap(({ id, test }) => {
    const ids = criteriaOf(test)
    return ids.every((one) => kindOf(one) === 'gate') ? [{ id, ids: new Set(ids) }] : []
  })
  const inSets = new Set(sets.flatMap(({ ids }) => [...ids]))
  const all: readonly (Omit<CriteriaGroup, 'rows'> & { readonly keeps: (row: CriterionRow) => boolean })[] = [
    {
      id: 'conditions',
      title: t('assessment.groupConditions'),
      note: '',
      isOptional: false,
      holds: false,
      keeps: ({ text, report }) => (text.kind === 'gate' && !inSets.has(report.id)) || text.kind === 'aggregate',
    },
    ...sets.map(({ id, ids }) => ({
      id,
      title: setName(
        rows.filter(({ report }) => ids.has(report.id)),
        id,
      ),
      note: t('assessment.oneSet'),
      isOptional: true,
      holds: route === id,
      keeps: ({ report }: CriterionRow) => ids.has(report.id),
    })),
    {
      id: 'direct',
      title: t('assessment.direct'),
      note: t('assessment.oneDirect'),
      isOptional: true,
      holds: false,
      keeps: ({ text }) => text.kind === 'direct',
    },
    {
      id: 'notes',
      title: t('assessment.notes'),
      note: t('assessment.notesOnly'),
      isOptional: true,
      holds: false,
      keeps: ({ text }) => text.kind === 'note',
    },
  ]
  return all.map(({ keeps, ...group }) => ({ ...group, rows: rows.filter(keeps) })).filter((group) => group.rows.length > 0)
}
