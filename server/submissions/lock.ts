import { and, eq } from 'drizzle-orm'
import type { Queries } from '../db/connection.ts'
import { ProblemError } from '../problems.ts'
import { submissions } from './table.ts'

/** Throws `conflict` while the figures of the year lie with the park: what it reads is what was sent. */
export async function refuseWhileSubmitted(tx: Queries, firmId: string, year: number, detail: string): Promise<void> {
  const [row] = await tx
    .select({ state: submissions.state })
    .from(submissions)
    .where(and(eq(submissions.firmId, firmId), eq(submissions.year, year)))
  if (row?.state === 'submitted') throw new ProblemError('conflict', { detail })
}
