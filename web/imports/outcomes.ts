import type { ImportCounts, ImportRow, RowOutcome } from '../../shared/api/imports.ts'
import type { MessageKey } from '../i18n.ts'

export const outcomeWord: Readonly<Record<RowOutcome, MessageKey>> = {
  refused: 'imports.outcome.refused',
  confirm: 'imports.outcome.confirm',
  'needs-code': 'imports.outcome.needsCode',
  changed: 'imports.outcome.changed',
  new: 'imports.outcome.new',
  unchanged: 'imports.outcome.unchanged',
  skipped: 'imports.outcome.skipped',
}

/** The order of the filters: what a person must do first. */
export const outcomes = Object.keys(outcomeWord) as readonly RowOutcome[]

const countKey: Readonly<Record<RowOutcome, keyof ImportCounts>> = {
  refused: 'refused',
  confirm: 'confirm',
  'needs-code': 'needsCode',
  changed: 'changed',
  new: 'new',
  unchanged: 'unchanged',
  skipped: 'skipped',
}

export const countOf = (counts: ImportCounts, outcome: RowOutcome): number => counts[countKey[outcome]]

/** Rows that would be written or are as stored already. */
export const readyCount = (counts: ImportCounts): number => counts.new + counts.changed + counts.unchanged

/** Rows that wait for a person. */
export const waitingCount = (counts: ImportCounts): number => counts.confirm + counts.needsCode

/** Rows that stay out when the good ones are imported. */
export const leftOutCount = (counts: ImportCounts): number => counts.refused + waitingCount(counts) + counts.skipped

export const isProblem = ({ outcome }: Pick<ImportRow, 'outcome'>): boolean =>
  outcome === 'refused' || outcome === 'confirm' || outcome === 'needs-code'

export const outcomeTone: Readonly<Record<RowOutcome, string>> = {
  refused: 'unmet',
  confirm: 'warn',
  'needs-code': 'warn',
  changed: 'info',
  new: 'info',
  unchanged: '',
  skipped: '',
}

/** Other rows of the very same name that lack a code as well: other years of the same firm, as a rule. */
export const namesakesOf = (rows: readonly ImportRow[], row: ImportRow): readonly ImportRow[] =>
  row.outcome === 'needs-code' && row.name !== null
    ? rows.filter((one) => one.row !== row.row && one.outcome === 'needs-code' && one.name === row.name)
    : []
