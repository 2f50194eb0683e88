import type { DataWarning } from '../../shared/api/firms.ts'
import { isEnglish, listed } from '../i18n.ts'
import { factName } from './fact-text.ts'

/** The server's sentences are Chinese; what they are about in English, by code. */
const english: Readonly<Record<string, string>> = {
  'part-larger-than-whole': 'A part is larger than its whole',
  'rd-above-revenue': 'R&D expense is above the revenue',
  'staff-jump': 'The number of staff jumps from year to year',
  'figure-before-registration': 'A figure of a year before the firm was registered',
  'future-date': 'A date in the future',
  'valid-to-before-from': 'A certificate ends before it begins',
  'right-before-registration': 'A right is older than the firm',
  'answer-out-of-range': 'An answer is out of range',
}

/** A doubt about stored figures, as a sentence to show. */
export function warningText({ code, facts, detail }: DataWarning): string {
  const said = isEnglish.value && english[code]
  return said ? `${said}: ${listed(facts.map(factName))}. Please check.` : detail
}
