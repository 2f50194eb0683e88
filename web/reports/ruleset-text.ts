import { shallowRef } from 'vue'
import type { RulesetText } from '../../shared/api/rulesets.ts'
import type { Book } from '../../shared/rules/book.ts'
import type { Ruleset, ScoreNode } from '../../shared/rules/ruleset.ts'

const texts = new Map<string, RulesetText>()

/** What puts a rule set into words. It comes after the page itself, which shows itself without and once more with it. */
const describe = shallowRef<(ruleset: Ruleset, asOf: string) => RulesetText>()
void import('../../shared/rules/describe/index.ts').then(({ describeRuleset }) => (describe.value = describeRuleset))

/** A rule set of a book by its id. */
export const rulesetOf = (book: Book, id: string | null): Ruleset | null => book.find((ruleset) => ruleset.id === id) ?? null

/** A rule set of a book as a person reads it on a day; null where the book does not have it, and until the words are there. */
export function textIn(book: Book, id: string | null, asOf: string): RulesetText | null {
  const key = `${id} ${asOf}`
  const known = texts.get(key)
  if (known) return known
  const found = rulesetOf(book, id)
  if (!found || !describe.value) return null
  const text = describe.value(found, asOf)
  texts.set(key, text)
  return text
}

/** The most that a block of the score gives, where the rule caps the sum of its parts: by any of its parts. */
export function blockCap({ score }: Ruleset, part: string): number | null {
  const find = (node: ScoreNode): number | null => {
    if (node.kind === 'part') return null
    const isParent = node.of.some((one) => one.kind === 'part' && one.id === part)
    if (isParent) return node.cap ?? null
    return node.of.reduce<number | null>((cap, one) => cap ?? find(one), null)
  }
  return score && find(score.tree)
}

/** Options of a part of the score: shown with it, never added. */
export const optionIds = ({ criteria }: Ruleset): ReadonlySet<string> =>
  new Set(criteria.filter(({ kind }) => kind === 'option').map(({ id }) => id))

/** The line that the whole score must reach; lines of a block beside it are not it. */
export function scoreLine(ruleset: Ruleset | null): { readonly id: string; readonly isStrict: boolean } | null {
  for (const criterion of ruleset?.criteria ?? []) {
    if (!('test' in criterion) || criterion.test.kind !== 'score' || criterion.test.group) continue
    return { id: criterion.id, isStrict: criterion.test.relation === '>' }
  }
  return null
}
