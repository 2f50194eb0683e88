import { type Certification, certifications } from '../../dictionary/certifications.ts'
import type { Purpose } from '../../facts.ts'
import { type Book, rulesetIn } from '../book.ts'
import { followEnacted } from '../enacted.ts'
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

/** The rule sets that the program brings. */
export const builtInRulesets: Book = [
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

const judgedBy = (book: Book): readonly Certification[] =>
  (Object.keys(certifications) as Certification[]).filter((id) => book.some(({ certification }) => certification === id))

/** Every rule set that judges, in the order of the ladder, with those enacted since: always read anew, never kept. */
export let rulesets: Book = builtInRulesets

/** The certifications that a rule set judges, in the order of the dictionary. */
export let judgedCertifications: readonly Certification[] = judgedBy(builtInRulesets)

followEnacted(builtInRulesets, true, (book) => {
  rulesets = book
  judgedCertifications = judgedBy(book)
})

/** The rule set in force for a certification on a day and for a purpose, if any. */
export const findRuleset = (certification: Certification, asOf: string, purpose: Purpose): Ruleset | undefined =>
  rulesetIn(rulesets, certification, asOf, purpose)

export const findRulesetById = (id: string): Ruleset | undefined => rulesets.find((ruleset) => ruleset.id === id)
