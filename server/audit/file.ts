import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { now } from '../clock.ts'
import type { Tx } from '../db/connection.ts'
import type { AuditVerdict } from './service.ts'

/** What the hash of a row is taken of, in this order: as `audit_text` in the database writes it. */
export const columns = [
  'seq',
  'at',
  'accountId',
  'account',
  'role',
  'ip',
  'requestId',
  'action',
  'subject',
  'firmId',
  'parkId',
  'outcome',
  'before',
  'after',
  'previousHash',
] as const

const rowsAtOnce = 1_000

interface Range {
  /** Days in China, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

interface Stored extends Record<string, unknown> {
  readonly seq: string
  readonly hash: string
  readonly text: string
}

/** How many rows the range holds, and its ends. A range of numbers without gaps: the chain goes through it. */
export async function measureAudit(
  tx: Tx,
  { from, to }: Range,
): Promise<{ rows: number; first: number; last: number; previousHash: string }> {
  const [found] = await tx.execute<{ first: string | null; last: string | null; previous: string | null }>(sql`
    with ends as (select min(seq) as first, max(seq) as last from audit
      where at >= (${from ?? '1970-01-01'}::date::timestamp at time zone 'Asia/Shanghai')
        and at < (${to ?? '9000-01-01'}::date::timestamp at time zone 'Asia/Shanghai') + interval '1 day')
    select first, last, (select previous_hash from audit where seq = first) as previous from ends`)
  const [first, last] = [Number(found?.first ?? 0), Number(found?.last ?? -1)]
  return { rows: last - first + 1, first, last, previousHash: found?.previous ?? '0'.repeat(64) }
}

/**
 * The audit trail as a file that can be verified without this system: a line that says what it is, a line a row with its
 * hash and the very text that was hashed, and a line that closes it.
 */
export async function* auditLines(tx: Tx, range: Awaited<ReturnType<typeof measureAudit>>, by: string): AsyncGenerator<string> {
  const { first, last, previousHash } = range
  const head = { file: 'ladder-audit', version: 1, hash: 'sha256 of entry', columns, first, previousHash, by, at: now().toISOString() }
  yield `${JSON.stringify(head)}\n`
  let rows = 0
  let hash = previousHash
  for (let after = first - 1; after < last;) {
    const batch = await tx.execute<Stored>(
      sql`select a.seq, a.hash, audit_text(a) as text from audit a where a.seq > ${after} and a.seq <= ${last} order by a.seq limit ${rowsAtOnce}`,
    )
    if (batch.length === 0) break
    yield batch.map((row) => `{"hash":"${row.hash}","entry":${row.text}}\n`).join('')
    const end = batch.at(-1)
    after = Number(end?.seq)
    hash = end?.hash ?? hash
    rows += batch.length
  }
  yield `${JSON.stringify({ rows, last: { seq: rows === 0 ? null : last, hash } })}\n`
}

const rowPattern = /^\{"hash":"([0-9a-f]{64})","entry":(\[.*\])\}$/

/** Verifies an exported file alone: every hash, the chain, the numbers, and that the end is there. Throws where it is no such file. */
export async function verifyFile(lines: AsyncIterable<string>): Promise<AuditVerdict> {
  let expected: number | undefined
  let previous = ''
  let rows = 0
  for await (const line of lines) {
    if (line === '') continue
    if (expected === undefined) {
      const head = JSON.parse(line) as { file?: string; first?: number; previousHash?: string }
      if (head.file !== 'ladder-audit' || head.first === undefined || head.previousHash === undefined)
        throw new Error('not an export of the audit trail')
      expected = head.first
      previous = head.previousHash
      continue
    }
    const bad = (reason: AuditVerdict['reason']): AuditVerdict => ({ rows, firstBad: expected ?? 0, reason })
    const row = rowPattern.exec(line)
    if (!row) {
      const end = closing(line)
      return end?.rows === rows && end.hash === previous ? { rows, firstBad: null, reason: null } : bad(end ? 'tail' : 'hash')
    }
    const [, hash = '', text = ''] = row
    if (createHash('sha256').update(text).digest('hex') !== hash) return bad('hash')
    const entry = JSON.parse(text) as readonly unknown[]
    if (entry[0] !== expected) return bad('missing')
    if (entry[14] !== previous) return bad('chain')
    previous = hash
    expected++
    rows++
  }
  return { rows, firstBad: expected ?? 0, reason: 'tail' }
}

function closing(line: string): { rows: unknown; hash: unknown } | undefined {
  try {
    const { rows, last } = JSON.parse(line) as { rows?: unknown; last?: { hash?: unknown } }
    return rows === undefined ? undefined : { rows, hash: last?.hash }
  } catch {
    return undefined
  }
}
