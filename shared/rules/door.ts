import { FirmFacts, refusals } from '../facts.ts'
import type { Problem } from '../problem.ts'
import type { Report } from '../report.ts'
import { answerFaults } from './answers.ts'
import { arePlainFacts } from './plain-facts.ts'
import { advise, adviseInBrief, type AdviseOptions, type BriefReport } from './advise.ts'

/** The problem of facts that cannot be taken, with every refused value at once. */
export const invalidFacts = (errors: Problem['errors'], detail?: string): Problem => ({
  type: '/problems/invalid-facts',
  title: '企业数据有误',
  status: 400,
  ...(detail === undefined ? {} : { detail }),
  errors: errors ?? [],
})

export type DoorAnswer = { readonly report: Report } | { readonly problem: Problem }

/** Checks a document member by member, then its answers: facts that can be assessed, or what is wrong with it. */
export function checkDocument(document: unknown): { readonly facts: FirmFacts } | { readonly problem: Problem } {
  const parsed = arePlainFacts(document) ? { success: true as const, data: document } : FirmFacts.safeParse(document)
  if (!parsed.success) return { problem: invalidFacts(refusals(parsed.error)) }
  const faults = answerFaults(parsed.data)
  return faults.length > 0 ? { problem: invalidFacts(faults) } : { facts: parsed.data }
}

/** The same for a document whose answer is to be brief. */
export function assessInBrief(
  document: unknown,
  options: AdviseOptions = {},
): { readonly report: BriefReport } | { readonly problem: Problem } {
  const checked = checkDocument(document)
  return 'problem' in checked ? checked : { report: adviseInBrief(checked.facts, options) }
}

/** What both doors for other programs do with one set of facts. */
export function assessDocument(document: unknown, options: AdviseOptions = {}): DoorAnswer {
  const checked = checkDocument(document)
  return 'problem' in checked ? checked : { report: advise(checked.facts, options) }
}
