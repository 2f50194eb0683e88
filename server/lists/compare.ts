import type { FrozenList, ListComparison, ListRow } from '../../shared/api/lists.ts'
import { verdictWords } from './words.ts'

/** How a firm stood when a list was frozen that left it out. */
export interface LeftOutRow {
  readonly factsFingerprint: string
  readonly reason: string
}

/** By firm; one that is absent was outside the scope of the list. */
export type LeftOut = ReadonlyMap<string, LeftOutRow>

type Compared = Pick<FrozenList, 'id' | 'number' | 'title' | 'ruleset' | 'asOf' | 'recipe'>

interface Side {
  readonly list: Compared
  readonly rows: readonly ListRow[]
}

/** What changed from one frozen list to another, with the reason of each: 数据更新, 规则变化, 条件改动, 评估日变化. */
export function compareLists(from: Side, to: Side, leftOut: LeftOut): ListComparison {
  const before = new Map(from.rows.map((row) => [row.firmId, row]))
  const after = new Map(to.rows.map((row) => [row.firmId, row]))
  const causes = causesBetween(from.list, to.list)
  const comparison: ListComparison = { from: headOf(from.list), to: headOf(to.list), entered: [], left: [], changed: [], unchanged: 0 }
  for (const row of to.rows) {
    const old = before.get(row.firmId)
    if (!old) comparison.entered.push({ ...firmOf(row), reason: row.reason })
    else if (stateOf(old) === stateOf(row)) comparison.unchanged++
    else comparison.changed.push({ ...firmOf(row), before: stateOf(old), after: stateOf(row), reason: causeOf(old, row, causes) })
  }
  for (const row of from.rows) {
    if (after.has(row.firmId)) continue
    const now = leftOut.get(row.firmId) ?? null
    comparison.left.push({ ...firmOf(row), reason: leftReason(row, now, causes) })
  }
  return comparison
}

const headOf = ({ id, number, title }: Compared) => ({ id, number, title })
const firmOf = ({ firmId, uscc, name }: ListRow) => ({ firmId, uscc, name })

/** What the list says of a firm, short enough to be compared and read. */
function stateOf({ verdict, shortBy, score, missing }: ListRow): string {
  const parts = [
    verdictWords[verdict].zh,
    ...(verdict === 'unqualified' && shortBy !== null ? [`差 ${shortBy} 项`] : []),
    ...(verdict === 'undetermined' ? [`缺 ${missing.length} 项数据`] : []),
    ...(score ? [`${score.min === score.max ? score.min : `${score.min}–${score.max}`} 分`] : []),
  ]
  return parts.join('，')
}

/** What besides the firm's own data differs between two lists. */
function causesBetween(from: Compared, to: Compared): readonly string[] {
  const { asOf: _from, ...oldRecipe } = from.recipe
  const { asOf: _to, ...newRecipe } = to.recipe
  return [
    ...(from.ruleset === to.ruleset ? [] : ['规则变化']),
    ...(JSON.stringify(oldRecipe) === JSON.stringify(newRecipe) ? [] : ['条件改动']),
    ...(from.asOf === to.asOf ? [] : ['评估日变化']),
  ]
}

function causeOf(before: ListRow, after: Pick<ListRow, 'factsFingerprint'>, causes: readonly string[]): string {
  const all = [...(before.factsFingerprint === after.factsFingerprint ? [] : ['数据更新']), ...causes]
  return all.length === 0 ? '没有变化' : all.join('、')
}

function leftReason(before: ListRow, now: LeftOutRow | null, causes: readonly string[]): string {
  if (!now) return causes.length > 0 ? causes.join('、') : '不在本期范围内'
  return `${causeOf(before, now, causes)}：${now.reason}`
}
