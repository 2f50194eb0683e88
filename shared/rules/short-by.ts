import { judgeTest } from './evaluate.ts'
import type { Judgement } from './judge.ts'
import type { Test } from './ruleset.ts'
import { Truth } from './truth.ts'

/**
 * 差几项: the least number of unmet criteria that would have to be met for the verdict to be better than unqualified.
 * "All of" adds, "any of" takes the least; met, review and unknown count none; a score line that is unmet counts one.
 */
export function shortBy(test: Test, tests: ReadonlyMap<string, Judgement>): number {
  switch (test.kind) {
    case 'all':
      return test.of.reduce((sum, part) => sum + shortBy(part, tests), 0)
    case 'any': {
      const applying = test.of.filter((part) => !judgeTest(part, (id) => tests.get(id)).notApplicable)
      return applying.length === 0 ? 0 : Math.min(...applying.map((part) => shortBy(part, tests)))
    }
    case 'left-to-person':
      return shortBy(test.of, tests)
    case 'criterion':
      return tests.get(test.id)?.truth === Truth.unmet ? 1 : 0
    default:
      return 0
  }
}
