import type { RulesetText } from '../../api/rulesets.ts'
import type { Ruleset } from '../ruleset.ts'
import { criterionText } from './criteria.ts'
import { parameterTexts } from './parameters.ts'
import { logicText } from './tests.ts'
import { contextOf } from './words.ts'

/**
 * A rule set as a person reads it on a day: the same data that judges, put into words. `law` takes the thresholds of
 * another day, so that two days compare without their years.
 */
export function describeRuleset(ruleset: Ruleset, asOf: string, law = asOf): RulesetText {
  const context = contextOf(ruleset, asOf, law)
  const { id, certification, title, basis, inForce, criteria, verdict } = ruleset
  return {
    id,
    certification,
    title,
    basis: [...basis],
    inForceFrom: inForce.apply.from,
    inForceTo: inForce.apply.to,
    inForce: { apply: { ...inForce.apply }, renew: { ...inForce.renew } },
    logic: logicText(context, verdict),
    parameters: parameterTexts(criteria),
    criteria: criteria.map((criterion) => criterionText(context, criterion)),
  }
}
