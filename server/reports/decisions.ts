import { createHash } from 'node:crypto'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { FirmFacts, Purpose } from '../../shared/facts.ts'
import type { Assessment, Verdict } from '../../shared/report.ts'
import { Bulk, type BulkResult } from '../../shared/rules/bulk/index.ts'
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

interface Asked {
  readonly asOf: string
  readonly purpose: Purpose
  /** All of them, unless one is named. */
  readonly certification?: Certification
}

/** The columns used last: making their code costs more than judging a few firms. */
const kept: { readonly key: string; readonly bulk: Bulk }[] = []
const mostKept = 3

function columnsFor({ asOf, purpose, certification }: Asked): Bulk {
  const key = `${asOf} ${purpose} ${certification ?? ''}`
  const found = kept.find((one) => one.key === key)
  if (found) return found.bulk
  const bulk = new Bulk(asOf, capacity, { purpose, ...(certification && { certifications: [certification] }) })
  kept.unshift({ key, bulk })
  kept.length = Math.min(kept.length, mostKept)
  return bulk
}

/** Runs firms through columns, slice by slice. */
function* inColumns(
  firms: readonly FirmFacts[],
  asked: Asked,
): Generator<{ readonly results: readonly BulkResult[]; readonly rows: number }> {
  const bulk = columnsFor(asked)
  for (let from = 0; from < firms.length; from += capacity) {
    const slice = firms.slice(from, from + capacity)
    for (const [row, facts] of slice.entries()) bulk.put(row, facts)
    yield { results: bulk.run(slice.length), rows: slice.length }
  }
}

/** The same as `decisionsOf` for many firms on one day, decided in columns. */
export function decideInColumns(firms: readonly FirmFacts[], asOf: string): string[] {
  const decided: string[] = []
  for (const { results, rows } of inColumns(firms, { asOf, purpose: 'apply' })) {
    const byId = new Map(results.map((one) => [one.certification, one]))
    const ordered = judgedCertifications.map((certification) => byId.get(certification))
    for (let row = 0; row < rows; row++) {
      decided.push(
        shortOf(ordered.map((one) => one && [one.ruleset, verdictIn(one, row), one.scoreMin[row]!, one.scoreMax[row]!, one.shortBy[row]!])),
      )
    }
  }
  return decided
}

/** Verdict and count of unmet criteria of each firm for one certification; none where no rule set judges it on the day. */
export function decideOne(firms: readonly FirmFacts[], asked: Required<Asked>): { readonly verdict: Verdict; readonly shortBy: number }[] {
  const decided: { verdict: Verdict; shortBy: number }[] = []
  for (const { results, rows } of inColumns(firms, asked)) {
    const [one] = results
    for (let row = 0; one && row < rows; row++) decided.push({ verdict: verdictIn(one, row), shortBy: one.shortBy[row]! })
  }
  return decided
}

const verdictIn = ({ verdict }: BulkResult, row: number) => verdictOf[verdict[row] as Truth]
