import type { RulesetText } from '../../shared/api/rulesets.ts'
import { rulesets } from '../../shared/rules/rulesets/index.ts'
import { textIn } from './ruleset-text.ts'

/** Any rule set as a person reads it on a day, by its id; null where this release does not know it. */
export const rulesetText = (id: string | null, asOf: string): RulesetText | null => textIn(rulesets, id, asOf)
