import type { Selection } from '../../shared/api/bulk.ts'
import type { MessageKey } from '../i18n.ts'

/** A further act on selected firms that another feature brings, e.g. recommending them to a library. */
export interface BulkAction {
  readonly label: MessageKey
  readonly roles: readonly ('park' | 'bureau')[]
  readonly run: (selection: Selection) => void
}

export const bulkActions: BulkAction[] = []
