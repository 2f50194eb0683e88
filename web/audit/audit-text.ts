import { type Role, roles } from '../../shared/accounts.ts'
import type { AuditEntry } from '../../shared/api/audit.ts'
import { factName, valueText } from '../facts/fact-text.ts'
import { indicatorAt } from '../facts/paths.ts'
import { type MessageKey, t, term } from '../i18n.ts'
import zh from '../messages/zh/audit.json'

/** The acts that have a name, in the order in which they are offered. */
export const knownActs = Object.keys(zh.act)

export const actText = (action: string): string => (action in zh.act ? t(`audit.act.${action}` as MessageKey) : action)

export const outcomeText = (outcome: string): string =>
  outcome === 'done' || outcome === 'refused' || outcome === 'failed' ? t(`audit.${outcome}`) : outcome

/** Who it was, and as what. */
export function whoText({ account, role }: AuditEntry): string {
  if (account === 'anonymous') return t('audit.anonymous')
  if (role === 'system' || account === null) return t('audit.system')
  return role !== null && role in roles ? `${account} · ${term(roles[role as Role])}` : account
}

/** What it was done to: the firm's name, else the subject without its kind. */
export const aboutText = ({ firmName, subject }: AuditEntry): string => firmName ?? subject?.replace(/^[a-z]+:/, '') ?? ''

export interface Difference {
  readonly name: string
  readonly was: string | null
  readonly now: string | null
}

const shown = (key: string, value: unknown): string => {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'object') return JSON.stringify(value)
  return indicatorAt(key) ? valueText(value, indicatorAt(key)) : String(value)
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {}

/** Before and after, member by member, in words. */
export function differencesOf({ before, after }: AuditEntry): Difference[] {
  const [old, young] = [membersOf(before), membersOf(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].map((key) => ({
    name: indicatorAt(key) ? factName(key) : key,
    was: key in old ? shown(key, old[key]) : null,
    now: key in young ? shown(key, young[key]) : null,
  }))
}
