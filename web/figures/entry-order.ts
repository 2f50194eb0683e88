import { type Figure, figureGroups, figureIds, figures } from '../../shared/dictionary/figures.ts'
import type { Report } from '../../shared/report.ts'
import { t, term } from '../i18n.ts'
import { certificationName } from '../reports/rungs.ts'

/** Figures that are asked together, under one heading. */
export interface EntryGroup {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly figures: readonly Figure[]
  /** Whether they still decide something. */
  readonly isDecisive: boolean
}

/** The figures of a year that stand in a list of missing facts, in its order. */
function ofYear(missing: readonly string[], year: number): Figure[] {
  return missing.flatMap((path) => {
    const [head, at, figure] = path.split('.')
    return head === 'years' && at === String(year) && figure !== undefined && figure in figures ? [figure as Figure] : []
  })
}

/** Every figure of a year once: those that decide the next rung, those that decide another, and the rest as the form has them. */
export function entryOrder(report: Report, year: number): readonly EntryGroup[] {
  const { next } = report.recommendation
  const first = ofYear(report.assessments.find(({ certification }) => certification === next)?.missing ?? [], year)
  const seen = new Set(first)
  const others = [...new Set(report.assessments.flatMap(({ missing }) => ofYear(missing, year)))].filter((figure) => !seen.has(figure))
  for (const figure of others) seen.add(figure)
  const rest = Object.entries(figureGroups).map(([id, label]): EntryGroup => ({
    id,
    title: term(label),
    note: '',
    isDecisive: false,
    figures: figureIds.filter((figure) => figures[figure].group === id && !seen.has(figure)),
  }))
  return [
    {
      id: 'next',
      title: t('entry.first', { name: next ? certificationName(next) : '' }),
      note: t('entry.firstNote'),
      figures: first,
      isDecisive: true,
    },
    { id: 'others', title: t('entry.others'), note: t('entry.othersNote'), figures: others, isDecisive: true },
    ...rest,
  ].filter((group) => group.figures.length > 0)
}
