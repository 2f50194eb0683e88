import type { MessageKey } from '../i18n.ts'

/** The tabs of a firm in the order of their number keys. */
export const firmTabs: readonly { readonly path: string; readonly label: MessageKey }[] = [
  { path: '', label: 'firms.tabLadder' },
  { path: '/figures', label: 'firms.tabFigures' },
  { path: '/ip', label: 'firms.tabRights' },
  { path: '/certificates', label: 'firms.tabCertificates' },
  { path: '/more', label: 'firms.tabMore' },
  { path: '/evidence', label: 'evidence.title' },
  { path: '/services', label: 'firms.tabServices' },
  { path: '/timeline', label: 'firms.tabTimeline' },
]
