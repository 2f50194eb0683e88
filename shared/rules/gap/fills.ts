import { figureProxies, type Figure } from '../../dictionary/figures.ts'
import { addMonths, yearOf } from '../../days.ts'
import { listNames } from '../../dictionary/lists.ts'
import type { FirmFacts } from '../../facts.ts'
import type { ScalarChange } from '../../report.ts'
import { indicatorAt, unitAt, unitsPerOne, valueAt } from './changes.ts'

/** Values that an unknown fact may be stated with: the likeliest first. What it does to the rules decides among them. */
export function statements(facts: FirmFacts, path: string): ScalarChange[] {
  const to = (...values: ScalarChange['to'][]): ScalarChange[] =>
    values.map((value) => ({ fact: path, from: null, to: value, unit: unitAt(path) }))
  if ((listNames as readonly string[]).includes(path)) return to([])
  if (path === 'conversions') return to(0).map((change) => ({ ...change, fact: `conversions.${yearOf(facts.asOf) - 1}` }))
  if (path === 'profile.industry') return to('C3974', 'I6513', 'M7320', 'A0111', 'C2710', 'F5111')
  const indicator = indicatorAt(path)
  switch (indicator?.kind) {
    case 'flag':
      return to(true, false)
    case 'choice':
      return to(...preferred(path, Object.keys(indicator.choices ?? {})))
    case 'day':
      return to(...[-120, -18, -1, 0, 12].map((months) => addMonths(facts.asOf, months)))
    case 'rank':
      return to(1)
    case undefined:
    case 'text':
      return []
    default:
      return to(likely(facts, path))
  }
}

/** Fujian first: it is where the product is used. */
const preferred = (path: string, choices: readonly string[]): readonly string[] =>
  path === 'profile.province' ? ['35', ...choices.filter((choice) => choice !== '35')] : choices

const nominal: Readonly<Record<string, number>> = { money: 10_000_000, people: 100, count: 3, percent: 10 }

/** A figure as it was in the nearest year that states it, in whole units; else a round one of a small firm. */
function likely(facts: FirmFacts, path: string): number {
  const [head, year, figure] = path.split('.')
  const whole = (value: number) => Math.round(value * unitsPerOne(path)) / unitsPerOne(path)
  if (head === 'years' || head === 'conversions') {
    for (const back of [-1, 1, -2, 2]) {
      const near = [figure, ...(figureProxies[figure as Figure] ?? [])]
        .map((name) => valueAt(facts, [head, Number(year) + back, ...(name ? [name] : [])].join('.')))
        .find((value) => typeof value === 'number')
      if (typeof near === 'number') return whole(near)
    }
  }
  return nominal[indicatorAt(path)?.kind ?? ''] ?? 1
}
