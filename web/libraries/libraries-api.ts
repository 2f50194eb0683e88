import {
  Libraries,
  Library,
  LibraryEntries,
  LibraryEntry,
  type EntryStep,
  FirmLibraries,
  LibraryRound,
  ManyStepped,
  type ManySteps,
  Segment,
  SegmentMembers,
  type SegmentPut,
  Segments,
} from '../../shared/api/libraries.ts'
import { FirmPage } from '../../shared/api/firms.ts'
import { downloadUrl, get, post, put, queryOf } from '../api.ts'

export const listLibraries = (signal: AbortSignal) => get('/libraries', Libraries, { signal })

export const getLibrary = (id: string, signal: AbortSignal) => get(`/libraries/${id}`, Library, { signal })

export interface EntryFilter {
  readonly state: string
  readonly queue: string
  readonly due: string
}

export const listEntries = (id: string, filter: EntryFilter, cursor: string | null, signal: AbortSignal) =>
  get(`/libraries/${id}/entries${queryOf({ ...filter, cursor })}`, LibraryEntries, { signal })

export const openRound = (id: string, year: number, recommendUntil: string | null) =>
  post(`/libraries/${id}/rounds`, { year, recommendUntil }, LibraryRound)

export const publishRound = ({ libraryId, id, version }: LibraryRound) =>
  post(`/libraries/${libraryId}/rounds/${id}/publication`, undefined, LibraryRound, { version })

export const proposeFirm = (id: string, firmId: string, reason: string) =>
  post(`/libraries/${id}/entries`, { firmId, reason }, LibraryEntry)

export const takeStep = (id: string, { firmId, version }: LibraryEntry, step: EntryStep) =>
  post(`/libraries/${id}/entries/${firmId}/events`, step, LibraryEntry, { version })

export const takeSteps = (id: string, steps: ManySteps) => post(`/libraries/${id}/steps`, steps, ManyStepped)

export const librariesOfFirm = (firmId: string, signal?: AbortSignal) =>
  get(`/firms/${firmId}/libraries`, FirmLibraries, signal ? { signal } : {})

export const exportUrl = (id: string, format: 'xlsx' | 'csv') => downloadUrl(`/libraries/${id}/export.${format}`)

export const findFirms = (text: string) => get(`/firms${queryOf({ q: text, limit: 8 })}`, FirmPage)

export const listSegments = (signal: AbortSignal) => get('/segments', Segments, { signal })

export const addSegment = (segment: SegmentPut) => post('/segments', segment, Segment)

export const changeSegment = ({ id, version }: Segment, segment: SegmentPut) => put(`/segments/${id}`, segment, Segment, { version })

export const segmentMembers = (id: string, signal?: AbortSignal) => get(`/segments/${id}/members`, SegmentMembers, signal ? { signal } : {})
