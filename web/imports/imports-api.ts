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
import { downloadUrl, get, patch, post, put, queryOf, upload } from '../api.ts'

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

export const discardImport = ({ id, version }: Import) => post(`${at(id)}/discard`, undefined, Import, { version })

export const templateUrl = downloadUrl('/imports/template')

export const errorWorkbookUrl = (id: string) => downloadUrl(`${at(id)}/errors`)

export const eventsUrl = (id: string) => downloadUrl(`${at(id)}/events`)

const working: ReadonlySet<ImportState> = new Set(['uploaded', 'parsing', 'checking', 'committing'])

/** Whether the server is at work on it, so that its state will change by itself. */
export const isWorking = ({ state }: Pick<Import, 'state'>): boolean => working.has(state)
