import { inject, type InjectionKey, provide } from 'vue'
import { Evidence, type Evidence as Paper, EvidenceList } from '../../shared/api/evidence.ts'
import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import type { Label } from '../../shared/dictionary/indicator.ts'
import { findRuleset, judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import { downloadUrl, get, patch, type Request, useRequest } from '../api.ts'
import { rulesetText } from '../reports/rulesets.ts'
import { useSession } from '../session/session.ts'

/** One paper that criteria ask for, and which ones. */
export interface WantedPaper {
  readonly paper: string
  readonly criteria: readonly {
    readonly certification: Certification
    readonly id: string
    readonly name: Label
    readonly clause: string
  }[]
}

/** The papers that these certifications ask for on a day, in the order in which the rules name them. */
export function papersFor(wanted: readonly Certification[], day: string): readonly WantedPaper[] {
  const papers = new Map<string, WantedPaper['criteria'][number][]>()
  for (const certification of judgedCertifications.filter((id) => wanted.includes(id))) {
    const ruleset = findRuleset(certification, day, 'apply')
    for (const { id, name, clause, evidence } of rulesetText(ruleset?.id ?? null, day)?.criteria ?? []) {
      for (const paper of evidence) papers.set(paper, [...(papers.get(paper) ?? []), { certification, id, name, clause }])
    }
  }
  return [...papers].map(([paper, criteria]) => ({ paper, criteria }))
}

export const isCertification = (id: unknown): id is Certification => typeof id === 'string' && id in certifications

/** The papers of a firm. */
export const useEvidence = (firmId: () => string): Request<EvidenceList> => {
  const session = useSession()
  // Town officers do not see papers.
  return useRequest((signal) => (session.role === 'town' ? undefined : get(`/firms/${firmId()}/evidence`, EvidenceList, { signal })))
}

export const fileUrl = (firmId: string, { id }: Paper): string => downloadUrl(`/firms/${firmId}/evidence/${id}/file`)

/** Takes a paper away, or puts it back. */
export const changePaper = (firmId: string, { id, version }: Paper, isRemoved: boolean): Promise<Paper> =>
  patch(`/firms/${firmId}/evidence/${id}`, { isRemoved }, Evidence, { version })

interface PapersAtHand {
  readonly of: (paper: string) => readonly Paper[]
  /** Where papers are added. */
  readonly address: (paper: string) => string
  readonly isKnown: () => boolean
}

const key: InjectionKey<PapersAtHand> = Symbol('papers')

/** Makes the papers of a firm known to all that is drawn below. */
export function providePapers(firmId: () => string): void {
  const { data } = useEvidence(firmId)
  provide(key, {
    of: (paper) => (data.value?.items ?? []).filter((one) => one.paper === paper),
    address: (paper) => `/firms/${firmId()}/evidence#${encodeURIComponent(paper)}`,
    isKnown: () => data.value !== undefined,
  })
}

export const usePapers = (): PapersAtHand => inject(key, { of: () => [], address: () => '', isKnown: () => false })
