import { type Certification, certifications } from '../../dictionary/certifications.ts'
import type { Purpose } from '../../facts.ts'
import { rulesetIn } from '../book.ts'
import type { Ruleset } from '../ruleset.ts'
import { bse } from './boards/bse.ts'
import { chinext2024, chinext2026 } from './boards/chinext.ts'
import { mainBoard } from './boards/main-board.ts'
import { star } from './boards/star.ts'
import { champion, fujianChampion } from './champions.ts'
import { hnte } from './hnte.ts'
import { innovativeSme } from './innovative-sme.ts'
import { littleGiant2 } from './little-giant-2.ts'
import { littleGiant63 } from './little-giant-63.ts'
import { specialisedSme2 } from './specialised-sme-2.ts'
import { specialisedSme63 } from './specialised-sme-63.ts'
import { techGiant } from './tech-giant.ts'
import { techsme } from './techsme.ts'

/** Every rule set that judges, in the order of the ladder. */
export const rulesets: readonly Ruleset[] = [
  techsme,
  innovativeSme,
  hnte,
  techGiant,
  specialisedSme63,
  specialisedSme2,
  littleGiant63,
  littleGiant2,
  fujianChampion,
  champion,
  star,
  chinext2024,
  chinext2026,
  bse,
  mainBoard,
]

/** The certifications that a rule set judges, in the order of the dictionary. */
export const judgedCertifications: readonly Certification[] = (Object.keys(certifications) as Certification[]).filter((id) =>
  rulesets.some(({ certification }) => certification === id),
)

/** The rule set in force for a certification on a day and for a purpose, if any. */
export const findRuleset = (certification: Certification, asOf: string, purpose: Purpose): Ruleset | undefined =>
  rulesetIn(rulesets, certification, asOf, purpose)

export const findRulesetById = (id: string): Ruleset | undefined => rulesets.find((ruleset) => ruleset.id === id)
