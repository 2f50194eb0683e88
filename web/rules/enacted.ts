import { enact } from '../../shared/rules/enacted.ts'
import type { EnactedRevision } from '../../shared/rules/revision.ts'
import { getAsIs } from '../api.ts'

interface Answer {
  readonly items: readonly EnactedRevision[]
}

const isAnswer = (answer: unknown): answer is Answer =>
  typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items)

/** A page that stays open hears of what was enacted within this time. */
const everyMs = 5 * 60_000
let askedAt = 0

/** Has this page judge by what is law now. Where the server cannot be asked, by what it knew before. */
export async function loadEnacted(): Promise<void> {
  askedAt = Date.now()
  try {
    enact((await getAsIs('/rulesets/revisions', isAnswer)).items)
  } catch {
    askedAt = 0
  }
}

/** The same where it is some time since: pages read it when they are opened next. */
export function refreshEnacted(): void {
  if (askedAt > 0 && Date.now() - askedAt > everyMs) void loadEnacted()
}
