import { asc } from 'drizzle-orm'
import postgres from 'postgres'
import { enact } from '../../shared/rules/enacted.ts'
import type { EnactedRevision } from '../../shared/rules/revision.ts'
import type { Db, Queries } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { ruleRevisions } from './table.ts'

/** The channel on which the database tells every process of a newly enacted version. */
const channel = 'rules_enacted'

/** What is enacted, the earliest first. */
export async function listRevisions(tx: Queries): Promise<EnactedRevision[]> {
  const rows = await tx.select().from(ruleRevisions).orderBy(asc(ruleRevisions.effectiveOn), asc(ruleRevisions.id))
  return rows.map(({ id, certification, base, effectiveOn, documentNumber, documentTitle, documentDate, changes, pack }) => ({
    id,
    certification,
    base,
    effectiveOn,
    document: { number: documentNumber, title: documentTitle, date: documentDate },
    changes,
    pack: pack ?? null,
  }))
}

/** Makes this process judge by what is enacted now. Cheap: a handful of rows. */
export async function loadRevisions(db: Db): Promise<void> {
  enact(await within(db, systemActor, listRevisions, { readOnly: true }))
}

/** Goes on doing so whenever any process enacts something, until it is closed; also after the database was away. */
export async function followRevisions(db: Db, url: string): Promise<() => Promise<void>> {
  // Words of the database come over a connection of their own.
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    connect_timeout: 10,
    connection: { application_name: 'innovation-ladder-rules' },
  })
  // A failed load is no end: the next word, or the next run over the register, loads again.
  const load = () => void loadRevisions(db).catch(() => {})
  await client.listen(channel, load, load)
  return () => client.end({ timeout: 1 })
}
