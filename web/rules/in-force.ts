import type { InForce, Ruleset } from '../../shared/rules/ruleset.ts'
import { type MessageKey, t } from '../i18n.ts'

/** 「2016-01-01 起」, 「2022-06-01 至 2026-03-31」. */
export const inForceText = ({ from, to }: InForce): string => (to === null ? t('rules.from', { from }) : t('rules.fromTo', { from, to }))

export type Standing = 'current' | 'coming' | 'past'

/** Where a rule set stands on a day, by its first application or renewal. */
export function standingOn({ inForce: { apply, renew } }: Ruleset, day: string): Standing {
  const holds = ({ from, to }: InForce) => from <= day && (to === null || day <= to)
  if (holds(apply) || holds(renew)) return 'current'
  return day < apply.from && day < renew.from ? 'coming' : 'past'
}

export const standingWord: Readonly<Record<Standing, MessageKey>> = {
  current: 'rules.current',
  coming: 'rules.coming',
  past: 'rules.past',
}
