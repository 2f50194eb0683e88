import type { ListRow } from '../../shared/api/lists.ts'
import type { MessageKey } from '../i18n.ts'

export type Ground = ListRow['ground']

/** Why a firm is on a list, in the order in which lists are sorted. */
export const groundWord: Readonly<Record<Ground, MessageKey>> = {
  reach: 'lists.ground.reach',
  renew: 'lists.ground.renew',
  review: 'lists.ground.review',
  missing: 'lists.ground.missing',
  short: 'lists.ground.short',
  score: 'lists.ground.score',
}

export const grounds = Object.keys(groundWord) as readonly Ground[]
