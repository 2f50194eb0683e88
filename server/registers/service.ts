import { and, asc, desc, eq } from 'drizzle-orm'
import type { Register, RegisterEntry, RegisterKind, RegisterPut } from '../../shared/api/registers.ts'
import { normaliseUscc } from '../../shared/uscc.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { ProblemError, refuse } from '../problems.ts'
import { contractSums, countEntries } from './counts.ts'
import { registerEntries } from './table.ts'

type Row = typeof registerEntries.$inferSelect

export const entryOf = ({ isRemoved: _, updatedAt, ...row }: Row): RegisterEntry => ({
  ...row,
  level: row.level ?? null,
  tenants: [...row.tenants],
  updatedAt: updatedAt.toISOString(),
})

/** A register as it stands: what counts today, and the yearly sums of contracts. */
export async function getRegister(tx: Queries, kind: RegisterKind): Promise<Register> {
  const rows = await tx
    .select()
    .from(registerEntries)
    .where(and(eq(registerEntries.kind, kind), eq(registerEntries.isRemoved, false)))
    .orderBy(desc(registerEntries.year), asc(registerEntries.category), asc(registerEntries.name))
    .limit(2000)
  return {
    items: rows.map(entryOf),
    counted: await countEntries(tx, kind, { asOf: today() }),
    sums: kind === 'contracts' ? await contractSums(tx) : [],
  }
}

/** What a kind cannot do without; the schema knows the rest. */
function refuseIncomplete(kind: RegisterKind, { year, amount, level }: RegisterPut): void {
  if (kind === 'contracts' && (year === null || amount === null))
    throw refuse(year === null ? '/year' : '/amount', '合同登记要有年度和成交额')
  if (kind === 'awards' && (year === null || level === null)) throw refuse(year === null ? '/year' : '/level', '奖励要有年度和级别')
}

/** The firm of a code. Throws where a code is given that no firm has. */
async function hostOf(tx: Queries, { hostUscc, host }: RegisterPut) {
  if (hostUscc === null) return { firmId: null, hostUscc, host }
  const uscc = normaliseUscc(hostUscc)
  const [firm] = await tx.select({ id: firms.id, name: firms.name }).from(firms).where(eq(firms.uscc, uscc))
  if (!firm) throw refuse('/hostUscc', '企业库里没有这个统一社会信用代码')
  return { firmId: firm.id, hostUscc: uscc, host: firm.name }
}

export async function addEntry(tx: Tx, actor: Actor, kind: RegisterKind, given: RegisterPut): Promise<RegisterEntry> {
  refuseIncomplete(kind, given)
  const values = { ...given, ...(await hostOf(tx, given)) }
  const [row] = await tx
    .insert(registerEntries)
    .values({ ...values, kind, source: `登记：${actor.account}`, updatedBy: actor.account })
    .returning()
  if (!row) throw new Error('the entry was not stored')
  await audit(tx, actor, { action: 'register-added', subject: `register:${kind}:${row.id}`, firmId: row.firmId, after: given })
  return entryOf(row)
}

export async function lockEntry(tx: Tx, kind: RegisterKind, id: string): Promise<Row> {
  const [row] = await tx.select().from(registerEntries).where(eq(registerEntries.id, id)).for('update')
  if (!row || row.kind !== kind || row.isRemoved) throw new ProblemError('not-found')
  return row
}

export async function changeEntry(tx: Tx, actor: Actor, row: Row, given: RegisterPut): Promise<RegisterEntry> {
  refuseIncomplete(row.kind, given)
  const [changed] = await tx
    .update(registerEntries)
    .set({ ...given, ...(await hostOf(tx, given)), version: row.version + 1, updatedBy: actor.account, updatedAt: now() })
    .where(eq(registerEntries.id, row.id))
    .returning()
  if (!changed) throw new Error('the entry was not stored')
  await audit(tx, actor, {
    action: 'register-changed',
    subject: `register:${row.kind}:${row.id}`,
    firmId: row.firmId,
    before: entryOf(row),
    after: given,
  })
  return entryOf(changed)
}

/** Takes an entry out. The row stays, for the audit trail and what was counted by it. */
export async function removeEntry(tx: Tx, actor: Actor, row: Row): Promise<void> {
  await tx
    .update(registerEntries)
    .set({ isRemoved: true, version: row.version + 1, updatedBy: actor.account, updatedAt: now() })
    .where(eq(registerEntries.id, row.id))
  await audit(tx, actor, {
    action: 'register-removed',
    subject: `register:${row.kind}:${row.id}`,
    firmId: row.firmId,
    before: entryOf(row),
  })
}
