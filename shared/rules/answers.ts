import type { FirmFacts } from '../facts.ts'
import { pointerTo } from '../pointers.ts'
import type { ProblemDetail } from '../problem.ts'
import { answerKind } from './answer-kind.ts'
import { evaluateCertification } from './assess.ts'
import type { Criterion } from './ruleset.ts'
import { judgedCertifications, rulesets } from './rulesets/index.ts'

/** The criteria that a person may answer, by id. */
export const judgedCriteria: ReadonlyMap<string, Criterion> = new Map(
  rulesets.flatMap(({ criteria }) =>
    criteria.filter((criterion) => answerKind(criterion) !== null).map((criterion) => [criterion.id, criterion]),
  ),
)

/**
 * What is wrong with a person's answers: an id that no rule set judges, a wrong type, points outside the range that the
 * facts allow. Answers to criteria that the facts decide today, or of a rule set not in force, are ignored, not errors.
 */
export function answerFaults(facts: FirmFacts): ProblemDetail[] {
  const answers = Object.entries(facts.answers ?? {}).filter(([, answer]) => answer !== null)
  if (answers.length === 0) return []
  const faults = answers.flatMap(([id, answer]): ProblemDetail[] => {
    const pointer = pointerTo(['answers', id])
    const criterion = judgedCriteria.get(id)
    if (!criterion) return [{ pointer, detail: '没有这个由人判断的条件' }]
    const kind = answerKind(criterion)
    if (kind === 'points' && typeof answer !== 'number') return [{ pointer, detail: '应为分数' }]
    if (kind === 'flag' && typeof answer !== 'boolean') return [{ pointer, detail: '应为 true 或 false' }]
    return typeof answer === 'number' && Math.round(answer * 1e6) / 1e6 !== answer ? [{ pointer, detail: '最多六位小数' }] : []
  })
  if (faults.length > 0) return faults
  return certificationsAsking(answers.map(([id]) => id)).flatMap((certification) =>
    (evaluateCertification(facts, certification)?.refusedAnswers ?? []).map(({ id, min, max }) => ({
      pointer: pointerTo(['answers', id]),
      detail: min === max ? `按已填数据，此项只能是 ${min} 分` : `按已填数据，此项应在 ${min} 到 ${max} 分之间`,
    })),
  )
}

/** The certifications with a rule set that one of these answers belongs to: the others cannot refuse it. */
const certificationsAsking = (ids: readonly string[]) =>
  judgedCertifications.filter((certification) =>
    rulesets.some((ruleset) => ruleset.certification === certification && ruleset.criteria.some(({ id }) => ids.includes(id))),
  )
