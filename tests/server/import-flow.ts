import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Import, ImportRow, MappingBody } from '../../shared/api/imports.ts'
import { firmYears } from '../../server/figures/table.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { places } from '../../server/reference/table.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

/** An API that keeps its uploads in a folder of its own. */
export async function startImportApi(): Promise<TestApi & { readonly dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-imports-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  const api = await startApi({ DATA_DIR: dataDir })
  await within(api.db, systemActor, (tx) => tx.insert(places).values({ code: '350181006', name: '音西街道', kind: 'street' }))
  return { ...api, dataDir }
}

/** The body of an upload as browsers send it. */
export function multipart(content: Buffer | string, { name = 'file', fileName = '企业.xlsx', fields = {} as Record<string, string> } = {}) {
  const boundary = '----ladder'
  const parts = [
    ...Object.entries(fields).map(([key, value]) =>
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

type UploadOptions = Parameters<typeof multipart>[1] & { readonly headers?: Record<string, string> }

/** One person and what they do with a sheet. */
export function importer(api: TestApi, session: Session) {
  const get = async (id: string): Promise<Import> => {
    const reply = await session.get(`/api/v1/imports/${id}`)
    expect(reply.statusCode).toBe(200)
    return reply.json()
  }
  const settled = async (id: string): Promise<Import> => {
    await api.runJobs()
    return get(id)
  }
  const upload = async (content: Buffer | string, options: UploadOptions = {}): Promise<Import> => {
    const { payload, headers } = multipart(content, options)
    const reply = await session.inject({ method: 'POST', url: '/api/v1/imports', payload, headers: { ...headers, ...options.headers } })
    expect([reply.statusCode, reply.body]).toEqual([201, expect.any(String)])
    return settled(reply.json<Import>().id)
  }
  const map = async (
    { id, version, options, columns }: Import,
    change: Partial<MappingBody['options']> = {},
    targets: Record<string, Partial<MappingBody['columns'][number]>> = {},
  ) => {
    const body: MappingBody = {
      options: { ...options!, ...change },
      columns: columns.map(({ index, target, unit, year, header }) => ({ index, target, unit, year, ...targets[header] })),
    }
    return session.put(`/api/v1/imports/${id}/mapping`, body, { 'if-match': `"v${version}"` })
  }
  const rows = async (id: string, outcome?: string): Promise<ImportRow[]> => {
    const reply = await session.get(`/api/v1/imports/${id}/rows?limit=200${outcome ? `&outcome=${outcome}` : ''}`)
    expect(reply.statusCode).toBe(200)
    return reply.json<{ items: ImportRow[] }>().items
  }
  return {
    session,
    get,
    settled,
    upload,
    map,
    rows,
    patch: (id: string, row: number, body: object) => session.patch(`/api/v1/imports/${id}/rows/${row}`, body),
    /** Uploads, takes the mapping as guessed, and returns the import with its preview. */
    async preview(content: Buffer | string, options: UploadOptions = {}, targets: Parameters<typeof map>[2] = {}): Promise<Import> {
      const uploaded = await upload(content, options)
      expect([uploaded.state, uploaded.error]).toEqual(['mapping', null])
      const reply = await map(uploaded, {}, targets)
      expect([reply.statusCode, reply.body]).toEqual([200, expect.any(String)])
      return settled(uploaded.id)
    },
    async commit(id: string, mode: 'all' | 'good'): Promise<Import> {
      const reply = await session.post(`/api/v1/imports/${id}/commit`, { mode })
      expect([reply.statusCode, reply.body]).toEqual([202, expect.any(String)])
      return settled(id)
    },
    async undo(id: string): Promise<Import> {
      expect((await session.post(`/api/v1/imports/${id}/undo`)).statusCode).toBe(202)
      return settled(id)
    },
  }
}

export type Importer = ReturnType<typeof importer>

/** Stores figures as an entry by a person would. */
export const storeYear = (api: TestApi, firmId: string, year: number, figures: object) =>
  within(api.db, systemActor, (tx) => tx.insert(firmYears).values({ firmId, year, ...figures }))

/** The short sheets of tests: a header and rows, as CSV. */
export const csvOf = (...rows: (readonly (string | number | null)[])[]): string =>
  rows.map((row) => row.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(',')).join('\r\n') + '\r\n'
