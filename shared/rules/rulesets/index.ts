import type { Certification } from '../../dictionary/certifications.ts'
import type { Purpose } from '../../facts.ts'
import type { Ruleset } from '../ruleset.ts'
import { hnte } from './hnte.ts'
import { techsme } from './techsme.ts'

/** Every rule set that judges, in the order of the ladder. */
export const rulesets: readonly Ruleset[] = [techsme, hnte]

/** The certifications that are judged, lowest rung first. */
export const judgedCertifications: readonly Certification[] = [...new Set(rulesets.map(({ certification }) => certification))]

/** The rule set in force for a certification on a day and for a purpose, if any. */
export const findRuleset = (certification: Certification, asOf: string, purpose: Purpose): Ruleset | undefined =>
  rulesets.find(
    (ruleset) =>
      ruleset.certification === certification &&
      ruleset.inForceFrom <= asOf &&
      (ruleset.inForceTo === null || asOf <= ruleset.inForceTo) &&
      ruleset.purposes.includes(purpose),
  )

export const findRulesetById = (id: string): Ruleset | undefined => rulesets.find((ruleset) => ruleset.id === id)
