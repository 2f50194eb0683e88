import { createHash } from 'node:crypto'
import type { FirmFacts } from '../../shared/facts.ts'

const quotedNames = new Map<string, string>()

/** The names of members are few, and each is met in every firm. */
function quoted(name: string): string {
  let text = quotedNames.get(name)
  if (text === undefined) {
    text = `${JSON.stringify(name)}:`
    // Criterion ids and years are names too, but nobody must fill the memory with them.
    if (quotedNames.size < 5000) quotedNames.set(name, text)
  }
  return text
}

/** The same text for the same content, whatever the order in which members were written. Plain loops: it is read for every firm. */
function canonical(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonical(item) : `,${canonical(item)}`
    return `[${text}]`
  }
  const record = value as Readonly<Record<string, unknown>>
  for (const key of Object.keys(record).sort()) {
    const member = record[key]
    if (member != null) text += text === '' ? quoted(key) + canonical(member) : `,${quoted(key)}${canonical(member)}`
  }
  return `{${text}}`
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
