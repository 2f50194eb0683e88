import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyFile } from '../../server/audit/file.ts'
import { pruneAudit } from '../../server/audit/prune.ts'
import { audit, verifyAudit } from '../../server/audit/service.ts'
import { runVerifyAudit } from '../../server/commands/verify-audit.ts'
import { readConfig } from '../../server/config.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { afterFile, type Session, startApi, type TestApi } from './support.ts'

interface Row {
  readonly seq: number
  readonly action: string
  readonly account: string
  readonly ip: string | null
  readonly outcome: string
  readonly subject: string
  readonly firmId: string | null
  readonly firmName: string | null
  readonly after: Readonly<Record<string, unknown>> | null
}

let api: TestApi
let bureau: Session
let rongqiao: Session
let firmId: string
let foreignId: string
const folder = mkdtempSync(join(tmpdir(), 'audit-'))

beforeAll(async () => {
  afterFile(() => rmSync(folder, { recursive: true }))
  api = await startApi()
  bureau = await api.asBureau()
  rongqiao = await api.asPark('rongqiao')
  firmId = (await api.makeFirm({ parkId: 'rongqiao', name: '自家示例有限公司' })).id
  foreignId = (await api.makeFirm({ parkId: 'jiangyin', name: '别家示例有限公司' })).id
  for (const id of [firmId, foreignId]) {
    const changed = await bureau.patch(`/api/v1/firms/${id}`, { contactPhone: '13912345678' }, { 'if-match': '"v1"' })
    expect(changed.statusCode).toBe(200)
  }
})

const trail = async (who: Session, query = ''): Promise<Row[]> => {
  const reply = await who.get(`/api/v1/audit?limit=200${query}`)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json().items
}

