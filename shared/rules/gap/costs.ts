import { classOneIp } from '../../dictionary/codes.ts'
import type { Figure } from '../../dictionary/figures.ts'
import type { FirmFacts } from '../../facts.ts'
import type { Change, ScalarChange } from '../../report.ts'
import { indicatorAt, isAddition } from './changes.ts'

/**
 * What a change costs a firm, for putting ways in order. Ours, not official: no text ranks them. Telling a figure that is
 * merely unknown costs next to nothing; spending more on R&D less than earning more; shrinking a figure is nearly never
 * advised; a figure of an earlier year costs more than one of the last.
 */
export interface Costs {
  /** Stating a fact that is unknown. */
  readonly fill: number
  /** Any change of a known figure, before its size. */
  readonly figure: number
  /** Doubling a figure. */
  readonly doubling: number
  /** Multiplies the size of a change that makes a firm smaller. */
  readonly shrinking: number
  /** Multiplies the size of a change of income, profit or market value. */
  readonly earning: number
  /** Multiplies the cost for each year before the last. */
  readonly earlierYear: number
  /** Saying yes to a practice that is not in place. */
  readonly practice: number
  /** One more item, by list; Class Ⅰ rights cost three times as much as others. */
  readonly item: Readonly<Record<string, number>>
  /** A part that would exceed its whole. */
  readonly beyondWhole: number
}

export const defaultCosts: Costs = {
  fill: 0.1,
  figure: 5,
  doubling: 40,
  shrinking: 20,
  earning: 2,
  earlierYear: 2,
  practice: 15,
  item: { ip: 6, institutions: 40, standards: 40, financing: 40 },
  beyondWhole: 10_000,
}

const spending = /^(rd|techStaff)/
const nominal = { money: 1_000_000, people: 10, count: 3, rank: 1, percent: 10 } as const

/** Whether a known figure gets smaller, or a debt or a rank greater: possible, but no advice to give where there is another. */
export function isShrinking(change: Change): boolean {
  if (isAddition(change) || typeof change.from !== 'number' || typeof change.to !== 'number') return false
  const lowerIsBetter = change.fact.endsWith('totalLiabilities') || indicatorAt(change.fact)?.kind === 'rank'
  return lowerIsBetter ? change.to > change.from : change.to < change.from
}

function costOfScalar(change: ScalarChange, facts: FirmFacts, costs: Costs): number {
  const { fact, from, to } = change
  if (from === null) return costs.fill
  if (typeof from !== 'number' || typeof to !== 'number') return costs.practice
  const [head, year, figure = ''] = fact.split('.')
  const kind = indicatorAt(fact)?.kind
  const size = Math.abs(to - from) / Math.max(Math.abs(from), nominal[kind as keyof typeof nominal] ?? 1)
  const weight = isShrinking(change) ? costs.shrinking : spending.test(figure) || head === 'conversions' ? 1 : costs.earning
  const age = head === 'years' ? Math.max(0, Number(facts.asOf.slice(0, 4)) - 1 - Number(year)) : 0
  return (costs.figure + costs.doubling * size * weight) * costs.earlierYear ** age
}

const classOne: ReadonlySet<unknown> = new Set(classOneIp)

function costOfChange(change: Change, facts: FirmFacts, costs: Costs): number {
  if (!isAddition(change)) return costOfScalar(change, facts, costs)
  const each = costs.item[change.fact] ?? costs.practice
  return change.add.reduce((sum, item) => {
    const first = change.fact === 'ip' && classOne.has(item.kind)
    const amount = typeof item.amount === 'number' ? item.amount / 1_000_000 : 0
    return sum + each * (first ? 3 : 1) + amount
  }, 0)
}

/** Parts and their wholes among the figures of one year. */
const partsOfWholes = [
  ['techStaffQuarterlyAvg', 'staffQuarterlyAvg'],
  ['techStaffMonthlyAvg', 'staffMonthlyAvg'],
  ['rdStaff', 'staffYearEnd'],
  ['mainBusinessRevenue', 'operatingRevenue'],
  ['mainProductRevenue', 'operatingRevenue'],
  ['highTechIncome', 'totalIncome'],
  ['highTechMainProductIncome', 'highTechIncome'],
  ['rdHnteDomestic', 'rdHnte'],
] as const

/** A figure of a year once the changes are made. */
function figureAfter(changes: readonly Change[], facts: FirmFacts, year: string, figure: Figure): unknown {
  const path = `years.${year}.${figure}`
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index]!
    if (change.fact === path && !isAddition(change)) return change.to
  }
  return facts.years?.[year]?.[figure]
}

const noChanges: readonly Change[] = []

/** How many parts of a year exceed their whole once the changes are made. */
function excesses(changes: readonly Change[], facts: FirmFacts, year: string): number {
  let count = 0
  for (const [part, whole] of partsOfWholes) {
    const [a, b] = [figureAfter(changes, facts, year, part), figureAfter(changes, facts, year, whole)]
    if (typeof a === 'number' && typeof b === 'number' && a > b) count++
  }
  return count
}

/** The cost of changes together, made to the facts. */
export function costOf(changes: readonly Change[], facts: FirmFacts, costs: Costs): number {
  const moved = changes.filter((change) => !isAddition(change) && change.from !== null && change.fact.startsWith('years.'))
  const years = new Set(moved.map(({ fact }) => fact.split('.')[1]!))
  let cost = 0
  for (const change of changes) cost += costOfChange(change, facts, costs)
  for (const year of years) cost += costs.beyondWhole * Math.max(0, excesses(changes, facts, year) - excesses(noChanges, facts, year))
  return cost
}
