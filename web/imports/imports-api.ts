import {
  Import,
  ImportList,
  ImportRow,
  ImportRows,
  type ImportState,
  type MappingBody,
  type RowOutcome,
  type RowPatch,
} from '../../shared/api/imports.ts'
import { del, downloadUrl, get, patch, post, put, queryOf, upload } from '../api.ts'

const at = (id: string) => `/imports/${id}`

export const listImports = (cursor: string | null, signal: AbortSignal) =>
  get(`/imports${queryOf({ cursor, limit: 30 })}`, ImportList, { signal })

export const getImport = (id: string, signal: AbortSignal) => get(at(id), Import, { signal })

/** Uploads a sheet; `parkId` where the bureau imports for a park. */
export function uploadSheet(file: File, parkId: string | null, onProgress: (share: number) => void, signal: AbortSignal) {
  const form = new FormData()
  if (parkId !== null) form.set('parkId', parkId)
  form.set('file', file, file.name)
  return upload('/imports', form, Import, { onProgress, signal })
}

export const saveMapping = ({ id, version }: Import, body: MappingBody) => put(`${at(id)}/mapping`, body, Import, { version })

export const listRows = (id: string, outcomes: readonly RowOutcome[], cursor: string | null, signal: AbortSignal) =>
  get(`${at(id)}/rows${queryOf({ outcome: outcomes.join(','), cursor, limit: 50 })}`, ImportRows, { signal })

export const patchRow = (id: string, row: number, body: RowPatch) => patch(`${at(id)}/rows/${row}`, body, ImportRow)

export const commitImport = ({ id, version }: Import, mode: 'all' | 'good') => post(`${at(id)}/commit`, { mode }, Import, { version })

export const undoImport = ({ id, version }: Import) => post(`${at(id)}/undo`, undefined, Import, { version })

export const discardImport = ({ id, version }: Import) => del(at(id), { version })

/** The empty sheet to fill in, with columns for the figures of so many of the latest years. */
export const templateUrl = (years: 1 | 3) => downloadUrl(`/imports/template.xlsx${queryOf({ years })}`)

export const errorWorkbookUrl = (id: string) => downloadUrl(`${at(id)}/errors.xlsx`)

export const eventsUrl = (id: string) => downloadUrl(`${at(id)}/events`)

const working: ReadonlySet<ImportState> = new Set(['uploaded', 'parsing', 'checking', 'committing'])

/** Whether the server is at work on it, so that there is nothing to do but wait. */
export const isWorking = ({ state, progress }: Pick<Import, 'state' | 'progress'>): boolean =>
  working.has(state) || isUndoing({ state, progress })

/** Being taken back: until it is, it counts as committed. */
export const isUndoing = ({ state, progress }: Pick<Import, 'state' | 'progress'>): boolean =>
  state === 'committed' && progress?.stage === '撤销'

/** Whether it will change by itself: also while the firms of a committed one are assessed again. */
export const isLive = (file: Import): boolean => isWorking(file) || (file.state === 'committed' && file.verdictChanges === null)
