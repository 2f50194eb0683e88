import type { ListName } from '../../dictionary/lists.ts'
import type { FirmFacts } from '../../facts.ts'
import { valueAt } from './changes.ts'

/** What advice may move. Whatever is unknown may be stated besides. */
export interface Scope {
  /** The only fiscal year whose figures and conversions move; null: any. */
  readonly year: number | null
  readonly lists: ReadonlySet<ListName>
  /** Market position and listing plan. */
  readonly market: boolean
}

/** What "the smallest change now" may move: closed years too, so that the distance is told in the figures that judge. */
export const now: Scope = { year: null, lists: new Set(['ip', 'institutions', 'standards', 'financing']), market: true }

/** What the next application year leaves free: that year's figures and present stocks. */
export const nextYear = (year: number): Scope => ({ year, lists: new Set(['ip']), market: false })

/** Scores of authorities: read from their platforms, never moved. */
const external: ReadonlySet<string> = new Set(['market.platformScore', 'market.platformScorePrevious', 'market.localScore'])

/** Whether a value that is known may be moved by the firm. */
export function isMovable(path: string, scope: Scope): boolean {
  const [head, second] = path.split('.')
  if (head === 'years' || head === 'conversions') return scope.year === null || second === String(scope.year)
  if (head === 'market' || head === 'listing') return scope.market && !external.has(path)
  return false
}

export const isUnknown = (facts: FirmFacts, path: string): boolean => valueAt(facts, path) === undefined
