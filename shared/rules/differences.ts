import type { CriterionText, ParameterText } from '../api/rulesets.ts'
import type { Label } from '../dictionary/indicator.ts'
import { describeRuleset } from './describe/index.ts'
import { parameterTexts } from './describe/parameters.ts'
import { join, label, say } from './describe/words.ts'
import type { Ruleset } from './ruleset.ts'

/** A rule set with the day whose thresholds count. */
export interface RulesetOn {
  readonly ruleset: Ruleset
  readonly asOf: string
}

/** One criterion that both have, worded or weighed otherwise. */
export interface CriterionChange {
  readonly name: Label
  readonly before: CriterionText
  readonly after: CriterionText
  /** Its thresholds and tables in short; empty where it has none. */
  readonly threshold: { readonly before: Label; readonly after: Label }
}

export type ParameterValue = ParameterText['history'][number]

export interface ParameterChange {
  /** Of the later rule set. */
  readonly id: string
  readonly label: Label
  readonly before: ParameterValue
  readonly after: ParameterValue
}

export interface Differences {
  readonly added: readonly CriterionText[]
  readonly removed: readonly CriterionText[]
  readonly changed: readonly CriterionChange[]
  readonly parameters: readonly ParameterChange[]
  /** How the criteria combine, where that changed. */
  readonly logic: { readonly before: Label; readonly after: Label } | null
  /** All of it, one sentence each, in the order above. */
  readonly words: readonly Label[]
}

/**
 * What changes from one rule set to another, or between two days of one. Both are worded with the years of the later day,
 * so that a new year by itself is no change. Criteria and parameters pair by id, else by their id without its first part
 * (srdi22-years, srdi26-years), else by name.
 */
export function describeDifferences(a: RulesetOn, b: RulesetOn): Differences {
  const [before, after] = [describeRuleset(a.ruleset, b.asOf, a.asOf), describeRuleset(b.ruleset, b.asOf)]
  const { pairs, added, removed } = paired(before.criteria, after.criteria, (criterion) => criterion.name)
  const changed = pairs
    .filter(([one, other]) => saying(one) !== saying(other))
    .map(([one, other]) => ({
      name: other.name,
      before: one,
      after: other,
      threshold: { before: thresholdOf(a, one), after: thresholdOf(b, other) },
    }))
  const parameters = paired(before.parameters, after.parameters, (parameter) => parameter.label).pairs.flatMap(([one, other]) => {
    const [was, is] = [valueOf(one, a.asOf), valueOf(other, b.asOf)]
    return was.text.zh === is.text.zh ? [] : [{ id: other.id, label: other.label, before: was, after: is }]
  })
  const renamed = new Map<unknown, string>(pairs.map(([one, other]) => [one.id, other.id]))
  const logic = skeleton(a.ruleset, renamed) === skeleton(b.ruleset, new Map()) ? null : { before: before.logic, after: after.logic }
  const words = [
    ...added.map((one) => say('新增：{0}（{1}）', 'added: {0} ({1})', one.name, one.text)),
    ...removed.map((one) => say('取消：{0}（{1}）', 'removed: {0} ({1})', one.name, one.text)),
    ...changed.map(changeWords),
    ...parameters.map((one) =>
      say('{0}：{1} 改为 {2}（{3}）', '{0}: {1} becomes {2} ({3})', one.label, one.before.text, one.after.text, one.after.clause),
    ),
  ]
  return { added, removed, changed, parameters, logic, words }
}

/** What makes a criterion the same to a reader: its words, its points, its kind; not its id or clause. */
const saying = ({ kind, text, of, bands }: CriterionText): string =>
  JSON.stringify([kind, text.zh, of, bands.map(({ text: band, min, max }) => [band.zh, min, max])])

function changeWords({ name, before, after, threshold }: CriterionChange): Label {
  if (before.text.zh !== after.text.zh) return say('{0}：“{1}”改为“{2}”', '{0}: "{1}" becomes "{2}"', name, before.text, after.text)
  if (before.kind !== after.kind) return say('{0}：性质改变', '{0}: counts otherwise', name)
  return say('{0}：分档“{1}”改为“{2}”', '{0}: bands "{1}" become "{2}"', name, threshold.before, threshold.after)
}

/** The thresholds of one criterion on the day, in short. */
function thresholdOf({ ruleset, asOf }: RulesetOn, { id }: CriterionText): Label {
  const parameters = parameterTexts(ruleset.criteria.filter((criterion) => criterion.id === id))
  return parameters.length === 0
    ? label('')
    : join(
        parameters.map((parameter) => valueOf(parameter, asOf).text),
        '；',
        '; ',
      )
}

/** The value on a day; the first one also before its date. */
const valueOf = ({ history }: ParameterText, day: string): ParameterValue => history.findLast(({ from }) => from <= day) ?? history[0]!

/** The verdict with criteria by the id of their pair. */
const skeleton = ({ verdict }: Ruleset, renamed: ReadonlyMap<unknown, string>): string =>
  JSON.stringify(verdict, (key, value: unknown) => (key === 'id' ? (renamed.get(value) ?? value) : value))

const tailOf = (id: string): string => id.replace(/^[^-.]*[-.]/, '')

interface Paired<T> {
  readonly pairs: readonly (readonly [T, T])[]
  readonly added: readonly T[]
  readonly removed: readonly T[]
}

function paired<T extends { readonly id: string }>(before: readonly T[], after: readonly T[], nameOf: (one: T) => Label): Paired<T> {
  const left = new Set(before)
  const open = new Set(after)
  const found = new Map<T, T>()
  for (const key of [(one: T) => one.id, (one: T) => tailOf(one.id), (one: T) => nameOf(one).zh]) {
    for (const one of [...open]) {
      const match = [...left].find((other) => key(other) === key(one))
      if (!match) continue
      found.set(one, match)
      left.delete(match)
      open.delete(one)
    }
  }
  return {
    pairs: after.flatMap((one) => (found.has(one) ? [[found.get(one)!, one] as const] : [])),
    added: [...open],
    removed: [...left],
  }
}
