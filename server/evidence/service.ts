import { and, asc, count, eq, inArray, isNull, lt, sum } from 'drizzle-orm'
import type { Evidence, EvidenceList } from '../../shared/api/evidence.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Queries, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import type { VersionCheck } from '../figures/service.ts'
import { lockFirm } from '../firms/record.ts'
import { defineTask } from '../jobs/service.ts'
import { ProblemError } from '../problems.ts'
import { oldFiles, removeFile } from './files.ts'
import { evidence } from './table.ts'

type Row = typeof evidence.$inferSelect

/** What one firm may keep. */
export const quota = { files: 500, bytes: 1024 * 1024 * 1024 } as const

const dayMs = 24 * 3_600_000
/** How long a file that was taken away can be put back. */
const keptMs = 7 * dayMs

const answerOf = ({ id, paper, year, fileName, type, size, by, at, removedAt, version }: Row): Evidence => ({
  id,
  paper,
  year,
  fileName,
  type,
  size,
  by,
  at: at.toISOString(),
  isRemoved: removedAt !== null,
  version,
})

/** The papers of a firm, by name, the oldest first. */
export async function listEvidence(tx: Queries, config: Config, actor: Actor, firmId: string): Promise<EvidenceList> {
  const rows = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.firmId, firmId), isNull(evidence.removedAt)))
    .orderBy(asc(evidence.paper), asc(evidence.at))
  return { items: rows.map(answerOf), limit: config.evidenceLimit, mayEdit: actor.role === 'company' }
}

/** Throws `conflict` where a firm has as much as it may. */
export async function refuseOverQuota(tx: Queries, firmId: string): Promise<void> {
  const [has] = await tx
    .select({ files: count(), bytes: sum(evidence.size).mapWith(Number) })
    .from(evidence)
    .where(eq(evidence.firmId, firmId))
  if (has && (has.files >= quota.files || (has.bytes ?? 0) >= quota.bytes))
    throw new ProblemError('conflict', { detail: `材料已满（最多 ${quota.files} 个文件，共 1 GB）。请先删掉不用的。` })
}

/** Notes a file that is kept already. Throws `conflict` for the same file of the same paper. */
export async function addEvidence(
  tx: Tx,
  actor: Actor,
  given: Pick<Row, 'firmId' | 'paper' | 'year' | 'fileName' | 'type' | 'size' | 'hash' | 'file'>,
): Promise<Evidence> {
  const { firmId, paper, hash } = given
  await lockFirm(tx, firmId)
  const [same] = await tx
    .select({ fileName: evidence.fileName })
    .from(evidence)
    .where(and(eq(evidence.firmId, firmId), eq(evidence.paper, paper), eq(evidence.hash, hash), isNull(evidence.removedAt)))
  if (same) throw new ProblemError('conflict', { detail: `“${paper}”里已经有同一个文件：${same.fileName}` })
  const [row] = await tx
    .insert(evidence)
    .values({ ...given, by: actor.account, at: now() })
    .returning()
  if (!row) throw new Error('the paper was not stored')
  await note(tx, actor, 'evidence-added', row)
  return answerOf(row)
}

/** Takes a paper away, or puts it back while its file is there. */
export async function changeEvidence(
  tx: Tx,
  actor: Actor,
  firmId: string,
  id: string,
  isRemoved: boolean,
  check: VersionCheck<Evidence>,
): Promise<Evidence> {
  const where = and(eq(evidence.firmId, firmId), eq(evidence.id, id))
  const [row] = await tx.select().from(evidence).where(where).for('no key update')
  if (!row) throw new ProblemError('evidence-not-found')
  await check(row.version, async () => answerOf(row))
  if ((row.removedAt !== null) === isRemoved) return answerOf(row)
  const [changed] = await tx
    .update(evidence)
    .set({ removedAt: isRemoved ? now() : null, version: row.version + 1 })
    .where(where)
    .returning()
  if (!changed) throw new ProblemError('evidence-not-found')
  await note(tx, actor, isRemoved ? 'evidence-removed' : 'evidence-restored', changed)
  return answerOf(changed)
}

/** A paper that is there to be read; each reading by others is noted. */
export async function getFile(tx: Tx, actor: Actor, firmId: string, id: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.firmId, firmId), eq(evidence.id, id), isNull(evidence.removedAt)))
  if (!row) throw new ProblemError('evidence-not-found')
  await note(tx, actor, 'evidence-downloaded', row)
  return row
}

const note = (tx: Tx, actor: Actor, action: string, { firmId, paper, fileName, hash }: Row): Promise<void> =>
  audit(tx, actor, { action, subject: `firm:${firmId}`, firmId, after: { note: `${paper}：${fileName}`, hash } })

/** Rows whose time to be put back is over go with their files; so do files that no row knows. */
defineTask(
  'sweep-evidence',
  async ({ db, settings }) => {
    const at = now().getTime()
    const gone = await within(db, systemActor, (tx) =>
      tx
        .delete(evidence)
        .where(lt(evidence.removedAt, new Date(at - keptMs)))
        .returning({ file: evidence.file }),
    )
    for (const { file } of gone) await removeFile(settings, file)
    const old = await oldFiles(settings, dayMs, at)
    if (old.length === 0) return
    const known = await within(
      db,
      systemActor,
      (tx) => tx.select({ file: evidence.file }).from(evidence).where(inArray(evidence.file, old)),
      {
        readOnly: true,
      },
    )
    const kept = new Set(known.map(({ file }) => file))
    for (const file of old) if (!kept.has(file)) await removeFile(settings, file)
  },
  { attempts: 3, cron: '50 17 * * *' },
)
