import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Evidence, EvidenceList } from '../../shared/api/evidence.ts'
import { type Actor, sqlState, systemActor, within } from '../../server/db/context.ts'
import { scanFile } from '../../server/evidence/scan.ts'
import { evidence } from '../../server/evidence/table.ts'
import { findTask } from '../../server/jobs/service.ts'
import { multipart } from './import-flow.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'
import { zip } from './workbooks.ts'

let api: TestApi
let folder: string
let firmId: string
let company: Session
let park: Session

const pdf = (words = 'x') => Buffer.from(`%PDF-1.7\n${words}\n%%EOF\n`)
const office = (main: string, ...more: string[]) => zip(['[Content_Types].xml', main, ...more].map((name) => ({ name, content: '<x/>' })))

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ladder-evidence-'))
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }))
  folder = join(dataDir, 'evidence')
  const scanner = join(dataDir, 'scan')
  // Refuses what holds the word, and says nothing of the rest.
  writeFileSync(scanner, '#!/bin/sh\n! grep -q EICAR "$2"\n')
  chmodSync(scanner, 0o700)
  api = await startApi({ DATA_DIR: dataDir, EVIDENCE_LIMIT_BYTES: '20000', EVIDENCE_SCAN_COMMAND: `${scanner} --quiet` })
  firmId = (await api.makeFirm({ parkId: 'rongqiao', townCode: '350181103' })).id
  company = await api.asCompany(firmId)
  park = await api.asPark('rongqiao')
})

const files = () => readdirSync(folder)

async function upload(
  content: Buffer,
  fileName = '审计报告.pdf',
  fields: Record<string, string> = { paper: '审计报告', year: '2025' },
  session = company,
) {
  const { payload, headers } = multipart(content, { fileName, fields })
  return session.inject({ method: 'POST', url: `/api/v1/firms/${firmId}/evidence`, payload, headers })
}
const list = async (session = company): Promise<EvidenceList> => (await session.get(`/api/v1/firms/${firmId}/evidence`)).json()
const change = ({ id }: Evidence, isRemoved: boolean, version: number, session = company) =>
  session.patch(`/api/v1/firms/${firmId}/evidence/${id}`, { isRemoved }, { 'if-match': `"v${version}"` })

describe('a paper', () => {
  it('is kept under a random name for the server alone, and comes back as a download and nothing else', async () => {
    const content = pdf('年度审计')
    const answer = await upload(content, '../..\\2025 审计报告.exe')
    expect(answer.statusCode, answer.body).toBe(201)
    const paper: Evidence = answer.json()
    expect(paper).toMatchObject({ paper: '审计报告', year: 2025, type: 'pdf', fileName: '2025 审计报告.exe.pdf', size: content.length })
    const [kept, ...others] = files()
    expect([others, kept]).toEqual([[], expect.stringMatching(/^[0-9a-f-]{36}$/)])
    expect(kept).not.toBe(paper.id)
    expect(statSync(join(folder, kept ?? '')).mode & 0o077).toBe(0)
    expect(readFileSync(join(folder, kept ?? ''))).toEqual(content)

    const file = await park.get(`/api/v1/firms/${firmId}/evidence/${paper.id}/file`)
    expect(file.rawPayload).toEqual(content)
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': `attachment; filename="evidence.pdf"; filename*=UTF-8''${encodeURIComponent('2025 审计报告.exe.pdf')}`,
      'cache-control': 'private, no-store',
    })
    expect((await list(park)).mayEdit).toBe(false)
    // Who has read it is noted for the firm to see.
    const { items } = (await company.get(`/api/v1/firms/${firmId}/history`)).json()
    expect(items[0]).toMatchObject({ action: 'evidence-downloaded', role: 'park' })
  })

  it.each([
    ['a PNG', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('....IEND')]), 'png'],
    ['a photo', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('....'), Buffer.from('ffd9', 'hex')]), 'jpeg'],
    ['a workbook', office('xl/workbook.xml'), 'xlsx'],
    ['a letter', office('word/document.xml'), 'docx'],
  ])('may be %s, whatever it is called', async (_, content, type) => {
    const answer = await upload(content, '材料.dat', { paper: '其他' })
    expect([answer.statusCode, answer.json().type]).toEqual([201, type])
  })

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), '按内容看不是能收的文件'],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), '按内容看不是能收的文件'],
    ['a program', Buffer.from('MZ\x90\x00 this program'), '这是程序'],
    ['a broken-off PDF', Buffer.from('%PDF-1.7\n half'), '文件不完整'],
    ['an archive', office('readme.txt'), '这是压缩包'],
    ['a broken archive', office('word/document.xml').subarray(0, 60), '文件打不开'],
    ['a document with macros', office('word/document.xml', 'word/vbaProject.bin'), '宏'],
    ['an old office file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版 Office'],
    ['what the scanner refuses', pdf('EICAR'), '杀毒检查没有通过'],
    ['nothing', Buffer.alloc(0), '文件是空的'],
  ])('that is %s is refused in plain words and leaves nothing', async (_, content, words) => {
    const before = files()
    const answer = await upload(content, '审计报告.pdf')
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors).toEqual([{ pointer: '/file', detail: expect.stringContaining(words) }])
    expect(files()).toEqual(before)
  })

  it('that is too large, named badly, or there already is refused, and the same request twice is one paper', async () => {
    const before = files()
    expect((await upload(pdf('x'.repeat(30_000)))).statusCode).toBe(413)
    expect((await upload(pdf('neu'), 'a.pdf', {})).json().errors[0].pointer).toBe('/paper')
    expect((await upload(pdf('neu'), 'a.pdf', { paper: '合同', year: '25' })).json().errors[0].pointer).toBe('/year')
    expect((await upload(pdf('年度审计'))).statusCode).toBe(409)
    expect(files()).toEqual(before)
    const { payload, headers } = multipart(pdf('一次'), { fileName: 'a.pdf', fields: { paper: '合同' } })
    const send = () =>
      company.inject({
        method: 'POST',
        url: `/api/v1/firms/${firmId}/evidence`,
        payload,
        headers: { ...headers, 'idempotency-key': 'once' },
      })
    const [first, again] = [await send(), await send()]
    expect([again.statusCode, again.json().id]).toEqual([201, first.json().id])
    expect(files()).toHaveLength(before.length + 1)
  })

  it('that is taken away can be put back, until its time is over and the file goes', async () => {
    const paper: Evidence = (await upload(pdf('weg'), 'weg.pdf', { paper: '合同' })).json()
    const shown = async () => (await list()).items.some(({ id }) => id === paper.id)
    expect((await change(paper, true, 7)).statusCode).toBe(412)
    expect((await change(paper, true, 1)).json()).toMatchObject({ isRemoved: true, version: 2 })
    expect(await shown()).toBe(false)
    expect((await company.get(`/api/v1/firms/${firmId}/evidence/${paper.id}/file`)).statusCode).toBe(404)
    expect((await change(paper, false, 2)).json()).toMatchObject({ isRemoved: false, version: 3 })
    expect(await shown()).toBe(true)

    await change(paper, true, 3)
    const row = eq(evidence.id, paper.id)
    const [{ file } = { file: '' }] = await within(api.db, systemActor, (tx) =>
      tx
        .update(evidence)
        .set({ removedAt: new Date(0) })
        .where(row)
        .returning(),
    )
    expect(files()).toContain(file)
    await findTask('sweep-evidence')?.handler({ db: api.db, settings: api.config } as never)
    expect(files()).not.toContain(file)
    expect((await change(paper, false, 4)).statusCode).toBe(404)
    expect(files().length).toBeGreaterThan(0)
  })
})

