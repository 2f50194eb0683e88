import { workedExamples } from '../../seeds/reference/worked-examples.ts'
import type { RuleExamples } from '../../shared/api/rule-drafts.ts'
import { rulesetIn } from '../../shared/rules/book.ts'
import type { Ruleset } from '../../shared/rules/ruleset.ts'
import { builtInRulesets } from '../../shared/rules/rulesets/index.ts'
import { type ExampleResult, type Restatement, runExample, type WorkedExample } from '../../shared/rules/worked-example.ts'
import type { Queries } from '../db/connection.ts'
import { type ruleDrafts, ruleRevisions } from './table.ts'

type DraftRow = Pick<typeof ruleDrafts.$inferSelect, 'id' | 'certification' | 'examples' | 'restated' | 'base'>
type Version = Pick<typeof ruleRevisions.$inferSelect, 'id' | 'certification' | 'base' | 'examples' | 'restated'>

/** Every version by the id of its rule set, for who looks up what it came from. */
export type Versions = ReadonlyMap<string, Version>

export async function loadVersions(tx: Queries): Promise<Versions> {
  const rows = await tx
    .select({
      id: ruleRevisions.id,
      certification: ruleRevisions.certification,
      base: ruleRevisions.base,
      examples: ruleRevisions.examples,
      restated: ruleRevisions.restated,
    })
    .from(ruleRevisions)
  return new Map(rows.map((row) => [row.id, row]))
}

/** From a version back to what it was made from, the first last. */
function* ancestry(versions: Versions, id: string | null): Generator<Version> {
  for (let at = id === null ? undefined : versions.get(id); at; at = at.base === null ? undefined : versions.get(at.base)) yield at
}

/** The built-in rule set that a version comes from; null where it began as a pack. */
export function rootOf(versions: Versions, id: string | null): string | null {
  const first = [...ancestry(versions, id)].at(-1)
  return first ? first.base : id
}

/** The examples of the sheets that a built-in rule set judged. */
function sheetExamples(root: string): readonly WorkedExample[] {
  return workedExamples.filter(
    ({ facts, expect: { certification } }) => rulesetIn(builtInRulesets, certification, facts.asOf, facts.purpose ?? 'apply')?.id === root,
  )
}

const ownExamples = ({ certification, examples }: Pick<DraftRow, 'certification' | 'examples'>, prefix: string): WorkedExample[] =>
  examples.map(({ name, facts, expected }, index) => ({
    id: `${prefix}${index + 1}`,
    point: name,
    facts,
    expect: { certification, verdict: expected },
  }))

/** All worked examples that a rule set must answer: of the sheets, of the versions before it, and its own. */
function run(ruleset: Ruleset, versions: Versions, from: string | null, own: DraftRow | null): ExampleResult[] {
  const before = [...ancestry(versions, from)].reverse()
  const restated: Record<string, Restatement> = {}
  for (const version of before) Object.assign(restated, version.restated)
  Object.assign(restated, own?.restated)
  const root = rootOf(versions, from)
  const examples = [
    ...(root === null ? [] : sheetExamples(root)),
    ...before.flatMap((version) => ownExamples(version, `${version.id}#`)),
    ...(own ? ownExamples(own, '#') : []),
  ]
  return examples.map((example) => runExample(ruleset, example, restated[example.id]))
}

/** The examples of a rule set that is built in or enacted. */
export const examplesOf = (ruleset: Ruleset, versions: Versions): RuleExamples => ({
  ruleset: ruleset.id,
  items: run(ruleset, versions, ruleset.id, null),
})

/** The examples of a draft, run on the rule set that would come of it. */
export const examplesOfDraft = (ruleset: Ruleset, draft: DraftRow, versions: Versions): RuleExamples => ({
  ruleset: ruleset.id,
  items: run(ruleset, versions, draft.base, draft),
})
