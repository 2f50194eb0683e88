import { addDays } from '../days.ts'
import type { Certification } from '../dictionary/certifications.ts'
import type { Purpose } from '../facts.ts'
import type { Book } from './book.ts'
import { type Pack, rulesetOfPack } from './pack-rules.ts'
import type { Revision } from './revise.ts'
import type { Dated, InForce, Ruleset } from './ruleset.ts'

/** The document that a version of a rule rests on. */
export interface RuleDocument {
  readonly number: string
  readonly title: string
  readonly date: string
}

/** A version of a rule set that was enacted after the program was made: other thresholds, or a pack completed from a notice. */
export interface EnactedRevision {
  /** The id of the rule set that it makes, as assessments name it. */
  readonly id: string
  readonly certification: Certification
  /** The rule set that it changes, built in or enacted; null for a pack. */
  readonly base: string | null
  /** First day on which it judges. */
  readonly effectiveOn: string
  readonly document: RuleDocument
  readonly changes: readonly Revision[]
  readonly pack: Pack | null
}

export const documentText = ({ number, title }: RuleDocument): string => `${number} ${title}`

/** The same data with other values for some of its parameters. */
function withValues<T>(node: T, values: ReadonlyMap<string, Dated<unknown>>): T {
  if (Array.isArray(node)) return node.map((one) => withValues<unknown>(one, values)) as T
  if (typeof node !== 'object' || node === null) return node
  const record = node as Readonly<Record<string, unknown>>
  const value = 'history' in record && typeof record.id === 'string' ? values.get(record.id) : undefined
  if (value) return { ...record, history: [value] } as T
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, withValues(member, values)])) as T
}

const later = (a: string, b: string): string => (a > b ? a : b)
const earlier = (a: string | null, b: string): string => (a === null || b < a ? b : a)

const purposes: readonly Purpose[] = ['apply', 'renew']

const inForceBy = (change: (days: InForce) => InForce, { inForce }: Ruleset): Ruleset['inForce'] =>
  Object.fromEntries(purposes.map((purpose) => [purpose, change(inForce[purpose])])) as unknown as Ruleset['inForce']

/**
 * The rule set with the changed thresholds, in force from the day of the revision to the last day of what it changes. A
 * changed threshold has the new value alone: what it was before, the version before it says.
 */
export function revisedRuleset(
  base: Ruleset,
  { id, effectiveOn, document, changes }: Omit<EnactedRevision, 'certification' | 'base'>,
): Ruleset {
  const clause = documentText(document)
  const values = new Map(
    changes.map((change) => [change.id, { from: effectiveOn, value: change.value, clause, source: 'verified' as const }]),
  )
  return {
    ...withValues(base, values),
    id,
    title: { zh: `${base.title.zh}（${effectiveOn} 起修订）`, en: `${base.title.en} (revised from ${effectiveOn})` },
    basis: [...base.basis, clause],
    inForce: inForceBy(({ from, to }) => ({ from: later(from, effectiveOn), to }), base),
  }
}

/**
 * The rule sets of a book with what was enacted since, in the order of the book, versions of one rule set the earliest
 * first. Each ends on the day before its next version begins. A revision of what the book does not have is left out.
 */
export function bookWith(book: Book, revisions: readonly EnactedRevision[]): Book {
  const families: Ruleset[][] = book.map((ruleset) => [ruleset])
  const known = new Map(families.map((family) => [family[0]!.id, family]))
  for (const revision of [...revisions].sort((a, b) => a.effectiveOn.localeCompare(b.effectiveOn))) {
    const { id, base, pack, certification, effectiveOn, document } = revision
    if (pack) {
      const family = [rulesetOfPack(pack, { id, certification, effectiveOn, clause: documentText(document) })]
      const before = base === null ? undefined : known.get(base)
      if (before) before.push(...family)
      else families.push(family)
      known.set(id, before ?? family)
      continue
    }
    const family = base === null ? undefined : known.get(base)
    const from = family?.find((ruleset) => ruleset.id === base)
    if (!family || !from) continue
    family.push(revisedRuleset(from, revision))
    known.set(id, family)
  }
  return families.flatMap((family) => family.map((ruleset, index) => endBefore(ruleset, family[index + 1])))
}

/** Ends a version on the day before the next one begins; one that never was in force ends before it begins. */
function endBefore(ruleset: Ruleset, next: Ruleset | undefined): Ruleset {
  if (!next) return ruleset
  return {
    ...ruleset,
    inForce: Object.fromEntries(
      purposes.map((purpose) => {
        const { from, to } = ruleset.inForce[purpose]
        return [purpose, { from, to: earlier(to, addDays(next.inForce[purpose].from, -1)) }]
      }),
    ) as unknown as Ruleset['inForce'],
  }
}
