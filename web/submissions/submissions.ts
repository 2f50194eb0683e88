import type { Figure, YearFigures } from '../../shared/dictionary/figures.ts'
import { figureIds, figures } from '../../shared/dictionary/figures.ts'
import {
  type DecisionPut,
  type StepKind,
  Submission,
  type SubmissionPut,
  type SubmissionState,
  Submissions,
} from '../../shared/api/submissions.ts'
import { get, put as putTo, useRequest } from '../api.ts'
import { factName, valueText } from '../facts/fact-text.ts'
import type { MessageKey } from '../i18n.ts'

/** The years of a firm on their way to its park. */
export function useSubmissions(firmId: () => string) {
  const { data, failure, reload, put } = useRequest((signal) => get(`/firms/${firmId()}/submissions`, Submissions, { signal }))
  return {
    data,
    failure,
    reload,
    of: (year: number): Submission | undefined => data.value?.items.find((one) => one.year === year),
    /** Takes a year as it stands now. */
    put: (submission: Submission) =>
      put({ items: (data.value?.items ?? []).map((one) => (one.year === submission.year ? submission : one)) }),
  }
}

export const sendYear = (firmId: string, { year, version }: Submission, body: SubmissionPut): Promise<Submission> =>
  putTo(`/firms/${firmId}/submissions/${year}`, body, Submission, { version })

export const decideYear = (firmId: string, { year, version }: Submission, body: DecisionPut): Promise<Submission> =>
  putTo(`/firms/${firmId}/submissions/${year}/decision`, body, Submission, { version })

export const stateName: Readonly<Record<SubmissionState, MessageKey>> = {
  draft: 'submissions.state.draft',
  submitted: 'submissions.state.submitted',
  returned: 'submissions.state.returned',
  confirmed: 'submissions.state.confirmed',
}

export const stepName: Readonly<Record<StepKind, MessageKey>> = {
  submitted: 'submissions.step.submitted',
  withdrawn: 'submissions.step.withdrawn',
  returned: 'submissions.step.returned',
  confirmed: 'submissions.step.confirmed',
}

/** Why the park returned each figure, while the year lies with the firm again. */
export const reasonsOf = (submission: Submission | undefined): Readonly<Partial<Record<Figure, string>>> =>
  submission?.state === 'returned' ? (submission.steps.findLast(({ step }) => step === 'returned')?.reasons ?? {}) : {}

/** One figure that differs between two steps. */
export interface Difference {
  readonly figure: Figure
  readonly name: string
  readonly before: string
  readonly after: string
}

/** What changed from figures to figures, in the order of the form. */
export const differences = (before: YearFigures, after: YearFigures, year: number): readonly Difference[] =>
  figureIds
    .filter((figure) => (before[figure] ?? null) !== (after[figure] ?? null))
    .map((figure) => ({
      figure,
      name: factName(`years.${year}.${figure}`),
      before: valueText(before[figure], figures[figure]),
      after: valueText(after[figure], figures[figure]),
    }))
