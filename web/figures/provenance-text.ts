import type { FirmYear, Provenance } from '../../shared/api/firms.ts'
import { moment } from '../format.ts'
import { t } from '../i18n.ts'

/** How far a stored figure is vouched for. */
export type FigureState = 'verified' | 'import' | 'entry' | 'seed' | 'missing'

export function stateOf(year: FirmYear, provenance: Provenance | undefined, value: unknown): FigureState {
  if (value == null) return 'missing'
  if (year.verifiedBy !== null) return 'verified'
  return provenance?.source ?? 'entry'
}

/** Where a value comes from, as one sentence: file and cell, or person and time. */
export function sourceText(provenance: Provenance | undefined): string {
  if (!provenance) return t('figures.sourceUnknown')
  const at = moment(provenance.at)
  if (provenance.source === 'import') {
    const cell = provenance.row === undefined ? '' : t('figures.cell', { row: provenance.row, column: provenance.column ?? '' })
    return t('figures.sourceImport', { file: provenance.file ?? '', cell, by: provenance.by, at })
  }
  return t(provenance.source === 'seed' ? 'figures.sourceSeed' : 'figures.sourceEntry', { by: provenance.by, at })
}
