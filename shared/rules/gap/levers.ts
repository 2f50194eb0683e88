import { type Figure, figureProxies } from '../../dictionary/figures.ts'
import type { FirmFacts } from '../../facts.ts'
import type { Case } from '../case.ts'
import type { Relation } from '../exact.ts'
import type { Growth, PointsRule, Quantity, Test } from '../ruleset.ts'
import { valueAt } from './changes.ts'

/** Figures that can be pulled to bring a condition about: the paths move together, in one direction. */
export interface Lever {
  readonly paths: readonly string[]
  readonly direction: 'up' | 'down'
}

type Direction = Lever['direction']

const opposite = (direction: Direction): Direction => (direction === 'up' ? 'down' : 'up')
const towards = (relation: Relation): Direction => (relation === '>=' || relation === '>' ? 'up' : 'down')

/** The figure that a rule reads for a year: its own, else the one that stands in. */
function readPath(facts: FirmFacts, figure: Figure, year: number): string[] {
  const given = [figure, ...(figureProxies[figure] ?? [])].find((name) => valueAt(facts, `years.${year}.${name}`) !== undefined)
  return given ? [`years.${year}.${given}`] : []
}

function figureLevers({ facts }: Case, figure: Figure, year: number, direction: Direction): Lever[] {
  const own = readPath(facts, figure, year)
  if (own.length > 0 || figure !== 'netAssets') return own.map((path) => ({ paths: [path], direction }))
  const derived = [
    { paths: [`years.${year}.totalAssets`], direction },
    { paths: [`years.${year}.totalLiabilities`], direction: opposite(direction) },
  ]
  return derived.filter(({ paths: [path] }) => valueAt(facts, path!) !== undefined)
}

export function quantityLevers(of: Case, quantity: Quantity, direction: Direction): Lever[] {
  switch (quantity.kind) {
    case 'figure':
      return figureLevers(of, quantity.figure, of.year - quantity.yearsBack, direction)
    case 'sum':
      return [...of.accountingYears].reverse().flatMap((year) => figureLevers(of, quantity.figure, year, direction))
    case 'conversions':
      return [...of.accountingYears].reverse().flatMap((year) => given(of.facts, `conversions.${year}`, direction))
    case 'scalar':
      return given(of.facts, quantity.fact, direction)
    case 'least': {
      const paths = quantity.of.flatMap((one) => quantityLevers(of, one, direction).flatMap((lever) => lever.paths))
      return paths.length === 0 ? [] : [{ paths, direction }]
    }
    case 'plus':
    case 'mean':
      return quantity.of.flatMap((one) => quantityLevers(of, one, direction))
    case 'years':
    case 'financing':
      return []
  }
}

const given = (facts: FirmFacts, path: string, direction: Direction): Lever[] =>
  valueAt(facts, path) === undefined ? [] : [{ paths: [path], direction }]

/** The last year first; the base, which can only be brought down, or off zero, last. */
function growthLevers(of: Case, { figure, form }: Growth, direction: Direction): Lever[] {
  const backs = form === 'yearly' ? [1, 2] : form === 'compound' ? [1, 3] : [1, 2, 3]
  return backs.flatMap((back) => {
    const year = of.year - back
    if (back === 1) return figureLevers(of, figure, year, direction)
    return [...figureLevers(of, figure, year, opposite(direction)), ...figureLevers(of, figure, year, direction)]
  })
}

function shareLevers(of: Case, part: Quantity, whole: Quantity, direction: Direction): Lever[] {
  return [
    ...quantityLevers(of, part, direction),
    ...quantityLevers(of, whole, opposite(direction)),
    ...quantityLevers(of, whole, direction),
  ]
}

/** What moves a single condition. */
export function testLevers(of: Case, test: Test): Lever[] {
  switch (test.kind) {
    case 'amount':
      return quantityLevers(of, test.of, towards(test.relation))
    case 'share': {
      const direction = towards(test.relation)
      const tier = 'history' in test.threshold ? [] : quantityLevers(of, test.threshold.by, 'up')
      return [...shareLevers(of, test.part, test.whole, direction), ...tier]
    }
    case 'growth':
      return growthLevers(of, test.of, towards(test.relation))
    case 'mean-share': {
      const years = Array.from({ length: test.years }, (_, back) => of.year - 1 - back)
      return [
        ...years.flatMap((year) => figureLevers(of, test.part, year, towards(test.relation))),
        ...years.flatMap((year) => figureLevers(of, test.whole, year, opposite(towards(test.relation)))),
        ...years.flatMap((year) => figureLevers(of, test.whole, year, towards(test.relation))),
      ]
    }
    case 'sme':
      return (['staffYearEnd', 'operatingRevenue', 'totalAssets'] as const).flatMap((figure) =>
        figureLevers(of, figure, of.year - 1, 'down'),
      )
    default:
      return []
  }
}

/** What moves the points of a part; bands of debt are the better the lower. */
export function pointsLevers(of: Case, rule: PointsRule): Lever[] {
  switch (rule.kind) {
    case 'share-bands': {
      const relation = rule.bands.history[0].value[0]?.relation ?? '>='
      return shareLevers(of, rule.part, rule.whole, towards(relation))
    }
    case 'amount-bands':
      return quantityLevers(of, rule.of, 'up')
    case 'rate-bands':
      return growthLevers(of, rule.of, 'up')
    case 'growth-bands': {
      const [last, ...earlier] = [...of.accountingYears].reverse()
      if (last === undefined) return []
      // A base that is not above zero gives no rate until it is.
      const bases = earlier.flatMap((year) => figureLevers(of, rule.figure, year, 'up'))
      const below = bases.filter(({ paths: [path] }) => Number(valueAt(of.facts, path!)) <= 0)
      return [...figureLevers(of, rule.figure, last, 'up'), ...below]
    }
    case 'greatest':
      return rule.of.flatMap((one) => pointsLevers(of, one))
    default:
      return []
  }
}
