import type { RuleDraft, RuleDraftPatch } from '../../shared/api/rule-drafts.ts'
import { type Rational, toNumber } from '../../shared/rules/exact.ts'
import { rationalOf } from '../../shared/rules/revise.ts'

/** What a person writes in a draft, as the fields hold it. */
export interface DraftForm {
  title: string
  /** Numbers of thresholds and whole tables, by the id of the parameter. */
  changes: Record<string, unknown>
  effectiveOn: string
  documentNumber: string
  documentTitle: string
  documentDate: string
  openApplications: string
}

const isRational = (value: unknown): value is Rational => typeof value === 'object' && value !== null && 'p' in value && 'q' in value

/** A value as people write it: decimals instead of fractions, where that is the same number. */
export function plainValue(value: unknown): unknown {
  if (isRational(value)) {
    const number = toNumber(value)
    const back = rationalOf(number)
    return back && back.p === value.p && back.q === value.q ? number : { p: value.p, q: value.q }
  }
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainValue(member)]))
  return value
}

export const formOf = (draft: RuleDraft): DraftForm => ({
  title: draft.title,
  changes: Object.fromEntries(draft.changes.map(({ id, value }) => [id, plainValue(value)])),
  effectiveOn: draft.effectiveOn ?? '',
  documentNumber: draft.documentNumber ?? '',
  documentTitle: draft.documentTitle ?? '',
  documentDate: draft.documentDate ?? '',
  openApplications: draft.openApplications ?? '',
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** What is sent of it; a pack has no thresholds of another rule set to change. */
export const patchOf = (form: DraftForm, isPack: boolean): RuleDraftPatch => ({
  title: form.title,
  ...(isPack ? {} : { changes: Object.entries(form.changes).map(([id, value]) => ({ id, value })) }),
  effectiveOn: orNull(form.effectiveOn),
  documentNumber: orNull(form.documentNumber),
  documentTitle: orNull(form.documentTitle),
  documentDate: orNull(form.documentDate),
  openApplications: orNull(form.openApplications),
})