describe('reading the audit trail', () => {
  it('gives each role what concerns it: all, the own park, the own firm, nothing', async () => {
    const firmsOf = async (who: Session) => new Set((await trail(who, '&action=firm-changed')).map(({ firmId: id }) => id))
    expect(await firmsOf(bureau)).toEqual(new Set([firmId, foreignId]))
    expect(await firmsOf(await api.asAdmin())).toEqual(new Set([firmId, foreignId]))
    expect(await firmsOf(rongqiao)).toEqual(new Set([firmId]))
    const company = await trail(await api.asCompany(firmId))
    expect(new Set(company.map(({ firmId: id }) => id))).toEqual(new Set([firmId]))
    expect(company.every(({ ip }) => ip === null)).toBe(true)
    expect((await (await api.asTown('350181103')).get('/api/v1/audit')).statusCode).toBe(403)
    // A filter by a firm that is not there for the caller is answered like one that nobody has.
    const [foreign, missing] = [
      await rongqiao.get(`/api/v1/audit?firm=${foreignId}`),
      await rongqiao.get('/api/v1/audit?firm=00000000-0000-4000-8000-000000000000'),
    ]
    expect(foreign.json()).toEqual({ items: [], nextCursor: null })
    expect(foreign.body).toBe(missing.body)
  })

  it('narrows by firm, person, act, outcome and day, and pages without losing a row', async () => {
    const [one] = await trail(bureau, `&firm=${firmId}&action=firm-changed`)
    expect(one).toMatchObject({ firmName: '自家示例有限公司', after: { contactPhone: '13912345678' }, outcome: 'done' })
    expect(await trail(bureau, `&account=${one?.account}&action=firm-changed`)).toHaveLength(2)
    expect(await trail(bureau, '&to=2020-01-01')).toEqual([])
    expect(await trail(bureau, '&from=2020-01-01&action=firm-changed')).toHaveLength(2)
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: Row[]; nextCursor: string | null } = (
        await bureau.get(`/api/v1/audit?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json()
      seen.push(...page.items.map(({ seq }) => seq))
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
    for (const wrong of ['cursor=x', 'firm=1', 'from=2026-02-30', 'outcome=x', 'limit=0', 'acton=sign-in'])
      expect([wrong, (await bureau.get(`/api/v1/audit?${wrong}`)).statusCode]).toEqual([wrong, 400])
  })

  it('notes who looked at the data of another, once a person, firm and day; the own people are not noted', async () => {
    const company = await api.asCompany(firmId)
    for (let i = 0; i < 3; i++) {
      await rongqiao.get(`/api/v1/firms/${firmId}`)
      await rongqiao.get(`/api/v1/firms/${firmId}/figures`)
      await company.get(`/api/v1/firms/${firmId}`)
    }
    const another = await api.asPark('rongqiao')
    await another.get(`/api/v1/firms/${firmId}/report?asOf=2026-06-15`)
    const views = await trail(company, '&action=firm-viewed')
    expect(views).toHaveLength(2)
    expect(new Set(views.map(({ account }) => account)).size).toBe(2)
    // In the history of the data nothing has happened.
    expect((await company.get(`/api/v1/firms/${firmId}/history`)).body).not.toContain('firm-viewed')
  })

  it('notes refusals, alike for a foreign row and a missing one, and shows them to none but those who read all', async () => {
    const missing = '00000000-0000-4000-8000-000000000000'
    for (const id of [foreignId, missing]) await rongqiao.patch(`/api/v1/firms/${id}`, { address: 'x' }, { 'if-match': '"v2"' })
    await rongqiao.get('/api/v1/metrics')
    const rows = (await trail(bureau, '&action=refused')).slice(0, 3)
    expect(rows.map(({ subject }) => subject)).toEqual(['/api/v1/metrics', `firm:${missing}`, `firm:${foreignId}`])
    expect(rows.map(({ outcome, firmId: of }) => [outcome, of])).toEqual(Array(3).fill(['refused', null]))
    expect(rows[1]?.after).toEqual(rows[2]?.after)
    expect(await trail(rongqiao, '&action=refused')).toEqual([])
    expect(await trail(await api.asPark('jiangyin'), '&action=refused')).toEqual([])
  })
})

describe('an exported audit trail', () => {
  const exported = async () => (await bureau.get('/api/v1/audit/export.ndjson')).body
  const verdict = (text: string) =>
    verifyFile(
      (async function* () {
        yield* text.split('\n')
      })(),
    )

  it('is verified alone, and names the first row that was tampered with', async () => {
    await within(api.db, systemActor, async (tx) => {
      for (let i = 0; i < 5; i++)
        await audit(tx, systemActor, {
          action: 'firm-changed',
          after: { rdHnte: 0.1 + i, amount: 1e21, name: '“示例”\n\\\u0001é', list: [1, 'a', null] },
        })
    })
    const text = await exported()
    const lines = text.trimEnd().split('\n')
    const rows = lines.length - 2
    expect(await verdict(text)).toEqual({ rows, firstBad: null, reason: null })
    const without = (i: number) => lines.filter((_, at) => at !== i).join('\n')
    expect(await verdict(text.replace('自家', '他家').replace('13912345678', '13912345679'))).toMatchObject({ reason: 'hash' })
    expect(await verdict(without(3))).toMatchObject({ firstBad: 3, reason: 'missing' })
    expect(await verdict([...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)].join('\n'))).toMatchObject({
      firstBad: 3,
      reason: 'missing',
    })
    expect(await verdict(lines.slice(0, -1).join('\n'))).toMatchObject({ firstBad: rows + 1, reason: 'tail' })
    expect(await verdict(without(lines.length - 2))).toMatchObject({ firstBad: rows, reason: 'tail' })
    await expect(verdict('{"a":1}')).rejects.toThrow('not an export')
    expect((await rongqiao.get('/api/v1/audit/export.ndjson')).statusCode).toBe(403)
    expect((await trail(bureau, '&action=audit-exported'))[0]).toMatchObject({ after: { rows } })

    const file = join(folder, 'trail.ndjson')
    writeFileSync(file, text)
    expect(await runVerifyAudit([file])).toBe(0)
    writeFileSync(file, without(2))
    expect(await runVerifyAudit([file])).toBe(1)
  })
})

describe('keeping the audit trail', () => {
  it('knows no time below 180 days, and three years unless told', () => {
    expect(readConfig({}).auditDays).toBe(1096)
    expect(() => readConfig({ AUDIT_DAYS: '179' })).toThrow('AUDIT_DAYS')
    expect(readConfig({ AUDIT_DAYS: '180' }).auditDays).toBe(180)
  })

  it('takes out what is older, and the rest still verifies; nothing younger goes', async () => {
    await expect(pruneAudit(api.db, api.url, 179)).rejects.toThrow('180')
    expect(await pruneAudit(api.db, api.url, 180)).toEqual({ rows: 0, upTo: 0 })
    const { rows } = await verifyAudit(api.db)
    // Three rows become old, by the hand of the one who could also do worse: rewritten from the start.
    const owner = postgres(api.url, { max: 1, onnotice: () => {} })
    await owner.unsafe(`
      do $$ declare r audit; h text := repeat('0', 64); begin
        for r in select * from audit order by seq loop
          if r.seq <= 3 then r.at := r.at - interval '200 days'; end if;
          r.previous_hash := h;
          r.hash := encode(sha256(convert_to(audit_text(r), 'UTF8')), 'hex');
          h := r.hash;
          update audit set at = r.at, previous_hash = r.previous_hash, hash = r.hash where seq = r.seq;
        end loop;
        update audit_head set hash = h;
      end $$`)
    await owner.end()
    expect(await verifyAudit(api.db)).toMatchObject({ firstBad: null })
    expect(await pruneAudit(api.db, api.url, 180)).toEqual({ rows: 3, upTo: 3 })
    expect(await verifyAudit(api.db)).toEqual({ rows: rows - 3 + 1, firstBad: null, reason: null })
    expect((await trail(bureau)).at(-1)?.seq).toBe(4)
    expect((await trail(bureau))[0]).toMatchObject({ action: 'audit-pruned', after: { rows: 3, upTo: 3 } })
  })
})
