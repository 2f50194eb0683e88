import type { RulesetText } from '../../shared/api/rulesets.ts'
import { describeRuleset } from '../../shared/rules/describe.ts'
import type { ScoreNode } from '../../shared/rules/ruleset.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'

const texts = new Map<string, RulesetText>()

/** A rule set as a person reads it on a day, by its id; null where this release does not know it. */
export function rulesetText(id: string | null, asOf: string): RulesetText | null {
  if (id === null) return null
  const key = `${id} ${asOf}`
  const known = texts.get(key)
  if (known) return known
  const found = findRulesetById(id)
  if (!found) return null
  const text = describeRuleset(found, asOf)
  texts.set(key, text)
  return text
}

/** The most that a block of the score gives, where the rule caps the sum of its parts: by any of its parts. */
export function blockCap(id: string | null, part: string): number | null {
  const find = (node: ScoreNode): number | null => {
    if (node.kind === 'part') return null
    const isParent = node.of.some((one) => one.kind === 'part' && one.id === part)
    if (isParent) return node.cap ?? null
    return node.of.reduce<number | null>((cap, one) => cap ?? find(one), null)
  }
  const score = id === null ? null : findRulesetById(id)?.score
  return score ? find(score.tree) : null
}

/** Options of a part of the score: shown with it, never added. */
export const optionIds = (id: string | null): ReadonlySet<string> =>
  new Set(
    (id === null ? undefined : findRulesetById(id))?.criteria.filter(({ kind }) => kind === 'option').map((criterion) => criterion.id),
  )
