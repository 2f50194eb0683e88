import {
  DraftTrial,
  type RuleDecision,
  RuleDraft,
  type RuleDraftCreate,
  type RuleDraftPatch,
  RuleDrafts,
  RuleExamples,
} from '../../shared/api/rule-drafts.ts'
import { get, patch, post, put } from '../api.ts'

export const listDrafts = (signal: AbortSignal) => get('/rules/drafts', RuleDrafts, { signal })
export const getDraft = (id: string, signal: AbortSignal) => get(`/rules/drafts/${id}`, RuleDraft, { signal })
export const createDraft = (draft: RuleDraftCreate) => post('/rules/drafts', draft, RuleDraft)
export const changeDraft = ({ id, version }: RuleDraft, changes: RuleDraftPatch) =>
  patch(`/rules/drafts/${id}`, changes, RuleDraft, { version })
export const tryDraft = (id: string) => post(`/rules/drafts/${id}/simulation`, {}, DraftTrial)
export const draftExamples = (id: string, signal: AbortSignal) => get(`/rules/drafts/${id}/examples`, RuleExamples, { signal })
export const decideDraft = ({ id, version }: RuleDraft, decision: RuleDecision) =>
  put(`/rules/drafts/${id}/decision`, decision, RuleDraft, { version })

export type Step = 'submission' | 'withdrawal' | 'enactment'
export const takeStep = ({ id, version }: RuleDraft, step: Step) => put(`/rules/drafts/${id}/${step}`, {}, RuleDraft, { version })

export const rulesetExamples = (id: string, signal: AbortSignal) =>
  get(`/rulesets/${encodeURIComponent(id)}/examples`, RuleExamples, { signal })
