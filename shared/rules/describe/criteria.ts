import type { CriterionText } from '../../api/rulesets.ts'
import { answerKind } from '../answer-kind.ts'
import type { Criterion } from '../ruleset.ts'
import { factsOf } from './facts.ts'
import { bandsOf, pointsText } from './points.ts'
import { showsOfPoints, shownByTest } from './shows.ts'
import { testText } from './tests.ts'
import { type Context, label } from './words.ts'

const yesOrNo = [
  { label: label('是', 'yes'), points: 1 },
  { label: label('否', 'no'), points: 0 },
]

/** One criterion as a person reads it. */
export function criterionText(context: Context, criterion: Criterion): CriterionText {
  const { id, name, clause, source, evidence, question } = criterion
  const base = { id, name, clause, source, evidence: [...(evidence ?? [])], question: question ?? null, facts: factsOf(context, id) }
  if ('points' in criterion) {
    const { points, of, block, grades } = criterion
    return {
      ...base,
      kind: 'points',
      text: pointsText(context, points, of),
      shows: showsOfPoints(points),
      relation: '',
      of,
      bands: bandsOf(context, points),
      block: block ?? null,
      grades: (grades ?? []).map((grade) => ({ label: grade.label, points: grade.points })),
    }
  }
  return {
    ...base,
    kind: criterion.kind,
    text: testText(context, criterion.test),
    ...shownByTest(context, criterion.test),
    of: null,
    bands: [],
    block: null,
    grades: answerKind(criterion) === 'flag' ? yesOrNo : [],
  }
}