describe('papers of a firm', () => {
  it('are read by its park and the bureau, written by the firm alone, and not there for anybody else', async () => {
    const [paper] = (await list()).items
    if (!paper) throw new Error('no paper')
    expect((await change(paper, true, paper.version, park)).statusCode).toBe(403)
    expect((await upload(pdf('park'), 'a.pdf', { paper: '合同' }, park)).statusCode).toBe(403)
    expect((await list(await api.asBureau())).items).toHaveLength((await list()).items.length)
    expect((await (await api.asTown('350181103')).get(`/api/v1/firms/${firmId}/evidence`)).statusCode).toBe(403)
    const before = files()
    for (const other of [await api.asPark('jiangyin'), await api.asCompany((await api.makeFirm()).id)]) {
      expect((await other.get(`/api/v1/firms/${firmId}/evidence`)).statusCode).toBe(404)
      expect((await other.get(`/api/v1/firms/${firmId}/evidence/${paper.id}/file`)).statusCode).toBe(404)
    }
    const stranger = await api.asCompany((await api.makeFirm()).id)
    expect((await upload(pdf('fremd'), 'a.pdf', { paper: '合同' }, stranger)).statusCode).toBe(404)
    expect((await change(paper, true, paper.version, stranger)).statusCode).toBe(404)
    expect(files()).toEqual(before)
  })

  it('are walled in the database too', async () => {
    const actor = (role: Actor['role'], scope: Partial<Actor>): Actor => ({ ...systemActor, role, account: role, ...scope })
    const read = (who: Actor) => within(api.db, who, (tx) => tx.select().from(evidence))
    const write = (who: Actor) =>
      within(api.db, who, (tx) =>
        tx.insert(evidence).values({ firmId, paper: 'x', fileName: 'x', type: 'pdf', size: 1, hash: 'x', file: firmId, by: 'x' }),
      ).then(() => undefined, sqlState)
    for (const who of [actor('park', { parkId: 'jiangyin' }), actor('town', { townCode: '350181103' }), actor('admin', {})])
      expect([who.role, await read(who)]).toEqual([who.role, []])
    for (const who of [actor('park', { parkId: 'rongqiao' }), actor('bureau', {}), actor('town', { townCode: '350181103' })])
      expect([who.role, await write(who)]).toEqual([who.role, '42501'])
    expect((await read(actor('park', { parkId: 'rongqiao' }))).length).toBeGreaterThan(0)
  })
})

it('refuses every paper while the scanner cannot be run', async () => {
  const actor: Actor = { ...systemActor, role: 'company', account: 'c', firmId }
  const scan = scanFile(api.db, { ...api.config, evidenceScan: '/no/such/scanner' }, actor, '/dev/null', {
    firmId,
    fileName: 'a',
    hash: 'x',
  })
  await expect(scan).rejects.toMatchObject({ problem: 'unavailable' })
})
