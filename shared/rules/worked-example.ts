import type { Certification } from '../dictionary/certifications.ts'
import type { FirmFacts } from '../facts.ts'
import type { Assessment } from '../report.ts'
import { assessCertificationBy } from './book.ts'
import type { Ruleset } from './ruleset.ts'

/** What a worked example expects: what it does not name is not compared. */
export interface Expectation {
  readonly certification: Certification
  readonly ruleset?: string
  readonly verdict?: string
  readonly route?: string | null
  readonly score?: readonly [min: number, max: number]
  readonly points?: Readonly<Record<string, readonly [min: number, max: number]>>
  readonly outcomes?: Readonly<Record<string, string>>
  readonly shortBy?: number
}

/** A firm with the answer that a rule must give. */
export interface WorkedExample {
  readonly id: string
  readonly point: string
  readonly facts: FirmFacts
  readonly expect: Expectation
}

/** Another answer than the text of the example gives, since the rule has changed: by whom it is expected now, and why. */
export interface Restatement {
  readonly verdict: string
  readonly reason: string
}

export interface ExampleResult {
  readonly id: string
  readonly point: string
  readonly asOf: string
  readonly expected: string
  readonly actual: string
  readonly passes: boolean
  /** What differs, by name: `verdict`, `score`, the id of a criterion. */
  readonly differs: string[]
  /** Why another verdict is expected than the example came with; null where nothing was restated. */
  readonly restated: string | null
}

const isPair = (pair: readonly [number, number], found: { readonly min: number; readonly max: number } | null | undefined): boolean =>
  found != null && pair[0] === found.min && pair[1] === found.max

function differences(expected: Expectation, { verdict, route, shortBy, score, criteria }: Assessment): string[] {
  const of = (id: string) => criteria.find((criterion) => criterion.id === id)
  return [
    ...(expected.verdict !== undefined && expected.verdict !== verdict ? ['verdict'] : []),
    ...(expected.route !== undefined && expected.route !== route ? ['route'] : []),
    ...(expected.shortBy !== undefined && expected.shortBy !== shortBy ? ['shortBy'] : []),
    ...(expected.score && !isPair(expected.score, score) ? ['score'] : []),
    ...Object.entries(expected.points ?? {}).flatMap(([id, pair]) => (isPair(pair, of(id)?.points) ? [] : [id])),
    ...Object.entries(expected.outcomes ?? {}).flatMap(([id, outcome]) => (of(id)?.outcome === outcome ? [] : [id])),
  ]
}

/** Judges an example by a rule set, whatever the day it was written for. Restated, the verdict alone is compared. */
export function runExample(ruleset: Ruleset, { id, point, facts, expect }: WorkedExample, restated?: Restatement): ExampleResult {
  const assessment = assessCertificationBy([], facts, ruleset.certification, undefined, { ruleset })
  const differs = restated ? (restated.verdict === assessment.verdict ? [] : ['verdict']) : differences(expect, assessment)
  return {
    id,
    point,
    asOf: facts.asOf,
    expected: restated?.verdict ?? expect.verdict ?? '',
    actual: assessment.verdict,
    passes: differs.length === 0,
    differs,
    restated: restated?.reason ?? null,
  }
}
