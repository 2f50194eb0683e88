import { type Figure, figureGroups, figures } from '../../shared/dictionary/figures.ts'
import type { Indicator, IndicatorKind, Label } from '../../shared/dictionary/indicator.ts'
import { listNames, lists } from '../../shared/dictionary/lists.ts'
import { listing, market, profile } from '../../shared/dictionary/profile.ts'
import { type MessageKey, t, term } from '../i18n.ts'

/** What a column of a sheet may be about, as the page needs it. */
export interface Target {
  readonly path: string
  readonly kind: IndicatorKind | 'verbatim'
  readonly name: () => string
  readonly indicator?: Indicator
  /** Whether a value belongs to a fiscal year. */
  readonly isYearly: boolean
}

export interface TargetGroup {
  readonly key: string
  readonly name: () => string
  readonly targets: readonly Target[]
}

const fromIndicators = (declared: Readonly<Record<string, Indicator>>, prefix: string, isYearly = false): Target[] =>
  Object.entries(declared).map(([id, indicator]) => ({
    path: `${prefix}${id}`,
    kind: indicator.kind,
    name: () => term(indicator.label),
    indicator,
    isYearly,
  }))

/** Columns that are no indicators: who the firm is to be asked, where it is. */
const details = {
  address: 'imports.target.address',
  townCode: 'imports.target.townCode',
  businessScope: 'imports.target.businessScope',
  registeredCapital: 'imports.target.registeredCapital',
  contactName: 'imports.target.contactName',
  contactPhone: 'imports.target.contactPhone',
  contactEmail: 'imports.target.contactEmail',
  serviceOfficer: 'imports.target.serviceOfficer',
  tags: 'imports.target.tags',
} as const satisfies Readonly<Record<string, MessageKey>>

const detail = (path: string, key: MessageKey): Target => ({ path, kind: 'verbatim', name: () => t(key), isYearly: false })

const { uscc, name, ...described } = profile

const figuresOf = (group: string): Readonly<Record<string, Indicator>> =>
  Object.fromEntries((Object.entries(figures) as [Figure, Indicator][]).filter(([, figure]) => figure.group === group))

const group = (key: string, label: MessageKey | Label, targets: readonly Target[]): TargetGroup => ({
  key,
  name: () => (typeof label === 'string' ? t(label) : term(label)),
  targets,
})

/** Every target in the groups in which it is offered. */
export const targetGroups: readonly TargetGroup[] = [
  group('identity', 'imports.group.identity', [...fromIndicators({ uscc, name }, ''), detail('year', 'imports.target.year')]),
  ...Object.entries(figureGroups).map(([key, label]) => group(key, label, fromIndicators(figuresOf(key), 'years.', true))),
  group('profile', 'imports.group.profile', fromIndicators(described, 'profile.')),
  group(
    'contact',
    'imports.group.contact',
    Object.entries(details).map(([path, key]) => detail(path, key)),
  ),
  group('other', 'imports.group.other', [
    { path: 'conversions', kind: 'count', name: () => t('imports.target.conversions'), isYearly: true },
    ...fromIndicators(market, 'market.'),
    ...fromIndicators(listing, 'listing.'),
  ]),
  group(
    'none',
    'imports.group.none',
    listNames.map((list) => ({ path: list, kind: 'verbatim' as const, name: () => term(lists[list].label), isYearly: false })),
  ),
]

const byPath = new Map(targetGroups.flatMap(({ targets }) => targets).map((target) => [target.path, target]))

export const findTarget = (path: string | null): Target | undefined => (path === null ? undefined : byPath.get(path))

export const targetName = (path: string): string => findTarget(path)?.name() ?? path

/** Units of money columns by what one is worth in yuan. */
export const units = [
  { value: 1, label: { zh: '元', en: 'yuan' } },
  { value: 1_000, label: { zh: '千元', en: '1k yuan' } },
  { value: 10_000, label: { zh: '万元', en: '10k yuan' } },
  { value: 1_000_000, label: { zh: '百万元', en: 'million yuan' } },
  { value: 100_000_000, label: { zh: '亿元', en: '100 million yuan' } },
] as const
