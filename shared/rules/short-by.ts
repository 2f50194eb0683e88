import type { Look } from './evaluate.ts'
import type { Test } from './ruleset.ts'
import { Truth } from './truth.ts'

/**
 * 差几项: the least number of unmet criteria that would have to be met for the verdict to be better than unqualified.
 * "All of" adds, "any of" takes the least; met, review and unknown count none; a score line that is unmet counts one.
 */
export function shortBy(test: Test, look: Pick<Look, 'criterion' | 'isInapplicable'>): number {
  switch (test.kind) {
    case 'all': {
      let sum = 0
      for (const part of test.of) sum += shortBy(part, look)
      return sum
    }
    case 'any': {
      let least = Infinity
      for (const part of test.of) if (!look.isInapplicable(part)) least = Math.min(least, shortBy(part, look))
      return least === Infinity ? 0 : least
    }
    case 'left-to-person':
      return shortBy(test.of, look)
    case 'criterion':
      return look.criterion(test.id).truth === Truth.unmet ? 1 : 0
    default:
      return 0
  }
}
