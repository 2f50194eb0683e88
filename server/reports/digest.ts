import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import type { Verdict } from '../../shared/report.ts'
import type { HeldTitle } from './table.ts'

/** Where a firm stands with a certification, as the city counts it: holders apart, and those a single criterion short. */
export type Counted = Verdict | 'short-by-one' | 'held'

const letters: Readonly<Record<Counted, string>> = {
  held: 'h',
  qualified: 'q',
  review: 'r',
  undetermined: 'd',
  unqualified: 'u',
  'short-by-one': '1',
  unavailable: '-',
}

const meanings = new Map(Object.entries(letters).map(([meaning, letter]) => [letter, meaning as Counted]))

const order = Object.keys(certifications) as readonly Certification[]

interface Result {
  readonly certification: Certification
  readonly verdict: Verdict
  readonly shortBy?: number | null
}

/** A letter for each certification, in the order of the dictionary. */
export function digestOf(results: readonly Result[], held: readonly HeldTitle[]): string {
  return order
    .map((certification) => {
      if (held.some(({ title }) => title === certification)) return letters.held
      const result = results.find((one) => one.certification === certification)
      if (!result) return letters.unavailable
      return letters[result.verdict === 'unqualified' && result.shortBy === 1 ? 'short-by-one' : result.verdict]
    })
    .join('')
}

/** What the letters say, certification by certification. */
export const readDigest = (digest: string): (readonly [Certification, Counted])[] =>
  order.flatMap((certification, index) => {
    const meaning = meanings.get(digest.charAt(index))
    return meaning === undefined ? [] : [[certification, meaning] as const]
  })
