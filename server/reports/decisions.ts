import { createHash } from 'node:crypto'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Assessment } from '../../shared/report.ts'
import { Bulk } from '../../shared/rules/bulk/index.ts'
import { millionths } from '../../shared/rules/score.ts'
import { judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import { type Truth, verdictOf } from '../../shared/rules/truth.ts'

/** Verdict, score and distance, as judging one firm and judging in columns both tell them. */
type Decision = readonly [ruleset: string | null, verdict: string, min: number, max: number, shortBy: number]

const shortOf = (decisions: readonly (Decision | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(decisions)).digest('base64url')

/** What the rules decide of a firm, in short: equal where every verdict, score and count of unmet criteria is. */
export function decisionsOf(assessments: readonly Assessment[]): string {
  const byId = new Map(assessments.map((one) => [one.certification, one]))
  return shortOf(
    judgedCertifications.map((certification) => {
      const one = byId.get(certification)
      if (!one || one.verdict === 'unavailable') return undefined
      return [one.ruleset, one.verdict, millionths(one.score?.min ?? 0), millionths(one.score?.max ?? 0), one.shortBy ?? 0]
    }),
  )
}

/** Firms that columns are filled with at a time. */
const capacity = 128

/** The columns of the day asked last: making their code costs more than judging a few firms. */
let kept: { readonly asOf: string; readonly bulk: Bulk } | undefined

/** The same for many firms on one day, decided in columns. */
export function decideInColumns(firms: readonly FirmFacts[], asOf: string): string[] {
  if (kept?.asOf !== asOf) kept = { asOf, bulk: new Bulk(asOf, capacity) }
  const { bulk } = kept
  const decided: string[] = []
  for (let from = 0; from < firms.length; from += capacity) {
    const slice = firms.slice(from, from + capacity)
    for (const [row, facts] of slice.entries()) bulk.put(row, facts)
    const results = new Map(bulk.run(slice.length).map((one) => [one.certification, one]))
    for (let row = 0; row < slice.length; row++) {
      decided.push(
        shortOf(
          judgedCertifications.map((certification) => {
            const one = results.get(certification)
            return one && [one.ruleset, verdictOf[one.verdict[row] as Truth], one.scoreMin[row]!, one.scoreMax[row]!, one.shortBy[row]!]
          }),
        ),
      )
    }
  }
  return decided
}
