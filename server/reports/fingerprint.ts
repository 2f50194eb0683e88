import { createHash } from 'node:crypto'
import type { FirmFacts } from '../../shared/facts.ts'

/** The same text for the same content, whatever the order in which members were written. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member != null)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

/** SHA-256 of what is known of a firm, apart from the day and purpose of asking: equal where nothing has changed. */
export function fingerprintOf({ asOf: _asOf, purpose: _purpose, ...facts }: FirmFacts): string {
  return createHash('sha256').update(canonical(facts)).digest('hex')
}

/** One fingerprint for many, in their order. */
export const fingerprintOfAll = (fingerprints: Iterable<string>): string => {
  const hash = createHash('sha256')
  for (const fingerprint of fingerprints) hash.update(fingerprint)
  return hash.digest('hex')
}
