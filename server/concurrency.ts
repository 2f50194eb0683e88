import type { FastifyRequest } from 'fastify'
import { ProblemError } from './problems.ts'

/** The entity tag of a version, for the `ETag` header. */
export const etagOf = (version: number): string => `"v${version}"`

/** The version that the writer has read. Throws `version-required` (428) without `If-Match`, also with `*`: nobody writes blindly. */
export function expectedVersions(request: Pick<FastifyRequest, 'headers'>): readonly string[] {
  const given = request.headers['if-match']?.trim()
  if (!given || given === '*') throw new ProblemError('version-required')
  return given.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
}

/** The answer to a writer whose version is stale (412), with the resource as it now stands. */
export const staleVersion = (version: number, current: unknown): ProblemError =>
  new ProblemError('stale-version', { current, headers: { etag: etagOf(version) } })

/**
 * Lets the write pass only from the version that stands. Read the row `for update` in the same transaction before, so
 * that of many writers with one version exactly one passes.
 */
export async function requireVersion(request: Pick<FastifyRequest, 'headers'>, version: number, current: () => unknown): Promise<void> {
  if (!expectedVersions(request).includes(etagOf(version))) throw staleVersion(version, await current())
}
