import type { Points } from '../../shared/report.ts'
import type { Ruleset } from '../../shared/rules/ruleset.ts'
import { term } from '../i18n.ts'
import type { CriterionRow } from './criteria.ts'
import { blockCap, optionIds } from './ruleset-text.ts'

/** One part of a score as pages show it: a block of the rule, or a part that stands alone. */
export interface ScorePart {
  readonly name: string
  readonly points: Points
  /** Whether what is open waits for data or for a person. */
  readonly open: 'unknown' | 'review'
  readonly rows: readonly CriterionRow[]
}

/** The parts of a score, blocks put together and capped as the rule says; options of a part left out. */
export function scoreParts(rows: readonly CriterionRow[], ruleset: Ruleset | null): readonly ScorePart[] {
  if (ruleset === null) return []
  const options = optionIds(ruleset)
  const blocks = new Map<string, CriterionRow[]>()
  for (const row of rows) {
    if (!row.report.points || options.has(row.report.id)) continue
    const name = term(row.text.block ?? row.text.name)
    blocks.set(name, [...(blocks.get(name) ?? []), row])
  }
  return [...blocks].map(([name, parts]) => {
    const cap = blockCap(ruleset, parts[0]?.report.id ?? '') ?? Infinity
    const sum = (of: (points: Points) => number) =>
      Math.min(
        cap,
        parts.reduce((total, { report }) => total + (report.points ? of(report.points) : 0), 0),
      )
    return {
      name,
      points: { min: sum(({ min }) => min), max: sum(({ max }) => max), of: sum((points) => points.of) },
      open: parts.some(({ report }) => report.outcome === 'unknown') ? 'unknown' : 'review',
      rows: parts,
    }
  })
}
